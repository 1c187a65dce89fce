//! What may happen to a plan, and what it becomes.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Plan, PlanState, Promise, Reading, Step, StepKind, Verdict};
use crate::report::event::ActorRef;

/// Most letters of a title.
pub const LONGEST_TITLE: usize = 120;
/// Most letters of any other words of a plan.
pub const LONGEST_WORDS: usize = 1000;

/// What somebody wants to do with a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Say how far it is.
    Progress {
        /// Of 100.
        percent: u8,
        /// What was done.
        note: String,
    },
    /// Say that it was carried out.
    Carry {
        /// What was done.
        note: String,
    },
    /// Look at the progress, as somebody else than who told it.
    Review {
        /// What they say.
        verdict: Verdict,
        /// Why.
        note: String,
    },
    /// Promise anew.
    Renew {
        /// What and by when.
        promise: Promise,
        /// Why.
        reason: String,
    },
    /// Let anyone read it, or no longer.
    Show {
        /// Whether.
        public: bool,
    },
    /// Give it up.
    Cancel {
        /// Why.
        reason: String,
    },
    /// The program: the effect was measured.
    Evaluate {
        /// By what.
        reading: Reading,
    },
}

/// Why nothing happened.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum PlanRefusal {
    /// A field that must be filled was left empty.
    #[error("isian wajib masih kosong")]
    Empty,
    /// A title longer than [`LONGEST_TITLE`].
    #[error("judul paling panjang {} huruf", LONGEST_TITLE)]
    LongTitle,
    /// Other words longer than [`LONGEST_WORDS`].
    #[error(
        "sebab, janji, anggaran, dan catatan masing-masing paling panjang {} huruf",
        LONGEST_WORDS
    )]
    LongWords,
    /// It has ended.
    #[error("rencana ini sudah berakhir; buat rencana baru atau perbarui janjinya")]
    Ended,
    /// Nothing was told that could be looked at.
    #[error("belum ada kemajuan baru untuk ditinjau")]
    NothingToReview,
    /// Who did it cannot look at it.
    #[error("kemajuan ditinjau oleh orang lain, bukan oleh pelaksananya")]
    OwnWork,
    /// The day has passed, or lies too far ahead.
    #[error("tanggal janji harus sesudah hari ini dan paling lama dua tahun lagi")]
    BadDay,
    /// How far it is lies between 0 and 100.
    #[error("kemajuan ditulis antara 0 dan 100")]
    BadPercent,
    /// Somebody has decided on the proposal before.
    #[error("usulan ini sudah diputuskan; muat ulang halaman untuk melihatnya")]
    Settled,
    /// The time of the effect has not passed.
    #[error("belum waktunya dinilai")]
    NotYet,
    /// Anyone would read figures of single days.
    #[error(
        "rencana yang terbuka untuk umum diukur menurut bulan penuh; buat rencana yang masa pengukurannya dalam bulan, atau \
         biarkan rencana ini untuk petugas saja"
    )]
    NotMonths,
    /// The value before is what is promised: nothing would have to change.
    #[error(
        "nilai sebelum rencana sudah {}, jadi sasaran itu sudah tercapai; tulis sasaran yang lebih baik daripada itu, atau pilih \
         ukuran lain",
        .0.to_string().replace('.', ",")
    )]
    Kept(f64),
    /// The same, of the value that anyone may read and a plan is judged by that anyone may read.
    #[error(
        "menurut angka yang boleh dibaca umum nilai sebelum rencana sudah {}, jadi sasaran itu sudah tercapai; tulis sasaran yang \
         lebih baik daripada itu, pilih ukuran lain, atau biarkan rencana ini untuk petugas saja",
        .0.to_string().replace('.', ",")
    )]
    KeptTold(f64),
}

/// A promise is of something that is not so yet, by the value by which it is judged. How many reports there were before does
/// not matter: of few, too, it would promise that nothing changes.
fn unkept(plan: &Plan, public: bool) -> Result<(), PlanRefusal> {
    let told = plan.baseline.told.filter(|_| public);
    let refusal = match (told, plan.baseline.value) {
        (Some(told), _) if plan.target.is_met_by(told) => PlanRefusal::KeptTold(told),
        (None, Some(value)) if plan.target.is_met_by(value) => PlanRefusal::Kept(value),
        _ => return Ok(()),
    };
    Err(refusal)
}

/// Whether a promise may end on a day.
fn is_ahead(due: Date, today: Date) -> bool {
    due > today && (due - today).get_days() <= 731
}

/// Words that must be there, and that others will read to the end.
pub(super) fn filled(words: &str) -> Result<(), PlanRefusal> {
    if words.trim().is_empty() {
        return Err(PlanRefusal::Empty);
    }
    short(words)
}

fn short(words: &str) -> Result<(), PlanRefusal> {
    if words.chars().count() > LONGEST_WORDS {
        Err(PlanRefusal::LongWords)
    } else {
        Ok(())
    }
}

/// A new plan: it begins with its first step.
///
/// # Errors
/// [`PlanRefusal`].
pub fn raise(
    mut plan: Plan,
    by: ActorRef,
    now: Timestamp,
    today: Date,
) -> Result<Plan, PlanRefusal> {
    if plan.title.chars().count() > LONGEST_TITLE {
        return Err(PlanRefusal::LongTitle);
    }
    for words in [&plan.title, &plan.cause, &plan.promise.words] {
        filled(words)?;
    }
    short(&plan.budget)?;
    if !is_ahead(plan.promise.due, today) {
        return Err(PlanRefusal::BadDay);
    }
    if plan.public && plan.months().is_none() {
        return Err(PlanRefusal::NotMonths);
    }
    unkept(&plan, plan.public)?;
    plan.state = PlanState::Active;
    plan.percent = 0;
    plan.steps = vec![Step {
        at: now,
        by,
        what: StepKind::Raised,
    }];
    Ok(plan)
}

/// What a plan becomes.
///
/// # Errors
/// [`PlanRefusal`].
pub fn decide(
    plan: &Plan,
    given: Given,
    by: ActorRef,
    now: Timestamp,
    today: Date,
) -> Result<Plan, PlanRefusal> {
    let state = plan.standing();
    let mut next = Plan {
        state,
        ..plan.clone()
    };
    let runs = matches!(
        state,
        PlanState::Active | PlanState::Carried | PlanState::Reopened
    );
    let what = match given {
        Given::Progress { percent, note } => {
            filled(&note)?;
            if !runs {
                return Err(PlanRefusal::Ended);
            }
            if percent > 100 {
                return Err(PlanRefusal::BadPercent);
            }
            next.percent = percent;
            StepKind::Progress { percent, note }
        }
        Given::Carry { note } => {
            filled(&note)?;
            if !runs {
                return Err(PlanRefusal::Ended);
            }
            next.percent = 100;
            next.state = PlanState::Carried;
            StepKind::Carried { note }
        }
        Given::Review { verdict, note } => {
            filled(&note)?;
            if !plan.awaits_review() {
                return Err(PlanRefusal::NothingToReview);
            }
            if by.officer.is_none() || by.officer == plan.last_doer() || by.officer == plan.officer
            {
                return Err(PlanRefusal::OwnWork);
            }
            if verdict == Verdict::NeedsMore && state == PlanState::Carried {
                next.state = PlanState::Active;
            }
            StepKind::Reviewed { verdict, note }
        }
        Given::Renew { promise, reason } => {
            filled(&reason)?;
            filled(&promise.words)?;
            if state == PlanState::Cancelled {
                return Err(PlanRefusal::Ended);
            }
            if !is_ahead(promise.due, today) {
                return Err(PlanRefusal::BadDay);
            }
            let before = std::mem::replace(&mut next.promise, promise);
            next.state = PlanState::Active;
            next.percent = 0;
            StepKind::Renewed { before, reason }
        }
        Given::Show { public } => {
            if public == plan.public {
                return Ok(plan.clone());
            }
            if public && plan.months().is_none() {
                return Err(PlanRefusal::NotMonths);
            }
            if public {
                unkept(plan, public)?;
            }
            next.public = public;
            next.state = next.standing();
            StepKind::Shown { public }
        }
        Given::Cancel { reason } => {
            filled(&reason)?;
            if state == PlanState::Cancelled {
                return Err(PlanRefusal::Ended);
            }
            next.state = PlanState::Cancelled;
            StepKind::Cancelled { reason }
        }
        Given::Evaluate { reading } => evaluated(plan, &mut next, reading, today)?,
    };
    next.steps.push(Step { at: now, by, what });
    Ok(next)
}

/// What a reading makes of it: judged once its effect could be seen; watched after that for as long as it holds. Of a plan
/// that anyone may read, by what anyone may read: the judgement would tell of the exact value otherwise.
fn evaluated(
    plan: &Plan,
    next: &mut Plan,
    mut reading: Reading,
    today: Date,
) -> Result<StepKind, PlanRefusal> {
    let due = super::due(plan).filter(|due| due.on <= today);
    let due = due.ok_or(PlanRefusal::NotYet)?;
    if (reading.from, reading.to) != (due.from, due.to) {
        return Err(PlanRefusal::NotYet);
    }
    reading.by_told = plan.public;
    let state = super::judge(&plan.target, &reading);
    if !due.is_watch {
        next.state = state;
        return Ok(StepKind::Evaluated { state, reading });
    }
    if state == PlanState::NotMet || plan.keep_coming(&reading) {
        next.state = PlanState::Reopened;
        return Ok(StepKind::Reopened { reading });
    }
    Ok(StepKind::Held { reading })
}
