//! Pages of a list: how many objects the caller wants, and where an earlier page ended.
//!
//! The `next` of a page names the list that it belongs to, including its filter; it is invalid in any other list.

use crate::api::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Invalid;

/// Objects of a page where the request does not say how many.
const USUAL: u16 = 50;
/// Most objects of a page.
const MOST: u16 = 100;

/// The parameter `limit`, from 1 to 100; 50 where there is none.
pub fn limit(request: &Request) -> Result<u16, Invalid> {
    let Some(text) = request.query_parameter("limit") else { return Ok(USUAL) };
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| Invalid::new("limit", format!("must be a number from 1 to {MOST}")))
}

/// Encodes a key as the `next` of a page of this list, so that callers do not rely on its content.
pub fn encode(list: &str, key: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list} {key}"))
}

/// Reads the parameter `next` of a request for this list through `read`, which returns `None` for what no page has as its key.
pub fn next<K>(
    request: &Request,
    list: &str,
    read: impl FnOnce(&str) -> Option<K>,
) -> Result<Option<K>, Invalid> {
    let Some(next) = request.query_parameter("next") else { return Ok(None) };
    let text = URL_SAFE_NO_PAD.decode(next).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let key = text.as_deref().and_then(|text| text.strip_prefix(list)?.strip_prefix(' ')).and_then(read);
    key.map(Some)
        .ok_or_else(|| Invalid::new("next", "must be the value that an earlier page of this list returned"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(name: &str, value: &str) -> Request {
        Request::read(json!({"httpMethod": "GET", "queryStringParameters": {name: value}})).unwrap()
    }

    #[test]
    fn limits_are_bounded() {
        assert_eq!(limit(&request("limit", "1")), Ok(1));
        assert_eq!(limit(&request("limit", "100")), Ok(100));
        assert_eq!(limit(&request("next", "x")), Ok(USUAL));
        for text in ["", "0", "101", "-1", "ten", "99999999999"] {
            assert_eq!(limit(&request("limit", text)).unwrap_err().field, "limit", "{text}");
        }
    }

    #[test]
    fn the_next_page_is_found_again_and_nothing_else_is_taken() {
        let read = |text: &str| text.strip_prefix("item#").map(str::to_owned);
        assert_eq!(
            next(&request("next", &encode("items", "item#1")), "items", read),
            Ok(Some("1".to_owned()))
        );
        assert_eq!(next(&request("limit", "1"), "items", read), Ok(None));
        let (other, of_filter) = (encode("audit", "item#1"), encode("items of=me", "item#1"));
        for text in
            ["", "%", "AAAA", &encode("items", "user#1"), &other, &of_filter, &encode("item", "s item#1")]
        {
            assert_eq!(next(&request("next", text), "items", read).unwrap_err().field, "next", "{text}");
        }
    }
}
