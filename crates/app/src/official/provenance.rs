//! How the figures of a document came about: of which moment, of which reports, by which rules.

use dokumen::{Block, Paragraph};
use lapor_domain::figures::{IN_FIVES, TOTAL_IN_FIVES, number};
use lapor_domain::official::Reader;

use super::model::Gathered;
use super::pieces::{listed, of};
use super::words::moment;

/// What lists of an edition for anyone hold.
const LISTED: &str = "Daftar laporan satu per satu, dengan keadaan dan keterangannya, hanya memuat laporan yang sudah \
    dibuka untuk umum.";

/// What stands at the end of every document with figures: how they came about.
pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    let mut items = vec![
        format!(
            "Keadaan sampai {}; hanya yang tercatat sebelum saat itu yang dihitung.",
            moment(gathered.as_of, gathered.zone)
        ),
        format!(
            "Populasi: laporan yang diterima dalam {} menurut tanggal setempat, {}.",
            gathered.period.in_sentence(),
            gathered.of_whom()
        ),
        basis(gathered),
    ];
    if gathered.recorded_later > 0 {
        items.push(format!(
            "{} laporan periode ini baru tercatat sesudahnya dan tidak termasuk.",
            number(gathered.recorded_later)
        ));
    }
    if gathered.unreleased > 0 {
        items.push(format!(
            "{} laporan tidak dibuka untuk umum.",
            of(gathered.unreleased, gathered.total.received)
        ));
    }
    // Else a city's row in its province's recap differs from the city's own papers, and nothing says why.
    let is_as_anyones = gathered.recap.is_some_and(|recap| recap.is_as_anyones);
    if gathered.reader == Reader::Public || is_as_anyones {
        items.push(IN_FIVES.to_owned());
        items.extend(gathered.in_fives.then(|| TOTAL_IN_FIVES.to_owned()));
    }
    if gathered.reader == Reader::Public {
        items.push(LISTED.to_owned());
    }
    vec![
        Block::Heading(3, "Keterangan angka".to_owned()),
        Block::List {
            numbered: false,
            items: items.into_iter().map(Paragraph::plain).collect(),
        },
    ]
}

/// By what the figures can be formed again: the place in the order of events, and the rules that were in force from the first
/// day of the period until the moment.
pub(super) fn basis(gathered: &Gathered) -> String {
    let policies: Vec<String> = match gathered.policies.as_slice() {
        // An edition of before, which kept the last of them alone.
        [] => vec![gathered.policy.to_string()],
        several => several.iter().map(u32::to_string).collect(),
    };
    format!(
        "Catatan sampai peristiwa nomor {}; kebijakan versi {}; definisi angka versi {}.",
        number(u64::try_from(gathered.position).unwrap_or_default()),
        listed(&policies),
        gathered.definitions
    )
}
