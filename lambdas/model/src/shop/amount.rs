//! Amounts: pieces and cents, always whole, never negative.

use crate::validation::{Invalid, whole_number};

/// Most pieces, or cents, in one request.
pub const LARGEST_AMOUNT: u64 = 1_000_000_000;
/// Most that a balance or an order's cost may come to. Far below what a JSON number or DynamoDB holds exactly.
pub const LARGEST_SUM: u64 = 1_000_000_000_000;

/// Reads the amount in `field`.
pub fn amount(field: &'static str, text: &str) -> Result<u64, Invalid> {
    whole_number(field, text, LARGEST_AMOUNT)
}

/// The sum, as long as a balance or a cost may be as much.
pub fn sum(amounts: impl IntoIterator<Item = Option<u64>>) -> Option<u64> {
    let mut amounts = amounts.into_iter();
    amounts.try_fold(0_u64, |sum, next| sum.checked_add(next?)).filter(|sum| *sum <= LARGEST_SUM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_amounts_in_range_pass() {
        assert_eq!(amount("n", "1"), Ok(1));
        assert_eq!(amount("n", "1000000000"), Ok(LARGEST_AMOUNT));
        let wrong = [
            "",
            "0",
            "-0",
            "01",
            "-1",
            "+1",
            " 1",
            "1.0",
            "2e0",
            "1e3",
            "ten",
            "1000000001",
            "18446744073709551616",
            "٣",
        ];
        for text in wrong {
            assert_eq!(amount("n", text).unwrap_err().field, "n", "{text}");
        }
        assert!(amount("n", &"0".repeat(100_000)).is_err());
    }

    #[test]
    fn a_sum_that_is_too_large_is_none() {
        assert_eq!(sum([Some(LARGEST_SUM - 1), Some(1)]), Some(LARGEST_SUM));
        assert_eq!(sum([Some(LARGEST_SUM), Some(1)]), None);
        assert_eq!(sum([Some(u64::MAX), Some(u64::MAX)]), None);
        assert_eq!(sum([Some(1), None]), None);
        assert_eq!(sum([]), Some(0));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,40}") {
            if let Ok(amount) = amount("n", &text) { prop_assert!((1..=LARGEST_AMOUNT).contains(&amount)); }
        }
    }
}
