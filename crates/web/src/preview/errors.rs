//! Samples of the pages about what went wrong.

use super::{Sample, layout};
use crate::i18n::I18n;
use crate::layout::Nav;
use crate::view::errors::{ErrorKind, ErrorPage};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let page = |kind| ErrorPage::new(layout(i18n, Nav::Other, "/laporan/000000000000"), kind);
    let waiting = ErrorPage {
        retry_after: Some(120),
        ..page(ErrorKind::TooMany)
    };
    let down = ErrorPage {
        retry_after: Some(30),
        handed_back: "Lampu jalan di depan pasar mati sejak Senin malam.\nSudah dua kali ada yang \
                      terjatuh."
            .into(),
        ..page(ErrorKind::Unavailable)
    };
    vec![
        Sample::new("error-404", &page(ErrorKind::NotFound)),
        Sample::new("error-403", &page(ErrorKind::Forbidden)),
        Sample::new("error-409", &page(ErrorKind::Conflict)),
        Sample::new("error-refused", &page(ErrorKind::Refused)),
        Sample::new("error-signed-out", &page(ErrorKind::SignedOut)),
        Sample::new("error-413", &page(ErrorKind::TooLarge)),
        Sample::new("error-422", &page(ErrorKind::Invalid)),
        Sample::new("error-429", &waiting),
        Sample::new("error-500", &page(ErrorKind::Internal)),
        Sample::new("error-503", &down),
    ]
}
