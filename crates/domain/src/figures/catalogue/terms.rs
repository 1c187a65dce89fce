//! Words for keys of answers: those of the catalogue, and of what is no single measure.

use super::measure;

/// What an answer carries besides measures, and keys that hold several measures.
const TERMS: &[(&str, &str)] = &[
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
        "policy",
        "Kebijakan layanan yang berlaku dari hari pertama sampai saat acuan, seperti yang diketahui waktu itu: versi tiap instansi.",
    ),
    (
        "unspecified",
        "Untuk umum: laporan yang hanya diketahui jumlahnya, tidak dirinci menurut keadaan.",
    ),
    (
        "in_fives",
        "Untuk umum: benar bila juga dalam jumlah seluruhnya laporan yang belum dibuka dihitung per lima.",
    ),
    (
        "handling_in_fives",
        "Untuk umum selalu benar: ukuran penanganan (performance), kecuali penilaian, menghitung laporan yang sudah dibuka tepat dan yang belum dibuka per lima, juga bila jumlah seluruhnya tepat; paused_share hanya dari yang sudah dibuka.",
    ),
    (
        "is_rest",
        "Dalam rincian untuk umum: baris lainnya, yaitu jumlah semua dikurangi baris lain.",
    ),
    ("outcomes", "Tertangani menurut hasil penanganan."),
    ("archive_reasons", "Diarsipkan menurut alasannya."),
    (
        "on_time",
        "Tepat waktu dibagi tepat waktu dan terlambat, tiap tenggat; terhadap batas pertama (first_due) dan batas sesudah perpanjangan (extended_due). Yang berjalan dan belum jatuh tempo tidak dihitung.",
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
        "Berapa kali laporan berpindah dari tiap unit (moves), penolakannya di antaranya, dan menit kerja dari disposisi yang ditolak sampai disposisi berikutnya. Baris tanpa unit: yang bukan dari satu unit (pengalihan sesudah penolakan, penerusan dari meja instansi), sehingga semuanya berjumlah sama dengan perpindahan instansi itu. Untuk umum tiap unit dihitung per lima, tanpa jumlah menitnya, dan sisanya ada di baris tanpa unit.",
    ),
    (
        "refusal_rate_by_unit",
        "Penolakan dibagi disposisi, tiap unit.",
    ),
    (
        "support_by_unit",
        "Bantuan unit yang bukan penanggung jawab: diminta, selesai, ditolak, dilepas, masih berjalan; tidak termasuk dalam angka lain.",
    ),
];

/// Keys of an answer of figures, in the order in which they are shown.
const KEYS: &[&str] = &[
    "received",
    "handled",
    "in_process",
    "not_followed_up",
    "not_verified",
    "on_hold",
    "archived",
    "transferred",
    "as_of",
    "recorded_later",
    "position",
    "policy",
    "unspecified",
    "in_fives",
    "handling_in_fives",
    "is_rest",
    "cases",
    "closed_by_reporter",
    "closed_by_officer",
    "closed_by_system",
    "outcomes",
    "archive_reasons",
    "withdrawn",
    "expired",
    "merged",
    "joined",
    "reopened_once",
    "status_unknown",
    "imported",
    "unreleased",
    "completion",
    "solved_share",
    "confirmed_share",
    "rating",
    "follow_up_rate",
    "follow_up_imports_left_out",
    "time_to_verify",
    "time_to_first_follow_up",
    "time_to_resolve",
    "on_time",
    "paused_share",
    "backlog",
    "passing_on",
    "passing_on_by_unit",
    "refusal_rate",
    "refusal_rate_by_unit",
    "support_by_unit",
    "dispute_rate",
    "reopen_rate_by_reporter",
    "reopen_rate_by_officer",
];

/// The key of each figure of an answer and what it means, in the order in which they are shown.
pub fn definitions() -> impl Iterator<Item = (&'static str, &'static str)> {
    KEYS.iter()
        .filter_map(|key| meaning(key).map(|means| (*key, means)))
}

fn meaning(key: &str) -> Option<&'static str> {
    let term = TERMS.iter().find(|(known, _)| *known == key);
    let term = term.map(|(_, means)| *means);
    term.or_else(|| measure(key).map(|measure| measure.formula))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_explained_in_one_place() {
        assert_eq!(definitions().count(), KEYS.len());
        for (key, _) in TERMS {
            assert!(measure(key).is_none(), "{key} is explained twice");
            assert!(KEYS.contains(key), "nobody asks for {key}");
        }
    }
}
