//! `GET /ruang/laporan/{number}`: one report, as this officer may see it, and what they may do.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, ClockView, Onlooker, Shown, Turn};
use lapor_domain::ids::UnitId;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Identity, Role};
use serde::Deserialize;

use super::seat::Seat;
use super::{
    answers, case_file, choices, clock, letter, log, marks, national, next, outside, parts, passed,
    provenance, twins,
};
use crate::errors;
use crate::format::grouped;
use crate::layout::{self, Tone};
use crate::places::Region;
use crate::state::{Here, face};
use crate::view::parts::{Chip, ClockDay, ClockExplain, ClockLine, ClockStanding, Photo};
use crate::workspace_view::commands::{CommandPanel, Target};
use crate::workspace_view::fields::Choices;
use crate::workspace_view::frame;
use crate::workspace_view::report::{
    ClockRow, Flag, Original, Related, ReportPage, Words, code_fact, fact,
};
use crate::workspace_view::sealed::{AccessRow, Sealed, What};
use crate::workspace_view::words;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    selesai: String,
}

/// The page.
pub(super) async fn page(
    here: Here,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let case = match find(&seat, &number).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    let region = seat.here.region().await;
    let choices = match choices::with_proposals(&seat, &case, None).await {
        Ok(choices) => choices,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    let mut page = view(&seat, &case, &region, &choices);
    match national::of(&seat, &case).await {
        Ok(panel) => page.national = panel,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    }
    match twins::of(&seat, &case).await {
        Ok(twins) => page.twins = twins,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    }
    match outside::of(&seat, &case).await {
        Ok(outside) => page.outside = outside,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    }
    if let Ok(kind) = asked.selesai.replace('-', "_").parse() {
        match next::after(&seat, &case, kind).await {
            Ok(next) => page.next = next,
            Err(error) => return errors::answer(&seat.here, &error, ""),
        }
        let done = seat.here.i18n.t1(
            "desk-done",
            "command",
            words::command(&seat.here.i18n, kind),
        );
        page.l = page.l.with_notice(Tone::Done, done);
    }
    layout::page(StatusCode::OK, &page)
}

/// The page with a word about what was just asked for.
pub(super) async fn with_notice(
    seat: &Seat,
    case: &CaseView,
    tone: Tone,
    told: String,
) -> Response {
    let region = seat.here.region().await;
    let choices = match choices::with_proposals(seat, case, None).await {
        Ok(choices) => choices,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    let mut page = view(seat, case, &region, &choices);
    match national::of(seat, case).await {
        Ok(panel) => page.national = panel,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    }
    page.l = page.l.one_off().with_notice(tone, told);
    layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The report of a number, for this officer; else the page that says the same for "unknown" and
/// "not yours".
pub(super) async fn find(seat: &Seat, number: &str) -> Result<CaseView, Response> {
    let not_found = || errors::answer(&seat.here, &AppError::NotFound, "");
    let Ok(number) = TrackingNo::parse(number) else {
        return Err(not_found());
    };
    match case::by_number(seat.here.app(), number, Onlooker::Officer(seat.officer.id)).await {
        Ok(Some(case)) => Ok(case),
        Ok(None) => Err(not_found()),
        Err(error) => Err(errors::answer(&seat.here, &error, "")),
    }
}

/// Number and last event, for the forms.
pub(super) fn target(seat: &Seat, case: &CaseView) -> Target {
    Target {
        number: case.tracking.to_string(),
        seq: case.seq,
        base: seat.here.site.base.clone(),
    }
}

/// The page of a report.
pub(super) fn view(seat: &Seat, case: &CaseView, region: &Region, choices: &Choices) -> ReportPage {
    let i18n = seat.here.i18n;
    let target = target(seat, case);
    let href = target.href();
    let yours = is_theirs(seat, case);
    ReportPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Inbox),
        number: case.tracking.grouped(),
        back: format!("{}/ruang", seat.here.site.base),
        title: case.title.clone().unwrap_or_default(),
        chip: words::state_chip(&i18n, case.state),
        flags: flags(case),
        turn: turn(seat, case, yours),
        your_turn: yours,
        next: None,
        due: due(seat, case),
        facts: facts(seat, case),
        place: place(seat, case, region),
        original: original(seat, case, &href),
        public: case.text_public.words().map(|text| Words {
            title: case.title.clone().unwrap_or_default(),
            text: text.to_owned(),
        }),
        answers: answers::of(seat, case, &href),
        photos: photos(seat, case),
        attachments: Sealed::Absent,
        source: provenance::sealed(seat, case, &href),
        papers: provenance::papers(seat, case, &href),
        name: sealed_name(seat, case, &href),
        contact: sealed_contact(seat, case, &href),
        panel: CommandPanel::new(&i18n, &case.may, &target, choices),
        log: log::items(seat, case),
        clocks: case
            .clocks
            .iter()
            .map(|clock| clock_row(seat, case, clock))
            .collect(),
        notes: case.reads_notes.then(|| log::notes(seat, case)),
        access: access(seat, case),
        related: related(seat, case),
        marks: marks::of(i18n, case),
        twins: Vec::new(),
        outside: Vec::new(),
        parts: parts::of(seat, case),
        passed: passed::of(seat, case),
        letter: letter::link(seat, case),
        case_file: case_file::sealed(seat, case, &href),
        national: None,
        target,
    }
}

fn flags(case: &CaseView) -> Vec<Flag> {
    let mut flags = Vec::new();
    flags.extend(Flag::of_priority(case.priority));
    match (case.supervisory, case.verified) {
        (true, true) => flags.push(Flag::Supervisory),
        (true, false) => flags.push(Flag::Declared),
        _ => {}
    }
    let mut push = |is: bool, flag| {
        if is {
            flags.push(flag);
        }
    };
    push(case.rahasia, Flag::Rahasia);
    push(case.anonim, Flag::Anonim);
    push(
        case.identity == Identity::None && case.import.is_none(),
        Flag::NoIdentity,
    );
    push(case.is_public, Flag::Released);
    let shielded = case.rahasia || case.supervisory;
    push(!case.is_public && !shielded, Flag::NotReleased);
    push(!case.is_public && shielded, Flag::NumberClosed);
    push(case.import.is_some(), Flag::Imported);
    flags
}

/// It is this officer's turn: they may move the report on.
pub(super) fn is_theirs(seat: &Seat, case: &CaseView) -> bool {
    match &case.turn {
        Turn::Desk => seat.has(Role::Desk),
        Turn::Coordinator(_) | Turn::Checker => {
            seat.has(Role::Coordinator) || (case.supervisory && seat.has(Role::Inspector))
        }
        Turn::Unit(_) => case.lead_id.is_some_and(|lead| handles(seat, lead, case)),
        Turn::Reporter | Turn::Outside(_) | Turn::Nobody => false,
    }
}

fn handles(seat: &Seat, lead: UnitId, case: &CaseView) -> bool {
    let rules = seat.here.rules();
    seat.officer.grants.iter().any(|grant| match grant.role {
        Role::UnitOfficer => {
            grant.body == case.holder
                && grant
                    .node
                    .is_none_or(|node| rules.directory.is_within(lead, node))
        }
        Role::Inspector => case.supervisory && grant.body == case.holder,
        _ => false,
    })
}

fn turn(seat: &Seat, case: &CaseView, yours: bool) -> String {
    let i18n = seat.here.i18n;
    if yours {
        return i18n.t("desk-turn-you");
    }
    match &case.turn {
        Turn::Reporter => i18n.t("desk-turn-reporter"),
        Turn::Desk => i18n.t1("desk-turn-office", "office", words::role(&i18n, Role::Desk)),
        Turn::Coordinator(body) => {
            let office = format!("{}, {body}", words::role(&i18n, Role::Coordinator));
            i18n.t1("desk-turn-office", "office", office)
        }
        Turn::Checker => i18n.t("desk-turn-checker"),
        Turn::Unit(Some(unit)) | Turn::Outside(unit) => i18n.t1("desk-turn-office", "office", unit),
        Turn::Unit(None) => i18n.t("desk-turn-unknown"),
        Turn::Nobody => i18n.t("turn-nobody"),
    }
}

fn due(seat: &Seat, case: &CaseView) -> Vec<ClockLine> {
    let i18n = seat.here.i18n;
    let mut open: Vec<&ClockView> = case
        .clocks
        .iter()
        .filter(|clock| clock.stopped.is_none() && is_shown_on_top(clock))
        .collect();
    open.sort_by_key(|clock| (clock.paused, clock.extended_due.unwrap_or(clock.due)));
    open.into_iter()
        .map(|clock| {
            let until = i18n.due(clock.extended_due.unwrap_or(clock.due), face(case.zone));
            let standing = standing(clock);
            ClockLine {
                standing,
                name: words::clock(&i18n, clock.clock),
                due: if clock.paused {
                    i18n.t("clock-paused")
                } else {
                    i18n.t1("clock-by", "due", until)
                },
                remaining: remaining(seat, case, clock),
                explain: ClockExplain {
                    summary: String::new(),
                    days: clock
                        .explain
                        .iter()
                        .map(|day| ClockDay::of_sentence(day))
                        .collect(),
                    limit: limit(seat, case, clock),
                    basis: String::new(),
                },
            }
        })
        .collect()
}

/// The statutory outer limit, beside the resolution and nowhere else.
fn limit(seat: &Seat, case: &CaseView, clock: &ClockView) -> String {
    if clock.clock != lapor_domain::clock::ClockKind::Resolution {
        return String::new();
    }
    let rules = seat.here.rules();
    let policy = rules.policy(case.holder, clock.started_at);
    let days = u64::from(policy.statutory_limit_days);
    seat.here.i18n.tn("clock-limit", days)
}

fn is_shown_on_top(clock: &ClockView) -> bool {
    use lapor_domain::clock::ClockKind as K;
    !matches!(clock.clock, K::ReopenWindow | K::ObjectionWindow)
}

pub(super) fn standing(clock: &ClockView) -> ClockStanding {
    match (clock.stopped.is_some(), clock.paused, clock.overdue) {
        (true, _, _) => ClockStanding::Met,
        (false, true, _) => ClockStanding::Held,
        (false, false, true) => ClockStanding::Late,
        (false, false, false) => ClockStanding::Running,
    }
}

fn remaining(seat: &Seat, case: &CaseView, clock: &ClockView) -> String {
    if clock.paused {
        return String::new();
    }
    left(seat, case.holder, clock.extended_due.unwrap_or(clock.due))
}

/// "tinggal 4 hari kerja", "lewat 2 hari kerja".
pub(super) fn left(seat: &Seat, holder: lapor_domain::ids::BodyId, due: Timestamp) -> String {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let calendar = rules.calendar(holder);
    let zone = rules.zone(holder);
    let today = zone.local_date(seat.here.app().now());
    let last = zone.local_date(
        due.checked_sub(SignedDuration::from_micros(1))
            .unwrap_or(due),
    );
    let after = |day: jiff::civil::Date| day.tomorrow().unwrap_or(day);
    match today.cmp(&last) {
        std::cmp::Ordering::Equal => i18n.t("clock-last-day"),
        std::cmp::Ordering::Less => {
            let days = calendar.count_working(after(today), last);
            i18n.tn("clock-left", u64::from(days))
        }
        std::cmp::Ordering::Greater => {
            let days = calendar.count_working(after(last), today);
            i18n.tn("clock-over", u64::from(days))
        }
    }
}

fn facts(seat: &Seat, case: &CaseView) -> Vec<(String, String)> {
    let i18n = seat.here.i18n;
    let received = i18n.moment_or_day(case.received_at, case.day_only, face(case.zone));
    let mut facts = vec![fact(&i18n, "fact-received", received)];
    if case.tells_matter {
        facts.extend([
            match &case.unmapped_channel {
                Some(word) => {
                    let value = format!("{word} ({})", i18n.t("mark-from-import"));
                    fact(&i18n, "fact-channel", value)
                }
                None => code_fact(&i18n, "fact-channel", "channel", case.channel.as_str()),
            },
            code_fact(&i18n, "fact-type", "type", case.report_type.as_str()),
        ]);
    }
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(
            value
                .filter(|value| !value.is_empty())
                .map(|value| fact(&i18n, key, value)),
        );
    };
    add("fact-category", case.category.clone());
    add("fact-lead", case.lead.clone());
    let open = case.parts.iter().filter(|part| part.ended.is_none());
    let open = open.map(|part| part.unit.clone());
    add("fact-support", Some(open.collect::<Vec<_>>().join(", ")));
    add(
        "fact-round",
        (case.round > 0).then(|| case.round.to_string()),
    );
    add(
        "fact-incident",
        case.incident_date.map(|day| i18n.date(day)),
    );
    add("fact-holder", Some(case.holder_name.clone()));
    add(
        "fact-extension-asked",
        case.extension_asked
            .map(|days| i18n.tn("length-working", u64::from(days))),
    );
    add("fact-excluded", Some(case.excluded.join(", ")));
    add(
        "fact-external",
        case.import.as_ref().map(|(id, status)| {
            format!("{} ({status})", origin_number(id))
                .trim()
                .to_owned()
        }),
    );
    add(
        "fact-outcome",
        case.outcome.map(|outcome| words::outcome(&i18n, outcome)),
    );
    add(
        "fact-reason",
        case.archive_reason
            .map(|reason| words::reason(&i18n, reason)),
    );
    add(
        "fact-promise",
        case.promise
            .as_ref()
            .map(|(by, unit)| format!("{}, {unit}", i18n.date(*by))),
    );
    add("fact-rating", case.rating.map(|stars| format!("{stars}/5")));
    facts
}

/// The number by which a report is known where it came from: of a register its name and number; a row that is known by
/// what it says has none.
fn origin_number(id: &str) -> &str {
    match id.split_once(':') {
        None => id,
        Some((_, row)) if row.starts_with('#') => "",
        Some((_, number)) => number,
    }
}

fn place(seat: &Seat, case: &CaseView, names: &Region) -> Vec<(String, String)> {
    let i18n = seat.here.i18n;
    let mut place = Vec::new();
    if let Some(region) = &case.region {
        place.push(fact(&i18n, "fact-region", names.name(region)));
    }
    if let Some(words) = case.place.words() {
        place.push(fact(&i18n, "fact-landmark", words));
    }
    if let Some((latitude, longitude)) = case.point {
        place.push(fact(
            &i18n,
            "fact-point",
            format!("{latitude:.5}, {longitude:.5}"),
        ));
    }
    place
}

fn original(seat: &Seat, case: &CaseView, href: &str) -> Original {
    match &case.text_original {
        Shown::Words(text) => Original::Shown(Words {
            title: String::new(),
            text: text.clone(),
        }),
        Shown::WithReason => {
            Original::Sealed(Sealed::closed(&seat.here.i18n, What::Original, href))
        }
        Shown::Erased => Original::Sealed(Sealed::Never(seat.here.i18n.t("open-erased"))),
        Shown::No if case.lacks_original => {
            Original::Sealed(Sealed::Never(seat.here.i18n.t("open-not-imported")))
        }
        Shown::No => Original::Sealed(Sealed::Never(seat.here.i18n.t("open-never"))),
    }
}

fn sealed_name(seat: &Seat, case: &CaseView, href: &str) -> Sealed {
    let i18n = seat.here.i18n;
    match &case.name {
        Shown::Words(name) => Sealed::Shown(vec![fact(&i18n, "fact-name", name)]),
        Shown::WithReason => Sealed::closed(&i18n, What::Name, href),
        Shown::Erased => Sealed::Never(i18n.t("open-erased")),
        Shown::No if case.identity == Identity::None => Sealed::Never(i18n.t("open-no-identity")),
        Shown::No => Sealed::Never(i18n.t("open-never")),
    }
}

fn sealed_contact(seat: &Seat, case: &CaseView, href: &str) -> Sealed {
    if case
        .contact
        .iter()
        .any(|(_, shown)| matches!(shown, Shown::WithReason))
    {
        return Sealed::closed(&seat.here.i18n, What::Contact, href);
    }
    Sealed::Absent
}

fn photos(seat: &Seat, case: &CaseView) -> Vec<Photo> {
    let base = &seat.here.site.base;
    let total = case.photos.len();
    case.photos
        .iter()
        .enumerate()
        .map(|(index, photo)| Photo {
            href: format!("{base}/berkas/{}", photo.file),
            thumbnail: format!("{base}/berkas/{}/kecil", photo.file),
            alt: if photo.caption.is_empty() {
                seat.here.i18n.t2("photo-alt", "n", index + 1, "all", total)
            } else {
                photo.caption.clone()
            },
        })
        .collect()
}

fn clock_row(seat: &Seat, case: &CaseView, clock: &ClockView) -> ClockRow {
    let i18n = seat.here.i18n;
    let moment = |at: Timestamp| i18n.moment(at, face(case.zone));
    let until = |end: Timestamp| clock::until(i18n, clock, end, case.zone);
    let (kind, standing) = clock::standing(clock);
    let mut due = until(clock.due);
    if let Some(extended) = clock.extended_due.filter(|at| clock.known(*at).is_some()) {
        due = format!("{due}; {}", until(extended));
    }
    ClockRow {
        name: words::clock(&i18n, clock.clock),
        chip: Chip::new(kind, i18n.t(standing)),
        started: moment(clock.started_at),
        due,
        stopped: clock.stopped.map(|(at, _)| moment(at)).unwrap_or_default(),
        paused: String::new(),
    }
}

fn access(seat: &Seat, case: &CaseView) -> Option<Vec<AccessRow>> {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let may = seat.has(Role::Coordinator) || seat.has(Role::Auditor) || seat.has(Role::Inspector);
    may.then(|| {
        case.access_log
            .iter()
            .map(|look| {
                let name = look
                    .officer
                    .and_then(|id| rules.directory.officers.get(&id))
                    .map(|officer| officer.name.clone())
                    .unwrap_or_default();
                AccessRow {
                    at: i18n.moment(look.at, face(case.zone)),
                    who: format!("{name}, {}", words::role(&i18n, look.role)),
                    what: i18n.t(&format!("content-{}", look.opening.what.replace('_', "-"))),
                    reason: look.opening.reason.clone(),
                }
            })
            .collect()
    })
}

fn related(seat: &Seat, case: &CaseView) -> Vec<Related> {
    case.root
        .map(|root| Related {
            how: seat.here.i18n.t("related-root"),
            number: grouped(&root.to_string()),
            href: format!("{}/ruang/laporan/{root}", seat.here.site.base),
            title: String::new(),
        })
        .into_iter()
        .collect()
}
