//! Action plans of the demonstration's city: one that was met, one that was not, one that is being carried out.

use jiff::civil::{Date, date};
use lapor_domain::plan::{Given, Origin, Plan, ReportSet, Span, Verdict};

use super::tale::{CITY_SLUG, World};
use crate::app::App;
use crate::error::AppError;
use crate::plans::{self, NewPlan, PlanError};

/// The day on which the effect of the first two can be compared: as many days after the quarter as on which they were raised.
const JUDGED: Date = date(2024, 1, 5);

/// A plan and when its people act.
struct Story {
    title: &'static str,
    cause: &'static str,
    promise: &'static str,
    due: Date,
    measure: &'static str,
    target: f64,
    raised: Date,
    told: (Date, u8, &'static str),
    reviewed: Date,
    carried: Option<(Date, &'static str)>,
}

const STORIES: [Story; 3] = [
    Story {
        title: "Laporan ditutup begitu selesai dikerjakan",
        cause: "Jawaban akhir dikumpulkan sampai akhir triwulan, sehingga laporan yang sudah dikerjakan tetap terbuka.",
        promise: "Memeriksa laporan terbuka setiap Senin dan mengajukan penutupan yang sudah dikerjakan pada pekan itu juga.",
        due: date(2023, 9, 30),
        measure: "completion",
        target: 85.0,
        raised: date(2023, 7, 5),
        told: (
            date(2023, 8, 16),
            60,
            "Pemeriksaan setiap Senin sudah berjalan di semua unit.",
        ),
        reviewed: date(2023, 8, 21),
        carried: Some((date(2023, 9, 27), "Pemeriksaan mingguan menjadi kebiasaan.")),
    },
    Story {
        title: "Penyelesaian tepat waktu",
        cause: "Beberapa unit baru mulai bekerja ketika batas waktu sudah dekat.",
        promise: "Mengingatkan unit sepekan sebelum batas waktu dan membahas yang terlambat dalam rapat bulanan.",
        due: date(2023, 9, 30),
        measure: "on_time_resolution",
        target: 97.0,
        raised: date(2023, 7, 5),
        told: (
            date(2023, 8, 16),
            30,
            "Pengingat sudah dikirim; rapat bulanan belum rutin.",
        ),
        reviewed: date(2023, 8, 21),
        carried: None,
    },
    Story {
        title: "Jawaban pertama lebih cepat",
        cause: "Laporan yang sudah diserahkan menunggu dibaca satu sampai dua hari kerja.",
        promise: "Setiap unit membuka laporan baru dua kali sehari dan menjawabnya pada hari yang sama.",
        due: date(2024, 6, 30),
        measure: "time_to_first_follow_up",
        target: 12.0,
        raised: date(2024, 1, 15),
        told: (
            date(2024, 1, 24),
            10,
            "Jadwal membuka laporan disepakati di tiap unit.",
        ),
        reviewed: date(2024, 1, 26),
        carried: None,
    },
];

/// What is done with plans on a day, by the program's clock of that morning.
pub(super) async fn on(app: &App, world: &World, day: Date) -> Result<(), AppError> {
    for story in &STORIES {
        act(app, world, story, day).await.map_err(plain)?;
    }
    if day == JUDGED {
        plans::round(app).await.map_err(plain)?;
    }
    Ok(())
}

async fn act(app: &App, world: &World, story: &Story, day: Date) -> Result<(), PlanError> {
    let (Some(body), Some(unit)) = (world.body(CITY_SLUG), world.unit(CITY_SLUG, "diskominfo"))
    else {
        return Ok(());
    };
    if day == story.raised {
        let new = NewPlan {
            body,
            title: story.title.to_owned(),
            origin: Origin::Cause,
            cause: story.cause.to_owned(),
            set: ReportSet::default(),
            owner: unit,
            officer: None,
            budget: "Tanpa anggaran tambahan (contoh)".to_owned(),
            promise: story.promise.to_owned(),
            due: story.due,
            measure: story.measure.to_owned(),
            target: story.target,
            span: Span::Months(3),
            public: true,
            proposal: None,
        };
        plans::raise(app, new, world.officer("koordinator")).await?;
    }
    let (told, percent, note) = story.told;
    if day == told {
        let note = note.to_owned();
        let given = Given::Progress { percent, note };
        step(app, world, story, "koordinator2", given).await?;
    }
    if day == story.reviewed {
        let given = Given::Review {
            verdict: Verdict::OnTrack,
            note: "Sesuai rencana menurut catatan unit.".to_owned(),
        };
        step(app, world, story, "inspektur", given).await?;
    }
    if let Some((carried, note)) = story.carried
        && day == carried
    {
        let note = note.to_owned();
        step(app, world, story, "koordinator2", Given::Carry { note }).await?;
    }
    Ok(())
}

async fn step(
    app: &App,
    world: &World,
    story: &Story,
    officer: &str,
    given: Given,
) -> Result<(), PlanError> {
    let Some(body) = world.body(CITY_SLUG) else {
        return Ok(());
    };
    let is_it = |plan: &Plan| plan.title == story.title;
    if let Some(plan) = plans::list(app, body).into_iter().find(is_it) {
        plans::act(app, plan.id, world.officer(officer), given).await?;
    }
    Ok(())
}

fn plain(error: PlanError) -> AppError {
    match error {
        PlanError::App(error) => error,
        other => {
            tracing::error!(error = %other, "rencana aksi demonstrasi ditolak");
            AppError::NotPermitted
        }
    }
}
