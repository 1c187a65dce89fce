//! How an ordinary report ends: confirmed, in silence, or disputed and looked at by other hands.

use super::deeds;
use super::life::{Lived, Pace, finished, officer_of, second_of};
use super::tale::Teller;
use crate::demo::city::CITY;
use crate::demo::texts::officer::Occasion;

/// Confirmed, silent, confirmed elsewhere, remarked upon, or disputed; rated by some.
pub(super) fn ended(mut teller: Teller<'_>, pace: Pace) -> Lived {
    let unit = teller.tale.matter.unit;
    let second = second_of(unit);
    let way = match (pace, second) {
        (Pace::Usual, Some(_)) => teller.choices.weighted(&[40, 43, 5, 4, 8]),
        (Pace::Usual, None) => teller.choices.weighted(&[43, 46, 6, 5]),
        _ => 0,
    };
    match way {
        1 => silent(teller),
        2 => {
            let days = 1 + teller.choices.below(4) as u32;
            let teller = teller.officer(days, "loket", deeds::record_confirmation());
            closed(teller)
        }
        3 => {
            let days = teller.choices.below(4) as u32;
            let teller = teller.reporter(days, deeds::reply(Occasion::Remark));
            let again = 1 + (days % 3);
            closed(confirmed(finished(teller, again, officer_of(unit)), pace))
        }
        4 => disputed(teller, second.unwrap_or("koordinator2")),
        _ => {
            let teller = confirmed(teller, pace);
            match second {
                Some(second)
                    if pace == Pace::Usual && teller.tale.matter.seed.is_multiple_of(17) =>
                {
                    reopened(teller, second)
                }
                _ => closed(teller),
            }
        }
    }
}

fn confirmed(mut teller: Teller<'_>, pace: Pace) -> Teller<'_> {
    let most = if pace == Pace::Hurried { 1 } else { 6 };
    let days = teller.choices.below(most) as u32;
    teller = teller.reporter(days, deeds::confirm());
    rated(teller, 72)
}

fn rated(mut teller: Teller<'_>, percent: usize) -> Teller<'_> {
    if !teller.choices.percent(percent) {
        return teller;
    }
    let stars = 3 + teller.choices.weighted(&[20, 45, 35]) as u8;
    let at = teller.now;
    teller = teller.reporter(0, deeds::rate(stars));
    // The closing counts, not the stars after it.
    teller.now = at;
    teller
}

fn silent(teller: Teller<'_>) -> Lived {
    let closed = teller.world.diary.silence(teller.now);
    let teller = teller.until(closed);
    let lived = rated(teller, 10);
    Lived {
        tale: lived.tale,
        closed: Some(closed),
    }
}

/// Rows 26 and 29: other hands look again.
fn disputed(mut teller: Teller<'_>, second: &'static str) -> Lived {
    let days = 1 + teller.choices.below(5) as u32;
    let unit = lead_of(second);
    teller = teller.reporter(days, deeds::dispute()).officer(
        2,
        reviewer(unit),
        deeds::assign_anew(unit, Some(second)),
    );
    let again = 2 + teller.choices.below(4) as u32;
    teller = finished(teller, again, second);
    if teller.choices.percent(60) {
        closed(confirmed(teller, Pace::Usual))
    } else {
        silent(teller)
    }
}

/// Row 32 by the reporter: a new round in other hands.
fn reopened(teller: Teller<'_>, second: &'static str) -> Lived {
    let unit = lead_of(second);
    let teller = teller
        .reporter(9, deeds::reopen())
        .officer(2, reviewer(unit), deeds::assign_anew(unit, Some(second)))
        .officer(2, second, deeds::answer(3));
    closed(confirmed(finished(teller, 3, second), Pace::Usual))
}

fn closed(teller: Teller<'_>) -> Lived {
    Lived {
        closed: Some(teller.now),
        tale: teller.tale,
    }
}

/// Supervisory reports are reviewed in the inspectorate.
fn reviewer(unit: &str) -> &'static str {
    if unit == "inspektorat" {
        "inspektur2"
    } else {
        "koordinator2"
    }
}

/// The unit of an officer.
fn lead_of(officer: &str) -> &'static str {
    CITY.officers
        .iter()
        .find(|known| known.slug == officer)
        .and_then(|known| known.unit.as_deref())
        .unwrap_or("diskominfo")
}
