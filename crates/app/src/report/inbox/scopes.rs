//! Which lists an officer has: one for each seat that their grants give them. Together they hold everything that the
//! officer must act on.

use lapor_domain::agency::{Directory, Grant, Officer};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::escalation::hears_as;
use lapor_domain::visibility::finds_originals;
use lapor_domain::words::Role;
use lapor_store::list::{InboxFilter, Supervisory, View};
use lapor_store::search::SealedStems;

use super::Asked;
use super::past::{StepsIn, desk_steps_in, inspector_steps_in};

/// Words to be found, as each may find them.
pub(super) struct Sought {
    /// In masked words.
    pub(super) masked: SealedStems,
    /// In originals too.
    pub(super) original: SealedStems,
}

impl Sought {
    const fn by(&self, role: Role) -> &SealedStems {
        if finds_originals(role) {
            &self.original
        } else {
            &self.masked
        }
    }
}

/// The lists of an officer, under the filters asked for; `None` where no role of theirs has one.
pub(super) fn scopes(
    directory: &Directory,
    officer: &Officer,
    asked: &Asked,
    words: Option<&Sought>,
) -> Option<Vec<InboxFilter>> {
    if officer.disabled
        || !officer
            .grants
            .iter()
            .any(|grant| has_inbox(grant, directory))
    {
        return None;
    }
    let mut lists = Lists {
        directory,
        officer,
        asked,
        words,
        all: Vec::new(),
    };
    for grant in &officer.grants {
        lists.of_grant(grant);
    }
    // What others lead comes last: what an own list has is not told twice.
    if asked.view != View::Told {
        for grant in &officer.grants {
            lists.of_supports(grant);
        }
    }
    Some(lists.all)
}

/// Whether an officer hears of delays without having to act on them: then they have a list of those.
pub fn hears(officer: &Officer) -> bool {
    officer
        .grants
        .iter()
        .any(|grant| !hears_as(grant).is_empty())
}

fn has_inbox(grant: &Grant, directory: &Directory) -> bool {
    match grant.role {
        Role::Desk => directory.is_desk(grant.body),
        Role::Coordinator
        | Role::UnitOfficer
        | Role::Inspector
        | Role::Leader
        | Role::Overseer
        | Role::FieldOfficer => true,
        _ => false,
    }
}

struct Lists<'a> {
    directory: &'a Directory,
    officer: &'a Officer,
    asked: &'a Asked,
    words: Option<&'a Sought>,
    all: Vec<InboxFilter>,
}

impl Lists<'_> {
    fn of_grant(&mut self, grant: &Grant) {
        if !has_inbox(grant, self.directory)
            || (self.asked.view == View::Told && hears_as(grant).is_empty())
        {
            return;
        }
        match grant.role {
            // An overseer granted at the desk oversees every body of the installation.
            Role::Overseer if self.directory.is_desk(grant.body) => {
                let mut bodies: Vec<_> = self.directory.bodies.keys().copied().collect();
                bodies.sort_unstable();
                for body in bodies {
                    self.of_office(&Grant { body, ..*grant });
                }
            }
            // Their node is where they sit, not what they inspect.
            Role::Inspector => {
                let whole = Grant {
                    node: None,
                    ..*grant
                };
                self.of_office(&whole);
                self.of_past(vec![grant.body], inspector_steps_in);
            }
            Role::Desk => {
                self.of_office(grant);
                let bodies = self.directory.bodies.keys().copied();
                let mut others: Vec<_> = bodies.filter(|body| *body != grant.body).collect();
                others.sort_unstable();
                self.of_past(others, desk_steps_in);
            }
            _ => self.of_office(grant),
        }
    }

    /// What the office of a grant holds, or what was given to its holder in person.
    fn of_office(&mut self, grant: &Grant) {
        let Some(supervisory) = self.supervisory(grant.role) else {
            return;
        };
        let mut filter = self.asked_of(grant.body, grant.role);
        filter.supervisory = supervisory;
        filter.leads = self.units(grant);
        filter.told = hears_as(grant);
        // Section 5: a unit's officer learns of nothing that no unit has, a field officer of their tasks alone.
        filter.only_led = grant.role == Role::UnitOfficer;
        if grant.role == Role::FieldOfficer {
            filter.person = Some(self.officer.id);
            filter.leads = self.sought();
        }
        self.all.push(filter);
    }

    /// What these bodies' own deciders may not decide.
    fn of_past(&mut self, bodies: Vec<BodyId>, steps_in: StepsIn) {
        let list = self.asked.view.is_open() && self.asked.view != View::Told;
        if !list || self.words.is_some() || bodies.is_empty() {
            return;
        }
        let Some(at) = bodies.first().copied() else {
            return;
        };
        // No words are sought here, so no role's matter.
        let mut filter = self.asked_of(at, Role::Auditor);
        let mut past = Vec::new();
        for body in bodies {
            past.extend(steps_in(self.directory, body));
        }
        filter.past = Some(past);
        filter.leads = self.sought();
        filter.supervisory = match (self.asked.only_supervisory, self.narrows()) {
            (true, _) => Supervisory::Only,
            (false, true) => Supervisory::Exclude,
            (false, false) => Supervisory::Include,
        };
        self.all.push(filter);
    }

    /// What a unit's officer helps with, unless another list of theirs has it.
    fn of_supports(&mut self, grant: &Grant) {
        let Some(node) = grant.node.filter(|_| grant.role == Role::UnitOfficer) else {
            return;
        };
        if self.asked.only_supervisory {
            return;
        }
        let mut filter = self.asked_of(grant.body, grant.role);
        for own in self
            .all
            .iter()
            .filter(|own| own.holder == grant.body && own.past.is_none() && own.person.is_none())
        {
            match &own.leads {
                _ if own.supervisory == Supervisory::Only || own.supports.is_some() => {}
                Some(leads) => filter.not_led.extend(leads),
                None => return,
            }
        }
        filter.supports = Some(self.directory.subtree(node));
        filter.leads = self.sought();
        self.all.push(filter);
    }

    /// What was asked for, of one body, found by what a role may read.
    fn asked_of(&self, body: BodyId, role: Role) -> InboxFilter {
        let asked = self.asked;
        let within = |category| self.directory.categories_within(category);
        InboxFilter {
            view: asked.view,
            state: asked.state,
            categories: asked.category.map(within).unwrap_or_default(),
            region: asked.region.clone(),
            channel: asked.channel,
            days: asked.days,
            words: self.words.map(|words| words.by(role).clone()),
            after: asked.after,
            excluded: Some(self.officer.id),
            ..InboxFilter::of(body)
        }
    }

    /// What of berkadar pengawasan a role's list holds; `None` where nothing is left of what was asked for.
    fn supervisory(&self, role: Role) -> Option<Supervisory> {
        let only = self.asked.only_supervisory;
        match role {
            Role::Inspector => Some(Supervisory::Only),
            Role::Coordinator if only => Some(Supervisory::Only),
            Role::Coordinator => Some(Supervisory::Include),
            // Section 5: existence, state and clocks. A filter by anything else would tell more.
            Role::Desk | Role::Overseer if !self.narrows() => Some(if only {
                Supervisory::Only
            } else {
                Supervisory::Include
            }),
            _ if only => None,
            _ => Some(Supervisory::Exclude),
        }
    }

    fn narrows(&self) -> bool {
        let asked = self.asked;
        asked.category.is_some()
            || asked.unit.is_some()
            || asked.region.is_some()
            || asked.channel.is_some()
            || self.words.is_some()
    }

    /// The units of a grant's node, and of these what was asked for; `None` is the whole body.
    fn units(&self, grant: &Grant) -> Option<Vec<UnitId>> {
        let own = grant.node.map(|node| self.directory.subtree(node));
        let Some(sought) = self.sought() else {
            return own;
        };
        Some(match own {
            Some(own) => sought
                .into_iter()
                .filter(|unit| own.contains(unit))
                .collect(),
            None => sought,
        })
    }

    /// The unit that was asked for, with what is below it or alone.
    fn sought(&self) -> Option<Vec<UnitId>> {
        let unit = self.asked.unit?;
        Some(if self.asked.only_unit {
            vec![unit]
        } else {
            self.directory.subtree(unit)
        })
    }
}
