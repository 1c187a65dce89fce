//! The first page of the pack.

use std::fmt::Write as _;

use super::pack::Pack;
use super::sheet::{FEW_ARE_LEFT_OUT, Part};
use super::spoken;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Which question each file of a part answers.
fn contents(pack: &Pack, part: Part) -> String {
    let mut table = "<table><thead><tr><th scope=\"col\">Yang ditanyakan penilai</th><th scope=\"col\">Berkas</th>\
        <th scope=\"col\">Isi</th></tr></thead><tbody>\n"
        .to_owned();
    for entry in pack.entries(part) {
        let files = entry.files.iter();
        let links: Vec<String> = files
            .map(|path| format!("<a href=\"{path}\">{path}</a>"))
            .collect();
        let _infallible = writeln!(
            table,
            "<tr><td>{}</td><td>{}</td><td>{}. {}</td></tr>",
            entry.answers,
            links.join("<br>"),
            escaped(entry.title),
            escaped(entry.about)
        );
    }
    table.push_str("</tbody></table>\n");
    table
}

/// Everything on one page: the tables by question, as of when, up to which place.
pub(super) fn page(pack: &Pack) -> String {
    let mut parts = String::new();
    for part in Part::ALL {
        let _infallible = writeln!(parts, "<h2>{}</h2>", part.title());
        parts.push_str(&contents(pack, part));
        for sheet in pack.sheets.iter().filter(|sheet| sheet.part == part) {
            let _infallible = writeln!(
                parts,
                "<h3>{}</h3>\n<p>{} <a href=\"{}\">CSV</a></p>",
                sheet.title,
                sheet.about,
                sheet.path()
            );
            if sheet.rows.is_empty() {
                let _infallible = writeln!(parts, "<p>{}</p>", sheet.nothing(pack.exact));
                continue;
            }
            parts.push_str("<table><thead><tr>");
            for column in &sheet.columns {
                let head = spoken::head(sheet, column);
                let _infallible = write!(parts, "<th scope=\"col\">{head}</th>");
            }
            parts.push_str("</tr></thead><tbody>\n");
            for row in &sheet.rows {
                parts.push_str("<tr>");
                for (column, value) in sheet.columns.iter().zip(row) {
                    // A share by its column, or by its row where each row is a measure.
                    let named = [Some(*column), row.first().map(String::as_str)];
                    let is_share = named
                        .iter()
                        .flatten()
                        .any(|name| name.ends_with("_percent"));
                    let said = spoken::cell(value, is_share);
                    let _infallible = write!(parts, "<td>{}</td>", escaped(&said));
                }
                parts.push_str("</tr>\n");
            }
            parts.push_str("</tbody></table>\n");
        }
    }
    let body = escaped(&pack.body);
    format!(
        "<!DOCTYPE html>\n<html lang=\"id\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>Bukti dukung {year}: {body}</title>\n<style>body{{font-family:sans-serif;margin:2em auto;max-width:70em;padding:0 1em}}\
table{{border-collapse:collapse;margin:.5em 0 1.5em;display:block;overflow-x:auto}}th,td{{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top}}</style></head>\n<body>\n\
<h1>Bukti dukung pengelolaan pengaduan {year}</h1>\n<p><b>{body}</b></p>\n\
<p>{standing} {reach}</p>\n\
<p>Perintah yang sama atas catatan yang sama, per saat yang sama, memberi berkas yang sama; SHA256SUMS memuat sidik setiap berkas. {few}</p>\n\
{parts}</body>\n</html>\n",
        year = pack.year,
        standing = pack.standing(),
        reach = pack.reach(),
        few = FEW_ARE_LEFT_OUT,
    )
}
