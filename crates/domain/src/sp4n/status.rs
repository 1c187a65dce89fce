//! *Status Laporan*: from the export's word to a state.

use super::fold;
use super::reason::archive_reason;
use crate::words::{ArchiveReason, EndedBy, Figure, StateCode};

/// The state an imported row is in, with the data that only this state has.
///
/// An export knows the present state and nothing else: no outcome, no intervals, no clocks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum ImportedState {
    /// Waits for verification.
    Received,
    /// Disposed, no answer yet; the lead is unknown when the row names no unit.
    Assigned,
    /// Answered at least once.
    InProgress,
    /// Waits for the reporter.
    OnHold {
        /// Returns to `Assigned` when the row names a unit, otherwise to `Received`.
        return_to_assigned: bool,
    },
    /// Closed; the outcome is always [`crate::words::Outcome::Unknown`].
    Closed {
        /// Who closed it.
        by: EndedBy,
    },
    /// Archived.
    Archived {
        /// Who archived it.
        by: EndedBy,
        /// Why, as far as the export says so clearly.
        reason: ArchiveReason,
    },
    /// Handed to the national desk.
    TransferredToDesk,
    /// A word this program does not know: imported as received, counted apart (`status_unknown`).
    Unknown {
        /// The word as found, trimmed; empty when the row had none.
        raw: String,
    },
}

impl ImportedState {
    /// The state of the rule book.
    pub const fn code(&self) -> StateCode {
        match self {
            Self::Received | Self::Unknown { .. } => StateCode::Received,
            Self::Assigned => StateCode::Assigned,
            Self::InProgress => StateCode::InProgress,
            Self::OnHold { .. } => StateCode::OnHold,
            Self::Closed { .. } => StateCode::Closed,
            Self::Archived { .. } => StateCode::Archived,
            Self::TransferredToDesk => StateCode::Transferred,
        }
    }

    /// The one figure the row counts in.
    pub const fn figure(&self) -> Figure {
        match self {
            Self::Received | Self::Unknown { .. } => Figure::NotVerified,
            Self::Assigned => Figure::NotFollowedUp,
            Self::InProgress => Figure::InProcess,
            Self::OnHold { .. } => Figure::OnHold,
            Self::Closed { .. } => Figure::Handled,
            Self::Archived { .. } => Figure::Archived,
            Self::TransferredToDesk => Figure::Transferred,
        }
    }

    /// Whether the word was not understood, so that the row belongs on the list of things to mend.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }
}

/// What a status word says, before the rest of its row is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Not verified yet.
    Received,
    /// Verified or disposed.
    Assigned,
    /// Answered.
    InProgress,
    /// Waits for the reporter.
    OnHold,
    /// Closed by someone.
    Closed(EndedBy),
    /// Archived by someone.
    Archived(EndedBy),
    /// Gone to the national desk.
    TransferredToDesk,
}

/// One line of the table of status words.
#[derive(Clone, Copy, Debug)]
pub struct StatusWord {
    /// The word, folded (lower case, single spaces).
    pub word: &'static str,
    /// Whether something may follow the word ("Terdisposisi ke Dinas …").
    pub prefix: bool,
    /// What it means.
    pub reading: Reading,
}

const fn word(word: &'static str, reading: Reading) -> StatusWord {
    StatusWord {
        word,
        prefix: false,
        reading,
    }
}

/// All status words that are understood. Adding a line re-maps the row at its next import.
pub const STATUS_WORDS: &[StatusWord] = &[
    word("belum terverifikasi", Reading::Received),
    word("belum diverifikasi", Reading::Received),
    word("belum terdisposisi", Reading::Received),
    word("terverifikasi", Reading::Assigned),
    StatusWord {
        word: "terdisposisi ke",
        prefix: true,
        reading: Reading::Assigned,
    },
    word("belum diproses", Reading::Assigned),
    word("belum ditindaklanjuti", Reading::Assigned),
    word("ditindaklanjuti oleh instansi", Reading::InProgress),
    word("ditanggapi oleh pelapor", Reading::InProgress),
    word("proses", Reading::InProgress),
    word("sedang diproses", Reading::InProgress),
    word("ditunda", Reading::OnHold),
    word("menunggu kelengkapan informasi", Reading::OnHold),
    word("ditutup oleh pelapor", Reading::Closed(EndedBy::Reporter)),
    word("ditutup oleh admin", Reading::Closed(EndedBy::Officer)),
    word("ditutup oleh sistem", Reading::Closed(EndedBy::System)),
    word("selesai", Reading::Closed(EndedBy::Officer)),
    word("diarsipkan oleh admin", Reading::Archived(EndedBy::Officer)),
    word("diarsipkan oleh sistem", Reading::Archived(EndedBy::System)),
    word(
        "diarsipkan oleh pelapor",
        Reading::Archived(EndedBy::Reporter),
    ),
    word("dihapus", Reading::Archived(EndedBy::Officer)),
    word("bukan wewenang", Reading::TransferredToDesk),
    word("diteruskan ke pusat", Reading::TransferredToDesk),
    word("dikembalikan ke pusat", Reading::TransferredToDesk),
];

/// The state of a row: its status word, whether *Instansi Terdisposisi* is filled, and *Alasan Tunda/Arsip*.
///
/// A word outside the table gives [`ImportedState::Unknown`] and never an error, because no row is lost over a word.
pub fn imported_state(raw_status: &str, has_unit: bool, reason_text: &str) -> ImportedState {
    match look_up(&fold(raw_status)) {
        None => ImportedState::Unknown {
            raw: raw_status.trim().to_owned(),
        },
        Some(Reading::Received) => ImportedState::Received,
        Some(Reading::Assigned) => ImportedState::Assigned,
        Some(Reading::InProgress) => ImportedState::InProgress,
        Some(Reading::OnHold) => ImportedState::OnHold {
            return_to_assigned: has_unit,
        },
        Some(Reading::Closed(by)) => ImportedState::Closed { by },
        Some(Reading::Archived(by)) => ImportedState::Archived {
            by,
            reason: reason_of(by, reason_text),
        },
        Some(Reading::TransferredToDesk) => ImportedState::TransferredToDesk,
    }
}

fn look_up(folded: &str) -> Option<Reading> {
    STATUS_WORDS
        .iter()
        .find(|line| {
            folded
                .strip_prefix(line.word)
                .is_some_and(|rest| rest.is_empty() || (line.prefix && rest.starts_with(' ')))
        })
        .map(|line| line.reading)
}

/// The national system archives only what its own clock let expire; a reporter archives only by withdrawing.
fn reason_of(by: EndedBy, text: &str) -> ArchiveReason {
    match by {
        EndedBy::Reporter => ArchiveReason::Withdrawn,
        EndedBy::System => ArchiveReason::ExpiredImport,
        EndedBy::Officer => archive_reason(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_folded_and_read() {
        for line in STATUS_WORDS {
            assert_eq!(line.word, fold(line.word));
            let raw = if line.prefix {
                format!("{} Dinas Kesehatan", line.word.to_uppercase())
            } else {
                line.word.to_uppercase()
            };
            assert_eq!(
                look_up(&fold(&format!("  {raw} "))),
                Some(line.reading),
                "{raw}"
            );
        }
    }

    #[test]
    fn seen_words_map_as_the_rule_book_says() {
        let cases = [
            (
                "Belum Terverifikasi",
                StateCode::Received,
                Figure::NotVerified,
            ),
            (
                "Terdisposisi ke Kecamatan Pahandut",
                StateCode::Assigned,
                Figure::NotFollowedUp,
            ),
            (
                "Ditindaklanjuti  oleh\u{a0}Instansi",
                StateCode::InProgress,
                Figure::InProcess,
            ),
            (
                "menunggu kelengkapan informasi",
                StateCode::OnHold,
                Figure::OnHold,
            ),
            ("DITUTUP OLEH SISTEM", StateCode::Closed, Figure::Handled),
            ("Selesai", StateCode::Closed, Figure::Handled),
            (
                "Diarsipkan oleh Admin",
                StateCode::Archived,
                Figure::Archived,
            ),
            (
                "Dikembalikan ke Pusat",
                StateCode::Transferred,
                Figure::Transferred,
            ),
        ];
        for (raw, code, figure) in cases {
            let state = imported_state(raw, true, "");
            assert_eq!((state.code(), state.figure()), (code, figure), "{raw}");
        }
    }

    #[test]
    fn a_hold_returns_to_where_the_row_says() {
        let held = |has_unit| imported_state("Ditunda", has_unit, "");
        assert_eq!(
            held(true),
            ImportedState::OnHold {
                return_to_assigned: true
            }
        );
        assert_eq!(
            held(false),
            ImportedState::OnHold {
                return_to_assigned: false
            }
        );
    }

    #[test]
    fn archives_carry_who_and_why() {
        let archived = |raw, text| imported_state(raw, false, text);
        let state = |by, reason| ImportedState::Archived { by, reason };
        assert_eq!(
            archived("Diarsipkan oleh Pelapor", "apa pun"),
            state(EndedBy::Reporter, ArchiveReason::Withdrawn)
        );
        assert_eq!(
            archived("Diarsipkan oleh Sistem", "spam"),
            state(EndedBy::System, ArchiveReason::ExpiredImport)
        );
        assert_eq!(
            archived("Diarsipkan oleh Admin", "Spam"),
            state(EndedBy::Officer, ArchiveReason::SpamOrTest)
        );
        assert_eq!(
            archived("dihapus", ""),
            state(EndedBy::Officer, ArchiveReason::Unclear)
        );
    }

    #[test]
    fn unknown_words_are_kept_and_counted_as_not_verified() {
        for raw in [
            "",
            "  ",
            "Terverifikasi sebagian",
            "Selesaikan",
            "Terdisposisi kembali",
            "Ditutup",
        ] {
            let state = imported_state(raw, true, "");
            assert_eq!(
                state,
                ImportedState::Unknown {
                    raw: raw.trim().to_owned()
                }
            );
            assert_eq!(
                (state.code(), state.figure()),
                (StateCode::Received, Figure::NotVerified)
            );
        }
    }
}
