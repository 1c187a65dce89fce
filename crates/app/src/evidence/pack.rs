//! The pack as files, in a folder or in one archive.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use dokumen::Letterhead;
use jiff::Timestamp;
use lapor_domain::figures::number;
use lapor_domain::zone::Zone;
use lapor_store::seal::hex;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::papers::Paper;
use super::sheet::{Part, Sheet};
use super::{index, overview};
use crate::official;

/// A pack that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Its index, as a paper.
    #[error("daftar isi tidak dapat disusun: {0}")]
    Index(#[from] dokumen::DocumentError),
    /// The archive.
    #[error("arsip tidak dapat disusun: {0}")]
    Archive(#[from] io::Error),
}

/// Evidence of a year.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Name of the body.
    pub body: String,
    /// The year.
    pub year: i16,
    /// Everything as it is, for who may know it; else as anyone may see it.
    pub exact: bool,
    /// The year's own total too, as anyone may see it, is told in fives.
    pub(super) in_fives: bool,
    /// As of when, with offset, as programs read it.
    pub as_of: String,
    /// Place in the order of events of the last one that counts.
    pub position: i64,
    /// Reports of the year that were recorded later: in no figure.
    pub recorded_later: u64,
    /// The same moment.
    pub made_at: Timestamp,
    /// In which zone its days are.
    pub zone: Zone,
    /// The head of the body's documents.
    pub(super) letterhead: Letterhead,
    pub(super) sheets: Vec<Sheet>,
    pub(super) papers: Vec<Paper>,
}

/// A file of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Path within the pack, with strokes.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// A line of the index: a table or a document, with its files.
pub(super) struct Entry<'a> {
    pub(super) title: &'a str,
    pub(super) about: &'a str,
    pub(super) answers: &'static str,
    pub(super) files: Vec<String>,
}

impl Pack {
    /// All files, the index first, the checksums last.
    ///
    /// # Errors
    /// Where the index cannot be written as a paper.
    pub fn files(&self) -> Result<Vec<PackFile>, PackError> {
        let file = |path: String, bytes: Vec<u8>| PackFile { path, bytes };
        let overview = dokumen::pdf(&overview::document(self, self.made_at));
        let mut files = vec![
            file("index.html".to_owned(), index::page(self).into_bytes()),
            file("index.pdf".to_owned(), overview?),
        ];
        files.extend(self.papers.iter().flat_map(|paper| {
            let made = paper.files.iter();
            made.map(|(ending, bytes)| file(paper.path(ending), bytes.clone()))
        }));
        files.extend(self.sheets.iter().map(|sheet| {
            let text = sheet.csv(&self.as_of, self.position);
            file(sheet.path(), text.into_bytes())
        }));
        let mut sums = String::new();
        for file in &files {
            let sum = hex(&Sha256::digest(&file.bytes));
            let _infallible = writeln!(sums, "{sum}  {}", file.path);
        }
        files.push(file("SHA256SUMS".to_owned(), sums.into_bytes()));
        Ok(files)
    }

    /// How many files it has.
    pub fn count(&self) -> usize {
        let papers: usize = self.papers.iter().map(|paper| paper.files.len()).sum();
        papers + self.sheets.len() + 3
    }

    /// What there is for a question of the assessment: documents first.
    pub(super) fn entries(&self, part: Part) -> Vec<Entry<'_>> {
        let papers = self.papers.iter().filter(|paper| paper.part == part);
        let papers = papers.map(|paper| Entry {
            title: &paper.title,
            about: &paper.about,
            answers: paper.answers,
            files: paper
                .files
                .iter()
                .map(|(ending, _)| paper.path(ending))
                .collect(),
        });
        let sheets = self.sheets.iter().filter(|sheet| sheet.part == part);
        let sheets = sheets.map(|sheet| Entry {
            title: sheet.title,
            about: sheet.about,
            answers: sheet.answers,
            files: vec![sheet.path()],
        });
        papers.chain(sheets).collect()
    }

    /// As of when, in a sentence.
    pub fn standing(&self) -> String {
        format!(
            "Keadaan sampai {}, urutan peristiwa {}. {} laporan tahun itu dicatat sesudahnya dan tidak dihitung.",
            official::moment(self.made_at, self.zone),
            self.position,
            number(self.recorded_later)
        )
    }

    /// For whose eyes, in a sentence.
    pub(super) const fn reach(&self) -> &'static str {
        if self.exact {
            "Angka apa adanya, untuk yang berhak mengetahuinya: semua laporan dan rencana, tanpa pembulatan."
        } else if self.in_fives {
            "Seperti yang dapat dilihat umum: laporan yang belum dibuka dihitung per lima, juga dalam jumlah instansi; sebenarnya tiap \
             angka dapat sampai empat lebih besar. Hanya rencana yang ditampilkan kepada umum."
        } else {
            "Seperti yang dapat dilihat umum: jumlah instansi mencakup semua laporan; dalam rincian dan ukuran penanganan, laporan yang belum dibuka dihitung \
             per lima dan sisanya ada di baris lainnya. Hanya rencana yang ditampilkan kepada umum."
        }
    }

    /// As one archive; the same files give the same bytes.
    ///
    /// # Errors
    /// Where the index or the archive cannot be written.
    pub fn zip(&self) -> Result<Vec<u8>, PackError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for file in self.files()? {
            zip.start_file(file.path, options)
                .map_err(io::Error::from)?;
            zip.write_all(&file.bytes)?;
        }
        Ok(zip.finish().map_err(io::Error::from)?.into_inner())
    }
}
