//! What a question counts of each life.

use lapor_domain::figures::Reading;
use uuid::Uuid;

use super::pack::{Appearance, Damaged, Found, Packed};
use crate::figures::answer::Adding;
use crate::figures::gather::Cut;
use crate::figures::key::Key;
use crate::figures::sql::Part;
use crate::figures::tables::cell::{self, DIMENSIONS, finest, kind};
use crate::figures::tables::handling::measure::{self, Marks};
use crate::figures::tables::numbers::Numbers;
use crate::figures::tables::quick::Quick;
use crate::figures::{Dimension, Scope};
use crate::record::micros;

/// A question with what was counted for it.
pub(crate) struct Looking<'a> {
    pub(super) cut: &'a Cut<'a>,
    pub(super) moment: i64,
    /// The dimension whose values are rows, by its place; none where rows are time or a body, or all is one.
    pub(super) of: Option<usize>,
    /// What is read of how they were handled.
    pub(super) what: Vec<i64>,
    pub(super) counts: Quick<Vec<u8>, Quick<u32, u64>>,
    pub(super) later: u64,
    pub(super) numbers: Numbers,
    pub(super) name: Vec<u8>,
}

impl<'a> Looking<'a> {
    /// Nothing counted yet.
    pub(crate) fn new(cut: &'a Cut<'a>, readings: impl Iterator<Item = Reading>) -> Self {
        let of = cut.ask.by.and_then(finest);
        Self {
            cut,
            moment: micros(cut.ask.moment()),
            of: of.and_then(|of| DIMENSIONS.iter().position(|known| *known == of)),
            what: readings.filter_map(measure::of_reading).collect(),
            counts: Quick::default(),
            later: 0,
            numbers: Numbers::default(),
            name: Vec::new(),
        }
    }

    /// The dimension whose values are rows.
    pub(crate) fn of(&self) -> Option<Dimension> {
        self.of.and_then(|at| DIMENSIONS.get(at)).copied()
    }

    /// Whether it is asked what is open, whenever received, and nothing else.
    pub(super) fn is_open(&self) -> bool {
        self.what == [kind::OPEN]
    }

    /// Whether who asks may know of it, the scope has it, and it is what the filter asks for, but for its lead.
    fn is_asked(part: &Part, seen: &Appearance<'_>, marks: Marks) -> bool {
        part.sees(marks.supervisory, marks.left)
            && part.takes(
                cell::id_of(seen.value(Dimension::Category)),
                cell::code_of(seen.value(Dimension::Type)),
                cell::code_of(seen.value(Dimension::Channel)),
                cell::code_of(seen.value(Dimension::Region)),
            )
    }

    /// After how many steps the moment is, and how a report then looks, where it is asked for.
    fn asked<'b>(
        &self,
        part: &Part,
        life: &Packed<'b>,
    ) -> Result<Option<(usize, Appearance<'b>, Marks)>, Damaged> {
        let after = life.before(self.moment).ok_or(Damaged)?;
        let seen = life.look(after)?;
        let seen = seen.map(|seen| (after, seen, measure::marks(seen.code)));
        Ok(seen.filter(|(_, seen, marks)| Self::is_asked(part, seen, *marks)))
    }

    /// The row of a report that is told by the day it was received, or by who has it.
    pub(super) fn own(&self, part: &Part, day: i64) -> Key {
        match self.cut.ask.by {
            Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => Key::Number(day / 100),
            Some(by) if by.is_time() => Key::Number(day),
            Some(Dimension::Body) => Key::Id(part.holder.0),
            _ => Key::None,
        }
    }

    /// Counts a report as of the moment; none where its life cannot be read.
    pub(crate) fn count(&mut self, part: &Part, day: i64, steps: &[u8]) -> Option<()> {
        let life = Packed::of(steps)?;
        if life.recorded >= self.moment {
            // Only recorded later: as it is now.
            if let Some(seen) = life.last().ok()? {
                let is_asked = Self::is_asked(part, &seen, measure::marks(seen.code));
                self.later += u64::from(is_asked && part.has_lead(seen.lead()));
            }
            return Some(());
        }
        let Some((after, seen, marks)) = self.asked(part, &life).ok()? else {
            return Some(());
        };
        let own = self.own(part, day);
        let is_led = part.has_lead(seen.lead());
        if is_led {
            self.count_facts(&own, &seen);
        }
        if self.what.is_empty() {
            return Some(());
        }
        let own = if self.of.is_some() { Key::None } else { own };
        self.measure(part, (own, is_led), (&life, after), (&seen, marks))
    }

    /// Counts what of a report is open at the moment.
    pub(crate) fn count_open(&mut self, part: &Part, steps: &[u8]) -> Option<()> {
        let life = Packed::of(steps)?;
        let Some((after, seen, marks)) = self.asked(part, &life).ok()? else {
            return Some(());
        };
        let is_led = part.has_lead(seen.lead());
        let own = Key::Id(part.holder.0);
        self.measure(part, (own, is_led), (&life, after), (&seen, marks))
    }

    fn count_facts(&mut self, own: &Key, seen: &Appearance<'_>) {
        let value = self.of.and_then(|of| seen.keys.get(of)).copied();
        self.count_code(own, value, (seen.code, 1));
    }

    /// Counts `n` reports of a code under a value, or under a row of their own.
    pub(super) fn count_code(&mut self, own: &Key, value: Option<&[u8]>, (code, n): (u32, u64)) {
        self.name.clear();
        match value {
            Some(value) => self.name.extend_from_slice(value),
            None => cell::put_key(&mut self.name, own),
        }
        let codes = match self.counts.get_mut(&self.name) {
            Some(codes) => codes,
            None => self.counts.entry(self.name.clone()).or_default(),
        };
        *codes.entry(code).or_default() += n;
    }

    /// Adds what was measured, named as cells are.
    fn measure(
        &mut self,
        part: &Part,
        (own, is_led): (Key, bool),
        (life, after): (&Packed<'_>, usize),
        (seen, marks): (&Appearance<'_>, Marks),
    ) -> Option<()> {
        let is_all = self.cut.ask.scope == Scope::Installation;
        let key = self.of.and_then(|of| seen.keys.get(of)).copied();
        let is_by_unit = self.of() == Some(Dimension::Unit);
        let (what, name) = (&self.what, &mut self.name);
        let names = self.numbers.of(own);
        life.each(after, |found| {
            let is_read = what.contains(&measure::what(found.measure));
            let unit = Uuid::from_slice(found.unit).ok();
            let is_its = match unit {
                Some(unit) => part.has_lead(Some(unit)),
                None => is_led,
            };
            if !is_read || !is_its || (found.elsewhere && !is_all) {
                return;
            }
            put_name(name, key, is_by_unit, found);
            let code = measure::code(found.value, marks);
            names.of(name).add(code, found.n);
        })
    }

    /// What was measured.
    pub(crate) const fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Adds the reports that were counted; none where a value cannot be read. Cases of followers alone are still to come.
    pub(crate) fn add_to(&self, adding: &mut Adding) -> Option<()> {
        for (name, codes) in &self.counts {
            let key = self.cut.shape.gather(cell::take_key(name)?.0);
            for (code, n) in codes {
                let facts = cell::facts(*code);
                adding.count_total(&facts, *n);
                adding.count_row(&key, &facts, *n);
            }
        }
        adding.later += self.later;
        Some(())
    }
}

/// The name of something measured, as in cells: of a unit by itself, where rows are units.
pub(super) fn put_name(
    name: &mut Vec<u8>,
    value: Option<&[u8]>,
    is_by_unit: bool,
    found: &Found<'_>,
) {
    name.clear();
    match (value, Uuid::from_slice(found.unit)) {
        (Some(_), Ok(unit)) if is_by_unit => cell::put_key(name, &Key::Id(unit)),
        (Some(value), _) => name.extend_from_slice(value),
        (None, _) => {}
    }
    name.push(found.measure);
    name.extend(found.of);
    name.extend_from_slice(found.since);
    if value.is_none() {
        name.extend_from_slice(found.unit);
    }
}

impl<'a> Appearance<'a> {
    /// A value as in a name; nothing where the dimension has no cells.
    pub(super) fn value(&self, by: Dimension) -> &'a [u8] {
        let at = DIMENSIONS.iter().position(|known| *known == by);
        at.and_then(|at| self.keys.get(at)).copied().unwrap_or(&[])
    }

    fn lead(&self) -> Option<Uuid> {
        cell::id_of(self.value(Dimension::Unit))
    }
}

/// Whether a reading is of how a period's reports were handled.
pub(crate) fn is_handled(reading: Reading) -> bool {
    let what = measure::of_reading(reading);
    what.is_some_and(|what| what != kind::OPEN && what != kind::FLOW)
}
