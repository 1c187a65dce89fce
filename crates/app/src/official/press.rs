//! A summary for the press: one paragraph, ready to read out.

use dokumen::Block;
use lapor_domain::figures::{DISPOSED, Share, TOTAL_IN_FIVES, number, percent};
use lapor_domain::official::Reader;

use super::ending;
use super::model::{Gathered, Group};
use super::pieces::{centered, completed, listed, received, remark, text};
use super::provenance::basis;
use super::words::moment;

/// Which reports are counted, after "Angka" or "Angka lainnya".
const OF_ALL: &str = "mencakup semua laporan yang diterima, juga yang diarsipkan dan yang tidak dibuka untuk umum; hanya \
    tingkat penyelesaian tanpa yang diarsipkan dan diteruskan.";
/// Which figures of an edition for anyone are of fewer.
const PARTS: &str = "Angka yang disebut “sedikitnya”, juga urutannya, hanya menurut yang dapat ditampilkan: laporan yang sudah \
    dibuka untuk umum dihitung tepat, yang belum dibuka per lima.";
/// More names than this nobody listens to.
const NAMED: usize = 8;

/// The paragraph, with what the office adds to it.
pub(super) fn blocks(gathered: &Gathered, sentences: &[String]) -> Vec<Block> {
    let mut said = vec![paragraph(gathered)];
    said.extend_from_slice(sentences);
    vec![
        centered(gathered.of_whom().to_uppercase()),
        text(said.join(" ")),
        remark(counted(gathered)),
    ]
}

/// Of which moment it is, of which reports each figure, and by which rules.
fn counted(gathered: &Gathered) -> String {
    let as_of = moment(gathered.as_of, gathered.zone);
    let of_which = match (gathered.reader, gathered.in_fives) {
        (Reader::Inside, false) => format!("Angka {OF_ALL}"),
        (Reader::Public, false) => format!("{PARTS} Angka lainnya {OF_ALL}"),
        (_, true) => format!("{PARTS} {TOTAL_IN_FIVES}"),
    };
    format!("Keadaan sampai {as_of}. {of_which} {}", basis(gathered))
}

/// The paragraph.
pub fn paragraph(gathered: &Gathered) -> String {
    let total = &gathered.total;
    let whom = gathered.of_whom();
    let period = gathered.during();
    if total.received == 0 {
        let nothing = received(gathered, "pengaduan");
        return format!("{period} {whom} menerima {nothing}.");
    }
    let mut said = vec![format!(
        "{period} {whom} menerima {}.",
        received(gathered, "pengaduan")
    )];
    // Of the same moment as the sentence before it, so not behind what stood at the end of the period.
    said.extend(completed(total, "pengaduan"));
    said.extend(ending::said(gathered, "pengaduan"));
    let units = named(gathered, &gathered.units);
    if !units.is_empty() {
        said.push(format!(
            "{} antara lain kepada {}.",
            disposed(gathered),
            listed(&units)
        ));
    }
    let categories = named(gathered, &gathered.categories);
    if !categories.is_empty() {
        said.push(format!(
            "Menurut kategori, {} {}.",
            if gathered.reader == Reader::Public {
                "antara lain"
            } else {
                "yang terbanyak adalah"
            },
            listed(&categories)
        ));
    }
    said.join(" ")
}

/// How many were disposed. In fives each figure may be four too few, and what is told of no state is of none of them: then
/// neither their sum nor its share is true, and only that there are some is said.
fn disposed(gathered: &Gathered) -> String {
    let total = &gathered.total;
    let known = total.sum(&DISPOSED).filter(|_| !gathered.in_fives);
    known.map_or_else(
        || "Pengaduan terdisposisi".to_owned(),
        |n| {
            format!(
                "Sebanyak {} pengaduan ({}) terdisposisi,",
                number(n),
                percent(Share::of(n, total.received))
            )
        },
    )
}

/// "Dinas Pekerjaan Umum (120)"; in an edition for anyone every part is told in fives, and is at least that.
fn named(gathered: &Gathered, groups: &[Group]) -> Vec<String> {
    let least = match gathered.reader {
        Reader::Public => "sedikitnya ",
        Reader::Inside => "",
    };
    let known = groups.iter().filter(|group| group.key.is_some());
    known
        .take(NAMED)
        .map(|group| {
            let received = number(group.counts.received);
            format!("{} ({least}{received})", group.label)
        })
        .collect()
}
