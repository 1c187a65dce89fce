//! What a request asks: parameters of query and body, as one list.

/// Most parameters of one request.
pub const MOST: usize = 1000;

/// Why parameters could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    /// Bytes that are no UTF-8.
    #[error("the parameters are not UTF-8")]
    NotUtf8,
    /// More than any request has.
    #[error("too many parameters")]
    TooMany,
}

/// Parameters in the order in which they came. One that is empty is as good as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Reads a query, or a body of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// [`ParamError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ParamError> {
        let mut params = Self::default();
        for piece in bytes.split(|byte| *byte == b'&') {
            if piece.is_empty() {
                continue;
            }
            let mut halves = piece.splitn(2, |byte| *byte == b'=');
            let name = decoded(halves.next().unwrap_or_default())?;
            let value = decoded(halves.next().unwrap_or_default())?;
            params.push(name, value)?;
        }
        Ok(params)
    }

    /// Adds one, of a body in parts.
    ///
    /// # Errors
    /// [`ParamError::TooMany`].
    pub fn push(&mut self, name: String, value: String) -> Result<(), ParamError> {
        if self.pairs.len() >= MOST {
            return Err(ParamError::TooMany);
        }
        self.pairs.push((name, value));
        Ok(())
    }

    /// Takes those of another place after these: what was said first counts.
    pub fn extend(&mut self, other: Self) {
        self.pairs.extend(other.pairs);
    }

    /// As a query, or as a body of `application/x-www-form-urlencoded`.
    pub fn encoded(&self) -> String {
        let pairs = self.pairs.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// All of them, as they came.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// A parameter that is there and not blank, without the blanks around it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The same, as it came.
    pub fn raw(&self, name: &str) -> Option<&str> {
        let mut found = self.pairs.iter().filter(|(known, _)| known == name);
        let found = found.find(|(_, value)| !value.trim().is_empty())?;
        Some(&found.1)
    }

    /// All of a parameter that may come several times, without blank ones.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A list with commas; `None` where nothing is in it.
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        let values = self.all(name).flat_map(|value| value.split(','));
        let mut values = values
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .peekable();
        values.peek()?;
        Some(values.collect())
    }

    /// Answers to questions, in order: `attribute[code]`, `attribute[code][]`, and either several times. What is empty
    /// was not answered.
    pub fn attributes(&self) -> Vec<(String, Vec<String>)> {
        let mut answers: Vec<(String, Vec<String>)> = Vec::new();
        for (name, value) in &self.pairs {
            let Some(code) = attribute(name) else {
                continue;
            };
            if value.trim().is_empty() {
                continue;
            }
            match answers.iter_mut().find(|(known, _)| known == code) {
                Some((_, values)) => values.push(value.clone()),
                None => answers.push((code.to_owned(), vec![value.clone()])),
            }
        }
        answers
    }
}

/// The code in `attribute[code]`; npm's client and PHP write the list forms `[]` and `[0]` behind it.
fn attribute(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("attribute[")?;
    let (code, tail) = rest.split_once(']')?;
    let index = match tail {
        "" => "",
        tail => tail.strip_prefix('[')?.strip_suffix(']')?,
    };
    let is_index = index.bytes().all(|byte| byte.is_ascii_digit());
    (is_index && !code.is_empty()).then_some(code)
}

/// Percent-encoding that every server reads: unreserved characters stay (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            written.push(char::from(byte));
        } else {
            let _infallible = write!(written, "%{byte:02X}");
        }
    }
    written
}

/// Undoes percent signs and pluses. A percent sign that begins no escape stands for itself.
fn decoded(bytes: &[u8]) -> Result<String, ParamError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = after;
                }
                _ => out.push(b'%'),
            },
            (byte, _) => out.push(*byte),
        }
    }
    String::from_utf8(out).map_err(|_| ParamError::NotUtf8)
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_empty_parameter_is_none_and_the_first_counts() {
        let params = Params::parse(b"a=&b=+&c=1&c=2&d&status=open,,%20closed&e=x%2By%zz%").unwrap();
        for name in ["a", "b", "d", "zzz"] {
            assert_eq!(params.get(name), None, "{name}");
        }
        assert_eq!(params.get("c"), Some("1"));
        assert_eq!(params.get("e"), Some("x+y%zz%"));
        assert_eq!(params.list("status").unwrap(), ["open", "closed"]);
        assert_eq!(params.list("a"), None);
        let mut body = Params::parse(b"c=body").unwrap();
        body.extend(params);
        assert_eq!(body.get("c"), Some("body"));
    }

    #[test]
    fn answers_come_in_every_form() {
        let params = Params::parse(
            b"attribute[A]=1&attribute%5BB%5D=2&attribute[C][]=x&attribute%5BC%5D%5B%5D=y&attribute[C]=z\
              &attribute[D][0]=p&attribute[E]=&attribute[]=q&attribute=r&attribute[F]x=s&attribute[G][h]=t",
        )
        .unwrap();
        let answers = params.attributes();
        let expected = [
            ("A", vec!["1"]),
            ("B", vec!["2"]),
            ("C", vec!["x", "y", "z"]),
            ("D", vec!["p"]),
        ];
        assert_eq!(answers.len(), expected.len());
        for ((code, values), (wanted, all)) in answers.iter().zip(expected) {
            assert_eq!(
                (
                    code.as_str(),
                    values.iter().map(String::as_str).collect::<Vec<_>>()
                ),
                (wanted, all)
            );
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut params = Params::default();
        for (name, value) in [
            ("attribute[x]", "a b&c=d+é\n"),
            ("lat", "-2.2"),
            ("lat", ""),
        ] {
            params.push(name.to_owned(), value.to_owned()).unwrap();
        }
        let text = params.encoded();
        assert!(text.starts_with("attribute%5Bx%5D=a%20b%26c"), "{text}");
        assert_eq!(
            Params::parse(text.as_bytes()).unwrap().pairs(),
            params.pairs()
        );
    }

    #[test]
    fn bytes_that_are_no_text_and_floods_are_refused() {
        assert_eq!(Params::parse(b"a=%FF"), Err(ParamError::NotUtf8));
        assert_eq!(Params::parse(b"a=\xC3\x28"), Err(ParamError::NotUtf8));
        let flood = "a=1&".repeat(MOST + 1);
        assert_eq!(Params::parse(flood.as_bytes()), Err(ParamError::TooMany));
    }
}
