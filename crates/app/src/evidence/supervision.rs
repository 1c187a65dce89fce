//! Supervision: who watched, and what was corrected.

use std::collections::BTreeMap;

use jiff::civil::Date;
use lapor_domain::figures::fives;
use lapor_domain::ids::BodyId;
use lapor_domain::policy::EscalationStep;
use lapor_domain::rules::Rules;
use lapor_store::figures::{Deed, Oversight, Performance};

use super::sheet::{Part, Sheet};

/// A step of the escalation that comes before the due date: nobody is late yet.
const REMINDED: &str = "reminded_before_due";

/// Steps of watching over: as anyone may see them without months, for a single one in a month may be told of nobody else.
pub(super) fn supervision(
    (rules, body): (&Rules, BodyId),
    seen: &Oversight,
    done: &Performance,
    exact: bool,
) -> Vec<Sheet> {
    let deeds = deeds((rules, body), &seen.deeds, exact);
    let looks = seen.looks.iter().filter_map(|looks| {
        let count = told(looks.count, exact)?;
        let reports = told(looks.reports, exact).unwrap_or_default();
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
            about: "Yang terjadi dalam tahun itu, kapan pun laporannya diterima: pengingat sebelum tenggat, keterlambatan yang dieskalasi sejak tenggatnya, hasil yang disanggah, laporan yang dibuka kembali. Untuk umum dihitung per lima; yang kurang dari lima tidak disebut.",
            columns: vec!["step", "month", "count"],
            rows: deeds,
        },
        Sheet {
            part: Part::Supervision,
            name: "akses-data-pribadi",
            title: "Pembukaan data pribadi",
            answers: "Apakah data pribadi pelapor dilindungi dan setiap pembukaannya dicatat?",
            about: "Berapa kali dalam tahun itu, kapan pun laporannya diterima, petugas membuka isi asli, nama, atau kontak dengan alasan yang dicatat, menurut peran; pengawas termasuk. Untuk umum dihitung per lima; yang kurang dari lima tidak disebut.",
            columns: vec!["role", "openings", "reports"],
            rows: looks.collect(),
        },
        Sheet {
            part: Part::Supervision,
            name: "sanggahan",
            title: "Tanggapan pelapor atas hasil",
            answers: "Apakah pelapor dapat menanggapi hasil, dan apa tanggapannya?",
            about: "Atas laporan yang diterima dalam tahun itu, sampai saat acuan: usulan penutupan yang dikonfirmasi, disanggah, atau didiamkan; laporan yang dibuka kembali; disposisi yang ditolak.",
            columns: vec!["what", "count", "of"],
            rows: rows
                .map(|(what, count, of)| vec![what.to_owned(), count.to_string(), of.to_string()])
                .into(),
        },
    ]
}

/// Each kind of step: by month where it is told exactly, and its sum.
fn deeds((rules, body): (&Rules, BodyId), seen: &[Deed], exact: bool) -> Vec<Vec<String>> {
    const COUNTED: [&str; 9] = [
        REMINDED,
        "escalated",
        "breached",
        "disputed",
        "reopened",
        "objected",
        "restored",
        "upheld",
        "extended",
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for kind in COUNTED {
        let mut months: BTreeMap<i64, i64> = BTreeMap::new();
        for deed in seen {
            let is_early = is_before_due(rules, body, deed);
            let named = if is_early {
                REMINDED
            } else {
                deed.kind.as_str()
            };
            if named == kind {
                *months.entry(deed.month).or_default() += deed.count;
            }
        }
        if exact {
            for (month, count) in &months {
                let month = format!("{}-{:02}", month / 100, month % 100);
                rows.push(vec![kind.to_owned(), month, count.to_string()]);
            }
        }
        if let Some(sum) = told(months.values().sum(), exact) {
            rows.push(vec![kind.to_owned(), "jumlah".to_owned(), sum]);
        }
    }
    rows
}

/// Whether it is a step of the escalation that the policy of its month has before the due date.
fn is_before_due(rules: &Rules, body: BodyId, deed: &Deed) -> bool {
    let year = i16::try_from(deed.month / 100).ok();
    let month = i8::try_from(deed.month % 100).ok();
    let first = year
        .zip(month)
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    let Some((first, step)) = first.zip(deed.step) else {
        return false;
    };
    let policy = rules.policy(body, rules.zone(body).start_of_day(first));
    let step = policy.escalation.get(usize::from(step));
    step.is_some_and(EscalationStep::is_reminder)
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use lapor_domain::testkit::{self, CITY};

    use super::*;

    #[test]
    fn a_reminder_before_the_due_date_is_no_escalation() {
        let rules = Rules {
            directory: testkit::directory(),
            policies: HashMap::new(),
            calendars: HashMap::new(),
            hours: HashMap::new(),
            default_policy: testkit::policy(),
            default_calendar: testkit::calendar(),
        };
        let deed = |step: u8, month, count| Deed {
            kind: "escalated".to_owned(),
            step: Some(step),
            month,
            count,
        };
        let seen = [
            deed(0, 202_501, 6),
            deed(1, 202_501, 2),
            deed(2, 202_501, 1),
            deed(1, 202_502, 4),
        ];
        let told = |exact| {
            let rows = deeds((&rules, CITY), &seen, exact).into_iter();
            let some = rows.filter(|row| row.last().is_some_and(|count| count != "0"));
            some.map(|row| row.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(
            told(true),
            [
                "reminded_before_due 2025-01 6",
                "reminded_before_due jumlah 6",
                "escalated 2025-01 3",
                "escalated 2025-02 4",
                "escalated jumlah 7",
            ]
        );
        assert_eq!(
            told(false),
            ["reminded_before_due jumlah 5", "escalated jumlah 5"]
        );
    }
}
