//! Progress on a terminal; nothing where standard error is a file or a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A count without a known end.
pub(crate) fn counting(what: &'static str) -> ProgressBar {
    styled(ProgressBar::new_spinner(), "{spinner} {pos} {msg}", what)
}

/// A share of a known whole.
pub(crate) fn bar(what: &'static str) -> ProgressBar {
    styled(
        ProgressBar::new(0),
        "{wide_bar} {pos}/{len} {msg} (sisa {eta})",
        what,
    )
}

fn styled(bar: ProgressBar, template: &str, what: &'static str) -> ProgressBar {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
