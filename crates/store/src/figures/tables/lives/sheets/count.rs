//! What a question counts of a sheet: as of each of its lives, but by column.

use uuid::Uuid;

use super::line::found_of;
use super::look::{Entries, Looks, Steps};
use crate::figures::key::Key;
use crate::figures::sql::Part;
use crate::figures::tables::cell::{self, DIMENSIONS};
use crate::figures::tables::handling::measure::{self, Marks};
use crate::figures::tables::lives::look::{Looking, put_name};
use crate::figures::tables::lives::pack::Found;
use crate::figures::{Dimension, Scope};

/// The parts of a sheet that a question reads.
pub(super) struct Parts<'a> {
    pub(super) looks: Looks<'a>,
    pub(super) steps: Option<Steps<'a>>,
    pub(super) entries: Vec<Entries<'a>>,
}

/// A life that is asked for, as of the moment: places of its look.
struct Seen {
    life: usize,
    /// Its value of the dimension whose values are rows.
    value: usize,
    code: usize,
    is_led: bool,
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
    /// Counts the lives of a day's sheet, but for those at some places, in order; none where it is damaged.
    pub(super) fn count_sheet(
        &mut self,
        part: &Part,
        day: i64,
        sheet: &Parts<'_>,
        apart: &[usize],
    ) -> Option<()> {
        let sieve = Sieve::of(part, &sheet.looks);
        let mut seen = self.seen(&sieve, &sheet.looks, apart)?;
        seen.sort_unstable_by_key(|seen| (seen.value, seen.code));
        // What is open has no period whose reports are counted.
        if !self.is_open() {
            self.count_seen(part, day, &sheet.looks, &seen)?;
        }
        if self.what.is_empty() {
            return Some(());
        }
        self.measure_sheet(part, day, sheet, (&sieve, &seen))
    }

    /// The lives that are asked for.
    fn seen(&mut self, sieve: &Sieve, looks: &Looks<'_>, apart: &[usize]) -> Option<Vec<Seen>> {
        let mut seen = Vec::with_capacity(looks.counts.len());
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
            let value = match self.of {
                Some(of) => looks.key(of, look)?,
                None => 0,
            };
            seen.push(Seen {
                life,
                value,
                code,
                is_led,
            });
        }
        Some(seen)
    }

    /// Counts what they look like; they come in order.
    fn count_seen(
        &mut self,
        part: &Part,
        day: i64,
        looks: &Looks<'_>,
        seen: &[Seen],
    ) -> Option<()> {
        let own = self.own(part, day);
        for alike in seen.chunk_by(|one, next| (one.value, one.code) == (next.value, next.code)) {
            let first = alike.first()?;
            let n = alike.iter().filter(|seen| seen.is_led).count() as u64;
            if n > 0 {
                let value = self.value(looks, first.value);
                let code = *looks.codes.get(first.code)?;
                self.count_code(&own, value, (code, n));
            }
        }
        Some(())
    }

    fn value<'a>(&self, looks: &Looks<'a>, place: usize) -> Option<&'a [u8]> {
        let values = looks.values.get(self.of?)?;
        values.get(place).copied()
    }

    /// Adds what was measured of them.
    fn measure_sheet(
        &mut self,
        part: &Part,
        day: i64,
        sheet: &Parts<'_>,
        (sieve, seen): (&Sieve, &[Seen]),
    ) -> Option<()> {
        let steps = sheet.steps.as_ref()?;
        let is_by_unit = self.of() == Some(Dimension::Unit);
        let own = match self.of {
            // Their names say the day.
            _ if self.is_open() => Key::Id(part.holder.0),
            Some(_) => Key::None,
            None => self.own(part, day),
        };
        for entries in &sheet.entries {
            let names = entries.names.iter().map(|name| Name::of(part, self, name));
            let mut names: Vec<Name<'_>> = names.collect::<Option<_>>()?;
            for alike in seen.chunk_by(|one, next| one.value == next.value) {
                for seen in alike {
                    let (marks, _) = sieve.codes.get(seen.code)?;
                    let after = steps.before(seen.life, self.moment)?;
                    for entry in entries.of_life(seen.life)? {
                        if !entry.is_held(after) {
                            continue;
                        }
                        let name = names.get_mut(entries.name(entry)?)?;
                        if name.is_read.unwrap_or(seen.is_led) {
                            let (value, n) = entries.number(entry)?;
                            name.numbers.push((measure::code(value, *marks), n));
                        }
                    }
                }
                let value = self.value(&sheet.looks, alike.first()?.value);
                let counted = self.numbers.of(own.clone());
                for name in names.iter_mut().filter(|name| !name.numbers.is_empty()) {
                    put_name(&mut self.name, value, is_by_unit, &name.found);
                    let numbers = name.numbers.drain(..);
                    counted.of(&self.name).extend(numbers);
                }
            }
        }
        Some(())
    }
}

/// A name of a sheet, and what was counted under it.
struct Name<'a> {
    found: Found<'a>,
    /// Whether it is read; none where that goes by the lead of each report.
    is_read: Option<bool>,
    numbers: Vec<(u32, i64)>,
}

impl<'a> Name<'a> {
    fn of(part: &Part, looking: &Looking<'_>, name: &'a [u8]) -> Option<Self> {
        let found = found_of(name)?;
        let is_all = looking.cut.ask.scope == Scope::Installation;
        let unit = Uuid::from_slice(found.unit).ok();
        let is_read = unit.map(|unit| part.has_lead(Some(unit)));
        Some(Self {
            is_read: if found.elsewhere && !is_all {
                Some(false)
            } else {
                is_read
            },
            found,
            numbers: Vec::new(),
        })
    }
}
