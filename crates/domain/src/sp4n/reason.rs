//! *Alasan Tunda/Arsip*: the words in which officers gave a reason, matched by keywords where they are clear.

use crate::words::ArchiveReason;

/// Keywords by reason: lower case, whole words, single spaces.
const KEYWORDS: &[(ArchiveReason, &[&str])] = &[
    (
        ArchiveReason::Unlawful,
        &[
            "sara",
            "ujaran kebencian",
            "asusila",
            "pornografi",
            "ancaman",
            "kata kasar",
            "kata kata kasar",
            "fitnah",
        ],
    ),
    (
        ArchiveReason::NoEvidence,
        &[
            "tidak memiliki bukti",
            "tidak ada bukti",
            "tidak disertai bukti",
            "tanpa bukti",
            "bukti dukung",
            "bukti pendukung",
        ],
    ),
    (
        ArchiveReason::OutOfScope,
        &[
            "bukan kewenangan",
            "bukan wewenang",
            "di luar kewenangan",
            "diluar kewenangan",
            "di luar wewenang",
            "diluar wewenang",
            "tidak relevan",
        ],
    ),
    (
        ArchiveReason::Duplicate,
        &[
            "duplikat",
            "duplikasi",
            "laporan ganda",
            "laporan yang sama",
            "laporan sama",
            "pernah dilaporkan",
        ],
    ),
    (
        ArchiveReason::AlreadyAnswered,
        &[
            "sudah dijawab",
            "telah dijawab",
            "pernah dijawab",
            "sudah ditanggapi",
            "telah ditanggapi",
            "pernah ditanggapi",
        ],
    ),
    (
        ArchiveReason::InCourt,
        &["pengadilan", "peradilan", "proses hukum", "litigasi"],
    ),
    (
        ArchiveReason::SpamOrTest,
        &["spam", "uji coba", "percobaan", "testing", "iklan"],
    ),
    (
        ArchiveReason::Unclear,
        &[
            "tidak jelas",
            "kurang jelas",
            "tidak dapat dipahami",
            "tidak dapat dimengerti",
        ],
    ),
];

/// The reason an officer's text names; [`ArchiveReason::Unclear`] where it names none, or several at once.
///
/// The national system offers one ready-made sentence that lists four reasons in a row. Nobody can tell which
/// of them was meant, and a wrong reason in a person's history is worse than none.
pub fn archive_reason(text: &str) -> ArchiveReason {
    let words = padded_words(text);
    let mut named = KEYWORDS
        .iter()
        .filter(|(_, keywords)| {
            keywords
                .iter()
                .any(|keyword| words.contains(&format!(" {keyword} ")))
        })
        .map(|(reason, _)| *reason);
    match (named.next(), named.next()) {
        (Some(only), None) => only,
        _ => ArchiveReason::Unclear,
    }
}

/// Lower-case words with one space before, between and after, so that a keyword never matches inside a word.
fn padded_words(text: &str) -> String {
    let mut padded = String::with_capacity(text.len() + 2);
    padded.push(' ');
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        padded.extend(word.chars().flat_map(char::to_lowercase));
        padded.push(' ');
    }
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_clear_reason_is_taken() {
        let cases = [
            ("Laporan duplikat.", ArchiveReason::Duplicate),
            (
                "BUKAN KEWENANGAN pemerintah kota",
                ArchiveReason::OutOfScope,
            ),
            (
                "Sedang dalam proses hukum di pengadilan",
                ArchiveReason::InCourt,
            ),
            ("mengandung SARA", ArchiveReason::Unlawful),
            ("Tidak disertai bukti", ArchiveReason::NoEvidence),
            ("Laporan sudah dijawab", ArchiveReason::AlreadyAnswered),
            ("uji-coba aplikasi", ArchiveReason::SpamOrTest),
        ];
        for (text, reason) in cases {
            assert_eq!(archive_reason(text), reason, "{text}");
        }
    }

    #[test]
    fn no_reason_or_several_are_unclear() {
        for text in [
            "",
            "Lain-lain",
            "Laporan sasaran",
            "Mengandung SARA, tidak ada bukti, tidak relevan",
        ] {
            assert_eq!(archive_reason(text), ArchiveReason::Unclear, "{text}");
        }
    }

    #[test]
    fn only_reasons_that_an_officer_may_give() {
        assert!(
            KEYWORDS
                .iter()
                .all(|(reason, _)| ArchiveReason::OFFICER.contains(reason))
        );
    }
}
