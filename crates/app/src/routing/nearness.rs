//! How near a category's name is to the words of a report, before anything was learnt.

use std::collections::BTreeSet;

use naskah::functions;

/// The share, 0 up to 1, of the things a name speaks of that stand among the stems of the text; the more things, the surer.
///
/// A word that says nothing alone ("rusak", "liar") is no thing: "Jalan rusak" is about roads, and a pothole comes
/// nearer to it than to "Lampu jalan", though both names share one word with the text.
pub(super) fn of(name: &str, text: &BTreeSet<String>) -> f32 {
    let named = naskah::text::stems(name);
    let (things, words): (Vec<_>, Vec<_>) = named
        .iter()
        .partition(|stem| !functions::score(stem).is_empty());
    let counted = if things.is_empty() { words } else { things };
    let met = counted.iter().filter(|stem| text.contains(**stem));
    met.count() as f32 / (counted.len() + 1) as f32
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_pothole_is_nearer_to_broken_roads_than_to_street_lamps() {
        let near = |name: &str, text: &str| super::of(name, &naskah::text::stems(text));
        let pothole = "Jalan aspal di depan pasar berlubang besar.";
        assert!(near("Jalan rusak", pothole) > near("Lampu jalan", pothole));
        let dark = "Lampu jalan di gang kami mati.";
        assert!(near("Lampu jalan", dark) > near("Jalan rusak", dark));
        assert!(near("Jalan rusak", "Air keran keruh.") < f32::EPSILON);
        assert!(near("", pothole) < f32::EPSILON);
    }
}
