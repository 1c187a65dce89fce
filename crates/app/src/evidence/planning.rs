//! Planning: plans, and the times that the body binds itself to.

use jiff::civil::date;
use lapor_domain::clock::{ClockKind, DayUnit};
use lapor_domain::plan::Plan;
use lapor_domain::policy::{ClockRule, Policy};
use lapor_domain::rules::Rules;
use lapor_domain::words::ReportType;

use super::gather::Wish;
use super::sheet::{Part, Sheet, text};

/// Plans, and the times that the body binds itself to.
pub(super) fn planning(rules: &Rules, wish: &Wish, plans: &[Plan]) -> Vec<Sheet> {
    let zone = rules.zone(wish.body);
    let last = date(wish.year, 12, 31);
    let raised = |plan: &&Plan| {
        let day = plan.raised_at().map(|at| zone.local_date(at));
        day.is_some_and(|day| day <= last) && (wish.is_exact() || plan.public)
    };
    let units = &rules.directory.units;
    let plan = |plan: &Plan| {
        let raised = plan.raised_at().map(|at| zone.local_date(at));
        let unit = units.get(&plan.owner).map(|unit| unit.name.clone());
        vec![
            plan.title.clone(),
            text(raised),
            plan.origin.to_string(),
            plan.cause.clone(),
            unit.unwrap_or_default(),
            plan.promise.words.clone(),
            plan.promise.due.to_string(),
            plan.target.measure.clone(),
            plan.target.goal.to_string(),
            plan.target.value.to_string(),
            text(wish.value(plan, &plan.baseline)),
            plan.baseline.days_after().to_string(),
            plan.standing().to_string(),
        ]
    };
    let in_force = rules.policy(wish.body, zone.start_of_day(last));
    vec![
        Sheet {
            part: Part::Planning,
            name: "rencana-aksi",
            title: "Rencana aksi",
            answers: "Apakah ada rencana aksi dengan sasaran terukur, penanggung jawab, dan tenggat?",
            about: "Janji, sebab, ukuran, sasaran, dan nilai sebelum rencana yang dibekukan saat rencana dibuat.",
            columns: vec![
                "title",
                "raised",
                "origin",
                "cause",
                "unit",
                "promise",
                "due",
                "measure",
                "goal",
                "target",
                "before",
                "before_days_after",
                "state",
            ],
            rows: plans.iter().filter(raised).map(plan).collect(),
        },
        Sheet {
            part: Part::Planning,
            name: "standar-layanan",
            title: "Standar waktu layanan",
            answers: "Apakah ada standar waktu pengelolaan pengaduan, dan apa dasar hukumnya?",
            about: "Batas waktu yang berlaku pada akhir tahun, dengan dasar hukumnya dan seberapa pasti dasar itu.",
            columns: vec![
                "clock",
                "report_type",
                "days",
                "unit",
                "instrument",
                "article",
                "certainty",
            ],
            rows: standards(in_force),
        },
        Sheet {
            part: Part::Planning,
            name: "aturan-eskalasi",
            title: "Aturan eskalasi",
            answers: "Apakah keterlambatan diteruskan kepada atasan menurut aturan tertulis?",
            about: "Siapa diberi tahu pada hari kerja keberapa sebelum atau sesudah batas waktu.",
            columns: vec!["after_working_days", "tell"],
            rows: in_force
                .escalation
                .iter()
                .map(|step| {
                    let tell: Vec<&str> = step.tell.iter().map(|who| who.as_str()).collect();
                    vec![step.after_working_days.to_string(), tell.join(" ")]
                })
                .collect(),
        },
    ]
}

fn standards(policy: &Policy) -> Vec<Vec<String>> {
    let row = |clock: ClockKind, kind: &str, rule: &ClockRule| {
        vec![
            clock.to_string(),
            kind.to_owned(),
            rule.days.to_string(),
            match rule.unit {
                DayUnit::Working => "working_days".to_owned(),
                DayUnit::Calendar => "calendar_days".to_owned(),
            },
            rule.basis.instrument.clone(),
            rule.basis.article.clone().unwrap_or_default(),
            rule.basis.certainty.to_string(),
        ]
    };
    let mut rows = Vec::new();
    for clock in ClockKind::ALL {
        if *clock != ClockKind::Resolution {
            rows.push(row(
                *clock,
                "",
                policy.rule(*clock, ReportType::Complaint, false),
            ));
            continue;
        }
        for kind in [
            ReportType::Complaint,
            ReportType::Information,
            ReportType::Aspiration,
        ] {
            rows.push(row(*clock, kind.as_str(), policy.rule(*clock, kind, false)));
        }
        rows.push(row(
            *clock,
            "supervisory",
            policy.rule(*clock, ReportType::Complaint, true),
        ));
    }
    rows
}
