//! `GET /laporan`: reports an officer released, newest first, by words and filters.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Query as Asks;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::app::App;
use lapor_app::error::AppError;
use lapor_domain::ids::{ReportId, UnitId};
use lapor_domain::words::{Figure, Outcome, StateCode};
use lapor_store::list::{Line, Page, PublicFilter, public_list};
use lapor_store::search::Stems;
use lapor_store::{Query, StoreError, Tx};
use serde::Deserialize;

use super::{choices, report, show};
use crate::behind::Behind;
use crate::errors;
use crate::i18n::I18n;
use crate::layout::{Nav, page as respond, query_escaped};
use crate::places::Region;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::parts::{Chip, ChipKind, Pager, ReportCard};
use crate::view::released::{Links, ListFilters, ReleasedListPage};
use crate::view::words::StateWord;

/// Cards of a page.
const CARDS: u32 = 24;

/// The query as sent.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    village: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    year: String,
    #[serde(flatten)]
    behind: Behind,
    /// Where the page before ended.
    #[serde(default)]
    after: String,
}

/// One page of released reports.
pub(super) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let filter = filter(&here, &asked);
    match read(here.app(), filter).await {
        Ok(found) => respond(StatusCode::OK, &list(&here, &asked, found).await),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// The latest released reports of these pages, for the start page.
pub(super) async fn latest(here: &Here, most: u32) -> Result<Vec<ReportCard>, AppError> {
    let filter = PublicFilter {
        holder: here.body,
        limit: most,
        ..PublicFilter::default()
    };
    let found = read(here.app(), filter).await?;
    cards(here, &found.lines).await
}

/// What is not understood is not asked for: an old link shows more, never an error.
fn filter(here: &Here, asked: &Asked) -> PublicFilter {
    let words = Stems::of(&asked.q.chars().take(200).collect::<String>());
    let unit = choices::unit(here, &asked.unit);
    let category = asked.category.parse().ok();
    let rules = here.rules();
    let within = |category| rules.directory.categories_within(category);
    PublicFilter {
        holder: here.body,
        categories: category.map(within).unwrap_or_default(),
        region: Some(asked.village.clone()).filter(|code| !code.is_empty()),
        units: unit
            .map(|unit| units(here, asked, unit))
            .unwrap_or_default(),
        figure: asked.status.parse::<Figure>().ok(),
        year: asked
            .year
            .parse()
            .ok()
            .filter(|year| (1990..2200).contains(year)),
        days: asked.behind.days(),
        words: (!words.is_empty()).then_some(words),
        after: asked.after.parse().ok(),
        limit: CARDS,
    }
}

/// A unit and what is below it; alone where the figure that led here was of it alone.
fn units(here: &Here, asked: &Asked, unit: UnitId) -> Vec<UnitId> {
    if asked.behind.is_of_unit() {
        vec![unit]
    } else {
        here.rules().directory.subtree(unit)
    }
}

pub(crate) async fn read(app: &App, filter: PublicFilter) -> Result<Page, AppError> {
    let now = app.now();
    Ok(app.store().read(List { filter, now }).await?)
}

struct List {
    filter: PublicFilter,
    now: jiff::Timestamp,
}

impl Query for List {
    type Output = Page;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        public_list(tx, &self.filter, self.now).await
    }
}

async fn list(here: &Here, asked: &Asked, found: Page) -> ReleasedListPage {
    let i18n = here.i18n;
    let reports = cards(here, &found.lines).await.unwrap_or_else(|error| {
        errors::note(errors::kind(&error), &error);
        Vec::new()
    });
    let years = years(here).await;
    let years = years
        .into_iter()
        .map(|year| year.to_string())
        .map(|year| Choice::new(&*year, &*year))
        .collect();
    let statuses = Figure::ALL
        .iter()
        // Nothing is public before it was verified.
        .filter(|figure| **figure != Figure::NotVerified)
        .map(|figure| Choice::new(figure.as_str(), i18n.t(figure_key(*figure))))
        .collect();
    let villages = match here.body {
        Some(_) => {
            let whole = |name: &str| here.i18n.t1("released-whole-district", "name", name);
            here.region().await.areas(whole)
        }
        None => Vec::new(),
    };
    ReleasedListPage {
        l: here.layout(Nav::Released),
        filters: ListFilters {
            q: asked.q.clone(),
            category: asked.category.clone(),
            village: asked.village.clone(),
            unit: asked.unit.clone(),
            status: asked.status.clone(),
            year: asked.year.clone(),
        },
        behind: asked.behind.hidden(),
        basis: basis(here, asked),
        categories: choices::categories(here),
        villages,
        units: choices::units(here),
        statuses: ChoiceGroup::flat(statuses),
        years: ChoiceGroup::flat(years),
        reports,
        follow: Links {
            atom: address_of(here, "/umpan/atom", asked, ""),
            geojson: address_of(here, "/umpan/geojson", asked, ""),
            page: address_of(here, "/ikuti", asked, ""),
        },
        pager: Pager {
            // Newer pages are reached by going back; the first by asking again.
            previous: (!asked.after.is_empty()).then(|| address(here, asked, "")),
            next: found
                .next
                .map(|next| address(here, asked, &next.to_string())),
        },
    }
}

/// How the list and the figure that led to it differ; nothing where none did.
fn basis(here: &Here, asked: &Asked) -> Vec<String> {
    let mut said = asked.behind.said(here.i18n, here.face());
    if !said.is_empty() {
        said.push(here.i18n.t("behind-public"));
    }
    said
}

/// The same question, from another line on.
fn address(here: &Here, asked: &Asked, after: &str) -> String {
    address_of(here, "/laporan", asked, after)
}

/// The same question asked of another page.
fn address_of(here: &Here, page: &str, asked: &Asked, after: &str) -> String {
    let narrow = [
        ("q", asked.q.as_str()),
        ("category", &asked.category),
        ("village", &asked.village),
        ("unit", &asked.unit),
        ("status", &asked.status),
        ("year", &asked.year),
        ("after", after),
    ];
    let query: Vec<String> = narrow
        .into_iter()
        .chain(asked.behind.pairs())
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", query_escaped(value)))
        .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{page}{mark}{}", here.site.base, query.join("&"))
}

/// Years of which there is something to choose, the latest first.
async fn years(here: &Here) -> Vec<i16> {
    let found = here.app().store().read(Span(here.body)).await;
    let span = found.unwrap_or_else(|error| {
        let error = AppError::from(error);
        errors::note(errors::kind(&error), &error);
        None
    });
    let year = |at| here.zone().local_date(at).year();
    span.map(|(first, last)| (year(first)..=year(last)).rev().collect())
        .unwrap_or_default()
}

/// Arrival of the first and the last released report.
struct Span(Option<lapor_domain::ids::BodyId>);

impl Query for Span {
    type Output = Option<(jiff::Timestamp, jiff::Timestamp)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        lapor_store::list::public_span(tx, self.0).await
    }
}

/// How closed reports ended.
pub(crate) struct Ends(pub(crate) Vec<ReportId>);

impl Query for Ends {
    type Output = HashMap<ReportId, Outcome>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let found = lapor_store::list::outcomes(tx, &self.0).await?;
        Ok(found.into_iter().collect())
    }
}

async fn cards(here: &Here, lines: &[Line]) -> Result<Vec<ReportCard>, AppError> {
    let closed = lines.iter().filter(|line| line.state == StateCode::Closed);
    let ends = Ends(closed.map(|line| line.id).collect());
    let ends = here.app().store().read(ends).await?;
    let mut cards = Vec::with_capacity(lines.len());
    for line in lines {
        let above = report::regency(line.region.as_deref());
        let region = here.web.places.below(here.app(), above).await;
        let outcome = ends.get(&line.id).copied();
        cards.push(card(here, line, outcome, &region)?);
    }
    Ok(cards)
}

fn card(
    here: &Here,
    line: &Line,
    outcome: Option<Outcome>,
    region: &Arc<Region>,
) -> Result<ReportCard, AppError> {
    let i18n = here.i18n;
    let rules = here.rules();
    let (title, text) = words(here.app(), line)?;
    let first: String = text.chars().take(80).collect();
    let received = rules.zone(line.holder).local_date(line.received_at);
    Ok(ReportCard {
        href: format!("{}/laporan/{}", here.site.base, line.tracking),
        title: title
            .or_else(|| Some(first).filter(|first| !first.is_empty()))
            .unwrap_or_else(|| i18n.t("own-untitled")),
        excerpt: text.chars().take(200).collect(),
        category: line
            .category
            .and_then(|id| rules.directory.categories.get(&id))
            .map(|category| category.name.clone())
            .unwrap_or_default(),
        place: line
            .region
            .as_deref()
            .map(|code| region.name(code))
            .unwrap_or_default(),
        received: i18n.date(received),
        received_iso: received.to_string(),
        chip: chip(i18n, line, outcome),
        supporters: String::new(),
    })
}

/// Title and text as released, whatever else the line carries.
pub(crate) fn words(app: &App, line: &Line) -> Result<(Option<String>, String), AppError> {
    let open = |content: &Option<lapor_store::record::content::StoredContent>| {
        content
            .as_ref()
            .map(|content| content.open(&app.key_of(content.body())))
            .transpose()
            .map(|text| text.flatten().map(|text| text.as_str().to_owned()))
    };
    let title = open(&line.words.title_final)?;
    Ok((title, open(&line.words.text_final)?.unwrap_or_default()))
}

fn chip(i18n: I18n, line: &Line, outcome: Option<Outcome>) -> Chip {
    if let Some(outcome) = outcome {
        return Chip::of(&i18n, &StateWord::Handled(show::outcome(outcome)));
    }
    let (kind, key) = match (line.state, line.figure) {
        (StateCode::ClosureProposed, _) => (ChipKind::Going, "word-closure-proposed"),
        (StateCode::Review, _) => (ChipKind::Going, "word-review"),
        (_, Some(figure)) => (chip_of(figure), figure_key(figure)),
        (_, None) => (ChipKind::Going, "word-in-process"),
    };
    Chip::new(kind, i18n.t(key))
}

const fn chip_of(figure: Figure) -> ChipKind {
    match figure {
        Figure::Handled => ChipKind::Done,
        Figure::InProcess => ChipKind::Going,
        Figure::NotFollowedUp => ChipKind::Todo,
        Figure::NotVerified => ChipKind::Waiting,
        Figure::OnHold => ChipKind::Asked,
        Figure::Archived => ChipKind::Archived,
        Figure::Transferred => ChipKind::Moved,
    }
}

/// The public word of a figure.
pub(crate) const fn figure_key(figure: Figure) -> &'static str {
    match figure {
        Figure::Handled => "word-handled",
        Figure::InProcess => "word-in-process",
        Figure::NotFollowedUp => "word-not-followed-up",
        Figure::NotVerified => "word-not-verified",
        Figure::OnHold => "word-on-hold",
        Figure::Archived => "word-archived",
        Figure::Transferred => "word-transferred",
    }
}
