//! The compact protocol of Thrift, as far as footers and page heads need it.

/// Writes one struct, field after field in rising order.
#[derive(Default)]
pub(crate) struct Put {
    bytes: Vec<u8>,
    last: i16,
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Put {
    pub(crate) fn i32(mut self, field: i16, value: i64) -> Self {
        self.head(field, I32);
        put_varint(zigzag(value), &mut self.bytes);
        self
    }

    pub(crate) fn i64(mut self, field: i16, value: i64) -> Self {
        self.head(field, I64);
        put_varint(zigzag(value), &mut self.bytes);
        self
    }

    pub(crate) fn text(mut self, field: i16, value: &str) -> Self {
        self.head(field, BINARY);
        put_binary(value.as_bytes(), &mut self.bytes);
        self
    }

    pub(crate) fn inner(mut self, field: i16, value: Self) -> Self {
        self.head(field, STRUCT);
        self.bytes.extend(value.end());
        self
    }

    pub(crate) fn structs(
        mut self,
        field: i16,
        values: impl ExactSizeIterator<Item = Self>,
    ) -> Self {
        self.head(field, LIST);
        self.list(values.len(), STRUCT);
        for value in values {
            self.bytes.extend(value.end());
        }
        self
    }

    pub(crate) fn numbers(mut self, field: i16, values: &[i64]) -> Self {
        self.head(field, LIST);
        self.list(values.len(), I32);
        for value in values {
            put_varint(zigzag(*value), &mut self.bytes);
        }
        self
    }

    pub(crate) fn texts(mut self, field: i16, values: &[&str]) -> Self {
        self.head(field, LIST);
        self.list(values.len(), BINARY);
        for value in values {
            put_binary(value.as_bytes(), &mut self.bytes);
        }
        self
    }

    /// The struct's bytes.
    pub(crate) fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    fn head(&mut self, field: i16, kind: u8) {
        let step = field - self.last;
        self.last = field;
        // Fields here are few and close: a step always fits into four bits.
        self.bytes.push((step as u8) << 4 | kind);
    }

    fn list(&mut self, len: usize, kind: u8) {
        if len < 15 {
            self.bytes.push((len as u8) << 4 | kind);
        } else {
            self.bytes.push(0xf0 | kind);
            put_varint(len as u64, &mut self.bytes);
        }
    }
}

fn put_binary(bytes: &[u8], out: &mut Vec<u8>) {
    put_varint(bytes.len() as u64, out);
    out.extend(bytes);
}

pub(crate) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(crate) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

const fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// A value as it was read.
#[derive(Clone, Debug)]
pub(crate) enum Got {
    Number(i64),
    Binary(Vec<u8>),
    List(Vec<Self>),
    Struct(Vec<(i16, Self)>),
}

/// How deep structs and lists may lie in each other.
const DEEPEST: u8 = 12;

impl Got {
    /// Reads a struct; moves past it.
    pub(crate) fn take(bytes: &mut &[u8]) -> Option<Self> {
        Self::structure(bytes, 0)
    }

    pub(crate) fn field(&self, wanted: i16) -> Option<&Self> {
        match self {
            Self::Struct(fields) => fields
                .iter()
                .find(|(id, _)| *id == wanted)
                .map(|(_, got)| got),
            _ => None,
        }
    }

    pub(crate) fn number(&self, wanted: i16) -> Option<i64> {
        match self.field(wanted)? {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn text(&self, wanted: i16) -> Option<&str> {
        match self.field(wanted)? {
            Self::Binary(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    pub(crate) fn list(&self, wanted: i16) -> Option<&[Self]> {
        match self.field(wanted)? {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    fn structure(bytes: &mut &[u8], depth: u8) -> Option<Self> {
        if depth > DEEPEST {
            return None;
        }
        let (mut fields, mut last) = (Vec::new(), 0_i16);
        loop {
            let head = byte(bytes)?;
            if head == 0 {
                return Some(Self::Struct(fields));
            }
            last = match head >> 4 {
                0 => i16::try_from(unzigzag(take_varint(bytes)?)).ok()?,
                step => last.checked_add(i16::from(step))?,
            };
            fields.push((last, Self::value(bytes, head & 0x0f, depth)?));
        }
    }

    fn value(bytes: &mut &[u8], kind: u8, depth: u8) -> Option<Self> {
        match kind {
            1 => Some(Self::Number(1)),
            2 => Some(Self::Number(0)),
            3 => byte(bytes).map(|byte| Self::Number(i64::from(byte))),
            4..=6 => take_varint(bytes).map(|number| Self::Number(unzigzag(number))),
            BINARY => {
                let len = usize::try_from(take_varint(bytes)?).ok()?;
                let (held, rest) = bytes.split_at_checked(len)?;
                *bytes = rest;
                Some(Self::Binary(held.to_vec()))
            }
            LIST => {
                let head = byte(bytes)?;
                let len = match head >> 4 {
                    15 => usize::try_from(take_varint(bytes)?).ok()?,
                    len => usize::from(len),
                };
                // Every element takes a byte at least: a length beyond the bytes is a lie.
                if len > bytes.len() {
                    return None;
                }
                let element = |_| Self::value(bytes, head & 0x0f, depth + 1);
                (0..len).map(element).collect::<Option<_>>().map(Self::List)
            }
            STRUCT => Self::structure(bytes, depth + 1),
            _ => None,
        }
    }
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_comes_out_as_it_went_in() {
        let bytes = Put::default()
            .i32(1, -7)
            .i64(3, i64::MAX)
            .text(4, "laporan")
            .numbers(5, &[0, 3, 8])
            .inner(9, Put::default().texts(1, &["a", "b"]))
            .end();
        let mut rest = bytes.as_slice();
        let got = Got::take(&mut rest).unwrap_or(Got::Number(0));
        assert!(rest.is_empty());
        assert_eq!(got.number(1), Some(-7));
        assert_eq!(got.number(3), Some(i64::MAX));
        assert_eq!(got.text(4), Some("laporan"));
        assert_eq!(got.list(5).map(<[Got]>::len), Some(3));
        assert_eq!(
            got.field(9)
                .and_then(|inner| inner.list(1))
                .map(<[Got]>::len),
            Some(2)
        );
        for cut in 0..bytes.len() {
            assert!(
                Got::take(&mut bytes.get(..cut).unwrap_or_default()).is_none(),
                "{cut}"
            );
        }
    }
}
