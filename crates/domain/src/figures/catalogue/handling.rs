//! Received in the period: how it was handled.

use super::{Audience, Direction, Family, Measure, MeasureUnit, Measured, Reading};
use crate::clock::ClockKind;
use crate::figures::{Counted, Share, Spans, Times, dispute_rate, follow_up_rate, reopen_rate};
use crate::words::StateCode;

const RULE: &str = "Ketentuan angka produk ini, dihitung dari kejadian yang tercatat";
const LAPOR: &str =
    "Janji layanan SP4N-LAPOR! dan kebijakan instansi yang berlaku saat tenggat mulai";
/// Of terms that neither the national system nor a law knows.
const OWN: &str = "Ketentuan produk ini dan kebijakan instansi yang berlaku saat tenggat mulai";
const PPID: &str = "UU 14/2008 (10 hari kerja, dapat diperpanjang 7) dan kebijakan instansi yang berlaku saat tenggat mulai";

const DEED: Measure = Measure {
    id: "",
    name: "",
    family: Family::Cohort,
    unit: MeasureUnit::Percent,
    direction: Direction::Neither,
    audience: Audience::Public,
    formula: "",
    source: RULE,
    caveat: "",
    reading: Reading::Deeds,
    value: |all| Measured::Count(all.deeds.moves),
};

const CLOCK: Measure = Measure {
    reading: Reading::Clocks,
    ..DEED
};

const STAY: Measure = Measure {
    reading: Reading::Stays,
    ..DEED
};

fn minutes(all: &Counted, kind: ClockKind) -> Measured {
    let times = all
        .clocks
        .get(&kind)
        .map(|clocked| clocked.spans.working_minutes());
    Measured::Times(times.unwrap_or_default(), MeasureUnit::WorkingMinutes)
}

fn days(all: &Counted, kind: ClockKind) -> Measured {
    let times = all
        .clocks
        .get(&kind)
        .map(|clocked| clocked.spans.days.times());
    Measured::Times(times.unwrap_or_default(), MeasureUnit::CalendarDays)
}

fn kept(all: &Counted, kind: ClockKind) -> Measured {
    let share = all.clocks.get(&kind).map(|clocked| clocked.kept.first);
    Measured::Share(share.unwrap_or_default())
}

fn kept_extended(all: &Counted, kind: ClockKind) -> Measured {
    let share = all.clocks.get(&kind).map(|clocked| clocked.kept.extended);
    Measured::Share(share.unwrap_or_default())
}

fn stay_minutes(all: &Counted, state: StateCode) -> Measured {
    let times = all.stays.get(&state).map(Spans::working_minutes);
    Measured::Times(times.unwrap_or_default(), MeasureUnit::WorkingMinutes)
}

fn stay_days(all: &Counted, state: StateCode) -> Measured {
    let times: Option<Times> = all.stays.get(&state).map(|spans| spans.days.times());
    Measured::Times(times.unwrap_or_default(), MeasureUnit::CalendarDays)
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        id: "follow_up_rate",
        name: "Tingkat tindak lanjut",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Didisposisi dan dijawab paling sedikit sekali, dibagi yang pernah didisposisi; laporan gabungan dihitung satu.",
        source: LAPOR,
        caveat: "Jawaban pertama belum tentu menyelesaikan.",
        value: |all| Measured::Share(follow_up_rate(all.deeds.answered, all.deeds.disposed)),
        ..DEED
    },
    Measure {
        id: "follow_up_imports_left_out",
        name: "Impor di luar tingkat tindak lanjut",
        unit: MeasureUnit::Reports,
        direction: Direction::Neither,
        formula: "Laporan impor yang tidak membawa keterangan disposisi dan jawaban; tidak dihitung dalam tingkat tindak lanjut.",
        value: |all| Measured::Count(all.deeds.imports_left_out),
        ..DEED
    },
    Measure {
        id: "time_to_verify",
        name: "Lama verifikasi (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Dari diterima sampai didisposisi pertama kali, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| minutes(all, ClockKind::Verification),
        ..CLOCK
    },
    Measure {
        id: "time_to_verify_days",
        name: "Lama verifikasi (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Dari diterima sampai didisposisi pertama kali, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| days(all, ClockKind::Verification),
        ..CLOCK
    },
    Measure {
        id: "time_to_first_follow_up",
        name: "Lama tindak lanjut pertama (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Dari disposisi pertama sampai jawaban pertama, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| minutes(all, ClockKind::FirstFollowUp),
        ..CLOCK
    },
    Measure {
        id: "time_to_first_follow_up_days",
        name: "Lama tindak lanjut pertama (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Dari disposisi pertama sampai jawaban pertama, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| days(all, ClockKind::FirstFollowUp),
        ..CLOCK
    },
    Measure {
        id: "time_to_resolve",
        name: "Lama penyelesaian (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Dari disposisi pertama sampai jawaban akhir yang bertahan, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| minutes(all, ClockKind::Resolution),
        ..CLOCK
    },
    Measure {
        id: "time_to_resolve_days",
        name: "Lama penyelesaian (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Dari disposisi pertama sampai jawaban akhir yang bertahan, tanpa jeda: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih berjalan disebut di sampingnya dan tidak dihitung. Impor tidak dihitung.",
        source: LAPOR,
        value: |all| days(all, ClockKind::Resolution),
        ..CLOCK
    },
    Measure {
        id: "on_time_verification",
        name: "Tepat waktu: verifikasi",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat verifikasi yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: LAPOR,
        value: |all| kept(all, ClockKind::Verification),
        ..CLOCK
    },
    Measure {
        id: "on_time_first_follow_up",
        name: "Tepat waktu: tindak lanjut pertama",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat tindak lanjut pertama yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: LAPOR,
        value: |all| kept(all, ClockKind::FirstFollowUp),
        ..CLOCK
    },
    Measure {
        id: "on_time_resolution",
        name: "Tepat waktu: penyelesaian",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat penyelesaian yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: LAPOR,
        value: |all| kept(all, ClockKind::Resolution),
        ..CLOCK
    },
    Measure {
        id: "on_time_check",
        name: "Tepat waktu: pemeriksaan jawaban akhir",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat pemeriksaan jawaban akhir yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: OWN,
        value: |all| kept(all, ClockKind::Check),
        ..CLOCK
    },
    Measure {
        id: "on_time_accept",
        name: "Tepat waktu: penerimaan disposisi",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat penerimaan disposisi yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: OWN,
        value: |all| kept(all, ClockKind::Accept),
        ..CLOCK
    },
    Measure {
        id: "on_time_review",
        name: "Tepat waktu: peninjauan ulang",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat peninjauan ulang yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: OWN,
        value: |all| kept(all, ClockKind::Review),
        ..CLOCK
    },
    Measure {
        id: "on_time_handover_ack",
        name: "Tepat waktu: tanda terima penerusan",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat tanda terima penerusan yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: OWN,
        value: |all| kept(all, ClockKind::HandoverAck),
        ..CLOCK
    },
    Measure {
        id: "on_time_ppid",
        name: "Tepat waktu: permintaan informasi publik (PPID)",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat permintaan informasi publik (PPID) yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas pertama; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: PPID,
        value: |all| kept(all, ClockKind::Ppid),
        ..CLOCK
    },
    Measure {
        id: "on_time_resolution_extended",
        name: "Tepat waktu sesudah perpanjangan: penyelesaian",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat penyelesaian yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas sesudah perpanjangan di mana ada; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: LAPOR,
        caveat: "Perpanjangan memperbaiki angka ini, bukan lamanya.",
        value: |all| kept_extended(all, ClockKind::Resolution),
        ..CLOCK
    },
    Measure {
        id: "on_time_ppid_extended",
        name: "Tepat waktu sesudah perpanjangan: permintaan informasi publik (PPID)",
        unit: MeasureUnit::Percent,
        direction: Direction::Up,
        formula: "Tenggat permintaan informasi publik (PPID) yang ditepati dibagi yang ditepati dan yang terlewat, terhadap batas sesudah perpanjangan di mana ada; yang berjalan dan belum jatuh tempo, dan yang berhenti sebelumnya karena sebab lain, tidak dihitung.",
        source: PPID,
        caveat: "Perpanjangan memperbaiki angka ini, bukan lamanya.",
        value: |all| kept_extended(all, ClockKind::Ppid),
        ..CLOCK
    },
    Measure {
        id: "paused_share",
        name: "Bagian hari kerja dalam jeda",
        unit: MeasureUnit::Percent,
        direction: Direction::Down,
        formula: "Hari kerja dalam jeda dibagi semua hari kerja tenggat jawaban akhir.",
        caveat: "Menunjukkan apakah penundaan disalahgunakan; sebagian jeda memang menunggu pelapor.",
        value: |all| Measured::Share(all.paused),
        ..CLOCK
    },
    Measure {
        id: "hold_rate",
        name: "Bagian yang pernah ditunda",
        unit: MeasureUnit::Percent,
        direction: Direction::Neither,
        formula: "Laporan yang pernah ditunda untuk menunggu pelapor, dibagi yang diterima tanpa yang digabung.",
        value: |all| Measured::Share(Share::of(all.deeds.held, all.alone())),
        ..DEED
    },
    Measure {
        id: "extension_rate",
        name: "Bagian yang diperpanjang",
        unit: MeasureUnit::Percent,
        direction: Direction::Down,
        formula: "Penanganan yang tenggatnya pernah diperpanjang, dibagi yang pernah didisposisi.",
        value: |all| Measured::Share(Share::of(all.deeds.extended, all.deeds.disposed)),
        ..DEED
    },
    Measure {
        id: "moves",
        name: "Perpindahan tangan",
        unit: MeasureUnit::Deeds,
        direction: Direction::Down,
        formula: "Pengalihan, penolakan, dan penerusan laporan yang diterima dalam periode.",
        value: |all| Measured::Count(all.deeds.moves),
        ..DEED
    },
    Measure {
        id: "moves_per_report",
        name: "Perpindahan tangan per laporan",
        unit: MeasureUnit::PerReport,
        direction: Direction::Down,
        formula: "Pengalihan, penolakan, dan penerusan dibagi laporan yang diterima.",
        value: |all| Measured::Ratio(Share::of(all.deeds.moves, all.cohort.received)),
        ..DEED
    },
    Measure {
        id: "passing_on_time",
        name: "Waktu hilang karena penolakan",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Waktu kerja dari disposisi ke unit yang menolak sampai disposisi berikutnya: nilai tengah dan nilai yang tidak dilampaui 9 dari 10.",
        value: |all| Measured::Times(all.deeds.waits.times(), MeasureUnit::WorkingMinutes),
        ..DEED
    },
    Measure {
        id: "refusal_rate",
        name: "Tingkat penolakan unit",
        unit: MeasureUnit::Percent,
        direction: Direction::Neither,
        formula: "Penolakan unit dibagi disposisi kepadanya.",
        caveat: "Menolak yang bukan wewenang itu benar; tinggi dapat berarti disposisi yang keliru.",
        value: |all| Measured::Share(all.deeds.refusals),
        ..DEED
    },
    Measure {
        id: "dispute_rate",
        name: "Tingkat sanggahan",
        unit: MeasureUnit::Percent,
        direction: Direction::Down,
        formula: "Sanggahan dibagi semua usulan penutupan yang berakhir: disetujui, disanggah, atau ditutup sistem.",
        value: |all| {
            Measured::Share(dispute_rate(
                all.deeds.confirmed,
                all.deeds.disputed,
                all.deeds.silent,
            ))
        },
        ..DEED
    },
    Measure {
        id: "proposals_confirmed",
        name: "Usulan penutupan disetujui",
        unit: MeasureUnit::Deeds,
        direction: Direction::Up,
        formula: "Usulan penutupan yang disetujui pelapor, juga bila dicatat petugas.",
        value: |all| Measured::Count(all.deeds.confirmed),
        ..DEED
    },
    Measure {
        id: "proposals_disputed",
        name: "Usulan penutupan disanggah",
        unit: MeasureUnit::Deeds,
        direction: Direction::Down,
        formula: "Usulan penutupan yang disanggah pelapor.",
        value: |all| Measured::Count(all.deeds.disputed),
        ..DEED
    },
    Measure {
        id: "proposals_silent",
        name: "Usulan penutupan tanpa tanggapan",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Usulan penutupan yang ditutup sistem karena pelapor diam.",
        value: |all| Measured::Count(all.deeds.silent),
        ..DEED
    },
    Measure {
        id: "reopen_rate_by_reporter",
        name: "Dibuka kembali oleh pelapor",
        unit: MeasureUnit::Percent,
        direction: Direction::Down,
        formula: "Laporan yang pernah dibuka kembali oleh pelapor dibagi yang pernah ditutup.",
        value: |all| {
            Measured::Share(reopen_rate(
                all.deeds.reopened_by_reporter,
                all.deeds.closed,
            ))
        },
        ..DEED
    },
    Measure {
        id: "reopen_rate_by_officer",
        name: "Dibuka kembali oleh petugas",
        unit: MeasureUnit::Percent,
        direction: Direction::Neither,
        formula: "Laporan yang pernah dibuka kembali oleh petugas dibagi yang pernah ditutup.",
        value: |all| Measured::Share(reopen_rate(all.deeds.reopened_by_officer, all.deeds.closed)),
        ..DEED
    },
    Measure {
        id: "support_asked",
        name: "Bantuan diminta",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Bantuan yang diminta dari unit yang bukan penanggung jawab; tidak termasuk dalam angka lain.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.deeds.support_asked),
        ..DEED
    },
    Measure {
        id: "support_finished",
        name: "Bantuan selesai",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Bantuan unit lain yang selesai.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.deeds.support_finished),
        ..DEED
    },
    Measure {
        id: "support_refused",
        name: "Bantuan ditolak",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Bantuan yang ditolak unit karena bukan urusannya.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.deeds.support_refused),
        ..DEED
    },
    Measure {
        id: "support_released",
        name: "Bantuan dilepas",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Bantuan yang dilepas penanggung jawab.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.deeds.support_released),
        ..DEED
    },
    Measure {
        id: "support_open",
        name: "Bantuan masih berjalan",
        unit: MeasureUnit::Deeds,
        direction: Direction::Neither,
        formula: "Bantuan yang diminta dan belum selesai, ditolak, atau dilepas.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.deeds.support_open()),
        ..DEED
    },
    Measure {
        id: "dwell_received",
        name: "Lama menunggu verifikasi (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Lama laporan menunggu verifikasi, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::Received),
        ..STAY
    },
    Measure {
        id: "dwell_received_days",
        name: "Lama menunggu verifikasi (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Lama laporan menunggu verifikasi, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::Received),
        ..STAY
    },
    Measure {
        id: "dwell_on_hold",
        name: "Lama ditunda (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Neither,
        formula: "Lama laporan ditunda, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::OnHold),
        ..STAY
    },
    Measure {
        id: "dwell_on_hold_days",
        name: "Lama ditunda (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Neither,
        formula: "Lama laporan ditunda, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::OnHold),
        ..STAY
    },
    Measure {
        id: "dwell_assigned",
        name: "Lama menunggu jawaban pertama (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Lama laporan menunggu jawaban pertama, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::Assigned),
        ..STAY
    },
    Measure {
        id: "dwell_assigned_days",
        name: "Lama menunggu jawaban pertama (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Lama laporan menunggu jawaban pertama, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::Assigned),
        ..STAY
    },
    Measure {
        id: "dwell_awaiting_redirect",
        name: "Lama menunggu dialihkan (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Lama laporan menunggu dialihkan, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::AwaitingRedirect),
        ..STAY
    },
    Measure {
        id: "dwell_awaiting_redirect_days",
        name: "Lama menunggu dialihkan (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Lama laporan menunggu dialihkan, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::AwaitingRedirect),
        ..STAY
    },
    Measure {
        id: "dwell_in_progress",
        name: "Lama dikerjakan (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Lama laporan dikerjakan, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::InProgress),
        ..STAY
    },
    Measure {
        id: "dwell_in_progress_days",
        name: "Lama dikerjakan (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Lama laporan dikerjakan, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::InProgress),
        ..STAY
    },
    Measure {
        id: "dwell_closure_proposed",
        name: "Lama menunggu tanggapan pelapor (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Neither,
        formula: "Lama laporan menunggu tanggapan pelapor, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::ClosureProposed),
        ..STAY
    },
    Measure {
        id: "dwell_closure_proposed_days",
        name: "Lama menunggu tanggapan pelapor (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Neither,
        formula: "Lama laporan menunggu tanggapan pelapor, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::ClosureProposed),
        ..STAY
    },
    Measure {
        id: "dwell_review",
        name: "Lama ditinjau ulang (jam kerja)",
        unit: MeasureUnit::WorkingMinutes,
        direction: Direction::Down,
        formula: "Lama laporan ditinjau ulang, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam waktu kerja sampai sepersepuluh jam; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_minutes(all, StateCode::Review),
        ..STAY
    },
    Measure {
        id: "dwell_review_days",
        name: "Lama ditinjau ulang (hari kalender)",
        unit: MeasureUnit::CalendarDays,
        direction: Direction::Down,
        formula: "Lama laporan ditinjau ulang, tiap kali, menurut waktu pencatatan: nilai tengah dan nilai yang tidak dilampaui 9 dari 10, dalam hari kalender; yang masih di sana disebut di sampingnya. Impor dan laporan gabungan tidak dihitung.",
        value: |all| stay_days(all, StateCode::Review),
        ..STAY
    },
];
