//! `GET /invoice?accountid=…&vendorid=…`: returns the newest invoice, or that of the `orderid` in the query; as JSON,
//! or with `format=html` as a page.

use crate::api::{self, Place};
use crate::bucket::Bucket;
use function::api::{Refusal, Request};
use function::{Failure, Outcome};
use model::Invalid;
use model::coffee::{Document, InvoiceKey};
use serde_json::{Value, json};

/// Returns 200 with the stored object, or 404.
pub async fn handle(bucket: &Bucket, event: Value) -> Result<Outcome, Failure> {
    let request = Request::read(event.clone())?;
    match found(bucket, &request).await {
        Ok((key, document, text)) => Ok(Outcome {
            reply: reply(document, &text),
            about: Some(key.of(document)),
            summary: "200".to_owned(),
            problem: None,
        }),
        Err(refusal) => function::api::answer(event, async |_| Err(refusal)).await,
    }
}

async fn found(bucket: &Bucket, request: &Request) -> Result<(InvoiceKey, Document, String), Refusal> {
    let place = Place::of(request)?;
    let order = api::order_id(request)?;
    let document = form(request)?;
    let missing = || api::no_invoice(&place, order.as_ref());
    let key = bucket.find(&place, order.as_ref()).await?.ok_or_else(missing)?;
    let text = bucket.read(&key, document).await?.ok_or_else(missing)?;
    Ok((key, document, text))
}

fn form(request: &Request) -> Result<Document, Invalid> {
    match request.query_parameter("format") {
        None | Some("json") => Ok(Document::Json),
        Some("html") => Ok(Document::Page),
        Some(_) => Err(Invalid::new("format", "must be json or html")),
    }
}

/// The page loads nothing, so its content security policy forbids all requests and scripts.
fn reply(document: Document, text: &str) -> Value {
    json!({
        "statusCode": 200,
        "headers": {
            "Content-Type": document.content_type(),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options": "nosniff",
        },
        "body": text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_comes_in_two_forms() {
        let form = |query: Value| {
            form(&Request::read(json!({"httpMethod": "GET", "queryStringParameters": query})).unwrap())
        };
        assert_eq!(form(Value::Null), Ok(Document::Json));
        assert_eq!(form(json!({"format": "html"})), Ok(Document::Page));
        assert_eq!(form(json!({"format": "pdf"})).unwrap_err().field, "format");
        assert_eq!(reply(Document::Page, "<p>")["headers"]["Content-Type"], "text/html; charset=utf-8");
    }
}
