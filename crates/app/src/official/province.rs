//! The provincial recap: what waits where, by kabupaten and kota.

use dokumen::{Block, Cell, Table};
use lapor_domain::figures::number;
use lapor_domain::words::Figure;

use super::model::{Counts, Gathered, Group};
use super::pieces::{
    UNSPECIFIED, cell, centered, counted, how_completed, leaves, place, remark, share, shown,
    table, text,
};

pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    let sum = |figure: Figure| match &gathered.recap {
        Some(recap) => recap.total.get(figure),
        None => Some(told(gathered, figure)),
    };
    let received: u64 = gathered
        .bodies
        .iter()
        .map(|body| body.counts.received)
        .sum();
    let said = |figure| match sum(figure) {
        Some(n) => number(n),
        None => format!("sedikitnya {}", number(told(gathered, figure))),
    };
    // Cities are counted in fives, one by one.
    let is_as_anyones = gathered.recap.is_some_and(|recap| recap.is_as_anyones);
    let least = if is_as_anyones && received > 0 {
        "sedikitnya "
    } else {
        ""
    };
    let nothing = Counts::default();
    let total = gathered
        .recap
        .as_ref()
        .map_or(&nothing, |recap| &recap.total);
    let leaves = leaves(&gathered.bodies, total);
    let mut blocks = vec![
        centered(gathered.of_whom().to_uppercase()),
        text(format!(
            "{}, {} instansi menerima {least}{} laporan: {} belum didisposisi, {} sudah didisposisi tetapi belum \
             ditindaklanjuti, {} dalam proses.",
            gathered.period.during(),
            number(gathered.bodies.len() as u64),
            number(received),
            said(Figure::NotVerified),
            said(Figure::NotFollowedUp),
            said(Figure::InProcess),
        )),
        Block::Table(whole(gathered, leaves)),
        remark(how_completed(leaves)),
    ];
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
            blocks.push(remark(format!("{name}: tidak ada.")));
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

/// What the rows show of a figure.
fn told(gathered: &Gathered, figure: Figure) -> u64 {
    let groups = gathered.bodies.iter();
    groups.map(|body| body.counts.sure(figure)).sum()
}

fn whole(gathered: &Gathered, leaves: bool) -> Table {
    let row = |place: Cell, label: &str, counts: &Counts| {
        let mut cells = vec![
            place,
            cell(label),
            Cell::Count(counts.received),
            shown(counts.get(Figure::NotVerified)),
            shown(counts.get(Figure::NotFollowedUp)),
            shown(counts.get(Figure::InProcess)),
            shown(counts.get(Figure::Handled)),
            share(counts.completion()),
        ];
        cells.extend(leaves.then(|| Cell::Count(counts.unspecified())));
        cells
    };
    let bodies = gathered.bodies.iter().enumerate();
    let rows = bodies.map(|(at, body)| row(place(at), &body.label, &body.counts));
    let mut heads = vec![
        "Masuk",
        "Belum didisposisi",
        "Belum ditindaklanjuti",
        "Dalam proses",
        "Selesai",
        "Penyelesaian",
    ];
    heads.extend(leaves.then_some(UNSPECIFIED));
    let mut made = table(
        "Rekapitulasi kabupaten dan kota",
        counted("Instansi", &heads),
        rows.collect(),
    );
    let total = gathered.recap.as_ref().map(|recap| &recap.total);
    made.total = total.map(|total| row(Cell::Empty, "Jumlah", total));
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
    let mut made = table(name, counted("Instansi", &["Jumlah"]), rows.collect());
    let sum = bodies.iter().map(|body| waits(body)).sum();
    made.total = Some(vec![Cell::Empty, cell("Jumlah"), Cell::Count(sum)]);
    made
}
