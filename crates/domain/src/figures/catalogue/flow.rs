//! Happened in the period, whenever received.

use super::{Audience, Direction, Family, Measure, MeasureUnit, Measured, Reading};

const DEED: Measure = Measure {
    id: "",
    name: "",
    family: Family::Flow,
    unit: MeasureUnit::Deeds,
    direction: Direction::Neither,
    audience: Audience::Public,
    formula: "",
    source: "Ketentuan angka produk ini, dihitung dari kejadian yang tercatat",
    caveat: "",
    reading: Reading::Flow,
    value: |all| Measured::Count(all.flow.received),
};

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        id: "flow_received",
        name: "Masuk dalam periode",
        unit: MeasureUnit::Reports,
        direction: Direction::Neither,
        formula: "Laporan yang diterima dalam periode.",
        value: |all| Measured::Count(all.flow.received),
        ..DEED
    },
    Measure {
        id: "flow_disposed",
        name: "Didisposisi pertama kali",
        direction: Direction::Up,
        formula: "Laporan yang diverifikasi dan didisposisi pertama kali dalam periode.",
        caveat: "Unit: yang menerima disposisi itu.",
        value: |all| Measured::Count(all.flow.of(&["verified"])),
        ..DEED
    },
    Measure {
        id: "flow_dispositions",
        name: "Semua disposisi",
        direction: Direction::Neither,
        formula: "Disposisi dalam periode: yang pertama, pengalihan, penugasan baru, dan rujukan ke PPID.",
        caveat: "Unit: yang menerima disposisi itu.",
        value: |all| {
            Measured::Count(all.flow.of(&[
                "verified",
                "redirected",
                "assigned_anew",
                "referred_to_ppid",
            ]))
        },
        ..DEED
    },
    Measure {
        id: "flow_refused",
        name: "Penolakan oleh unit",
        direction: Direction::Neither,
        formula: "Penolakan disposisi oleh unit dalam periode.",
        caveat: "Unit: yang menolak.",
        value: |all| Measured::Count(all.flow.of(&["refused"])),
        ..DEED
    },
    Measure {
        id: "flow_answered",
        name: "Jawaban",
        direction: Direction::Up,
        formula: "Jawaban sementara dan jawaban akhir yang diberikan dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["answered", "closure_proposed"])),
        ..DEED
    },
    Measure {
        id: "flow_proposed",
        name: "Jawaban akhir",
        direction: Direction::Up,
        formula: "Jawaban akhir (usulan penutupan) yang diberikan dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["closure_proposed"])),
        ..DEED
    },
    Measure {
        id: "flow_closed",
        name: "Penutupan",
        direction: Direction::Up,
        formula: "Laporan yang ditutup dalam periode, termasuk dengan keputusan akhir.",
        caveat: "Laporan yang dibuka kembali dan ditutup lagi dihitung dua kali.",
        value: |all| Measured::Count(all.flow.of(&["closed", "upheld"])),
        ..DEED
    },
    Measure {
        id: "flow_closed_by_system",
        name: "Penutupan oleh sistem",
        direction: Direction::Neither,
        formula: "Penutupan dalam periode karena pelapor diam.",
        value: |all| Measured::Count(all.flow.closed_by_system),
        ..DEED
    },
    Measure {
        id: "flow_disputed",
        name: "Sanggahan",
        direction: Direction::Down,
        formula: "Sanggahan pelapor dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["disputed"])),
        ..DEED
    },
    Measure {
        id: "flow_reopened",
        name: "Pembukaan kembali",
        direction: Direction::Down,
        formula: "Laporan yang dibuka kembali dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["reopened"])),
        ..DEED
    },
    Measure {
        id: "flow_reopened_by_reporter",
        name: "Pembukaan kembali oleh pelapor",
        direction: Direction::Down,
        formula: "Laporan yang dibuka kembali oleh pelapor dalam periode.",
        value: |all| Measured::Count(all.flow.reopened_by_reporter),
        ..DEED
    },
    Measure {
        id: "flow_archived",
        name: "Pengarsipan",
        direction: Direction::Neither,
        formula: "Laporan yang diarsipkan dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["archived"])),
        ..DEED
    },
    Measure {
        id: "flow_held",
        name: "Penundaan",
        direction: Direction::Neither,
        formula: "Penundaan untuk menunggu pelapor dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["held"])),
        ..DEED
    },
    Measure {
        id: "flow_extended",
        name: "Perpanjangan",
        direction: Direction::Down,
        formula: "Perpanjangan tenggat dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["extended"])),
        ..DEED
    },
    Measure {
        id: "flow_redirected",
        name: "Pengalihan",
        direction: Direction::Down,
        formula: "Laporan yang dialihkan ke unit lain dalam periode.",
        caveat: "Unit: yang menerima pengalihan itu.",
        value: |all| Measured::Count(all.flow.of(&["redirected"])),
        ..DEED
    },
    Measure {
        id: "flow_transferred",
        name: "Penerusan",
        direction: Direction::Neither,
        formula: "Laporan yang diteruskan ke instansi lain dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["transferred_out", "transferred_within"])),
        ..DEED
    },
    Measure {
        id: "flow_merged",
        name: "Penggabungan",
        direction: Direction::Neither,
        formula: "Laporan yang digabung dengan laporan lain dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["merged"])),
        ..DEED
    },
    Measure {
        id: "flow_objected",
        name: "Keberatan atas pengarsipan",
        direction: Direction::Down,
        formula: "Keberatan pelapor atas pengarsipan dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["objected"])),
        ..DEED
    },
    Measure {
        id: "flow_restored",
        name: "Pemulihan dari arsip",
        direction: Direction::Neither,
        formula: "Laporan yang dipulihkan dari arsip dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["restored"])),
        ..DEED
    },
    Measure {
        id: "flow_rated",
        name: "Penilaian",
        direction: Direction::Up,
        formula: "Penilaian pelapor dalam periode.",
        value: |all| Measured::Count(all.flow.of(&["rated"])),
        ..DEED
    },
    Measure {
        id: "flow_breached",
        name: "Pelanggaran tenggat",
        direction: Direction::Down,
        formula: "Tenggat yang terlewat dalam periode, menurut catatan pelanggarannya.",
        value: |all| Measured::Count(all.flow.of(&["breached"])),
        ..DEED
    },
    Measure {
        id: "flow_escalated",
        name: "Peringatan tenggat",
        direction: Direction::Down,
        formula: "Peringatan karena tenggat dalam periode: pengingat kepada pelaksana sebelum tenggat, dan keterlambatan yang disampaikan ke atas.",
        value: |all| Measured::Count(all.flow.of(&["escalated"])),
        ..DEED
    },
    Measure {
        id: "officer_deeds",
        name: "Tindakan petugas",
        direction: Direction::Neither,
        formula: "Tindakan yang dicatat petugas pada laporan dalam periode: disposisi, jawaban, penutupan, pengalihan, dan lainnya.",
        caveat: "Banyak tindakan bukan mutu; tidak untuk menilai orang.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.flow.by_officers),
        ..DEED
    },
    Measure {
        id: "officers_active",
        name: "Petugas aktif",
        unit: MeasureUnit::Officers,
        direction: Direction::Up,
        formula: "Petugas yang mencatat paling sedikit satu tindakan pada laporan dalam periode.",
        audience: Audience::Inside,
        value: |all| Measured::Count(all.flow.officers.len() as u64),
        ..DEED
    },
];
