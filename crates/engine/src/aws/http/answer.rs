//! Whether a response is from AWS and complete. HTTP does not show it if the response ends with the connection, and the
//! SDK accepts a truncated XML document as complete.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::trouble::{Cause, start_of};

/// What is wrong with the body of a service's answer; `None` when it can be used.
pub fn check(response: &HttpResponse, body: &[u8]) -> Option<Cause> {
    let kind = response.headers().get("content-type").unwrap_or_default();
    let body = body.trim_ascii();
    if body.is_empty() || kind.contains("cbor") || kind.contains("octet-stream") {
        return None;
    }
    let is_whole = match body[0] {
        b'<' if !is_page(body) => ends_its_root(body),
        b'{' => body.ends_with(b"}"),
        b'[' => body.ends_with(b"]"),
        // A refusal is read by its status, whatever it holds; a success that is not AWS's would be believed.
        _ if response.status().is_success() => {
            return Some(Cause::Foreign(response.status().as_u16(), start_of(body)));
        }
        _ => true,
    };
    (!is_whole).then_some(Cause::CutShort)
}

/// The beginning of what is neither XML nor JSON, and so not from a service of AWS; `None` for what may be.
pub fn foreign_start(body: &[u8]) -> Option<String> {
    let body = body.trim_ascii();
    let is_plain = !body.is_empty() && !matches!(body[0], b'<' | b'{' | b'[');
    (is_plain || is_page(body)).then(|| start_of(body))
}

/// Whether a document is a page for a browser, such as a proxy's or a hotel's.
fn is_page(body: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&body[..body.len().min(15)]).to_ascii_lowercase();
    start.starts_with("<html") || start.starts_with("<!doctype html")
}

/// Whether a document's last tag ends its first element.
fn ends_its_root(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let Some(root) = root(&text) else { return false };
    let name = root.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
    let is_alone = root.find('>').is_some_and(|end| end + 1 == root.len() && root[..end].ends_with('/'));
    is_alone
        || text.strip_suffix('>').map(str::trim_end).is_some_and(|text| text.ends_with(&format!("</{name}")))
}

/// The text from the first element's name on, past declarations and comments.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = match rest {
            rest if rest.starts_with('?') => "?>",
            rest if rest.starts_with("!--") => "-->",
            rest if rest.starts_with('!') => ">",
            rest => return Some(rest),
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    fn of(status: u16, body: &str) -> Option<Cause> {
        let response = http::Response::builder().status(status).body(SdkBody::empty()).unwrap();
        check(&HttpResponse::try_from(response).unwrap(), body.as_bytes())
    }

    #[test]
    fn a_whole_answer_passes() {
        for body in [
            "",
            "<a/>",
            "<a b='c' />",
            "<a><b>c</b></a>\n",
            "<?xml version='1.0'?>\n<!-- x > y --><a xmlns=\"u\"><b/></a >",
            "{\"a\": {}}",
            "[]",
        ] {
            assert_eq!(of(200, body), None, "{body}");
        }
    }

    #[test]
    fn a_part_is_never_taken_for_the_whole() {
        let whole = "<?xml version=\"1.0\"?><R><L><member><N>one</N></member><member/></L></R>";
        for end in 1..whole.len() {
            assert_eq!(of(200, &whole[..end]), Some(Cause::CutShort), "{}", &whole[..end]);
        }
        let whole = r#"{"TableNames":["a","b"]}"#;
        for end in 1..whole.len() {
            assert_eq!(of(200, &whole[..end]), Some(Cause::CutShort), "{}", &whole[..end]);
        }
    }

    #[test]
    fn a_success_that_is_not_awss_is_none() {
        let page = "<!DOCTYPE html>\n<html><title>Log in to the network</title></html>";
        let Some(Cause::Foreign(200, start)) = of(200, page) else { panic!("it was believed") };
        assert!(start.starts_with("<!DOCTYPE html> <html><title>Log in"), "{start}");
        assert_eq!(of(200, "OK"), Some(Cause::Foreign(200, "OK".to_owned())));
        assert_eq!(of(503, "<html><body>Http/1.1 Service Unavailable</body>"), None);
        assert_eq!(of(503, "busy"), None);
    }
}
