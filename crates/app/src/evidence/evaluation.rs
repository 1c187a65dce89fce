//! Evaluation: plans by their measures, and the year beside the one before.

use jiff::civil::Date;
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::completion;
use lapor_domain::plan::{Plan, StepKind};
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, Performance};

use super::gather::Wish;
use super::sheet::{Part, Sheet, percent, text};
use crate::report::outward::moment;

/// What is known of a year.
pub(super) struct Year {
    pub(super) answer: Answer,
    pub(super) done: Performance,
    /// Whether what became of its reports is a comparison.
    pub(super) is_alike: bool,
}

pub(super) fn evaluation(
    wish: &Wish,
    plans: &[Plan],
    this: &Year,
    last: Option<&Year>,
) -> Vec<Sheet> {
    let rating = &this.done.rating;
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
                rating.n.to_string(),
                text(rating.mean),
                text(rating.low),
                text(rating.high),
            ]],
        },
        Sheet {
            part: Part::Evaluation,
            name: "tahun-ke-tahun",
            title: "Dibanding tahun sebelumnya",
            answers: "Apakah kinerja membaik dibanding tahun sebelumnya?",
            about: "Angka yang sama untuk tahun ini dan tahun sebelumnya, masing-masing ketika umurnya sama: sekian hari sesudah akhirnya, atau sesudah awalnya bila tahunnya masih berjalan. Ketujuh angka dan yang tidak dirinci berjumlah sama dengan yang diterima. Bila keadaan tahun sebelumnya lebih dari seminggu lebih awal daripada yang setara, hanya jumlah yang diterima yang ditulis.",
            columns: vec!["measure", "this_year", "year_before"],
            rows: year_on_year(this, last),
        },
    ]
}

fn year_on_year(this: &Year, last: Option<&Year>) -> Vec<Vec<String>> {
    let before = last.map(values).unwrap_or_default();
    let pairs = values(this).into_iter().enumerate();
    pairs
        .map(|(at, (name, now))| {
            let then = before.get(at).map(|(_, then)| then.clone());
            vec![name.to_owned(), now, then.unwrap_or_default()]
        })
        .collect()
}

/// The figures of a year by their names, with their moment and whether reports that are not public are told in fives.
fn values(year: &Year) -> Vec<(&'static str, String)> {
    let (answer, done) = (&year.answer, &year.done);
    let on_time = |kind| {
        let found = done.on_time.iter().find(|(clock, _)| *clock == kind);
        found
            .map(|(_, kept)| percent(kept.first))
            .unwrap_or_default()
    };
    let known = [
        ("as_of", moment(answer.as_of, answer.zone)),
        ("in_fives", answer.in_fives.to_string()),
        ("received", answer.total.received.to_string()),
    ];
    let of = |figure: &Figure| (figure.as_str(), answer.total.of(*figure).to_string());
    let states = Figure::ALL.iter().map(of).chain([
        ("unspecified", answer.total.unspecified().to_string()),
        ("completion_percent", percent(completion(&answer.total))),
        ("follow_up_percent", percent(done.follow_up.share)),
        (
            "on_time_verification_percent",
            on_time(ClockKind::Verification),
        ),
        (
            "on_time_first_follow_up_percent",
            on_time(ClockKind::FirstFollowUp),
        ),
        ("on_time_resolution_percent", on_time(ClockKind::Resolution)),
        ("rating_mean", text(done.rating.mean)),
    ]);
    let states = states.map(|(name, value)| {
        let told = year.is_alike.then_some(value);
        (name, told.unwrap_or_default())
    });
    known.into_iter().chain(states).collect()
}
