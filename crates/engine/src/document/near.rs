//! Finds the name that was probably meant.

/// The nearest of some names, if it is near enough to be a slip of the finger.
pub fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let most = (name.chars().count() / 3).max(1);
    let lower = name.to_lowercase();
    known
        .map(|known| (distance(&known.to_lowercase(), &lower), known))
        .filter(|(distance, known)| *distance <= most && *known != name)
        .min()
        .map(|(_, known)| known)
}

/// How many letters must change, as a rough measure of a slip of the finger.
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_finger_is_near() {
        let near = |name| near(name, ["Queue", "Topic", "DeadLetterQueue"].into_iter());
        assert_eq!(near("Queu"), Some("Queue"));
        assert_eq!(near("QUEUE"), Some("Queue"));
        assert_eq!(near("DeadLeterQueu"), Some("DeadLetterQueue"));
        assert_eq!(near("Bucket"), None);
        assert_eq!(near(""), None);
    }
}
