//! Values in links and forms (`application/x-www-form-urlencoded`).

/// Encodes a value for a query.
pub fn encode(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// The decoded value of `name` in a form, if it is there exactly once.
pub fn form_field(form: &str, name: &str) -> Option<String> {
    let mut values = form_urlencoded::parse(form.as_bytes()).filter(|(key, _)| key == name);
    let (_, value) = values.next()?;
    if values.next().is_some() { None } else { Some(value.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_found_by_name() {
        assert_eq!(form_field("a=1&token=x%2By+z", "token").as_deref(), Some("x+y z"));
        assert_eq!(form_field("token=1&token=2", "token"), None);
        assert_eq!(form_field("", "token"), None);
    }

    proptest! {
        #[test]
        fn encoding_and_decoding_are_inverse(value in "(?s).{0,60}") {
            let form = format!("x=1&token={}", encode(&value));
            prop_assert_eq!(form_field(&form, "token"), Some(value));
        }
    }
}
