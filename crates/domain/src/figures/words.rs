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
        "position",
        "Nomor urut peristiwa terakhir yang tercatat sebelum saat acuan; membaca catatan sampai nomor itu memberi angka yang sama.",
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
    (
        "follow_up_rate",
        "Didisposisi dan dijawab paling sedikit sekali, dibagi yang pernah didisposisi; laporan gabungan dihitung satu.",
    ),
    (
        "follow_up_imports_left_out",
        "Laporan impor yang tidak membawa keterangan disposisi dan jawaban; tidak dihitung dalam tingkat tindak lanjut.",
    ),
    (
        "time_to_verify",
        "Dari diterima sampai didisposisi pertama kali, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam menit kerja dan hari kalender; running masih berjalan dan tidak dihitung. Impor tidak dihitung.",
    ),
    (
        "time_to_first_follow_up",
        "Dari disposisi pertama sampai jawaban pertama; dihitung seperti time_to_verify.",
    ),
    (
        "time_to_resolve",
        "Dari disposisi pertama sampai jawaban akhir yang bertahan; dihitung seperti time_to_verify.",
    ),
    (
        "on_time",
        "Tepat waktu dibagi tepat waktu dan terlambat, tiap tenggat; terhadap batas pertama (first_due) dan batas sesudah perpanjangan (extended_due). Yang berjalan dan belum jatuh tempo tidak dihitung.",
    ),
    (
        "paused_share",
        "Hari kerja dalam jeda dibagi semua hari kerja tenggat jawaban akhir.",
    ),
    (
        "backlog",
        "Penanganan yang masih terbuka pada saat acuan, kapan pun diterima, menurut umur dalam hari kerja: sampai 5, 6 sampai 14, 15 sampai 60, lebih dari 60.",
    ),
    (
        "passing_on",
        "Pengalihan, penolakan, dan penerusan (moves), per laporan, dan menit kerja dari disposisi ke unit yang menolak sampai disposisi berikutnya.",
    ),
    (
        "passing_on_by_unit",
        "Berapa kali laporan berpindah dari tiap unit (moves), penolakannya di antaranya, dan menit kerja dari disposisi yang ditolak sampai disposisi berikutnya. Untuk umum unit dengan kurang dari lima digabung.",
    ),
    ("refusal_rate", "Penolakan unit dibagi disposisi kepadanya."),
    (
        "refusal_rate_by_unit",
        "Penolakan dibagi disposisi, tiap unit.",
    ),
    (
        "support_by_unit",
        "Bantuan unit yang bukan penanggung jawab: diminta, selesai, ditolak, dilepas, masih berjalan; tidak termasuk dalam angka lain.",
    ),
    (
        "dispute_rate",
        "Sanggahan dibagi semua usulan penutupan yang berakhir: disetujui, disanggah, atau ditutup sistem.",
    ),
    (
        "reopen_rate_by_reporter",
        "Laporan yang pernah dibuka kembali oleh pelapor dibagi yang pernah ditutup.",
    ),
    (
        "reopen_rate_by_officer",
        "Laporan yang pernah dibuka kembali oleh petugas dibagi yang pernah ditutup.",
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
