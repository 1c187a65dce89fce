//! Reads the provincial recap: each report once, in the body that has it at the moment (rule book, section 6, *Scope*).

use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::figures::Cohort;
use lapor_domain::official::{Layout, Reader};
use lapor_store::figures::{Answer, Ask, Dimension, Scope};
use serde::{Deserialize, Serialize};

use super::error::OfficialError;
use super::example::example;
use super::model::{Counts, Gathered, Group, Wish};
use crate::app::App;
use crate::figures;

/// What the rows of a recap come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recap {
    /// All rows together; a figure that one of them does not show is not shown here either.
    pub total: Counts,
    /// What is told of its bodies in no row, together with what is left of bodies outside of it.
    pub left_out: bool,
    /// Counted as anyone's figures are: what is exact of a city is not a province's to know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_as_anyones: bool,
    /// Among its rows is what the asker has itself, which is no city's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_own: bool,
}

/// The bodies of a recap.
enum Of<'a> {
    /// All of the installation: the national desk's.
    Installation,
    /// Those whose region lies in a province, by its code.
    Province(&'a str),
}

/// Whether a body has such a recap to make: a province, or the national desk.
pub fn has_recap(body: &Body) -> bool {
    of(body).is_some()
}

/// Whether a layout is one that a body may make.
pub fn may_have(layout: Layout, body: &Body) -> bool {
    layout != Layout::Province || has_recap(body)
}

fn of(body: &Body) -> Option<Of<'_>> {
    if body.kind == BodyKind::Desk {
        return Some(Of::Installation);
    }
    let region = body.region.as_deref()?;
    (!region.contains('.')).then_some(Of::Province(region))
}

impl Of<'_> {
    fn has(&self, body: &Body) -> bool {
        match self {
            Self::Installation => true,
            Self::Province(code) => {
                let region = body.region.as_deref();
                region.and_then(|region| region.split('.').next()) == Some(*code)
            }
        }
    }
}

/// Figures of the recap. `ask` names the period and the moment.
///
/// # Errors
/// [`OfficialError`].
pub(super) async fn gather(app: &App, wish: &Wish, ask: Ask) -> Result<Gathered, OfficialError> {
    let rules = app.rules_as_of(ask.moment()).await?;
    let directory = &rules.directory;
    let asker = directory.bodies.get(&wish.body);
    let (Some(asker), Some(of)) = (asker, asker.and_then(of)) else {
        return Err(OfficialError::NoProvince);
    };
    let ask = Ask {
        scope: Scope::Installation,
        by: Some(Dimension::Body),
        ..ask
    };
    // The desk reads every report of the installation; what is exact of a city is not a province's to know.
    let is_exact = wish.reader == Reader::Inside && matches!(of, Of::Installation);
    let answer = if is_exact {
        figures::exact_counts(app, ask).await?
    } else {
        figures::public_counts(app, ask).await?
    };
    let of_asker = Ask {
        scope: Scope::Body(wish.body),
        as_of: Some(answer.as_of),
        ..ask
    };
    let known = app.rules_as_of(answer.as_of).await?;
    let policies = of_asker.policies(&known);
    let zone = rules.zone(wish.body);
    let bodies = rows(&answer, directory.bodies.values(), &of, asker);
    let has_own = bodies
        .iter()
        .any(|row| row.key.as_deref() == Some(asker.slug.as_str()));
    let recap = Recap {
        total: total(&answer, &bodies, &of),
        left_out: matches!(of, Of::Province(_)) && answer.rows.iter().any(is_joined),
        is_as_anyones: !is_exact,
        has_own,
    };
    Ok(Gathered {
        layout: Layout::Province,
        reader: wish.reader,
        period: wish.period,
        as_of: answer.as_of,
        in_fives: answer.in_fives,
        position: answer.position,
        policy: rules.policy(wish.body, answer.as_of).version,
        policies: policies.iter().map(|policy| policy.version).collect(),
        total: recap.total,
        months: Vec::new(),
        bodies,
        recap: Some(recap),
        ..example(wish.body, &asker.name, zone, zone.local_date(answer.as_of))
    })
}

/// A row of several bodies, none of which is told by itself.
fn is_joined(row: &lapor_store::figures::Row) -> bool {
    row.key.is_none()
}

/// One row for each body: the cities by name, then what the asker has itself, then what is told joined.
fn rows<'a>(
    answer: &Answer,
    bodies: impl Iterator<Item = &'a Body>,
    of: &Of<'_>,
    asker: &Body,
) -> Vec<Group> {
    let told = Group::all(answer);
    let joined = told.iter().find(|group| group.key.is_none());
    let mut rows: Vec<(bool, Group)> = bodies
        .filter(|body| of.has(body))
        .filter_map(|body| {
            let key = body.id.to_string();
            let found = told
                .iter()
                .find(|group| group.key.as_deref() == Some(key.as_str()));
            // Without a row it has none; unless some are joined: then nobody can tell.
            let counts = match (found, joined) {
                (Some(found), _) => found.counts,
                (None, None) => Counts::of(&Cohort::default()),
                (None, Some(_)) => return None,
            };
            let is_own = body.id == asker.id;
            let group = Group {
                key: Some(body.slug.clone()),
                label: if is_own { own(body) } else { body.name.clone() },
                counts,
                cases: found.map_or(0, |found| found.cases),
                is_rest: false,
            };
            Some((is_own, group))
        })
        .collect();
    rows.sort_by(|(own, one), (other_own, other)| {
        own.cmp(other_own).then_with(|| one.label.cmp(&other.label))
    });
    let mut rows: Vec<Group> = rows.into_iter().map(|(_, group)| group).collect();
    if matches!(of, Of::Installation) {
        rows.extend(joined.cloned());
    }
    rows
}

/// What the asker has itself is no city's.
fn own(body: &Body) -> String {
    if body.kind == BodyKind::Desk {
        format!("{} (belum diteruskan ke instansi)", body.name)
    } else {
        format!("{} (laporan yang ditangani sendiri)", body.name)
    }
}

fn total(answer: &Answer, rows: &[Group], of: &Of<'_>) -> Counts {
    if matches!(of, Of::Installation) {
        return Counts::of(&answer.total);
    }
    Counts {
        received: rows.iter().map(|row| row.counts.received).sum(),
        by: std::array::from_fn(|at| {
            let values = rows
                .iter()
                .map(|row| row.counts.by.get(at).copied().flatten());
            values.sum()
        }),
    }
}
