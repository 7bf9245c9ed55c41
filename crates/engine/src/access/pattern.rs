//! Patterns with `*` and `?`, as in IAM's actions and resources: whether one matches everything that another matches,
//! and whether two overlap.

/// Whether everything that `part` matches is matched by `whole` too. Where that cannot be seen by comparing them sign by
/// sign, it is denied.
pub fn contains(whole: &str, part: &str) -> bool {
    let part: Vec<_> = part.chars().collect();
    // After each sign of `whole`: which beginnings of `part` it can have matched.
    let mut reached = vec![false; part.len() + 1];
    reached[0] = true;
    for sign in whole.chars() {
        if sign == '*' {
            let first = reached.iter().position(|is_reached| *is_reached).unwrap_or(reached.len());
            reached.iter_mut().skip(first).for_each(|is_reached| *is_reached = true);
            continue;
        }
        for end in (1..reached.len()).rev() {
            let matches = part[end - 1] == sign || sign == '?' && part[end - 1] != '*';
            reached[end] = reached[end - 1] && matches;
        }
        reached[0] = false;
    }
    reached[part.len()]
}

/// A pattern in which `${…}`, which may be any text, is a wildcard.
pub fn with_wildcards(pattern: &str) -> String {
    let (mut result, mut rest) = (String::new(), pattern);
    while let Some((before, after)) = rest.split_once("${") {
        result.push_str(before);
        result.push('*');
        rest = &after[end(after)..];
    }
    result + rest
}

/// Where the brace is closed whose inside a text begins with.
fn end(text: &str) -> usize {
    let mut open = 1;
    for (index, sign) in text.char_indices() {
        match sign {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return index + 1;
        }
    }
    text.len()
}

/// Whether some text is matched by both.
pub fn overlap(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|pattern| with_wildcards(pattern).chars().collect::<Vec<_>>());
    let width = other.len() + 1;
    let mut meets = vec![false; (one.len() + 1) * width];
    for row in (0..=one.len()).rev() {
        for column in (0..=other.len()).rev() {
            let at = |row: usize, column: usize| meets[row * width + column];
            meets[row * width + column] = match (one.get(row), other.get(column)) {
                (None, None) => true,
                (Some('*'), None) => at(row + 1, column),
                (None, Some('*')) => at(row, column + 1),
                (None, Some(_)) | (Some(_), None) => false,
                (Some('*'), Some(_)) | (Some(_), Some('*')) => at(row + 1, column) || at(row, column + 1),
                (Some(left), Some(right)) => {
                    (left == right || *left == '?' || *right == '?') && at(row + 1, column + 1)
                }
            };
        }
    }
    meets[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pattern_contains_what_is_narrower() {
        for (whole, part) in
            [("*", "s3:*"), ("s3:*", "s3:Get*"), ("s3:Get*", "s3:GetObject"), ("a?c", "abc"), ("a?c", "a?c")]
        {
            assert!(contains(whole, part), "{whole} {part}");
            assert!(whole == part || !contains(part, whole), "{part} {whole}");
        }
        assert!(!contains("a?c", "a*c") && !contains("s3:Get*", "s3:Put*"));
    }

    #[test]
    fn what_is_not_known_may_overlap_with_anything() {
        assert!(overlap("arn:aws:s3:::secret*", "${output up.Bucket}/*"));
        assert!(overlap("arn:aws:s3:::secret", "arn:aws:s3:::${Fn::Select {\"a\": 1}}"));
        assert!(!overlap("arn:aws:s3:::secret", "arn:aws:sqs:::${output up.Queue}"));
        assert_eq!(with_wildcards("a${b{c}d}e${f"), "a*e*");
    }

    fn matches(pattern: &[char], text: &[char]) -> bool {
        match (pattern.first(), text.first()) {
            (None, None) => true,
            (Some('*'), _) => {
                matches(&pattern[1..], text) || !text.is_empty() && matches(pattern, &text[1..])
            }
            (Some('?'), Some(_)) => matches(&pattern[1..], &text[1..]),
            (Some(sign), Some(other)) => sign == other && matches(&pattern[1..], &text[1..]),
            _ => false,
        }
    }

    proptest! {
        /// Held against matching by its definition.
        #[test]
        fn what_is_contained_matches_less(whole in "[ab*?]{0,5}", part in "[ab*?]{0,5}", text in "[ab]{0,6}") {
            let signs = |text: &str| text.chars().collect::<Vec<_>>();
            let (of_whole, of_part) =
                (matches(&signs(&whole), &signs(&text)), matches(&signs(&part), &signs(&text)));
            prop_assert!(!contains(&whole, &part) || !of_part || of_whole);
            prop_assert!(overlap(&whole, &part) || !(of_whole && of_part));
        }
    }
}
