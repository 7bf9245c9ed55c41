//! Ids on narrow terminals, shortened to a prefix that commands accept in their place.

use crate::systems::kit::execution::begins_with_id;

/// Fewest characters that are shown: the first group of a UUID. Commands accept fewer, but a list rarely holds all ids
/// that there are.
const SHORTEST: usize = 8;

/// The beginning of each id that no other of these ids has. Only what begins with a UUID is shortened: other names are
/// not random, so that one that is not listed may begin like them.
pub fn shortened(ids: &[&str]) -> Vec<String> {
    let mut sorted: Vec<_> = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    ids.iter().map(|id| prefix(id, &sorted)).collect()
}

fn prefix(id: &str, sorted: &[&str]) -> String {
    if !begins_with_id(id) {
        return id.to_owned();
    }
    // In this order, the ids that have most in common are neighbours.
    let place = sorted.partition_point(|other| *other < id);
    let before = place.checked_sub(1).and_then(|place| sorted.get(place));
    let neighbours = before.into_iter().chain(sorted.get(place + 1));
    let common = neighbours.map(|other| common(id, other)).max().unwrap_or(0);
    let mut length = SHORTEST.max(common + 1);
    if id.as_bytes().get(length - 1) == Some(&b'-') {
        length += 1;
    }
    id.get(..length).unwrap_or(id).to_owned()
}

/// How many bytes two texts have in common at their beginning.
fn common(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::kit::id::Typed;
    use model::cake::OrderId;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
    const LIKE_IT: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e60";
    const OTHER: &str = "3e2a1c9e-0f6b-4f0a-9d55-0c1b2a3d4e5f";

    #[test]
    fn an_id_keeps_what_no_other_has() {
        assert_eq!(shortened(&[ID, "", ID]), ["3e2a1c9e", "", "3e2a1c9e"]);
        assert_eq!(shortened(&[ID, OTHER]), ["3e2a1c9e-8", "3e2a1c9e-0"]);
        assert_eq!(shortened(&[ID, LIKE_IT]), [&ID[..35], &LIKE_IT[..35]]);
        let (create, update) = (format!("{ID}_create_1"), format!("{ID}_update_2"));
        assert_eq!(shortened(&[&update, &create]), [format!("{ID}_u"), format!("{ID}_c")]);
    }

    #[test]
    fn a_name_that_is_not_random_is_whole() {
        assert_eq!(shortened(&["nightly-2026-01-01", "ada"]), ["nightly-2026-01-01", "ada"]);
    }

    #[test]
    fn commands_accept_a_shortened_id() {
        for short in shortened(&[ID, LIKE_IT, OTHER]).iter().chain(&shortened(&[ID])) {
            assert_eq!(Typed::<OrderId>::read("ID", short).unwrap(), Typed::Beginning(short.clone()));
        }
    }
}
