//! What a report looks like to programs: built from the one view that visibility allows, part by part.

use lapor_app::report::case::{CaseView, ClockView, DueView, Shown, Turn};
use lapor_domain::content::ContentKind;
use lapor_domain::visibility::Existence;
use serde::Serialize;
use utoipa::ToSchema;

use super::find::{As, Found};
use crate::asked;
use crate::state::Here;

/// A report, as far as the asker may see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Report {
    /// Tracking number: twelve digits.
    #[schema(example = "123456789012")]
    number: String,
    /// As whom it is shown: `anyone`, `reporter` or `officer`.
    shown_to: &'static str,
    /// State: `received`, `assigned`, `in_progress`, `closed` and so on.
    state: String,
    /// Figure in which it counts.
    figure: Option<String>,
    /// Body that has it.
    body: Named,
    /// When it came in: an instant, or a day where only that is known.
    received: String,
    /// Whose turn it is.
    turn: Option<WhoseTurn>,
    /// The clock that counts now.
    due: Option<Due>,
    /// The words, where they are shown.
    matter: Option<Matter>,
    /// For its reporter.
    own: Option<Own>,
    /// For officers.
    desk: Option<Desk>,
}

/// A body, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    /// Its name in addresses.
    slug: String,
    /// Its name.
    name: String,
}

/// Whose turn it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhoseTurn {
    /// `desk`, `coordinator`, `unit`, `reporter`, `checker`, `outside` or `nobody`.
    who: &'static str,
    /// Name of the office.
    name: Option<String>,
}

/// Until when.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Due {
    /// Which clock.
    clock: String,
    /// Exclusive end.
    until: String,
    /// It is past that.
    overdue: bool,
}

/// What the report is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Matter {
    /// Anyone may see this.
    is_public: bool,
    /// Type: `complaint`, `aspiration`, `information`, `unknown`.
    r#type: String,
    /// Berkadar pengawasan: about officials.
    supervisory: bool,
    /// Title.
    title: Option<String>,
    /// Text as released.
    text: Option<String>,
    /// Category.
    category: Option<String>,
    /// Region code.
    region: Option<String>,
    /// Street or landmark.
    place: Option<String>,
    /// Latitude in degrees.
    latitude: Option<f64>,
    /// Longitude in degrees.
    longitude: Option<f64>,
    /// Door through which it came.
    channel: String,
    /// Unit that handles it.
    unit: Option<String>,
    /// How it ended.
    outcome: Option<String>,
    /// Why it was archived.
    archive_reason: Option<String>,
    /// Last day of a promise.
    promised_by: Option<String>,
    /// Report whose handling it shares.
    shares_handling_of: Option<String>,
    /// The reporter's chosen name; null is "Anonim" or "Warga".
    reporter: Option<String>,
    /// Answers to the category's questions that are shown.
    answers: Vec<Answered>,
    /// Photographs that are shown.
    photos: Vec<Photo>,
    /// Last change.
    updated: String,
}

/// A question of the category with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answered {
    /// Its code.
    code: String,
    /// The question as it was asked.
    label: String,
    /// What was answered: of a list the keys.
    values: Vec<String>,
    /// What people read: of a list the names of what was chosen.
    shown: Vec<String>,
}

fn answers(here: &Here, case: &CaseView) -> Vec<Answered> {
    let shown = case.answers.shown.iter();
    shown
        .map(|answer| Answered {
            code: answer.code.clone(),
            label: asked::label(here.i18n, answer),
            values: answer.values.clone(),
            shown: answer.shown().to_vec(),
        })
        .collect()
}

/// A photograph.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Photo {
    /// Its id.
    id: String,
    /// Address, where anyone may see it.
    href: Option<String>,
    /// Address below this interface, for whoever was shown the report, with the same key or phrase.
    file: String,
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// Words about it.
    caption: String,
}

/// What only the reporter sees.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Own {
    /// Text as written.
    text: Option<String>,
    /// The question that waits for an answer.
    question: Option<String>,
    /// Commands that are possible now.
    may: Vec<String>,
    /// Hides who.
    anonymous: bool,
    /// Hides what.
    secret: bool,
    /// Stars given.
    rating: Option<u8>,
    /// An objection is open.
    objection_open: bool,
    /// Withdrawn; the handling goes on.
    withdrawn: bool,
    /// Until when reopening, objection or rating is open.
    window: Option<Due>,
    /// All clocks.
    clocks: Vec<Clock>,
}

/// What officers see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Desk {
    /// Text as the reporter wrote it, where this officer reads it.
    text: Option<String>,
    /// Reporter's name, where this officer reads it.
    name: Option<String>,
    /// Kinds of words that open with a reason, on the page of the workspace.
    opens_with_reason: Vec<String>,
    /// Urgency.
    priority: String,
    /// Hides who.
    anonymous: bool,
    /// Hides what.
    secret: bool,
    /// A coordinator verified it.
    verified: bool,
    /// Round of the handling.
    round: u16,
    /// Commands that this officer may give now.
    may: Vec<String>,
    /// All clocks.
    clocks: Vec<Clock>,
    /// Parts of other units.
    parts: Vec<Part>,
    /// Working days that the unit asks for.
    extension_asked: Option<u16>,
    /// Others whose reports share this handling.
    followers: usize,
}

/// A clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Clock {
    /// Which.
    kind: String,
    /// Round.
    round: u16,
    /// Start.
    started: String,
    /// Exclusive end, after any extension.
    until: String,
    /// It stands still.
    paused: bool,
    /// Stop.
    stopped: Option<String>,
    /// Kept in time.
    met: Option<bool>,
    /// Past its end and running.
    overdue: bool,
}

/// One unit's part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Part {
    /// The unit.
    unit: String,
    /// What it is to do.
    task: Option<String>,
    /// Until when.
    until: Option<String>,
    /// Past that, and not done.
    late: bool,
    /// It is over.
    ended: bool,
}

/// The report as its finder may see it.
pub(super) fn report(here: &Here, found: &Found) -> Report {
    let case = &found.case;
    let rules = here.rules();
    let body = rules.directory.bodies.get(&case.holder);
    // State and coded reason only: no clocks, no words (section 5).
    let has_clocks = case.existence != Existence::State;
    let is_anyone = matches!(found.asker, As::Anyone);
    let told = case.tells_matter && (!is_anyone || case.is_public);
    Report {
        number: case.tracking.to_string(),
        shown_to: match found.asker {
            As::Anyone => "anyone",
            As::Reporter => "reporter",
            As::Officer(_) => "officer",
        },
        state: case.state.to_string(),
        figure: case.figure.map(|figure| figure.to_string()),
        body: Named {
            slug: body.map(|body| body.slug.clone()).unwrap_or_default(),
            name: case.holder_name.clone(),
        },
        received: received(case),
        turn: has_clocks.then(|| turn(&case.turn)),
        due: case.due.as_ref().filter(|_| has_clocks).map(due),
        matter: told.then(|| matter(here, case)),
        own: matches!(found.asker, As::Reporter).then(|| own(case)),
        desk: (matches!(found.asker, As::Officer(_)) && told).then(|| desk(case)),
    }
}

fn received(case: &CaseView) -> String {
    if case.day_only {
        case.zone.local_date(case.received_at).to_string()
    } else {
        case.received_at.to_string()
    }
}

fn turn(turn: &Turn) -> WhoseTurn {
    let (who, name) = match turn {
        Turn::Desk => ("desk", None),
        Turn::Coordinator(body) => ("coordinator", Some(body.clone())),
        Turn::Unit(unit) => ("unit", unit.clone()),
        Turn::Reporter => ("reporter", None),
        Turn::Checker => ("checker", None),
        Turn::Outside(office) => ("outside", Some(office.clone())),
        Turn::Nobody => ("nobody", None),
    };
    WhoseTurn { who, name }
}

fn due(due: &DueView) -> Due {
    Due {
        clock: due.clock.to_string(),
        until: due.due.to_string(),
        overdue: due.overdue,
    }
}

fn matter(here: &Here, case: &CaseView) -> Matter {
    let words = |shown: &Shown| shown.words().map(str::to_owned);
    Matter {
        is_public: case.is_public,
        r#type: case.report_type.to_string(),
        supervisory: case.supervisory,
        title: case.title.clone(),
        text: words(&case.text_public),
        category: case.category.clone(),
        region: case.region.clone(),
        place: words(&case.place),
        latitude: case.point.map(|(latitude, _)| latitude),
        longitude: case.point.map(|(_, longitude)| longitude),
        channel: case.channel.to_string(),
        unit: case.lead.clone(),
        outcome: case.outcome.map(|outcome| outcome.to_string()),
        archive_reason: case.archive_reason.map(|reason| reason.to_string()),
        promised_by: case.promise.as_ref().map(|(by, _)| by.to_string()),
        shares_handling_of: case.root.map(|root| root.to_string()),
        reporter: case.display_name.clone(),
        answers: answers(here, case),
        photos: photos(here, case),
        updated: case.updated_at.to_string(),
    }
}

fn photos(here: &Here, case: &CaseView) -> Vec<Photo> {
    let base = &here.site.base;
    let all = case.photos.iter();
    all.map(|photo| Photo {
        id: photo.file.to_string(),
        href: photo
            .is_public
            .then(|| format!("{base}/berkas/{}", photo.file)),
        file: format!(
            "{base}/api/v1/reports/{}/photos/{}",
            case.tracking, photo.file
        ),
        width: photo.width,
        height: photo.height,
        caption: photo.caption.clone(),
    })
    .collect()
}

fn own(case: &CaseView) -> Own {
    Own {
        text: case.text_original.words().map(str::to_owned),
        question: case.question.clone(),
        may: case.may.iter().map(ToString::to_string).collect(),
        anonymous: case.anonim,
        secret: case.rahasia,
        rating: case.rating,
        objection_open: case.objection_open,
        withdrawn: case.withdrawn,
        window: case.window.as_ref().map(due),
        clocks: case.clocks.iter().map(clock).collect(),
    }
}

fn desk(case: &CaseView) -> Desk {
    let mut sealed: Vec<String> = [
        (&case.text_original, ContentKind::TextOriginal),
        (&case.name, ContentKind::Name),
    ]
    .into_iter()
    .chain(
        case.answers
            .with_reason
            .then_some((&Shown::WithReason, ContentKind::Answers)),
    )
    .chain(case.contact.iter().map(|(kind, shown)| (shown, *kind)))
    .filter(|(shown, _)| matches!(shown, Shown::WithReason))
    .map(|(_, kind)| kind.as_str().to_owned())
    .collect();
    sealed.sort();
    Desk {
        text: case.text_original.words().map(str::to_owned),
        name: case.name.words().map(str::to_owned),
        opens_with_reason: sealed,
        priority: case.priority.to_string(),
        anonymous: case.anonim,
        secret: case.rahasia,
        verified: case.verified,
        round: case.round,
        may: case.may.iter().map(ToString::to_string).collect(),
        clocks: case.clocks.iter().map(clock).collect(),
        parts: case
            .parts
            .iter()
            .map(|part| Part {
                unit: part.unit.clone(),
                task: part.task.clone(),
                until: part.due.map(|due| due.to_string()),
                late: part.late,
                ended: part.ended.is_some(),
            })
            .collect(),
        extension_asked: case.extension_asked,
        followers: case.followers,
    }
}

fn clock(clock: &ClockView) -> Clock {
    Clock {
        kind: clock.clock.to_string(),
        round: clock.round,
        started: clock.started_at.to_string(),
        until: clock.extended_due.unwrap_or(clock.due).to_string(),
        paused: clock.paused,
        stopped: clock.stopped.map(|(at, _)| at.to_string()),
        met: clock.met,
        overdue: clock.overdue,
    }
}
