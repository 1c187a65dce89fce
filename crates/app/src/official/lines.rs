//! The reports of a period, line by line: facts as of the moment, words as far as the reader may see them now.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::agency::{Directory, Grant};
use lapor_domain::figures::channel_name;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::official::Reader;
use lapor_domain::report::Report;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_domain::zone::Zone;
use lapor_store::seal::hex;
use sha2::{Digest, Sha256};
use wilayah::{Level, RegionCode};

use super::model::{Line, Matter};
use super::words::{reason, remark, status};
use crate::app::App;
use crate::error::AppError;
use crate::import::places::Places;
use crate::report::case::{self, ANSWERS, CaseView, Dated, Eyes, Shown};

/// Words of a report, or what stands in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing was said.
    #[default]
    Nothing,
    /// Not for this reader.
    Withheld,
    /// Erased, or told no more.
    Gone,
    /// The words.
    Words(String),
}

/// The words of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Title.
    pub title: Said,
    /// Text as written.
    pub original: Said,
    /// Text as released.
    pub text: Said,
    /// The last answer that was known at the moment.
    pub answer: Said,
    /// The reporter's name, where the body's policy has it stand there.
    pub name: Option<String>,
    /// The reporter's name may stand nowhere now.
    pub is_unnamed: bool,
    /// Everybody saw it then and nobody does now: not even its number is told.
    pub is_gone: bool,
}

/// Words by report.
pub type Words = HashMap<ReportId, Spoken>;

impl Spoken {
    /// Nothing of it may be told any more.
    pub fn gone() -> Self {
        Self {
            title: Said::Gone,
            original: Said::Gone,
            text: Said::Gone,
            answer: Said::Gone,
            name: None,
            is_unnamed: true,
            is_gone: true,
        }
    }

    /// Which words these are: equal for equal words, and telling nothing about them.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for said in [&self.title, &self.original, &self.text, &self.answer] {
            let (kind, words) = match said {
                Said::Nothing => (0_u8, ""),
                Said::Withheld => (1, ""),
                Said::Gone => (2, ""),
                Said::Words(words) => (3, words.as_str()),
            };
            hash.update([kind]);
            hash.update((words.len() as u64).to_be_bytes());
            hash.update(words.as_bytes());
        }
        hex(&hash.finalize())
    }

    /// Whether something was said that is no longer there.
    pub fn lacks(&self) -> bool {
        [&self.title, &self.original, &self.text, &self.answer].contains(&&Said::Gone)
    }
}

/// With whose eyes a reader looks.
pub(super) const fn eyes(reader: Reader, body: BodyId) -> Eyes {
    match reader {
        Reader::Public => Eyes::Public,
        Reader::Inside => Eyes::Seat(seat(body)),
    }
}

/// The seat for which an edition inside the body is meant.
pub(super) const fn seat(body: BodyId) -> Grant {
    Grant {
        role: Role::Leader,
        body,
        node: None,
    }
}

/// Facts and words of reports. Who is not there for the reader is left out, except where everybody saw it then.
pub(super) async fn read(
    app: &App,
    ids: Vec<ReportId>,
    reader: Reader,
    body: BodyId,
    moment: Timestamp,
) -> Result<(Vec<Line>, Words), AppError> {
    let dated = case::read_dated(app, ids, eyes(reader, body), moment).await?;
    // What categories and units were called then.
    let (rules, places) = (app.rules_as_of(moment).await?, app.places());
    let zone = rules.zone(body);
    let mut lines = Vec::with_capacity(dated.len());
    let mut words = Words::with_capacity(dated.len());
    for report in &dated {
        if report.now.is_none() && reader == Reader::Inside {
            continue;
        }
        words.insert(report.then.id, spoken(report));
        lines.push(line(report, &rules, &places, zone));
    }
    lines.sort_by(|a, b| (a.day, a.time, &a.number).cmp(&(b.day, b.time, &b.number)));
    Ok((lines, words))
}

/// The words alone, of lines that are known.
pub(super) async fn words_of(
    app: &App,
    lines: &[Line],
    reader: Reader,
    body: BodyId,
    moment: Timestamp,
) -> Result<Words, AppError> {
    let ids = lines.iter().map(|line| line.id).collect();
    let dated = case::read_dated(app, ids, eyes(reader, body), moment).await?;
    let found = dated.iter().map(|report| (report.then.id, spoken(report)));
    Ok(found.collect())
}

fn line(report: &Dated, rules: &Rules, places: &Places, zone: Zone) -> Line {
    let (then, root) = (&report.then, report.root.as_ref());
    let local = zone.local(then.received_at);
    let now = report.now.as_ref();
    let matter = now
        .filter(|case| case.tells_matter)
        .map(|case| matter(then, case, rules, places));
    Line {
        id: then.id,
        number: then.tracking.to_string(),
        day: local.date(),
        time: (!then.day_only).then(|| local.time()),
        matter,
        figure: root.map_or_else(|| then.figure(), |root| root.then.figure()),
        status: status(then, root),
        reason: reason(then, root),
        remark: remark(then, root),
        answered_at: root
            .filter(|root| root.is_answered && root.is_told)
            .map(|root| root.then.tracking.to_string()),
        known: report.known,
        said: None,
        is_named: false,
    }
}

fn matter(then: &Report, case: &CaseView, rules: &Rules, places: &Places) -> Matter {
    let directory = &rules.directory;
    let category = then.category.and_then(|id| directory.categories.get(&id));
    let unit = then.lead().and_then(|id| directory.units.get(&id));
    let holder = directory.bodies.get(&then.holder);
    let region = then.region.clone().filter(|_| case.region.is_some());
    Matter {
        reporter: if then.anonim { "Anonim" } else { "Warga" }.to_owned(),
        kind: then.report_type,
        category: category.map(|category| (category.slug.clone(), category.name.clone())),
        flags: (then.anonim, then.rahasia),
        source: then
            .unmapped_channel
            .clone()
            .unwrap_or_else(|| channel_name(then.channel).to_owned()),
        holder: holder.map(|body| body.name.clone()).unwrap_or_default(),
        unit: unit.map(|unit| (unit.slug.clone(), unit.name.clone())),
        place: parts(region.as_deref(), places, directory),
        region,
        rating: then.rating,
    }
}

/// Province, regency or city, district, village. Where the regions that were loaded do not reach so high, a province or a
/// city is named as its government is.
fn parts(region: Option<&str>, places: &Places, directory: &Directory) -> [String; 4] {
    let code = region.and_then(|code| code.parse::<RegionCode>().ok());
    let government = |code: RegionCode| {
        let code = code.to_string();
        let bodies = directory.bodies.values();
        bodies
            .filter(|body| body.region.as_deref() == Some(code.as_str()))
            .min_by(|one, other| one.slug.cmp(&other.slug))
    };
    let levels = [
        Level::Province,
        Level::Regency,
        Level::District,
        Level::Village,
    ];
    levels.map(|level| {
        let Some(code) = code.and_then(|code| code.at(level)) else {
            return String::new();
        };
        match places.regions.get(code) {
            Some(region) => region.full_name(),
            None => government(code).map_or_else(String::new, |body| body.name.clone()),
        }
    })
}

fn spoken(report: &Dated) -> Spoken {
    let Some(case) = &report.now else {
        return Spoken::gone();
    };
    let answer = case
        .history
        .iter()
        .rfind(|entry| {
            !entry.of_root
                && entry.seq <= report.known
                && ANSWERS.contains(&entry.kind)
                && !entry.is_draft
        })
        .map_or(Said::Nothing, |entry| match &entry.words {
            Some(words) => Said::Words(words.clone()),
            None if report.is_erased => Said::Gone,
            None => Said::Withheld,
        });
    let text = said(&case.text_public);
    let title = match (&case.title, &text) {
        (Some(title), _) => Said::Words(title.clone()),
        (None, Said::Gone) => Said::Gone,
        (None, _) if report.is_erased => Said::Gone,
        _ => Said::Withheld,
    };
    Spoken {
        title,
        original: said(&case.text_original),
        text,
        answer,
        name: None,
        is_unnamed: super::names::is_unnamed(report),
        is_gone: false,
    }
}

fn said(shown: &Shown) -> Said {
    match shown {
        Shown::Words(words) => Said::Words(words.clone()),
        Shown::Erased => Said::Gone,
        Shown::No | Shown::WithReason => Said::Withheld,
    }
}
