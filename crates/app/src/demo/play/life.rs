//! An ordinary report's life, as the offices of such a city live it: mostly in time, sometimes late,
//! now and then disputed.

use jiff::Timestamp;
use lapor_domain::words::{Channel, Outcome, Priority, ReportType};

use super::deeds::{self, Verdict};
use super::endings;
use super::tale::{CITY_SLUG, Opening, Tale, Teller, World, begin};
use crate::demo::city::CITY;
use crate::demo::plan::PlannedReport;
use crate::demo::texts::officer::Occasion;

/// How hurried the offices are: near the year's end there is less time for detours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum Pace {
    /// Everything may happen.
    Usual,
    /// No detours, and the reporter answers.
    Brisk,
    /// A day for each step.
    Hurried,
}

/// A tale and when its report was closed, where it was.
pub(super) struct Lived {
    pub(super) tale: Tale,
    pub(super) closed: Option<Timestamp>,
}

/// Starts the tale of a planned report; what makes it special is in the filing.
pub(super) fn open<'a>(world: &'a World, planned: &PlannedReport) -> Teller<'a> {
    let code = planned.region.to_string();
    let category = CITY
        .category(&planned.category)
        .map_or("lain-lain", |(_, category)| category.code.as_str());
    let opening = Opening {
        name: "",
        seed: planned.seed,
        category,
        kind: planned.kind,
        region: (&code, &planned.region_name),
        channel: planned.channel,
        filed: world.diary.at(planned.received),
    };
    let mut teller = Teller::new(world, begin(world, &opening));
    if teller.tale.matter.unit == "inspektorat" && !planned.supervisory {
        // Questions about personnel are not an inspection.
        teller.tale.matter.unit = "bkpsdm";
    }
    let choices = &mut teller.choices;
    let (nameless, photo, chose) = (choices.percent(7), choices.percent(6), choices.percent(70));
    let via_desk = choices.percent(12);
    let wrote_later = choices.percent(50);
    let filing = &mut teller.tale.filing;
    filing.anonim = planned.anonymous;
    filing.rahasia = planned.secret;
    filing.supervisory = planned.supervisory;
    filing.no_identity = nameless && !planned.anonymous;
    if !chose {
        filing.category = None;
    }
    teller.tale.photos = u8::from(photo);
    match planned.channel {
        Channel::Letter => {
            // Stamped when it came, typed in by the counter on the next working day.
            teller.tale.filing.received_at = Some(teller.now);
            teller.now =
                world
                    .diary
                    .office(teller.now, u32::from(wrote_later), &mut teller.choices);
            teller.tale.filed = teller.now;
        }
        Channel::Web | Channel::App if via_desk && !planned.supervisory => {
            // The reporter named no body: the national desk finds it, with the body's category to come.
            teller.tale.filing.body = None;
            teller.tale.filing.category = None;
            teller = teller.officer(0, "desk", deeds::forward(CITY_SLUG));
        }
        _ => {}
    }
    teller
}

/// Row 4, with the delays of such an office: most within three working days.
pub(super) fn verified<'a>(
    mut teller: Teller<'a>,
    planned: &PlannedReport,
    pace: Pace,
) -> Teller<'a> {
    let days = match pace {
        Pace::Hurried => 0,
        Pace::Brisk => teller.choices.weighted(&[50, 40, 10]),
        Pace::Usual => teller.choices.weighted(&[30, 35, 20, 9, 4, 2]),
    };
    if planned.supervisory {
        let verdict = Verdict {
            supervisory: true,
            ..Verdict::closed("inspektorat")
        };
        return teller.officer(days as u32, "inspektur", deeds::verify(verdict));
    }
    if pace == Pace::Usual && teller.choices.percent(4) {
        let wait = 1 + teller.choices.below(6) as u32;
        teller = teller
            .officer(0, "koordinator", deeds::hold())
            .reporter(wait, deeds::reply(Occasion::HoldReply));
    }
    // What concerns a person rather than a place is often kept from the public.
    let public_place = CITY
        .category(teller.tale.matter.category)
        .is_some_and(|(_, category)| category.public_place);
    let release = !planned.secret && teller.choices.percent(if public_place { 94 } else { 72 });
    let unit = teller.tale.matter.unit;
    let verdict = Verdict {
        release,
        keep: unit == "diskominfo",
        ..Verdict::to(unit)
    };
    let coordinator = if teller.choices.percent(70) {
        "koordinator"
    } else {
        "koordinator2"
    };
    if pace == Pace::Usual && unit != "diskominfo" && teller.choices.percent(4) {
        let wrong = Verdict {
            lead: "bagian-pemerintahan",
            ..verdict
        };
        return teller
            .officer(days as u32, coordinator, deeds::verify(wrong))
            .officer(1, "bagian-pemerintahan", deeds::refuse(unit))
            .officer(0, coordinator, deeds::redirect(unit, Occasion::Redirect));
    }
    teller.officer(days as u32, coordinator, deeds::verify(verdict))
}

/// Row 17 and what may come around it.
pub(super) fn interim(mut teller: Teller<'_>, pace: Pace) -> Teller<'_> {
    let officer = officer_of(teller.tale.matter.unit);
    let days = match pace {
        Pace::Hurried => 0,
        Pace::Brisk => 1,
        Pace::Usual => 1 + teller.choices.weighted(&[24, 22, 18, 14, 10, 4, 3, 2]) as u32,
    };
    let promised = 2 + teller.choices.below(6) as u32;
    teller = teller.officer(days, officer, deeds::answer(promised));
    if pace == Pace::Usual {
        if teller.choices.percent(5) {
            teller = teller.officer(0, officer, deeds::ask());
        }
        if teller.choices.percent(5) {
            teller = teller.reporter(1, deeds::reply(Occasion::Remark));
        }
        if teller.choices.percent(4) {
            teller = teller.officer(0, "koordinator", deeds::priority(Priority::High));
        }
        if teller.choices.percent(5) {
            teller = teller.officer(0, officer, deeds::note(Occasion::Note));
        }
    }
    teller
}

/// Row 21: evidence where the category asks for it.
pub(super) fn finished<'a>(mut teller: Teller<'a>, days: u32, officer: &'static str) -> Teller<'a> {
    let outcome = outcome(&mut teller);
    let evidence = outcome == Outcome::Done
        && CITY
            .category(teller.tale.matter.category)
            .is_some_and(|(_, category)| category.evidence_required);
    let teller = teller.officer(days, officer, deeds::propose(outcome));
    if evidence {
        teller.with_photo()
    } else {
        teller
    }
}

fn outcome(teller: &mut Teller<'_>) -> Outcome {
    let weights: [(Outcome, u32); 5] = match teller.tale.matter.kind {
        ReportType::Information => [
            (Outcome::Answered, 96),
            (Outcome::NotGranted, 4),
            (Outcome::Done, 0),
            (Outcome::Planned, 0),
            (Outcome::Unfounded, 0),
        ],
        ReportType::Aspiration => [
            (Outcome::Answered, 62),
            (Outcome::Planned, 26),
            (Outcome::NotGranted, 12),
            (Outcome::Done, 0),
            (Outcome::Unfounded, 0),
        ],
        ReportType::Complaint | ReportType::Unknown => [
            (Outcome::Done, 76),
            (Outcome::Planned, 8),
            (Outcome::NotGranted, 6),
            (Outcome::Unfounded, 10),
            (Outcome::Answered, 0),
        ],
    };
    let place = teller.choices.weighted(&weights.map(|(_, weight)| weight));
    weights
        .get(place)
        .map_or(Outcome::Done, |(outcome, _)| *outcome)
}

/// A whole life, to its closing.
pub(super) fn whole(world: &World, planned: &PlannedReport, pace: Pace) -> Lived {
    let mut teller = open(world, planned);
    // Another pace is another life, not the same one faster.
    for _ in 0..(pace as u8) {
        teller.choices.number();
    }
    teller = verified(teller, planned, pace);
    let officer = officer_of(teller.tale.matter.unit);
    if pace == Pace::Usual && !planned.supervisory {
        if teller.tale.matter.unit != "diskominfo" && teller.choices.percent(65) {
            teller = teller.officer(0, officer, deeds::accept());
        }
        teller = in_the_field(teller);
    }
    let quick = planned.kind != ReportType::Complaint;
    let with_interim = pace != Pace::Hurried && teller.choices.percent(if quick { 30 } else { 72 });
    if with_interim {
        teller = interim(teller, pace);
    }
    let days = match (pace, planned.supervisory, quick) {
        (Pace::Hurried, ..) => 0,
        (Pace::Brisk, ..) => 1 + teller.choices.below(3),
        (_, true, _) => 10 + teller.choices.below(30),
        (_, _, true) => teller.choices.weighted(&[20, 30, 22, 8, 3, 2, 1]),
        _ if with_interim => {
            1 + teller
                .choices
                .weighted(&[14, 16, 15, 13, 11, 9, 7, 4, 3, 2, 2, 2, 1, 1])
        }
        _ => 1 + teller.choices.weighted(&[25, 24, 20, 14, 9, 3, 2, 1]),
    };
    teller = finished(teller, days as u32, officer);
    endings::ended(teller, pace)
}

/// The person for the place: some reports go to someone by name, who looks and reports.
fn in_the_field(mut teller: Teller<'_>) -> Teller<'_> {
    let (unit, person) = match teller.tale.matter.category {
        "jalan-rusak" | "drainase" => ("upt-jalan", "lapangan-jalan"),
        "penerangan-jalan" => ("upt-pju", "lapangan-lampu"),
        "sampah-menumpuk" | "sampah-liar" => ("dlh", "lapangan-kebersihan"),
        _ => return teller,
    };
    if !teller.choices.percent(18) {
        return teller;
    }
    let officer = officer_of(teller.tale.matter.unit);
    teller
        .officer(0, officer, deeds::sub_dispose(unit, Some(person)))
        .officer(1, person, deeds::field_result())
}

/// The officer of a unit who usually acts.
pub(super) fn officer_of(unit: &str) -> &'static str {
    match unit {
        "inspektorat" => "inspektur",
        // Kept by the coordinator (Kelola).
        "diskominfo" => "koordinator",
        _ => CITY
            .officers
            .iter()
            .find(|officer| {
                officer.body == CITY_SLUG
                    && officer.unit.as_deref() == Some(unit)
                    && officer.role == lapor_domain::words::Role::UnitOfficer
            })
            .map_or("koordinator", |officer| officer.slug.as_str()),
    }
}

/// Another person of the unit, where it has one.
pub(super) fn second_of(unit: &str) -> Option<&'static str> {
    let wanted = format!("{}2", officer_of(unit));
    CITY.officers
        .iter()
        .find(|officer| officer.slug == wanted && officer.slug != "koordinator2")
        .map(|officer| officer.slug.as_str())
}
