//! Words of plans that officers and everybody read alike: states, values and targets.

use lapor_domain::figures::{MeasureUnit, measure};
use lapor_domain::plan::{Goal, PlanState};

use crate::i18n::{I18n, Lang};
use crate::measure_words;
use crate::view::parts::{Chip, ChipKind};

/// Heads of the list of plans.
pub(crate) fn columns(i18n: I18n) -> Vec<String> {
    let keys = [
        "plan-col-plan",
        "plan-col-unit",
        "plan-col-due",
        "plan-col-measure",
        "plan-before",
        "plan-target",
        "plan-after",
    ];
    keys.map(|key| i18n.t(key)).into()
}

/// Where a plan has got to.
pub(crate) fn chip(i18n: I18n, state: PlanState) -> Chip {
    let kind = match state {
        PlanState::Active => ChipKind::Going,
        PlanState::Carried => ChipKind::Waiting,
        PlanState::Met => ChipKind::Done,
        PlanState::NotMet | PlanState::Reopened => ChipKind::Late,
        PlanState::TooFew => ChipKind::Ended,
        PlanState::Cancelled => ChipKind::Archived,
    };
    Chip::new(kind, i18n.t(&key("plan-state", state.as_str())))
}

/// The key of a code: `plan-state-not-met`.
pub(crate) fn key(kind: &str, code: &str) -> String {
    format!("{kind}-{}", code.replace('_', "-"))
}

/// A value with its unit: `52,5 %`.
pub(crate) fn value(i18n: I18n, id: &str, value: f64) -> String {
    let number = decimal(i18n, value);
    let Some(measure) = measure(id) else {
        return number;
    };
    match measure.unit {
        MeasureUnit::Percent => format!("{number} %"),
        MeasureUnit::Stars => i18n.t1("plan-unit-stars", "n", number),
        _ => format!("{number} {}", measure_words::unit(i18n, measure)),
    }
}

/// At most two decimals, as few as it takes.
pub(crate) fn decimal(i18n: I18n, value: f64) -> String {
    let text = grafik::rounded(value, 2);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if i18n.lang == Lang::Id {
        text.replace('.', ",")
    } else {
        text.to_owned()
    }
}

/// What should be reached: "sedikitnya 80 %".
pub(crate) fn target(i18n: I18n, id: &str, goal: Goal, wanted: f64) -> String {
    i18n.t1(
        &key("plan-goal", goal.as_str()),
        "value",
        value(i18n, id, wanted),
    )
}

/// As of when the reports of a period are known: "menurut keadaan 4 hari sesudah akhir masa".
pub(crate) fn known(i18n: I18n, days: u16) -> String {
    match days {
        0 => i18n.t("plan-known-at-end"),
        days => i18n.t1("plan-known-days", "days", days),
    }
}

/// A number as people write it: `80`, `80,5`, `80.5`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use lapor_domain::plan::measure::Group;

    use super::*;

    #[test]
    fn numbers_are_written_and_read_as_people_do() {
        let id = I18n::new(Lang::Id);
        assert_eq!(decimal(id, 52.5), "52,5");
        assert_eq!(decimal(id, 80.0), "80");
        assert_eq!(decimal(I18n::new(Lang::En), 0.25), "0.25");
        assert_eq!(number(" 80,5 "), Some(80.5));
        assert_eq!(number("delapan"), None);
        assert_eq!(number("inf"), None);
    }

    #[test]
    fn every_measure_state_and_step_has_its_words() {
        for lang in Lang::ALL {
            let i18n = I18n::new(lang);
            for group in Group::ALL {
                assert!(i18n.has(&key("plan-group", group.as_str())));
            }
            for state in PlanState::ALL {
                assert!(i18n.has(&key("plan-state", state.as_str())));
            }
            for step in [
                "raised",
                "progress",
                "carried",
                "reviewed",
                "evaluated",
                "held",
                "reopened",
                "renewed",
                "shown",
                "cancelled",
            ] {
                assert!(i18n.has(&key("plan-step", step)), "{step}");
            }
        }
    }
}
