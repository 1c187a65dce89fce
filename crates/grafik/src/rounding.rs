//! Numbers rounded as people round them: the one rule for pages, papers, charts and files.

/// Digits that a spreadsheet knows of a number; what is behind them is dust of its binary form.
const KNOWN: usize = 15;

/// A number with so many decimals behind a point, halves away from zero. Halves are those of its decimal form: 7.25 with one
/// decimal is 7.3 and 1.005 with two is 1.01, though its binary form lies just below. Spreadsheets show the same of the
/// same number. What is no number is empty.
pub fn rounded(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = cut(&format!("{:.*e}", KNOWN - 1, value.abs()), places);
    let is_nothing = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value < 0.0 && !is_nothing {
        format!("-{text}")
    } else {
        text
    }
}

/// The number as a spreadsheet is given it, to be shown with so many decimals: itself, unless only dust of its binary form
/// keeps it from the half to which [`rounded`] brings it. Then it is the number without that dust.
pub fn settled(value: f64, places: usize) -> f64 {
    let size = value.abs();
    // With more digits shown than a spreadsheet knows nothing is gained.
    if !value.is_finite() || size * 10_f64.powi(places as i32) >= 1e14 {
        return value;
    }
    let known = format!("{size:.*e}", KNOWN - 1);
    // All of its digits: as few as tell it from every other number.
    if cut(&format!("{size:e}"), places) == cut(&known, places) {
        return value;
    }
    known
        .parse::<f64>()
        .map_or(value, |known| known.copysign(value))
}

/// `7.25e0` with so many decimals.
fn cut(written: &str, places: usize) -> String {
    let (mantissa, exponent) = written.split_once('e').unwrap_or((written, "0"));
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let before = exponent.parse::<i64>().unwrap_or(0) + 1;
    match usize::try_from(before + places as i64) {
        Ok(kept) if kept < digits.len() => {
            let is_up = digits.get(kept).is_some_and(|digit| *digit >= b'5');
            digits.truncate(kept);
            if is_up {
                raise(&mut digits);
            }
        }
        Ok(kept) => digits.resize(kept, b'0'),
        // Less than a tenth of the last place.
        Err(_) => digits.clear(),
    }
    let lacking = (places + 1).saturating_sub(digits.len());
    let mut text = "0".repeat(lacking);
    text.extend(digits.into_iter().map(char::from));
    if places > 0 {
        text.insert(text.len() - places, '.');
    }
    text
}

/// One more in the last place.
fn raise(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::{rounded, settled};

    #[test]
    fn halves_go_away_from_zero() {
        for (value, places, expected) in [
            (7.25, 1, "7.3"),
            (-7.25, 1, "-7.3"),
            (7.35, 1, "7.4"),
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (1.005, 2, "1.01"),
            (2.675, 2, "2.68"),
            (0.05, 1, "0.1"),
            (0.049, 1, "0.0"),
            (-0.04, 1, "0.0"),
            (0.004, 1, "0.0"),
            (9.96, 1, "10.0"),
            (99.95, 1, "100.0"),
            (0.0, 2, "0.00"),
            (1234.0, 0, "1234"),
            (1.0 / 3.0, 2, "0.33"),
            (2.0 / 3.0, 2, "0.67"),
            (1e20, 1, "100000000000000000000.0"),
        ] {
            assert_eq!(rounded(value, places), expected, "{value} {places}");
        }
        assert_eq!(rounded(f64::NAN, 1), "");
        assert!(rounded(f64::MAX, 2).starts_with("179769313486232"));
        assert_eq!(rounded(f64::MIN_POSITIVE, 2), "0.00");
    }

    #[test]
    fn a_spreadsheet_is_given_the_number_itself_unless_dust_lies_on_it() {
        for value in [7.25, -7.25, 1.005, 1.0 / 3.0, 1234.5678, 0.0, f64::MAX] {
            assert!(settled(value, 1).to_bits() == value.to_bits(), "{value}");
        }
        let dusty = 7.249_999_999_999_999;
        assert_eq!(rounded(dusty, 1), "7.3");
        assert!(settled(dusty, 1).to_bits() == 7.25_f64.to_bits());
        assert!(settled(-dusty, 1).to_bits() == (-7.25_f64).to_bits());
        // With more decimals it is shown as it is.
        assert!(settled(dusty, 3).to_bits() == dusty.to_bits());
    }
}
