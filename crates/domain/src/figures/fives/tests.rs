#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::clock::ClockKind;
use crate::figures::{CATALOGUE, Cohort, Facts, Measured};
use crate::words::{ArchiveReason, EndedBy, Outcome};

/// A report: its row, and what it is.
type Told = (usize, bool, usize, u64);

/// Reports of four rows; what each is follows from a number.
fn some_reports() -> impl Strategy<Value = Vec<Told>> {
    let row = prop_oneof![Just(0usize), Just(0), 0usize..4];
    prop::collection::vec((row, any::<bool>(), 0usize..7, any::<u64>()), 0..120)
}

fn add(counted: &mut Counted, (_, is_public, figure, chance): Told) {
    let figure = Figure::ALL[figure];
    let pick = |n: u64, at: u32| (chance >> at) % n;
    let yes = |at: u32| u64::from(pick(2, at) == 0);
    let is_handled = figure == Figure::Handled;
    let facts = Facts {
        figure,
        ended_by: is_handled.then(|| EndedBy::ALL[usize::try_from(pick(3, 1)).unwrap()]),
        outcome: is_handled.then(|| Outcome::ALL[usize::try_from(pick(7, 3)).unwrap()]),
        reason: (figure == Figure::Archived).then_some(ArchiveReason::Withdrawn),
        reopened: yes(5) == 1,
        merged: pick(4, 7) == 0,
        joined: pick(8, 7) == 0,
        status_unknown: yes(9) == 1,
        imported: yes(10) == 1,
        is_public,
        rating: u8::try_from(pick(6, 11)).ok(),
    };
    counted.cohort.add(figure, 1);
    counted.flow.received += 1;
    counted.subs.add(&facts, 1);
    counted.cases += u64::from(!facts.merged);
    counted
        .stock
        .add(figure, u32::try_from(pick(90, 13)).unwrap(), 1);
    if counted.stock.open > 0
        && !matches!(
            figure,
            Figure::Handled | Figure::Archived | Figure::Transferred
        )
    {
        counted.stock.overdue += yes(15);
    }
    let clocked = counted.clocks.entry(ClockKind::Resolution).or_default();
    clocked
        .spans
        .tenths
        .add(u32::try_from(pick(3000, 17)).unwrap(), 1);
    clocked.kept.first.whole += 1;
    clocked.kept.first.part += yes(19);
    counted.paused.whole += 9;
    counted.paused.part += pick(9, 20);
    if !facts.merged {
        counted.deeds.held += yes(21);
        counted.deeds.disposed += yes(22);
        counted.deeds.answered += yes(22) * yes(23);
        counted.deeds.moves += pick(9, 24);
        counted.deeds.disputed += yes(25);
        counted.deeds.confirmed += yes(26);
    }
    for at in 0..pick(4, 27) {
        let kind = Flow::KINDS[usize::try_from(pick(22, 28 + u32::try_from(at).unwrap())).unwrap()];
        counted.flow.add(kind, Some(i64::from(yes(30) == 1)), None);
    }
}

fn counted<'a>(reports: impl Iterator<Item = &'a Told>) -> Counted {
    let mut all = Counted::default();
    reports.for_each(|report| add(&mut all, *report));
    all
}

/// The numbers of reports, clocks or deeds that a value tells.
fn numbers(value: Measured) -> Vec<u64> {
    match value {
        Measured::Count(n) => vec![n],
        Measured::Share(share) | Measured::Ratio(share) => vec![share.part, share.whole],
        Measured::Times(times, _) => vec![times.n, times.running],
        Measured::Rating(rating) => vec![rating.n],
        Measured::PerThousand { count, .. } => vec![count],
    }
}

proptest! {
    #[test]
    fn rows_tell_released_reports_and_fives(reports in some_reports()) {
        let of = |row: usize, hidden: bool| counted(reports.iter().filter(move |report| report.0 == row && (!hidden || !report.1)));
        let all: Vec<(Counted, Counted)> = (0..4).map(|row| (of(row, false), of(row, true))).collect();
        let pairs: Vec<(&Counted, &Counted)> = all.iter().map(|(all, hidden)| (all, hidden)).collect();
        let total = counted(reports.iter());
        let hidden = counted(reports.iter().filter(|report| !report.1));
        let rows = rows_in_fives(&hidden, &pairs);
        for (at, row) in rows.iter().enumerate() {
            let released = counted(reports.iter().filter(|report| report.0 == at && report.1));
            for measure in CATALOGUE {
                let (told, sure) = (numbers(measure.of(row)), numbers(measure.of(&released)));
                let exact = numbers(measure.of(&all[at].0));
                for ((told, sure), exact) in told.iter().zip(&sure).zip(&exact) {
                    prop_assert!(told >= sure && (told - sure) % 5 == 0, "{} {told} {sure}", measure.id);
                    let is_count = matches!(measure.of(row), Measured::Count(_));
                    prop_assert!(!is_count || told <= exact, "{} {told} of {exact}", measure.id);
                }
                if let Measured::Share(share) = measure.of(row) {
                    let exact = measure.of(&all[at].0);
                    let fits = matches!(exact, Measured::Share(exact) if exact.part <= exact.whole);
                    prop_assert!(!fits || share.part <= share.whole, "{} {share:?}", measure.id);
                }
            }
        }
        let rest = total.rest(&rows);
        let told: u64 = rows.iter().map(|row| row.cohort.received).sum();
        prop_assert_eq!(told + rest.cohort.received, total.cohort.received);
        let few = |n: u64, all: u64| !stand_together(n) && n < all;
        prop_assert!(!few(rest.cohort.received, hidden.cohort.received));
        prop_assert!(!few(rest.stock.open, hidden.stock.open));
        for figure in Figure::ALL {
            let told: u64 = rows.iter().map(|row| row.cohort.of(*figure)).sum();
            prop_assert!(!few(total.cohort.of(*figure) - told, hidden.cohort.of(*figure)));
        }
    }

    /// What is said to be exact of a whole is.
    #[test]
    fn of_a_whole_counts_are_exact(reports in some_reports()) {
        let all = counted(reports.iter());
        let told = all.of_whole(&counted(reports.iter().filter(|report| !report.1)));
        for measure in CATALOGUE.iter().filter(|measure| measure.is_exact_of_whole()) {
            prop_assert_eq!(measure.of(&told), measure.of(&all), "{}", measure.id);
        }
    }

    /// One more report that is not public, whatever it is, changes no row but by whole fives.
    #[test]
    fn one_report_more_changes_whole_fives(reports in some_reports(), one in (0usize..4, Just(false), 0usize..7, any::<u64>())) {
        let tell = |reports: &[Told]| {
            let of = |row: usize, hidden: bool| counted(reports.iter().filter(move |report| report.0 == row && (!hidden || !report.1)));
            let all: Vec<(Counted, Counted)> = (0..4).map(|row| (of(row, false), of(row, true))).collect();
            let pairs: Vec<(&Counted, &Counted)> = all.iter().map(|(all, hidden)| (all, hidden)).collect();
            rows_in_fives(&counted(reports.iter().filter(|report| !report.1)), &pairs)
        };
        let before = tell(&reports);
        let after = tell(&[reports.as_slice(), &[one]].concat());
        for (one, other) in before.iter().zip(&after) {
            for measure in CATALOGUE {
                for (one, other) in numbers(measure.of(one)).iter().zip(numbers(measure.of(other))) {
                    prop_assert_eq!(one.abs_diff(other) % 5, 0, "{}", measure.id);
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_lies_in_the_middle(durations in prop::collection::vec(0u32..1000, 5..80)) {
        let mut all = Counted::default();
        for taken in &durations {
            all.deeds.waits.add(*taken, 1);
        }
        let told = all.in_fives(&all).deeds.waits.times();
        let mut sorted = durations.clone();
        sorted.sort_unstable();
        prop_assert_eq!(told.n, fives(durations.len() as u64));
        // Four values at most are gone: the middle lies among its neighbours.
        let at = sorted.len() / 2;
        let near = sorted[at.saturating_sub(4)]..=sorted[(at + 4).min(sorted.len() - 1)];
        prop_assert!(near.contains(&told.median.unwrap()));
    }
}

#[test]
fn few_alone_are_nothing_and_six_are_five() {
    let reports = |n: usize| vec![(0, false, 0, 4); n];
    let tell = |n: usize| {
        let all = counted(reports(n).iter());
        all.in_fives(&all)
    };
    assert!(tell(4).is_nothing());
    assert_eq!(tell(6).cohort.received, 5);
    // Six in one row would leave one: the row tells none of them.
    let all = counted(reports(6).iter());
    let row = &rows_in_fives(&all, &[(&all, &all)])[0];
    assert!(row.cohort == Cohort::default() && row.clocks.is_empty());
    let rows = rows_in_fives(&counted(reports(12).iter()), &[(&all, &all), (&all, &all)]);
    let told: Vec<u64> = rows.iter().map(|row| row.cohort.received).collect();
    assert_eq!(told, [0, 5]);
}
