//! One document, four forms.
//!
//! A [`Document`] is what an office reads: headings, paragraphs, tables of typed cells, charts, a signature. [`docx`],
//! [`xlsx`], [`pdf`] and [`html`] write it; the same document always gives the same bytes. [`stream`] writes tables too
//! long to be held. Knows nothing of reports.

mod clean;
mod docx;
mod error;
mod html;
mod model;
mod pdf;
mod picture;
mod png;
pub mod stream;
mod turns;
mod widths;
mod words;
mod xlsx;
mod xml;

pub use clean::clean;
pub use docx::docx;
pub use error::DocumentError;
pub use html::{html, html_body};
pub use model::{
    Align, Block, Cell, Column, Document, Letterhead, Orientation, Paragraph, Run, Signature, Table,
};
pub use pdf::pdf;
pub use words::decimal;
pub use xlsx::xlsx;
