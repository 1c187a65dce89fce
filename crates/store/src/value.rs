//! Values that go into statements and come out of rows, the same on both engines.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

/// One parameter of a statement, or one cell of a row.
///
/// `Debug` shows the kind and never the content: drivers write parameters to debug logs.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// SQL NULL.
    Null,
    /// INTEGER / BIGINT; times are microseconds UTC.
    I64(i64),
    /// REAL / DOUBLE PRECISION.
    F64(f64),
    /// INTEGER 0 or 1 / BOOLEAN.
    Bool(bool),
    /// TEXT.
    Text(Cow<'a, str>),
    /// BLOB / BYTEA.
    Bytes(Cow<'a, [u8]>),
    /// BLOB of 16 bytes / UUID.
    Uuid(Uuid),
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::I64(_) => f.write_str("I64(..)"),
            Self::F64(_) => f.write_str("F64(..)"),
            Self::Bool(_) => f.write_str("Bool(..)"),
            Self::Text(t) => write!(f, "Text({} bytes)", t.len()),
            Self::Bytes(b) => write!(f, "Bytes({} bytes)", b.len()),
            Self::Uuid(_) => f.write_str("Uuid(..)"),
        }
    }
}

/// Builds the parameters of a statement: `params![id, name, at]` is a `&[Value<'_>]`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value<'_>] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value<'_>] };
}

macro_rules! into_value {
    ($($from:ty => |$it:ident| $to:expr),+ $(,)?) => { $(
        impl From<$from> for Value<'_> { fn from($it: $from) -> Self { $to } }
    )+ };
}

into_value! {
    i64 => |v| Self::I64(v),
    i32 => |v| Self::I64(i64::from(v)),
    i16 => |v| Self::I64(i64::from(v)),
    i8 => |v| Self::I64(i64::from(v)),
    u32 => |v| Self::I64(i64::from(v)),
    u16 => |v| Self::I64(i64::from(v)),
    u8 => |v| Self::I64(i64::from(v)),
    f64 => |v| Self::F64(v),
    bool => |v| Self::Bool(v),
    Uuid => |v| Self::Uuid(v),
    &Uuid => |v| Self::Uuid(*v),
    Timestamp => |v| Self::I64(v.as_microsecond()),
    &Timestamp => |v| Self::I64(v.as_microsecond()),
    String => |v| Self::Text(Cow::Owned(v)),
    Vec<u8> => |v| Self::Bytes(Cow::Owned(v)),
}

macro_rules! borrow_value {
    ($($from:ty => |$it:ident| $to:expr),+ $(,)?) => { $(
        impl<'a> From<&'a $from> for Value<'a> { fn from($it: &'a $from) -> Self { $to } }
    )+ };
}

borrow_value! {
    str => |v| Self::Text(Cow::Borrowed(v)),
    String => |v| Self::Text(Cow::Borrowed(v)),
    [u8] => |v| Self::Bytes(Cow::Borrowed(v)),
    Vec<u8> => |v| Self::Bytes(Cow::Borrowed(v)),
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A type that can be read from one cell. Implement it for id newtypes and enums kept as text.
pub trait FromValue: Sized {
    /// What the error calls this type.
    const EXPECTED: &'static str;
    /// Reads the cell; `None` when it holds something else.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

macro_rules! from_value {
    ($($to:ty, $name:literal: $($pattern:pat => $out:expr),+;)+) => { $(
        impl FromValue for $to {
            const EXPECTED: &'static str = $name;
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value { $($pattern => $out,)+ _ => None }
            }
        }
    )+ };
}

from_value! {
    i64, "i64": Value::I64(v) => Some(v);
    i32, "i32": Value::I64(v) => v.try_into().ok();
    i16, "i16": Value::I64(v) => v.try_into().ok();
    u64, "u64": Value::I64(v) => v.try_into().ok();
    u32, "u32": Value::I64(v) => v.try_into().ok();
    u16, "u16": Value::I64(v) => v.try_into().ok();
    u8, "u8": Value::I64(v) => v.try_into().ok();
    usize, "usize": Value::I64(v) => v.try_into().ok();
    f64, "f64": Value::F64(v) => Some(v), Value::I64(v) => Some(v as f64);
    bool, "bool": Value::Bool(v) => Some(v), Value::I64(0) => Some(false), Value::I64(1) => Some(true);
    String, "String": Value::Text(v) => Some(v.into_owned());
    Vec<u8>, "Vec<u8>": Value::Bytes(v) => Some(v.into_owned());
    Uuid, "Uuid": Value::Uuid(v) => Some(v), Value::Bytes(v) => Uuid::from_slice(&v).ok();
    Timestamp, "Timestamp": Value::I64(v) => Timestamp::from_microsecond(v).ok();
}

impl<const N: usize> FromValue for [u8; N] {
    const EXPECTED: &'static str = "[u8; N]";
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.as_ref().try_into().ok(),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn debug_never_shows_content() {
        let shown = format!(
            "{:?}",
            params![
                "081200000000",
                5_i64,
                b"abc".as_slice(),
                Option::<i64>::None
            ]
        );
        assert_eq!(shown, "[Text(12 bytes), I64(..), Bytes(3 bytes), Null]");
    }
}
