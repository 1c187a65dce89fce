//! The question that follows from what a draft lacks.

use super::talk::Talk;
use super::{Draft, Offer, Say, Turn};
use crate::channels::chat::choice::Choice;
use crate::channels::letter::cut;

/// The question that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Text,
    Place,
    Photos,
    Privacy,
    Confirm,
}

pub(super) const fn step_of(draft: &Draft) -> Step {
    if draft.text.is_empty() {
        Step::Text
    } else if !draft.placed {
        Step::Place
    } else if !draft.pictured {
        Step::Photos
    } else if !draft.guarded {
        Step::Privacy
    } else {
        Step::Confirm
    }
}

impl Talk<'_> {
    pub(super) fn finish(mut self) -> Turn {
        if self.asks {
            self.ask();
        }
        self.turn
    }

    /// Asks what is not known yet.
    fn ask(&mut self) {
        if self.turn.dialogue.unclear.is_some() {
            let numbers: Vec<String> = self.facts.waiting.iter().map(ToString::to_string).collect();
            return match numbers.as_slice() {
                // Nothing waits any more: it is a report.
                [] => {
                    self.clear_up();
                    self.ask();
                }
                [number] => {
                    self.say(Say {
                        number: number.clone(),
                        ..Say::plain("chat-ask-purpose")
                    });
                    self.turn.offer = Offer::Choices(vec![Choice::Reply, Choice::New]);
                }
                _ => {
                    self.say(Say::words("chat-ask-which", numbers.join(", ")));
                    self.turn.offer = Offer::Choices(vec![Choice::New]);
                }
            };
        }
        let Some(draft) = &self.turn.dialogue.draft else {
            return;
        };
        let (says, offer) = match step_of(draft) {
            Step::Text => (vec![Say::plain("chat-ask-text")], Offer::Nothing),
            Step::Place => (vec![Say::plain("chat-ask-place")], Offer::Place),
            Step::Photos if draft.photos.is_empty() => (
                vec![Say::plain("chat-ask-photo")],
                Offer::Choices(vec![Choice::Skip]),
            ),
            Step::Photos => (
                vec![Say::plain("chat-ask-more")],
                Offer::Choices(vec![Choice::Next]),
            ),
            Step::Privacy => (
                vec![Say::plain("chat-ask-privacy")],
                Offer::Choices(vec![Choice::Ordinary, Choice::Anonymous, Choice::Secret]),
            ),
            Step::Confirm => (
                summary(draft),
                Offer::Choices(vec![Choice::Send, Choice::Change, Choice::Cancel]),
            ),
        };
        self.turn.says.extend(says);
        self.turn.offer = offer;
    }
}

/// Longest part of their words that is said back, in characters: they know the rest, and the question must follow.
const SAID_BACK: usize = 600;

fn summary(draft: &Draft) -> Vec<Say> {
    let mut says = vec![Say::words("chat-summary-text", cut(&draft.text, SAID_BACK))];
    let label = draft.pin.as_ref().map(|pin| pin.label.as_str());
    says.push(match (draft.place.as_str(), label) {
        ("", None) => Say::plain("chat-summary-no-place"),
        ("", Some("")) => Say::plain("chat-summary-pin"),
        ("", Some(label)) => Say::words("chat-summary-place", label),
        (place, _) => Say::words("chat-summary-place", place),
    });
    says.push(Say::words(
        "chat-summary-photos",
        draft.photos.len().to_string(),
    ));
    says.push(Say::plain(match (draft.anonim, draft.rahasia) {
        (false, false) => "chat-summary-ordinary",
        (true, false) => "chat-summary-anonymous",
        (false, true) => "chat-summary-secret",
        (true, true) => "chat-summary-both",
    }));
    says.push(Say::plain("chat-ask-send"));
    says
}
