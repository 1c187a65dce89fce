//! `/ruang/kelola/aturan`: time limits and switches, in versions. Old versions stay as they were.

use axum::extract::{Path, Request};
use axum::response::Response;
use jiff::civil::Date;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::{clean_line, clean_text};
use lapor_domain::clock::{ClockKind, DayUnit};
use lapor_domain::policy::{Basis, Certainty, ClockRule, Policy};
use lapor_domain::routing::AutoDisposition;
use lapor_store::record::entity::{Entity, PolicyHistory};

use super::keeper::{self, Keeper, folded, show};
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace_view::admin::{AdminPage, FoldedForm, OtherPage, Section};
use crate::workspace_view::policy::{self as policy_view, rules as rules_of};

/// Most days of a limit.
const MOST_DAYS: u16 = 400;

/// The newest version.
pub(super) async fn newest(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => {
            let versions = versions(&keeper);
            let version = versions.last().map_or(0, |policy| policy.version);
            show(&of(&keeper, &versions, version))
        }
        Err(response) => response,
    }
}

/// An older one.
pub(super) async fn version(here: Here, Path(version): Path<String>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let versions = versions(&keeper);
    match version.parse::<u32>() {
        Ok(version) if versions.iter().any(|policy| policy.version == version) => {
            show(&of(&keeper, &versions, version))
        }
        _ => keeper.answer(&AppError::NotFound),
    }
}

/// A new version. Clocks that run keep the length they began with.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let mut versions = versions(&keeper);
    let Some(last) = versions.last() else {
        return keeper.answer(&AppError::NotFound);
    };
    let zone = keeper.rules().zone(keeper.body);
    let today = zone.local_date(keeper.seat.here.app().now());
    match parse(&sent, last, today) {
        Ok(policy) => {
            versions.push(policy);
            let history = PolicyHistory {
                body: keeper.body,
                versions,
            };
            match keeper.put(Entity::Policy(history), "aturan").await {
                Ok(response) => response,
                Err(error) => keeper.answer(&error),
            }
        }
        Err(wrong) => {
            let mut errors = Errors::default();
            for (field, code) in wrong {
                let words = errors::field_words(keeper.i18n(), &FieldError::new("policy", code));
                errors.push(field, words);
            }
            let page = of(&keeper, &versions, last.version);
            keeper::mend(page, 0, &sent, errors)
        }
    }
}

/// The body's own, else what every body without its own takes.
fn versions(keeper: &Keeper) -> Vec<Policy> {
    let rules = keeper.rules();
    rules
        .policies
        .get(&keeper.body)
        .filter(|versions| !versions.is_empty())
        .cloned()
        .unwrap_or_else(|| vec![rules.default_policy.clone()])
}

fn of(keeper: &Keeper, versions: &[Policy], version: u32) -> AdminPage {
    let i18n = keeper.i18n();
    let mut page = keeper.page(Section::Policy);
    page.others = versions
        .iter()
        .rev()
        .map(|policy| OtherPage {
            label: i18n.t2(
                "policy-version",
                "version",
                policy.version,
                "from",
                i18n.date(policy.valid_from),
            ),
            href: keeper.href(&format!("aturan/{}", policy.version)),
            present: policy.version == version,
        })
        .collect();
    if let Some(shown) = versions.iter().find(|policy| policy.version == version) {
        page.tables = vec![policy_view::table(&i18n, shown)];
        if !shown.note.is_empty() {
            page.facts = vec![(i18n.t("policy-note"), shown.note.clone())];
        }
        page.facts.extend(policy_view::facts(&i18n, shown));
    }
    if let Some(last) = versions.last() {
        page.forms = vec![FoldedForm {
            help: i18n.t("policy-new-help"),
            ..folded(
                i18n.t("policy-new"),
                policy_view::form(&i18n, &keeper.href("aturan"), last),
            )
        }];
    }
    page
}

/// The fields of a new version, read onto the last one: what the form does not have goes along.
struct Reader<'s> {
    sent: &'s Sent,
    wrong: Vec<(String, &'static str)>,
}

fn parse(sent: &Sent, last: &Policy, today: Date) -> Result<Policy, Vec<(String, &'static str)>> {
    let mut reader = Reader {
        sent,
        wrong: Vec::new(),
    };
    let mut policy = last.clone();
    policy.version = last.version + 1;
    policy.valid_from = reader.valid_from(last, today);
    policy.note = clean_text(sent.text("note"));
    if policy.note.is_empty() {
        reader.push("note", "required");
    }
    let codes: Vec<&'static str> = rules_of(last).into_iter().map(|(code, _)| code).collect();
    for code in codes {
        let read = reader.rule(code);
        if let (Some(read), Some(rule)) = (read, rule_mut(&mut policy, code)) {
            *rule = read;
        }
    }
    policy.auto_close_reminder_days = reader.number("auto_close_reminder_days");
    policy.hold_reminder_days = reader.number("hold_reminder_days");
    policy.max_holds = reader.small("max_holds");
    policy.binding_after_refusals = reader.small("binding_after_refusals");
    policy.binding_after_returns = reader.small("binding_after_returns");
    policy.officer_reopen_days = reader.number("officer_reopen_days");
    policy.backdate_days = reader.number("backdate_days");
    policy.ppid_extension_days = reader.number("ppid_extension_days");
    policy.statutory_limit_days = reader.number("statutory_limit_days");
    policy.closure_check = sent.text("closure_check") == "yes";
    policy.support_may_answer = sent.text("support_may_answer") == "yes";
    policy.auto_disposition = reader.automatic();
    policy.officer_hour_rupiah = reader.within("officer_hour_rupiah", policy_view::HOUR);
    let percent = reader.within("late_unit_percent", policy_view::PERCENT);
    policy.late_unit_percent = u8::try_from(percent).unwrap_or(0);
    if reader.wrong.is_empty() {
        Ok(policy)
    } else {
        Err(reader.wrong)
    }
}

impl Reader<'_> {
    fn push(&mut self, field: impl Into<String>, code: &'static str) {
        self.wrong.push((field.into(), code));
    }

    /// Today or later, and not before a version that waits for its day: that one would never come.
    fn valid_from(&mut self, last: &Policy, today: Date) -> Date {
        let text = self.sent.text("valid_from").trim();
        let wrong = match text.parse::<Date>() {
            Ok(day) if day >= today && day >= last.valid_from => return day,
            Ok(day) if day < today => "in_the_past",
            Ok(_) => "before_the_last",
            Err(_) if text.is_empty() => "required",
            Err(_) => "not_a_date",
        };
        self.push("valid_from", wrong);
        today
    }

    fn rule(&mut self, code: &str) -> Option<ClockRule> {
        let before = self.wrong.len();
        let days = self.number(&format!("days-{code}"));
        let unit = match self.sent.text(&format!("unit-{code}")) {
            "working" => Some(DayUnit::Working),
            "calendar" => Some(DayUnit::Calendar),
            _ => None,
        };
        if unit.is_none() {
            self.push(format!("unit-{code}"), "required");
        }
        let instrument = clean_line(self.sent.text(&format!("instrument-{code}")));
        if instrument.is_empty() {
            self.push(format!("instrument-{code}"), "basis_required");
        }
        let article = clean_line(self.sent.text(&format!("article-{code}")));
        let certainty = self.sent.text(&format!("certainty-{code}"));
        let certainty = certainty.parse::<Certainty>().ok();
        if certainty.is_none() {
            self.push(format!("certainty-{code}"), "required");
        }
        let (unit, certainty) = unit.zip(certainty)?;
        (self.wrong.len() == before).then_some(ClockRule {
            days,
            unit,
            basis: Basis {
                instrument,
                article: Some(article).filter(|article| !article.is_empty()),
                certainty,
            },
        })
    }

    /// Off unless it is ticked.
    fn automatic(&mut self) -> Option<AutoDisposition> {
        if self.sent.text("auto_disposition") != "yes" {
            return None;
        }
        let mut thousandths = |field| {
            let percent = self.within(field, policy_view::SHARE);
            u16::try_from(percent * 10).unwrap_or(1000)
        };
        Some(AutoDisposition {
            min_confidence: thousandths("auto_confidence"),
            min_precision: thousandths("auto_precision"),
            min_decisions: self.within("auto_decisions", policy_view::DECISIONS),
        })
    }

    fn within(&mut self, field: &str, (low, high): (u32, u32)) -> u32 {
        let found = self.sent.text(field).trim().parse::<u32>().ok();
        let found = found.filter(|n| (low..=high).contains(n));
        if found.is_none() {
            self.push(field, "out_of_bounds");
        }
        found.unwrap_or(low)
    }

    fn number(&mut self, field: &str) -> u16 {
        let found = self.sent.text(field).trim().parse::<u16>().ok();
        let found = found.filter(|n| *n <= MOST_DAYS);
        if found.is_none() {
            self.push(field, "not_a_number");
        }
        found.unwrap_or_default()
    }

    fn small(&mut self, field: &str) -> u8 {
        let n = self.number(field);
        u8::try_from(n).unwrap_or_else(|_| {
            self.push(field, "not_a_number");
            0
        })
    }
}

fn rule_mut<'p>(policy: &'p mut Policy, code: &str) -> Option<&'p mut ClockRule> {
    match code {
        "resolution_information" => return Some(&mut policy.resolution.information),
        "resolution_aspiration" => return Some(&mut policy.resolution.aspiration),
        "resolution_complaint" => return Some(&mut policy.resolution.complaint),
        "resolution_supervisory" => return Some(&mut policy.resolution.supervisory),
        _ => {}
    }
    Some(match code.parse::<ClockKind>().ok()? {
        ClockKind::Verification => &mut policy.verification,
        ClockKind::FirstFollowUp => &mut policy.first_follow_up,
        ClockKind::Resolution => &mut policy.resolution.complaint,
        ClockKind::AutoClose => &mut policy.auto_close,
        ClockKind::HoldExpiry => &mut policy.hold_expiry,
        ClockKind::Check => &mut policy.check,
        ClockKind::Accept => &mut policy.accept,
        ClockKind::Review => &mut policy.review,
        ClockKind::ReopenWindow => &mut policy.reopen_window,
        ClockKind::ObjectionWindow => &mut policy.objection_window,
        ClockKind::HandoverAck => &mut policy.handover_ack,
        ClockKind::Ppid => &mut policy.ppid,
    })
}
