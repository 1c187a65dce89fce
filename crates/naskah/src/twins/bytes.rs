//! A sketch as bytes, to be stored beside the sealed text.

use super::sketch::{BUCKETS, HashedSpot, MAX_MARKS, Mark, Sketch};

/// Bytes that are no sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SketchError {
    /// Made by another version of the program: make it anew from the text.
    #[error("sketch of version {0}, this program reads version {VERSION}: make it anew")]
    Version(u8),
    /// Cut off, or never one.
    #[error("these bytes are not a sketch")]
    Broken,
}

/// Changes whenever the lexicon or the reading changes so much that old and new sketches do not compare.
const VERSION: u8 = 1;
const MARK: usize = 6;
const SPOT: usize = 7;

impl Sketch {
    /// The sketch as bytes: 4 of head, 6 a word, 7 a number, 128 of letter groups.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (marks, spots) = (self.marks.len(), self.spots.len());
        let mut bytes = Vec::with_capacity(4 + marks * MARK + spots * SPOT + self.grams.len());
        // Neither is ever longer than 192.
        bytes.extend([
            VERSION,
            marks as u8,
            spots as u8,
            u8::from(!self.grams.is_empty()),
        ]);
        for mark in &self.marks {
            bytes.extend(mark.hash.to_le_bytes());
            bytes.extend([mark.weight, mark.flags]);
        }
        for spot in &self.spots {
            bytes.push(spot.kind);
            bytes.extend(spot.anchor.to_le_bytes());
            bytes.extend(spot.value.to_le_bytes());
        }
        bytes.extend(self.grams.iter().map(|gram| gram.to_le_bytes()[0]));
        bytes
    }

    /// Reads what [`Sketch::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SketchError> {
        let (&[version, marks, spots, grams], rest) =
            bytes.split_first_chunk::<4>().ok_or(SketchError::Broken)?;
        if version != VERSION {
            return Err(SketchError::Version(version));
        }
        let (marks, rest) = rest
            .split_at_checked(usize::from(marks) * MARK)
            .ok_or(SketchError::Broken)?;
        let (spots, grams_bytes) = rest
            .split_at_checked(usize::from(spots) * SPOT)
            .ok_or(SketchError::Broken)?;
        let sketch = Self {
            marks: marks
                .as_chunks::<MARK>()
                .0
                .iter()
                .copied()
                .map(read_mark)
                .collect(),
            spots: spots
                .as_chunks::<SPOT>()
                .0
                .iter()
                .copied()
                .map(read_spot)
                .collect(),
            grams: grams_bytes
                .iter()
                .map(|&byte| i8::from_le_bytes([byte]))
                .collect(),
        };
        let whole =
            sketch.grams.len() == usize::from(grams) * BUCKETS && sketch.marks.len() <= MAX_MARKS;
        // Comparing walks sorted lists.
        let sorted = sketch.marks.is_sorted_by(|a, b| a.hash < b.hash)
            && sketch.spots.is_sorted_by(|a, b| a < b);
        if whole && sorted {
            Ok(sketch)
        } else {
            Err(SketchError::Broken)
        }
    }
}

fn read_mark(bytes: [u8; MARK]) -> Mark {
    let [hash @ .., weight, flags] = bytes;
    Mark {
        hash: u32::from_le_bytes(hash),
        weight,
        flags,
    }
}

fn read_spot(bytes: [u8; SPOT]) -> HashedSpot {
    let [kind, anchor @ .., low, high] = bytes;
    HashedSpot {
        kind,
        anchor: u32::from_le_bytes(anchor),
        value: u16::from_le_bytes([low, high]),
    }
}
