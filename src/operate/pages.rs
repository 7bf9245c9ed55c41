//! Lists of an API, page by page.

use std::collections::BTreeSet;

use anyhow::Result;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::api::{Api, encode};
use super::id::MOST_SHOWN;
use crate::aws::signed::Method;
use crate::failure::Failure;

/// Objects of one page, the APIs' maximum.
const MOST_PER_PAGE: usize = 100;
/// Objects that are listed where the caller does not say how many.
const USUAL: usize = 50;
/// Most pages that the search for an id reads.
const MOST_SEARCHED: usize = 100;

/// A page of objects.
#[derive(Clone, Debug, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; absent on the last.
    #[serde(default)]
    pub next: Option<String>,
}

/// How much of a list to read.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// At most this many.
    pub limit: Option<usize>,
    /// Begin where an earlier page ended.
    pub next: Option<String>,
    /// Read every page.
    pub all: bool,
}

/// A list of an API.
pub struct Pages<'a> {
    api: &'a Api,
    path: &'static str,
    filter: String,
    noun: &'static str,
}

impl<'a> Pages<'a> {
    /// The list at `path`; `noun` is one of its objects.
    pub fn new(api: &'a Api, path: &'static str, noun: &'static str) -> Self {
        Self { api, path, filter: String::new(), noun }
    }

    /// Only objects for which a parameter of the API has this value.
    pub fn only(mut self, parameter: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.filter += &format!("&{parameter}={}", encode(value));
        }
        self
    }

    /// As much of the list as `choice` says. A page of the API may have fewer objects than it was asked for.
    pub async fn list<T: DeserializeOwned>(&self, choice: &Choice) -> Result<Page<T>> {
        let most = if choice.all { usize::MAX } else { choice.limit.unwrap_or(USUAL) };
        let mut items = Vec::new();
        let mut next = choice.next.clone();
        loop {
            let page = self.page(MOST_PER_PAGE.min(most - items.len()), next.as_deref()).await?;
            items.extend(page.items);
            next = page.next;
            if next.is_none() || items.len() >= most {
                return Ok(Page { items, next });
            }
        }
    }

    /// The ids, in the field `field`, that begin like this. No API finds an id by its beginning, so this reads the list to its end, or
    /// until there are more than a message shows; a list of more than 100 pages is not searched further.
    pub async fn ids(&self, field: &str, beginning: &str) -> Result<Vec<String>> {
        let mut found = BTreeSet::new();
        let mut next = None;
        for _ in 0..MOST_SEARCHED {
            let page: Page<Value> = self.page(MOST_PER_PAGE, next.as_deref()).await?;
            let ids = page.items.iter().filter_map(|item| item.get(field)?.as_str());
            found.extend(ids.filter(|id| id.starts_with(beginning)).map(str::to_owned));
            next = page.next;
            if next.is_none() || found.len() > MOST_SHOWN {
                return Ok(found.into_iter().collect());
            }
        }
        let text = format!(
            "'{beginning}' was looked for in {MOST_SEARCHED} pages of {}s, and there are more",
            self.noun
        );
        Err(Failure::usage(text).hint("write the whole id").into())
    }

    async fn page<T: DeserializeOwned>(&self, limit: usize, next: Option<&str>) -> Result<Page<T>> {
        let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
        let path = format!("{}?limit={limit}{}{next}", self.path, self.filter);
        let reply = self.api.call(Method::Get, &path, None).await?;
        self.api.document(&reply, &format!("listing {}s", self.noun))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::fake;

    #[test]
    fn a_filter_is_encoded_and_may_be_left_out() {
        let (cloud, _) = fake::cloud(Vec::new());
        let region = crate::aws::Region::new("us-west-2");
        let api = Api::new(&cloud, "https://a.execute-api.us-west-2.amazonaws.com/dev", &region).unwrap();
        let filter = |value| Pages::new(&api, "/orders", "order").only("state", value).filter;
        assert_eq!(filter(None), "");
        assert_eq!(filter(Some("a b")), "&state=a%20b");
    }
}
