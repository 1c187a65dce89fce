//! Writing.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::column::{Column, Kind, Value};
use crate::thrift::Put;
use crate::{MAGIC, PLAIN, RLE, RLE_DICTIONARY, hybrid};

/// Rows of a group: what is in memory at one time.
const GROUP: usize = 20_000;

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The sink failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A row has other values than the columns say.
    #[error("row {row} does not fit column {column}")]
    Misfit {
        /// Row, from 0.
        row: u64,
        /// Column, from 0.
        column: usize,
    },
}

/// Writes a table row by row.
pub struct Writer<W: Write> {
    out: W,
    at: u64,
    columns: Vec<Column>,
    waiting: Vec<Vec<Value>>,
    rows: u64,
    groups: Vec<Group>,
}

struct Group {
    rows: usize,
    chunks: Vec<Chunk>,
}

struct Chunk {
    dictionary_at: Option<u64>,
    data_at: u64,
    bytes: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where the sink fails.
    pub fn new(mut out: W, columns: Vec<Column>) -> Result<Self, WriteError> {
        out.write_all(MAGIC)?;
        Ok(Self {
            out,
            at: MAGIC.len() as u64,
            waiting: columns.iter().map(|_| Vec::new()).collect(),
            columns,
            rows: 0,
            groups: Vec::new(),
        })
    }

    /// Adds a row; writes a group when it is full.
    ///
    /// # Errors
    /// [`WriteError::Misfit`] where the values are not those of the columns; then nothing of the row is kept.
    pub fn row(&mut self, values: Vec<Value>) -> Result<(), WriteError> {
        let row = self.rows;
        if values.len() != self.columns.len() {
            let column = values.len().min(self.columns.len());
            return Err(WriteError::Misfit { row, column });
        }
        for (column, (value, kind)) in values
            .iter()
            .zip(self.columns.iter().map(|it| it.kind))
            .enumerate()
        {
            let fits = matches!(
                (value, kind),
                (Value::Null, _)
                    | (Value::Text(_), Kind::Text)
                    | (Value::Integer(_), Kind::Integer)
                    | (Value::Real(_), Kind::Real)
                    | (Value::Day(_), Kind::Day)
            );
            if !fits {
                return Err(WriteError::Misfit { row, column });
            }
        }
        for (held, value) in self.waiting.iter_mut().zip(values) {
            held.push(value);
        }
        self.rows += 1;
        if self.waiting.first().is_some_and(|held| held.len() >= GROUP) {
            self.group()?;
        }
        Ok(())
    }

    /// Ends the file; `about` are words about it, by key.
    ///
    /// # Errors
    /// Where the sink fails.
    pub fn finish(mut self, about: &[(&str, &str)]) -> Result<W, WriteError> {
        self.group()?;
        let footer = self.footer(about);
        self.out.write_all(&footer)?;
        self.out.write_all(&(footer.len() as u32).to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn group(&mut self) -> Result<(), WriteError> {
        let rows = self.waiting.first().map_or(0, Vec::len);
        if rows == 0 {
            return Ok(());
        }
        let mut chunks = Vec::with_capacity(self.columns.len());
        for held in &mut self.waiting {
            let values = std::mem::take(held);
            let begin = self.at;
            let (dictionary, data) = pages(&values);
            let dictionary_at = dictionary.as_ref().map(|_| begin);
            for page in dictionary.iter().chain([&data]) {
                self.out.write_all(page)?;
                self.at += page.len() as u64;
            }
            chunks.push(Chunk {
                dictionary_at,
                data_at: self.at - data.len() as u64,
                bytes: self.at - begin,
            });
        }
        self.groups.push(Group { rows, chunks });
        Ok(())
    }

    fn footer(&self, about: &[(&str, &str)]) -> Vec<u8> {
        let root = Put::default()
            .text(4, "schema")
            .i32(5, self.columns.len() as i64);
        let columns = self.columns.iter().map(element);
        let schema: Vec<Put> = std::iter::once(root).chain(columns).collect();
        let groups: Vec<Put> = self
            .groups
            .iter()
            .map(|group| self.row_group(group))
            .collect();
        let about = about
            .iter()
            .map(|(key, value)| Put::default().text(1, key).text(2, value));
        Put::default()
            .i32(1, 1)
            .structs(2, schema.into_iter())
            .i64(3, self.rows as i64)
            .structs(4, groups.into_iter())
            .structs(5, about)
            .text(6, concat!("lajur version ", env!("CARGO_PKG_VERSION")))
            .end()
    }

    fn row_group(&self, group: &Group) -> Put {
        let bytes: u64 = group.chunks.iter().map(|chunk| chunk.bytes).sum();
        let chunks = self.columns.iter().zip(&group.chunks);
        let chunks: Vec<Put> = chunks
            .map(|(column, chunk)| meta(column, chunk, group.rows))
            .collect();
        Put::default()
            .structs(1, chunks.into_iter())
            .i64(2, bytes as i64)
            .i64(3, group.rows as i64)
    }
}

/// A column in the schema: optional, with what its values mean in the old words and the new.
fn element(column: &Column) -> Put {
    let put = Put::default()
        .i32(1, column.kind.physical())
        .i32(3, 1)
        .text(4, &column.name);
    match column.kind {
        Kind::Text => put
            .i32(6, 0)
            .inner(10, Put::default().inner(1, Put::default())),
        Kind::Day => put
            .i32(6, 6)
            .inner(10, Put::default().inner(6, Put::default())),
        Kind::Integer | Kind::Real => put,
    }
}

fn meta(column: &Column, chunk: &Chunk, rows: usize) -> Put {
    let encodings: &[i64] = match chunk.dictionary_at {
        Some(_) => &[PLAIN, RLE, RLE_DICTIONARY],
        None => &[PLAIN, RLE],
    };
    let data = Put::default()
        .i32(1, column.kind.physical())
        .numbers(2, encodings)
        .texts(3, &[&column.name])
        .i32(4, 0)
        .i64(5, rows as i64)
        .i64(6, chunk.bytes as i64)
        .i64(7, chunk.bytes as i64)
        .i64(9, chunk.data_at as i64);
    let data = match chunk.dictionary_at {
        Some(at) => data.i64(11, at as i64),
        None => data,
    };
    let begin = chunk.dictionary_at.unwrap_or(chunk.data_at);
    Put::default().i64(2, begin as i64).inner(3, data)
}

/// The pages of a column in a group: a dictionary for text, and the data.
fn pages(values: &[Value]) -> (Option<Vec<u8>>, Vec<u8>) {
    let levels: Vec<bool> = values.iter().map(|value| *value != Value::Null).collect();
    let mut runs = Vec::new();
    hybrid::put_levels(&levels, &mut runs);
    let mut data = (runs.len() as u32).to_le_bytes().to_vec();
    data.extend(runs);
    let is_text = values.iter().any(|value| matches!(value, Value::Text(_)));
    if !is_text {
        for value in values {
            match value {
                Value::Integer(number) => data.extend(number.to_le_bytes()),
                Value::Real(number) => data.extend(number.to_le_bytes()),
                Value::Day(day) => data.extend(day.to_le_bytes()),
                Value::Null | Value::Text(_) => {}
            }
        }
        return (None, page(&data, values.len(), PLAIN));
    }
    let mut known: HashMap<&str, u32> = HashMap::new();
    let (mut dictionary, mut places) = (Vec::new(), Vec::new());
    for value in values {
        let Value::Text(text) = value else { continue };
        let next = known.len() as u32;
        let place = *known.entry(text).or_insert(next);
        if place == next {
            dictionary.extend((text.len() as u32).to_le_bytes());
            dictionary.extend(text.as_bytes());
        }
        places.push(place);
    }
    let width = hybrid::width((known.len() as u32).saturating_sub(1));
    data.push(width as u8);
    hybrid::put_packed(&places, width, &mut data);
    let head = Put::default()
        .i32(1, 2)
        .i32(2, dictionary.len() as i64)
        .i32(3, dictionary.len() as i64)
        .inner(7, Put::default().i32(1, known.len() as i64).i32(2, PLAIN));
    let mut first = head.end();
    first.extend(dictionary);
    (Some(first), page(&data, values.len(), RLE_DICTIONARY))
}

fn page(data: &[u8], values: usize, encoding: i64) -> Vec<u8> {
    let about = Put::default()
        .i32(1, values as i64)
        .i32(2, encoding)
        .i32(3, RLE)
        .i32(4, RLE);
    let head = Put::default()
        .i32(1, 0)
        .i32(2, data.len() as i64)
        .i32(3, data.len() as i64)
        .inner(5, about);
    let mut page = head.end();
    page.extend(data);
    page
}
