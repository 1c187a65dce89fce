//! Words that choose, in both languages and as people write them; a button says one of them.

use crate::notify::words::Language;

/// What a whole message can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Leave this question out.
    Skip,
    /// That was all.
    Next,
    /// No.
    No,
    /// Yes.
    Yes,
    /// Hide nothing more than always.
    Ordinary,
    /// Hide who.
    Anonymous,
    /// Hide what.
    Secret,
    /// Send the report.
    Send,
    /// Mend something before.
    Change,
    /// Mend the words.
    Text,
    /// Mend the place.
    Place,
    /// Mend the photographs.
    Photos,
    /// Forget what was written.
    Cancel,
    /// It is a reply.
    Reply,
    /// It is a new report.
    New,
    /// How one's own reports stand.
    Own,
    /// Speak English.
    English,
    /// Speak Indonesian.
    Indonesian,
    /// A greeting.
    Greeting,
    /// Thanks.
    Thanks,
}

/// Longest message that can be one.
const LONGEST: usize = 40;

impl Choice {
    const ALL: [Self; 20] = [
        Self::Skip,
        Self::Next,
        Self::No,
        Self::Yes,
        Self::Ordinary,
        Self::Anonymous,
        Self::Secret,
        Self::Send,
        Self::Change,
        Self::Text,
        Self::Place,
        Self::Photos,
        Self::Cancel,
        Self::Reply,
        Self::New,
        Self::Own,
        Self::English,
        Self::Indonesian,
        Self::Greeting,
        Self::Thanks,
    ];

    /// The words, in capitals; the first one stands on the Indonesian button, the second on the English one.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Skip => &["LEWATI", "SKIP", "LEWAT", "LEWATKAN"],
            Self::Next => &[
                "LANJUT",
                "NEXT",
                "LANJUTKAN",
                "SELESAI",
                "CUKUP",
                "SUDAH",
                "DONE",
            ],
            Self::No => &[
                "TIDAK",
                "NO",
                "TIDAK ADA",
                "TDK",
                "TDK ADA",
                "GAK",
                "GAK ADA",
                "GA ADA",
                "NGGAK",
                "NGGAK ADA",
                "ENGGAK",
                "TAK ADA",
                "NONE",
                "TIDAK TAHU",
                "TIDAK TAU",
                "GAK TAHU",
                "GAK TAU",
                "NGGAK TAHU",
                "KURANG TAHU",
                "TDK TAHU",
            ],
            Self::Yes => &[
                "YA", "YES", "IYA", "Y", "OK", "OKE", "OKAY", "BETUL", "BENAR", "SETUJU", "SIAP",
                "BAIK",
            ],
            Self::Ordinary => &["BIASA", "ORDINARY"],
            Self::Anonymous => &["ANONIM", "ANONYMOUS"],
            Self::Secret => &["RAHASIA", "SECRET"],
            Self::Send => &["KIRIM", "SEND", "KIRIMKAN", "KIRIM LAPORAN"],
            Self::Change => &["UBAH", "CHANGE", "GANTI", "PERBAIKI", "EDIT"],
            Self::Text => &["ISI", "TEXT"],
            Self::Place => &["TEMPAT", "PLACE", "LOKASI"],
            Self::Photos => &["FOTO", "PHOTO", "PHOTOS"],
            Self::Cancel => &["BATAL", "CANCEL", "BATALKAN"],
            Self::Reply => &["BALASAN", "REPLY", "BALAS", "JAWAB", "JAWABAN"],
            Self::New => &[
                "LAPORAN BARU",
                "NEW REPORT",
                "LAPOR",
                "LAPOR BARU",
                "BARU",
                "REPORT",
                "NEW",
            ],
            Self::Own => &["STATUS", "LAPORAN SAYA", "CEK", "CEK STATUS", "MY REPORTS"],
            Self::English => &["BAHASA INGGRIS", "ENGLISH"],
            Self::Indonesian => &["BAHASA INDONESIA", "INDONESIAN", "INDONESIA"],
            Self::Greeting => &[
                "HALO",
                "HELLO",
                "HALLO",
                "HAI",
                "HI",
                "HEI",
                "P",
                "PING",
                "TES",
                "TEST",
                "MENU",
                "MIN",
                "ADMIN",
                "HALO MIN",
                "HALO ADMIN",
                "PERMISI",
                "ASSALAMUALAIKUM",
                "ASSALAMU ALAIKUM",
                "ASSALAMUALAIKUM WR WB",
                "ASSALAMU ALAIKUM WR WB",
                "PAGI",
                "SIANG",
                "SORE",
                "MALAM",
                "SELAMAT PAGI",
                "SELAMAT SIANG",
                "SELAMAT SORE",
                "SELAMAT MALAM",
            ],
            Self::Thanks => &[
                "TERIMA KASIH",
                "THANK YOU",
                "TERIMAKASIH",
                "TERIMA KASIH BANYAK",
                "MAKASIH",
                "TRIMS",
                "THANKS",
                "TERIMA KASIH MIN",
                "MAKASIH MIN",
            ],
        }
    }

    /// What a button says.
    pub fn label(self, language: Language) -> String {
        let place = usize::from(language == Language::En);
        let word = self.words().get(place).copied().unwrap_or_default();
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            format!("{first}{}", letters.as_str().to_lowercase())
        })
    }

    /// What a message chooses, if the whole of it is such a word.
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST * 2 {
            return None;
        }
        let text = text.replace(['\'', '’', '`'], "");
        let marks = |c: char| !c.is_alphanumeric();
        let words: Vec<&str> = text.split(marks).filter(|word| !word.is_empty()).collect();
        let said = words.join(" ").to_uppercase();
        Self::ALL
            .into_iter()
            .find(|choice| choice.words().contains(&said.as_str()))
    }
}

/// Whether a message says by its first word that it is a new report.
pub(super) fn begins_a_report(text: &str) -> bool {
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    first.is_some_and(|word| {
        let word = word.to_uppercase();
        word == "LAPOR" || word == "MELAPORKAN"
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_button_chooses_what_it_says() {
        for choice in Choice::ALL {
            for language in Language::ALL {
                let label = choice.label(language);
                assert_eq!(Choice::of(&label), Some(choice), "{label}");
                assert!(
                    label.chars().count() <= 20,
                    "{label}: WhatsApp takes no more"
                );
            }
        }
    }

    #[test]
    fn no_word_chooses_two_things() {
        let all: Vec<_> = Choice::ALL
            .iter()
            .flat_map(|choice| choice.words())
            .collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        for (text, choice) in [
            ("lewati", Choice::Skip),
            (" Lewati. ", Choice::Skip),
            ("✅ Kirim", Choice::Send),
            ("Gak ada!", Choice::No),
            ("/batal", Choice::Cancel),
            ("Assalamu'alaikum", Choice::Greeting),
        ] {
            assert_eq!(Choice::of(text), Some(choice), "{text}");
        }
        for text in ["Kirim petugas ke sini", "Tidak ada air di gang kami", ""] {
            assert_eq!(Choice::of(text), None, "{text}");
        }
        assert!(
            begins_a_report("Lapor pak, jalan rusak") && !begins_a_report("Laporan saya bagaimana")
        );
        assert_eq!(Choice::of("YA").unwrap(), Choice::Yes);
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>()) {
            Choice::of(&text);
            begins_a_report(&text);
        }
    }
}
