//! A summary for the press: one paragraph, ready to read out.

use dokumen::Block;
use lapor_domain::figures::{DISPOSED, Share, TOTAL_IN_FIVES, number, percent};
use lapor_domain::official::Reader;

use super::ending;
use super::model::{Gathered, Group};
use super::pieces::{centered, listed, received, remark, text};
use super::words::moment;

/// Which reports are counted.
const OF_ALL: &str = "Angka mencakup semua laporan yang diterima, juga yang diarsipkan dan yang tidak dibuka untuk umum.";
/// More names than this nobody listens to.
const NAMED: usize = 8;

pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    vec![
        centered(gathered.of_whom().to_uppercase()),
        text(paragraph(gathered)),
        remark(format!(
            "Keadaan sampai {}. {}",
            moment(gathered.as_of, gathered.zone),
            if gathered.in_fives {
                TOTAL_IN_FIVES
            } else {
                OF_ALL
            }
        )),
    ]
}

/// The paragraph.
pub fn paragraph(gathered: &Gathered) -> String {
    let total = &gathered.total;
    let whom = gathered.of_whom();
    let period = gathered.period.during();
    if total.received == 0 {
        let nothing = received(gathered, "pengaduan");
        return format!("{period} {whom} menerima {nothing}.");
    }
    let mut said = vec![format!(
        "{period} {whom} menerima {}.",
        received(gathered, "pengaduan")
    )];
    // Of the same moment as the sentence before it, so not behind what stood at the end of the period.
    if let Some(share) = total.completion().filter(|share| share.whole > 0) {
        said.push(format!(
            "Tingkat penyelesaian {} ({} dari {}{}).",
            percent(share),
            number(share.part),
            number(share.whole),
            if total.unspecified() > 0 {
                " yang dirinci menurut keadaan"
            } else {
                ""
            }
        ));
    }
    said.extend(ending::said(gathered, "pengaduan"));
    let units = named(&gathered.units);
    if !units.is_empty() {
        said.push(format!(
            "{} antara lain kepada {}.",
            disposed(gathered),
            listed(&units)
        ));
    }
    let categories = named(&gathered.categories);
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

/// "Dinas Pekerjaan Umum (120)".
fn named(groups: &[Group]) -> Vec<String> {
    let known = groups.iter().filter(|group| group.key.is_some());
    known
        .take(NAMED)
        .map(|group| format!("{} ({})", group.label, number(group.counts.received)))
        .collect()
}
