//! Percent-encoding, for links and forms.

use std::fmt::Write;

/// Encodes a value for a query: everything but letters, digits and `-._~`.
pub fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a String takes everything");
        }
    }
    encoded
}

/// The decoded value of `name` in a form, if it is there once and well formed.
pub fn form_field(form: &str, name: &str) -> Option<String> {
    let mut values = form.split('&').filter_map(|pair| pair.split_once('=')).filter(|(key, _)| *key == name);
    let (_, value) = values.next()?;
    if values.next().is_some() { None } else { decode(value) }
}

fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_found_by_name() {
        assert_eq!(form_field("a=1&token=x%2By+z", "token").as_deref(), Some("x+y z"));
        assert_eq!(form_field("token=1&token=2", "token"), None);
        assert_eq!(form_field("token=%2", "token"), None);
        assert_eq!(form_field("token=%ff", "token"), None);
        assert_eq!(form_field("", "token"), None);
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(value in "(?s).{0,60}") {
            let form = format!("x=1&token={}", encode(&value));
            prop_assert_eq!(form_field(&form, "token"), Some(value));
        }
    }
}
