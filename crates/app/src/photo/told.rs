//! What a photograph's file says beside the picture: named, so that an officer knows of it, and never kept in the clear.
//!
//! Nothing of it is in what is served, which is made anew from the pixels. It stays in the sealed original, and may be
//! why somebody asks to see that.

use exif::{Context, Exif, Field, In, Reader, Tag, Value};
use image::ImageDecoder;
use serde::{Deserialize, Serialize};

/// Longest block of XMP or IPTC that is looked at, in bytes.
const LONGEST: usize = 256 * 1024;

/// One kind of thing that a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Where it was taken.
    Place,
    /// Who took it, or whose camera it was.
    Person,
    /// Which camera, by its number.
    Device,
    /// Words: a title, a description, a comment.
    Words,
}

impl Told {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Person => "person",
            Self::Device => "device",
            Self::Words => "words",
        }
    }
}

/// Tags of EXIF by what they tell. Windows writes the XP ones.
const TAGS: &[(Tag, Told)] = &[
    (Tag::GPSLatitude, Told::Place),
    (Tag::GPSLongitude, Told::Place),
    (Tag::GPSDestLatitude, Told::Place),
    (Tag::Artist, Told::Person),
    (Tag::Copyright, Told::Person),
    (Tag::CameraOwnerName, Told::Person),
    (Tag(Context::Tiff, 0x9c9d), Told::Person),
    (Tag::BodySerialNumber, Told::Device),
    (Tag::LensSerialNumber, Told::Device),
    (Tag::ImageUniqueID, Told::Device),
    (Tag::ImageDescription, Told::Words),
    (Tag::UserComment, Told::Words),
    (Tag(Context::Tiff, 0x9c9b), Told::Words),
    (Tag(Context::Tiff, 0x9c9c), Told::Words),
];

/// Names in XMP by what they tell, whatever prefix a program gave them.
const NAMES: &[(&str, Told)] = &[
    (":GPSLatitude", Told::Place),
    (":creator", Told::Person),
    (":Author", Told::Person),
    (":OwnerName", Told::Person),
    (":SerialNumber", Told::Device),
    (":description", Told::Words),
    (":title", Told::Words),
];

/// What a file tells, each kind once. A block that cannot be read tells nothing: it goes with the rest.
pub(super) fn told(decoder: &mut impl ImageDecoder) -> Vec<Told> {
    let mut all = Vec::new();
    if let Ok(Some(block)) = decoder.exif_metadata() {
        all.extend(in_exif(block));
    }
    if let Ok(Some(block)) = decoder.xmp_metadata() {
        all.extend(in_xmp(&block));
    }
    if let Ok(Some(block)) = decoder.iptc_metadata() {
        all.extend(in_iptc(&block));
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn in_exif(block: Vec<u8>) -> Vec<Told> {
    let mut reader = Reader::new();
    let read = reader.continue_on_error(true).read_raw(block);
    let read = read.or_else(|error| error.distill_partial_result(drop));
    let Ok(read) = read else { return Vec::new() };
    TAGS.iter()
        .filter(|(tag, _)| says(&read, *tag))
        .map(|(_, told)| *told)
        .collect()
}

/// The main picture's field is there and not blank.
fn says(exif: &Exif, tag: Tag) -> bool {
    let is_blank = |bytes: &[u8]| {
        bytes
            .iter()
            .all(|byte| *byte == 0 || byte.is_ascii_whitespace())
    };
    exif.get_field(tag, In::PRIMARY)
        .is_some_and(|Field { value, .. }| match value {
            Value::Ascii(lines) => !lines.iter().all(|line| is_blank(line)),
            // A comment begins with eight bytes that name its letters.
            Value::Undefined(bytes, _) => !is_blank(bytes.get(8..).unwrap_or_default()),
            Value::Byte(bytes) => !is_blank(bytes),
            _ => true,
        })
}

fn in_xmp(block: &[u8]) -> Vec<Told> {
    let text = String::from_utf8_lossy(block.get(..LONGEST).unwrap_or(block));
    NAMES
        .iter()
        .filter(|(name, _)| text.contains(name))
        .map(|(_, told)| *told)
        .collect()
}

/// IPTC records: 0x1C, record 2, a number that says what, a length, the words.
fn in_iptc(block: &[u8]) -> Vec<Told> {
    let block = block.get(..LONGEST).unwrap_or(block);
    block
        .windows(3)
        .filter_map(|head| match head {
            [0x1c, 2, 80 | 85 | 110 | 116 | 122] => Some(Told::Person),
            [0x1c, 2, 90 | 92 | 95 | 101] => Some(Told::Place),
            [0x1c, 2, 5 | 105 | 120] => Some(Told::Words),
            _ => None,
        })
        .collect()
}
