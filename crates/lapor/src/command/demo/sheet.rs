//! What a visitor of the demonstration gets in hand: addresses, sign-ins, phrases.

use std::collections::HashSet;
use std::net::SocketAddr;

use lapor_app::demo::play::Seeded;

use crate::failure::Failure;
use crate::output;
use crate::places::Places;
use crate::values;

/// Prints it; with addresses where pages are served.
pub(super) fn print(
    seeded: &Seeded,
    places: &Places,
    address: Option<SocketAddr>,
) -> Result<(), Failure> {
    output::line(format!(
        "Demonstrasi di {}: {} laporan rekaan.",
        places.shown(),
        seeded.reports
    ))?;
    if let Some(address) = address {
        output::line(format!(
            "\nHalaman umum     http://{address}/b/palangkaraya/\nRuang petugas    http://{address}/masuk"
        ))?;
    }
    if let Some(first) = seeded.officers.first() {
        output::line(format!("\nKata sandi semua petugas: {}\n", first.password))?;
    }
    // One of each role is enough to begin with; all share the password.
    let mut seen = HashSet::new();
    let rows: Vec<Vec<String>> = seeded
        .officers
        .iter()
        .filter(|officer| seen.insert(officer.role))
        .map(|officer| {
            let role = values::role(officer.role).map_or(officer.role, values::role_word);
            vec![role.to_owned(), officer.login.clone(), officer.name.clone()]
        })
        .collect();
    output::columns(&["PERAN", "MASUK", "NAMA"], &rows)?;
    let others = seeded.officers.len() - rows.len();
    if others > 0 {
        output::line(format!(
            "… dan {others} akun lain; lihat `lapor admin officer list`."
        ))?;
    }
    output::line("\nLaporan yang dapat dibuka sebagai pelapor, dengan frasanya:")?;
    let rows: Vec<Vec<String>> = seeded
        .reporters
        .iter()
        .map(|shown| {
            vec![
                shown.tracking.clone(),
                shown.phrase.clone(),
                shown.shows.to_owned(),
            ]
        })
        .collect();
    output::columns(&["NOMOR", "FRASA", "YANG TERLIHAT"], &rows)
}
