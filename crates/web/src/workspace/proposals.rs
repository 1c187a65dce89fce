//! What the program proposes for a report that waits for verification, in the form that decides it.

use lapor_app::error::AppError;
use lapor_app::report::case::CaseView;
use lapor_app::routing::{self, Kind, KindBasis, Likely, Matter, Proposals};
use lapor_domain::report::command::CommandKind;
use lapor_domain::routing::{Proposed, Source};
use lapor_domain::words::ReportType;

use super::seat::Seat;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::workspace_view::fields::{Choices, Picks};
use crate::workspace_view::form::Radio;

/// For whom may verify, and may read what the reporter wrote.
pub(super) async fn of(seat: &Seat, case: &CaseView) -> Result<Option<Proposals>, AppError> {
    let may = |kind| case.may.contains(&kind);
    if !(may(CommandKind::Verify) || may(CommandKind::Keep)) {
        return Ok(None);
    }
    let Some(text) = words(case.text_original.words(), case) else {
        return Ok(None);
    };
    let proposals = routing::propose(seat.here.app(), &matter(case, &text)).await?;
    Ok(Some(proposals))
}

/// What stood in the form that was sent: what was decided is compared with what the officer saw. Where the form does not
/// say, what is proposed now.
pub(super) async fn shown(
    seat: &Seat,
    case: &CaseView,
    sent: &Sent,
) -> Result<Option<Proposed>, AppError> {
    let seq = sent.text("seq").parse().unwrap_or(case.seq);
    let app = seat.here.app();
    match routing::open_shown(app, case.id, seq, sent.text("proposed")) {
        Some(shown) => Ok(Some(shown)),
        None => Ok(of(seat, case).await?.map(|now| now.proposed())),
    }
}

/// Title and text as one.
pub(super) fn words(text: Option<&str>, case: &CaseView) -> Option<String> {
    Some(routing::as_one(case.title.as_deref(), text?))
}

/// What the program is asked about.
pub(super) fn matter<'a>(case: &'a CaseView, text: &'a str) -> Matter<'a> {
    Matter {
        body: case.holder,
        text,
        region: case.region.as_deref(),
        channel: case.channel.as_str(),
        declared_type: Some(case.report_type),
        declared_supervisory: case.supervisory,
    }
}

/// Puts proposals into a form: the likeliest is chosen beforehand where the program stands by it.
pub(super) fn put(seat: &Seat, case: &CaseView, choices: &mut Choices, proposals: &Proposals) {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let directory = &rules.directory;
    let stands = stands(proposals);
    let units = unit_radios(seat, proposals);
    let categories = proposals.categories.iter().map(|likely| {
        let category = directory.categories.get(&likely.id);
        let name = category
            .map(|category| category.name.clone())
            .unwrap_or_default();
        pick(i18n, likely, &name)
    });
    let first = |radios: &[Radio]| {
        let first = radios.first().filter(|_| stands);
        first.map(|radio| radio.value.clone()).unwrap_or_default()
    };
    let categories: Vec<_> = categories.collect();
    let why = why(i18n, proposals);
    let kind = &proposals.kind;
    let types = kind.types.iter().filter_map(|likely| {
        let said = kind_said(i18n, likely);
        (!said.is_empty()).then_some((likely.id, said))
    });
    let app = seat.here.app();
    choices.picks = Some(Picks {
        shown: routing::seal_shown(app, case.id, case.seq, &proposals.proposed()),
        type_why: type_why(i18n, kind.basis),
        supervisory_why: supervisory_why(i18n, choices.supervisory, kind),
        types: types.collect(),
        unit: first(&units),
        category: first(&categories),
        units,
        categories,
        why,
    });
    choices.report_type = choices
        .report_type
        .filter(|kind| *kind != ReportType::Unknown)
        .or(proposals.kind.report_type);
    choices.supervisory = choices.supervisory.or(proposals.kind.supervisory);
}

/// The units as choices, likeliest first.
pub(super) fn unit_radios(seat: &Seat, proposals: &Proposals) -> Vec<Radio> {
    let rules = seat.here.rules();
    let named = proposals.units.iter().map(|likely| {
        let unit = rules.directory.units.get(&likely.id);
        let name = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        pick(seat.here.i18n, likely, &name)
    });
    named.collect()
}

/// The program stands by its first proposal.
pub(super) fn stands(proposals: &Proposals) -> bool {
    proposals.source != Source::Nobody
}

/// What the first proposal rests on, a sentence.
pub(super) fn why(i18n: I18n, proposals: &Proposals) -> String {
    match proposals.source {
        Source::Rule => i18n.t1(
            "route-by-rule",
            "note",
            proposals.rule.clone().unwrap_or_default(),
        ),
        Source::Model => i18n.t("route-by-model"),
        Source::Lexicon => i18n.t("route-by-lexicon"),
        Source::Nobody => i18n.t("route-by-nobody"),
    }
}

/// The words that spoke for it and against it, a sentence each; empty without any.
pub(super) fn because<T>(i18n: I18n, likely: &Likely<T>) -> String {
    let said = [
        ("route-words", &likely.words),
        ("route-against", &likely.against),
    ];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<String> = said
        .map(|(key, words)| i18n.t1(key, "words", words.join(", ")))
        .collect();
    said.join(". ")
}

fn type_why(i18n: I18n, basis: KindBasis) -> String {
    i18n.t(match basis {
        KindBasis::Reporter => "route-type-reporter",
        KindBasis::Learnt => "route-type-learnt",
        KindBasis::Words => "route-type-words",
        KindBasis::Usual => "route-type-usual",
    })
}

/// How likely a type is and why; what was not measured has no percentage.
fn kind_said(i18n: I18n, likely: &Likely<ReportType>) -> String {
    let because = because(i18n, likely);
    if likely.probability > 0.0 {
        let percent = percent(i18n, likely.probability);
        format!("{percent}. {because}").trim().to_owned()
    } else {
        because
    }
}

/// Why it is chosen so, or why nothing is; with the words that speak of an official's conduct.
fn supervisory_why(i18n: I18n, declared: Option<bool>, kind: &Kind) -> String {
    let watched = &kind.watched;
    let percent = percent(i18n, watched.probability);
    let said = match (declared, kind.supervisory) {
        (Some(true), _) => i18n.t("route-supervisory-declared"),
        (_, Some(true)) => i18n.t1("route-supervisory-yes", "percent", percent),
        (_, None) => i18n.t1("route-supervisory-doubt", "percent", percent),
        (_, Some(false)) if watched.words.is_empty() => i18n.t("route-supervisory-no"),
        (_, Some(false)) => i18n.t1("route-supervisory-unlikely", "percent", percent),
    };
    let because = because(i18n, watched);
    format!("{said} {because}").trim().to_owned()
}

fn percent(i18n: I18n, probability: f32) -> String {
    i18n.percent((probability * 1000.0).round() as u32)
}

fn pick<T: ToString>(i18n: I18n, likely: &Likely<T>, name: &str) -> Radio {
    let percent = percent(i18n, likely.probability);
    Radio::new(
        likely.id.to_string(),
        i18n.t2("route-pick", "name", name, "percent", percent),
        because(i18n, likely),
    )
}
