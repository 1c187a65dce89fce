//! The year 2023 of the demonstration: when, where, about what and through which door 606 reports come in.
//!
//! The total and January's doors are the city's published figures; the rest is spread as such a city's reports are.

use jiff::civil::{Date, DateTime, Weekday};
use lapor_domain::words::{Channel, ReportType};
use wilayah::RegionCode;

use super::city::City;
use super::random::Choices;

/// Reports of the year.
pub const TOTAL: usize = 606;
/// Reports that are in process when the year ends.
pub const IN_PROCESS: usize = 12;
/// Reports that are disposed and unanswered when the year ends.
pub const NOT_FOLLOWED_UP: usize = 5;

/// Reports by month; January is published, September and October have the smoke.
const BY_MONTH: [usize; 12] = [53, 44, 49, 36, 52, 46, 50, 58, 63, 61, 54, 40];

/// Last day of December on which a report of the plan comes in: later ones could not all be verified in the year.
const LAST_DAY_OF_DECEMBER: i8 = 21;

/// Doors in use, January's published numbers, and the weights of the other months.
const DOORS: [(Channel, usize, u32); 8] = [
    (Channel::Web, 47, 64),
    (Channel::App, 5, 14),
    (Channel::Institution, 1, 5),
    (Channel::Counter, 0, 6),
    (Channel::Sms, 0, 4),
    (Channel::SocialMedia, 0, 3),
    (Channel::Telephone, 0, 3),
    (Channel::Letter, 0, 1),
];

/// Weights of the hours of a day, local: an office-hours peak, a dip at noon, a small evening.
const HOURS: [u32; 24] = [
    2, 1, 1, 1, 2, 3, 6, 14, 30, 36, 34, 24, 15, 24, 28, 22, 14, 10, 11, 14, 13, 9, 6, 3,
];

/// Types: complaints, aspirations, information requests.
const TYPES: [(ReportType, u32); 3] = [
    (ReportType::Complaint, 82),
    (ReportType::Aspiration, 7),
    (ReportType::Information, 11),
];

/// Weights of the top categories.
const GROUPS: [(&str, u32); 13] = [
    ("infrastruktur", 24),
    ("kebersihan", 9),
    ("kesehatan", 5),
    ("pendidikan", 5),
    ("adminduk", 8),
    ("ketertiban", 10),
    ("perhubungan", 10),
    ("sosial", 11),
    ("air-minum", 4),
    ("lingkungan", 4),
    ("kedaruratan", 4),
    ("pelayanan-umum", 4),
    ("pengawasan", 3),
];

/// What a report of the plan has come to when the year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtYearEnd {
    /// Closed.
    Handled,
    /// Answered, not closed.
    InProcess,
    /// Disposed, without an answer.
    NotFollowedUp,
}

/// One report of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedReport {
    /// Seed for its texts.
    pub seed: u64,
    /// When it comes in, local time of the city. Strictly increasing over the plan.
    pub received: DateTime,
    /// Category code.
    pub category: String,
    /// Kelurahan.
    pub region: RegionCode,
    /// Name of the kelurahan.
    pub region_name: String,
    /// The door.
    pub channel: Channel,
    /// Its type.
    pub kind: ReportType,
    /// About an official.
    pub supervisory: bool,
    /// The reporter hides who they are.
    pub anonymous: bool,
    /// The reporter hides what it says.
    pub secret: bool,
    /// What it has come to on 1 January.
    pub at_year_end: AtYearEnd,
}

/// The whole year, in order of receipt.
pub fn year_2023(city: &City) -> Vec<PlannedReport> {
    let mut choices = Choices::new(2023, "rencana tahun");
    let mut reports: Vec<_> = (1..)
        .zip(BY_MONTH)
        .flat_map(|(month, count)| month_of(city, month, count, &mut choices))
        .collect();
    reports.sort_by_key(|report| report.received);
    keep_apart(&mut reports);
    settle(&mut reports);
    reports
}

fn month_of(city: &City, month: i8, count: usize, choices: &mut Choices) -> Vec<PlannedReport> {
    let mut doors = spread(
        count,
        &DOORS.map(|(door, january, weight)| {
            (door, if month == 1 { january as u32 } else { weight })
        }),
    );
    let mut kinds = spread(count, &TYPES);
    let mut groups = spread(
        count,
        &GROUPS.map(|(group, weight)| (group, weight * season(group, month))),
    );
    choices.shuffle(&mut doors);
    choices.shuffle(&mut kinds);
    choices.shuffle(&mut groups);
    let rows = doors.into_iter().zip(kinds).zip(groups);
    rows.map(|((door, kind), group)| planned(city, month, door, kind, group, choices))
        .collect()
}

/// Items in numbers proportional to their weights, largest remainders first: the sum is exact.
fn spread<T: Copy>(count: usize, weights: &[(T, u32)]) -> Vec<T> {
    let sum: usize = weights
        .iter()
        .map(|&(_, weight)| weight as usize)
        .sum::<usize>()
        .max(1);
    let mut order: Vec<_> = (0..weights.len()).collect();
    let shares: Vec<_> = weights
        .iter()
        .map(|&(_, weight)| (weight as usize * count / sum, weight as usize * count % sum))
        .collect();
    order.sort_by_key(|&place| std::cmp::Reverse(shares[place].1));
    let given: usize = shares.iter().map(|share| share.0).sum();
    let extra = order.iter().take(count.saturating_sub(given));
    let mut numbers: Vec<_> = shares.iter().map(|share| share.0).collect();
    for &place in extra {
        numbers[place] += 1;
    }
    weights
        .iter()
        .zip(numbers)
        .flat_map(|(&(item, _), number)| std::iter::repeat_n(item, number))
        .collect()
}

/// How much more often a matter comes up in its season.
fn season(group: &str, month: i8) -> u32 {
    match (group, month) {
        ("lingkungan", 8..=10) => 5,
        ("kedaruratan", 1..=3 | 11..=12) | ("pendidikan", 6 | 7) => 3,
        ("air-minum", 8..=10) => 2,
        _ => 1,
    }
}

fn planned(
    city: &City,
    month: i8,
    channel: Channel,
    kind: ReportType,
    group: &str,
    choices: &mut Choices,
) -> PlannedReport {
    let categories = city
        .groups
        .iter()
        .find(|known| known.code == group)
        .map_or(&[][..], |known| &known.categories);
    // The first categories of a group are the common ones.
    let weights: Vec<_> = (0..categories.len())
        .map(|place| if place < 2 { 3 } else { 1 })
        .collect();
    let category = categories
        .get(choices.weighted(&weights))
        .map(|category| category.code.clone())
        .unwrap_or_default();
    let kelurahan: Vec<_> = city.kelurahan().collect();
    let shares: Vec<_> = kelurahan.iter().map(|region| region.weight).collect();
    let region = kelurahan[choices.weighted(&shares)];
    let supervisory =
        group == "pengawasan" && category != "kepegawaian" && kind == ReportType::Complaint;
    PlannedReport {
        seed: choices.number(),
        received: moment(month, channel, choices),
        category,
        region: region.code,
        region_name: region.name.clone(),
        channel,
        kind,
        supervisory,
        anonymous: choices.percent(if supervisory { 75 } else { 12 }),
        secret: choices.percent(if supervisory { 90 } else { 3 }),
        at_year_end: AtYearEnd::Handled,
    }
}

fn moment(month: i8, channel: Channel, choices: &mut Choices) -> DateTime {
    let at_desk = matches!(
        channel,
        Channel::Counter | Channel::Telephone | Channel::Letter
    );
    let date = day(month, at_desk, choices);
    let hour = loop {
        let hour = choices.weighted(&HOURS) as i8;
        if !at_desk || matches!(hour, 8..=11 | 13..=15) {
            break hour;
        }
    };
    date.at(hour, choices.below(60) as i8, choices.below(60) as i8, 0)
}

fn day(month: i8, at_desk: bool, choices: &mut Choices) -> Date {
    let first = jiff::civil::date(2023, month, 1);
    let last = if month == 12 {
        LAST_DAY_OF_DECEMBER
    } else {
        first.days_in_month()
    };
    let days: Vec<_> = first
        .series(jiff::Span::new().days(1))
        .take(last as usize)
        .collect();
    let weights: Vec<_> = days
        .iter()
        .map(|day| match day.weekday() {
            Weekday::Saturday | Weekday::Sunday if at_desk => 0,
            Weekday::Saturday | Weekday::Sunday => 45,
            Weekday::Monday => 120,
            _ => 100,
        })
        .collect();
    days.get(choices.weighted(&weights))
        .copied()
        .unwrap_or(first)
}

/// Two reports never come in the same second, so that their order is beyond doubt.
fn keep_apart(reports: &mut [PlannedReport]) {
    for later in 1..reports.len() {
        let earliest = reports[later - 1]
            .received
            .saturating_add(jiff::Span::new().seconds(1));
        reports[later].received = reports[later].received.max(earliest);
    }
}

/// The last ordinary reports wait for an answer; some before them have one and are not closed yet.
fn settle(reports: &mut [PlannedReport]) {
    let mut open = reports
        .iter_mut()
        .rev()
        .filter(|report| !report.supervisory);
    for report in open.by_ref().take(NOT_FOLLOWED_UP) {
        report.at_year_end = AtYearEnd::NotFollowedUp;
    }
    for report in open.step_by(3).take(IN_PROCESS) {
        report.at_year_end = AtYearEnd::InProcess;
    }
}

#[cfg(test)]
mod tests;
