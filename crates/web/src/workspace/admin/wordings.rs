//! `/ruang/kelola/kata`: wordings of messages, with a preview; the body's own stand before the shipped ones.

use axum::extract::{Path, Query as Asks, Request};
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::notify::wording::{self, Changed, Entry, Preview, WordingError};
use lapor_app::notify::words::{Language, Places};
use serde::Deserialize;

use super::keeper::{Keeper, row, show};
use crate::form::Sent;
use crate::layout::{self, Tone};
use crate::state::{Here, face};
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::admin::{Cell, OtherPage, Row, Section};
use crate::workspace_view::frame;
use crate::workspace_view::wording::{Sample, WordingPage};

/// Parts in the order of the columns; what else there is comes behind.
const PARTS: [&str; 3] = ["sms", "email", "subject"];

/// Of which language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bahasa: String,
}

/// Every message, and where the body has its own words.
pub(super) async fn list(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let i18n = keeper.i18n();
    let language = Language::of_code(&asked.bahasa);
    let entries = wording::entries();
    let mut parts: Vec<&str> = PARTS.to_vec();
    for entry in &entries {
        if !parts.contains(&entry.part.as_str()) {
            parts.push(&entry.part);
        }
    }
    let mut rows: Vec<(String, Row)> = Vec::new();
    for entry in &entries {
        if rows.iter().any(|(notice, _)| *notice == entry.notice) {
            continue;
        }
        let mut cells = vec![Cell::text(notice(&keeper, &entry.notice))];
        cells.extend(parts.iter().map(|part| {
            let mut of_notice = entries.iter().filter(|other| other.notice == entry.notice);
            let found = of_notice.find(|other| other.part == *part);
            found.map_or_else(|| Cell::text("–"), |found| cell(&keeper, language, found))
        }));
        rows.push((entry.notice.clone(), row(cells)));
    }
    let mut page = keeper.page(Section::Wordings);
    let caption = i18n.t("admin-wordings");
    let mut table = keeper.table(&caption, &["wording-col-notice"], Vec::new());
    table
        .columns
        .extend(parts.iter().map(|code| part(&keeper, code)));
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    page.tables = vec![table];
    page.others = Language::ALL
        .map(|other| OtherPage {
            label: i18n.t(&format!("wording-in-{}", other.as_str())),
            href: keeper.href(&format!("kata?bahasa={}", other.as_str())),
            present: other == language,
        })
        .to_vec();
    show(&page)
}

fn cell(keeper: &Keeper, language: Language, entry: &Entry) -> Cell {
    let source = wording::source(keeper.seat.here.app(), keeper.body, language, &entry.key);
    let mut words = source.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 60 {
        words = words.chars().take(60).collect::<String>() + "…";
    }
    let name = format!(
        "{}: {}",
        part(keeper, &entry.part),
        notice(keeper, &entry.notice)
    );
    let mut cell = Cell::link(name, keeper.href(&path(language, &entry.key))).small(words);
    if source.is_own {
        cell.chip = Some(Chip::new(ChipKind::Done, keeper.i18n().t("wording-own")));
    }
    cell
}

fn path(language: Language, key: &str) -> String {
    format!("kata/{}/{key}", language.as_str())
}

/// What is told, in words.
fn notice(keeper: &Keeper, code: &str) -> String {
    keeper
        .i18n()
        .t(&format!("notice-{}", code.replace('_', "-")))
}

/// By which door, in words; a door without a name here keeps its code.
fn part(keeper: &Keeper, code: &str) -> String {
    let key = format!("wording-part-{code}");
    if keeper.i18n().has(&key) {
        keeper.i18n().t(&key)
    } else {
        code.to_owned()
    }
}

/// One wording.
pub(super) async fn one(here: Here, Path(at): Path<(String, String)>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let Some(desk) = Bench::of(&keeper, &at) else {
        return keeper.answer(&AppError::NotFound);
    };
    let text = desk.source().text;
    match desk.page(text, false).await {
        Ok(page) => layout::page(StatusCode::OK, &page),
        Err(error) => keeper.answer(&error),
    }
}

/// Shows, keeps or takes back.
pub(super) async fn change(
    here: Here,
    Path(at): Path<(String, String)>,
    request: Request,
) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let Some(desk) = Bench::of(&keeper, &at) else {
        return keeper.answer(&AppError::NotFound);
    };
    if !desk.may_change {
        return keeper.answer(&AppError::NotPermitted);
    }
    let text = sent.text("text");
    let app = keeper.seat.here.app();
    let kept = match sent.text("do") {
        "reset" => Some(None),
        "save" if desk.look(text).is_ok() => Some(Some(text)),
        _ => None,
    };
    if let Some(kept) = kept {
        let set = wording::set(
            app,
            keeper.body,
            desk.language,
            &desk.entry,
            kept,
            keeper.actor,
        );
        return match set.await {
            Ok(()) => keeper.saved(&path(desk.language, &desk.entry.key)),
            Err(error) => keeper.answer(&error),
        };
    }
    let status = if desk.look(text).is_ok() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    match desk.page(text.to_owned(), true).await {
        Ok(page) => layout::page(status, &page),
        Err(error) => keeper.answer(&error),
    }
}

/// One wording being looked at.
struct Bench<'a> {
    keeper: &'a Keeper,
    language: Language,
    entry: Entry,
    made_up: Places,
    may_change: bool,
}

impl<'a> Bench<'a> {
    fn of(keeper: &'a Keeper, (language, key): &(String, String)) -> Option<Self> {
        let language = Language::ALL
            .into_iter()
            .find(|one| one.as_str() == language)?;
        let entry = wording::entry(key.clone())?;
        let rules = keeper.rules();
        let slug = rules
            .directory
            .bodies
            .get(&keeper.body)
            .map(|body| body.slug.clone());
        let pages = keeper
            .seat
            .here
            .app()
            .channels()
            .pages_of(&slug.unwrap_or_default());
        let pages = if pages.is_empty() {
            "https://lapor.example".to_owned()
        } else {
            pages
        };
        Some(Self {
            keeper,
            language,
            entry,
            made_up: wording::made_up(&rules, &pages, keeper.body, language),
            may_change: keeper.gives_keys(),
        })
    }

    fn source(&self) -> wording::Source {
        let app = self.keeper.seat.here.app();
        wording::source(app, self.keeper.body, self.language, &self.entry.key)
    }

    fn look(&self, text: &str) -> Result<Vec<Preview>, WordingError> {
        wording::preview(text, self.language, &self.entry, &self.made_up)
    }

    async fn page(&self, text: String, is_draft: bool) -> Result<WordingPage, AppError> {
        let keeper = self.keeper;
        let (app, i18n) = (keeper.seat.here.app(), keeper.i18n());
        let history = wording::history(app, keeper.body, self.language, &self.entry.key).await?;
        let shipped = app.channels().words.source(self.language, &self.entry.key);
        let looked = self.look(&text);
        let mut l = keeper.seat.layout();
        if is_draft {
            l = l.one_off();
        } else if keeper.seat.here.path.ends_with("selesai=1") {
            l = l.with_notice(Tone::Done, i18n.t("wording-saved"));
        }
        let columns = ["admin-col-when", "admin-col-who", "wording-col-text"];
        let rows = history.iter().map(|changed| self.line(changed)).collect();
        let language = i18n.t(&format!("wording-in-{}", self.language.as_str()));
        let name = notice(keeper, &self.entry.notice);
        let place = |name: &&str| {
            let key = format!("wording-place-{name}");
            (format!("{{ ${name} }}"), i18n.t(&key))
        };
        Ok(WordingPage {
            l,
            d: keeper.seat.desk(frame::Here::Admin),
            section: Section::Wordings,
            title: format!("{name}: {}, {language}", part(keeper, &self.entry.part)),
            action: keeper.href(&path(self.language, &self.entry.key)),
            back: keeper.href(&format!("kata?bahasa={}", self.language.as_str())),
            text,
            shipped: shipped.filter(|_| self.source().is_own),
            wrong: looked
                .as_ref()
                .err()
                .map(|error| self.words(error))
                .unwrap_or_default(),
            places: Places::NAMES.iter().map(place).collect(),
            samples: self.samples(&looked.unwrap_or_default()),
            is_draft,
            may_change: self.may_change,
            history: keeper.table(&i18n.t("wording-history"), &columns, rows),
        })
    }

    fn samples(&self, previews: &[Preview]) -> Vec<Sample> {
        let i18n = self.keeper.i18n();
        let several = previews.len() > 1;
        let sample = |preview: &Preview| Sample {
            door: if several {
                i18n.t(&format!("wording-came-{}", preview.door))
            } else {
                String::new()
            },
            text: preview.text.clone(),
            length: match (preview.length, preview.messages) {
                (Some(length), Some(messages)) => {
                    i18n.t2("wording-length", "length", length, "messages", messages)
                }
                _ => String::new(),
            },
        };
        previews.iter().map(sample).collect()
    }

    /// What is wrong and what to do.
    fn words(&self, error: &WordingError) -> String {
        let i18n = self.keeper.i18n();
        let braced = |name: &&str| format!("{{ ${name} }}");
        match error {
            WordingError::Empty => i18n.t("wording-empty"),
            WordingError::TooLong => i18n.t1("wording-too-long", "most", wording::MAX_WORDING),
            WordingError::Syntax(line) => i18n.t1("wording-syntax", "line", line),
            WordingError::Unknown(name) => {
                let known: Vec<String> = Places::NAMES.iter().map(braced).collect();
                i18n.t2("wording-unknown", "name", name, "known", known.join(", "))
            }
            WordingError::Outside => i18n.t("wording-outside"),
            WordingError::NoNumber => i18n.t("wording-no-number"),
            WordingError::SmsTooLong(length) => i18n.t1("wording-sms-too-long", "length", length),
        }
    }

    fn line(&self, changed: &Changed) -> Row {
        let i18n = self.keeper.i18n();
        let rules = self.keeper.rules();
        let zone = rules.zone(self.keeper.body);
        let who = changed
            .officer
            .and_then(|id| rules.directory.officers.get(&id));
        let who = who.map_or_else(|| i18n.t("admin-by-system"), |officer| officer.name.clone());
        let text = changed.text.clone();
        row(vec![
            Cell::text(i18n.moment(changed.at, face(zone))),
            Cell::text(who),
            Cell::text(text.unwrap_or_else(|| i18n.t("wording-was-reset"))),
        ])
    }
}
