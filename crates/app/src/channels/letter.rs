//! A message as it lies sealed in the outbox, and through which door it goes.

use lapor_domain::contact::Messenger;
use lapor_domain::words::Channel;
use lapor_store::outbox::Purpose;
use lapor_store::seal::KeyFile;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;

/// A kind of door that messages leave by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// Short message.
    Sms,
    /// E-mail.
    Email,
    /// WhatsApp.
    Whatsapp,
    /// Telegram.
    Telegram,
}

impl Door {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sms, Self::Email, Self::Whatsapp, Self::Telegram];

    /// The stable code, as in [`Channel`].
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Whatsapp => "whatsapp",
            Self::Telegram => "telegram",
        }
    }

    /// Which kind of address it needs.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Sms => Purpose::Phone,
            Self::Email => Purpose::Email,
            Self::Whatsapp | Self::Telegram => Purpose::Chat,
        }
    }

    /// The door of a messenger.
    pub const fn of_messenger(messenger: Messenger) -> Self {
        match messenger {
            Messenger::Whatsapp => Self::Whatsapp,
            Messenger::Telegram => Self::Telegram,
        }
    }

    /// The doors by which a report's reporter is reached, the best first: the one they came by.
    pub const fn for_report(came_by: Channel) -> [Self; 4] {
        use Door::{Email, Sms, Telegram, Whatsapp};
        match came_by {
            Channel::Chat => [Whatsapp, Telegram, Sms, Email],
            Channel::Sms | Channel::Telephone => [Sms, Email, Whatsapp, Telegram],
            _ => [Email, Sms, Whatsapp, Telegram],
        }
    }
}

/// What a messenger offers besides words; whoever does not see it writes the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keys {
    /// Nothing.
    #[default]
    None,
    /// Words to tap, at most three.
    Words(Vec<String>),
    /// Sending the place where one is; the word skips it.
    Place {
        /// What the button says.
        button: String,
        /// The word that skips.
        skip: String,
    },
}

impl Keys {
    fn are_none(&self) -> bool {
        *self == Self::None
    }
}

/// Address and words.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Telephone number, e-mail address or address at a messenger.
    pub to: String,
    /// Subject, for doors that have one.
    #[serde(default)]
    pub subject: String,
    /// The words.
    pub text: String,
    /// Slug of the body that writes.
    pub body: String,
    /// Name of that body.
    #[serde(default)]
    pub from: String,
    /// The message that is answered, for threads: its `Message-ID`.
    #[serde(default)]
    pub in_reply_to: Option<String>,
    /// Language of the words: `id`, `en`.
    #[serde(default)]
    pub language: String,
    /// Number of the report it is about, for templates of WhatsApp.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// What a messenger offers besides the words.
    #[serde(default, skip_serializing_if = "Keys::are_none")]
    pub keys: Keys,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter({})", self.body)
    }
}

/// The id of a message: the same parts give the same one, and nobody without the key file can guess it.
pub fn message_id(keys: &KeyFile, parts: &[&[u8]]) -> Uuid {
    let mac = keys.installation_key("outbox-message").mac(parts);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Seals a letter under the key of a body.
pub fn seal(
    app: &App,
    body: lapor_domain::ids::BodyId,
    id: Uuid,
    letter: &Letter,
) -> lapor_store::outbox::NewMessage {
    let plain = zeroize::Zeroizing::new(serde_json::to_string(letter).unwrap_or_default());
    let key = app.key_of(body);
    app.with_entropy(|entropy| lapor_store::outbox::NewMessage::seal(id, &key, &plain, entropy))
}

/// The beginning of a text, at most so many characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
