//! The guided dialogue: what was said so far and one more word give what is kept, what is answered and what is done.
//!
//! A draft knows what it lacks, and the next question follows from that: whoever writes a whole complaint at once, or sends
//! a photograph first, is asked only for the rest. Pure: no clock, no chance, no database.

mod ask;
mod talk;

use lapor_domain::tracking::TrackingNo;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::talk::Talk;
use super::choice::Choice;
use crate::notify::words::Language;
use crate::report::MAX_TEXT;
use crate::report::filing::clean_text;

/// What is kept between two messages of one sender.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Dialogue {
    /// They asked for English.
    #[serde(default)]
    pub english: bool,
    /// The report that is being written.
    #[serde(default)]
    pub draft: Option<Draft>,
    /// What may be a reply or a new report: they were asked.
    #[serde(default)]
    pub unclear: Option<Draft>,
}

/// A report that is being written.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Draft {
    /// Its intake key.
    pub key: [u8; 16],
    /// What happened.
    pub text: String,
    /// Where, in words.
    pub place: String,
    /// Where, on the map.
    pub pin: Option<Pin>,
    /// Photographs.
    pub photos: Vec<Photo>,
    /// The place was asked for and answered.
    pub placed: bool,
    /// So were photographs.
    pub pictured: bool,
    /// So was secrecy.
    pub guarded: bool,
    /// Hide what.
    pub rahasia: bool,
    /// Hide who.
    pub anonim: bool,
}

/// A point on the map, as sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Pin {
    /// Latitude in degrees.
    pub latitude: String,
    /// Longitude in degrees.
    pub longitude: String,
    /// What the messenger calls it.
    pub label: String,
}

/// A photograph that lies sealed on the disk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Photo {
    /// Its file.
    pub file: Uuid,
    /// The key of that file, wrapped.
    pub wrapped_key: Vec<u8>,
}

/// What came.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub enum Input {
    /// Words.
    Words(String),
    /// A place.
    Pin(Pin),
    /// A place that cannot be meant; the key of the sentence that says why.
    BadPin(&'static str),
    /// A photograph, with the words beneath it.
    Photo(Photo, String),
    /// A photograph that could not be taken, and why; its words are.
    BadPhoto(&'static str, String),
    /// A message that was sent before and then changed.
    Edited,
    /// A sign put to one of our messages.
    Reaction,
    /// A voice, a sticker, a contact, …, with the words beneath it.
    Other(String),
}

/// What the dialogue must know of the record.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// An intake key for a draft that begins now.
    pub key: [u8; 16],
    /// Reports of this sender that wait for a word of theirs.
    pub waiting: Vec<TrackingNo>,
}

/// A sentence to be said: a key of the wordings, and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Say {
    /// The key.
    pub key: &'static str,
    /// `isi`.
    pub words: String,
    /// `nomor`.
    pub number: String,
}

impl Say {
    /// A sentence without places.
    pub fn plain(key: &'static str) -> Self {
        Self {
            key,
            ..Self::default()
        }
    }

    fn words(key: &'static str, words: impl Into<String>) -> Self {
        Self {
            key,
            words: words.into(),
            number: String::new(),
        }
    }
}

/// What can be tapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Offer {
    /// Nothing.
    #[default]
    Nothing,
    /// One of these.
    Choices(Vec<Choice>),
    /// The place where one is.
    Place,
}

/// What is to be done besides answering.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub enum Deed {
    /// File the draft.
    File,
    /// Tell how a report stands.
    Status(TrackingNo),
    /// Tell how their own reports stand.
    Own,
    /// Add a reply to a report.
    Reply(TrackingNo, Draft),
    /// Hide more of a report that is there.
    Flags {
        /// Which.
        number: TrackingNo,
        /// Hide what.
        rahasia: bool,
        /// Hide who.
        anonim: bool,
    },
    /// No more news, or news again.
    Silence(bool),
}

/// What a message came to.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Turn {
    /// What is kept.
    pub dialogue: Dialogue,
    /// What is said; after what the deed says, if there is one.
    pub says: Vec<Say>,
    /// What can be tapped.
    pub offer: Offer,
    /// What is done.
    pub deed: Option<Deed>,
    /// Photographs that nobody needs any more.
    pub dropped: Vec<Photo>,
}

impl Dialogue {
    /// The language they are spoken to in.
    pub const fn language(&self) -> Language {
        if self.english {
            Language::En
        } else {
            Language::Id
        }
    }
}

impl Draft {
    /// Adds words; gives whether there was room for them.
    fn add(&mut self, words: &str) -> bool {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        if self.text.len() + gap.len() + words.len() > MAX_TEXT {
            return false;
        }
        self.text.push_str(gap);
        self.text.push_str(words);
        true
    }

    /// What a reply says of it: a reply has words and photographs only.
    pub fn as_reply(&self) -> String {
        let mut text = self.text.clone();
        if let Some(pin) = &self.pin {
            let gap = if text.is_empty() { "" } else { "\n" };
            let at = format!(
                "{gap}Titik peta: {}, {} {}",
                pin.latitude, pin.longitude, pin.label
            );
            text.push_str(at.trim_end());
        }
        text
    }
}

/// One more message.
pub fn step(dialogue: Dialogue, input: Input, facts: &Facts) -> Turn {
    let mut talk = Talk {
        turn: Turn {
            dialogue,
            ..Turn::default()
        },
        facts,
        asks: true,
    };
    match input {
        Input::Words(text) => talk.words(&clean_text(&text)),
        Input::Pin(pin) => talk.pin(pin),
        Input::BadPin(why) => talk.say(Say::plain(why)),
        Input::Photo(photo, caption) => {
            talk.photo(photo);
            talk.caption(&caption);
        }
        Input::BadPhoto(why, caption) => {
            talk.say(Say::plain(why));
            talk.caption(&caption);
        }
        Input::Edited => talk.say(Say::plain("chat-edited")),
        Input::Other(caption) => {
            talk.say(Say::plain("chat-unknown-kind"));
            talk.caption(&caption);
        }
        Input::Reaction => {}
    }
    talk.finish()
}

#[cfg(test)]
mod tests;
