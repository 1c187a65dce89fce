//! Words live apart from events: an event holds only a reference and a commitment.

use serde::{Deserialize, Serialize};

use crate::ids::ContentId;

codes! {
    /// What a row of content holds. Decides whether it is encrypted and who may open it.
    pub enum ContentKind {
        /// Title as the reporter wrote it.
        TitleOriginal = "title_original",
        /// Title as an officer released or edited it.
        TitleFinal = "title_final",
        /// Text as the reporter wrote it (Isi Awal).
        TextOriginal = "text_original",
        /// Text as an officer edited or masked it (Isi Akhir).
        TextFinal = "text_final",
        /// The reporter's own further words, reasons and replies.
        ReporterMessage = "reporter_message",
        /// An answer, question, reason or explanation that the reporter can read.
        OfficerMessage = "officer_message",
        /// A note among officers.
        InternalNote = "internal_note",
        /// Street or landmark, as written.
        Place = "place",
        /// Exact point: `lat,lon` in degrees, WGS 84.
        Point = "point",
        /// Name of the reporter.
        Name = "name",
        /// Display name the reporter chose for the public page.
        DisplayName = "display_name",
        /// Telephone number, normalised to +62….
        Phone = "phone",
        /// E-mail address.
        Email = "email",
        /// Address at a messenger: `whatsapp:+62…`, `telegram:12345`.
        Chat = "chat",
        /// Identity number (NIK).
        Nik = "nik",
        /// Answers to the category's questions: JSON of [`crate::answers::Answers`].
        Answers = "answers",
        /// Description of a file: JSON with file id, media type, sizes.
        File = "file",
        /// Where a report recorded by others came from: [`crate::source::Source`] as JSON.
        Source = "source",
        /// Description of a paper kept as it came (a letter's scan): JSON. Never public.
        Document = "document",
    }
}

impl ContentKind {
    /// Personal by nature: goes when the person's data is erased (UU 27/2022).
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::TitleOriginal
                | Self::TextOriginal
                | Self::ReporterMessage
                | Self::Place
                | Self::Point
                | Self::Name
                | Self::DisplayName
                | Self::Phone
                | Self::Email
                | Self::Chat
                | Self::Nik
                | Self::Answers
                | Self::File
                | Self::Source
                | Self::Document
        )
    }
}

/// Reference from an event to its words.
///
/// `commitment` = SHA-256(tag ‖ 32-byte salt ‖ canonical bytes), hexadecimal. The salt is stored
/// with the words and goes with them, so the event can stay when a person's data is erased.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContentRef {
    /// Row of content.
    pub id: ContentId,
    /// What it holds.
    pub kind: ContentKind,
    /// Salted commitment to the bytes, lower-case hexadecimal.
    pub commitment: String,
}
