//! What letters to followers say: the number, what happened, and words that everybody may read.

use lapor_domain::ids::BodyId;
use lapor_store::follow::Follow;
use uuid::Uuid;

use crate::app::App;
use crate::channels::letter::Letter;
use crate::notify::words::{Language, Places};
use crate::report::case::{CaseView, Entry, Fact};
use crate::report::narrow::Narrow;

/// Reports of one kind that a letter names.
const NAMED: usize = 20;

/// What happened that followers are written to about. The rest stands on the page.
const TOLD: [&str; 12] = [
    "verified",
    "redirected",
    "answered",
    "closure_proposed",
    "closed",
    "archived",
    "transferred_out",
    "transferred_within",
    "extended",
    "breached",
    "reopened",
    "upheld",
];

/// Who writes, to whom, about what.
struct Pen<'a> {
    app: &'a App,
    language: Language,
    slug: String,
    places: Places,
    pages: String,
}

impl<'a> Pen<'a> {
    fn new(app: &'a App, body: BodyId, language: Language) -> Self {
        let rules = app.rules();
        let body = rules.directory.bodies.get(&body);
        let slug = body.map(|body| body.slug.clone()).unwrap_or_default();
        let places = Places {
            body: body.map(|body| body.name.clone()).unwrap_or_default(),
            ..Places::default()
        };
        Self {
            app,
            language,
            pages: app.channels().pages_of(&slug),
            slug,
            places,
        }
    }

    fn say(&self, key: &str, places: &Places) -> String {
        self.app.channels().words.say(self.language, key, places)
    }

    /// A list by its names: the body, and what it is narrowed to.
    fn list(&self, names: &[String]) -> String {
        if names.is_empty() {
            self.places.body.clone()
        } else {
            format!("{}: {}", self.places.body, names.join(", "))
        }
    }

    /// The letter of these paragraphs, with the way to end it below.
    fn letter(&self, follow: Uuid, to: String, subject: String, parts: Vec<String>) -> Letter {
        let end = Places {
            link: format!("{}/ikuti/{}", self.pages, follow.simple()),
            ..self.places.clone()
        };
        let mut parts = parts;
        parts.push(self.say("follow-end", &end));
        Letter {
            to,
            subject,
            text: parts.join("\n\n"),
            body: self.slug.clone(),
            from: self.places.body.clone(),
            in_reply_to: None,
            language: self.language.as_str().to_owned(),
            ..Letter::default()
        }
    }
}

/// The letter that asks whether it was they who asked. Nothing in it was written by whoever did.
pub(super) fn first(
    app: &App,
    body: BodyId,
    language: Language,
    follow: Uuid,
    number: &str,
    narrow: &Narrow,
    to: &str,
) -> Letter {
    let pen = Pen::new(app, body, language);
    let names = narrow.names(&app.rules(), &app.places());
    let places = Places {
        number: number.to_owned(),
        words: pen.list(&names),
        link: format!("{}/ikuti/{}", pen.pages, follow.simple()),
        ..pen.places.clone()
    };
    let what = if number.is_empty() {
        pen.say("follow-first-list", &places)
    } else {
        pen.say("follow-first-report", &places)
    };
    let places = Places {
        words: what,
        ..places
    };
    let text = pen.say("follow-first", &places);
    Letter {
        to: to.to_owned(),
        subject: pen.say("follow-first-subject", &places),
        text,
        body: pen.slug.clone(),
        from: pen.places.body.clone(),
        in_reply_to: None,
        language: language.as_str().to_owned(),
        ..Letter::default()
    }
}

/// What happened to a report; `None` where nothing did that one writes about.
pub(super) fn of_report(
    app: &App,
    follow: &Follow,
    language: Language,
    case: &CaseView,
    news: &[&Entry],
    to: String,
) -> Option<Letter> {
    let mut pen = Pen::new(app, follow.body, language);
    pen.places.number = case.tracking.to_string();
    let told: Vec<String> = news
        .iter()
        .filter(|entry| TOLD.contains(&entry.kind) && !entry.is_draft)
        .map(|entry| said(&pen, case, entry))
        .collect();
    if told.is_empty() {
        return None;
    }
    let places = Places {
        link: format!("{}/laporan/{}", pen.pages, case.tracking),
        words: title(case),
        ..pen.places.clone()
    };
    let subject = pen.say("follow-news-subject", &places);
    let mut parts = vec![pen.say("follow-news", &places)];
    parts.extend(told);
    parts.push(pen.say("follow-news-link", &places));
    Some(pen.letter(follow.id, to, subject, parts))
}

/// One thing that happened, in a sentence with its day; below it the office's words.
fn said(pen: &Pen<'_>, case: &CaseView, entry: &Entry) -> String {
    let unit = entry.facts.iter().find_map(|fact| match fact {
        Fact::Unit(name) | Fact::Body(name) => Some(name.clone()),
        _ => None,
    });
    let day = case.zone.local_date(entry.at).strftime("%d-%m-%Y");
    let places = Places {
        unit: unit
            .or_else(|| entry.unit.clone())
            .unwrap_or_else(|| case.holder_name.clone()),
        until: day.to_string(),
        ..pen.places.clone()
    };
    let kind = match entry.kind {
        "redirected" => "verified",
        "transferred_within" => "transferred_out",
        kind => kind,
    };
    let sentence = pen.say(&format!("follow-{kind}"), &places);
    // An answer that was checked before it was sent is told with the end.
    let answer = || {
        let mut before = case.history.iter().rev();
        before.find(|other| other.kind == "closure_proposed" && !other.is_draft)
    };
    let words = match entry.kind {
        "closed" => answer().and_then(|answer| answer.words.as_deref()),
        _ => entry.words.as_deref(),
    };
    match words.map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) => format!("{sentence}\n\n{words}"),
        None => sentence,
    }
}

/// What is new in a list; `None` where nothing is.
pub(super) fn of_list(
    app: &App,
    follow: &Follow,
    language: Language,
    new: &[&CaseView],
    finished: &[&CaseView],
    to: String,
) -> Option<Letter> {
    if new.is_empty() && finished.is_empty() {
        return None;
    }
    let pen = Pen::new(app, follow.body, language);
    let narrow = Narrow::parse(&follow.filter).unwrap_or_default();
    let names = narrow.names(&app.rules(), &app.places());
    let mark = if follow.filter.is_empty() { "" } else { "?" };
    let list = format!("{}/laporan{mark}{}", pen.pages, follow.filter);
    let places = Places {
        words: pen.list(&names),
        link: list,
        ..pen.places.clone()
    };
    let mut parts = vec![pen.say("follow-list", &places)];
    for (key, cases) in [("follow-list-new", new), ("follow-list-closed", finished)] {
        if cases.is_empty() {
            continue;
        }
        let head = Places {
            number: cases.len().to_string(),
            ..places.clone()
        };
        let mut lines = vec![pen.say(key, &head)];
        lines.extend(cases.iter().take(NAMED).map(|case| {
            format!(
                "- {}\n  {}/laporan/{}",
                title(case),
                pen.pages,
                case.tracking
            )
        }));
        if cases.len() > NAMED {
            lines.push(pen.say("follow-list-more", &places));
        }
        parts.push(lines.join("\n"));
    }
    let subject = pen.say("follow-list-subject", &places);
    Some(pen.letter(follow.id, to, subject, parts))
}

/// The title in one line.
fn title(case: &CaseView) -> String {
    let title = case.title.clone().unwrap_or_default();
    let words: Vec<&str> = title.split_whitespace().collect();
    if words.is_empty() {
        case.tracking.to_string()
    } else {
        words.join(" ")
    }
}
