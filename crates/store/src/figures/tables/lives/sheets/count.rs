//! What a question counts of a sheet: as of each of its lives, but by column.

use uuid::Uuid;

use super::line::found_of;
use super::look::{Entries, Entry, Looks, Measured, Steps};
use crate::figures::key::Key;
use crate::figures::sql::Part;
use crate::figures::tables::cell::{self, DIMENSIONS};
use crate::figures::tables::handling::measure::{self, Marks};
use crate::figures::tables::lives::look::{Looking, put_name};
use crate::figures::tables::lives::pack::Found;
use crate::figures::{Dimension, Scope};

/// A leaf whose lives were looked at, for what was measured of them.
pub(super) struct Leaf<'a> {
    looks: Looks<'a>,
    sieve: Sieve,
    seen: Seen,
}

impl Leaf<'_> {
    /// How many lives it has.
    pub(super) fn lives(&self) -> usize {
        self.looks.counts.len()
    }

    /// Whether anything that was measured in it may be asked for: of a life with a lead that is, or done by such a unit.
    pub(super) fn is_asked(&self, part: &Part) -> bool {
        let has_unit = |unit: &&[u8]| part.has_lead(Uuid::from_slice(unit).ok());
        let is_seen = || self.seen.looks.iter().any(Option::is_some);
        !self.seen.led.is_empty() || (is_seen() && self.looks.units.iter().any(has_unit))
    }
}

/// Lives that are asked for, as of the moment.
struct Seen {
    /// Those with a lead that is asked for.
    led: Vec<Led>,
    /// Of each life where its look is, whoever leads it; none where it is not asked for.
    looks: Vec<Option<u32>>,
}

/// Such a life: places of its look.
struct Led {
    life: usize,
    /// Its value of the dimension whose values are rows.
    value: usize,
    code: usize,
}

/// What may be counted, by place of code and value.
struct Sieve {
    codes: Vec<(Marks, bool)>,
    /// Dimensions of which not every value passes.
    values: Vec<(usize, Vec<bool>)>,
    leads: Option<(usize, Vec<bool>)>,
}

impl Sieve {
    fn of(part: &Part, looks: &Looks<'_>) -> Self {
        let marked = |code: &u32| {
            let marks = measure::marks(*code);
            (marks, part.sees(marks.supervisory, marks.left))
        };
        let takes = |by: Dimension, value: &[u8]| match by {
            Dimension::Category => part.takes_category(cell::id_of(value)),
            Dimension::Type => part.takes_type(cell::code_of(value)),
            Dimension::Channel => part.takes_channel(cell::code_of(value)),
            Dimension::Region => part.takes_region(cell::code_of(value)),
            _ => true,
        };
        let each = DIMENSIONS.iter().zip(&looks.values).enumerate();
        let table = each.clone().map(|(at, (by, values))| {
            let passing = values.iter().map(|value| takes(*by, value));
            (at, passing.collect::<Vec<bool>>())
        });
        let led = each.clone().find(|(_, (by, _))| **by == Dimension::Unit);
        let leads = led.map(|(at, (_, values))| {
            let led = values.iter().map(|value| part.has_lead(cell::id_of(value)));
            (at, led.collect::<Vec<bool>>())
        });
        Self {
            codes: looks.codes.iter().map(marked).collect(),
            values: table
                .filter(|(_, passing)| passing.contains(&false))
                .collect(),
            leads: leads.filter(|(_, led)| led.contains(&false)),
        }
    }

    /// Whether a look is asked for, but for its lead; none where it is damaged.
    fn takes(&self, looks: &Looks<'_>, look: usize, code: usize) -> Option<bool> {
        if !self.codes.get(code)?.1 {
            return Some(false);
        }
        for (dimension, passing) in &self.values {
            if !*passing.get(looks.key(*dimension, look)?)? {
                return Some(false);
            }
        }
        Some(true)
    }

    fn is_led(&self, looks: &Looks<'_>, look: usize) -> Option<bool> {
        match &self.leads {
            None => Some(true),
            Some((dimension, led)) => led.get(looks.key(*dimension, look)?).copied(),
        }
    }
}

impl Looking<'_> {
    /// Counts the lives of a leaf, but for those at some places, in order; none where it is damaged.
    pub(super) fn count_leaf<'b>(
        &mut self,
        part: &Part,
        day: i64,
        looks: Looks<'b>,
        apart: &[usize],
    ) -> Option<Leaf<'b>> {
        let sieve = Sieve::of(part, &looks);
        let mut seen = self.seen(&sieve, &looks, apart)?;
        seen.led.sort_unstable_by_key(|led| (led.value, led.code));
        // What is open has no period whose reports are counted.
        if !self.is_open() {
            self.count_led(part, day, &looks, &seen.led)?;
        }
        Some(Leaf { looks, sieve, seen })
    }

    /// Adds what was measured of them; none where it is damaged.
    pub(super) fn measure_leaf(
        &mut self,
        part: &Part,
        day: i64,
        leaf: &Leaf<'_>,
        steps: &Steps<'_>,
        measured: &Measured<'_>,
    ) -> Option<()> {
        let own = match self.of {
            // Their names say the day.
            _ if self.is_open() => Key::Id(part.holder.0),
            Some(_) => Key::None,
            None => self.own(part, day),
        };
        let read = (&leaf.looks, steps, &leaf.sieve);
        self.measure_led(part, &own, read, &measured.own, &leaf.seen.led)?;
        self.measure_units(part, &own, read, &measured.of_units, &leaf.seen.looks)
    }

    /// The lives that are asked for.
    fn seen(&mut self, sieve: &Sieve, looks: &Looks<'_>, apart: &[usize]) -> Option<Seen> {
        let mut seen = Seen {
            led: Vec::new(),
            looks: vec![None; looks.counts.len()],
        };
        let mut apart = apart.iter().peekable();
        let mut begin = 0;
        let is_open = self.is_open();
        for (life, n) in looks.counts.iter().enumerate() {
            let (first, end) = (begin, begin + usize::from(*n));
            begin = end;
            if apart.next_if(|apart| **apart == life).is_some() {
                continue;
            }
            // Only recorded later: as it is now.
            let is_later = !is_open && looks.recorded.get(life)? >= self.moment;
            let known = if is_later {
                end - first
            } else {
                looks.before(first..end, self.moment)?
            };
            let Some(look) = (first + known).checked_sub(1).filter(|_| known > 0) else {
                continue;
            };
            let code = looks.code.place(look)?;
            let Some(code) = code.checked_sub(1) else {
                continue;
            };
            if !sieve.takes(looks, look, code)? {
                continue;
            }
            let is_led = sieve.is_led(looks, look)?;
            if is_later {
                self.later += u64::from(is_led);
                continue;
            }
            *seen.looks.get_mut(life)? = Some(u32::try_from(look).ok()?);
            if is_led {
                let value = self.value_at(looks, look)?;
                seen.led.push(Led { life, value, code });
            }
        }
        Some(seen)
    }

    /// Where its value of the dimension whose values are rows is.
    fn value_at(&self, looks: &Looks<'_>, look: usize) -> Option<usize> {
        match self.of {
            Some(of) => looks.key(of, look),
            None => Some(0),
        }
    }

    /// Counts what they look like; they come in order.
    fn count_led(&mut self, part: &Part, day: i64, looks: &Looks<'_>, led: &[Led]) -> Option<()> {
        let own = self.own(part, day);
        for alike in led.chunk_by(|one, next| (one.value, one.code) == (next.value, next.code)) {
            let first = alike.first()?;
            let value = self.value(looks, first.value);
            let code = *looks.codes.get(first.code)?;
            self.count_code(&own, value, (code, alike.len() as u64));
        }
        Some(())
    }

    fn value<'a>(&self, looks: &Looks<'a>, place: usize) -> Option<&'a [u8]> {
        let values = looks.values.get(self.of?)?;
        values.get(place).copied()
    }

    /// Adds what was measured of lives with a lead that is asked for.
    fn measure_led(
        &mut self,
        part: &Part,
        own: &Key,
        (looks, steps, sieve): (&Looks<'_>, &Steps<'_>, &Sieve),
        entries: &Entries<'_>,
        led: &[Led],
    ) -> Option<()> {
        let is_by_unit = self.of() == Some(Dimension::Unit);
        let names = entries.names.iter();
        let names = names.map(|name| Name::of(part, self, name));
        let mut names: Vec<Name<'_>> = names.collect::<Option<_>>()?;
        // Of the names of a day few are of one value's reports.
        let mut counted = Vec::new();
        for alike in led.chunk_by(|one, next| one.value == next.value) {
            for led in alike {
                let (marks, _) = sieve.codes.get(led.code)?;
                let after = steps.before(led.life, self.moment)?;
                for entry in entries.each(led.life)?.filter(|entry| entry.is_held(after)) {
                    let place = entries.other(entry)?;
                    let name = names.get_mut(place)?;
                    if name.is_read {
                        if name.numbers.is_empty() {
                            counted.push(place);
                        }
                        name.add(entries, entry, *marks)?;
                    }
                }
            }
            let value = self.value(looks, alike.first()?.value);
            let numbers = self.numbers.of(own.clone());
            for place in counted.drain(..) {
                let name = names.get_mut(place)?;
                put_name(&mut self.name, value, is_by_unit, &name.found);
                numbers.of(&self.name).extend(name.numbers.drain(..));
            }
        }
        Some(())
    }

    /// Adds what units that are asked for did, whoever leads the report.
    fn measure_units(
        &mut self,
        part: &Part,
        own: &Key,
        (looks, steps, sieve): (&Looks<'_>, &Steps<'_>, &Sieve),
        entries: &Entries<'_>,
        seen: &[Option<u32>],
    ) -> Option<()> {
        let is_by_unit = self.of() == Some(Dimension::Unit);
        for (place, name) in entries.names.iter().enumerate() {
            let mut name = Name::of(part, self, name)?;
            if !name.is_read {
                continue;
            }
            let mut values = Vec::new();
            for entry in entries.each(place)? {
                let life = entries.other(entry)?;
                let Some(look) = *seen.get(life)? else {
                    continue;
                };
                if !entry.is_held(steps.before(life, self.moment)?) {
                    continue;
                }
                let look = usize::try_from(look).ok()?;
                let (marks, _) = sieve.codes.get(looks.code.place(look)?.checked_sub(1)?)?;
                values.push((self.value_at(looks, look)?, (entry, *marks)));
            }
            values.sort_unstable_by_key(|(value, _)| *value);
            for alike in values.chunk_by(|(one, _), (next, _)| one == next) {
                for (_, (entry, marks)) in alike {
                    name.add(entries, *entry, *marks)?;
                }
                let value = self.value(looks, alike.first()?.0);
                put_name(&mut self.name, value, is_by_unit, &name.found);
                let counted = self.numbers.of(own.clone()).of(&self.name);
                counted.extend(name.numbers.drain(..));
            }
        }
        Some(())
    }
}

/// A name of a sheet, and what was counted under it.
struct Name<'a> {
    found: Found<'a>,
    /// Whether it is read; what is of no unit goes by the lead of each report besides.
    is_read: bool,
    numbers: Vec<(u32, i64)>,
}

impl<'a> Name<'a> {
    fn of(part: &Part, looking: &Looking<'_>, name: &'a [u8]) -> Option<Self> {
        let found = found_of(name)?;
        let is_all = looking.cut.ask.scope == Scope::Installation;
        let unit = Uuid::from_slice(found.unit).ok();
        let is_its = unit.is_none_or(|unit| part.has_lead(Some(unit)));
        Some(Self {
            is_read: is_its && (is_all || !found.elsewhere),
            found,
            numbers: Vec::new(),
        })
    }

    fn add(&mut self, entries: &Entries<'_>, entry: Entry, marks: Marks) -> Option<()> {
        let (value, n) = entries.number(entry)?;
        self.numbers.push((measure::code(value, marks), n));
        Some(())
    }
}
