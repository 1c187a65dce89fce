//! What anyone may read of a part of the reports: those that were released exactly, all others in whole fives.
//!
//! Of a body it is told exactly how many reports there are and what each is, where that singles nobody out. Everything else
//! (rows of a table, how the reports were handled, what happened) is a part, and of its unreleased reports only whole fives
//! are told, count by count: `released + 5·⌊unreleased ÷ 5⌋`. So whatever two answers differ in (the day, the period, the level of a
//! dimension, the measure), the difference tells of unreleased reports only whole fives too.

use super::{Counted, Flow};
use crate::words::Figure;

/// So many reports that are not public are told together, or none.
pub const UNRELEASED_TOGETHER: u64 = 5;

/// How anyone's figures are made, for who reads them.
pub const IN_FIVES: &str = "Jumlah laporan satu instansi mencakup semua laporan, bila itu tidak menyingkap satu laporan. Selain itu, dalam rincian, \
    cara penanganan, waktu, kejadian, dan gabungan beberapa instansi, laporan yang sudah dibuka untuk umum dihitung tepat dan yang belum dibuka dihitung per lima, supaya \
    tidak ada yang dapat dikenali dari selisih dua angka. Yang tidak terbagi ada di baris lainnya; yang keadaannya tidak dirinci tidak masuk penyebut penyelesaian.";

/// Said where the total too is told so.
pub const TOTAL_IN_FIVES: &str = "Jumlah seluruhnya di sini dihitung begitu juga: laporan yang sudah dibuka untuk umum tepat, yang belum dibuka per lima. \
    Sebenarnya tiap hitungan dapat sampai empat lebih besar; jumlah dan bagian dibentuk dari hitungan yang disebut.";

/// Said where anyone reads how the reports of a body were handled, also beside an exact total.
pub const HANDLING_IN_FIVES: &str = "Ukuran penanganan (tindak lanjut, waktu, tenggat, perpindahan, penolakan, sanggahan, pembukaan kembali, umur) menghitung \
    laporan yang sudah dibuka untuk umum tepat dan yang belum dibuka per lima; hari kerja dalam jeda hanya dari yang sudah dibuka. Karena itu \
    hitungannya dapat berbeda dari jumlah laporan.";

/// Whether so many unreleased reports may be told apart from others: none, or at least five.
pub const fn stand_together(unreleased: u64) -> bool {
    unreleased == 0 || unreleased >= UNRELEASED_TOGETHER
}

/// The whole fives of a number.
pub const fn fives(n: u64) -> u64 {
    n - n % UNRELEASED_TOGETHER
}

/// What is done with every count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// Less what the other counted.
    Less,
    /// Its whole fives; the other is not looked at.
    Fives,
}

impl Op {
    /// With one count.
    pub(super) const fn of(self, one: u64, other: u64) -> u64 {
        match self {
            Self::Less => one.saturating_sub(other),
            Self::Fives => fives(one),
        }
    }
}

/// Takes what is over whole fives out of counts that lie in an order, around the middle: median and ninetieth percentile
/// hardly move.
pub(super) fn without_middle<'a>(counts: impl Iterator<Item = &'a mut u64>, n: u64) {
    let over = n % UNRELEASED_TOGETHER;
    let first = (n - over) / 2;
    let mut passed = 0;
    for count in counts {
        let (begin, end) = (passed, passed + *count);
        let out = end.min(first + over).saturating_sub(begin.max(first));
        *count -= out;
        passed = end;
    }
}

impl Counted {
    /// What anyone may read of it, where `hidden` is the same of its reports that are not public.
    #[must_use]
    pub fn in_fives(&self, hidden: &Self) -> Self {
        self.told(hidden, &hidden.zip(&Self::default(), Op::Fives))
    }

    /// What anyone may read of the whole of a body: how many reports there are and what each is exactly, for the day is one
    /// at which none or five at least look other than before. Clocks, deeds and ages have no such day: these in fives.
    #[must_use]
    pub fn of_whole(&self, hidden: &Self) -> Self {
        let told = self.in_fives(hidden);
        let mut stock = told.stock;
        (stock.open, stock.not_verified) = (self.stock.open, self.stock.not_verified);
        (stock.not_followed_up, stock.in_process) =
            (self.stock.not_followed_up, self.stock.in_process);
        stock.on_hold = self.stock.on_hold;
        Self {
            cohort: self.cohort,
            subs: self.subs.clone(),
            cases: self.cases,
            stock,
            flow: Flow {
                received: self.flow.received,
                ..told.flow
            },
            ..told
        }
    }

    /// Released reports, and of the others what is told.
    fn told(&self, hidden: &Self, fives: &Self) -> Self {
        let mut told = self.zip(hidden, Op::Less);
        told.join(fives);
        told.inhabitants = self.inhabitants;
        told.of = self.of;
        told
    }

    /// What some rows of it leave: how many there are, not what they are.
    #[must_use]
    pub fn rest(&self, rows: &[Self]) -> Self {
        let mut told = Self::default();
        for row in rows {
            told.join(row);
        }
        let left = self.zip(&told, Op::Less);
        let mut rest = Self {
            of: self.of,
            flow: left.flow,
            ..Self::default()
        };
        rest.cohort.received = left.cohort.received;
        rest.stock.open = left.stock.open;
        rest
    }

    /// Whether nothing at all was counted.
    pub fn is_nothing(&self) -> bool {
        let counted = self.zip(&Self::default(), Op::Less);
        let nothing = Self {
            inhabitants: self.inhabitants,
            of: self.of,
            ..Self::default()
        };
        counted == nothing
    }

    /// Makes parts smaller than their wholes again: all are whole fives.
    fn settle(&mut self) {
        let Self {
            cohort,
            subs,
            cases,
            clocks,
            stays,
            deeds,
            stock,
            flow,
            ..
        } = self;
        let received = cohort.received;
        if received == 0 {
            clocks.clear();
            stays.clear();
        }
        within(received, cohort.parts());
        within(
            cohort.handled,
            [
                &mut subs.closed_by_reporter,
                &mut subs.closed_by_officer,
                &mut subs.closed_by_system,
            ],
        );
        within(cohort.handled, subs.outcomes.values_mut());
        within(cohort.archived, subs.reasons.values_mut());
        within(cohort.archived, [&mut subs.withdrawn]);
        within(cohort.archived, [&mut subs.expired]);
        within(received, [&mut subs.merged]);
        within(subs.merged, [&mut subs.joined]);
        within(received - subs.merged, [&mut deeds.held]);
        for part in [
            &mut subs.reopened_once,
            &mut subs.status_unknown,
            &mut subs.imported,
            &mut subs.unreleased,
            cases,
        ] {
            within(received, [part]);
        }
        let open = stock.open;
        within(open, stock.states());
        within(open, stock.backlog.parts());
        within(open, [&mut stock.overdue]);
        flow.deeds.retain(|_, n| *n > 0);
        let (closed, reopened) = (flow.of(&["closed"]), flow.of(&["reopened"]));
        within(closed, [&mut flow.closed_by_system]);
        within(reopened, [&mut flow.reopened_by_reporter]);
    }
}

/// Takes fives from the largest parts until they are no more than the whole.
pub fn within<'a>(whole: u64, parts: impl IntoIterator<Item = &'a mut u64>) {
    let mut parts: Vec<&mut u64> = parts.into_iter().collect();
    while parts.iter().map(|part| **part).sum::<u64>() > whole {
        if let Some(largest) = parts.iter_mut().max_by_key(|part| ***part) {
            **largest -= UNRELEASED_TOGETHER.min(**largest);
        }
    }
}

/// What anyone may read of the rows of a table: each is what was counted, and the same of its reports that are not
/// public. `unreleased` is all that the table's total tells of these.
///
/// Where all rows would leave one to four of them, the row with most tells five fewer: what is left is none, five at
/// least, or all that there are.
pub fn rows_in_fives(unreleased: &Counted, rows: &[(&Counted, &Counted)]) -> Vec<Counted> {
    let whole = |(_, hidden): &(&Counted, &Counted)| hidden.zip(&Counted::default(), Op::Fives);
    let mut fives: Vec<Counted> = rows.iter().map(whole).collect();
    let mut all = unreleased.clone();
    leave_enough(&mut all, &mut fives, |counted| &mut counted.cohort.received);
    leave_enough(&mut all, &mut fives, |counted| &mut counted.flow.received);
    leave_enough(&mut all, &mut fives, |counted| &mut counted.stock.open);
    for figure in Figure::ALL {
        leave_enough(&mut all, &mut fives, |counted| counted.cohort.part(*figure));
    }
    for kind in Flow::KINDS {
        leave_enough(&mut all, &mut fives, |counted| {
            counted.flow.deeds.entry(kind).or_default()
        });
    }
    let told = fives.iter_mut().zip(rows).map(|(fives, (all, hidden))| {
        fives.settle();
        all.told(hidden, fives)
    });
    told.collect()
}

/// Sees to it that the rows leave none of a count, or five at least, where they tell any of it.
fn leave_enough(all: &mut Counted, rows: &mut [Counted], count: impl Fn(&mut Counted) -> &mut u64) {
    let told: u64 = rows.iter_mut().map(|row| *count(row)).sum();
    if stand_together(count(all).saturating_sub(told)) {
        return;
    }
    let most = rows.iter_mut().map(&count).rev().max_by_key(|n| **n);
    if let Some(most) = most {
        *most -= UNRELEASED_TOGETHER.min(*most);
    }
}

#[cfg(test)]
mod tests;
