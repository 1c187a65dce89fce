//! What the fields of a report's commands choose from.

use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView};
use lapor_domain::agency::{Category, Officer, Unit};
use lapor_domain::ids::BodyId;
use lapor_domain::report::command::CommandKind;
use lapor_domain::rules::Rules;
use lapor_domain::words::{ArchiveReason, Role};
use naskah::personal;

use super::seat::Seat;
use super::{owners, proposals};
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::fields::{Choices, OwnerPicks};

/// Choices and present values for a report.
pub(super) fn of(seat: &Seat, case: &CaseView) -> Choices {
    let rules = seat.here.rules();
    let body = case.holder;
    let own = |unit: &Unit| {
        seat.officer.grants.iter().any(|grant| {
            grant.body == unit.body
                && grant
                    .node
                    .is_none_or(|node| rules.directory.is_within(unit.id, node))
        })
    };
    let category = case
        .category_id
        .and_then(|id| rules.directory.categories.get(&id));
    let after_disposition = case.is_disposed;
    let (title, text, masked) = public_words(seat, case);
    Choices {
        bodies: bodies(&rules, body),
        units: units(seat, &rules, body, |_| true),
        ppid: units(seat, &rules, body, |unit| {
            rules
                .directory
                .answers_requests(body, case.lead_id, unit.id)
        }),
        below: units(seat, &rules, body, own),
        supports: supports(&rules, case),
        people: people(&rules, body, |officer| {
            officer
                .grants
                .iter()
                .any(|grant| matches!(grant.role, Role::UnitOfficer | Role::FieldOfficer))
        }),
        officers: people(&rules, body, |_| true),
        seconds: people(&rules, body, |officer| {
            officer.id != seat.officer.id
                && officer.grants.iter().any(|grant| {
                    matches!(
                        grant.role,
                        Role::Coordinator | Role::Leader | Role::Inspector
                    )
                })
        }),
        categories: categories(&rules, body),
        reasons: ArchiveReason::OFFICER
            .iter()
            .copied()
            .filter(|reason| !after_disposition || reason.allowed_after_disposition())
            .collect(),
        category: case
            .category_id
            .map(|id| id.to_string())
            .unwrap_or_default(),
        lead: case
            .lead_id
            .or(case.named_unit)
            .or_else(|| category.and_then(|category| category.default_unit))
            .map(|id| id.to_string())
            .unwrap_or_default(),
        report_type: Some(case.report_type),
        supervisory: (case.verified || case.supervisory).then_some(case.supervisory),
        findings: findings(seat, [&title, &text]),
        settled_findings: findings(seat, settled(case)),
        said_findings: Vec::new(),
        told: told_by_photos(seat, case),
        title,
        text,
        masked,
        picks: None,
        owner_units: OwnerPicks::default(),
        owner_bodies: OwnerPicks::default(),
        rahasia: case.rahasia,
        anonim: case.anonim,
        extension_asked: case
            .extension_asked
            .map(|days| days.to_string())
            .unwrap_or_default(),
        priority: Some(case.priority),
        public_place: category.is_some_and(|category| category.public_place),
        today: today(seat, case),
    }
}

/// With what the program proposes: for the verification, and for passing the report on. `only` is the one
/// command whose form is asked for; without it those on the report's page.
pub(super) async fn with_proposals(
    seat: &Seat,
    case: &CaseView,
    only: Option<CommandKind>,
) -> Result<Choices, AppError> {
    let mut choices = of(seat, case);
    if let Some(proposals) = proposals::of(seat, case).await? {
        proposals::put(seat, case, &mut choices, &proposals);
    }
    owners::put(seat, case, only, &mut choices).await?;
    Ok(choices)
}

/// The public words as an officer here settled them, else those of the import or the original ones, masked, as a
/// beginning for who may read them; with what was masked.
pub(super) fn public_words(seat: &Seat, case: &CaseView) -> (String, String, Vec<String>) {
    let title = case.title.clone().unwrap_or_default();
    let settled = case.text_public.words();
    if let Some(settled) = settled.filter(|_| case.is_settled_here) {
        return (title, settled.to_owned(), Vec::new());
    }
    let text = settled.or(case.text_original.words()).unwrap_or_default();
    let (title, text) = masked(&title, text);
    let found = findings(seat, [title.1, text.1]);
    (title.0, text.0, found)
}

/// Title and text masked, each with the words that it was made of. A title that is the beginning of the text is made
/// of the masked text: a number that the cut goes through is no number any more, and would stay.
fn masked<'w>(title: &'w str, text: &'w str) -> ((String, &'w str), (String, &'w str)) {
    let mask = |words: &str| personal::mask(words, &personal::find(words));
    let whole = mask(text);
    let title = if title == case::beginning(text) {
        (case::beginning(&whole), "")
    } else {
        (mask(title), title)
    };
    (title, (whole, text))
}

/// What the photographs' own files say beside the picture. What is shown was made anew without it.
fn told_by_photos(seat: &Seat, case: &CaseView) -> Vec<String> {
    let i18n = seat.here.i18n;
    let told = case.photos.iter().enumerate();
    let told = told.filter(|(_, photo)| !photo.told.is_empty());
    told.map(|(index, photo)| {
        let kinds = photo.told.iter();
        let kinds = kinds.map(|told| i18n.t(&format!("photo-told-{}", told.as_str())));
        let kinds: Vec<String> = kinds.collect();
        i18n.t2("photo-told", "n", index + 1, "kinds", kinds.join(", "))
    })
    .collect()
}

/// Public title and text as they stand.
pub(super) fn settled(case: &CaseView) -> [&str; 2] {
    [
        case.title.as_deref().unwrap_or_default(),
        case.text_public.words().unwrap_or_default(),
    ]
}

/// What looks like personal data in words that are, or may become, public.
pub(super) fn findings(seat: &Seat, words: [&str; 2]) -> Vec<String> {
    let mut found = Vec::new();
    for words in words {
        for finding in personal::find(words) {
            let kind = seat.here.i18n.t(&format!(
                "finding-{}",
                finding.kind.as_str().replace('_', "-")
            ));
            let line = format!("{kind}: {}", words.get(finding.span).unwrap_or_default());
            if !found.contains(&line) {
                found.push(line);
            }
        }
    }
    found
}

fn today(seat: &Seat, case: &CaseView) -> String {
    case.zone.local_date(seat.here.app().now()).to_string()
}

fn bodies(rules: &Rules, except: BodyId) -> Vec<ChoiceGroup> {
    let mut found: Vec<_> = rules
        .directory
        .bodies
        .values()
        .filter(|body| body.id != except)
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    ChoiceGroup::flat(
        found
            .into_iter()
            .map(|body| Choice::new(body.id.to_string(), &body.name))
            .collect(),
    )
}

/// Units in force today, below the names of their tops.
pub(super) fn units(
    seat: &Seat,
    rules: &Rules,
    body: BodyId,
    may: impl Fn(&Unit) -> bool,
) -> Vec<ChoiceGroup> {
    let today = rules.zone(body).local_date(seat.here.app().now());
    let mut found: Vec<_> = rules
        .directory
        .units
        .values()
        .filter(|unit| unit.body == body && unit.is_valid_on(today) && may(unit))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    ChoiceGroup::flat(
        found
            .into_iter()
            .map(|unit| Choice::new(unit.id.to_string(), &unit.name))
            .collect(),
    )
}

fn supports(rules: &Rules, case: &CaseView) -> Vec<Choice> {
    case.open_supports
        .iter()
        .filter_map(|unit| rules.directory.units.get(unit))
        .map(|unit| Choice::new(unit.id.to_string(), &unit.name))
        .collect()
}

fn people(rules: &Rules, body: BodyId, may: impl Fn(&Officer) -> bool) -> Vec<ChoiceGroup> {
    let mut found: Vec<_> = rules
        .directory
        .officers
        .values()
        .filter(|officer| {
            !officer.disabled && officer.grants.iter().any(|grant| grant.body == body)
        })
        .filter(|officer| may(officer))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    let options = found
        .into_iter()
        .map(|officer| Choice::new(officer.id.to_string(), &officer.name));
    ChoiceGroup::flat(options.collect())
}

/// Categories that are offered, under their tops.
pub(crate) fn categories(rules: &Rules, body: BodyId) -> Vec<ChoiceGroup> {
    grouped(rules, body, |_| None)
}

/// The same to look for: a parent stands for all below it.
pub(super) fn sought_categories(i18n: I18n, rules: &Rules, body: BodyId) -> Vec<ChoiceGroup> {
    grouped(rules, body, |top| {
        let words = i18n.t1("category-whole", "name", &top.name);
        Some(Choice::new(top.id.to_string(), words))
    })
}

fn grouped(
    rules: &Rules,
    body: BodyId,
    whole: impl Fn(&Category) -> Option<Choice>,
) -> Vec<ChoiceGroup> {
    let offered = |parent| {
        let mut found: Vec<&Category> = rules
            .directory
            .categories
            .values()
            .filter(|category| {
                category.body == body && category.parent == parent && !category.retired
            })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    };
    let choice = |category: &&Category| Choice::new(category.id.to_string(), &category.name);
    let mut groups = Vec::new();
    let mut single = Vec::new();
    for top in offered(None) {
        let below = offered(Some(top.id));
        if below.is_empty() {
            single.push(choice(&top));
        } else {
            groups.push(ChoiceGroup {
                label: top.name.clone(),
                options: whole(top)
                    .into_iter()
                    .chain(below.iter().map(choice))
                    .collect(),
            });
        }
    }
    if !single.is_empty() {
        groups.extend(ChoiceGroup::flat(single));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_number_is_not_cut_out_of_its_mask() {
        let text = "Mohon bantuan untuk pembuatan kartu keluarga baru di kantor, NIK saya 6271 0312 0590 0003 dan \
            sudah dua minggu.";
        let cut = lapor_app::report::case::beginning(text);
        assert!(
            cut.contains("6271") && !cut.contains("0003"),
            "the cut goes through it: {cut}"
        );
        let ((title, _), (whole, _)) = masked(&cut, text);
        assert!(!whole.contains("0003"), "{whole}");
        assert!(!title.contains("6271"), "{title}");
        let ((own, _), _) = masked("KTP 6271031205900003", text);
        assert!(own.starts_with("KTP ") && !own.contains("6271"), "{own}");
    }
}
