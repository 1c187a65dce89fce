//! The documents of the year: as they were approved, where they were; else made on the spot and marked as drafts.

use jiff::Timestamp;
use lapor_domain::ids::OfficerId;
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_store::official::Edition;
use lapor_store::{Query, StoreError, Tx};

use super::gather::Wish;
use super::sheet::Part;
use crate::app::App;
use crate::aside::aside;
use crate::official::{self, Dressing, Form, OfficialError, edition, serve};

/// A document of the pack.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    /// Where it belongs.
    pub(super) part: Part,
    /// Name of its files, without ending.
    pub(super) name: &'static str,
    /// What people read.
    pub(super) title: String,
    /// What it is: approved when, or a draft.
    pub(super) about: String,
    /// What an assessor asks that it answers.
    pub(super) answers: &'static str,
    /// Its files: ending and bytes. None where it still holds personal data.
    pub(super) files: Vec<(&'static str, Vec<u8>)>,
}

impl Paper {
    /// Path of a file within the pack.
    pub(super) fn path(&self, ending: &str) -> String {
        format!("{}/{}.{ending}", self.part.folder(), self.name)
    }
}

/// Layout, place, name, forms and the question that each document answers.
const WANTED: [(Layout, Part, &str, &[Form], &str); 3] = [
    (
        Layout::Activity,
        Part::Evaluation,
        "laporan-tahunan",
        &[Form::Pdf, Form::Xlsx],
        "Apakah ada laporan pelaksanaan tahunan dengan rekomendasi, yang disetujui pimpinan?",
    ),
    (
        Layout::Recap,
        Part::Execution,
        "rekap-tahunan",
        &[Form::Pdf, Form::Xlsx],
        "Apakah setiap pengaduan tercatat dengan tanggapannya?",
    ),
    (
        Layout::Press,
        Part::Execution,
        "siaran-pers",
        &[Form::Pdf],
        "Apakah hasil pengelolaan pengaduan disampaikan kepada masyarakat?",
    ),
];

/// The documents of the year; editions of later figures than a moment that was `named` are not of it.
///
/// # Errors
/// [`OfficialError`].
pub(super) async fn all(
    app: &App,
    wish: &Wish,
    named: Option<Timestamp>,
) -> Result<Vec<Paper>, OfficialError> {
    let mut papers = Vec::new();
    for (layout, part, name, forms, answers) in WANTED {
        let ask = official::Wish {
            body: wish.body,
            unit: None,
            layout,
            period: Period::of(Cadence::Yearly, wish.first()),
            reader: if wish.is_exact() {
                Reader::Inside
            } else {
                Reader::Public
            },
            as_of: wish.as_of,
        };
        let edition = published(app, &ask, named).await?;
        let (about, files) = match edition {
            Some(edition) => approved(app, &edition, forms, wish.officer()).await?,
            None => drafted(app, &ask, wish.officer(), forms).await?,
        };
        papers.push(Paper {
            part,
            name,
            title: edition::title_of(layout, &ask.period),
            about,
            answers,
            files,
        });
    }
    Ok(papers)
}

const DRAFT: &str =
    "Rancangan, dibuat saat bukti dukung dikumpulkan: belum ada edisi yang disetujui pimpinan.";

type Made = (String, Vec<(&'static str, Vec<u8>)>);

/// As approved; where words in it were erased since, as it may be told now; to who may not know of all its reports, in a
/// printing of their own.
async fn approved(
    app: &App,
    edition: &Edition,
    forms: &[Form],
    officer: Option<OfficerId>,
) -> Result<Made, OfficialError> {
    let mut files = Vec::new();
    for form in forms {
        let bytes = serve::as_told_now(app, edition, *form, officer).await?;
        files.push((form.ending(), bytes.to_vec()));
    }
    let zone = app.rules().zone(edition.body);
    let day = |at| official::date_words(zone.local_date(at));
    let mut about = format!(
        "Edisi yang disetujui {}, keadaan sampai {}.",
        edition.approved_at.map(day).unwrap_or_default(),
        official::moment(edition.as_of, zone)
    );
    if edition.is_alone {
        about.push_str(" Disetujui oleh penyunting terakhirnya, karena tidak ada pimpinan lain.");
    }
    Ok((about, files))
}

/// Made on the spot, with what looks like personal data masked.
async fn drafted(
    app: &App,
    ask: &official::Wish,
    officer: Option<OfficerId>,
    forms: &[Form],
) -> Result<Made, OfficialError> {
    let made = official::prepare_for(app, ask, officer).await?;
    let rules = app.rules_at(ask.as_of).await?;
    let papers = official::papers_on(&rules, ask.body, made.gathered.day());
    let forms = forms.to_vec();
    let written = aside(move || {
        let advice = official::propose(&made.gathered, &papers);
        let dressing = Dressing {
            papers: &papers,
            advice: &advice,
            is_draft: true,
            is_masked: true,
            note: None,
        };
        let document = official::document(&made.gathered, &made.words, &dressing);
        if !official::gate(&document).is_empty() {
            return Ok(None);
        }
        let files: Result<Vec<_>, _> = forms
            .iter()
            .map(|form| Ok((form.ending(), form.write(&document)?)))
            .collect();
        files.map(Some)
    });
    let written: Result<Option<Vec<_>>, official::FormError> = written.await?;
    Ok(match written? {
        Some(files) => (
            DRAFT.to_owned(),
            files,
        ),
        None => (
            "Tidak disertakan: rancangannya masih memuat yang tampak seperti data pribadi. Sunting dan setujui edisinya lebih \
             dulu, lalu kumpulkan lagi."
                .to_owned(),
            Vec::new(),
        ),
    })
}

/// The edition that was approved last, of figures that were known at the moment.
async fn published(
    app: &App,
    ask: &official::Wish,
    named: Option<Timestamp>,
) -> Result<Option<Edition>, OfficialError> {
    let known = |edition: &Edition| {
        edition.unit == ask.unit && named.is_none_or(|as_of| edition.as_of <= as_of)
    };
    let found = app.store().read(Editions(ask.clone())).await?;
    let mut found: Vec<Edition> = found.into_iter().filter(known).collect();
    found.sort_by_key(|edition| (edition.approved_at, edition.id));
    let Some(last) = found.pop() else {
        return Ok(None);
    };
    Ok(app.store().read(edition::One(last.id)).await?)
}

struct Editions(official::Wish);

impl Query for Editions {
    type Output = Vec<Edition>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Edition>, StoreError> {
        let ask = &self.0;
        lapor_store::official::published_of(tx, ask.body, ask.layout, ask.reader, &ask.period).await
    }
}
