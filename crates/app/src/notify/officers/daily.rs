//! The digest of a working day's morning: what waits for one officer, and nothing where nothing does.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Role, StateCode};
use lapor_store::list::View;
use lapor_store::record::officer_notice;
use lapor_store::{Query, StoreError, Tx};

use super::{Recipient, Told, morning_of, written};
use crate::error::AppError;
use crate::notify::words::Places;
use crate::report::inbox::{self, Asked, InboxLine};

/// Pages of the inbox that are looked through.
const PAGES: usize = 20;
/// Lines of one part that are told.
const LINES: usize = 20;
/// Events by which a report comes to an office.
const ARRIVALS: [&str; 6] = [
    "received",
    "forwarded",
    "verified",
    "redirected",
    "assigned_anew",
    "transferred_within",
];
/// Events by which the reporter says something.
const REPLIES: [&str; 4] = ["replied", "disputed", "reopened", "objected"];

/// The digest; `None` where nothing waits.
pub(super) async fn told(to: &Recipient<'_>, today: Date) -> Result<Option<Told>, AppError> {
    let lines = lines(to, view(to)).await?;
    let since = morning_of(to.rules, to.home, day_before(to, today));
    let numbers = lines.iter().map(|line| line.tracking).collect();
    let read = Happened { numbers, since };
    let (happened, asked) = to.app.store().read(read).await?;
    let mut news: HashMap<TrackingNo, Vec<String>> = HashMap::new();
    for (number, kind) in happened {
        news.entry(number).or_default().push(kind);
    }
    let did = |line: &InboxLine, kinds: &[&str]| {
        // Who may know of state and dates alone learns nothing of what passed.
        let happened = line.details.as_ref().and_then(|_| news.get(&line.tracking));
        happened.is_some_and(|happened| happened.iter().any(|kind| kinds.contains(&kind.as_str())))
    };
    // On hold for an answer, or asked on the way.
    let waits = |line: &InboxLine| match line.state {
        StateCode::OnHold => true,
        StateCode::Assigned | StateCode::InProgress => {
            line.details.is_some() && asked.contains(&line.tracking)
        }
        _ => false,
    };
    let last = |line: &InboxLine| last_day(to, line);
    let next = to.rules.calendar(to.home).next_working_after(today);
    let is_new = |line: &InboxLine| line.state == StateCode::Received && line.received_at >= since;
    let parts: [(&str, Vec<&InboxLine>); 6] = [
        ("desk-late", some(&lines, |line| line.is_overdue)),
        (
            "desk-today",
            some(&lines, |line| !line.is_overdue && last(line) == Some(today)),
        ),
        (
            "desk-tomorrow",
            some(&lines, |line| {
                last(line).is_some_and(|day| day > today && day <= next)
            }),
        ),
        (
            "desk-new",
            some(&lines, |line| is_new(line) || did(line, &ARRIVALS)),
        ),
        ("desk-replied", some(&lines, |line| did(line, &REPLIES))),
        ("desk-asked", some(&lines, waits)),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    // What only waits for its reporter is no work.
    if parts.iter().all(|(key, _)| *key == "desk-asked") {
        return Ok(None);
    }
    let summary: Vec<String> = parts
        .iter()
        .map(|(key, lines)| format!("{} {}", lines.len(), to.word(key).to_lowercase()))
        .collect();
    let whole: Vec<String> = parts
        .iter()
        .map(|(key, lines)| part(to, key, lines, today))
        .collect();
    Ok(Some(Told {
        notice: "digest",
        summary: summary.join(", "),
        whole: whole.join("\n\n"),
        places: Places {
            until: written(today),
            link: to.link(""),
            ..Places::default()
        },
    }))
}

/// Who must act hears of what is open; who leads, of the delays that were told to them.
fn view(to: &Recipient<'_>) -> View {
    let acts = |role: Role| {
        matches!(
            role,
            Role::Desk
                | Role::Coordinator
                | Role::UnitOfficer
                | Role::FieldOfficer
                | Role::Inspector
        )
    };
    if to.officer.grants.iter().any(|grant| acts(grant.role)) {
        View::Open
    } else {
        View::Told
    }
}

/// Lines of the officer's own inbox, as far as they may read them.
pub(super) async fn lines(to: &Recipient<'_>, view: View) -> Result<Vec<InboxLine>, AppError> {
    let mut asked = Asked {
        view,
        ..Asked::default()
    };
    let mut lines = Vec::new();
    for _ in 0..PAGES {
        let Some(page) = inbox::read(to.app, to.officer, &asked).await? else {
            break;
        };
        lines.extend(page.lines);
        asked.after = page.next;
        if asked.after.is_none() {
            break;
        }
    }
    Ok(lines)
}

fn some(lines: &[InboxLine], is: impl Fn(&InboxLine) -> bool) -> Vec<&InboxLine> {
    lines.iter().filter(|line| is(line)).collect()
}

fn day_before(to: &Recipient<'_>, today: Date) -> Date {
    let calendar = to.rules.calendar(to.home);
    let mut day = today.yesterday().unwrap_or(today);
    for _ in 0..30 {
        if calendar.is_working(day) {
            break;
        }
        day = day.yesterday().unwrap_or(day);
    }
    day
}

/// The last day on which it is not late.
fn last_day(to: &Recipient<'_>, line: &InboxLine) -> Option<Date> {
    let due = line
        .due_at?
        .checked_sub(SignedDuration::from_micros(1))
        .ok()?;
    Some(to.rules.zone(line.holder).local_date(due))
}

fn part(to: &Recipient<'_>, key: &str, lines: &[&InboxLine], today: Date) -> String {
    let mut said = vec![format!("{} ({})", to.word(key), lines.len())];
    said.extend(
        lines
            .iter()
            .take(LINES)
            .map(|line| self::line(to, line, today)),
    );
    if lines.len() > LINES {
        said.push(format!(
            "- {}",
            to.word_with("desk-more", lines.len() - LINES)
        ));
    }
    said.join("\n")
}

/// Number, category, age, due date and address; of what is secret or about officials no category.
pub(super) fn line(to: &Recipient<'_>, line: &InboxLine, today: Date) -> String {
    let mut said = vec![line.tracking.grouped()];
    let open = line
        .details
        .as_ref()
        .filter(|_| !line.rahasia && !line.supervisory);
    let category = open.and_then(|details| details.category);
    let category = category.and_then(|id| to.rules.directory.categories.get(&id));
    said.extend(category.map(|category| category.name.clone()));
    said.push(age(to, line, today));
    if let Some(day) = last_day(to, line) {
        let places = Places {
            until: written(day),
            ..Places::default()
        };
        said.push(to.say("desk-due", &places));
    }
    let link = to.link(&format!("/laporan/{}", line.tracking));
    format!("- {}\n  {link}", said.join(", "))
}

fn age(to: &Recipient<'_>, line: &InboxLine, today: Date) -> String {
    let received = to.rules.zone(line.holder).local_date(line.received_at);
    let days = today.since(received).map_or(0, |span| span.get_days());
    to.word_with("desk-age", days)
}

struct Happened {
    numbers: Vec<TrackingNo>,
    since: Timestamp,
}

impl Query for Happened {
    type Output = (Vec<(TrackingNo, String)>, Vec<TrackingNo>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok((
            officer_notice::happened(tx, &self.numbers, self.since).await?,
            officer_notice::asked_last(tx, &self.numbers).await?,
        ))
    }
}
