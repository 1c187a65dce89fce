//! One report as a row: the columns of the proposed GeoReport Bulk, always in this order.

use serde_json::Value;

use crate::import::places::Places;
use crate::report::case::CaseView;
use crate::report::outward::moment;

/// The columns. Added to at the end, never renamed or moved.
pub const COLUMNS: [&str; 14] = [
    "service_request_id",
    "requested_datetime",
    "updated_datetime",
    "closed_date",
    "status_description",
    "status_notes",
    "source",
    "service_name",
    "service_subtype",
    "description",
    "agency_responsible",
    "address",
    "lat",
    "long",
];
/// The columns that hold numbers.
const NUMBERS: [&str; 2] = ["lat", "long"];
/// The mark by which spreadsheet programs know that a file is UTF-8.
const MARK: char = '\u{FEFF}';

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8.
    Csv {
        /// Begins with the mark that spreadsheet programs look for; others stumble over it.
        marked: bool,
    },
    /// An array of objects.
    Json,
}

/// The values of a row; empty for what is not told.
pub(super) type Row = [String; COLUMNS.len()];

/// What everybody may see of a report.
pub(super) fn row(case: &CaseView, places: &Places) -> Row {
    let at = |at| moment(at, case.zone);
    let received = if case.day_only {
        case.zone.local_date(case.received_at).to_string()
    } else {
        at(case.received_at)
    };
    let mut said = case.history.iter().rev();
    let notes = said
        .find_map(|entry| entry.words.as_deref())
        .unwrap_or_default();
    let degrees =
        |pick: fn((f64, f64)) -> f64| case.point.map(pick).map(|number| number.to_string());
    [
        case.tracking.to_string(),
        received,
        at(case.changed()),
        case.end()
            .map(|end| {
                if end.day_only {
                    end.for_machines(case.zone)
                } else {
                    at(end.at)
                }
            })
            .unwrap_or_default(),
        case.state.to_string(),
        notes.to_owned(),
        case.channel.to_string(),
        case.category.clone().unwrap_or_default(),
        case.report_type.to_string(),
        case.text_public.words().unwrap_or_default().to_owned(),
        case.agency(),
        case.address(places).unwrap_or_default(),
        degrees(|point| point.0).unwrap_or_default(),
        degrees(|point| point.1).unwrap_or_default(),
    ]
}

impl Format {
    /// What stands before the rows.
    pub(super) fn head(self) -> String {
        match self {
            Self::Csv { marked } => {
                let mark = marked.then_some(MARK).into_iter();
                let names = COLUMNS.join(",");
                mark.chain(names.chars()).chain("\r\n".chars()).collect()
            }
            Self::Json => "[".to_owned(),
        }
    }

    /// What stands behind them.
    pub(super) const fn tail(self) -> &'static str {
        match self {
            Self::Csv { .. } => "",
            Self::Json => "\n]\n",
        }
    }

    /// Writes a row.
    pub(super) fn write(self, row: &Row, is_first: bool, out: &mut String) {
        match self {
            Self::Csv { .. } => {
                for (n, (value, name)) in row.iter().zip(COLUMNS).enumerate() {
                    if n > 0 {
                        out.push(',');
                    }
                    cell(value, NUMBERS.contains(&name), out);
                }
                out.push_str("\r\n");
            }
            Self::Json => {
                out.push_str(if is_first { "\n" } else { ",\n" });
                out.push_str(&object(row));
            }
        }
    }
}

/// Members in the order of the columns.
fn object(row: &Row) -> String {
    let members = row.iter().zip(COLUMNS).map(|(value, name)| {
        let value = match value.as_str() {
            "" => Value::Null,
            text if NUMBERS.contains(&name) => text.parse::<f64>().map_or(Value::Null, Value::from),
            text => Value::String(text.to_owned()),
        };
        format!("\"{name}\":{value}")
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// A field of a file that people open in a spreadsheet program: none may begin as a formula does. Numbers are ours, and
/// may begin with a minus.
pub(crate) fn cell(text: &str, is_number: bool, out: &mut String) {
    let formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let formula = !is_number && (formula || text.starts_with(['\t', '\r', '\n']));
    let quoted = formula || text.contains(['"', ',', '\n', '\r']);
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_as_a_formula_and_no_word_is_lost() {
        let written = |text: &str, is_number| {
            let mut out = String::new();
            cell(text, is_number, &mut out);
            out
        };
        assert_eq!(written("jalan", false), "jalan");
        assert_eq!(written("=1+1", false), "\"'=1+1\"");
        assert_eq!(written("  @a", false), "\"'  @a\"");
        assert_eq!(written("\t=1", false), "\"'\t=1\"");
        assert_eq!(written("-2.2", true), "-2.2");
        assert_eq!(written("a \"b\", c\n", false), "\"a \"\"b\"\", c\n\"");
    }
}
