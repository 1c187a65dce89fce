//! Received in the period: volumes, states, outcomes.

use super::{Audience, Direction, Family, Measure, MeasureUnit, Measured, Reading};
use crate::figures::{DISPOSED, Share, completion, confirmed_share, solved_share};
use crate::words::{ArchiveReason, Outcome};

const RULE: &str = "Ketentuan angka produk ini, diturunkan dari keadaan laporan";
const LAW: &str =
    "UU 25/2009 pasal 36 dan Perpres 76/2013: pengelolaan pengaduan dicatat dan dilaporkan";
const PROPOSED: &str =
    "Usulan produk ini, dengan penyebut yang dicetak; bukan rumus resmi SP4N-LAPOR!";

const COUNT: Measure = Measure {
    id: "",
    name: "",
    family: Family::Cohort,
    unit: MeasureUnit::Reports,
    direction: Direction::Neither,
    audience: Audience::Public,
    formula: "",
    source: RULE,
    caveat: "",
    reading: Reading::Counts,
    value: |all| Measured::Count(all.cohort.received),
};

const PERCENT: Measure = Measure {
    unit: MeasureUnit::Percent,
    ..COUNT
};

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        id: "received",
        name: "Diterima",
        direction: Direction::Neither,
        formula: "Laporan yang diterima dalam periode ini (tanggal setempat instansi) dan sudah tercatat sebelum saat acuan.",
        source: LAW,
        caveat: "Banyak laporan dapat berarti banyak masalah atau banyak kepercayaan.",
        value: |all| Measured::Count(all.cohort.received),
        ..COUNT
    },
    Measure {
        id: "handled",
        name: "Tertangani",
        direction: Direction::Up,
        formula: "Laporan yang sudah ditutup dengan jawaban akhir.",
        caveat: "Tertangani belum tentu selesai: lihat hasil penanganan dan konfirmasi pelapor.",
        value: |all| Measured::Count(all.cohort.handled),
        ..COUNT
    },
    Measure {
        id: "in_process",
        name: "Sedang dalam proses",
        direction: Direction::Neither,
        formula: "Laporan yang sudah dijawab setidaknya sekali tetapi belum ditutup, termasuk yang menunggu tanggapan pelapor atau ditinjau ulang.",
        value: |all| Measured::Count(all.cohort.in_process),
        ..COUNT
    },
    Measure {
        id: "not_followed_up",
        name: "Belum ditindaklanjuti",
        direction: Direction::Down,
        formula: "Laporan yang sudah didisposisi tetapi belum pernah dijawab.",
        value: |all| Measured::Count(all.cohort.not_followed_up),
        ..COUNT
    },
    Measure {
        id: "not_verified",
        name: "Belum diverifikasi",
        direction: Direction::Down,
        formula: "Laporan yang belum diverifikasi, termasuk impor dengan status yang tidak dikenal.",
        value: |all| Measured::Count(all.cohort.not_verified),
        ..COUNT
    },
    Measure {
        id: "on_hold",
        name: "Ditunda",
        direction: Direction::Neither,
        formula: "Laporan yang ditunda karena menunggu kelengkapan dari pelapor.",
        value: |all| Measured::Count(all.cohort.on_hold),
        ..COUNT
    },
    Measure {
        id: "archived",
        name: "Diarsipkan",
        direction: Direction::Neither,
        formula: "Laporan yang diarsipkan dengan alasan, termasuk yang ditarik pelapor.",
        caveat: "Diarsipkan bukan selesai dan tidak masuk penyebut penyelesaian.",
        value: |all| Measured::Count(all.cohort.archived),
        ..COUNT
    },
    Measure {
        id: "transferred",
        name: "Diteruskan",
        direction: Direction::Neither,
        formula: "Laporan yang diteruskan ke instansi lain di luar lingkup angka ini.",
        value: |all| Measured::Count(all.cohort.transferred),
        ..COUNT
    },
    Measure {
        id: "disposed",
        name: "Terdisposisi",
        direction: Direction::Neither,
        formula: "Tertangani, sedang dalam proses, dan belum ditindaklanjuti: laporan yang pada saat acuan ada pada unit, atau sudah ditutupnya.",
        caveat: "Yang ditunda, diarsipkan, atau diteruskan tidak termasuk, juga bila pernah didisposisi.",
        value: |all| Measured::Count(DISPOSED.iter().map(|figure| all.cohort.of(*figure)).sum()),
        ..COUNT
    },
    Measure {
        id: "cases",
        name: "Penanganan",
        unit: MeasureUnit::Cases,
        direction: Direction::Neither,
        formula: "Jumlah penanganan: laporan yang digabung dihitung satu dengan laporan induknya.",
        caveat: "Unit dibandingkan dengan penanganan, masyarakat dengan laporan.",
        value: |all| Measured::Count(all.cases),
        ..COUNT
    },
    Measure {
        id: "mix",
        name: "Bagian dari semua laporan",
        direction: Direction::Neither,
        formula: "Laporan baris ini dibagi semua laporan dalam tabel.",
        value: |all| Measured::Share(Share::of(all.cohort.received, all.of)),
        ..PERCENT
    },
    Measure {
        id: "received_per_1000",
        name: "Laporan per 1.000 penduduk",
        unit: MeasureUnit::PerThousand,
        direction: Direction::Neither,
        formula: "Laporan yang diterima dibagi jumlah penduduk wilayahnya, dikali 1.000.",
        caveat: "Hanya untuk wilayah yang jumlah penduduknya dicatat; laporan tanpa wilayah tidak terbagi.",
        value: |all| Measured::PerThousand {
            count: all.cohort.received,
            inhabitants: all.inhabitants,
        },
        ..COUNT
    },
    Measure {
        id: "closed_by_reporter",
        name: "Dikonfirmasi pelapor",
        direction: Direction::Up,
        formula: "Tertangani: dikonfirmasi oleh pelapor.",
        value: |all| Measured::Count(all.subs.closed_by_reporter),
        ..COUNT
    },
    Measure {
        id: "closed_by_officer",
        name: "Ditutup petugas",
        direction: Direction::Neither,
        formula: "Tertangani: ditutup oleh petugas.",
        value: |all| Measured::Count(all.subs.closed_by_officer),
        ..COUNT
    },
    Measure {
        id: "closed_by_system",
        name: "Ditutup sistem",
        direction: Direction::Neither,
        formula: "Tertangani: ditutup sistem karena pelapor tidak menanggapi jawaban akhir.",
        caveat: "Diam bukan persetujuan.",
        value: |all| Measured::Count(all.subs.closed_by_system),
        ..COUNT
    },
    Measure {
        id: "outcome_done",
        name: "Hasil: selesai",
        direction: Direction::Up,
        formula: "Tertangani dengan hasil selesai.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Done)),
        ..COUNT
    },
    Measure {
        id: "outcome_answered",
        name: "Hasil: terjawab",
        direction: Direction::Up,
        formula: "Permintaan informasi atau aspirasi yang tertangani dengan jawaban.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Answered)),
        ..COUNT
    },
    Measure {
        id: "outcome_planned",
        name: "Hasil: dijanjikan kemudian",
        direction: Direction::Neither,
        formula: "Tertangani dengan janji tanggal dan penanggung jawab; tetap ada di daftar janji.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Planned)),
        ..COUNT
    },
    Measure {
        id: "outcome_not_granted",
        name: "Hasil: tidak dikabulkan",
        direction: Direction::Neither,
        formula: "Tertangani dengan penolakan beralasan dan dasar hukumnya.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::NotGranted)),
        ..COUNT
    },
    Measure {
        id: "outcome_unfounded",
        name: "Hasil: tidak terbukti",
        direction: Direction::Neither,
        formula: "Tertangani karena sesudah diperiksa tidak terbukti.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Unfounded)),
        ..COUNT
    },
    Measure {
        id: "outcome_upheld",
        name: "Hasil: keputusan akhir",
        direction: Direction::Neither,
        formula: "Ditutup dengan keputusan akhir sesudah sanggahan berulang.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Upheld)),
        ..COUNT
    },
    Measure {
        id: "outcome_unknown",
        name: "Hasil: tidak diketahui",
        direction: Direction::Neither,
        formula: "Impor yang tertangani tanpa keterangan hasil.",
        value: |all| Measured::Count(all.subs.outcome(Outcome::Unknown)),
        ..COUNT
    },
    Measure {
        id: "archive_incomplete",
        name: "Diarsipkan: tidak dilengkapi",
        direction: Direction::Neither,
        formula: "Diarsipkan karena kelengkapan yang diminta tidak diterima sampai batas waktunya.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::Incomplete)),
        ..COUNT
    },
    Measure {
        id: "archive_unclear",
        name: "Diarsipkan: tidak jelas",
        direction: Direction::Neither,
        formula: "Diarsipkan karena tidak dapat dipahami.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::Unclear)),
        ..COUNT
    },
    Measure {
        id: "archive_no_evidence",
        name: "Diarsipkan: tanpa bukti",
        direction: Direction::Neither,
        formula: "Diarsipkan karena tidak ada yang mendukungnya.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::NoEvidence)),
        ..COUNT
    },
    Measure {
        id: "archive_out_of_scope",
        name: "Diarsipkan: di luar kewenangan",
        direction: Direction::Neither,
        formula: "Diarsipkan karena bukan untuk jalur ini (perkara, legislatif, pidana), dengan petunjuk ke mana.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::OutOfScope)),
        ..COUNT
    },
    Measure {
        id: "archive_duplicate",
        name: "Diarsipkan: rangkap",
        direction: Direction::Neither,
        formula: "Diarsipkan karena rangkap dengan laporan lain dari orang yang sama.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::Duplicate)),
        ..COUNT
    },
    Measure {
        id: "archive_already_answered",
        name: "Diarsipkan: sudah dijawab",
        direction: Direction::Neither,
        formula: "Diarsipkan karena sudah pernah dijawab.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::AlreadyAnswered)),
        ..COUNT
    },
    Measure {
        id: "archive_in_court",
        name: "Diarsipkan: sedang di pengadilan",
        direction: Direction::Neither,
        formula: "Diarsipkan karena perkaranya sedang di pengadilan.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::InCourt)),
        ..COUNT
    },
    Measure {
        id: "archive_unlawful",
        name: "Diarsipkan: melanggar hukum",
        direction: Direction::Neither,
        formula: "Diarsipkan karena isinya melanggar hukum (SARA, asusila, ancaman).",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::Unlawful)),
        ..COUNT
    },
    Measure {
        id: "archive_spam_or_test",
        name: "Diarsipkan: spam atau uji coba",
        direction: Direction::Neither,
        formula: "Diarsipkan karena spam atau uji coba.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::SpamOrTest)),
        ..COUNT
    },
    Measure {
        id: "archive_expired_import",
        name: "Diarsipkan: kedaluwarsa sebelum impor",
        direction: Direction::Neither,
        formula: "Diarsipkan oleh sistem nasional sebelum diimpor.",
        value: |all| Measured::Count(all.subs.reason(ArchiveReason::ExpiredImport)),
        ..COUNT
    },
    Measure {
        id: "withdrawn",
        name: "Diarsipkan: ditarik pelapor",
        direction: Direction::Neither,
        formula: "Diarsipkan karena ditarik pelapor.",
        value: |all| Measured::Count(all.subs.withdrawn),
        ..COUNT
    },
    Measure {
        id: "expired",
        name: "Diarsipkan sistem",
        direction: Direction::Neither,
        formula: "Diarsipkan sistem karena kelengkapan tidak kunjung diterima.",
        value: |all| Measured::Count(all.subs.expired),
        ..COUNT
    },
    Measure {
        id: "merged",
        name: "Digabung",
        direction: Direction::Neither,
        formula: "Laporan yang digabung dengan laporan lain.",
        value: |all| Measured::Count(all.subs.merged),
        ..COUNT
    },
    Measure {
        id: "joined",
        name: "Digabung sejak disampaikan",
        direction: Direction::Neither,
        formula: "Laporan yang digabung sejak disampaikan.",
        value: |all| Measured::Count(all.subs.joined),
        ..COUNT
    },
    Measure {
        id: "reopened_once",
        name: "Pernah dibuka kembali",
        direction: Direction::Down,
        formula: "Laporan yang pernah ditutup lalu dibuka kembali.",
        value: |all| Measured::Count(all.subs.reopened_once),
        ..COUNT
    },
    Measure {
        id: "status_unknown",
        name: "Status tidak dikenal",
        direction: Direction::Neither,
        formula: "Laporan impor yang kata statusnya tidak dikenal.",
        value: |all| Measured::Count(all.subs.status_unknown),
        ..COUNT
    },
    Measure {
        id: "imported",
        name: "Dari impor",
        direction: Direction::Neither,
        formula: "Laporan yang berasal dari impor.",
        value: |all| Measured::Count(all.subs.imported),
        ..COUNT
    },
    Measure {
        id: "unreleased",
        name: "Tidak dibuka untuk umum",
        direction: Direction::Neither,
        formula: "Laporan yang tidak dibuka untuk umum.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.subs.unreleased),
        ..COUNT
    },
    Measure {
        id: "completion",
        name: "Tingkat penyelesaian",
        direction: Direction::Up,
        formula: "Tertangani dibagi diterima tanpa yang diarsipkan dan diteruskan.",
        source: PROPOSED,
        caveat: "Menutup dengan cepat bukan menyelesaikan: baca bersama tingkat sanggahan dan konfirmasi pelapor.",
        value: |all| Measured::Share(completion(&all.cohort)),
        ..PERCENT
    },
    Measure {
        id: "solved_share",
        name: "Bagian yang selesai atau terjawab",
        direction: Direction::Up,
        formula: "Ditutup sebagai selesai atau terjawab, dibagi penyebut yang sama; hasil yang tidak diketahui tidak dihitung.",
        value: |all| Measured::Share(solved_share(&all.cohort, &all.subs)),
        ..PERCENT
    },
    Measure {
        id: "confirmed_share",
        name: "Bagian yang dikonfirmasi pelapor",
        direction: Direction::Up,
        formula: "Dikonfirmasi pelapor dibagi tertangani; diam bukan persetujuan.",
        value: |all| Measured::Share(confirmed_share(&all.cohort, &all.subs)),
        ..PERCENT
    },
    Measure {
        id: "auto_closed_share",
        name: "Bagian yang ditutup sistem",
        direction: Direction::Down,
        formula: "Ditutup sistem karena pelapor diam, dibagi tertangani.",
        caveat: "Diam bukan persetujuan, tetapi juga bukan sanggahan.",
        value: |all| Measured::Share(Share::of(all.subs.closed_by_system, all.cohort.handled)),
        ..PERCENT
    },
    Measure {
        id: "rating",
        name: "Penilaian pelapor",
        unit: MeasureUnit::Stars,
        direction: Direction::Up,
        formula: "Rata-rata penilaian pelapor 1 sampai 5 dengan rentang 95 %; kurang dari 10 penilaian hanya ditampilkan jumlahnya.",
        caveat: "Hanya yang menilai; tidak untuk memeringkat.",
        value: |all| Measured::Rating(all.subs.rating.shown()),
        ..COUNT
    },
];
