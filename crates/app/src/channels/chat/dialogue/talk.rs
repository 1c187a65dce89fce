//! What a message changes: an answer to the question, a command, a picture, a place.

use lapor_domain::tracking::TrackingNo;

use super::ask::{Step, step_of};
use super::{Deed, Draft, Facts, Offer, Photo, Pin, Say, Turn};
use crate::channels::chat::choice::{self, Choice};
use crate::channels::sms::command::{Said, parse};
use crate::report::filing::{clean_line, clean_text};
use crate::report::{MAX_LINE, MAX_PHOTOS};

/// Longest message that is taken for a reply without asking: a longer one may be a complaint of its own.
const LONGEST_REPLY: usize = 500;

/// A message being thought over.
pub(super) struct Talk<'a> {
    /// What it came to so far.
    pub(super) turn: Turn,
    /// What the record says.
    pub(super) facts: &'a Facts,
    /// The next question follows.
    pub(super) asks: bool,
}

impl Talk<'_> {
    pub(super) fn say(&mut self, say: Say) {
        self.turn.says.push(say);
    }

    fn draft(&mut self) -> &mut Draft {
        let key = self.facts.key;
        self.turn.dialogue.draft.get_or_insert_with(|| Draft {
            key,
            ..Draft::default()
        })
    }

    pub(super) fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let choice = Choice::of(text);
        match choice {
            Some(Choice::Cancel) => return self.cancel(),
            Some(Choice::English) => return self.speak(true),
            Some(Choice::Indonesian) => return self.speak(false),
            Some(Choice::Own) => return self.deed(Deed::Own),
            _ => {}
        }
        match parse(text, &std::collections::BTreeMap::new()) {
            Said::Status(number) => self.deed(Deed::Status(number)),
            Said::Reply(number, words) => self.reply_to(number, &words),
            Said::Flags {
                number,
                rahasia,
                anonim,
            } => self.deed(Deed::Flags {
                number,
                rahasia,
                anonim,
            }),
            Said::BadNumber => self.say(Say::plain("chat-bad-number")),
            Said::Stop => self.deed(Deed::Silence(true)),
            Said::Start => {
                self.deed(Deed::Silence(false));
                self.greet();
            }
            Said::Help => self.say(Say::plain("chat-help")),
            Said::Report {
                text: rest,
                rahasia,
                anonim,
                ..
            } => self.flags(&rest, rahasia, anonim),
            Said::Plain(_) => self.plain(text, choice),
        }
    }

    fn deed(&mut self, deed: Deed) {
        self.turn.deed = Some(deed);
    }

    fn greet(&mut self) {
        if self.turn.dialogue.draft.is_none() && self.turn.dialogue.unclear.is_none() {
            self.say(Say::plain("chat-greeting"));
        }
    }

    fn cancel(&mut self) {
        let dialogue = &mut self.turn.dialogue;
        let open = dialogue
            .draft
            .take()
            .into_iter()
            .chain(dialogue.unclear.take());
        let mut was_open = false;
        for draft in open {
            was_open = true;
            self.turn.dropped.extend(draft.photos);
        }
        self.say(Say::plain(if was_open {
            "chat-cancelled"
        } else {
            "chat-nothing-open"
        }));
    }

    fn speak(&mut self, english: bool) {
        self.turn.dialogue.english = english;
        self.say(Say::plain("chat-language"));
        self.greet();
    }

    /// RAHASIA and ANONIM count at any moment, alone or before other words.
    fn flags(&mut self, rest: &str, rahasia: bool, anonim: bool) {
        self.clear_up();
        let draft = self.draft();
        draft.rahasia |= rahasia;
        draft.anonim |= anonim;
        draft.guarded = true;
        self.say(Say::plain(if rahasia {
            "chat-noted-secret"
        } else {
            "chat-noted-anonymous"
        }));
        if !rest.is_empty() {
            self.answer(rest, Choice::of(rest));
        }
    }

    /// What was unclear becomes part of a new report.
    pub(super) fn clear_up(&mut self) {
        let Some(unclear) = self.turn.dialogue.unclear.take() else {
            return;
        };
        match &mut self.turn.dialogue.draft {
            none @ None => *none = Some(unclear),
            Some(draft) => {
                draft.photos.extend(unclear.photos);
                draft.add(&unclear.text);
            }
        }
    }

    fn reply_to(&mut self, number: TrackingNo, words: &str) {
        let mut reply = self.turn.dialogue.unclear.take().unwrap_or_default();
        if !words.is_empty() {
            reply.add(words);
        }
        self.deed(Deed::Reply(number, reply));
    }

    fn plain(&mut self, text: &str, choice: Option<Choice>) {
        if self.turn.dialogue.draft.is_some() {
            return self.answer(text, choice);
        }
        if self.turn.dialogue.unclear.is_some() {
            return self.cleared(text, choice);
        }
        match choice {
            Some(Choice::Greeting) => return self.greet(),
            Some(Choice::Thanks) => return self.say(Say::plain("chat-welcome")),
            Some(Choice::New) => {
                self.draft();
                return;
            }
            // They answer a question that nobody asked, or that was forgotten.
            Some(_) if self.facts.waiting.is_empty() => {
                return self.say(Say::plain("chat-nothing-open"));
            }
            _ => {}
        }
        match self.facts.waiting.as_slice() {
            [] => self.answer(text, None),
            _ if choice::begins_a_report(text) => self.answer(text, None),
            [number] if text.chars().count() <= LONGEST_REPLY => {
                let mut reply = Draft::default();
                reply.add(text);
                self.deed(Deed::Reply(*number, reply));
            }
            _ => {
                if self.unclear().add(text) {
                    return;
                }
                self.say(Say::plain("chat-too-long"));
            }
        }
    }

    fn unclear(&mut self) -> &mut Draft {
        let key = self.facts.key;
        self.turn.dialogue.unclear.get_or_insert_with(|| Draft {
            key,
            ..Draft::default()
        })
    }

    /// They say what the unclear message is, or more of it.
    fn cleared(&mut self, text: &str, choice: Option<Choice>) {
        let only = match self.facts.waiting.as_slice() {
            [number] => Some(*number),
            _ => None,
        };
        match (choice, only) {
            (Some(Choice::New | Choice::No), _) => self.clear_up(),
            (Some(Choice::Reply | Choice::Yes), Some(number)) => self.reply_to(number, ""),
            // They were told to name the number.
            (Some(_), _) => {}
            (None, _) => {
                if !self.unclear().add(text) {
                    self.say(Say::plain("chat-too-long"));
                }
            }
        }
    }

    /// Words within a draft: the answer to its question, or more of the report.
    fn answer(&mut self, text: &str, choice: Option<Choice>) {
        let draft = self.draft();
        let at = step_of(draft);
        let passes = matches!(choice, Some(Choice::Skip | Choice::Next | Choice::No));
        match (at, choice) {
            (Step::Place, _) if passes => draft.placed = true,
            (Step::Photos, _) if passes => draft.pictured = true,
            (Step::Privacy, Some(Choice::Ordinary)) => draft.guarded = true,
            (Step::Privacy, _) if passes => draft.guarded = true,
            (_, Some(Choice::Anonymous)) => {
                (draft.anonim, draft.guarded) = (true, true);
            }
            (_, Some(Choice::Secret)) => {
                (draft.rahasia, draft.guarded) = (true, true);
            }
            (Step::Confirm, Some(Choice::Send | Choice::Yes)) => {
                self.asks = false;
                self.deed(Deed::File);
            }
            (Step::Confirm, Some(Choice::Change | Choice::No)) => {
                self.asks = false;
                self.say(Say::plain("chat-ask-change"));
                self.turn.offer = Offer::Choices(vec![Choice::Text, Choice::Place, Choice::Photos]);
            }
            (Step::Confirm, Some(Choice::Text)) => draft.text.clear(),
            (Step::Confirm, Some(Choice::Place)) => {
                draft.place.clear();
                draft.pin = None;
                draft.placed = false;
            }
            (Step::Confirm, Some(Choice::Photos)) => {
                draft.pictured = false;
                let photos = std::mem::take(&mut draft.photos);
                self.turn.dropped.extend(photos);
            }
            // Any other word that chooses answers another question: this one is asked again.
            (_, Some(_)) => {}
            (Step::Text, None) => self.more(text, None),
            (Step::Place, None) => {
                let line = clean_line(text);
                draft.placed = true;
                if line.len() <= MAX_LINE {
                    draft.place = line;
                } else {
                    self.more(text, None);
                }
            }
            (_, None) => self.more(text, Some("chat-added")),
        }
    }

    fn more(&mut self, text: &str, said: Option<&'static str>) {
        if !self.draft().add(text) {
            self.say(Say::plain("chat-too-long"));
        } else if let Some(said) = said {
            self.say(Say::plain(said));
        }
    }

    /// The draft that a photograph or a place belongs to: an open one, or one whose purpose must be asked.
    fn bearer(&mut self) -> &mut Draft {
        let asks = self.turn.dialogue.draft.is_none()
            && (self.turn.dialogue.unclear.is_some() || !self.facts.waiting.is_empty());
        if asks { self.unclear() } else { self.draft() }
    }

    pub(super) fn pin(&mut self, pin: Pin) {
        let draft = self.bearer();
        draft.placed = true;
        draft.pin = Some(pin);
        self.say(Say::plain("chat-pin-kept"));
    }

    /// Keeps a photograph, where there is room for it.
    pub(super) fn photo(&mut self, photo: Photo) {
        let draft = self.bearer();
        if draft.photos.len() >= MAX_PHOTOS {
            self.turn.dropped.push(photo);
            return self.say(Say::plain("chat-too-many-photos"));
        }
        draft.photos.push(photo);
        let count = draft.photos.len().to_string();
        self.say(Say::words("chat-photo-kept", count));
    }

    /// The words beneath a photograph are words like others, but no answer to the question about the place.
    pub(super) fn caption(&mut self, caption: &str) {
        let caption = clean_text(caption);
        if !caption.is_empty() && !self.bearer().add(&caption) {
            self.say(Say::plain("chat-too-long"));
        }
    }
}
