//! Personal data in a text: where it stands, of what kind, how sure.
//!
//! Identifiers are found by their shape and by the words before them, however people space them and whatever digits
//! they type; names only after a title or another cue, because nothing else tells a name from a word. A finding is a
//! reason to look, and a text without findings is no proof: an officer reads before anything is released.

mod address;
mod cues;
mod email;
mod finding;
mod known;
mod lists;
mod mask;
mod names;
mod nik;
mod numbers;
mod place;
mod plate;
mod shapes;
mod view;

pub use finding::{Finding, Kind};
pub use mask::{mask, placeholders};

use view::View;

/// Everything found in the first [`LONGEST`](crate::text::LONGEST) characters, in order and without overlaps: where two
/// readings share a character, the surer one stays.
pub fn find(text: &str) -> Vec<Finding> {
    let view = View::of(text);
    let mut found = Vec::new();
    numbers::find(&view, &mut found);
    email::find(&view, &mut found);
    plate::find(&view, &mut found);
    place::find(&view, &mut found);
    address::find(&view, &mut found);
    names::find(&view, &mut found);
    finding::surest(found)
}
