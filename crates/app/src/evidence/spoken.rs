//! What the tables say to people: files keep the codes that programs read, the page has them in Indonesian.

use std::borrow::Cow;

use super::sheet::Sheet;

/// The head of a column.
pub(super) fn head<'a>(sheet: &Sheet, column: &'a str) -> &'a str {
    match column {
        "title" => "Judul",
        "raised" => "Diajukan",
        "origin" => "Asal",
        "cause" => "Sebab",
        // Of days in one table, of the body in another.
        "unit" if sheet.columns.contains(&"days") => "Satuan",
        "unit" => "Unit",
        "promise" => "Janji",
        "due" => "Tenggat",
        "measure" => "Ukuran",
        "goal" => "Arah",
        "target" => "Sasaran",
        "before" => "Sebelum",
        "after" => "Sesudah",
        "before_days_after" => "Sebelum: hari sesudah akhir masa",
        "days_after" => "Sesudah: hari sesudah akhir masa",
        "state" => "Keadaan",
        "clock" => "Jangka waktu",
        "report_type" => "Jenis laporan",
        "days" => "Hari",
        "instrument" => "Dasar",
        "article" => "Pasal",
        "certainty" => "Kepastian dasar",
        "after_working_days" => "Hari kerja sesudah batas",
        "tell" => "Yang diberi tahu",
        "value" => "Rincian",
        "met" => "Dipenuhi",
        "decided" => "Jatuh tempo",
        "on_time_percent" => "Tepat waktu (%)",
        "on_time_extended_percent" => "Tepat waktu menurut batas yang diperpanjang (%)",
        "stretch" => "Tahap",
        "n" | "count" => "Jumlah",
        "running" => "Masih berjalan",
        "median_minutes" => "Median (menit kerja)",
        "p90_minutes" => "Persentil ke-90 (menit kerja)",
        "median_days" => "Median (hari kalender)",
        "p90_days" => "Persentil ke-90 (hari kalender)",
        "step" => "Kejadian",
        "month" => "Bulan",
        "role" => "Peran",
        "openings" => "Pembukaan",
        "reports" => "Laporan",
        "what" => "Tanggapan",
        "of" => "Dari",
        "judgement" => "Penilaian",
        "from" => "Mulai",
        "to" => "Sampai",
        "judged_at_position" => "Urutan peristiwa",
        "mean" => "Rata-rata",
        "low" => "Batas bawah",
        "high" => "Batas atas",
        "this_year" => "Tahun ini",
        "year_before" => "Tahun sebelumnya",
        other => code(other),
    }
}

/// A cell: codes in words, numbers with a comma. A share has its tenths, as on the papers.
pub(super) fn cell(value: &str, is_share: bool) -> Cow<'_, str> {
    if let Ok(number) = value.parse::<f64>() {
        return if is_share {
            Cow::Owned(dokumen::decimal(number, 1))
        } else {
            Cow::Owned(value.replace('.', ","))
        };
    }
    let words = value.split(' ');
    if value.contains(' ') && words.clone().all(|word| code(word) != word) {
        let said: Vec<&str> = words.map(code).collect();
        return Cow::Owned(said.join(", "));
    }
    Cow::Borrowed(code(value))
}

/// A code in words; what is none stays as it is.
fn code(code: &str) -> &str {
    match code {
        "received" => "Diterima",
        "handled" => "Tertangani",
        "in_process" => "Sedang dalam proses",
        "not_followed_up" => "Belum ditindaklanjuti",
        "not_verified" => "Belum diverifikasi",
        "on_hold" => "Ditunda",
        "archived" => "Diarsipkan",
        "transferred" => "Diteruskan",
        "unspecified" => "Tidak dirinci",
        "as_of" => "Keadaan sebelum",
        "in_fives" => "Yang belum dibuka dihitung per lima",
        "true" => "ya",
        "false" => "tidak",
        "completion_percent" => "Penyelesaian (%)",
        "follow_up_percent" => "Ditindaklanjuti (%)",
        "on_time_verification_percent" => "Verifikasi tepat waktu (%)",
        "on_time_first_follow_up_percent" => "Tindak lanjut pertama tepat waktu (%)",
        "on_time_resolution_percent" => "Jawaban akhir tepat waktu (%)",
        "rating_mean" => "Penilaian pelapor, rata-rata",
        "verification" => "Verifikasi",
        "first_follow_up" => "Tindak lanjut pertama",
        "resolution" => "Jawaban akhir",
        "auto_close" => "Tanggapan pelapor",
        "hold_expiry" => "Kelengkapan dari pelapor",
        "check" => "Pemeriksaan jawaban akhir",
        "accept" => "Penerimaan oleh unit",
        "review" => "Peninjauan ulang",
        "reopen_window" => "Masa membuka kembali",
        "objection_window" => "Masa keberatan",
        "handover_ack" => "Bukti terima instansi lain",
        "ppid" => "Permintaan informasi kepada PPID",
        "complaint" => "Pengaduan",
        "information" => "Permintaan informasi",
        "aspiration" => "Aspirasi",
        "supervisory" => "Berkadar pengawasan",
        "working_days" => "hari kerja",
        "calendar_days" => "hari kalender",
        "read" => "dibaca dari sumbernya",
        "weak" => "sumbernya lemah",
        "to_confirm" => "belum dipastikan",
        "decision" => "keputusan instansi",
        "unit_officer" => "pejabat penghubung",
        "unit_head" => "kepala unit",
        "coordinator" => "koordinator",
        "leader" => "pimpinan",
        "overseer" => "pengawas",
        "to_verify" => "Sampai diverifikasi",
        "to_first_follow_up" => "Sampai tindak lanjut pertama",
        "to_resolve" => "Sampai jawaban akhir",
        "reminded_before_due" => "Diingatkan sebelum tenggat",
        "escalated" => "Keterlambatan dieskalasi",
        "breached" => "Tenggat terlewat",
        "disputed" => "Disanggah",
        "reopened" => "Dibuka kembali",
        "objected" => "Pelapor mengajukan keberatan",
        "restored" => "Dipulihkan dari arsip",
        "upheld" => "Keputusan akhir setelah ditinjau ulang",
        "extended" => "Waktu diperpanjang",
        "confirmed" => "Dikonfirmasi",
        "silent" => "Didiamkan",
        "reopened_by_reporter" => "Dibuka kembali oleh pelapor",
        "reopened_by_officer" => "Dibuka kembali oleh petugas",
        "dispositions_refused" => "Disposisi ditolak",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Part;
    use super::*;

    #[test]
    fn people_read_words_and_commas() {
        assert_eq!(
            cell("unit_officer unit_head", false),
            "pejabat penghubung, kepala unit"
        );
        assert_eq!(cell("Dinas Sosial", false), "Dinas Sosial");
        assert_eq!(
            (cell("94", true), cell("97.2", true)),
            ("94,0".into(), "97,2".into())
        );
        assert_eq!(
            (cell("4.16", false), cell("1247", false)),
            ("4,16".into(), "1247".into())
        );
        assert_eq!(
            (cell("", false), cell("to_confirm", false)),
            ("".into(), "belum dipastikan".into())
        );
    }

    #[test]
    fn a_unit_of_days_is_no_unit_of_the_body() {
        let sheet = |columns| Sheet {
            part: Part::Planning,
            name: "contoh",
            title: "Contoh",
            answers: "",
            about: "",
            columns,
            rows: Vec::new(),
        };
        assert_eq!(head(&sheet(vec!["days", "unit"]), "unit"), "Satuan");
        assert_eq!(head(&sheet(vec!["title", "unit"]), "unit"), "Unit");
        assert_eq!(
            head(&sheet(vec!["value"]), "in_process"),
            "Sedang dalam proses"
        );
    }
}
