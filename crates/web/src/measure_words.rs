//! Names and units of the catalogue's measures for pages. Indonesian is the catalogue's own; only what it does not say, the
//! English, stands here.

mod english;

use fluent_bundle::FluentArgs;
use lapor_app::figures::{Difference, Warning};
use lapor_domain::figures::{Direction, Family, Measure, MeasureUnit, Measured, measure};
use lapor_store::figures::Dimension;

use crate::i18n::{I18n, Lang};
use crate::public::stats::measures::{decimal, hours};
use crate::public::stats::rows::tenths;

/// A measure's name in the page's language; the id where the catalogue knows none.
pub(crate) fn name(i18n: I18n, id: &str) -> String {
    match (i18n.lang, measure(id)) {
        (_, None) => id.to_owned(),
        (Lang::Id, Some(measure)) => measure.name.to_owned(),
        (Lang::En, Some(measure)) => english::words(measure.id)
            .map_or(measure.name, |words| words.name)
            .to_owned(),
    }
}

/// A measure's name without its unit, where that stands beside it.
pub(crate) fn bare_name(i18n: I18n, id: &str) -> String {
    let name = name(i18n, id);
    name.split(" (").next().unwrap_or_default().to_owned()
}

/// How a measure is computed, in a sentence; empty where the catalogue does not know it.
pub(crate) fn formula(i18n: I18n, id: &str) -> &'static str {
    match i18n.lang {
        Lang::Id => measure(id).map_or("", |measure| measure.formula),
        Lang::En => english::words(id).map_or("", |words| words.formula),
    }
}

/// What a measure does not say; empty where it says what it seems to.
pub(crate) fn caveat(i18n: I18n, id: &str) -> &'static str {
    match i18n.lang {
        Lang::Id => measure(id).map_or("", |measure| measure.caveat),
        Lang::En => english::words(id).map_or("", |words| words.caveat),
    }
}

/// What a measure means, and what it does not say.
pub(crate) fn meaning(i18n: I18n, id: &str) -> String {
    let words = [formula(i18n, id), caveat(i18n, id)];
    words.join(" ").trim_end().to_owned()
}

/// How a measure is computed, where the rule comes from and which way is better: a paragraph each.
pub(crate) fn how(i18n: I18n, id: &str) -> Vec<String> {
    let Some(measure) = measure(id) else {
        return Vec::new();
    };
    let (source, direction) = match i18n.lang {
        Lang::Id => (measure.source, measure.direction.name()),
        Lang::En => (
            english::source(measure.source).unwrap_or(measure.source),
            match measure.direction {
                Direction::Up => "higher is better",
                Direction::Down => "lower is better",
                Direction::Neither => "neither way is better, no ground for judging",
            },
        ),
    };
    vec![
        formula(i18n, id).to_owned(),
        i18n.t1("measure-source", "source", source),
        i18n.t1("measure-direction", "direction", direction),
    ]
}

/// All of it in one paragraph, for a table of several measures.
pub(crate) fn explained(i18n: I18n, id: &str) -> String {
    let mut words = how(i18n, id);
    words.push(caveat(i18n, id).to_owned());
    let words = words.join(" ");
    format!("{}: {}", name(i18n, id), words.trim_end())
}

/// Each of several measures in a paragraph, then of which reports they are.
pub(crate) fn explained_all(i18n: I18n, ids: &[&str], basis: &str) -> Vec<String> {
    let words = ids.iter().map(|id| explained(i18n, id));
    words.chain([basis.to_owned()]).collect()
}

/// What a measure is counted in.
pub(crate) fn unit(i18n: I18n, measure: &Measure) -> &'static str {
    if i18n.lang == Lang::Id {
        return measure.unit.name();
    }
    match measure.unit {
        MeasureUnit::Reports => "reports",
        MeasureUnit::Cases => "cases",
        MeasureUnit::Deeds => "times",
        MeasureUnit::Percent => "percent",
        MeasureUnit::PerReport => "times per report",
        MeasureUnit::WorkingMinutes => "office hours",
        MeasureUnit::CalendarDays => "calendar days",
        MeasureUnit::WorkingDays => "working days",
        MeasureUnit::Stars => "stars",
        MeasureUnit::PerThousand => "reports per 1,000 inhabitants",
        MeasureUnit::Officers => "officers",
    }
}

/// A value as people read it.
pub(crate) fn value(i18n: I18n, value: &Measured) -> String {
    const NOTHING: &str = "–";
    if i18n.lang == Lang::Id {
        return value.shown();
    }
    let unit = |unit: MeasureUnit| match unit {
        MeasureUnit::WorkingMinutes => "office hours",
        MeasureUnit::WorkingDays => "working days",
        _ => "calendar days",
    };
    let taken = |taken: u32, unit: MeasureUnit| match unit {
        MeasureUnit::WorkingMinutes => hours(i18n, taken),
        _ => i18n.number(taken.into()),
    };
    let told = match value {
        Measured::Count(n) => Some(i18n.number(*n)),
        Measured::Share(share) => tenths(*share).map(|tenths| i18n.percent(tenths)),
        Measured::Times(times, of) => times.median.zip(times.p90).map(|(median, p90)| {
            let (median, p90) = (taken(median, *of), taken(p90, *of));
            format!("{median} {} (p90 {p90})", unit(*of))
        }),
        Measured::Rating(rating) => rating.mean.map(|mean| decimal(i18n, mean, 2)),
        Measured::Ratio(_) | Measured::PerThousand { .. } => {
            value.rank().map(|value| decimal(i18n, value, 2))
        }
    };
    told.unwrap_or_else(|| NOTHING.to_owned())
}

/// A group of people that is answered worse, in words.
pub(crate) fn difference(i18n: I18n, found: &Difference) -> String {
    let mut args = FluentArgs::new();
    args.set("group", found.label.as_str());
    args.set("measure", name(i18n, found.measure));
    args.set("value", value(i18n, &found.value));
    args.set("n", i18n.number(found.value.n()));
    args.set("all", value(i18n, &found.of_all));
    i18n.ta("figures-difference", &args)
}

/// A rank that rewards closing fast over solving, in words: what the unit has and what all have.
pub(crate) fn warning(i18n: I18n, found: &Warning) -> String {
    let mut args = FluentArgs::new();
    let (fast, poor) = (&found.fast, &found.poor);
    args.set("fast", name(i18n, fast.measure));
    args.set("fastvalue", counted(i18n, &fast.value));
    args.set("fastall", counted(i18n, &fast.of_all));
    args.set("poor", name(i18n, poor.measure));
    args.set("poorvalue", counted(i18n, &poor.value));
    args.set("poorall", counted(i18n, &poor.of_all));
    i18n.ta("figures-fast-but-poor", &args)
}

/// A value; a share with its counts: `46,4 % (13 dari 28)`.
fn counted(i18n: I18n, of: &Measured) -> String {
    let shown = value(i18n, of);
    let Measured::Share(share) = of else {
        return shown;
    };
    let (part, whole) = (i18n.number(share.part), i18n.number(share.whole));
    let counts = i18n.t2("measure-of", "part", part, "whole", whole);
    format!("{shown} ({counts})")
}

/// Of which reports the measures of a family speak.
pub(crate) fn family(i18n: I18n, family: Family) -> &'static str {
    if i18n.lang == Lang::Id {
        return family.name();
    }
    match family {
        Family::Cohort => "reports received in the period, as they stood at the moment",
        Family::Flow => "what happened in the period, whenever the reports were received",
        Family::Stock => "what was open at the moment, whenever received",
    }
}

/// With a capital, at the beginning of a line.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// By what is broken down.
pub(crate) fn dimension(i18n: I18n, by: Dimension) -> &'static str {
    if i18n.lang == Lang::Id {
        return by.name();
    }
    match by {
        Dimension::Unit => "unit",
        Dimension::Branch => "unit with those below it",
        Dimension::Category => "category",
        Dimension::CategoryGroup => "group of categories",
        Dimension::Channel => "channel",
        Dimension::Type => "type",
        Dimension::Region => "region",
        Dimension::District => "kecamatan",
        Dimension::Village => "kelurahan",
        Dimension::Body => "body",
        Dimension::Day => "day",
        Dimension::Week => "week",
        Dimension::Month => "month",
        Dimension::Quarter => "quarter",
        Dimension::Year => "year",
        Dimension::Anonymity => "secrecy of the reporter",
        Dimension::Language => "language of the report",
        Dimension::Officer => "officer",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_measure_of_the_catalogue_is_named_and_explained_in_english() {
        for measure in lapor_domain::figures::CATALOGUE {
            let Some(words) = english::words(measure.id) else {
                panic!("{} has no English words", measure.id);
            };
            assert!(words.formula.ends_with('.'), "{}", measure.id);
            let has_caveat = !measure.caveat.is_empty();
            assert_eq!(has_caveat, !words.caveat.is_empty(), "{}", measure.id);
            assert!(english::source(measure.source).is_some(), "{}", measure.id);
        }
        let names: HashSet<_> = english::all().map(|words| words.name).collect();
        assert_eq!(names.len(), english::all().count(), "no name twice");
        let unknown = english::all().find(|words| measure(words.id).is_none());
        assert!(unknown.is_none(), "{unknown:?}");
    }

    #[test]
    fn sources_are_those_of_the_catalogue() {
        for (source, _) in english::SOURCES {
            let mut all = lapor_domain::figures::CATALOGUE.iter();
            assert!(all.any(|measure| measure.source == *source), "{source}");
        }
    }
}
