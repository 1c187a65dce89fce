//! What people read: names of figures and values.

use crate::clock::MONTHS;
use crate::words::{Channel, Figure, Outcome, ReportType, Tongue};

/// The seven figures and their keys, in the order in which they are shown.
pub const MEASURES: &[(Figure, &str)] = &[
    (Figure::Handled, "handled"),
    (Figure::InProcess, "in_process"),
    (Figure::NotFollowedUp, "not_followed_up"),
    (Figure::NotVerified, "not_verified"),
    (Figure::OnHold, "on_hold"),
    (Figure::Archived, "archived"),
    (Figure::Transferred, "transferred"),
];

/// A figure's name.
pub const fn figure_name(figure: Figure) -> &'static str {
    match figure {
        Figure::Handled => "Tertangani",
        Figure::InProcess => "Sedang dalam proses",
        Figure::NotFollowedUp => "Belum ditindaklanjuti",
        Figure::NotVerified => "Belum diverifikasi",
        Figure::OnHold => "Ditunda",
        Figure::Archived => "Diarsipkan",
        Figure::Transferred => "Diteruskan",
    }
}

/// A type's name.
pub const fn type_name(kind: ReportType) -> &'static str {
    match kind {
        ReportType::Complaint => "Pengaduan",
        ReportType::Aspiration => "Aspirasi",
        ReportType::Information => "Permintaan informasi",
        ReportType::Unknown => "Tidak diketahui",
    }
}

/// A channel's name.
pub const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "Situs web",
        Channel::App => "Aplikasi",
        Channel::Api => "Antarmuka program",
        Channel::Sms => "SMS",
        Channel::Email => "Surel",
        Channel::Chat => "Pesan singkat (WhatsApp dan sejenisnya)",
        Channel::SocialMedia => "Media sosial",
        Channel::Counter => "Tatap muka",
        Channel::Telephone => "Telepon",
        Channel::Letter => "Surat",
        Channel::Institution => "Situs instansi",
        Channel::Other => "Lainnya",
        Channel::Unknown => "Tidak diketahui",
    }
}

/// A language's name.
pub const fn language_name(language: Tongue) -> &'static str {
    match language {
        Tongue::Indonesian => "Bahasa Indonesia",
        Tongue::Regional => "Bahasa daerah (Banjar, Dayak Ngaju, Jawa, dan lainnya)",
        Tongue::English => "Bahasa Inggris",
    }
}

/// An outcome's name; only two are worded as solved.
pub const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Selesai",
        Outcome::Answered => "Terjawab",
        Outcome::Planned => "Dijanjikan kemudian",
        Outcome::NotGranted => "Tidak dikabulkan",
        Outcome::Unfounded => "Tidak terbukti",
        Outcome::Upheld => "Keputusan akhir setelah sanggahan",
        Outcome::Unknown => "Tidak diketahui",
    }
}

/// A month of the year, from 1; empty where there is none.
pub fn month_name(month: i64) -> &'static str {
    let at = usize::try_from(month - 1).ok();
    at.and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}
