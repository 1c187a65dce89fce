//! A body's time limits and switches: the form of a new version.

use lapor_domain::clock::{ClockKind, DayUnit};
use lapor_domain::policy::{Certainty, ClockRule, Policy};
use lapor_domain::routing::AutoDisposition;
use lapor_domain::words::ReportType;

use super::admin::{Cell, Row, Table};
use super::form::{Field, Form, Input};
use super::words;
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};

/// The rules of a policy by the code that its fields carry; `resolution` has four.
pub fn rules(policy: &Policy) -> Vec<(&'static str, &ClockRule)> {
    let mut all = Vec::new();
    for clock in ClockKind::ALL {
        if *clock == ClockKind::Resolution {
            all.push(("resolution_information", &policy.resolution.information));
            all.push(("resolution_aspiration", &policy.resolution.aspiration));
            all.push(("resolution_complaint", &policy.resolution.complaint));
            all.push(("resolution_supervisory", &policy.resolution.supervisory));
        } else {
            all.push((
                clock.as_str(),
                policy.rule(*clock, ReportType::Complaint, false),
            ));
        }
    }
    all
}

/// Name of a rule.
pub fn rule_name(i18n: &I18n, code: &str) -> String {
    match code.strip_prefix("resolution_") {
        Some("supervisory") => i18n.t2(
            "policy-resolution-of",
            "clock",
            words::clock(i18n, ClockKind::Resolution),
            "kind",
            i18n.t("kind-supervisory"),
        ),
        Some(kind) => i18n.t2(
            "policy-resolution-of",
            "clock",
            words::clock(i18n, ClockKind::Resolution),
            "kind",
            i18n.t(&words::key("type", kind)),
        ),
        None => i18n.t(&words::key("desk-clock", code)),
    }
}

/// The rules in force, with where each comes from and how certain that is.
pub fn table(i18n: &I18n, policy: &Policy) -> Table {
    let rows = rules(policy)
        .into_iter()
        .map(|(code, rule)| {
            let basis = match &rule.basis.article {
                Some(article) => format!("{}, {article}", rule.basis.instrument),
                None => rule.basis.instrument.clone(),
            };
            Row {
                cells: vec![
                    Cell::text(rule_name(i18n, code)),
                    Cell::text(i18n.tn(days_key(rule.unit), u64::from(rule.days))),
                    Cell::text(basis)
                        .small(i18n.t(&words::key("certainty", rule.basis.certainty.as_str()))),
                ],
                actions: Vec::new(),
            }
        })
        .collect();
    Table {
        caption: i18n.t2(
            "policy-version",
            "version",
            policy.version,
            "from",
            i18n.date(policy.valid_from),
        ),
        columns: vec![
            i18n.t("policy-rule"),
            i18n.t("policy-length"),
            i18n.t("policy-basis"),
        ],
        rows,
        empty: String::new(),
    }
}

/// A new version, filled with the present one: `valid_from`, `note`, for each
/// rule `days-CODE`, `unit-CODE` (`working`, `calendar`), `instrument-CODE`,
/// `article-CODE`, `certainty-CODE`; then the switches by their names in
/// [`Policy`]. Escalation goes along unchanged.
pub fn form(i18n: &I18n, action: &str, policy: &Policy) -> Form {
    let t = |key: &str| i18n.t(key);
    let mut fields = vec![
        Field::new("valid_from", t("policy-valid-from"), Input::Date)
            .hint(t("policy-valid-from-hint")),
        Field::new("note", t("policy-note"), Input::Area(false)).hint(t("policy-note-hint")),
    ];
    for (code, rule) in rules(policy) {
        let name = rule_name(i18n, code);
        let label = |key: &str| i18n.t1(key, "rule", &name);
        let units = [
            (DayUnit::Working, "working"),
            (DayUnit::Calendar, "calendar"),
        ];
        let unit = units
            .iter()
            .find(|(unit, _)| *unit == rule.unit)
            .map_or("working", |(_, word)| word);
        fields.push(
            Field::new(
                format!("days-{code}"),
                label("policy-days"),
                Input::Number(0, 400),
            )
            .value(rule.days.to_string()),
        );
        fields.push(
            Field::new(
                format!("unit-{code}"),
                label("policy-unit"),
                Input::Select(ChoiceGroup::flat(
                    units
                        .iter()
                        .map(|(_, word)| Choice::new(*word, t(&format!("policy-unit-{word}"))))
                        .collect(),
                )),
            )
            .value(unit),
        );
        fields.push(
            Field::new(
                format!("instrument-{code}"),
                label("policy-instrument"),
                Input::Line,
            )
            .value(&rule.basis.instrument),
        );
        fields.push(
            Field::new(
                format!("article-{code}"),
                label("policy-article"),
                Input::Line,
            )
            .optional()
            .value(rule.basis.article.clone().unwrap_or_default()),
        );
        fields.push(
            Field::new(
                format!("certainty-{code}"),
                label("policy-certainty"),
                Input::Select(ChoiceGroup::flat(
                    Certainty::ALL
                        .iter()
                        .map(|c| Choice::new(c.as_str(), t(&words::key("certainty", c.as_str()))))
                        .collect(),
                )),
            )
            .value(rule.basis.certainty.as_str()),
        );
    }
    let number = |name: &'static str, value: u32| {
        Field::new(name, t(&words::key("policy", name)), Input::Number(0, 400))
            .value(value.to_string())
    };
    let check = |name: &'static str, on: bool| {
        Field::new(name, t(&words::key("policy", name)), Input::Check)
            .optional()
            .value(if on { "yes" } else { "" })
    };
    fields.extend([
        number(
            "auto_close_reminder_days",
            policy.auto_close_reminder_days.into(),
        ),
        number("hold_reminder_days", policy.hold_reminder_days.into()),
        number("max_holds", policy.max_holds.into()),
        number(
            "binding_after_refusals",
            policy.binding_after_refusals.into(),
        ),
        number("binding_after_returns", policy.binding_after_returns.into()),
        number("officer_reopen_days", policy.officer_reopen_days.into()),
        number("backdate_days", policy.backdate_days.into()),
        number("ppid_extension_days", policy.ppid_extension_days.into()),
        number("statutory_limit_days", policy.statutory_limit_days.into()),
        check("closure_check", policy.closure_check),
        check("support_may_answer", policy.support_may_answer),
    ]);
    fields.extend(automatic(*i18n, policy));
    Form::new("aturan", action, t("policy-button"), fields)
}

/// What the program may do without an officer: off until a body says otherwise. Shares in percent.
fn automatic(i18n: I18n, policy: &Policy) -> [Field; 6] {
    let t = |key: &str| i18n.t(key);
    let auto = policy.auto_disposition;
    let shown = auto.unwrap_or(USUAL);
    let number = |name: &'static str, (low, high): (u32, u32), value: u32| {
        let key = words::key("policy", name);
        Field::new(name, t(&key), Input::Number(low, high)).value(value.to_string())
    };
    let share = |name: &'static str, thousandths: u16| {
        number(name, SHARE, u32::from(thousandths) / 10).only_with("auto_disposition:yes")
    };
    [
        Field::new(
            "auto_disposition",
            t("policy-auto-disposition"),
            Input::Check,
        )
        .hint(t("policy-auto-disposition-hint"))
        .optional()
        .value(if auto.is_some() { "yes" } else { "" }),
        share("auto_confidence", shown.min_confidence),
        share("auto_precision", shown.min_precision),
        number("auto_decisions", DECISIONS, shown.min_decisions).only_with("auto_disposition:yes"),
        number("officer_hour_rupiah", HOUR, policy.officer_hour_rupiah)
            .hint(t("policy-officer-hour-rupiah-hint")),
        number(
            "late_unit_percent",
            PERCENT,
            policy.late_unit_percent.into(),
        )
        .hint(t("policy-late-unit-percent-hint")),
    ]
}

/// Offered where it is switched on for the first time.
const USUAL: AutoDisposition = AutoDisposition {
    min_confidence: 950,
    min_precision: 950,
    min_decisions: 200,
};
/// Percent that a share may be.
pub const SHARE: (u32, u32) = (AutoDisposition::LEAST_SHARE as u32 / 10, 100);
/// Decisions over which precision may be measured.
pub const DECISIONS: (u32, u32) = (AutoDisposition::FEWEST_DECISIONS, 100_000);
/// A share of terms that should be kept; 0 proposes nothing.
pub const PERCENT: (u32, u32) = (0, 100);
/// Rupiah that an hour may cost.
pub const HOUR: (u32, u32) = (0, 10_000_000);

/// The same as facts, for who only reads.
pub fn facts(i18n: &I18n, policy: &Policy) -> Vec<(String, String)> {
    let auto = policy.auto_disposition.map_or_else(
        || i18n.t("policy-auto-off"),
        |auto| {
            let [confidence, precision] = [auto.min_confidence, auto.min_precision]
                .map(|thousandths| i18n.percent(u32::from(thousandths)));
            let shares = i18n.t2(
                "policy-auto-shares",
                "confidence",
                confidence,
                "precision",
                precision,
            );
            let decisions = i18n.tn("policy-auto-over", u64::from(auto.min_decisions));
            format!("{shares}; {decisions}")
        },
    );
    let hour = i18n.number(u64::from(policy.officer_hour_rupiah));
    vec![
        (i18n.t("policy-auto-disposition"), auto),
        (i18n.t("policy-officer-hour-rupiah"), format!("Rp{hour}")),
        (
            i18n.t("policy-late-unit-percent"),
            format!("{} %", policy.late_unit_percent),
        ),
    ]
}

fn days_key(unit: DayUnit) -> &'static str {
    match unit {
        DayUnit::Working => "policy-days-working",
        DayUnit::Calendar => "policy-days-calendar",
    }
}
