//! Writes the invoice of an order, for the workflow: first the page, then the document that makes it an invoice.

use crate::bucket::Bucket;
use crate::page;
use function::{Failure, INPUT_INVALID, Outcome, Unavailable};
use model::coffee::{Document, InvoiceKey, NewOrder};
use serde::Deserialize;
use serde_json::{Value, json};

/// The bucket takes no invoice at the moment; a retry may help.
pub const INVOICE_NOT_WRITTEN: &str = "invoice-not-written";

/// The input from the workflow.
#[derive(Deserialize)]
struct Input {
    /// As it was handed over by the API, which checks less than the model does.
    order: Value,
    placedat: String,
    key: String,
}

/// Writes both objects. The same input again writes the same, so the workflow may try as often as it likes.
pub async fn handle(bucket: &Bucket, event: Value) -> Result<Outcome, Failure> {
    let input: Input = serde_json::from_value(event)
        .map_err(|error| Failure::new(INPUT_INVALID, format!("the input is not an order: {error}")))?;
    let new = NewOrder::from_json(&input.order.to_string())
        .map_err(|invalid| Failure::new(INPUT_INVALID, invalid.to_string()))?;
    let key = InvoiceKey::parse(&input.key, &new.accountid, &new.vendorid, &new.orderid)
        .ok_or_else(|| Failure::new(INPUT_INVALID, "the key is not this order's"))?;
    let order = new.into_order(&input.placedat);
    let document = serde_json::to_string_pretty(&order).expect("our shapes have text keys only");
    bucket.write(&key, Document::Page, page::invoice(&order)).await.map_err(not_written)?;
    bucket.write(&key, Document::Json, document + "\n").await.map_err(not_written)?;
    Ok(Outcome {
        reply: json!({"invoice": key.of(Document::Json)}),
        about: Some(order.orderid.to_string()),
        summary: "written".to_owned(),
        problem: None,
    })
}

fn not_written(unavailable: Unavailable) -> Failure {
    Failure::new(INVOICE_NOT_WRITTEN, unavailable.0)
}
