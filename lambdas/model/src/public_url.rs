//! The public address of a deployed API.

/// Turns an API's address as CloudFormation knows it into the one that answers.
///
/// On AWS that is the same. An endpoint override means an emulator, which serves
/// `https://ID.execute-api.REGION.SUFFIX/STAGE/…` as `ENDPOINT/_aws/execute-api/ID/STAGE/…`, because the host name
/// resolves nowhere. Any other address is left as it is.
pub fn public_url(url: &str, endpoint: Option<&str>) -> String {
    let Some(endpoint) = endpoint.filter(|endpoint| !endpoint.is_empty()) else {
        return url.to_owned();
    };
    match api_and_path(url) {
        Some((api, path)) => format!("{}/_aws/execute-api/{api}{path}", endpoint.trim_end_matches('/')),
        None => url.to_owned(),
    }
}

/// The API's id, and everything from the slash after the host name on.
fn api_and_path(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://")?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (api, domain) = host.split_once('.')?;
    let is_api = !api.is_empty() && domain.starts_with("execute-api.");
    is_api.then_some((api, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://a1b2c3.execute-api.us-west-2.amazonaws.com/dev/mailboxes?limit=2";

    #[test]
    fn on_aws_the_address_is_unchanged() {
        assert_eq!(public_url(URL, None), URL);
        assert_eq!(public_url(URL, Some("")), URL);
    }

    #[test]
    fn an_emulator_serves_it_below_its_own_address() {
        let wanted = "http://127.0.0.1:4566/_aws/execute-api/a1b2c3/dev/mailboxes?limit=2";
        assert_eq!(public_url(URL, Some("http://127.0.0.1:4566")), wanted);
        assert_eq!(public_url(URL, Some("http://127.0.0.1:4566/")), wanted);
    }

    #[test]
    fn other_addresses_stay() {
        for url in ["https://example.com/a", "http://a.execute-api.x.amazonaws.com/", "", "https://"] {
            assert_eq!(public_url(url, Some("http://127.0.0.1:1")), url);
        }
    }
}
