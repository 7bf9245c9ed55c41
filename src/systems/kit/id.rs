//! An id as it was typed: complete, or a prefix.

use anyhow::Result;
use model::Invalid;

use engine::failure::Failure;

/// Fewest characters that may stand for an id.
pub const SHORTEST: usize = 4;
/// Most ids that a message about several shows.
pub const MOST_SHOWN: usize = 5;

/// An id, or the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed<I> {
    Whole(I),
    /// In lower case, as ids are.
    Beginning(String),
}

impl<I: TryFrom<String, Error = Invalid>> Typed<I> {
    /// Reads the argument `name`. What is neither a UUID nor the beginning of one is bad usage.
    pub fn read(name: &str, text: &str) -> Result<Self, Failure> {
        match I::try_from(text.to_owned()) {
            Ok(id) => Ok(Self::Whole(id)),
            Err(_) if begins_uuid(text) => Ok(Self::Beginning(text.to_ascii_lowercase())),
            Err(invalid) => Err(Failure::usage(format!(
                "{name} {}, or its first {SHORTEST} characters or more",
                invalid.problem
            ))),
        }
    }

    /// The whole id. Only for a beginning is `find` asked, for the ids that begin so.
    pub async fn resolve(self, noun: &str, find: impl AsyncFnOnce(&str) -> Result<Vec<String>>) -> Result<I> {
        match self {
            Self::Whole(id) => Ok(id),
            Self::Beginning(beginning) => {
                let mut found = find(&beginning).await?;
                found.sort_unstable();
                found.dedup();
                Ok(I::try_from(single(noun, &beginning, found)?)?)
            }
        }
    }
}

/// The failure for a beginning that several ids have; bad usage, as an id that cannot be read is.
pub fn ambiguous(beginning: &str, ids: &[&str]) -> Failure {
    let count = match ids.len() {
        few if few <= MOST_SHOWN => few.to_string(),
        _ => format!("more than {MOST_SHOWN}"),
    };
    let some = ids.iter().take(MOST_SHOWN).copied().collect::<Vec<_>>().join(", ");
    Failure::usage(format!("'{beginning}' is a prefix of {count} ids: {some}"))
        .hint("use a longer prefix of the id")
}

fn single(noun: &str, beginning: &str, found: Vec<String>) -> Result<String, Failure> {
    match found.len() {
        0 => Err(Failure::failed(format!("no {noun} has an id that begins with '{beginning}'"))),
        1 => Ok(found.into_iter().next().unwrap_or_default()),
        _ => Err(ambiguous(beginning, &found.iter().map(String::as_str).collect::<Vec<_>>())),
    }
}

fn begins_uuid(text: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    (SHORTEST..36).contains(&text.len()) && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::failure::{EXIT_FAILED, EXIT_USAGE};
    use model::cake::OrderId;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
    const OTHER: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e60";

    fn read(text: &str) -> Result<Typed<OrderId>, Failure> {
        Typed::read("ID", text)
    }

    #[test]
    fn an_id_is_whole_or_begins_like_one() {
        assert_eq!(read(&ID.to_uppercase()).unwrap(), Typed::Whole(OrderId::parse(ID).unwrap()));
        for text in ["3E2A", "3e2a1c9e", "3e2a1c9e-", &ID[..35]] {
            assert_eq!(read(text).unwrap(), Typed::Beginning(text.to_ascii_lowercase()));
        }
        for text in ["", "3e2", "nonsense", "3e2a1c9e8", "3e2a-", "3e2a%", "../x", &format!("{ID}0")] {
            let refused = read(text).unwrap_err();
            assert_eq!(refused.kind.exit_code(), EXIT_USAGE, "{text}");
            assert!(refused.message.starts_with("ID must be a UUID such as "), "{refused}");
            assert!(refused.message.ends_with(", or its first 4 characters or more"), "{refused}");
        }
    }

    #[tokio::test]
    async fn a_whole_id_is_not_looked_for_and_a_beginning_must_be_of_one() {
        let find = async |_: &str| anyhow::bail!("looked for");
        assert_eq!(read(ID).unwrap().resolve("order", find).await.unwrap().as_str(), ID);
        let found = async |ids: &[&str]| {
            let ids = ids.iter().map(|id| (*id).to_owned()).collect();
            read("3E2A").unwrap().resolve("order", async |_: &str| Ok(ids)).await
        };
        assert_eq!(found(&[ID]).await.unwrap().as_str(), ID);
        let kind = |error: &anyhow::Error| engine::failure::kind_of(error).exit_code();
        let none = found(&[]).await.unwrap_err();
        assert_eq!(
            (kind(&none), none.to_string().as_str()),
            (EXIT_FAILED, "no order has an id that begins with '3e2a'")
        );
        let several = found(&[ID, OTHER]).await.unwrap_err();
        assert_eq!(kind(&several), EXIT_USAGE);
        assert_eq!(several.to_string(), format!("'3e2a' is a prefix of 2 ids: {ID}, {OTHER}"));
        assert_eq!(found(&[ID, ID]).await.unwrap().as_str(), ID);
        let six = ["1", "2", "3", "4", "5", "6"];
        let many = found(&six).await.unwrap_err().to_string();
        assert_eq!(many, "'3e2a' is a prefix of more than 5 ids: 1, 2, 3, 4, 5");
    }
}
