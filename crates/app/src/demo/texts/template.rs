//! The small language of the templates: `[one|other|]` chooses, `{slot}` fills in.

use std::iter::Peekable;
use std::str::Chars;

use crate::demo::random::Choices;

/// Deepest slot within a slot; data that nests further would be a ring.
const DEPTH: u8 = 4;

/// What fills the slots of one text.
pub(super) trait Slots {
    /// The template for a slot, itself expanded; `None` leaves the slot's name visible, which a test catches.
    fn slot(&self, name: &str, choices: &mut Choices) -> Option<String>;
}

/// Writes a template out.
pub(super) fn expand(template: &str, choices: &mut Choices, slots: &dyn Slots) -> String {
    expand_within(template, choices, slots, DEPTH)
}

fn expand_within(template: &str, choices: &mut Choices, slots: &dyn Slots, depth: u8) -> String {
    sequence(
        &mut template.chars().peekable(),
        choices,
        slots,
        depth,
        false,
    )
}

/// Reads up to the end of the text, or of one alternative when inside brackets.
fn sequence(
    chars: &mut Peekable<Chars<'_>>,
    choices: &mut Choices,
    slots: &dyn Slots,
    depth: u8,
    inside: bool,
) -> String {
    let mut text = String::new();
    while let Some(&next) = chars.peek() {
        if inside && matches!(next, '|' | ']') {
            break;
        }
        chars.next();
        match next {
            '[' => text.push_str(&alternatives(chars, choices, slots, depth)),
            '{' => text.push_str(&slot(chars, choices, slots, depth)),
            other => text.push(other),
        }
    }
    text
}

fn alternatives(
    chars: &mut Peekable<Chars<'_>>,
    choices: &mut Choices,
    slots: &dyn Slots,
    depth: u8,
) -> String {
    let mut written = vec![sequence(chars, choices, slots, depth, true)];
    while chars.next() == Some('|') {
        written.push(sequence(chars, choices, slots, depth, true));
    }
    choices.pick(&written).cloned().unwrap_or_default()
}

fn slot(
    chars: &mut Peekable<Chars<'_>>,
    choices: &mut Choices,
    slots: &dyn Slots,
    depth: u8,
) -> String {
    let name: String = chars.by_ref().take_while(|&next| next != '}').collect();
    match slots.slot(&name, choices) {
        Some(template) if depth > 0 => expand_within(&template, choices, slots, depth - 1),
        _ => format!("{{{name}}}"),
    }
}

/// Single spaces, none before a comma or full stop, and a capital after each full stop.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        let line = words
            .join(" ")
            .replace(" ,", ",")
            .replace(" .", ".")
            .replace("..", ".");
        if !tidied.is_empty() {
            tidied.push('\n');
        }
        tidied.push_str(&capitals(&line));
    }
    tidied.trim().to_owned()
}

/// Shortened words whose full stop does not end a sentence.
const ABBREVIATED: &[&str] = &["Jl.", "Kel.", "Kec.", "Dr.", "G.", "Yth.", "Ass.", "Km."];

fn capitals(line: &str) -> String {
    let mut begins = true;
    let words = line.split(' ').map(|word| {
        let written = if begins {
            capital(word)
        } else {
            word.to_owned()
        };
        begins = word.ends_with(['.', '?', '!']) && !ABBREVIATED.contains(&word);
        written
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The word with a capital first letter.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The text with a small first letter, unless it is an abbreviation or a single letter.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}
