//! What goes with the data: the dictionary as a table and as a page, the licence, the checksums.

use std::fmt::Write as _;

use super::columns::{COLUMNS, Column, Holds, promise};
use super::manifest::{Counts, FileEntry};
use super::{LICENCE, LICENCE_ID};
use crate::snapshot::cell;

pub(super) const TABLE: &str = "kamus-data.csv";
pub(super) const PAGE: &str = "kamus-data.html";
pub(super) const LICENCE_FILE: &str = "LISENSI.txt";
pub(super) const CHECKSUMS: &str = "SHA256SUMS";

/// What the dictionary is about.
pub(super) struct About<'a> {
    /// Name of the body.
    pub(super) body: &'a str,
    /// First and last day, as dates.
    pub(super) period: (String, String),
    /// As of when, with offset.
    pub(super) as_of: &'a str,
    /// Columns of the files.
    pub(super) columns: &'a [Column],
    /// What was coarsened.
    pub(super) counts: Counts,
}

fn holds(column: &Column) -> (&'static str, String) {
    match column.holds {
        Holds::Day => ("date", "YYYY-MM-DD".to_owned()),
        Holds::Month => ("month", "YYYY-MM".to_owned()),
        Holds::Code(codes) => ("code", codes().join(" | ")),
        Holds::Region => ("region code", "Kemendagri".to_owned()),
        Holds::Name => ("name", String::new()),
        Holds::Degrees => ("decimal degrees", "WGS 84".to_owned()),
        Holds::Words => ("text", String::new()),
    }
}

/// What was done to columns so that nobody is found by them.
fn coarsened(name: &str) -> &'static str {
    match name {
        "received_from" | "received_to" | "received_precision" => "day > month > whole",
        "region_code" | "region_name" | "region_precision" => "village > district > (empty)",
        "category" => "category > parent category > (empty)",
        "report_type" | "channel" | "state" | "outcome" => "(empty) where rare",
        "unit" => "unit > unit above, with the region > (empty) where rare",
        "ended_month" => "month > (empty) where rare",
        "days_to_end" => "span of days > (empty) where rare",
        "lat" | "long" => "3 decimals; public places only > (empty) where rare",
        _ => "",
    }
}

/// `column,type,values,coarsening,meaning_id,meaning_en`.
pub(super) fn table(columns: &[Column]) -> String {
    let mut out = String::from("column,type,values,coarsening,meaning_id,meaning_en\r\n");
    for column in columns {
        let (kind, values) = holds(column);
        let fields = [
            column.name,
            kind,
            &values,
            coarsened(column.name),
            column.meaning,
            column.meaning_en,
        ];
        for (n, field) in fields.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            cell(field, false, &mut out);
        }
        out.push_str("\r\n");
    }
    out
}

/// The same for people, with how much was coarsened.
pub(super) fn page(about: &About<'_>) -> String {
    let body = escaped(about.body);
    let (from, to) = &about.period;
    let counts = about.counts;
    let [promise, _] = promise(about.columns.len() > COLUMNS.len());
    let mut rows = String::new();
    for column in about.columns {
        let (kind, values) = holds(column);
        let _infallible = writeln!(
            rows,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td>{}</td><td>{}<br><span lang=\"en\">{}</span></td><td>{}</td></tr>",
            column.name,
            escaped(&values),
            escaped(column.meaning),
            escaped(column.meaning_en),
            escaped(coarsened(column.name)),
        );
    }
    let told = [
        ("Baris di setiap berkas", counts.rows),
        (
            "Tanggal ditulis sebagai bulan atau seluruh masa",
            counts.day,
        ),
        ("Wilayah ditulis lebih kasar atau dikosongkan", counts.place),
        (
            "Kategori ditulis lebih kasar atau dikosongkan",
            counts.category,
        ),
        (
            "Nilai kolom lain yang dikosongkan karena terlalu jarang",
            counts.cells,
        ),
        (
            "Laporan yang tidak dimuat karena terlalu sedikit",
            counts.withheld,
        ),
        (
            "Isi yang tidak dimuat karena mungkin memuat data pribadi",
            counts.words,
        ),
    ];
    let mut lines = String::new();
    for (what, count) in told {
        let _infallible = writeln!(
            lines,
            "<tr><th scope=\"row\">{what}</th><td>{count}</td></tr>"
        );
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"id\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>Kamus data: laporan {body}</title></head>\n<body>\n<h1>Kamus data</h1>\n\
<p>Laporan warga yang dibuka untuk umum oleh {body}, diterima {from} sampai {to}. Keadaan per {as_of}.</p>\n\
<h2>Kolom</h2>\n<table>\n<thead><tr><th scope=\"col\">Kolom</th><th scope=\"col\">Tipe</th><th scope=\"col\">Nilai</th>\
<th scope=\"col\">Arti</th><th scope=\"col\">Pengasaran</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
<h2>Seberapa banyak yang dikasarkan</h2>\n\
<p>{promise} \
Urutan baris mengikuti isinya, bukan urutan masuknya.</p>\n<table>\n<tbody>\n{lines}</tbody>\n</table>\n\
<h2>Lisensi</h2>\n<p><a href=\"{LICENCE}\">{LICENCE_ID}</a></p>\n</body>\n</html>\n",
        as_of = escaped(about.as_of),
        promise = escaped(promise),
    )
}

/// The licence, with whom to name.
pub(super) fn licence(body: &str) -> String {
    format!(
        "Data ini boleh dipakai, disalin, diubah, dan disebarluaskan untuk tujuan apa pun, asalkan sumbernya disebut:\n\n\
    Laporan warga, {body}\n\nLisensi: Creative Commons Atribusi 4.0 Internasional ({LICENCE_ID})\n{LICENCE}legalcode.id\n\n\
This data may be used, copied, changed and shared for any purpose, provided its source is named as above.\n\
Licence: Creative Commons Attribution 4.0 International ({LICENCE_ID})\n{LICENCE}legalcode\n"
    )
}

/// As `sha256sum --check` reads it.
pub(super) fn checksums(files: &[FileEntry]) -> String {
    let mut text = String::new();
    for file in files {
        let _infallible = writeln!(text, "{}  {}", file.sha256, file.name);
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
