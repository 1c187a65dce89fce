//! How much one request may cost.

use std::time::Duration;

use lapor_app::photo::MAX_BYTES;
use lapor_app::report::documents;

/// Bytes of one body that are read at all. Photographs that are too large are still read to their
/// end, so that the person gets an answer and not a broken line; what they hold is thrown away.
pub(crate) const BODY: usize = 200 * 1024 * 1024;
/// Bytes of a form without photographs.
pub(crate) const PLAIN_BODY: usize = 2 * 1024 * 1024;
/// Bytes kept of one text field; more than any field may have, so that it can be handed back.
pub(crate) const FIELD: usize = 1024 * 1024;
/// Bytes kept of all text fields of one form.
pub(crate) const FIELDS: usize = 2 * 1024 * 1024;
/// Bytes kept of one photograph: one more than allowed, so that its size is refused and not cut.
pub(crate) const PHOTO: usize = MAX_BYTES + 1;
/// Bytes kept of one paper, likewise.
pub(crate) const SCAN: usize = documents::MAX_BYTES + 1;
/// Bytes of all photographs and files that are coming in at one time, over the whole server.
pub(crate) const PHOTOS_AT_ONCE: usize = 256 * 1024 * 1024;
/// Parts of one form.
pub(crate) const PARTS: usize = 60;
/// Longest silence while a form comes in. A slow line is fine, a dead one is not.
pub(crate) const SILENCE: Duration = Duration::from_secs(30);
/// Longest time for one form: five photographs over a bad line.
pub(crate) const WHOLE: Duration = Duration::from_mins(20);
