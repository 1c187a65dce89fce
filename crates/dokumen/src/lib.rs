//! One document, four forms.
//!
//! A [`Document`] is what an office reads: headings, paragraphs, tables of typed cells, charts, a signature. Knows
//! nothing of reports.

mod model;

pub use model::{
    Align, Block, Cell, Column, Document, Letterhead, Orientation, Paragraph, Run, Signature, Table,
};
