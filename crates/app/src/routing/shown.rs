//! What was proposed to an officer travels with the form it stood in: what is kept beside the decision is what was seen,
//! not what would be proposed a minute later.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_domain::ids::ReportId;
use lapor_domain::routing::Proposed;
use subtle::ConstantTimeEq as _;

use crate::app::App;

/// Longer than any proposal with its seal.
const MOST: usize = 2_000;

/// A proposal for a report as it stood at an event, sealed: how well routing works is measured by it, so nobody writes
/// one of their own.
pub fn seal_shown(app: &App, report: ReportId, seq: u32, proposed: &Proposed) -> String {
    let json = serde_json::to_vec(proposed).unwrap_or_default();
    let seal = seal(app, report, seq, &json);
    format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(json),
        URL_SAFE_NO_PAD.encode(seal)
    )
}

/// The proposal that was shown; `None` where the seal is not ours, or of another report or moment.
pub fn open_shown(app: &App, report: ReportId, seq: u32, sealed: &str) -> Option<Proposed> {
    let (json, stated) = sealed.split_once('.').filter(|_| sealed.len() <= MOST)?;
    let json = URL_SAFE_NO_PAD.decode(json).ok()?;
    let stated = URL_SAFE_NO_PAD.decode(stated).ok()?;
    let is_ours: bool = seal(app, report, seq, &json)
        .ct_eq(stated.as_slice())
        .into();
    if is_ours {
        serde_json::from_slice(&json).ok()
    } else {
        None
    }
}

fn seal(app: &App, report: ReportId, seq: u32, json: &[u8]) -> [u8; 32] {
    let key = app.keys().installation_key("shown-proposal");
    key.mac(&[report.0.as_bytes(), &seq.to_le_bytes(), json])
}
