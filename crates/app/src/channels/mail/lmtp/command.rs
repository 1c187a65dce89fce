//! What a mail server says to us (RFC 2033, RFC 5321), read from one line; and the end of a letter within what it sends.

/// Longest line of a command: far above what the standard asks for.
pub const LONGEST_LINE: usize = 4096;
/// Longest address (RFC 5321, 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `LHLO name`.
    Hello,
    /// `MAIL FROM:<…>`; an empty address is a server's own letter.
    Mail {
        /// Where it comes back to.
        from: String,
        /// `SIZE=`.
        size: Option<usize>,
    },
    /// `RCPT TO:<…>`.
    Recipient(String),
    /// `DATA`.
    Data,
    /// `RSET`.
    Reset,
    /// `NOOP`.
    Noop,
    /// `VRFY`.
    Verify,
    /// `QUIT`.
    Quit,
}

/// Why a line is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// Not known, or of another protocol.
    Unknown,
    /// What stands behind it cannot be read.
    Syntax,
    /// A parameter that we did not offer.
    Parameter,
}

/// Reads a line, without its end.
///
/// # Errors
/// [`CommandError`].
pub fn read(line: &[u8]) -> Result<Command, CommandError> {
    if line.len() > LONGEST_LINE {
        return Err(CommandError::Syntax);
    }
    let line = std::str::from_utf8(line).map_err(|_| CommandError::Syntax)?;
    if line.chars().any(char::is_control) {
        return Err(CommandError::Syntax);
    }
    let line = line.trim_end();
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let alone = |command| {
        if rest.trim().is_empty() {
            Ok(command)
        } else {
            Err(CommandError::Syntax)
        }
    };
    match verb.to_ascii_uppercase().as_str() {
        "LHLO" if !rest.trim().is_empty() => Ok(Command::Hello),
        "LHLO" => Err(CommandError::Syntax),
        "MAIL" => mail(after(rest, "FROM:")?),
        "RCPT" => {
            let (to, parameters) = path(after(rest, "TO:")?)?;
            match (to.is_empty(), parameters.is_empty()) {
                (true, _) => Err(CommandError::Syntax),
                (false, false) => Err(CommandError::Parameter),
                (false, true) => Ok(Command::Recipient(to)),
            }
        }
        "DATA" => alone(Command::Data),
        "RSET" => alone(Command::Reset),
        "NOOP" => Ok(Command::Noop),
        "VRFY" => Ok(Command::Verify),
        "QUIT" => alone(Command::Quit),
        _ => Err(CommandError::Unknown),
    }
}

fn after<'a>(text: &'a str, word: &str) -> Result<&'a str, CommandError> {
    let text = text.trim_start();
    match (text.get(..word.len()), text.get(word.len()..)) {
        (Some(head), Some(rest)) if head.eq_ignore_ascii_case(word) => Ok(rest.trim_start()),
        _ => Err(CommandError::Syntax),
    }
}

fn mail(text: &str) -> Result<Command, CommandError> {
    let (from, parameters) = path(text)?;
    let mut size = None;
    for parameter in parameters.split_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.to_ascii_uppercase().as_str() {
            "SIZE" => size = Some(value.parse().map_err(|_| CommandError::Syntax)?),
            "BODY"
                if ["7BIT", "8BITMIME"]
                    .iter()
                    .any(|body| value.eq_ignore_ascii_case(body)) => {}
            "BODY" => return Err(CommandError::Syntax),
            _ => return Err(CommandError::Parameter),
        }
    }
    Ok(Command::Mail { from, size })
}

/// `<a@b>` and what stands behind it. A quoted local part may hold a bracket.
fn path(text: &str) -> Result<(String, &str), CommandError> {
    let text = text.strip_prefix('<').ok_or(CommandError::Syntax)?;
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '>' if !quoted => {
                let (address, rest) = text.split_at(at);
                let rest = rest.strip_prefix('>').unwrap_or(rest);
                let spaced = rest.is_empty() || rest.starts_with(' ');
                if !spaced || address.len() > LONGEST_ADDRESS {
                    return Err(CommandError::Syntax);
                }
                return Ok((address.to_owned(), rest.trim()));
            }
            '<' if !quoted => return Err(CommandError::Syntax),
            _ => {}
        }
    }
    Err(CommandError::Syntax)
}

/// Finds the end of a letter, a line with one dot, and takes away the dots that were put before others.
#[derive(Debug)]
pub struct Letter {
    kept: Vec<u8>,
    most: usize,
    over: bool,
    state: At,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    LineStart,
    Dot,
    DotCr,
    Within,
    Cr,
    End,
}

impl Letter {
    /// A letter of at most so many bytes. What is longer is read and not kept.
    pub const fn new(most: usize) -> Self {
        Self {
            kept: Vec::new(),
            most,
            over: false,
            state: At::LineStart,
        }
    }

    /// Takes what came; gives how much of it belongs to the letter and its end.
    pub fn push(&mut self, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            self.state = match (self.state, *byte) {
                (At::End, _) => return at,
                (At::LineStart, b'.') => At::Dot,
                (At::Dot, b'\r') => At::DotCr,
                (At::DotCr, b'\n') => At::End,
                // A dot that is no end and no shield: only its line is kept.
                (At::DotCr, byte) => {
                    self.keep(b'\r');
                    self.keep(byte);
                    At::after(byte)
                }
                // A bare line feed ends no line here: two servers must not see two ends (SMTP smuggling).
                (At::Cr, b'\n') => {
                    self.keep(b'\n');
                    At::LineStart
                }
                (_, byte) => {
                    self.keep(byte);
                    At::after(byte)
                }
            };
        }
        bytes.len()
    }

    fn keep(&mut self, byte: u8) {
        if self.kept.len() < self.most {
            self.kept.push(byte);
        } else {
            self.over = true;
        }
    }

    /// Whether its end came.
    pub fn is_whole(&self) -> bool {
        self.state == At::End
    }

    /// The letter; `None` where it is too long.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        (!self.over).then_some(self.kept)
    }
}

impl At {
    const fn after(byte: u8) -> Self {
        if byte == b'\r' {
            Self::Cr
        } else {
            Self::Within
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn commands_are_read() {
        assert_eq!(read(b"LHLO mail.kota.example"), Ok(Command::Hello));
        assert_eq!(
            read(b"mail from:<a@b.example> SIZE=100 BODY=8BITMIME"),
            Ok(Command::Mail {
                from: "a@b.example".to_owned(),
                size: Some(100)
            })
        );
        assert_eq!(
            read(b"MAIL FROM:<>"),
            Ok(Command::Mail {
                from: String::new(),
                size: None
            })
        );
        assert_eq!(
            read(b"RCPT TO:<\"a>b\"@c.example>"),
            Ok(Command::Recipient("\"a>b\"@c.example".to_owned()))
        );
        assert_eq!(read(b"DATA "), Ok(Command::Data));
        for (line, error) in [
            ("EHLO x", CommandError::Unknown),
            ("HELO x", CommandError::Unknown),
            ("LHLO", CommandError::Syntax),
            ("MAIL FROM:a@b", CommandError::Syntax),
            ("MAIL FROM:<a@b>SIZE=1", CommandError::Syntax),
            ("MAIL FROM:<a@b> SIZE=x", CommandError::Syntax),
            ("MAIL FROM:<a@b> RET=HDRS", CommandError::Parameter),
            ("RCPT TO:<>", CommandError::Syntax),
            ("RCPT TO:<a@b> NOTIFY=NEVER", CommandError::Parameter),
            ("RCPT TO:<a\u{7}@b>", CommandError::Syntax),
            ("", CommandError::Unknown),
        ] {
            assert_eq!(read(line.as_bytes()), Err(error), "{line}");
        }
    }

    fn whole(pieces: &[&[u8]]) -> (Vec<u8>, usize) {
        let mut letter = Letter::new(1000);
        let mut used = 0;
        for piece in pieces {
            used += letter.push(piece);
        }
        assert!(letter.is_whole());
        (letter.into_bytes().unwrap(), used)
    }

    #[test]
    fn a_letter_ends_at_its_dot() {
        assert_eq!(
            whole(&[b"a\r\n.b\r\n..c\r\n.\r\nQUIT"]),
            (b"a\r\nb\r\n.c\r\n".to_vec(), 15)
        );
        assert_eq!(whole(&[b".\r\n"]), (vec![], 3));
        assert_eq!(whole(&[b"a\r", b"\n", b".", b"\r", b"\n"]).0, b"a\r\n");
        // None of these is an end.
        let (kept, _) = whole(&[b"a\n.\nb\r.\rc\r\n.\rd\r\n.\r\n"]);
        assert_eq!(kept, b"a\n.\nb\r.\rc\r\n\rd\r\n");
        let mut long = Letter::new(3);
        long.push(b"abcd\r\n.\r\n");
        assert!(long.is_whole() && long.into_bytes().is_none());
    }

    proptest! {
        #[test]
        fn anything_is_read(line in any::<Vec<u8>>(), text in "(MAIL FROM:|RCPT TO:|LHLO |DATA|rcpt to:)?[<>\"\\\\a-z@. =A-Z0-9]{0,40}") {
            let _either = read(&line);
            let _either = read(text.as_bytes());
        }

        /// However it is cut into pieces, what was shielded comes back as it was.
        #[test]
        fn what_was_shielded_comes_back(lines in proptest::collection::vec("[.a\r]{0,6}", 0..12), cut in 1_usize..7) {
            let lines: Vec<String> = lines.into_iter().map(|line| line.trim_end_matches('\r').to_owned()).collect();
            let (mut plain, mut sent) = (String::new(), String::new());
            for line in &lines {
                plain.extend([line.as_str(), "\r\n"]);
                let shield = if line.starts_with('.') { "." } else { "" };
                sent.extend([shield, line.as_str(), "\r\n"]);
            }
            sent.push_str(".\r\nRSET\r\n");
            let mut letter = Letter::new(10_000);
            let mut used = 0;
            for piece in sent.as_bytes().chunks(cut) {
                used += letter.push(piece);
            }
            prop_assert!(letter.is_whole());
            prop_assert_eq!(used, sent.len() - 6);
            prop_assert_eq!(letter.into_bytes().unwrap(), plain.into_bytes());
        }
    }
}
