//! Supervision: who watched, and what was corrected.

use lapor_domain::figures::fives;
use lapor_store::figures::{Oversight, Performance};

use super::sheet::{Part, Sheet};

/// Steps of watching over: as anyone may see them without months, for a single one in a month may be told of nobody else.
pub(super) fn supervision(seen: &Oversight, done: &Performance, exact: bool) -> Vec<Sheet> {
    const COUNTED: [&str; 9] = [
        "escalated",
        "breached",
        "disputed",
        "reopened",
        "objected",
        "restored",
        "upheld",
        "check_returned",
        "extended",
    ];
    let mut deeds: Vec<Vec<String>> = Vec::new();
    for kind in COUNTED {
        let found: Vec<_> = seen.deeds.iter().filter(|deed| deed.kind == kind).collect();
        let sum: i64 = found.iter().map(|deed| deed.count).sum();
        if exact {
            for deed in found {
                let month = format!("{}-{:02}", deed.month / 100, deed.month % 100);
                deeds.push(vec![kind.to_owned(), month, deed.count.to_string()]);
            }
        }
        if let Some(sum) = told(sum, exact) {
            deeds.push(vec![kind.to_owned(), "jumlah".to_owned(), sum]);
        }
    }
    let looks = seen.looks.iter().filter_map(|looks| {
        let count = told(looks.count, exact)?;
        let reports = told(looks.reports, exact).unwrap_or_else(|| "0".to_owned());
        Some(vec![looks.role.clone(), count, reports])
    });
    let disputes = done.disputes;
    let all = disputes.confirmed + disputes.disputed + disputes.silent;
    let rows = [
        ("confirmed", disputes.confirmed, all),
        ("disputed", disputes.disputed, all),
        ("silent", disputes.silent, all),
        (
            "reopened_by_reporter",
            done.reopened.by_reporter,
            done.reopened.closed,
        ),
        (
            "reopened_by_officer",
            done.reopened.by_officer,
            done.reopened.closed,
        ),
        (
            "dispositions_refused",
            done.refusals.part,
            done.refusals.whole,
        ),
    ];
    vec![
        Sheet {
            part: Part::Supervision,
            name: "eskalasi-dan-koreksi",
            title: "Eskalasi dan koreksi",
            answers: "Apakah pengelolaan pengaduan diawasi dan kekeliruannya dikoreksi?",
            about: "Berapa kali keterlambatan dieskalasi, hasil disanggah, dibuka kembali, atau dikembalikan pemeriksa. Untuk umum dihitung per lima; yang kurang dari lima tidak disebut.",
            columns: vec!["step", "month", "count"],
            rows: deeds,
        },
        Sheet {
            part: Part::Supervision,
            name: "akses-data-pribadi",
            title: "Pembukaan data pribadi",
            answers: "Apakah data pribadi pelapor dilindungi dan setiap pembukaannya dicatat?",
            about: "Berapa kali petugas membuka isi asli, nama, atau kontak dengan alasan yang dicatat, menurut peran; pengawas termasuk. Untuk umum dihitung per lima; yang kurang dari lima tidak disebut.",
            columns: vec!["role", "openings", "reports"],
            rows: looks.collect(),
        },
        Sheet {
            part: Part::Supervision,
            name: "sanggahan",
            title: "Tanggapan pelapor atas hasil",
            answers: "Apakah pelapor dapat menanggapi hasil, dan apa tanggapannya?",
            about: "Usulan penutupan yang dikonfirmasi, disanggah, atau didiamkan; laporan yang dibuka kembali; disposisi yang ditolak.",
            columns: vec!["what", "count", "of"],
            rows: rows
                .map(|(what, count, of)| vec![what.to_owned(), count.to_string(), of.to_string()])
                .into(),
        },
    ]
}

/// A count; to anyone its whole fives. None where nothing is told: that there is a row would tell that it happened.
fn told(count: i64, exact: bool) -> Option<String> {
    let count = u64::try_from(count).unwrap_or_default();
    if exact {
        return Some(count.to_string());
    }
    let told = fives(count);
    (told > 0).then(|| told.to_string())
}
