//! Recommendations that the figures propose; an officer reads and rewrites them.

use lapor_domain::figures::{FEW, Share, number, percent};
use lapor_domain::official::{Papers, Reader, Written};
use lapor_domain::words::Figure;

use super::model::{Gathered, Group};
use super::pieces::of;

/// More than this are no recommendations but a list.
const MOST: usize = 10;
/// So many categories that grew are named.
const GROWN: usize = 3;

/// What to recommend, the weightiest first; nothing where no recommendations stand.
pub fn propose(gathered: &Gathered, papers: &Papers) -> Vec<String> {
    if gathered.layout.written() != Some(Written::Recommendations) {
        return Vec::new();
    }
    if gathered.total.received == 0 && !gathered.in_fives {
        return vec![
            "Tidak ada laporan pada periode ini. Periksa apakah semua kanal pengaduan berfungsi dan diketahui masyarakat."
                .to_owned(),
        ];
    }
    let mut advice = Vec::new();
    waiting(gathered, &mut advice);
    punctuality(gathered, papers, &mut advice);
    growth(gathered, &mut advice);
    silence(gathered, &mut advice);
    refusals(gathered, &mut advice);
    disputes(gathered, &mut advice);
    advice.truncate(MOST);
    if advice.is_empty() {
        advice.push(
            "Angka periode ini tidak menunjukkan hal yang memerlukan rekomendasi khusus; pertahankan cara kerja yang ada."
                .to_owned(),
        );
    }
    advice
}

/// Whether a share of at least `FEW` lies below so many percent.
fn is_below(part: u64, whole: u64, percent: u64) -> bool {
    whole >= FEW && part * 100 < whole * percent
}

/// Whether it lies above.
fn is_above(part: u64, whole: u64, percent: u64) -> bool {
    whole >= FEW && part * 100 > whole * percent
}

fn waiting(gathered: &Gathered, advice: &mut Vec<String>) {
    let total = &gathered.total;
    let unanswered = total.sure(Figure::NotFollowedUp);
    if is_above(unanswered, total.received, 10) {
        advice.push(format!(
            "Sebanyak {} laporan belum ditindaklanjuti. Koordinator meminta setiap unit menjawab laporan yang sudah \
             didisposisi sebelum periode berikutnya.",
            of(unanswered, total.received)
        ));
    }
    let unverified = total.sure(Figure::NotVerified);
    if is_above(unverified, total.received, 10) {
        advice.push(format!(
            "Sebanyak {} laporan belum diverifikasi. Tambah petugas verifikasi atau tetapkan pengganti pada hari sibuk.",
            of(unverified, total.received)
        ));
    }
}

fn punctuality(gathered: &Gathered, papers: &Papers, advice: &mut Vec<String>) {
    let least = u64::from(papers.timely_percent);
    for unit in &gathered.handling.units {
        let (kept, due) = unit.timely;
        if is_below(kept, due, least) {
            advice.push(format!(
                "{} memberi jawaban akhir tepat waktu pada {} laporan yang jatuh tempo, di bawah batas {least} %. Unit \
                 menyusun rencana percepatan dan melaporkannya kepada pimpinan.",
                unit.name,
                of(kept, due)
            ));
        }
    }
    let [_, (kept, due), _] = gathered.handling.timely;
    if is_below(kept, due, least) {
        advice.push(format!(
            "Tindak lanjut pertama tepat waktu pada {} laporan, di bawah batas {least} %. Setiap unit menunjuk petugas yang \
             memeriksa laporan masuk setiap hari kerja.",
            of(kept, due)
        ));
    }
}

/// Categories that grew by half and by at least five. For anyone they are counted in fives, and between such counts there
/// may be a difference where there is none.
fn growth(gathered: &Gathered, advice: &mut Vec<String>) {
    let before = gathered.before.as_ref();
    let Some(before) = before.filter(|_| gathered.reader == Reader::Inside) else {
        return;
    };
    let earlier = |group: &Group| {
        let found = before
            .categories
            .iter()
            .find(|other| other.key == group.key);
        found.map_or(0, |other| other.counts.received)
    };
    let known = gathered
        .categories
        .iter()
        .filter(|group| group.key.is_some());
    let mut grown = 0;
    for group in known {
        let (now, then) = (group.counts.received, earlier(group));
        if grown < GROWN && now >= then + 5 && now * 2 >= then * 3 {
            grown += 1;
            advice.push(format!(
                "Laporan tentang {} naik dari {} menjadi {} dibanding {}. Unit yang berwenang mencari sebabnya dan \
                 menangani sumbernya, bukan hanya tiap laporan.",
                group.label,
                number(then),
                number(now),
                before.period.in_sentence()
            ));
        }
    }
}

/// Closed by nobody's word. To anyone it is not told how reports were closed: beside the list of what is public, how the
/// others ended would be told by subtraction.
fn silence(gathered: &Gathered, advice: &mut Vec<String>) {
    if gathered.reader == Reader::Public {
        return;
    }
    let handled = gathered.total.sure(Figure::Handled);
    let [_, _, by_system] = gathered.closed_by;
    if is_above(by_system, handled, 50) {
        advice.push(format!(
            "Sebanyak {} laporan tertangani ditutup sistem karena pelapor tidak menanggapi. Diam bukan persetujuan: hubungi \
             sebagian pelapor untuk memastikan masalahnya selesai.",
            of(by_system, handled)
        ));
    }
}

fn refusals(gathered: &Gathered, advice: &mut Vec<String>) {
    let (refused, disposed) = gathered.handling.refused;
    if is_above(refused, disposed, 15) {
        advice.push(format!(
            "Unit menolak {} disposisi sebagai bukan wewenangnya. Periksa pembagian tugas dan aturan rute agar laporan \
             langsung sampai kepada yang berwenang.",
            of(refused, disposed)
        ));
    }
    for unit in &gathered.handling.units {
        let (refused, disposed) = unit.refused;
        if is_above(refused, disposed, 30) {
            advice.push(format!(
                "{} menolak {} ({}) disposisi. Sepakati batas wewenangnya secara tertulis.",
                unit.name,
                number(refused),
                percent(Share::of(refused, disposed))
            ));
        }
    }
}

fn disputes(gathered: &Gathered, advice: &mut Vec<String>) {
    let (disputed, ended) = gathered.handling.disputed;
    if is_above(disputed, ended, 20) {
        advice.push(format!(
            "Pelapor menyanggah {} usulan penutupan. Periksa mutu jawaban akhir sebelum diusulkan, terutama buktinya.",
            of(disputed, ended)
        ));
    }
}
