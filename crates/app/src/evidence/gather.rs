//! What goes into the evidence of a year.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use lapor_domain::clock::{ClockKind, DayUnit};
use lapor_domain::figures::{Share, completion, fives};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::plan::{Plan, Reading, StepKind};
use lapor_domain::policy::{ClockRule, Policy};
use lapor_domain::rules::Rules;
use lapor_domain::words::{Figure, ReportType};
use lapor_store::figures::{Answer, Ask, Dimension, OversightQuery, Performance, Scope, Sight};

use super::pack::Pack;
use super::papers;
use super::sheet::{Part, Sheet};
use crate::app::App;
use crate::figures::{self, FiguresError};
use crate::official::{self, OfficialError};
use crate::plans;
use crate::report::outward::moment;

/// What is wished for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Whose.
    pub body: BodyId,
    /// The year of arrival.
    pub year: i16,
    /// Exclusive moment; `None` is that after everything recorded.
    pub as_of: Option<Timestamp>,
    /// Everything as it is, of what this sight knows, and what is for officers; none: as anyone may see it.
    pub sight: Option<Sight>,
}

impl Wish {
    /// First day of the year.
    pub(super) const fn first(&self) -> Date {
        date(self.year, 1, 1)
    }

    /// Not as anyone may see it.
    pub(super) const fn is_exact(&self) -> bool {
        self.sight.is_some()
    }

    /// The officer for whom it is.
    pub(super) const fn officer(&self) -> Option<OfficerId> {
        match self.sight {
            Some(sight) => sight.officer,
            None => None,
        }
    }
}

/// Gathers everything; the same record as of the same moment gives the same files.
///
/// # Errors
/// A year or moment without an answer, or where the database fails.
pub async fn gather(app: &App, mut wish: Wish) -> Result<Pack, OfficialError> {
    let named = wish.as_of;
    if named.is_none() {
        wish.as_of = official::after_last(app).await?;
    }
    let rules = app.rules();
    let year = wish.year;
    let ask = |year: i16, by| Ask {
        scope: Scope::Body(wish.body),
        sight: wish.sight.unwrap_or(Sight::WHOLE),
        from: date(year, 1, 1),
        to: date(year, 12, 31),
        as_of: wish.as_of,
        by,
        now: app.now(),
    };
    let (whole, done) = read(app, ask(year, Some(Dimension::Month)), wish.is_exact()).await?;
    let (before, done_before) = read(app, ask(year - 1, None), wish.is_exact()).await?;
    let mut sheets = planning(&rules, &wish, &plans::list(app, wish.body));
    sheets.push(breakdown(
        "per-bulan",
        "Angka per bulan",
        "Berapa pengaduan diterima dan diselesaikan tiap bulan?",
        &whole,
    ));
    for (by, name, title, answers) in BREAKDOWNS {
        let (answer, _) = read(app, ask(year, Some(by)), wish.is_exact()).await?;
        sheets.push(breakdown(name, title, answers, &answer));
    }
    sheets.push(punctuality(&done));
    sheets.push(times(&done));
    let zone = rules.zone(wish.body);
    let days = (date(year, 1, 1), date(year, 12, 31));
    let span = (
        zone.start_of_day(days.0),
        zone.start_of_day(date(year + 1, 1, 1)),
    );
    let query = OversightQuery {
        body: wish.body,
        days,
        span,
        as_of: whole.as_of,
        officer: wish.officer(),
    };
    let seen = app.store().read(query).await?;
    sheets.extend(supervision(&seen, &done, wish.is_exact()));
    sheets.extend(evaluation(
        &wish,
        &plans::list(app, wish.body),
        (&whole, &done),
        (&before, &done_before),
    ));
    sheets.sort_by_key(|sheet| sheet.part);
    let papers = papers::all(app, &wish, named).await?;
    let body = rules.directory.bodies.get(&wish.body);
    Ok(Pack {
        body: body.map(|body| body.name.clone()).unwrap_or_default(),
        year,
        exact: wish.is_exact(),
        as_of: moment(whole.as_of, whole.zone),
        position: whole.position,
        recorded_later: whole.recorded_later,
        made_at: whole.as_of,
        sheets,
        papers,
    })
}

async fn read(app: &App, ask: Ask, exact: bool) -> Result<(Answer, Performance), FiguresError> {
    if exact {
        figures::exact(app, ask).await
    } else {
        figures::public(app, ask).await
    }
}

fn percent(share: Share) -> String {
    share
        .percent()
        .map(|percent| percent.to_string())
        .unwrap_or_default()
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Plans, and the times that the body binds itself to.
fn planning(rules: &Rules, wish: &Wish, plans: &[Plan]) -> Vec<Sheet> {
    let zone = rules.zone(wish.body);
    let last = date(wish.year, 12, 31);
    let raised = |plan: &&Plan| {
        let day = plan.raised_at().map(|at| zone.local_date(at));
        day.is_some_and(|day| day <= last) && (wish.is_exact() || plan.public)
    };
    let units = &rules.directory.units;
    let shown = |plan: &Plan, reading: &Reading| {
        if wish.is_exact() {
            reading.value
        } else {
            plans::shown(plan, reading).value()
        }
    };
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
            text(shown(plan, &plan.baseline)),
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
                "title", "raised", "origin", "cause", "unit", "promise", "due", "measure", "goal",
                "target", "before", "state",
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

/// Breakdowns of the year's figures: file, title, and the question each answers.
const BREAKDOWNS: [(Dimension, &str, &str, &str); 5] = [
    (
        Dimension::Unit,
        "per-unit",
        "Angka per unit",
        "Bagaimana tindak lanjut setiap perangkat daerah?",
    ),
    (
        Dimension::Category,
        "per-kategori",
        "Angka per kategori",
        "Tentang apa pengaduan masyarakat?",
    ),
    (
        Dimension::Channel,
        "per-saluran",
        "Angka per saluran",
        "Melalui kanal apa saja masyarakat mengadu?",
    ),
    (
        Dimension::Type,
        "per-jenis",
        "Angka per jenis",
        "Apakah pengaduan, permintaan informasi, dan aspirasi dibedakan?",
    ),
    (
        Dimension::Region,
        "per-wilayah",
        "Angka per wilayah",
        "Dari wilayah mana pengaduan datang?",
    ),
];

fn breakdown(
    name: &'static str,
    title: &'static str,
    answers: &'static str,
    answer: &Answer,
) -> Sheet {
    let mut columns = vec!["value", "received"];
    columns.extend(Figure::ALL.iter().map(|figure| figure.as_str()));
    columns.extend(["completion_percent", "unspecified"]);
    let mut rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.label.clone(), row.cohort.received.to_string()];
            cells.extend(Figure::ALL.iter().map(|figure| text(row.shown(*figure))));
            cells.push(row.completion().map(percent).unwrap_or_default());
            cells.push(row.cohort.unspecified().to_string());
            cells
        })
        .collect();
    let mut total = vec!["jumlah".to_owned(), answer.total.received.to_string()];
    total.extend(
        Figure::ALL
            .iter()
            .map(|figure| answer.total.of(*figure).to_string()),
    );
    total.push(percent(completion(&answer.total)));
    total.push(answer.total.unspecified().to_string());
    rows.push(total);
    Sheet {
        part: Part::Execution,
        name,
        title,
        answers,
        about: "Laporan yang diterima dalam tahun itu menurut keadaannya pada saat acuan; ketujuh angka dan yang tidak dirinci (unspecified) berjumlah sama dengan yang diterima. Untuk umum, laporan yang belum dibuka dihitung per lima dalam rincian.",
        columns,
        rows,
    }
}

fn punctuality(done: &Performance) -> Sheet {
    let row = |(kind, kept): &(ClockKind, lapor_domain::figures::Punctuality)| {
        vec![
            kind.to_string(),
            kept.first.part.to_string(),
            kept.first.whole.to_string(),
            percent(kept.first),
            percent(kept.extended),
        ]
    };
    Sheet {
        part: Part::Execution,
        name: "ketepatan-waktu",
        title: "Ketepatan waktu",
        answers: "Berapa banyak pengaduan yang diverifikasi, ditindaklanjuti, dan diselesaikan tepat waktu?",
        about: "Batas waktu yang dipenuhi dari yang dipenuhi dan dilanggar, terhadap batas pertama dan terhadap batas yang diperpanjang.",
        columns: vec![
            "clock",
            "met",
            "decided",
            "on_time_percent",
            "on_time_extended_percent",
        ],
        rows: done.on_time.iter().map(row).collect(),
    }
}

fn times(done: &Performance) -> Sheet {
    let rows = [
        ("to_verify", &done.to_verify),
        ("to_first_follow_up", &done.to_first_follow_up),
        ("to_resolve", &done.to_resolve),
    ];
    Sheet {
        part: Part::Execution,
        name: "lama-layanan",
        title: "Lama layanan",
        answers: "Berapa lama pengaduan diverifikasi, ditindaklanjuti, dan diselesaikan?",
        about: "Median dan persentil ke-90, dalam menit jam kantor dan hari kalender; hanya putaran pertama, jeda tidak dihitung.",
        columns: vec![
            "stretch",
            "n",
            "running",
            "median_minutes",
            "p90_minutes",
            "median_days",
            "p90_days",
        ],
        rows: rows
            .map(|(name, times)| {
                let (work, days) = (times.working_minutes, times.calendar_days);
                vec![
                    name.to_owned(),
                    work.n.to_string(),
                    work.running.to_string(),
                    text(work.median),
                    text(work.p90),
                    text(days.median),
                    text(days.p90),
                ]
            })
            .into(),
    }
}

/// Steps of watching over: as anyone may see them without months, for a single one in a month may be told of nobody else.
fn supervision(
    seen: &lapor_store::figures::Oversight,
    done: &Performance,
    exact: bool,
) -> Vec<Sheet> {
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

type Year<'a> = (&'a Answer, &'a Performance);

fn evaluation(wish: &Wish, plans: &[Plan], this: Year<'_>, last: Year<'_>) -> Vec<Sheet> {
    let is_in = |day: Date| day.year() == wish.year;
    let mut judged = Vec::new();
    let shown = |plan: &Plan, reading: &Reading| {
        if wish.is_exact() {
            reading.value
        } else {
            plans::shown(plan, reading).value()
        }
    };
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
                text(shown(plan, &plan.baseline)),
                plan.target.goal.to_string(),
                plan.target.value.to_string(),
                text(shown(plan, reading)),
                reading.from.to_string(),
                reading.to.to_string(),
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
            about: "Hasil setiap rencana menurut ukuran yang sama dengan nilai sebelumnya, dengan masa dan urutan peristiwa yang dibekukan.",
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
