//! A one-time PIN on a page: shown once, in the answer to the form that asked for it, in groups that
//! are easily read; and what became of it, for the script of that page.

use crate::error::Error;
use crate::one_time_pins::{self, Issued};
use crate::portal::Context;
use serde_json::{Value, json};

/// Digits that are read at a glance.
const GROUP: usize = 4;

/// EXPOSE: the PIN, once, to whoever it was issued to. What is left of its life is counted from
/// `now_ms`.
pub(super) fn shown(issued: &Issued, now_ms: u64) -> Value {
    let digits = issued.digits.as_str();
    let spoken: Vec<_> = digits.chars().map(String::from).collect();
    json!({
        "groups": groups(digits),
        "spoken": spoken.join(" "),
        "expires_at_ms": issued.expires_at_ms,
        "now_ms": now_ms,
    })
}

/// What became of the newest PIN of a device.
pub(super) async fn standing(context: &Context, device: &str) -> Result<Value, Error> {
    let pin = one_time_pins::newest(context, device).await?;
    Ok(json!({
        "state": pin.as_ref().map(|pin| pin.state.as_str()),
        "expires_ms": pin.map(|pin| pin.expires_ms),
    }))
}

/// In as few groups as are easily read, as even as can be: 6 digits are 3 and 3, 7 are 4 and 3.
fn groups(digits: &str) -> Vec<String> {
    let digits: Vec<char> = digits.chars().collect();
    let mut left = digits.as_slice();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let size = left.len().div_ceil(left.len().div_ceil(GROUP));
        let (group, rest) = left.split_at(size);
        groups.push(group.iter().collect());
        left = rest;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn digits_are_shown_in_even_groups() {
        for (digits, shown) in [
            ("123456", "123 456"),
            ("1234567", "1234 567"),
            ("12345678", "1234 5678"),
            ("123456789", "123 456 789"),
            ("1234567890", "1234 567 890"),
            ("12345678901", "1234 5678 901"),
            ("123456789012", "1234 5678 9012"),
        ] {
            assert_eq!(groups(digits).join(" "), shown);
        }
    }
}
