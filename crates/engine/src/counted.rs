//! Numbers with their nouns.

/// A number and its noun, in the plural unless it is one: `1 item`, `2 items`, `3 policies`.
pub fn counted(number: impl TryInto<u64>, noun: &str) -> String {
    match number.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {noun}"),
        number => format!("{number} {}", plural(noun)),
    }
}

/// The regular plural of a noun.
fn plural(noun: &str) -> String {
    let ends_in = |ends: &[&str]| ends.iter().any(|end| noun.ends_with(end));
    match noun.strip_suffix('y') {
        Some(stem) if !ends_in(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        None if ends_in(&["s", "x", "z", "ch", "sh"]) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!([counted(0_u64, "item"), counted(1_u16, "item")], ["0 items", "1 item"]);
        assert_eq!(counted(2_usize, "older version"), "2 older versions");
    }

    #[test]
    fn the_plural_follows_the_end_of_the_noun() {
        let two = |noun| counted(2_usize, noun);
        assert_eq!([two("policy"), two("key"), two("API")], ["2 policies", "2 keys", "2 APIs"]);
        assert_eq!([two("process"), two("branch"), two("index")], ["2 processes", "2 branches", "2 indexes"]);
    }
}
