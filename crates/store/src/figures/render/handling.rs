//! Measures of handling for a terminal: name, value, and what it is made of.

use std::fmt::Write as _;

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{
    RatingShown, Share, dispute_rate, hours, number, percent, reopen_rate,
};

use crate::figures::{ClockTimes, Performance};

/// Name, value, of what.
pub(super) type Line = (String, String, String);

/// A share with its two counts.
pub(super) fn share(name: &str, share: Share) -> Line {
    (name.to_owned(), percent(share), of(share))
}

/// `589 dari 606`.
pub(super) fn of(share: Share) -> String {
    format!("{} dari {}", number(share.part), number(share.whole))
}

/// The block of measures.
pub(super) fn lines(done: &Performance) -> Vec<Line> {
    let mut lines = vec![share("Ditindaklanjuti", done.follow_up.share)];
    if let Some((_, _, of)) = lines.last_mut()
        && done.follow_up.imports_left_out > 0
    {
        let left_out = number(done.follow_up.imports_left_out);
        let _ = write!(of, "; {left_out} impor tidak dihitung");
    }
    lines.extend([
        time("Waktu sampai diverifikasi", &done.to_verify),
        time("Waktu sampai jawaban pertama", &done.to_first_follow_up),
        time("Waktu sampai jawaban akhir", &done.to_resolve),
    ]);
    for (kind, kept) in &done.on_time {
        let (name, value, mut of) =
            share(&format!("Tepat waktu: {}", clock_name(*kind)), kept.first);
        if kept.extended != kept.first {
            let _ = write!(of, "; dengan perpanjangan {}", percent(kept.extended));
        }
        lines.push((name, value, of));
    }
    lines.push(share("Hari kerja dalam jeda", done.paused));
    let backlog = &done.backlog;
    for (name, n) in [
        ("0–5", backlog.to_5),
        ("6–14", backlog.to_14),
        ("15–60", backlog.to_60),
        ("> 60", backlog.over_60),
    ] {
        lines.push((
            format!("Masih terbuka, umur {name} hari kerja"),
            number(n),
            String::new(),
        ));
    }
    let moves = done.passing_on.moves;
    let wait = done.passing_on.working_minutes;
    let until = wait.median.map_or_else(String::new, |median| {
        format!("; sampai disposisi berikutnya {} jam kerja", hours(median))
    });
    lines.push((
        "Dipindahkan".to_owned(),
        number(moves.part),
        format!("dari {} laporan{until}", number(moves.whole)),
    ));
    lines.push(share("Ditolak unit", done.refusals));
    let (disputes, reopened) = (done.disputes, done.reopened);
    lines.push(share(
        "Disanggah",
        dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent),
    ));
    lines.push(share(
        "Dibuka kembali oleh pelapor",
        reopen_rate(reopened.by_reporter, reopened.closed),
    ));
    lines.push(share(
        "Dibuka kembali oleh petugas",
        reopen_rate(reopened.by_officer, reopened.closed),
    ));
    lines
}

/// Mean, n and interval.
pub(super) fn rating(shown: RatingShown) -> Line {
    let two = |value: f64| format!("{value:.2}").replace('.', ",");
    let mean = shown.mean.map_or_else(|| "–".to_owned(), two);
    let interval = shown.low.zip(shown.high);
    let interval = interval.map_or_else(String::new, |(low, high)| {
        format!("; rentang 95 %: {} sampai {}", two(low), two(high))
    });
    (
        "Penilaian pelapor".to_owned(),
        mean,
        format!("{} penilaian{interval}", number(shown.n)),
    )
}

fn time(name: &str, taken: &ClockTimes) -> Line {
    let (minutes, days) = (taken.working_minutes, taken.calendar_days);
    let value = minutes.median.map_or_else(
        || "–".to_owned(),
        |median| format!("{} jam kerja", hours(median)),
    );
    let mut of = Vec::new();
    if let Some(p90) = minutes.p90 {
        of.push(format!("9 dari 10 paling lama {}", hours(p90)));
    }
    if let (Some(median), Some(p90)) = (days.median, days.p90) {
        of.push(format!(
            "hari kalender {} dan {}",
            number(median.into()),
            number(p90.into())
        ));
    }
    of.push(format!("n = {}", number(minutes.n)));
    of.push(format!("masih berjalan {}", number(minutes.running)));
    (name.to_owned(), value, of.join("; "))
}

fn clock_name(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::Verification => "verifikasi",
        ClockKind::FirstFollowUp => "tindak lanjut pertama",
        ClockKind::Resolution => "jawaban akhir",
        ClockKind::AutoClose => "tanggapan pelapor",
        ClockKind::HoldExpiry => "kelengkapan dari pelapor",
        ClockKind::Check => "pemeriksaan jawaban akhir",
        ClockKind::Accept => "penerimaan oleh unit",
        ClockKind::Review => "peninjauan ulang",
        ClockKind::ReopenWindow => "masa buka kembali",
        ClockKind::ObjectionWindow => "masa keberatan",
        ClockKind::HandoverAck => "penerimaan oleh instansi lain",
        ClockKind::Ppid => "permohonan informasi (PPID)",
    }
}
