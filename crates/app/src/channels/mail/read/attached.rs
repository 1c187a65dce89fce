//! What is attached to a letter: photographs and papers that are taken, and the names of what is not.

use mail_parser::{Message, MessagePart, MimeHeaders as _};

use super::MAX_PARTS;
use crate::photo::PhotoKind;
use crate::report::documents::{self, Kind, RawDocument};
use crate::report::photos::RawPhoto;
use crate::report::{MAX_DOCUMENTS, MAX_PHOTOS};

/// Most characters of a name that is told back.
const MAX_NAME: usize = 60;

/// Attachments of a letter.
#[derive(Clone, Debug, Default)]
pub struct Attached {
    /// Photographs, at most [`MAX_PHOTOS`].
    pub photos: Vec<RawPhoto>,
    /// Their names, in the same order.
    pub photo_names: Vec<String>,
    /// Whole PDFs within [`documents::MAX_BYTES`], at most [`MAX_DOCUMENTS`].
    pub documents: Vec<RawDocument>,
    /// Names of what was left out.
    pub left_out: Vec<String>,
}

impl Attached {
    /// Sorts attachments and inline pictures by their bytes; what a letter says of them counts for nothing.
    pub(super) fn of(message: &Message<'_>) -> Self {
        let mut attached = Self::default();
        for part in message.attachments().take(MAX_PARTS) {
            let bytes = part.contents();
            if PhotoKind::of(bytes).is_some() && attached.photos.len() < MAX_PHOTOS {
                attached.photos.push(RawPhoto {
                    bytes: bytes.to_vec(),
                    caption: String::new(),
                });
                attached.photo_names.push(name(part));
            } else if is_paper(bytes) && attached.documents.len() < MAX_DOCUMENTS {
                attached.documents.push(RawDocument {
                    bytes: bytes.into(),
                });
            } else if !bytes.is_empty() || part.attachment_name().is_some() {
                attached.left_out.push(name(part));
            }
        }
        attached
    }

    /// Nothing that could be taken is attached.
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty() && self.documents.is_empty()
    }
}

fn is_paper(bytes: &[u8]) -> bool {
    bytes.len() <= documents::MAX_BYTES && Kind::of(bytes) == Some(Kind::Pdf)
}

/// The name of a part, or its media type. It goes back to whoever the letter claims to be from: nothing in it may lead
/// anywhere.
fn name(part: &MessagePart<'_>) -> String {
    let media_type = || {
        let kind = part.content_type()?;
        Some(format!("{}/{}", kind.ctype(), kind.subtype()?))
    };
    let name = part.attachment_name().map(str::to_owned);
    let name = name.or_else(media_type).unwrap_or_default();
    let plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')');
    let name: String = name.chars().filter(plain).take(MAX_NAME).collect();
    match name.trim() {
        "" => "?".to_owned(),
        name => name.to_owned(),
    }
}
