//! What people read: names of figures and values, and one sentence for each figure.

use crate::words::{Channel, Figure, Outcome, ReportType};

/// Key of each figure and what it means, in the order in which they are shown.
pub const DEFINITIONS: &[(&str, &str)] = &[
    (
        "received",
        "Laporan yang diterima dalam periode ini (tanggal setempat instansi) dan sudah tercatat sebelum saat acuan.",
    ),
    (
        "handled",
        "Laporan yang sudah ditutup dengan jawaban akhir.",
    ),
    (
        "in_process",
        "Laporan yang sudah dijawab setidaknya sekali tetapi belum ditutup, termasuk yang menunggu tanggapan pelapor atau ditinjau ulang.",
    ),
    (
        "not_followed_up",
        "Laporan yang sudah didisposisi tetapi belum pernah dijawab.",
    ),
    (
        "not_verified",
        "Laporan yang belum diverifikasi, termasuk impor dengan status yang tidak dikenal.",
    ),
    (
        "on_hold",
        "Laporan yang ditunda karena menunggu kelengkapan dari pelapor.",
    ),
    (
        "archived",
        "Laporan yang diarsipkan dengan alasan, termasuk yang ditarik pelapor.",
    ),
    (
        "transferred",
        "Laporan yang diteruskan ke instansi lain di luar lingkup angka ini.",
    ),
    (
        "as_of",
        "Saat acuan: keadaan menurut semua yang tercatat sebelum saat ini.",
    ),
    (
        "recorded_later",
        "Laporan periode ini yang baru dicatat atau diimpor pada atau sesudah saat acuan; tidak termasuk dalam angka lain.",
    ),
    (
        "cases",
        "Jumlah penanganan: laporan yang digabung dihitung satu dengan laporan induknya.",
    ),
    (
        "closed_by_reporter",
        "Tertangani: dikonfirmasi oleh pelapor.",
    ),
    ("closed_by_officer", "Tertangani: ditutup oleh petugas."),
    (
        "closed_by_system",
        "Tertangani: ditutup sistem karena pelapor tidak menanggapi jawaban akhir.",
    ),
    ("outcomes", "Tertangani menurut hasil penanganan."),
    ("withdrawn", "Diarsipkan karena ditarik pelapor."),
    (
        "expired",
        "Diarsipkan sistem karena kelengkapan tidak kunjung diterima.",
    ),
    ("merged", "Laporan yang digabung dengan laporan lain."),
    ("joined", "Laporan yang digabung sejak disampaikan."),
    (
        "reopened_once",
        "Laporan yang pernah ditutup lalu dibuka kembali.",
    ),
    (
        "status_unknown",
        "Laporan impor yang kata statusnya tidak dikenal.",
    ),
    ("imported", "Laporan yang berasal dari impor."),
    ("unreleased", "Laporan yang tidak dibuka untuk umum."),
    (
        "completion",
        "Tertangani dibagi diterima tanpa yang diarsipkan dan diteruskan.",
    ),
    (
        "solved_share",
        "Ditutup sebagai selesai atau terjawab, dibagi penyebut yang sama; hasil yang tidak diketahui tidak dihitung.",
    ),
    (
        "confirmed_share",
        "Dikonfirmasi pelapor dibagi tertangani; diam bukan persetujuan.",
    ),
    (
        "rating",
        "Rata-rata penilaian pelapor 1 sampai 5 dengan rentang 95 %; kurang dari 10 penilaian hanya ditampilkan jumlahnya.",
    ),
];

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

/// A month of the year, from 1.
pub const fn month_name(month: i64) -> &'static str {
    match month {
        1 => "Januari",
        2 => "Februari",
        3 => "Maret",
        4 => "April",
        5 => "Mei",
        6 => "Juni",
        7 => "Juli",
        8 => "Agustus",
        9 => "September",
        10 => "Oktober",
        11 => "November",
        _ => "Desember",
    }
}
