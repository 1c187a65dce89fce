//! Names of states, reasons and outcomes as documents write them. Documents of an office are Indonesian.

use jiff::civil::Date;
use lapor_domain::figures::{figure_name, month_name, outcome_name};
use lapor_domain::official::date_words;
use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{ArchiveReason, EndedBy, Figure, Outcome, StateCode};
use lapor_domain::zone::Zone;

use crate::report::case::{CaseView, Root, Turn};

/// What stands where words were erased or may no longer be told.
pub(super) const GONE: &str = "dihapus";
/// What stands where words are not for the reader.
pub(super) const WITHHELD: &str = "tidak dibuka untuk umum";

/// State of a merged report of whose root nothing is known.
const OF_NO_ROOT: &str = "Digabung dengan laporan lain";

/// State of a report, in the word of its figure; of a merged one in the word of its root, and that it is merged.
pub(super) fn status(then: &Report, root: Option<&Root>) -> String {
    match root {
        Some(root) => {
            let number = root.is_told.then_some(root.then.tracking);
            merged(&word(&root.then), number)
        }
        None => word(then),
    }
}

fn word(report: &Report) -> String {
    match (&report.state, report.figure()) {
        (State::Transferred(handover), _) => transferred(&handover.to),
        (_, Some(figure)) => figure_name(figure).to_owned(),
        (_, None) => OF_NO_ROOT.to_owned(),
    }
}

/// "Tertangani (digabung dengan laporan 280104719364)".
fn merged(word: &str, root: Option<TrackingNo>) -> String {
    match root {
        Some(number) => format!("{word} (digabung dengan laporan {number})"),
        None => format!("{word} (digabung dengan laporan lain)"),
    }
}

/// State of a report as one viewer sees it, with what it waits for, in the same words.
pub fn state(case: &CaseView) -> String {
    let word = match (case.figure, &case.turn) {
        (None, _) => return OF_NO_ROOT.to_owned(),
        (_, Turn::Outside(to)) => transferred(to),
        (Some(figure), _) => match waiting(case.state) {
            "" => figure_name(figure).to_owned(),
            waits => format!("{}: {waits}", figure_name(figure)),
        },
    };
    if case.merged {
        merged(&word, case.root)
    } else {
        word
    }
}

fn transferred(to: &str) -> String {
    format!("Diteruskan ke {to}")
}

/// Outcome and who closed it. Of a merged report what its root came to; who closed that is of the other's reporter.
pub(super) fn remark(then: &Report, root: Option<&Root>) -> String {
    match (&then.state, root.map(|root| &root.then.state)) {
        (_, Some(State::Closed(closure))) => outcome(closure.outcome).to_owned(),
        (_, Some(other)) => waiting(other.code()).to_owned(),
        (State::Closed(closure), None) => {
            let outcome = outcome(closure.outcome);
            let by = match closure.by {
                EndedBy::Reporter => "dikonfirmasi pelapor",
                EndedBy::Officer => "ditutup petugas",
                EndedBy::System => "ditutup sistem karena pelapor tidak menanggapi",
            };
            match &closure.promise {
                Some(promise) => {
                    format!("{outcome} (paling lambat {}), {by}", date_words(promise.by))
                }
                None => format!("{outcome}, {by}"),
            }
        }
        (other, None) => waiting(other.code()).to_owned(),
    }
}

/// What a report waits for, where its figure does not say so.
const fn waiting(state: StateCode) -> &'static str {
    match state {
        StateCode::ClosureProposed => "Menunggu tanggapan pelapor",
        StateCode::Review => "Ditinjau ulang",
        StateCode::AwaitingRedirect => "Menunggu pengalihan",
        StateCode::OnHold => "Menunggu kelengkapan dari pelapor",
        _ => "",
    }
}

/// Outcome of a report.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        // Stands alone in its column.
        Outcome::Unknown => "Hasil tidak diketahui",
        known => outcome_name(known),
    }
}

/// Why it was archived or waits, as the national export has it in one column; of a merged report why its root was or does.
pub(super) fn reason(then: &Report, root: Option<&Root>) -> String {
    match &root.map_or(then, |root| &root.then).state {
        State::Archived(archival) => archive_reason(archival.reason).to_owned(),
        State::OnHold(_) => waiting(StateCode::OnHold).to_owned(),
        _ => String::new(),
    }
}

/// Why a report was archived.
pub const fn archive_reason(reason: ArchiveReason) -> &'static str {
    match reason {
        ArchiveReason::Incomplete => "Kelengkapan tidak diterima",
        ArchiveReason::Unclear => "Tidak jelas",
        ArchiveReason::NoEvidence => "Tidak ada data pendukung",
        ArchiveReason::OutOfScope => "Bukan wewenang",
        ArchiveReason::Duplicate => "Laporan ganda",
        ArchiveReason::AlreadyAnswered => "Sudah pernah dijawab",
        ArchiveReason::InCourt => "Sedang di pengadilan",
        ArchiveReason::Unlawful => "Melanggar hukum",
        ArchiveReason::SpamOrTest => "Spam atau uji coba",
        ArchiveReason::Withdrawn => "Ditarik pelapor",
        ArchiveReason::ExpiredImport => "Kedaluwarsa di sistem nasional",
    }
}

/// "589 telah ditangani": how a figure is said in a sentence.
pub(super) const fn said(figure: Figure) -> &'static str {
    match figure {
        Figure::Handled => "telah ditangani",
        Figure::InProcess => "dalam proses",
        Figure::NotFollowedUp => "belum ditindaklanjuti",
        Figure::NotVerified => "belum diverifikasi",
        Figure::OnHold => "ditunda menunggu kelengkapan dari pelapor",
        Figure::Archived => "diarsipkan",
        Figure::Transferred => "diteruskan ke instansi lain",
    }
}

/// "BULAN JANUARI".
pub(super) fn month_title(month: Date) -> String {
    format!(
        "BULAN {}",
        month_name(i64::from(month.month())).to_uppercase()
    )
}

/// "akhir 31 Juli 2023" for a midnight, else "31 Juli 2023 pukul 10.30 WIB".
pub(crate) fn moment(at: jiff::Timestamp, zone: Zone) -> String {
    let local = zone.local(at);
    let is_midnight = local.time() == jiff::civil::Time::midnight();
    if is_midnight && let Ok(day) = local.date().yesterday() {
        return format!("akhir {}", date_words(day));
    }
    format!(
        "{} pukul {:02}.{:02}.{:02} {}",
        date_words(local.date()),
        local.hour(),
        local.minute(),
        local.second(),
        zone.abbreviation()
    )
}
