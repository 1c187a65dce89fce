//! Proposals for one report: type, supervisory or not, category and office, the three likeliest with reasons.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use lapor_domain::agency::{Directory, Unit};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::routing::{self, Facts, Proposed, RouteRule, Source};
use lapor_domain::words::ReportType;
use naskah::classify::{Classifier, Facets, Features, Proposal, Reason};
use naskah::functions::{self, Function};

use super::brain::{Brain, LEAST};
use super::kind::Kind;
use super::{labels, nearness, served};
use crate::app::App;
use crate::error::AppError;

/// Most that is shown.
const SHOWN: usize = 3;
/// Most words that are named as reasons.
const REASONS: usize = 5;
/// Most that are named as reasons against.
const AGAINST: usize = 3;

/// What is known of a report before it is verified.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The body that holds it.
    pub body: BodyId,
    /// The reporter's words, title and text.
    pub text: &'a str,
    /// Region code.
    pub region: Option<&'a str>,
    /// Door, as code.
    pub channel: &'a str,
    /// The reporter's own word on its type.
    pub declared_type: Option<ReportType>,
    /// The reporter's own word on whether it is about an official.
    pub declared_supervisory: bool,
}

/// Title and text as one, for proposing and for learning alike; a title that is the text's own beginning says nothing
/// more.
pub fn as_one(title: Option<&str>, text: &str) -> String {
    match title {
        Some(title) if !text.starts_with(title.trim_end_matches('…')) => {
            format!("{title}. {text}")
        }
        _ => text.to_owned(),
    }
}

/// One possibility.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely<T> {
    /// What.
    pub id: T,
    /// How likely, 0 to 1.
    pub probability: f32,
    /// Words that spoke for it, the strongest first.
    pub words: Vec<String>,
    /// Words that spoke against it.
    pub against: Vec<String>,
}

/// What the program proposes.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// What the first unit rests on; [`Source::Nobody`] says "I do not know".
    pub source: Source,
    /// Where a rule decided: its note.
    pub rule: Option<String>,
    /// Units, likeliest first.
    pub units: Vec<Likely<UnitId>>,
    /// Categories, likeliest first.
    pub categories: Vec<Likely<CategoryId>>,
    /// Type, and supervisory or not.
    pub kind: Kind,
}

impl Proposals {
    /// As it is kept beside the officer's decision.
    pub fn proposed(&self) -> Proposed {
        let stands = self.source != Source::Nobody;
        let first = self.units.first().filter(|_| stands);
        Proposed {
            source: self.source,
            confidence: first.map_or(0, |first| thousandths(first.probability)),
            lead: first.map(|first| first.id),
            category: self.categories.first().map(|first| first.id),
            report_type: self.kind.report_type,
            supervisory: self.kind.supervisory,
        }
    }
}

pub(super) fn thousandths(probability: f32) -> u16 {
    (probability.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// Proposes, from memory alone but for the first time after a start.
///
/// # Errors
/// Where the database fails.
pub async fn propose(app: &App, matter: &Matter<'_>) -> Result<Proposals, AppError> {
    propose_owner(app, matter, &[]).await
}

/// As [`propose`], given that it is not the matter of some units.
///
/// # Errors
/// Where the database fails.
pub async fn propose_owner(
    app: &App,
    matter: &Matter<'_>,
    without: &[UnitId],
) -> Result<Proposals, AppError> {
    super::catch_up::load(app).await?;
    let brain = app.minds().of(matter.body);
    let rules = app.rules();
    let day = rules.zone(matter.body).local_date(app.now());
    let asked = Asked {
        matter,
        without,
        brain: &brain,
        directory: &rules.directory,
        day,
        features: Features::of(
            matter.text,
            Facets {
                region: matter.region,
                channel: Some(matter.channel),
            },
        ),
        functions: functions::explain(matter.text),
        stems: naskah::text::stems(matter.text),
    };
    Ok(asked.answer())
}

/// The unit that a body's rules name for what is known of a report.
pub fn unit_by_rule(app: &App, body: BodyId, facts: Facts<'_>) -> Option<UnitId> {
    let rules = app.rules();
    let day = rules.zone(body).local_date(app.now());
    routing::best_rule(&rules.directory, body, facts, day).map(|rule| rule.unit)
}

pub(super) struct Asked<'a> {
    pub(super) matter: &'a Matter<'a>,
    /// Units whose matter it is not.
    without: &'a [UnitId],
    pub(super) brain: &'a Brain,
    directory: &'a Directory,
    day: Date,
    pub(super) features: Features,
    pub(super) functions: Vec<functions::Proposal>,
    stems: BTreeSet<String>,
}

impl Asked<'_> {
    fn answer(&self) -> Proposals {
        let kind = self.kind();
        let mut categories = self.categories();
        let (mut units, weight) = self.units(&categories);
        categories.truncate(SHOWN);
        for option in &mut categories {
            let label = labels::of_category(option.id);
            (option.words, option.against) = self.words(&self.brain.categories, &label);
        }
        let sure = units
            .first()
            .is_some_and(|first| first.probability >= LEAST);
        let mut source = match (sure, weight >= 0.5) {
            (false, _) => Source::Nobody,
            (true, true) => Source::Model,
            (true, false) => Source::Lexicon,
        };
        // Of a category that the program does not stand by no rule speaks.
        let category = categories
            .first()
            .filter(|first| first.probability >= LEAST);
        let facts = Facts {
            region: self.matter.region,
            category: category.map(|first| first.id),
            report_type: kind.report_type,
        };
        let rule = routing::best_rule(self.directory, self.matter.body, facts, self.day);
        let rule = rule.filter(|rule| !self.without.contains(&rule.unit));
        if let Some(rule) = rule {
            source = Source::Rule;
            units.retain(|unit| unit.id != rule.unit);
            units.insert(
                0,
                Likely {
                    id: rule.unit,
                    probability: as_sure(rule, category, &kind),
                    words: Vec::new(),
                    against: Vec::new(),
                },
            );
        }
        units.truncate(SHOWN);
        Proposals {
            source,
            rule: rule.map(|rule| rule.note.clone()),
            units,
            categories,
            kind,
        }
    }

    fn categories(&self) -> Vec<Likely<CategoryId>> {
        let offered: Vec<_> = self
            .directory
            .categories
            .values()
            .filter(|category| category.body == self.matter.body && !category.retired)
            .collect();
        let cold = self.cold(
            offered.iter().map(|category| {
                let parent = category
                    .parent
                    .and_then(|id| self.directory.categories.get(&id));
                let mut of = functions::of_category_name(&category.name);
                if of.is_empty() {
                    of = parent
                        .map(|parent| functions::of_category_name(&parent.name))
                        .unwrap_or_default();
                }
                // Of the categories of one function the one whose own words were used.
                let nearness = 1.0 + 8.0 * nearness::of(&category.name, &self.stems);
                for (_, share) in &mut of {
                    *share *= nearness;
                }
                (category.id, of)
            }),
            |_, shares| shares,
        );
        let proposal = self.brain.categories.propose(&self.features);
        let weight = self.weight(&proposal, &cold);
        let learnt: HashMap<CategoryId, f32> = proposal
            .ranked()
            .iter()
            .filter_map(|ranked| Some((ranked.label.parse().ok()?, ranked.probability)))
            .collect();
        let ids = offered.iter().map(|category| category.id);
        blend(ids, weight, &learnt, &cold)
    }

    /// How much what was learnt counts beside the words of the functions: all, where these know nothing and it stands
    /// by one of several answers, so that a correction counts from the next report on.
    fn weight<T>(&self, learnt: &Proposal<'_>, cold: &HashMap<T, f32>) -> f32 {
        let knows = cold.values().any(|share| *share >= LEAST);
        let chose = learnt.answer().is_some() && learnt.ranked().len() > 1;
        if !knows && chose {
            1.0
        } else {
            self.brain.weight()
        }
    }

    /// Who usually acts in the likely categories, where the body has said so.
    fn usual(&self, categories: &[Likely<CategoryId>]) -> HashMap<UnitId, f32> {
        let mut usual = HashMap::new();
        for likely in categories {
            let category = self.directory.categories.get(&likely.id);
            let Some(unit) = category.and_then(|category| category.default_unit) else {
                continue;
            };
            let said = HashMap::from([(unit, 1.0)]);
            let of = served::of_category(likely.id);
            for (unit, share) in self.brain.served.moved(&of, said, |label| self.unit(label)) {
                *usual.entry(unit).or_insert(0.0) += share * likely.probability;
            }
        }
        usual
    }

    /// Whom a label means for this report.
    fn unit(&self, label: &str) -> Option<UnitId> {
        let matter = self.matter;
        labels::unit(label, matter.region, self.directory, matter.body, self.day)
    }

    /// The units, and how much of it was learnt.
    fn units(&self, categories: &[Likely<CategoryId>]) -> (Vec<Likely<UnitId>>, f32) {
        let there: Vec<&Unit> = self
            .directory
            .units
            .values()
            .filter(|unit| unit.body == self.matter.body && unit.is_valid_on(self.day))
            .collect();
        let competent = there
            .iter()
            .filter(|unit| labels::is_competent(unit, self.matter.region));
        let serving: HashMap<UnitId, Vec<(Function, f32)>> = competent
            .map(|unit| (unit.id, functions::of_unit_name(&unit.name)))
            .collect();
        // What a unit above serves is disposed to that one; it sends it on.
        let cold = self.cold(
            serving.iter().map(|(id, functions)| {
                let parent = self.directory.units.get(id).and_then(|unit| unit.parent);
                let above = parent.and_then(|parent| serving.get(&parent));
                let by_above = |function| {
                    above.is_some_and(|above| above.iter().any(|(served, _)| served == function))
                };
                let own = functions.iter().filter(|(served, _)| !by_above(served));
                (*id, own.copied().collect())
            }),
            |function, shares| {
                let of = served::of_function(function);
                self.brain
                    .served
                    .moved(&of, shares, |label| self.unit(label))
            },
        );
        // What categories say by default counts as much as names do, and less as officers decide.
        let about = self.functions.first();
        let about = about.map(|proposal| served::of_function(proposal.function));
        let unmoved = about.map_or(1.0, |of| self.brain.served.unmoved(&of));
        let cold = joined(cold, &self.usual(categories), unmoved / 2.0);
        let proposal = self.brain.units.propose(&self.features);
        let weight = self.weight(&proposal, &cold);
        let mut learnt: HashMap<UnitId, f32> = HashMap::new();
        for ranked in proposal.ranked() {
            if let Some(unit) = self.unit(ranked.label) {
                *learnt.entry(unit).or_default() += ranked.probability;
            }
        }
        let mut found = blend(there.iter().map(|unit| unit.id), weight, &learnt, &cold);
        self.leave_out(&mut found);
        found.truncate(SHOWN + 1);
        for option in &mut found {
            if let Some(unit) = self.directory.units.get(&option.id) {
                let label = labels::of_unit(unit);
                (option.words, option.against) = self.words(&self.brain.units, &label);
            }
        }
        (found, weight)
    }

    /// What is known not to be theirs falls to the others: p(unit) / p(none of those left out).
    fn leave_out(&self, found: &mut Vec<Likely<UnitId>>) {
        let (out, left): (Vec<_>, Vec<_>) = found
            .drain(..)
            .partition(|unit| self.without.contains(&unit.id));
        *found = left;
        let gone: f32 = out.iter().map(|unit| unit.probability).sum();
        if gone > 0.0 {
            let stays: f32 = found.iter().map(|unit| unit.probability).sum();
            // Never surer than what is left of the mass allows.
            let rest = (1.0 - gone).max(stays).max(f32::EPSILON);
            for unit in found {
                unit.probability /= rest;
            }
        }
    }

    /// What the words of the functions say, shared out among those who serve each function, as far as nothing moved it.
    fn cold<T: Copy + Eq + std::hash::Hash>(
        &self,
        of: impl Iterator<Item = (T, Vec<(Function, f32)>)>,
        moved: impl Fn(Function, HashMap<T, f32>) -> HashMap<T, f32>,
    ) -> HashMap<T, f32> {
        let serving: Vec<(T, Vec<(Function, f32)>)> = of.collect();
        let mut found = HashMap::new();
        for proposal in &self.functions {
            let share = |functions: &[(Function, f32)]| -> f32 {
                let fits = functions
                    .iter()
                    .filter(|(function, _)| *function == proposal.function);
                fits.map(|(_, share)| *share).sum()
            };
            let all: f32 = serving.iter().map(|(_, functions)| share(functions)).sum();
            let shares = serving
                .iter()
                .map(|(id, functions)| (*id, share(functions)))
                .filter(|(_, share)| *share > 0.0)
                .map(|(id, share)| (id, share / all))
                .collect();
            for (id, part) in moved(proposal.function, shares) {
                *found.entry(id).or_insert(0.0) += part * proposal.probability;
            }
        }
        found
    }

    /// Words that spoke for a label and against it; before anything was learnt, those of the functions.
    fn words(&self, model: &Classifier, label: &str) -> (Vec<String>, Vec<String>) {
        let (mut words, against) = self.learnt_words(model, label);
        if words.is_empty() {
            let said = self.functions.first();
            (words, _) = said.map(|said| self.cold_words(said)).unwrap_or_default();
            words.truncate(REASONS);
        }
        (words, against)
    }

    /// Words that spoke for a label and against it by what was learnt.
    pub(super) fn learnt_words(
        &self,
        model: &Classifier,
        label: &str,
    ) -> (Vec<String>, Vec<String>) {
        let learnt = model.explain(&self.features, label, REASONS + AGAINST);
        let (speak, against): (Vec<_>, Vec<_>) =
            learnt.into_iter().partition(|reason| reason.weight > 0.0);
        let named = |reasons: Vec<Reason>, most| {
            let words = reasons.into_iter().filter(|reason| reason.weight != 0.0);
            words.map(|reason| reason.word).take(most).collect()
        };
        (named(speak, REASONS), named(against, AGAINST))
    }
}

/// A rule is no surer than what it needed to know of the report.
fn as_sure(rule: &RouteRule, category: Option<&Likely<CategoryId>>, kind: &Kind) -> f32 {
    let mut sure: f32 = 1.0;
    if let Some(category) = category.filter(|_| rule.category.is_some()) {
        sure = sure.min(category.probability);
    }
    if rule.report_type.is_some() {
        sure = sure.min(kind.confidence().max(LEAST));
    }
    sure
}

/// What was learnt and what the words of the functions say, by how much was learnt; the likeliest first.
fn blend<T: Copy + Eq + Ord + std::hash::Hash>(
    ids: impl Iterator<Item = T>,
    weight: f32,
    learnt: &HashMap<T, f32>,
    cold: &HashMap<T, f32>,
) -> Vec<Likely<T>> {
    let of = |map: &HashMap<T, f32>, id: T| map.get(&id).copied().unwrap_or_default();
    let mut found: Vec<Likely<T>> = ids
        .map(|id| Likely {
            id,
            probability: weight * of(learnt, id) + (1.0 - weight) * of(cold, id),
            words: Vec::new(),
            against: Vec::new(),
        })
        .filter(|option| option.probability > 0.005)
        .collect();
    found.sort_by(|a, b| {
        let likelier = b.probability.total_cmp(&a.probability);
        likelier.then_with(|| a.id.cmp(&b.id))
    });
    found
}

/// Two guesses, the other with this weight; one alone where the other says nothing.
fn joined(
    mut one: HashMap<UnitId, f32>,
    other: &HashMap<UnitId, f32>,
    weight: f32,
) -> HashMap<UnitId, f32> {
    if other.is_empty() {
        return one;
    }
    if one.is_empty() {
        return other.clone();
    }
    for share in one.values_mut() {
        *share *= 1.0 - weight;
    }
    for (unit, share) in other {
        *one.entry(*unit).or_default() += share * weight;
    }
    one
}

#[cfg(test)]
mod tests {
    use super::as_one;

    #[test]
    fn a_title_that_is_the_texts_beginning_is_said_once() {
        let text = "Jalan aspal berlubang besar di depan pasar.";
        assert_eq!(as_one(Some("Jalan aspal berlubang…"), text), text);
        assert_eq!(as_one(Some(""), text), text);
        assert_eq!(as_one(None, text), text);
        assert_eq!(as_one(Some("Tolong"), text), format!("Tolong. {text}"));
    }
}
