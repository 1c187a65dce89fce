//! The latest bytes of a body as they came: what of a text field had arrived when the line broke.
//!
//! The parser of multipart forms hands out nothing of a part whose end it has not seen, so a text cut off in the
//! middle would be lost although most of it is here.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use http_body_util::BodyExt as _;

use crate::limits;

/// Bytes kept: a text that is longer than this is handed back without its beginning.
const KEPT: usize = 128 * 1024;

/// The latest bytes.
#[derive(Clone, Default)]
pub(super) struct Tail(Arc<Mutex<Vec<u8>>>);

impl Tail {
    /// The same body, whose latest bytes are noted as it is read.
    pub(super) fn noting(&self, body: Body) -> Body {
        let tail = self.clone();
        Body::new(body.map_frame(move |frame| {
            if let Some(data) = frame.data_ref() {
                tail.note(data);
            }
            frame
        }))
    }

    fn note(&self, data: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = data.get(data.len().saturating_sub(KEPT)..).unwrap_or(data);
        kept.extend_from_slice(new);
        if kept.len() > 2 * KEPT {
            let over = kept.len() - KEPT;
            kept.drain(..over);
        }
    }

    /// What came of the last part, where that is the text field `name`.
    pub(super) fn of_field(&self, name: &str) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let header = format!("name=\"{name}\"");
        let at = rfind(&kept, header.as_bytes())?;
        let part = kept.get(at..)?;
        let begins = find(part, b"\r\n\r\n")? + 4;
        let text = part.get(begins..)?;
        // A boundary that had begun is not the person's.
        let text = match rfind(text, b"\r\n--") {
            Some(end) if text.len() - end < 80 => text.get(..end)?,
            _ => text,
        };
        let text = text.get(..text.len().min(limits::FIELD))?;
        Some(String::from_utf8_lossy(text).into_owned())
    }
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|part| part == what)
}

fn rfind(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).rposition(|part| part == what)
}
