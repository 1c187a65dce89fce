//! Reading a letter within limits: its sender, its words, what is attached, and whether a machine wrote it.

mod attached;

use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders as _, PartType};

use super::dsn::{self, Bounce};
pub use attached::Attached;

/// The largest letter that is read: five photographs of ten megabytes, as mail writes them.
pub const MAX_LETTER: usize = 75 * 1024 * 1024;
/// Most parts of a letter.
const MAX_PARTS: usize = 200;
/// Most levels of parts within parts.
const MAX_DEPTH: usize = 12;
/// Most bytes of its text that are looked at.
const MAX_WORDS: usize = 200_000;

/// Why a letter is refused. The sentence goes back to the sender through their own mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// More than [`MAX_LETTER`].
    #[error("surat terlalu besar; kirim paling banyak lima foto, masing-masing paling besar 10 MB")]
    TooLarge,
    /// Too many parts, or too many levels.
    #[error(
        "surat terdiri atas terlalu banyak bagian; kirim sebagai surat biasa dengan foto terlampir"
    )]
    TooManyParts,
    /// It is no letter.
    #[error("surat tidak dapat dibaca; kirim lagi sebagai surat biasa")]
    Unreadable,
    /// There is no sender to answer to.
    #[error("surat tanpa alamat pengirim yang dapat dibalas")]
    NoSender,
}

/// A letter, read.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Sender's address, as written.
    pub from: String,
    /// Sender's name.
    pub name: String,
    /// Subject, without `Re:` and the like.
    pub subject: String,
    /// Words.
    pub text: String,
    /// Photographs, papers, and what was left out.
    pub attached: Attached,
    /// Its own id.
    pub id: Option<String>,
    /// Ids of the letters that it answers, nearest first.
    pub answers: Vec<String>,
    /// Addresses it was sent to.
    pub to: Vec<String>,
    /// A machine wrote it: nobody is to be answered.
    pub automatic: bool,
    /// It reports of a letter of ours.
    pub bounce: Option<Bounce>,
    /// The language that it says it is in.
    pub language: Option<String>,
}

/// Reads a letter.
///
/// # Errors
/// [`LetterError`].
pub fn read(raw: &[u8]) -> Result<Letter, LetterError> {
    if raw.len() > MAX_LETTER {
        return Err(LetterError::TooLarge);
    }
    check_shape(raw)?;
    let message = MessageParser::default()
        .parse(raw)
        .ok_or(LetterError::Unreadable)?;
    if message.parts.len() > MAX_PARTS || depth(&message, 0) > MAX_DEPTH {
        return Err(LetterError::TooManyParts);
    }
    let automatic = is_automatic(&message);
    let sender = message.from().and_then(|from| from.first());
    let from = sender
        .and_then(|sender| sender.address())
        .unwrap_or_default()
        .trim()
        .to_owned();
    // A machine without a sender is only heard of; a person must be answerable.
    if from.is_empty() && !automatic {
        return Err(LetterError::NoSender);
    }
    let name = sender
        .and_then(|sender| sender.name())
        .unwrap_or_default()
        .trim();
    Ok(Letter {
        name: name.to_owned(),
        from,
        subject: plain_subject(message.subject().unwrap_or_default()),
        text: text(&message),
        attached: Attached::of(&message),
        id: message.message_id().map(str::to_owned),
        answers: answers(&message),
        to: recipients(&message),
        // What a person forwards is no report: only machines are believed.
        bounce: dsn::read(&message).filter(|_| automatic),
        automatic,
        language: message
            .content_language()
            .as_text()
            .map(|language| language.trim().to_lowercase()),
    })
}

/// Most of a head that is read by itself.
const MAX_HEAD: usize = 256 * 1024;

/// The head of a letter, without its parts.
pub fn head(raw: &[u8]) -> &[u8] {
    let raw = raw.get(..MAX_HEAD).unwrap_or(raw);
    let ends = |mark: &[u8]| {
        let at = raw.windows(mark.len()).position(|window| window == mark);
        at.map(|at| at + mark.len())
    };
    let end = [ends(b"\r\n\r\n"), ends(b"\n\n")]
        .into_iter()
        .flatten()
        .min();
    end.and_then(|end| raw.get(..end)).unwrap_or(raw)
}

/// Counts what looks like parts before anything is parsed: a bomb must not even be unpacked.
fn check_shape(raw: &[u8]) -> Result<(), LetterError> {
    let (mut marks, mut levels) = (0_usize, 0_usize);
    for line in raw.split(|byte| *byte == b'\n') {
        if line.starts_with(b"--") && line.len() > 3 {
            marks += 1;
        }
        // Also where the header is folded.
        let head = line.get(..120).unwrap_or(line).to_ascii_lowercase();
        if contains(&head, b"multipart/") || contains(&head, b"message/") {
            levels += 1;
        }
        // People write lines of dashes too: marks are bounded far above what letters have.
        if marks > MAX_PARTS * 10 || levels > MAX_PARTS {
            return Err(LetterError::TooManyParts);
        }
    }
    Ok(())
}

fn contains(text: &[u8], words: &[u8]) -> bool {
    text.windows(words.len()).any(|window| window == words)
}

/// How deep parts lie in parts, as far as it matters: the walk ends below the limit.
fn depth(message: &Message<'_>, above: usize) -> usize {
    let mut deepest = above;
    let mut waiting: Vec<(u32, usize)> = vec![(0, above + 1)];
    let mut seen = 0;
    while let Some((place, level)) = waiting.pop() {
        seen += 1;
        deepest = deepest.max(level);
        if seen > MAX_PARTS * 2 || level > MAX_DEPTH {
            return MAX_DEPTH + 1;
        }
        match message.part(place).map(|part| &part.body) {
            Some(PartType::Multipart(below)) => {
                waiting.extend(below.iter().map(|place| (*place, level + 1)));
            }
            Some(PartType::Message(inner)) => deepest = deepest.max(depth(inner, level)),
            _ => {}
        }
    }
    deepest
}

fn text(message: &Message<'_>) -> String {
    let mut text = String::new();
    for place in 0..message.text_body_count().min(MAX_PARTS) {
        if let Some(part) = message.body_text(place) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.extend(part.chars().take(MAX_WORDS));
        }
        if text.len() > MAX_WORDS {
            break;
        }
    }
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Out-of-office notes, bounces, lists and our own letters (RFC 3834).
fn is_automatic(message: &Message<'_>) -> bool {
    let header = |name: &str| {
        let value = message.header_raw(name.to_owned());
        value.map(|value| value.trim().to_lowercase())
    };
    let auto =
        header("Auto-Submitted").is_some_and(|value| !value.is_empty() && !value.starts_with("no"));
    let precedence = header("Precedence")
        .is_some_and(|value| ["bulk", "junk", "list", "auto_reply"].contains(&value.as_str()));
    let bounce = header("Return-Path").is_some_and(|value| value == "<>" || value.is_empty());
    let listed = header("List-Id").is_some()
        || header("X-Autoreply").is_some()
        || header("X-Autorespond").is_some();
    let report = message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind
                .subtype()
                .is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    });
    let sender = message
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.address());
    let daemon = sender.is_some_and(|address| {
        let local = address.split('@').next().unwrap_or_default().to_lowercase();
        [
            "mailer-daemon",
            "postmaster",
            "noreply",
            "no-reply",
            "donotreply",
        ]
        .contains(&local.as_str())
    });
    auto || precedence || bounce || listed || report || daemon
}

fn answers(message: &Message<'_>) -> Vec<String> {
    let mut ids = ids(message.in_reply_to());
    let mut before = self::ids(message.references());
    before.reverse();
    ids.extend(before);
    ids.truncate(50);
    ids
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn recipients(message: &Message<'_>) -> Vec<String> {
    let mut to: Vec<String> = message
        .all_to()
        .chain(message.all_cc())
        .flat_map(mail_parser::Address::iter)
        .filter_map(|address| address.address().map(str::to_owned))
        .take(50)
        .collect();
    for name in ["Delivered-To", "X-Original-To", "Envelope-To"] {
        let value = message.header_raw(name.to_owned());
        to.extend(value.map(|value| value.trim().trim_matches(['<', '>']).to_owned()));
    }
    to
}

/// Without `Re:`, `Fwd:`, `Bls:` in front, in any number.
fn plain_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((word, after)) = rest.split_once(':') {
        let word = word.trim().to_lowercase();
        if !["re", "fw", "fwd", "bls", "balas", "trs", "terusan", "aw"].contains(&word.as_str()) {
            break;
        }
        rest = after.trim();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests;
