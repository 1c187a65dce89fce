//! Open at the moment, whenever received.

use super::{Audience, Direction, Family, Measure, MeasureUnit, Measured, Reading};
use crate::figures::Share;

const OPEN: Measure = Measure {
    id: "",
    name: "",
    family: Family::Stock,
    unit: MeasureUnit::Cases,
    direction: Direction::Neither,
    audience: Audience::Public,
    formula: "",
    source: "Ketentuan angka produk ini, menurut keadaan dan tenggat pada saat acuan",
    caveat: "",
    reading: Reading::Stock,
    value: |all| Measured::Count(all.stock.open),
};

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        id: "open",
        name: "Masih terbuka",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan yang masih terbuka pada saat acuan, kapan pun diterima; laporan gabungan dihitung satu.",
        value: |all| Measured::Count(all.stock.open),
        ..OPEN
    },
    Measure {
        id: "open_not_verified",
        name: "Terbuka: belum diverifikasi",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan terbuka yang menunggu verifikasi pada saat acuan.",
        value: |all| Measured::Count(all.stock.not_verified),
        ..OPEN
    },
    Measure {
        id: "open_not_followed_up",
        name: "Terbuka: belum ditindaklanjuti",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan terbuka yang sudah didisposisi dan belum dijawab pada saat acuan.",
        value: |all| Measured::Count(all.stock.not_followed_up),
        ..OPEN
    },
    Measure {
        id: "open_in_process",
        name: "Terbuka: dalam proses",
        unit: MeasureUnit::Cases,
        direction: Direction::Neither,
        formula: "Penanganan terbuka yang sudah dijawab dan belum ditutup pada saat acuan.",
        value: |all| Measured::Count(all.stock.in_process),
        ..OPEN
    },
    Measure {
        id: "open_on_hold",
        name: "Terbuka: ditunda",
        unit: MeasureUnit::Cases,
        direction: Direction::Neither,
        formula: "Penanganan terbuka yang menunggu kelengkapan dari pelapor pada saat acuan.",
        value: |all| Measured::Count(all.stock.on_hold),
        ..OPEN
    },
    Measure {
        id: "overdue",
        name: "Melewati tenggat",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan terbuka yang salah satu tenggatnya (sesudah perpanjangan) sudah lewat pada saat acuan, tanpa yang sedang dijeda.",
        caveat: "Dihitung dari tanggal tenggat, bukan dari peringatan.",
        value: |all| Measured::Count(all.stock.overdue),
        ..OPEN
    },
    Measure {
        id: "overdue_share",
        name: "Bagian yang melewati tenggat",
        unit: MeasureUnit::Percent,
        direction: Direction::Down,
        formula: "Penanganan terbuka yang melewati tenggat dibagi semua yang terbuka.",
        value: |all| Measured::Share(Share::of(all.stock.overdue, all.stock.open)),
        ..OPEN
    },
    Measure {
        id: "backlog_to_5",
        name: "Umur sampai 5 hari kerja",
        unit: MeasureUnit::Cases,
        direction: Direction::Neither,
        formula: "Penanganan terbuka, umur sampai 5 hari kerja sejak diterima; umur tidak pernah dijeda.",
        value: |all| Measured::Count(all.stock.backlog.to_5),
        ..OPEN
    },
    Measure {
        id: "backlog_to_14",
        name: "Umur 6 sampai 14 hari kerja",
        unit: MeasureUnit::Cases,
        direction: Direction::Neither,
        formula: "Penanganan terbuka, umur 6 sampai 14 hari kerja sejak diterima; umur tidak pernah dijeda.",
        value: |all| Measured::Count(all.stock.backlog.to_14),
        ..OPEN
    },
    Measure {
        id: "backlog_to_60",
        name: "Umur 15 sampai 60 hari kerja",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan terbuka, umur 15 sampai 60 hari kerja sejak diterima; umur tidak pernah dijeda.",
        value: |all| Measured::Count(all.stock.backlog.to_60),
        ..OPEN
    },
    Measure {
        id: "backlog_over_60",
        name: "Umur lebih dari 60 hari kerja",
        unit: MeasureUnit::Cases,
        direction: Direction::Down,
        formula: "Penanganan terbuka, umur lebih dari 60 hari kerja sejak diterima; umur tidak pernah dijeda.",
        value: |all| Measured::Count(all.stock.backlog.over_60),
        ..OPEN
    },
    Measure {
        id: "backlog_age",
        name: "Umur yang terbuka",
        unit: MeasureUnit::WorkingDays,
        direction: Direction::Down,
        formula: "Hari kerja sejak diterima dari penanganan yang terbuka: nilai tengah dan nilai yang tidak dilampaui 9 dari 10.",
        value: |all| Measured::Times(all.stock.ages.times(), MeasureUnit::WorkingDays),
        ..OPEN
    },
];
