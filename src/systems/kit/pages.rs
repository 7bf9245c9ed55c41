//! Lists of an API, page by page.

use std::collections::BTreeSet;

use anyhow::Result;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::api::{Api, encode};
use super::id::MOST_SHOWN;
use engine::aws::signed::Method;
use engine::failure::Failure;

/// Objects of one page, the APIs' maximum.
pub const MOST_PER_PAGE: usize = 100;
/// Objects that are listed where the caller does not say how many.
pub const USUAL: usize = 50;
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
    nouns: &'static str,
}

impl<'a> Pages<'a> {
    /// The list at `path`; `nouns` are its objects.
    pub fn new(api: &'a Api, path: &'static str, nouns: &'static str) -> Self {
        Self { api, path, filter: String::new(), nouns }
    }

    /// Only objects for which a parameter of the API has this value.
    pub fn only(mut self, parameter: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.filter += &format!("&{parameter}={}", encode(value));
        }
        self
    }

    /// As much of the list as `choice` requests. A page of the API may have fewer objects than requested.
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

    /// The ids, in the field `field`, that begin like this. No API finds an id by its beginning, so this reads the list
    /// to its end, or until there are more than a message shows; a list of more than 100 pages is not searched further.
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
            "'{beginning}' was searched for in {MOST_SEARCHED} pages of {}, and there are more",
            self.nouns
        );
        Err(Failure::usage(text).hint("use the complete id").into())
    }

    async fn page<T: DeserializeOwned>(&self, limit: usize, next: Option<&str>) -> Result<Page<T>> {
        let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
        let path = format!("{}?limit={limit}{}{next}", self.path, self.filter);
        let reply = self.api.call(Method::Get, &path, None).await?;
        self.api.document(&reply, &format!("listing {}", self.nouns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::fake::{self, Call, Calls, Reply};
    use engine::aws::{Cloud, Region};
    use engine::failure::{EXIT_USAGE, kind_of};

    /// An API whose page number N has what `items` makes of N, and which has this many pages.
    fn pages_of(count: usize, items: impl Fn(usize) -> Value + Send + 'static) -> (Cloud, Calls) {
        let mut asked = 0;
        fake::cloud(vec![Box::new(move |_: &Call| {
            asked += 1;
            let next = (asked < count).then(|| format!("page {}", asked + 1));
            Some(Reply {
                status: 200,
                body: serde_json::json!({"items": items(asked), "next": next}).to_string(),
            })
        })])
    }

    fn api(cloud: &Cloud) -> Api {
        Api::new(cloud, "https://a.execute-api.us-west-2.amazonaws.com/dev", &Region::new("us-west-2"))
            .unwrap()
    }

    fn id(page: usize) -> Value {
        serde_json::json!([{"id": format!("3e2a-{page:03}")}])
    }

    #[test]
    fn a_filter_is_encoded_and_may_be_left_out() {
        let (cloud, _) = fake::cloud(Vec::new());
        let api = api(&cloud);
        let filter = |value| Pages::new(&api, "/orders", "orders").only("state", value).filter;
        assert_eq!(filter(None), "");
        assert_eq!(filter(Some("a b")), "&state=a%20b");
    }

    #[tokio::test]
    async fn pages_with_fewer_objects_than_asked_for_do_not_end_a_list() {
        let (cloud, calls) = pages_of(4, |page| if page == 2 { serde_json::json!([]) } else { id(page) });
        let choice = Choice { limit: Some(2), ..Choice::default() };
        let page: Page<Value> = Pages::new(&api(&cloud), "/orders", "orders").list(&choice).await.unwrap();
        assert_eq!((page.items.len(), page.next.as_deref(), calls.all().len()), (2, Some("page 4"), 3));
    }

    #[tokio::test]
    async fn a_beginning_is_looked_for_to_the_end_of_the_list() {
        let (cloud, calls) = pages_of(3, id);
        let found = Pages::new(&api(&cloud), "/orders", "orders").ids("id", "3e2a-002").await.unwrap();
        assert_eq!((found, calls.all().len()), (vec!["3e2a-002".to_owned()], 3));
    }

    #[tokio::test]
    async fn a_search_is_bounded() {
        let (cloud, calls) = pages_of(1000, id);
        let found = Pages::new(&api(&cloud), "/orders", "orders").ids("id", "3e2a").await.unwrap();
        assert_eq!((found.len(), calls.all().len()), (MOST_SHOWN + 1, MOST_SHOWN + 1));

        let (cloud, calls) = pages_of(1000, id);
        let error = Pages::new(&api(&cloud), "/orders", "orders").ids("id", "3e2a-001").await.unwrap_err();
        assert_eq!((kind_of(&error).exit_code(), calls.all().len()), (EXIT_USAGE, MOST_SEARCHED));
    }
}
