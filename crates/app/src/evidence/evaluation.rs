//! Evaluation: plans by their measures, and the year beside the one before.

use jiff::civil::Date;
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::completion;
use lapor_domain::plan::{Plan, StepKind};
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, Performance};

use super::gather::Wish;
use super::sheet::{Part, Sheet, percent, text};

type Year<'a> = (&'a Answer, &'a Performance);

pub(super) fn evaluation(
    wish: &Wish,
    plans: &[Plan],
    this: Year<'_>,
    last: Year<'_>,
) -> Vec<Sheet> {
    let is_in = |day: Date| day.year() == wish.year;
    let mut judged = Vec::new();
    for plan in plans.iter().filter(|plan| wish.is_exact() || plan.public) {
        for step in &plan.steps {
            let (what, reading) = match &step.what {
                StepKind::Evaluated { state, reading } => (state.as_str(), reading),
                StepKind::Held { reading } => ("held", reading),
                StepKind::Reopened { reading } => ("reopened", reading),
                _ => continue,
            };
            // What was not judged by what anyone may read is told to nobody else.
            if !is_in(reading.to) || !(wish.is_exact() || reading.by_told) {
                continue;
            }
            judged.push(vec![
                plan.title.clone(),
                what.to_owned(),
                plan.target.measure.clone(),
                text(wish.value(plan, &plan.baseline)),
                plan.target.goal.to_string(),
                plan.target.value.to_string(),
                text(wish.value(plan, reading)),
                reading.from.to_string(),
                reading.to.to_string(),
                plan.baseline.days_after().to_string(),
                reading.days_after().to_string(),
                reading.position.to_string(),
            ]);
        }
    }
    vec![
        Sheet {
            part: Part::Evaluation,
            name: "evaluasi-rencana",
            title: "Evaluasi rencana aksi",
            answers: "Apakah hasil rencana aksi diukur, dan apakah sasarannya tercapai?",
            about: "Hasil setiap rencana menurut ukuran yang sama dengan nilai sebelumnya, dengan masa, saat pembacaan (sekian hari sesudah akhir masa, sama untuk keduanya), dan urutan peristiwa yang dibekukan.",
            columns: vec![
                "title",
                "judgement",
                "measure",
                "before",
                "goal",
                "target",
                "after",
                "from",
                "to",
                "before_days_after",
                "days_after",
                "judged_at_position",
            ],
            rows: judged,
        },
        Sheet {
            part: Part::Evaluation,
            name: "penilaian-pelapor",
            title: "Penilaian pelapor",
            answers: "Seberapa puas pelapor?",
            about: "Rata-rata nilai 1 sampai 5 dengan selang kepercayaan 95 %; di bawah sepuluh penilaian hanya jumlahnya.",
            columns: vec!["n", "mean", "low", "high"],
            rows: vec![vec![
                this.1.rating.n.to_string(),
                text(this.1.rating.mean),
                text(this.1.rating.low),
                text(this.1.rating.high),
            ]],
        },
        Sheet {
            part: Part::Evaluation,
            name: "tahun-ke-tahun",
            title: "Dibanding tahun sebelumnya",
            answers: "Apakah kinerja membaik dibanding tahun sebelumnya?",
            about: "Angka yang sama untuk tahun ini dan tahun sebelumnya, keduanya pada saat acuan yang sama.",
            columns: vec!["measure", "this_year", "year_before"],
            rows: year_on_year(this, last),
        },
    ]
}

fn year_on_year(this: Year<'_>, last: Year<'_>) -> Vec<Vec<String>> {
    let on_time = |done: &Performance, kind| {
        let found = done.on_time.iter().find(|(clock, _)| *clock == kind);
        found
            .map(|(_, kept)| percent(kept.first))
            .unwrap_or_default()
    };
    let values = |(answer, done): Year<'_>| {
        let mut values = vec![("received", answer.total.received.to_string())];
        values.extend(
            Figure::ALL
                .iter()
                .map(|figure| (figure.as_str(), answer.total.of(*figure).to_string())),
        );
        values.extend([
            ("completion_percent", percent(completion(&answer.total))),
            ("follow_up_percent", percent(done.follow_up.share)),
            (
                "on_time_verification_percent",
                on_time(done, ClockKind::Verification),
            ),
            (
                "on_time_first_follow_up_percent",
                on_time(done, ClockKind::FirstFollowUp),
            ),
            (
                "on_time_resolution_percent",
                on_time(done, ClockKind::Resolution),
            ),
            ("rating_mean", text(done.rating.mean)),
        ]);
        values
    };
    let pairs = values(this).into_iter().zip(values(last));
    pairs
        .map(|((name, now), (_, before))| vec![name.to_owned(), now, before])
        .collect()
}
