//! Figures as rows.

use std::collections::BTreeSet;

use lapor_domain::figures::{Cohort, FEW, Share};
use lapor_domain::ids::BodyId;
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, Dimension, PolicyInForce, Row};

use super::code;
use super::measures::explained;
use crate::i18n::I18n;
use crate::measure_words;
use crate::state::Here;
use crate::view::stats::{Breakdown, BreakdownRow, Cell, FigureRow, MeasureRow};

/// Order of the seven figures; `received` comes first.
pub(super) const FIGURES: [Figure; 7] = [
    Figure::Handled,
    Figure::InProcess,
    Figure::NotFollowedUp,
    Figure::NotVerified,
    Figure::OnHold,
    Figure::Archived,
    Figure::Transferred,
];

/// The period in one sentence: every figure that has a report, so that they come to all received; zeros only of those that
/// everybody asks for.
pub(crate) fn headline(i18n: I18n, total: &Cohort, in_fives: bool) -> String {
    const ALWAYS: [Figure; 3] = [Figure::Handled, Figure::InProcess, Figure::NotFollowedUp];
    if total.received == 0 {
        return i18n.t(if in_fives {
            "stats-headline-none-told"
        } else {
            "stats-headline-none"
        });
    }
    let states = FIGURES.into_iter().filter_map(|figure| {
        let n = total.of(figure);
        let name = i18n.t(&figure_key(figure)).to_lowercase();
        (n > 0 || ALWAYS.contains(&figure)).then(|| format!("{} {name}", i18n.number(n)))
    });
    let left = Some(total.unspecified()).filter(|n| *n > 0);
    let left = left.map(|n| i18n.t1("stats-headline-left", "n", i18n.number(n)));
    let states: Vec<String> = states.chain(left).collect();
    let key = if in_fives {
        "stats-headline-least"
    } else {
        "stats-headline"
    };
    let received = i18n.number(total.received);
    i18n.t2(key, "received", received, "states", states.join(", "))
}

/// The eight figures, and what they leave of the first. `link` tells where the reports of each are; of nothing, those of
/// all.
pub(crate) fn figures(
    i18n: I18n,
    total: &Cohort,
    link: impl Fn(Option<Figure>) -> Option<String>,
) -> Vec<FigureRow> {
    let href = |figure: Option<Figure>, n: u64| {
        let link = link(figure).filter(|_| n > 0);
        link.unwrap_or_default()
    };
    let received = FigureRow {
        href: href(None, total.received),
        label: i18n.t("stats-received"),
        meaning: measure_words::meaning(i18n, "received"),
        count: i18n.number(total.received),
        share: String::new(),
        tenths: if total.received > 0 { 1000 } else { 0 },
    };
    let of = |figure: Figure| {
        let n = total.of(figure);
        let tenths = tenths(Share::of(n, total.received));
        FigureRow {
            href: href(Some(figure), n),
            label: i18n.t(&figure_key(figure)),
            meaning: measure_words::meaning(i18n, figure.as_str()),
            count: i18n.number(n),
            share: tenths
                .map(|tenths| i18n.percent(tenths))
                .unwrap_or_default(),
            tenths: tenths.unwrap_or(0),
        }
    };
    let unspecified = total.unspecified();
    let left = (unspecified > 0).then(|| {
        let tenths = tenths(Share::of(unspecified, total.received));
        FigureRow {
            href: String::new(),
            label: i18n.t("stats-unspecified"),
            meaning: i18n.t("stats-unspecified-meaning"),
            count: i18n.number(unspecified),
            share: tenths
                .map(|tenths| i18n.percent(tenths))
                .unwrap_or_default(),
            tenths: tenths.unwrap_or(0),
        }
    });
    std::iter::once(received)
        .chain(FIGURES.into_iter().map(of))
        .chain(left)
        .collect()
}

/// What the eight figures are in the catalogue.
pub(crate) fn received_and_states() -> Vec<&'static str> {
    let states = FIGURES.iter().map(|figure| figure.as_str());
    std::iter::once("received").chain(states).collect()
}

/// How the figures came about. `link` tells where the reports of a measure are.
pub(crate) fn subcounts(
    i18n: I18n,
    answer: &Answer,
    link: impl Fn(&str) -> Option<String>,
) -> Vec<MeasureRow> {
    let subs = &answer.subs;
    let row = |id: &str, n: u64| MeasureRow {
        value: i18n.number(n),
        href: link(id).filter(|_| n > 0).unwrap_or_default(),
        ..explained(i18n, id)
    };
    let mut rows: Vec<MeasureRow> = [
        ("cases", answer.cases),
        ("closed_by_reporter", subs.closed_by_reporter),
        ("closed_by_officer", subs.closed_by_officer),
        ("closed_by_system", subs.closed_by_system),
        ("withdrawn", subs.withdrawn),
        ("expired", subs.expired),
        ("merged", subs.merged),
        ("joined", subs.joined),
        ("reopened_once", subs.reopened_once),
        ("imported", subs.imported),
        ("status_unknown", subs.status_unknown),
    ]
    .into_iter()
    .map(|(id, n)| row(id, n))
    .collect();
    let outcomes = subs.outcomes.iter();
    rows.extend(outcomes.map(|(outcome, n)| row(&format!("outcome_{outcome}"), *n)));
    rows
}

/// Received and the seven figures by one dimension, and what these leave where anyone reads. `link` tells where the
/// reports of a row are; of no row, those of all.
pub(crate) fn breakdown(
    i18n: I18n,
    by: Dimension,
    answer: &Answer,
    link: impl Fn(Option<&Row>) -> Option<String>,
) -> Breakdown {
    let dimension = i18n.t(&format!("stats-by-{}", code(by)));
    let leaves = leaves(answer);
    let columns: Vec<String> = std::iter::once("stats-received".to_owned())
        .chain(FIGURES.into_iter().map(figure_key))
        .chain(leaves.then(|| "stats-unspecified".to_owned()))
        .map(|key| i18n.t(&key))
        .collect();
    let row = |of: Option<&Row>, label: String, counts: Vec<Option<u64>>| BreakdownRow {
        label,
        href: link(of)
            .filter(|_| of.map_or(answer.total.received, |of| of.cohort.received) > 0)
            .unwrap_or_default(),
        cells: columns
            .iter()
            .zip(counts)
            .map(|(column, n)| Cell {
                column: column.clone(),
                value: n.map_or_else(|| "–".to_owned(), |n| i18n.number(n)),
            })
            .collect(),
        is_sum: of.is_none(),
    };
    let of_row = |found: &Row| {
        std::iter::once(Some(found.cohort.received))
            .chain(FIGURES.into_iter().map(|figure| found.shown(figure)))
            .chain([Some(found.cohort.unspecified())])
            .collect()
    };
    let total = std::iter::once(answer.total.received)
        .chain(FIGURES.into_iter().map(|figure| answer.total.of(figure)))
        .chain([answer.total.unspecified()])
        .map(Some);
    let mut rows: Vec<BreakdownRow> = answer
        .rows
        .iter()
        .map(|found| row(Some(found), in_table(i18n, by, found), of_row(found)))
        .collect();
    rows.push(row(None, i18n.t("stats-total"), total.collect()));
    Breakdown {
        caption: i18n.t1("stats-breakdown", "dimension", dimension.to_lowercase()),
        dimension,
        columns,
        rows,
    }
}

/// Whether there are reports of which no state is told.
pub(super) fn leaves(answer: &Answer) -> bool {
    let rows = answer.rows.iter().map(|row| &row.cohort);
    rows.chain([&answer.total])
        .any(|cohort| cohort.unspecified() > 0)
}

/// How the states come to all received: where of some only their number is told, only together with these.
pub(super) fn how_sum(i18n: I18n, leaves: bool) -> String {
    i18n.t(if leaves {
        "stats-how-sum-left"
    } else {
        "stats-how-sum"
    })
}

/// A percentage with the counts that it is formed of; a dash where it is not told, or of so few that it says nothing of who
/// they were given to.
pub(super) fn completed(i18n: I18n, share: Option<Share>) -> String {
    let enough = share.filter(|share| share.whole >= FEW);
    let told = enough.and_then(|share| {
        let (part, whole) = (i18n.number(share.part), i18n.number(share.whole));
        let counts = i18n.t2("measure-of", "part", part, "whole", whole);
        Some(format!("{} ({counts})", i18n.percent(tenths(share)?)))
    });
    told.unwrap_or_else(|| "–".to_owned())
}

/// Names come from the record; values with words of their own are said in the reader's language.
pub(super) fn label(i18n: I18n, by: Dimension, row: &Row) -> String {
    if row.is_rest {
        return i18n.t("stats-other");
    }
    named(i18n, by, row.key.as_deref(), &row.label)
}

/// The name of a value by its key, where it has words of its own; else by its label.
pub(crate) fn named(i18n: I18n, by: Dimension, key: Option<&str>, label: &str) -> String {
    match (key, by) {
        (Some(code), Dimension::Channel) => worded(i18n, &format!("channel-{code}"), label),
        (Some(code), Dimension::Language) => worded(i18n, &format!("language-{code}"), label),
        (Some(code), Dimension::Type) => worded(i18n, &format!("kind-{code}"), label),
        (None, by) if by.is_unit() => i18n.t("stats-not-disposed"),
        (Some(day), Dimension::Day) => {
            let day = day.parse().map(|day| i18n.date(day));
            day.unwrap_or_else(|_| label.to_owned())
        }
        (Some(months), Dimension::Month) => {
            let name = |month| Some(i18n.month(format!("{month}-01").parse().ok()?));
            let names: Option<Vec<String>> = months.split('/').map(name).collect();
            names.map_or_else(|| label.to_owned(), |names| names.join(" – "))
        }
        _ => label.to_owned(),
    }
}

/// As [`label`]; of what is left of a total it is said what it holds.
pub(super) fn in_table(i18n: I18n, by: Dimension, row: &Row) -> String {
    if row.is_rest {
        i18n.t("stats-other-row")
    } else {
        label(i18n, by, row)
    }
}

fn worded(i18n: I18n, key: &str, otherwise: &str) -> String {
    let key = key.replace('_', "-");
    if i18n.has(&key) {
        i18n.t(&key)
    } else {
        otherwise.to_owned()
    }
}

/// What a reader must know beside the figures.
pub(crate) fn remarks(here: &Here, answer: &Answer) -> Vec<String> {
    let i18n = here.i18n;
    let mut remarks = Vec::new();
    if answer.recorded_later > 0 {
        remarks.push(i18n.tn("stats-recorded-later", answer.recorded_later));
    }
    if answer.subs.imported > 0 {
        remarks.push(i18n.tn("stats-imported", answer.subs.imported));
    }
    remarks.push(position(i18n, answer.position));
    let policy = policy(here, &answer.policy);
    if !policy.is_empty() {
        remarks.push(policy);
    }
    remarks
}

/// The policies that were in force; of several bodies how many there are, for each has its own. Empty where none is known.
pub(crate) fn policy(here: &Here, policy: &[PolicyInForce]) -> String {
    let i18n = here.i18n;
    let bodies: BTreeSet<BodyId> = policy.iter().map(|policy| policy.body).collect();
    if bodies.len() > 1 {
        return i18n.t1("stats-policies", "n", bodies.len());
    }
    let versions: Vec<String> = policy
        .iter()
        .map(|policy| {
            let from = i18n.date(policy.valid_from);
            i18n.t2(
                "stats-policy-version",
                "version",
                policy.version,
                "from",
                from,
            )
        })
        .collect();
    if versions.is_empty() {
        return String::new();
    }
    i18n.t1("stats-policy", "versions", versions.join(", "))
}

/// The place in the log up to which the figures go.
pub(crate) fn position(i18n: I18n, position: i64) -> String {
    let position = i18n.number(position.unsigned_abs());
    i18n.t1("stats-position", "position", position)
}

pub(super) fn figure_key(figure: Figure) -> String {
    format!("stats-{figure}").replace('_', "-")
}

pub(crate) fn tenths(share: Share) -> Option<u32> {
    share.tenths().and_then(|tenths| u32::try_from(tenths).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_comes_to_all_received() {
        let total = Cohort {
            received: 30,
            handled: 12,
            not_verified: 3,
            archived: 6,
            transferred: 4,
            ..Cohort::default()
        };
        let words = headline(I18n::default(), &total, false);
        assert_eq!(
            words,
            "30 laporan diterima; 12 tertangani, 0 sedang dalam proses, 0 belum ditindaklanjuti, \
             3 belum diverifikasi, 6 diarsipkan, 4 diteruskan, 5 tidak dirinci menurut keadaan."
        );
        let in_fives = headline(I18n::default(), &total, true);
        assert!(in_fives.starts_with("Sedikitnya 30 "), "{in_fives}");
        assert!(headline(I18n::default(), &Cohort::default(), false).starts_with("Belum ada"));
    }

    #[test]
    fn states_come_to_all_received_only_with_those_of_which_none_is_told() {
        let words = |leaves| how_sum(I18n::default(), leaves);
        assert!(words(false).contains("ketujuh keadaan selalu berjumlah sama"));
        let words = words(true);
        assert!(
            words.contains("bersama yang tidak dirinci") && !words.contains("selalu"),
            "{words}"
        );
    }

    #[test]
    fn a_percentage_says_what_it_is_of_and_nothing_of_few() {
        let told = |share| completed(I18n::default(), share);
        let words = told(Some(Share::of(4, 19)));
        assert!(
            words.starts_with("21,1") && words.ends_with("(4 dari 19)"),
            "{words}"
        );
        // Ten came in and of five no state is told: it would be a percentage of five.
        assert_eq!(told(Some(Share::of(4, 5))), "–");
        assert_eq!(told(None), "–");
    }
}
