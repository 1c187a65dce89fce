//! Numbers as Indonesian readers write them: dot between thousands, comma before decimals.

use super::{Share, tenths_of_hours};

/// A count: `1.234`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// A percentage with one decimal: `97,2 %`; a dash where nothing was to be counted.
pub fn percent(share: Share) -> String {
    share.tenths().map_or_else(
        || "–".to_owned(),
        |tenths| format!("{},{} %", number(tenths / 10), tenths % 10),
    )
}

/// Minutes as hours with one decimal, halves up: `7,3` for 435.
pub fn hours(minutes: u32) -> String {
    let tenths = u64::from(tenths_of_hours(minutes.into()));
    format!("{},{}", number(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_an_hour_reads_as_in_the_documents() {
        assert_eq!(hours(435), "7,3");
        assert_eq!(hours(0), "0,0");
        assert_eq!(hours(74_109), "1.235,2");
    }

    #[test]
    fn as_indonesian_readers_write_them() {
        let shown: Vec<String> = [0, 7, 999, 1_000, 1_234, 1_234_567].map(number).into();
        assert_eq!(shown, ["0", "7", "999", "1.000", "1.234", "1.234.567"]);
        assert_eq!(percent(Share::of(589, 606)), "97,2 %");
        assert_eq!(percent(Share::of(606, 606)), "100,0 %");
        assert_eq!(percent(Share::default()), "–");
    }
}
