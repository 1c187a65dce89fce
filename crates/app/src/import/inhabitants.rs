//! How many live in a region, from an operator's CSV file: code and number.

use std::path::Path;

use lapor_store::figures::PutInhabitants;
use wilayah::RegionCode;

use crate::app::App;
use crate::error::AppError;

/// Largest file that is read.
const LARGEST: u64 = 4 << 20;

/// Why numbers of inhabitants were not taken.
#[derive(Debug, thiserror::Error)]
pub enum InhabitantsError {
    /// The file.
    #[error("berkas {0} tidak dapat dibaca: {1}")]
    Unreadable(String, std::io::Error),
    /// More than a list of regions.
    #[error("berkas itu terlalu besar untuk daftar jumlah penduduk (paling besar 4 MB)")]
    TooLarge,
    /// A line.
    #[error("baris {0}: tulis kode wilayah dan jumlah penduduk, misalnya 62.71.01,98765")]
    BadLine(usize),
    /// Nothing in it.
    #[error("berkas itu tidak berisi satu wilayah pun")]
    Empty,
    /// A year that nobody counted in.
    #[error("tahun {0} di luar jangkauan; pilih tahun sensus atau proyeksi antara 1990 dan 2199")]
    BadYear(i16),
    /// Without a source nobody can check it.
    #[error(
        "sebut sumbernya dengan --source, misalnya --source \"BPS Kota, Proyeksi Penduduk 2023\""
    )]
    NoSource,
    /// The program.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Writes down how many live in the regions of a file (`kode,jumlah`, also with semicolons; a heading may stand first),
/// and says how many regions there were.
///
/// # Errors
/// [`InhabitantsError`]; then nothing was written.
pub async fn inhabitants(
    app: &App,
    file: &Path,
    year: i16,
    source: &str,
) -> Result<usize, InhabitantsError> {
    let unreadable = |error| InhabitantsError::Unreadable(file.display().to_string(), error);
    let source = source.trim();
    if source.is_empty() {
        return Err(InhabitantsError::NoSource);
    }
    if !(1990..2200).contains(&year) {
        return Err(InhabitantsError::BadYear(year));
    }
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(InhabitantsError::TooLarge);
    }
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let regions = parsed(&text)?;
    let n = regions.len();
    let change = PutInhabitants {
        regions,
        year,
        source: source.to_owned(),
        now: app.now(),
    };
    app.store().run(change).await.map_err(AppError::from)?;
    Ok(n)
}

fn parsed(text: &str) -> Result<Vec<(String, u64)>, InhabitantsError> {
    let mut regions = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let mut cells = line
            .split([',', ';'])
            .map(|cell| cell.trim().trim_matches('"'));
        let code = cells.next().unwrap_or_default();
        let Ok(code) = code.parse::<RegionCode>() else {
            // A heading.
            if regions.is_empty() && at == 0 {
                continue;
            }
            return Err(InhabitantsError::BadLine(at + 1));
        };
        // 98.765 is written with a dot by who writes for readers; what lies behind another comma is not read.
        let number: String = cells.next().unwrap_or_default().replace(['.', ' '], "");
        let number = number
            .parse()
            .map_err(|_| InhabitantsError::BadLine(at + 1))?;
        regions.push((code.to_string(), number));
    }
    if regions.is_empty() {
        return Err(InhabitantsError::Empty);
    }
    Ok(regions)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn codes_and_numbers_are_read() {
        let text = "kode;jumlah\n62.71.01;98.765\n\n62.71.01.1001;1200\n";
        let expected = [
            ("62.71.01".to_owned(), 98_765),
            ("62.71.01.1001".to_owned(), 1_200),
        ];
        assert_eq!(parsed(text).unwrap(), expected);
        let bad = |text| parsed(text).unwrap_err().to_string();
        assert!(bad("62.71.01,banyak").contains("baris 1"));
        assert!(bad("62.71.01,5\nPahandut,5").contains("baris 2"));
        assert!(bad("kode,jumlah\n").contains("tidak berisi"));
    }
}
