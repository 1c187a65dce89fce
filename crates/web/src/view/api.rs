//! The page that explains the interface for programs.

use askama::Template;

use crate::layout::Layout;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "api.html")]
pub struct ApiPage {
    /// Frame.
    pub l: Layout,
    /// Address of the document.
    pub document: String,
    /// What can be asked.
    pub operations: Vec<ApiOperation>,
    /// Codes of problems.
    pub codes: Vec<ApiCode>,
    /// Shapes of data.
    pub shapes: Vec<ApiShape>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct ApiOperation {
    /// Name in addresses of this page.
    pub id: String,
    /// What it does, a few words.
    pub title: String,
    /// `GET`.
    pub method: &'static str,
    /// `/api/v1/reports`.
    pub path: String,
    /// More about it, as the document says it: English.
    pub about: String,
    /// Right of the key; empty where none is needed.
    pub scope: String,
    /// Parameters.
    pub parameters: Vec<ApiField>,
    /// Shapes of the contents.
    pub bodies: Vec<ApiBody>,
    /// Answers.
    pub answers: Vec<ApiAnswer>,
    /// An example for the command line.
    pub example: String,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct ApiBody {
    /// `application/json`.
    pub kind: String,
    /// Name of the shape.
    pub shape: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct ApiAnswer {
    /// `200`.
    pub status: String,
    /// What it means.
    pub about: String,
    /// Name of its shape; empty where it has none.
    pub shape: String,
}

/// A parameter or a field.
#[derive(Debug, Clone)]
pub struct ApiField {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header`; empty for fields.
    pub place: String,
    /// Its type.
    pub kind: String,
    /// Name of the shape that it holds; empty where it is none.
    pub shape: String,
    /// It must be there.
    pub required: bool,
    /// What it is, as the document says it: English.
    pub about: String,
}

/// A code.
#[derive(Debug, Clone)]
pub struct ApiCode {
    /// The stable word.
    pub code: &'static str,
    /// Status.
    pub status: u16,
    /// What it means.
    pub title: String,
    /// What to do.
    pub about: String,
}

/// A shape.
#[derive(Debug, Clone)]
pub struct ApiShape {
    /// Its name.
    pub name: String,
    /// What it is, as the document says it: English.
    pub about: String,
    /// Its fields.
    pub fields: Vec<ApiField>,
    /// Its values, where it is one of few words.
    pub values: Vec<String>,
}
