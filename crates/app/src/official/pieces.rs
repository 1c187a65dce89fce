//! What documents are put together from.

use dokumen::{Align, Block, Cell, Column, Paragraph, Run, Table};
use grafik::{Chart, Kind, Point, Series};
use lapor_domain::figures::{FEW, Share, number, percent};
use lapor_domain::words::Figure;

use super::model::{Counts, Gathered, Group, Handling};

/// A plain paragraph, set on both sides.
pub(super) fn text(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph {
        align: Align::Justify,
        ..Paragraph::plain(text)
    })
}

/// A small remark.
pub(super) fn remark(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph {
        align: Align::Left,
        runs: vec![Run {
            text: text.into(),
            italic: true,
            ..Run::default()
        }],
    })
}

/// A line in the middle, bold.
pub(super) fn centered(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph {
        align: Align::Center,
        runs: vec![Run {
            text: text.into(),
            bold: true,
            ..Run::default()
        }],
    })
}

/// Paragraphs.
pub(super) fn texts(paragraphs: &[String]) -> impl Iterator<Item = Block> {
    paragraphs.iter().map(text)
}

pub(super) fn column(title: &str, width: u16, align: Align) -> Column {
    Column {
        title: title.to_owned(),
        width,
        align,
    }
}

/// Columns of one alignment: title and width.
pub(super) fn left(columns: &[(&str, u16)]) -> Vec<Column> {
    let columns = columns.iter();
    columns
        .map(|(title, width)| column(title, *width, Align::Left))
        .collect()
}

/// A number, a name, then counts.
pub(super) fn counted(name: &str, counts: &[&str]) -> Vec<Column> {
    let mut columns = vec![
        column("No.", 6, Align::Right),
        column(name, 40, Align::Left),
    ];
    columns.extend(counts.iter().map(|title| column(title, 14, Align::Right)));
    columns
}

pub(super) fn table(
    caption: impl Into<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Table {
    Table {
        caption: caption.into(),
        columns,
        rows,
        total: None,
    }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

/// A count, where it is shown.
pub(super) fn shown(count: Option<u64>) -> Cell {
    count.map_or(Cell::Empty, Cell::Count)
}

pub(super) fn share(share: Option<Share>) -> Cell {
    share
        .and_then(Share::tenths)
        .map_or(Cell::Empty, Cell::Percent)
}

/// A share of enough to say something: of fewer than [`FEW`] chance decides.
pub(super) fn judged(of: Option<Share>) -> Cell {
    share(of.filter(|share| share.whole >= FEW))
}

/// Whether a number is of so few that chance decides; of none there is nothing to say.
fn is_few(n: u64) -> bool {
    (1..FEW).contains(&n)
}

/// Said below a table in which a completion is not told, because it is of too few.
pub(super) fn few_completed<'a>(
    groups: &'a [Group],
    total: impl Into<Option<&'a Counts>>,
) -> Option<Block> {
    let counts = groups.iter().map(|group| &group.counts).chain(total.into());
    let mut shares = counts.filter_map(Counts::completion);
    shares.any(|share| is_few(share.whole)).then(|| {
        remark(format!(
            "Penyelesaian dari kurang dari {} laporan tidak disebut.",
            number(FEW)
        ))
    })
}

/// Said below the table of [`handling`] where a row is of too few.
pub(super) fn few_handled(handling: &Handling) -> Option<Block> {
    let due = handling.timely.iter().map(|(_, due)| *due);
    let measured = handling.minutes.iter().map(|(n, ..)| *n);
    due.chain(measured).any(is_few).then(|| {
        remark(format!(
            "Bagian tepat waktu dari kurang dari {few} yang jatuh tempo tidak disebut; median dari kurang dari {few} yang diukur \
             hanya petunjuk.",
            few = number(FEW)
        ))
    })
}

/// Place in a list, from 1.
pub(super) fn place(at: usize) -> Cell {
    Cell::Count(at as u64 + 1)
}

/// "589 dari 606 (97,2 %)".
pub(super) fn of(part: u64, whole: u64) -> String {
    format!(
        "{} dari {} ({})",
        number(part),
        number(whole),
        percent(Share::of(part, whole))
    )
}

/// "606 pengaduan; 589 telah ditangani, 12 dalam proses, 5 belum ditindaklanjuti": figures that are zero are left out,
/// but for the three that everybody asks for.
pub(super) fn sentence(counts: &Counts, thing: &str) -> String {
    if counts.received == 0 {
        return format!("0 {thing}");
    }
    let always = [Figure::Handled, Figure::InProcess, Figure::NotFollowedUp];
    let said: Vec<String> = Figure::ALL
        .iter()
        .filter_map(|figure| {
            let n = counts.get(*figure)?;
            (n > 0 || always.contains(figure))
                .then(|| format!("{} {}", number(n), super::words::said(*figure)))
        })
        .collect();
    format!("{} {thing}; {}", number(counts.received), said.join(", "))
}

/// "606 laporan; 589 telah ditangani, …" of all reports; at least as many where they are told in fives.
pub(super) fn received(gathered: &Gathered, thing: &str) -> String {
    let said = sentence(&gathered.total, thing);
    match (gathered.in_fives, gathered.total.received) {
        (false, _) => said,
        (true, 0) => format!("{said} yang dapat disebut"),
        (true, _) => format!("sedikitnya {said}"),
    }
}

/// Said where there is nothing to list.
pub(super) fn nothing(gathered: &Gathered) -> Block {
    remark(if gathered.in_fives {
        "Tidak ada laporan yang dapat disebut pada periode ini."
    } else {
        "Tidak ada laporan pada periode ini."
    })
}

/// "a, b, dan c".
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} dan {two}"),
        [rest @ .., last] => format!("{}, dan {last}", rest.join(", ")),
    }
}

fn point(value: Option<u64>) -> Point {
    Point {
        value: value.map(|n| n as f64),
        label: value.map_or_else(|| "–".to_owned(), number),
        link: None,
        few: false,
        rest: false,
    }
}

/// Received and, of them, handled, month by month: one cohort, so that no month tells more than came in it.
pub(super) fn trend(months: &[Group], as_of: &str) -> Chart {
    // What the months leave of the total is no month.
    let months = months.iter().filter(|month| !month.is_left());
    let months: Vec<Group> = months.cloned().collect();
    let series = |name: &str, of: &dyn Fn(&Group) -> Option<u64>| Series {
        name: name.to_owned(),
        points: months.iter().map(|month| point(of(month))).collect(),
    };
    Chart {
        kind: Kind::Line,
        title: "Laporan masuk dan selesai menurut bulan diterima".to_owned(),
        description: described(
            months.iter().map(|month| {
                let handled = month.counts.get(Figure::Handled);
                let handled = handled.map_or_else(|| "–".to_owned(), number);
                (
                    month.label.as_str(),
                    format!("{} masuk, {handled} selesai", number(month.counts.received)),
                )
            }),
            &format!(
                "Laporan yang masuk tiap bulan dan yang di antaranya sudah tertangani pada {as_of}"
            ),
        ),
        unit: "laporan".to_owned(),
        categories: months.iter().map(|month| month.label.clone()).collect(),
        series: vec![
            series("Masuk", &|month| Some(month.counts.received)),
            series("Selesai", &|month| month.counts.get(Figure::Handled)),
        ],
    }
}

/// The largest groups as lying bars.
pub(super) fn largest(title: &str, groups: &[Group], most: usize) -> Chart {
    let groups: Vec<&Group> = groups.iter().take(most).collect();
    Chart {
        kind: Kind::Bars,
        title: title.to_owned(),
        description: described(
            groups
                .iter()
                .map(|group| (group.label.as_str(), number(group.counts.received))),
            title,
        ),
        unit: "laporan".to_owned(),
        categories: groups.iter().map(|group| group.label.clone()).collect(),
        series: vec![Series {
            name: "Laporan".to_owned(),
            points: groups
                .iter()
                .map(|group| point(Some(group.counts.received)))
                .collect(),
        }],
    }
}

/// Reports of which no state is told, as a state among the others.
pub(super) const OF_NO_STATE: &str = "Tidak dirinci menurut keadaan";

/// The seven figures as a ring, and what they leave; those that are zero left out.
pub(super) fn ring(counts: &Counts) -> Chart {
    use lapor_domain::figures::figure_name;
    let parts: Vec<(&str, u64)> = Figure::ALL
        .iter()
        .map(|figure| (figure_name(*figure), counts.sure(*figure)))
        .chain([(OF_NO_STATE, counts.unspecified())])
        .filter(|(_, n)| *n > 0)
        .collect();
    let named = parts
        .iter()
        .map(|(name, n)| (*name, of(*n, counts.received)));
    Chart {
        kind: Kind::Ring,
        title: "Keadaan laporan".to_owned(),
        description: described(named, "Laporan menurut keadaan"),
        unit: "laporan".to_owned(),
        categories: parts.iter().map(|(name, _)| (*name).to_owned()).collect(),
        series: vec![Series {
            name: "Laporan".to_owned(),
            points: parts.iter().map(|(_, n)| point(Some(*n))).collect(),
        }],
    }
}

fn described<'a>(parts: impl Iterator<Item = (&'a str, String)>, begin: &str) -> String {
    let parts: Vec<String> = parts
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    if parts.is_empty() {
        return format!("{begin}: tidak ada laporan.");
    }
    format!("{begin}. {}.", parts.join("; "))
}

/// Heads the column of reports of which no state is told.
pub(super) const UNSPECIFIED: &str = "Tidak dirinci";

/// Whether a table has reports of which no state is told, and so a column of them: without it a reader would take them for
/// archived, or for open.
pub(super) fn leaves<'a>(groups: &'a [Group], total: impl Into<Option<&'a Counts>>) -> bool {
    let counts = groups.iter().map(|group| &group.counts);
    counts
        .chain(total.into())
        .any(|counts| counts.unspecified() > 0)
}

/// How completion comes about, below a table with a column of it.
pub(super) fn how_completed(leaves: bool) -> String {
    let without = left_out(leaves);
    format!("Penyelesaian: selesai dibagi yang diterima tanpa {without}.")
}

/// "Tingkat penyelesaian 97,2 % (589 dari 606 laporan, tanpa yang diarsipkan dan diteruskan)."; none where it is of nothing.
pub(super) fn completed(counts: &Counts, thing: &str) -> Option<String> {
    let share = counts.completion().filter(|share| share.whole > 0)?;
    Some(format!(
        "Tingkat penyelesaian {} ({} dari {} {thing}, tanpa {}).",
        percent(share),
        number(share.part),
        number(share.whole),
        left_out(counts.unspecified() > 0)
    ))
}

/// What completion is not of.
pub(super) const fn left_out(leaves: bool) -> &'static str {
    if leaves {
        "yang diarsipkan, diteruskan, dan tidak dirinci"
    } else {
        "yang diarsipkan dan diteruskan"
    }
}

/// The groups of a breakdown as a table: count of each figure and completion.
pub(super) fn breakdown(caption: &str, name: &str, groups: &[Group], total: &Counts) -> Table {
    let mut heads = vec![
        "Masuk",
        "Tertangani",
        "Dalam proses",
        "Belum ditindaklanjuti",
        "Lainnya",
        "Penyelesaian",
    ];
    let leaves = leaves(groups, total);
    if leaves {
        heads.push(UNSPECIFIED);
    }
    let columns = counted(name, &heads);
    let rest = |counts: &Counts| {
        counts.sum(&[
            Figure::NotVerified,
            Figure::OnHold,
            Figure::Archived,
            Figure::Transferred,
        ])
    };
    let cells = |counts: &Counts| {
        let mut cells = vec![
            Cell::Count(counts.received),
            shown(counts.get(Figure::Handled)),
            shown(counts.get(Figure::InProcess)),
            shown(counts.get(Figure::NotFollowedUp)),
            shown(rest(counts)),
            judged(counts.completion()),
        ];
        if leaves {
            cells.push(Cell::Count(counts.unspecified()));
        }
        cells
    };
    let rows = groups.iter().enumerate().map(|(at, group)| {
        let mut row = vec![place(at), cell(&group.label)];
        row.extend(cells(&group.counts));
        row
    });
    let mut made = table(caption, columns, rows.collect());
    let mut sum = vec![Cell::Empty, cell("Jumlah")];
    sum.extend(cells(total));
    made.total = Some(sum);
    made
}

/// Speed and punctuality of the period's reports.
pub(super) fn handling(handling: &Handling) -> Table {
    let [verify, first, last] = handling.minutes;
    let [on_verify, on_first, on_last] = handling.timely;
    let hours = |minutes: Option<u32>| {
        minutes.map_or(Cell::Empty, |minutes| {
            Cell::Decimal(f64::from(minutes) / 60.0, 1)
        })
    };
    let row = |name: &str, times: (u64, Option<u32>, Option<u32>), kept: (u64, u64)| {
        vec![
            cell(name),
            Cell::Count(times.0),
            hours(times.1),
            hours(times.2),
            Cell::Count(kept.0),
            Cell::Count(kept.1),
            judged(Some(Share::of(kept.0, kept.1))),
        ]
    };
    table(
        "Kecepatan dan ketepatan waktu",
        vec![
            column("Tahap", 30, Align::Left),
            column("Selesai diukur", 12, Align::Right),
            column("Median (jam kerja)", 14, Align::Right),
            column("9 dari 10 paling lama (jam kerja)", 18, Align::Right),
            column("Tepat waktu", 12, Align::Right),
            column("Jatuh tempo", 12, Align::Right),
            column("Bagian tepat waktu", 14, Align::Right),
        ],
        vec![
            row("Verifikasi", verify, on_verify),
            row("Tindak lanjut pertama", first, on_first),
            row("Jawaban akhir", last, on_last),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_that_cities_read_out() {
        let mut by = [Some(0); 7];
        for (at, figure) in Figure::ALL.iter().enumerate() {
            by[at] = Some(match figure {
                Figure::Handled => 589,
                Figure::InProcess => 12,
                Figure::NotFollowedUp => 5,
                _ => 0,
            });
        }
        let counts = Counts { received: 606, by };
        assert_eq!(
            sentence(&counts, "pengaduan"),
            "606 pengaduan; 589 telah ditangani, 12 dalam proses, 5 belum ditindaklanjuti"
        );
        assert_eq!(sentence(&Counts::default(), "pengaduan"), "0 pengaduan");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b, dan c");
    }
}
