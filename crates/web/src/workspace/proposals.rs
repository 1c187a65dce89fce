//! What the program proposes for a report that waits for verification, in the form that decides it.

use lapor_app::error::AppError;
use lapor_app::report::case::CaseView;
use lapor_app::routing::{self, Likely, Matter, Proposals};
use lapor_domain::report::command::CommandKind;
use lapor_domain::routing::Source;

use super::seat::Seat;
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
pub(super) fn put(seat: &Seat, choices: &mut Choices, proposals: &Proposals) {
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
    choices.picks = Some(Picks {
        unit: first(&units),
        category: first(&categories),
        units,
        categories,
        why,
    });
    choices.report_type = choices
        .report_type
        .filter(|kind| *kind != lapor_domain::words::ReportType::Unknown)
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

/// The words that spoke for it, a sentence; empty without any.
pub(super) fn because<T>(i18n: I18n, likely: &Likely<T>) -> String {
    if likely.words.is_empty() {
        String::new()
    } else {
        i18n.t1("route-words", "words", likely.words.join(", "))
    }
}

fn pick<T: ToString>(i18n: I18n, likely: &Likely<T>, name: &str) -> Radio {
    let percent = i18n.percent((likely.probability * 1000.0).round() as u32);
    Radio::new(
        likely.id.to_string(),
        i18n.t2("route-pick", "name", name, "percent", percent),
        because(i18n, likely),
    )
}
