//! What is answered: the sentences of the dialogue in words, with what can be tapped.

use lapor_store::outbox::NewMessage;

use super::choice::Choice;
use super::dialogue::{Offer, Say, Turn};
use super::turn::Talker;
use crate::channels::letter::{self, Keys, Letter};
use crate::notify::words::{Language, Places};

impl Talker<'_> {
    /// What leaves, sealed; `None` where there is nothing to say.
    pub(super) fn answer(&self, turn: &Turn, first: &[String]) -> Option<NewMessage> {
        let language = turn.dialogue.language();
        let mut text = first.join("\n\n");
        let mut after = "\n\n";
        for say in &turn.says {
            if !text.is_empty() {
                text.push_str(after);
            }
            text.push_str(&self.say(language, say));
            // The lines of a summary stand together.
            after = if say.key.starts_with("chat-summary") {
                "\n"
            } else {
                "\n\n"
            };
        }
        if text.is_empty() {
            return None;
        }
        let letter = Letter {
            to: self.from.expose().to_owned(),
            text,
            body: self.body.slug.clone(),
            from: self.body.name.clone(),
            language: language.as_str().to_owned(),
            keys: self.keys(&turn.offer, language),
            ..Letter::default()
        };
        let id = letter::message_id(self.app.keys(), &[b"chat-reply", &self.key]);
        let mut message = letter::seal(self.app, self.body.id, id, &letter);
        message.channel = letter::Door::of_messenger(self.door.messenger()).as_str();
        message.run_at = self.app.now();
        Some(message)
    }

    fn keys(&self, offer: &Offer, language: Language) -> Keys {
        match offer {
            Offer::Nothing => Keys::None,
            Offer::Choices(choices) => Keys::Words(
                choices
                    .iter()
                    .map(|choice| choice.label(language))
                    .collect(),
            ),
            Offer::Place => Keys::Place {
                button: self.say(language, &Say::plain("chat-send-place")),
                skip: Choice::Skip.label(language),
            },
        }
    }

    /// A sentence in words.
    pub(super) fn say(&self, language: Language, say: &Say) -> String {
        let places = Places {
            words: say.words.clone(),
            number: say.number.clone(),
            link: format!("{}/lapor", self.pages()),
            ..self.places()
        };
        self.words(language, say.key, &places)
    }

    /// A wording with its places filled.
    pub(super) fn words(&self, language: Language, key: &str, places: &Places) -> String {
        self.app.channels().words.say(language, key, places)
    }

    /// What stands in every wording here.
    pub(super) fn places(&self) -> Places {
        Places {
            body: self.body.name.clone(),
            door: self.door.messenger().as_str().to_owned(),
            ..Places::default()
        }
    }

    /// Where the body's pages are.
    pub(super) fn pages(&self) -> String {
        self.app.channels().pages_of(&self.body.slug)
    }
}
