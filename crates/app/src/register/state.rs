//! What the status words of a register may mean here.

use lapor_domain::sp4n::{ImportedState, archive_reason, imported_state};
use lapor_domain::words::{ArchiveReason, EndedBy};

use crate::sp4n::column::fold;

/// A state that a word of a register can be mapped to. A closed one always has the outcome *unknown*: a register knows
/// that somebody called the matter finished, not how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterState {
    /// Its name in a mapping.
    pub code: &'static str,
    /// Its name for people.
    pub label: &'static str,
    meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Received,
    Assigned,
    InProgress,
    OnHold,
    Closed(EndedBy),
    /// By an officer; without a reason, what the row's own reason says.
    Archived(Option<ArchiveReason>),
    Withdrawn,
    Desk,
}

const fn state(code: &'static str, label: &'static str, meaning: Meaning) -> RegisterState {
    RegisterState {
        code,
        label,
        meaning,
    }
}

impl RegisterState {
    /// All, in the order of a report's life.
    pub const ALL: &'static [Self] = &[
        state(
            "belum_diverifikasi",
            "Belum diverifikasi",
            Meaning::Received,
        ),
        state(
            "belum_ditindaklanjuti",
            "Belum ditindaklanjuti",
            Meaning::Assigned,
        ),
        state("proses", "Sedang dalam proses", Meaning::InProgress),
        state("ditunda", "Ditunda, menunggu pelapor", Meaning::OnHold),
        state(
            "selesai",
            "Tertangani, ditutup petugas",
            Meaning::Closed(EndedBy::Officer),
        ),
        state(
            "selesai_pelapor",
            "Tertangani, ditutup pelapor",
            Meaning::Closed(EndedBy::Reporter),
        ),
        state(
            "selesai_sistem",
            "Tertangani, ditutup sistem",
            Meaning::Closed(EndedBy::System),
        ),
        state(
            "arsip",
            "Diarsipkan, alasan menurut kolom alasan",
            Meaning::Archived(None),
        ),
        state(
            "arsip_luar_kewenangan",
            "Diarsipkan: di luar kewenangan",
            Meaning::Archived(Some(ArchiveReason::OutOfScope)),
        ),
        state(
            "arsip_ganda",
            "Diarsipkan: laporan ganda",
            Meaning::Archived(Some(ArchiveReason::Duplicate)),
        ),
        state(
            "arsip_tanpa_bukti",
            "Diarsipkan: tanpa bukti",
            Meaning::Archived(Some(ArchiveReason::NoEvidence)),
        ),
        state(
            "arsip_spam",
            "Diarsipkan: spam atau uji coba",
            Meaning::Archived(Some(ArchiveReason::SpamOrTest)),
        ),
        state("ditarik", "Diarsipkan: ditarik pelapor", Meaning::Withdrawn),
        state("ke_pusat", "Dikembalikan ke admin nasional", Meaning::Desk),
    ];

    /// The state of a name in a mapping.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|state| state.code == code).copied()
    }

    /// The state of a row.
    pub(super) fn imported(self, has_unit: bool, reason: &str) -> ImportedState {
        match self.meaning {
            Meaning::Received => ImportedState::Received,
            Meaning::Assigned => ImportedState::Assigned,
            Meaning::InProgress => ImportedState::InProgress,
            Meaning::OnHold => ImportedState::OnHold {
                return_to_assigned: has_unit,
            },
            Meaning::Closed(by) => ImportedState::Closed { by },
            Meaning::Archived(known) => ImportedState::Archived {
                by: EndedBy::Officer,
                reason: known.unwrap_or_else(|| archive_reason(reason)),
            },
            Meaning::Withdrawn => ImportedState::Archived {
                by: EndedBy::Reporter,
                reason: ArchiveReason::Withdrawn,
            },
            Meaning::Desk => ImportedState::TransferredToDesk,
        }
    }

    /// What a word probably means; `None` where only people can tell.
    pub(super) fn propose(word: &str) -> Option<Self> {
        let folded = fold(word);
        let by_word = WORDS
            .iter()
            .find(|(_, words)| words.contains(&folded.as_str()))
            .and_then(|(code, _)| Self::of_code(code));
        by_word.or_else(|| Self::of_export(word))
    }

    /// The words of the national system's exports.
    fn of_export(word: &str) -> Option<Self> {
        let code = match imported_state(word, true, "") {
            ImportedState::Unknown { .. } => return None,
            ImportedState::Received => "belum_diverifikasi",
            ImportedState::Assigned => "belum_ditindaklanjuti",
            ImportedState::InProgress => "proses",
            ImportedState::OnHold { .. } => "ditunda",
            ImportedState::Closed { by } => match by {
                EndedBy::Officer => "selesai",
                EndedBy::Reporter => "selesai_pelapor",
                EndedBy::System => "selesai_sistem",
            },
            ImportedState::Archived { by, .. } => match by {
                EndedBy::Reporter => "ditarik",
                EndedBy::Officer | EndedBy::System => "arsip",
            },
            ImportedState::TransferredToDesk => "ke_pusat",
        };
        Self::of_code(code)
    }
}

/// Words of registers, folded. A word of which two meanings are usual is not here.
const WORDS: &[(&str, &[&str])] = &[
    (
        "belum_diverifikasi",
        &[
            "baru",
            "masuk",
            "diterima",
            "laporanmasuk",
            "belumverifikasi",
            "menungguverifikasi",
            "terdaftar",
            "new",
        ],
    ),
    (
        "belum_ditindaklanjuti",
        &[
            "disposisi",
            "didisposisi",
            "didisposisikan",
            "terdisposisi",
            "diteruskan",
            "diteruskankeopd",
            "belum",
            "belumditindaklanjuti",
            "belumditanggapi",
            "belumdijawab",
            "belumadatindaklanjut",
            "belumselesai",
            "terverifikasi",
            "diverifikasi",
            "open",
        ],
    ),
    (
        "proses",
        &[
            "proses",
            "dalamproses",
            "sedangproses",
            "diproses",
            "sedangdiproses",
            "onprogress",
            "onproses",
            "inprogress",
            "progress",
            "ditindaklanjuti",
            "sedangditindaklanjuti",
            "sudahditindaklanjuti",
            "koordinasi",
            "pengerjaan",
            "sedangdikerjakan",
            "dikerjakan",
        ],
    ),
    (
        "ditunda",
        &[
            "pending",
            "tunda",
            "ditunda",
            "tertunda",
            "menungguinformasi",
            "menungguklarifikasi",
            "menunggupelapor",
        ],
    ),
    (
        "selesai",
        &[
            "selesai",
            "sudahselesai",
            "telahselesai",
            "tuntas",
            "tertangani",
            "sudahditangani",
            "telahditangani",
            "closed",
            "close",
            "done",
            "ditutup",
            "clear",
            "sudahdijawab",
            "telahdijawab",
            "selesaiditindaklanjuti",
            "beres",
        ],
    ),
    (
        "arsip",
        &[
            "arsip",
            "diarsipkan",
            "ditolak",
            "tidakvalid",
            "batal",
            "dibatalkan",
            "tidakditindaklanjuti",
            "dihapus",
        ],
    ),
    (
        "arsip_luar_kewenangan",
        &["bukankewenangan", "diluarkewenangan", "bukanwewenang"],
    ),
    ("arsip_ganda", &["ganda", "duplikat", "duplikasi"]),
    (
        "arsip_spam",
        &["spam", "hoax", "hoaks", "testing", "ujicoba"],
    ),
    (
        "ditarik",
        &["dicabut", "ditarik", "dicabutpelapor", "ditarikpelapor"],
    ),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_has_one_state() {
        let mut seen = std::collections::HashSet::new();
        for (code, words) in WORDS {
            assert!(RegisterState::of_code(code).is_some(), "{code}");
            for word in *words {
                assert!(seen.insert(*word) && *word == fold(word), "{word}");
            }
        }
        assert_eq!(
            RegisterState::propose("Sudah Selesai").unwrap().code,
            "selesai"
        );
        assert_eq!(
            RegisterState::propose("Ditutup oleh Sistem").unwrap().code,
            "selesai_sistem"
        );
        assert!(RegisterState::propose("Entah").is_none());
    }
}
