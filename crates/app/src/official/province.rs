//! The provincial recap: what waits where, by kabupaten and kota.

use dokumen::{Block, Cell, Table};
use lapor_domain::figures::number;
use lapor_domain::words::Figure;

use super::model::{Counts, Gathered, Group};
use super::pieces::{
    UNSPECIFIED, cell, centered, counted, few_completed, judged, leaves, place, remark, shown,
    table, text,
};

/// How rows told in fives are to be read.
const AS_ANYONES: &str = "Angka tiap instansi dihitung seperti untuk umum: laporan yang sudah dibuka untuk umum tepat, yang belum dibuka \
    per lima. Tiap angka di sini adalah angka paling sedikit, dan dapat lebih kecil daripada dalam dokumen instansi itu sendiri.";
/// What the recap does not tell apart.
const OTHERS: &str = "Lainnya: ditunda, diarsipkan, atau diteruskan.";
/// Said where some are not told by state.
const NOT_BY_STATE: &str = "Tidak dirinci: hanya jumlahnya yang disebut, bukan keadaannya.";

pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    let mut blocks = vec![
        centered(gathered.of_whom().to_uppercase()),
        text(sentence(gathered)),
        Block::Table(whole(gathered)),
        remark(if leaves(&gathered.bodies, total(gathered)) {
            format!("{OTHERS} {NOT_BY_STATE}")
        } else {
            OTHERS.to_owned()
        }),
    ];
    blocks.extend(few_completed(&gathered.bodies, total(gathered)));
    if is_as_anyones(gathered) {
        blocks.push(remark(AS_ANYONES));
    }
    let waiting = [
        (Figure::NotVerified, "Belum didisposisi"),
        (
            Figure::NotFollowedUp,
            "Sudah didisposisi, belum ditindaklanjuti",
        ),
        (Figure::InProcess, "Dalam proses"),
    ];
    for (figure, name) in waiting {
        let waiting = of(gathered, figure, name);
        if waiting.rows.is_empty() {
            let told = if is_as_anyones(gathered) {
                " yang dapat disebut"
            } else {
                ""
            };
            blocks.push(remark(format!("{name}: tidak ada{told}.")));
        } else {
            blocks.push(Block::Table(waiting));
        }
    }
    match &gathered.recap {
        None => blocks.push(remark(
            "Laporan yang pindah antarinstansi terhitung pada setiap instansi yang pernah memegangnya; pada instansi lama \
             sebagai diteruskan.",
        )),
        Some(recap) => {
            blocks.push(remark(
                "Setiap laporan terhitung satu kali, pada instansi yang memegangnya pada saat acuan; yang diteruskan ke \
                 instansi lain di sini tidak terhitung lagi pada instansi asalnya.",
            ));
            if recap.left_out {
                blocks.push(remark(
                    "Instansi yang angkanya terlalu kecil untuk berdiri sendiri tidak memiliki baris dan tidak ada dalam \
                     jumlah.",
                ));
            }
        }
    }
    blocks
}

/// Who received how many, and what waits. Of rows in fives that is the least that there is.
fn sentence(gathered: &Gathered) -> String {
    let received: u64 = gathered
        .bodies
        .iter()
        .map(|body| body.counts.received)
        .sum();
    let (received, of_them) = match (is_as_anyones(gathered), received) {
        (false, n) => (format!("{} laporan", number(n)), ": "),
        (true, 0) => ("0 laporan yang dapat disebut".to_owned(), ": "),
        (true, n) => (
            format!("sedikitnya {} laporan", number(n)),
            "; yang dapat disebut menurut keadaannya: ",
        ),
    };
    let said = |figure| {
        let sum = match &gathered.recap {
            Some(recap) => recap.total.get(figure),
            None => Some(told(gathered, figure)),
        };
        match sum {
            Some(n) => number(n),
            None => format!("sedikitnya {}", number(told(gathered, figure))),
        }
    };
    format!(
        "{}, {} menerima {received}{of_them}{} belum didisposisi, {} sudah didisposisi tetapi belum ditindaklanjuti, {} dalam \
         proses.",
        gathered.during(),
        who(gathered),
        said(Figure::NotVerified),
        said(Figure::NotFollowedUp),
        said(Figure::InProcess),
    )
}

/// Whose reports they are: what is told joined is no body, and who has the recap made is none of the others.
fn who(gathered: &Gathered) -> String {
    let named = gathered.bodies.iter().filter(|body| body.key.is_some());
    let bodies = named.count() as u64;
    match gathered.recap.filter(|recap| recap.has_own) {
        None => format!("{} instansi", number(bodies)),
        Some(_) if bodies == 1 => format!("{} sendiri", gathered.of_whom()),
        Some(_) => format!(
            "{} sendiri dan {} instansi lain",
            gathered.of_whom(),
            number(bodies.saturating_sub(1))
        ),
    }
}

/// Whether its rows are told as to anyone.
fn is_as_anyones(gathered: &Gathered) -> bool {
    gathered.recap.is_some_and(|recap| recap.is_as_anyones)
}

/// All bodies together, where each report is in one of them.
fn total(gathered: &Gathered) -> Option<&Counts> {
    gathered.recap.as_ref().map(|recap| &recap.total)
}

/// What the rows show of a figure.
fn told(gathered: &Gathered, figure: Figure) -> u64 {
    let groups = gathered.bodies.iter();
    groups.map(|body| body.counts.sure(figure)).sum()
}

/// A table's name; of figures that are the least, it says so.
fn caption(gathered: &Gathered, name: &str) -> String {
    if is_as_anyones(gathered) {
        format!("{name} (sedikitnya)")
    } else {
        name.to_owned()
    }
}

fn whole(gathered: &Gathered) -> Table {
    let leaves = leaves(&gathered.bodies, total(gathered));
    let row = |place: Cell, label: &str, counts: &Counts| {
        let mut row = vec![
            place,
            cell(label),
            Cell::Count(counts.received),
            shown(counts.get(Figure::NotVerified)),
            shown(counts.get(Figure::NotFollowedUp)),
            shown(counts.get(Figure::InProcess)),
            shown(counts.get(Figure::Handled)),
            shown(counts.sum(&[Figure::OnHold, Figure::Archived, Figure::Transferred])),
        ];
        if leaves {
            row.push(Cell::Count(counts.unspecified()));
        }
        row.push(judged(counts.completion()));
        row
    };
    let mut heads = vec![
        "Masuk",
        "Belum didisposisi",
        "Belum ditindaklanjuti",
        "Dalam proses",
        "Selesai",
        "Lainnya",
    ];
    heads.extend(leaves.then_some(UNSPECIFIED));
    heads.push("Penyelesaian");
    let bodies = gathered.bodies.iter().enumerate();
    let rows = bodies.map(|(at, body)| row(place(at), &body.label, &body.counts));
    let mut made = table(
        caption(gathered, "Rekapitulasi menurut instansi"),
        counted("Instansi", &heads),
        rows.collect(),
    );
    made.total = total(gathered).map(|total| row(Cell::Empty, "Jumlah", total));
    made
}

/// The bodies in which something waits, the most first.
fn of(gathered: &Gathered, figure: Figure, name: &str) -> Table {
    let waits = |body: &Group| body.counts.get(figure).unwrap_or(0);
    let mut bodies: Vec<&Group> = gathered
        .bodies
        .iter()
        .filter(|body| waits(body) > 0)
        .collect();
    bodies.sort_by(|a, b| waits(b).cmp(&waits(a)).then_with(|| a.label.cmp(&b.label)));
    let rows = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| vec![place(at), cell(&body.label), Cell::Count(waits(body))]);
    let mut made = table(
        caption(gathered, name),
        counted("Instansi", &["Jumlah"]),
        rows.collect(),
    );
    let sum = bodies.iter().map(|body| waits(body)).sum();
    made.total = Some(vec![Cell::Empty, cell("Jumlah"), Cell::Count(sum)]);
    made
}
