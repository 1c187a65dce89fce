//! What may be sent: what everybody may read here anyway.

use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::visibility::is_public;
use lapor_domain::words::ArchiveReason;

use crate::channels::config::sp4n::Sp4nBody;

/// Why a report is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It came from there.
    Imported,
    /// About an official: those go through closed channels only.
    Supervisory,
    /// Its reporter asked for secrecy.
    Secret,
    /// Not released here, and they would publish it.
    NotReleased,
    /// It shares the handling of another report, which is the one that goes.
    Merged,
    /// Its reporter took it back.
    Withdrawn,
    /// Not of a type that the body sends.
    Type,
}

impl Hindrance {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Supervisory => "supervisory",
            Self::Secret => "secret",
            Self::NotReleased => "not-released",
            Self::Merged => "merged",
            Self::Withdrawn => "withdrawn",
            Self::Type => "type",
        }
    }

    /// A sentence for officers, in Indonesian.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Imported => "laporan ini berasal dari impor dan tidak dikirim kembali",
            Self::Supervisory => "laporan berkadar pengawasan tidak dikirim; pakai jalur tertutup",
            Self::Secret => "pelapor meminta rahasia; laporan rahasia tidak dikirim",
            Self::NotReleased => "laporan belum diumumkan di sini; umumkan dahulu",
            Self::Merged => "laporan digabung; yang dikirim laporan utamanya",
            Self::Withdrawn => "laporan ditarik pelapornya",
            Self::Type => "jenis laporan ini tidak dikirim menurut berkas saluran",
        }
    }
}

/// What stands against sending a report; `None`: it may go. An officer may send a type that is not sent by itself.
pub fn hindrance(report: &Report, own: Option<&Sp4nBody>) -> Option<Hindrance> {
    if report.import.is_some() {
        return Some(Hindrance::Imported);
    }
    if report.supervisory {
        return Some(Hindrance::Supervisory);
    }
    if report.rahasia {
        return Some(Hindrance::Secret);
    }
    if matches!(report.state, State::Merged(_)) {
        return Some(Hindrance::Merged);
    }
    if matches!(&report.state, State::Archived(archival) if archival.reason == ArchiveReason::Withdrawn)
    {
        return Some(Hindrance::Withdrawn);
    }
    if !is_public(report) {
        return Some(Hindrance::NotReleased);
    }
    let types = own.map_or(&[][..], |own| own.types.as_slice());
    (!types.is_empty() && !types.contains(&report.report_type)).then_some(Hindrance::Type)
}
