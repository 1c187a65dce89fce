//! The text without what was found, and what was masked in a text.

use super::finding::{Finding, Kind};

/// The text with a placeholder for every finding: `[nama]`, `[nomor telepon]`. Findings out of order, overlapping one
/// before them or off the text's boundaries are passed over, so pass on what [`find`](super::find) gave.
pub fn mask(text: &str, findings: &[Finding]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = 0;
    for finding in findings {
        let kept = text.get(rest..finding.span.start);
        if let (Some(kept), Some(_)) = (kept, text.get(finding.span.clone())) {
            masked.push_str(kept);
            masked.push_str(finding.kind.placeholder());
            rest = finding.span.end;
        }
    }
    masked.push_str(text.get(rest..).unwrap_or_default());
    masked
}

/// The placeholders in a masked text, in order: what a page shows as masked.
pub fn placeholders(masked: &str) -> Vec<Finding> {
    masked
        .match_indices('[')
        .filter_map(|(start, _)| {
            let rest = masked.get(start..)?;
            let kind = Kind::ALL
                .into_iter()
                .find(|kind| rest.starts_with(kind.placeholder()))?;
            Some(Finding {
                span: start..start + kind.placeholder().len(),
                kind,
                confidence: 1.0,
            })
        })
        .collect()
}
