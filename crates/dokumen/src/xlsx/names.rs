//! Names of sheets: at most 31 characters, none of `[]:*?/\`, no two alike.

use std::collections::BTreeSet;

use crate::clean;

/// The names given so far.
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    const LONGEST: usize = 31;

    pub(super) const fn new() -> Self {
        Self {
            taken: BTreeSet::new(),
        }
    }

    /// A name as near to a caption as Excel allows.
    pub(super) fn take(&mut self, caption: &str) -> String {
        let mut plain: String = clean::line(caption)
            .chars()
            .map(|c| if "[]:*?/\\".contains(c) { '-' } else { c })
            .collect();
        plain = plain.trim().trim_matches('\'').trim().to_owned();
        // Excel keeps this word for itself.
        if plain.is_empty() || plain.eq_ignore_ascii_case("history") {
            "Tabel".clone_into(&mut plain);
        }
        let mut name = clean::at_most_utf16(&plain, Self::LONGEST).into_owned();
        let mut n = 1_u32;
        while !self.taken.insert(name.to_lowercase()) {
            n += 1;
            let end = format!(" ({n})");
            let start = clean::at_most_utf16(&plain, Self::LONGEST - end.len());
            name = format!("{start}{end}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_short_allowed_and_differ() {
        let mut names = Names::new();
        assert_eq!(
            names.take("Per unit: Januari/Februari"),
            "Per unit- Januari-Februari"
        );
        assert_eq!(
            names.take("PER UNIT: Januari/Februari"),
            "PER UNIT- Januari-Februari (2)"
        );
        assert_eq!(names.take("'"), "Tabel");
        assert_eq!(names.take(""), "Tabel (2)");
        let long = names.take(&"Daftar laporan ".repeat(9));
        assert_eq!(long.chars().count(), 31);
        assert_ne!(names.take(&"Daftar laporan ".repeat(9)), long);
        assert!(names.take(&"👍".repeat(40)).encode_utf16().count() <= 31);
    }
}
