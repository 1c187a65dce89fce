//! Forms as they come in: fields and photographs, read with hard limits, kept as far as they came.

pub mod files;
mod key;
mod multipart;
mod room;
mod tail;

use axum::extract::{Form, FromRequest, Request};
use axum::http::header;
use lapor_app::report::documents::RawDocument;
use lapor_app::report::photos::RawPhoto;

use crate::limits;

use self::room::Room;
pub use key::{FormKey, OwnKey};

/// What is wrong with the form as a whole; what came before is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Cut off, or not a form at all.
    Unreadable,
    /// More bytes than we read.
    TooLarge,
    /// Nothing came for too long.
    TooSlow,
    /// Too many photographs come in at the same time.
    Crowded,
}

impl Broken {
    /// Its code as the error of a field.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable | Self::TooSlow => "form_broken",
            Self::TooLarge => "form_too_large",
            Self::Crowded => "form_crowded",
        }
    }
}

/// A form as sent.
#[derive(Debug, Default)]
pub struct Sent {
    fields: Vec<(String, String)>,
    /// Photographs, at most one more than allowed.
    pub photos: Vec<RawPhoto>,
    /// How many photographs came, also those that were not kept.
    pub photo_count: usize,
    /// Papers, at most one more than allowed.
    pub scans: Vec<RawDocument>,
    /// Why not all of it was read.
    pub broken: Option<Broken>,
    /// Memory that its photographs hold.
    room: Vec<Room>,
}

impl Sent {
    /// Reads a form of either kind. Never fails: what was read until something broke is handed on.
    pub async fn read(request: Request) -> Self {
        Self::read_with(request, |name| name == "photos").await
    }

    /// The same for a door whose photographs come under other names.
    pub async fn read_with(request: Request, is_photo: fn(&str) -> bool) -> Self {
        let is_multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        if is_multipart {
            return multipart::read(request, is_photo).await;
        }
        let reading = plain(request);
        let (fields, broken) = match tokio::time::timeout(limits::SILENCE, reading).await {
            Ok(Ok(fields)) => (fields, None),
            Ok(Err(broken)) => (Vec::new(), Some(broken)),
            Err(_) => (Vec::new(), Some(Broken::TooSlow)),
        };
        Self {
            fields,
            broken,
            ..Self::default()
        }
    }

    /// The same photographs beside other fields: what a program sent, as the fields of a form.
    pub(crate) fn with_fields(mut self, fields: Vec<(String, String)>) -> Self {
        self.fields = fields;
        self
    }

    /// Names of all fields that were sent, each once.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The text of a field; empty where it was not sent. Of several the first counts.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// All texts of a field that may be sent several times.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Everything written, by field, to be handed back.
    pub fn written(&self) -> std::collections::HashMap<String, Vec<String>> {
        let mut written = std::collections::HashMap::<String, Vec<String>>::new();
        for (field, value) in &self.fields {
            written
                .entry(field.clone())
                .or_default()
                .push(value.clone());
        }
        written
    }

    /// All fields with their texts, in the order in which they came.
    pub fn take_fields(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.fields)
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == "1"
    }
}

/// A form without files.
async fn plain(request: Request) -> Result<Vec<(String, String)>, Broken> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, limits::PLAIN_BODY)
        .await
        .map_err(|_| Broken::TooLarge)?;
    let request = Request::from_parts(parts, bytes.into());
    let read = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    read.map(|Form(fields)| fields)
        .map_err(|_| Broken::Unreadable)
}
