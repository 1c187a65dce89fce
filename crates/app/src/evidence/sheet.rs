//! A table of the evidence.

use std::fmt::Write as _;

use lapor_domain::figures::{FEW, Share};

use crate::snapshot::cell;

/// What is said of percentages that do not stand there.
pub(super) const FEW_ARE_LEFT_OUT: &str =
    "Persentase dari kurang dari sepuluh tidak ditulis: dasarnya terlalu sedikit.";

/// Which of the four questions of the assessment it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Perencanaan.
    Planning,
    /// Pelaksanaan.
    Execution,
    /// Pengawasan.
    Supervision,
    /// Evaluasi.
    Evaluation,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [
        Self::Planning,
        Self::Execution,
        Self::Supervision,
        Self::Evaluation,
    ];

    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Planning => "1-perencanaan",
            Self::Execution => "2-pelaksanaan",
            Self::Supervision => "3-pengawasan",
            Self::Evaluation => "4-evaluasi",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Planning => "Perencanaan",
            Self::Execution => "Pelaksanaan",
            Self::Supervision => "Pengawasan",
            Self::Evaluation => "Evaluasi",
        }
    }
}

/// A table, as text.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Where it belongs.
    pub(super) part: Part,
    /// Name of its file without ending.
    pub(super) name: &'static str,
    /// What people read.
    pub(super) title: &'static str,
    /// What an assessor asks that it answers.
    pub(super) answers: &'static str,
    /// What it shows and from what it was made, in a sentence.
    pub(super) about: &'static str,
    /// Names of its columns.
    pub(super) columns: Vec<&'static str>,
    /// Its rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Path within the pack.
    pub(super) fn path(&self) -> String {
        format!("{}/{}.csv", self.part.folder(), self.name)
    }

    /// What stands where it has no rows: to anyone that may be because too few are told of nobody.
    pub(super) fn nothing(&self, exact: bool) -> &'static str {
        match self.name {
            _ if exact => "Tidak ada.",
            "eskalasi-dan-koreksi" | "akses-data-pribadi" => {
                "Tidak ada yang dapat disebut (kurang dari lima)."
            }
            _ => "Tidak ada yang ditampilkan kepada umum.",
        }
    }

    /// RFC 4180; the last two columns say as of when and up to which place.
    pub(super) fn csv(&self, as_of: &str, position: i64) -> String {
        let mut text = format!("{},as_of,position\r\n", self.columns.join(","));
        for row in &self.rows {
            for value in row {
                let is_number = value.parse::<f64>().is_ok();
                cell(value, is_number, &mut text);
                text.push(',');
            }
            let _infallible = write!(text, "{as_of},{position}\r\n");
        }
        text
    }
}

/// A share in percent; nothing where there is none, or of so few that chance decides ([`FEW_ARE_LEFT_OUT`]).
pub(super) fn percent(share: Share) -> String {
    text(share.percent().filter(|_| share.whole >= FEW))
}

/// A value; nothing where there is none.
pub(super) fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_of_few_is_left_out() {
        assert_eq!(percent(Share::of(2, 3)), "");
        assert_eq!(percent(Share::of(6, 9)), "");
        assert_eq!(percent(Share::of(7, 10)), "70");
        assert_eq!(percent(Share::of(0, 0)), "");
    }
}
