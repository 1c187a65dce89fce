//! Whether somebody is there for every report, and whether the calendar reaches far enough.

use jiff::{SignedDuration, Timestamp};
use lapor_app::demo::city::CITY;
use lapor_domain::agency::{Body, BodyKind, Officer};
use lapor_domain::calendar::Calendar;
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;

use super::Finding;

/// Longer than any clock of the usual policy: due dates this far ahead are being told to reporters today.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Looks at agencies and their rules.
pub(super) fn look(rules: &Rules, now: Timestamp) -> Vec<Finding> {
    let directory = &rules.directory;
    let mut found = vec![Finding::fine(
        "pemasangan",
        format!(
            "{} instansi, {} unit, {} petugas",
            directory.bodies.len(),
            directory.units.len(),
            directory.officers.len()
        ),
    )];
    found.extend(demonstration(rules));
    found.extend(desk(rules));
    found.extend(administrator(rules));
    found.extend(unattended(rules));
    found.extend(not_adopted(rules));
    found.extend(unmapped(rules));
    found.extend(holidays(&rules.default_calendar, now));
    found
}

fn demonstration(rules: &Rules) -> Option<Finding> {
    let invented = |officer: &Officer| CITY.officers.iter().any(|seed| seed.email == officer.login);
    rules.directory.officers.values().any(invented).then(|| {
        Finding::note(
            "demonstrasi",
            "basis data ini berisi kota contoh, petugas rekaan dan jam yang bukan jam sekarang. Untuk laporan sungguhan mulailah dari basis data kosong",
        )
    })
}

/// An installation that an import began has no desk yet.
fn desk(rules: &Rules) -> Option<Finding> {
    let lacks = rules.directory.desk().is_none();
    lacks.then(|| {
        Finding::note(
            "admin nasional",
            "belum ada, pemasangan dimulai dengan impor. Tambah dengan `lapor admin init`",
        )
    })
}

fn administrator(rules: &Rules) -> Option<Finding> {
    let is_there = at_work(rules, |role, _| role == Role::Administrator);
    (!is_there).then(|| {
        Finding::note(
            "administrator",
            "tidak ada akun administrator yang aktif. Tambah dengan `lapor admin officer add … --role administrator`",
        )
    })
}

/// Bodies where nobody may verify: reports would wait until their clocks run out.
fn unattended(rules: &Rules) -> Vec<Finding> {
    let mut bodies: Vec<&Body> = rules.directory.bodies.values().collect();
    bodies.sort_unstable_by(|a, b| a.slug.cmp(&b.slug));
    bodies
        .into_iter()
        .filter(|body| body.kind == BodyKind::Agency && !body.from_import)
        .filter(|body| !at_work(rules, |role, at| role == Role::Coordinator && at == body.id))
        .map(|body| {
            Finding::note(
                "koordinator",
                format!(
                    "tidak seorang pun memverifikasi laporan {0}. Tambah dengan `lapor admin officer add … --role koordinator --body {0}`",
                    body.slug
                ),
            )
        })
        .collect()
}

/// Bodies that an import made take no reports until somebody says that they do.
fn not_adopted(rules: &Rules) -> Vec<Finding> {
    let mut bodies: Vec<&Body> = rules.directory.bodies.values().collect();
    bodies.retain(|body| body.from_import);
    bodies.sort_unstable_by(|a, b| a.slug.cmp(&b.slug));
    bodies
        .into_iter()
        .map(|body| {
            Finding::note(
                "impor",
                format!(
                    "instansi {0} dari impor belum menerima laporan baru. Ambil alih dengan `lapor admin body add {0} --name … --zone …`",
                    body.slug
                ),
            )
        })
        .collect()
}

fn at_work(rules: &Rules, fits: impl Fn(Role, BodyId) -> bool) -> bool {
    rules.directory.officers.values().any(|officer| {
        !officer.disabled
            && officer
                .grants
                .iter()
                .any(|grant| fits(grant.role, grant.body))
    })
}

fn unmapped(rules: &Rules) -> Option<Finding> {
    let directory = &rules.directory;
    let units = directory.units.values().filter(|unit| unit.from_import);
    let categories = directory.categories.values();
    let unmapped = units.count() + categories.filter(|category| category.from_import).count();
    (unmapped > 0).then(|| {
        Finding::note(
            "impor",
            format!("{unmapped} unit dan kategori dari impor belum dipetakan. Petakan dari halaman petugas"),
        )
    })
}

fn holidays(calendar: &Calendar, now: Timestamp) -> Option<Finding> {
    let ahead = now.checked_add(AHEAD).unwrap_or(now);
    let unknown = [now, ahead]
        .map(|at| calendar.zone.local_date(at).year())
        .into_iter()
        .find(|year| {
            let mut days = calendar.free_days().iter();
            !days.any(|day| day.date.year() == *year)
        })?;
    Some(Finding::note(
        "kalender",
        format!(
            "hari libur {unknown} belum diketahui, tenggat dapat jatuh pada hari libur. Tambah dengan `lapor admin calendar add`, atau pasang versi program terbaru"
        ),
    ))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use lapor_domain::zone::Zone;

    use super::*;

    /// What is said about the calendar on a day, knowing the program's own holidays.
    fn said(on: &str) -> Option<String> {
        let now: Timestamp = on.parse().unwrap();
        holidays(&Calendar::national(Zone::Wib, now), now).map(|finding| finding.sentence)
    }

    #[test]
    fn a_year_without_holidays_is_told_before_it_begins() {
        assert_eq!(said("2024-06-01T00:00:00Z"), None);
        assert_eq!(said("2027-10-01T00:00:00Z"), None);
        assert!(said("2027-12-01T00:00:00Z").unwrap().contains("2028"));
    }
}
