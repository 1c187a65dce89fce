//! Reading what the writer wrote, one group at a time.

use std::io::{self, Read, Seek, SeekFrom};

use crate::column::{Column, Kind, Value};
use crate::thrift::Got;
use crate::{MAGIC, PLAIN, RLE_DICTIONARY, hybrid};

/// A footer or a column larger than this is not one of ours.
const LARGEST: u64 = 1 << 30;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The source failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Not a Parquet file, damaged, or with something that this reader does not know: what.
    #[error("not readable as Parquet: {0}")]
    Damaged(&'static str),
}

/// A table in a file.
pub struct Reader<R: Read + Seek> {
    from: R,
    columns: Vec<Column>,
    footer: Got,
    rows: u64,
}

impl<R: Read + Seek> Reader<R> {
    /// Reads the footer.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn new(mut from: R) -> Result<Self, ReadError> {
        let size = from.seek(SeekFrom::End(0))?;
        let tail = take(
            &mut from,
            size.checked_sub(8).ok_or(ReadError::Damaged("too short"))?,
            8,
        )?;
        let (len, magic) = tail.split_at(4);
        let head = take(&mut from, 0, 4)?;
        if magic != MAGIC || head != MAGIC {
            return Err(ReadError::Damaged("no mark at its ends"));
        }
        let len = u64::from(u32::from_le_bytes(len.try_into().unwrap_or_default()));
        let begin = (size - 8)
            .checked_sub(len)
            .ok_or(ReadError::Damaged("footer"))?;
        let bytes = take(&mut from, begin, len)?;
        let footer = Got::take(&mut bytes.as_slice()).ok_or(ReadError::Damaged("footer"))?;
        let schema = footer.list(2).ok_or(ReadError::Damaged("schema"))?;
        let columns = schema
            .iter()
            .skip(1)
            .map(column)
            .collect::<Option<Vec<_>>>();
        let columns = columns.ok_or(ReadError::Damaged("a column of another kind"))?;
        let rows = footer.number(3).and_then(|rows| u64::try_from(rows).ok());
        Ok(Self {
            from,
            columns,
            rows: rows.ok_or(ReadError::Damaged("rows"))?,
            footer,
        })
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows it says to have.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Words about it, by key.
    pub fn about(&self) -> Vec<(String, String)> {
        let pairs = self.footer.list(5).unwrap_or_default().iter();
        pairs
            .filter_map(|pair| Some((pair.text(1)?.to_owned(), pair.text(2)?.to_owned())))
            .collect()
    }

    /// How many groups it has.
    pub fn groups(&self) -> usize {
        self.footer.list(4).map_or(0, <[Got]>::len)
    }

    /// The values of a group, column by column.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn group(&mut self, number: usize) -> Result<Vec<Vec<Value>>, ReadError> {
        let groups = self.footer.list(4).unwrap_or_default();
        let group = groups
            .get(number)
            .ok_or(ReadError::Damaged("no such group"))?;
        let chunks = group.list(1).ok_or(ReadError::Damaged("group"))?;
        if chunks.len() != self.columns.len() {
            return Err(ReadError::Damaged("columns of a group"));
        }
        let mut all = Vec::with_capacity(chunks.len());
        for (chunk, column) in chunks.iter().zip(&self.columns) {
            let place = place(chunk).ok_or(ReadError::Damaged("column"))?;
            let bytes = take(&mut self.from, place.begin, place.bytes)?;
            let values = values(&bytes, column.kind, place.values);
            all.push(values.ok_or(ReadError::Damaged("pages of a column"))?);
        }
        Ok(all)
    }
}

fn take(from: &mut (impl Read + Seek), begin: u64, len: u64) -> Result<Vec<u8>, ReadError> {
    if len > LARGEST {
        return Err(ReadError::Damaged("too large"));
    }
    from.seek(SeekFrom::Start(begin))?;
    let mut bytes = Vec::new();
    from.take(len).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == len {
        Ok(bytes)
    } else {
        Err(ReadError::Damaged("it ends too early"))
    }
}

fn column(element: &Got) -> Option<Column> {
    // Only optional ones: what the writer makes.
    let kind = Kind::of_physical(element.number(1)?).filter(|_| element.number(3) == Some(1))?;
    Some(Column::new(element.text(4)?, kind))
}

struct Place {
    begin: u64,
    bytes: u64,
    values: usize,
}

fn place(chunk: &Got) -> Option<Place> {
    let meta = chunk.field(3)?;
    if meta.number(4) != Some(0) {
        return None;
    }
    let begin = meta.number(11).or_else(|| meta.number(9))?;
    Some(Place {
        begin: u64::try_from(begin).ok()?,
        bytes: u64::try_from(meta.number(7)?).ok()?,
        values: usize::try_from(meta.number(5)?).ok()?,
    })
}

fn values(mut bytes: &[u8], kind: Kind, count: usize) -> Option<Vec<Value>> {
    let mut head = Got::take(&mut bytes)?;
    let mut dictionary = Vec::new();
    if head.number(1) == Some(2) {
        let (mut held, rest) = bytes.split_at_checked(usize::try_from(head.number(3)?).ok()?)?;
        for _ in 0..head.field(7)?.number(1)? {
            dictionary.push(text(&mut held)?);
        }
        bytes = rest;
        head = Got::take(&mut bytes)?;
    }
    let about = head.field(5)?;
    if usize::try_from(about.number(1)?).ok()? != count {
        return None;
    }
    let len = u32::from_le_bytes(fixed(&mut bytes)?);
    let (levels, mut bytes) = bytes.split_at_checked(usize::try_from(len).ok()?)?;
    // A run of any length takes two bytes: what it says is believed only up to what a group may hold.
    if count > 1 << 24 {
        return None;
    }
    let levels = hybrid::take(levels, 1, count)?;
    let there = levels.iter().filter(|level| **level == 1).count();
    let places = match about.number(2)? {
        RLE_DICTIONARY => {
            let (width, rest) = bytes.split_first()?;
            if *width > 32 {
                return None;
            }
            hybrid::take(rest, u32::from(*width), there)?
        }
        PLAIN => Vec::new(),
        _ => return None,
    };
    let mut places = places.into_iter();
    let mut one = |level: u32| -> Option<Value> {
        if level == 0 {
            return Some(Value::Null);
        }
        Some(match kind {
            Kind::Text => Value::Text(dictionary.get(places.next()? as usize)?.clone()),
            Kind::Integer => Value::Integer(i64::from_le_bytes(fixed(&mut bytes)?)),
            Kind::Real => Value::Real(f64::from_le_bytes(fixed(&mut bytes)?)),
            Kind::Day => Value::Day(i32::from_le_bytes(fixed(&mut bytes)?)),
        })
    };
    levels.into_iter().map(&mut one).collect()
}

fn fixed<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let len = usize::try_from(u32::from_le_bytes(fixed(bytes)?)).ok()?;
    let (held, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    String::from_utf8(held.to_vec()).ok()
}
