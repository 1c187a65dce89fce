//! Type, flags and channel: the other coded columns of the export.

use super::fold;
use crate::words::{Channel, ReportType};

/// *Klasifikasi Laporan*: type, and for complaints whether it is *berkadar pengawasan*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classification {
    /// Type of the report; unknown where the column is empty, which is common.
    pub report_type: ReportType,
    /// Supervisory (berkadar pengawasan); `None` where the word does not say so.
    pub supervisory: Option<bool>,
}

impl Classification {
    /// An empty or unknown word: a value of its own in every breakdown.
    pub const UNKNOWN: Self = Self {
        report_type: ReportType::Unknown,
        supervisory: None,
    };

    const fn of(report_type: ReportType, supervisory: bool) -> Self {
        Self {
            report_type,
            supervisory: Some(supervisory),
        }
    }
}

const CLASSIFICATIONS: &[(&str, Classification)] = &[
    (
        "Pengaduan Berkadar Pengawasan",
        Classification::of(ReportType::Complaint, true),
    ),
    (
        "Pengaduan Tidak Berkadar Pengawasan",
        Classification::of(ReportType::Complaint, false),
    ),
    (
        "Permintaan Informasi",
        Classification::of(ReportType::Information, false),
    ),
    (
        "Aspirasi",
        Classification::of(ReportType::Aspiration, false),
    ),
    (
        "Pengaduan",
        Classification {
            report_type: ReportType::Complaint,
            supervisory: None,
        },
    ),
];

/// Reads *Klasifikasi Laporan*; `None` for a word that is neither empty nor known, so that it can be listed.
pub fn classification(raw: &str) -> Option<Classification> {
    let folded = fold(raw);
    if folded.is_empty() {
        return Some(Classification::UNKNOWN);
    }
    CLASSIFICATIONS
        .iter()
        .find(|(word, _)| fold(word) == folded)
        .map(|(_, meaning)| *meaning)
}

/// The export's word for a classification; empty where it is unknown.
pub fn classification_word(meaning: Classification) -> &'static str {
    CLASSIFICATIONS
        .iter()
        .find(|(_, known)| *known == meaning)
        .map_or("", |(word, _)| word)
}

/// *Tipe Laporan*: who and what the reporter asked to have hidden. The two are independent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Hides who.
    pub anonim: bool,
    /// Hides what.
    pub rahasia: bool,
}

/// A flag word that is not known. The flags that were understood are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word among the report's flags")]
pub struct UnknownFlag {
    /// What was understood. Whoever marked a report with a word nobody knows wanted something hidden, so both
    /// flags are set when nothing was understood.
    pub understood: Flags,
}

/// Reads *Tipe Laporan (Anonim/Rahasia)*: `Anonim`, `Rahasia`, `Anonim|Rahasia`, or nothing.
pub fn flags(raw: &str) -> Result<Flags, UnknownFlag> {
    let mut found = Flags::default();
    let mut unknown = false;
    for word in raw
        .split(['|', ',', ';', '/', '&', '+'])
        .map(fold)
        .filter(|word| !word.is_empty())
    {
        match word.as_str() {
            "anonim" => found.anonim = true,
            "rahasia" => found.rahasia = true,
            _ => unknown = true,
        }
    }
    if !unknown {
        return Ok(found);
    }
    let understood = if found == Flags::default() {
        Flags {
            anonim: true,
            rahasia: true,
        }
    } else {
        found
    };
    Err(UnknownFlag { understood })
}

/// The export's word for a pair of flags.
pub const fn flags_word(flags: Flags) -> &'static str {
    match (flags.anonim, flags.rahasia) {
        (true, true) => "Anonim|Rahasia",
        (true, false) => "Anonim",
        (false, true) => "Rahasia",
        (false, false) => "",
    }
}

/// *Sumber Laporan*: the door, and the micro-site where the word names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedChannel {
    /// The door; [`Channel::Other`] for a word that is not known, [`Channel::Unknown`] for none.
    pub channel: Channel,
    /// What follows "Website - ", as written.
    pub microsite: Option<String>,
    /// A word that no door is known for, in small letters: a value of its own until it is mapped.
    pub unmapped: Option<String>,
}

const CHANNELS: &[(&str, Channel)] = &[
    ("website", Channel::Web),
    ("website institusi", Channel::Institution),
    ("android", Channel::App),
    ("ios", Channel::App),
    ("hotline service", Channel::Telephone),
    ("call center", Channel::Telephone),
    ("instagram", Channel::SocialMedia),
    ("facebook", Channel::SocialMedia),
    ("twitter", Channel::SocialMedia),
    ("x", Channel::SocialMedia),
    ("tiktok", Channel::SocialMedia),
    ("tiktok live", Channel::SocialMedia),
    ("youtube", Channel::SocialMedia),
    ("whatsapp", Channel::Chat),
    ("telegram", Channel::Chat),
    ("line", Channel::Chat),
    ("facebook messenger", Channel::Chat),
    ("sms", Channel::Sms),
    ("email", Channel::Email),
    ("email instansi", Channel::Email),
    ("tatap muka", Channel::Counter),
    ("pos surat", Channel::Letter),
    ("surat", Channel::Letter),
    ("api", Channel::Api),
];

/// Longest word that stands for itself, in characters.
const LONGEST_DOOR: usize = 60;

/// Reads *Sumber Laporan*. The cell itself is kept beside it by the import: channels are mapped, never renamed.
pub fn imported_channel(raw: &str) -> ImportedChannel {
    let (door, microsite) = match raw.split_once(" - ") {
        Some((door, site)) if !site.trim().is_empty() => (door, Some(site.trim().to_owned())),
        _ => (raw, None),
    };
    let folded = fold(door);
    let silent = if folded.is_empty() {
        Channel::Unknown
    } else {
        Channel::Other
    };
    let channel = CHANNELS
        .iter()
        .find(|(word, _)| *word == folded)
        .map_or(silent, |(_, channel)| *channel);
    let unmapped = (channel == Channel::Other).then(|| folded.chars().take(LONGEST_DOOR).collect());
    ImportedChannel {
        channel,
        microsite,
        unmapped,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_and_written() {
        for (word, meaning) in CLASSIFICATIONS {
            assert_eq!(
                classification(&format!(" {} ", word.to_uppercase())),
                Some(*meaning)
            );
            assert_eq!(classification_word(*meaning), *word);
        }
        assert_eq!(classification("  "), Some(Classification::UNKNOWN));
        assert_eq!(classification("Gratifikasi"), None);
        assert_eq!(classification_word(Classification::UNKNOWN), "");
    }

    #[test]
    fn flags_are_independent() {
        for (anonim, rahasia) in [(false, false), (true, false), (false, true), (true, true)] {
            let pair = Flags { anonim, rahasia };
            assert_eq!(flags(flags_word(pair)).unwrap(), pair);
        }
        assert_eq!(
            flags(" rahasia | ANONIM ").unwrap(),
            Flags {
                anonim: true,
                rahasia: true
            }
        );
    }

    #[test]
    fn an_unknown_flag_hides_rather_than_shows() {
        assert_eq!(
            flags("Tertutup").unwrap_err().understood,
            Flags {
                anonim: true,
                rahasia: true
            }
        );
        assert_eq!(
            flags("Anonim|Terbuka").unwrap_err().understood,
            Flags {
                anonim: true,
                rahasia: false
            }
        );
    }

    #[test]
    fn channels_seen_in_exports_are_known() {
        let cases = [
            ("Website", Channel::Web),
            ("Website - pemerintah-kota-palangka-raya", Channel::Web),
            ("Website Institusi", Channel::Institution),
            ("Android", Channel::App),
            ("Hotline Service", Channel::Telephone),
            ("Call Center", Channel::Telephone),
            ("Instagram", Channel::SocialMedia),
            ("Facebook", Channel::SocialMedia),
            ("Whatsapp", Channel::Chat),
            ("SMS", Channel::Sms),
            ("Email Instansi", Channel::Email),
            ("Tatap Muka", Channel::Counter),
            ("Pos Surat", Channel::Letter),
            ("TikTok Live", Channel::SocialMedia),
            ("Burung merpati", Channel::Other),
            ("  ", Channel::Unknown),
        ];
        for (raw, channel) in cases {
            assert_eq!(imported_channel(raw).channel, channel, "{raw}");
        }
        let micro = imported_channel("Website - pemerintah-kota-palangka-raya");
        assert_eq!(
            micro.microsite.as_deref(),
            Some("pemerintah-kota-palangka-raya")
        );
    }
}
