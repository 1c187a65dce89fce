//! Rows 41 to 41b: a request for information at the PPID desk.

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;

use super::{CITY_SLUG, Deed, deed};

pub(in crate::demo::play) fn refer_ppid(unit: &'static str) -> Deed {
    deed(move |pen| {
        Command::ReferPpid {
        unit: pen.unit(CITY_SLUG, unit),
        reason: pen.draft.seal(
            ContentKind::OfficerMessage,
            "Permintaan ini menyangkut salinan dokumen yang dikuasai pemerintah kota, sehingga ditangani Pejabat \
             Pengelola Informasi dan Dokumentasi (PPID) menurut UU 14/2008. Nomor laporan tetap sama.",
        ),
    }
    })
}

pub(in crate::demo::play) fn take_ppid() -> Deed {
    deed(|_| Command::TakePpid)
}

pub(in crate::demo::play) fn extend_ppid() -> Deed {
    deed(|pen| Command::ExtendPpid {
        reason: pen.draft.seal(
            ContentKind::OfficerMessage,
            "Dokumen yang diminta tersimpan di beberapa perangkat daerah dan masih dikumpulkan.",
        ),
    })
}
