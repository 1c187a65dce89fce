//! Reading what an event does to a clock. Most events do something to one, and whoever copies a city reads some ten thousand
//! of them at once: with all fields side by side none is held back until it is known what is done.

use jiff::Timestamp;
use serde::Deserialize;

use super::{ClockChange, StopHow};
use crate::clock::{ClockKind, Length};

/// A field that is not there.
#[derive(Debug, thiserror::Error)]
#[error("missing field `{0}`")]
pub(super) struct Missing(&'static str);

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Done {
    Start,
    Pause,
    Resume,
    Stop,
    Revive,
    Move,
    Extend,
}

/// The fields of every [`ClockChange`].
#[derive(Deserialize)]
pub(super) struct Written {
    r#do: Done,
    clock: ClockKind,
    round: Option<u16>,
    length: Option<Length>,
    policy: Option<u32>,
    due: Option<Timestamp>,
    extended: Option<Timestamp>,
    #[serde(default)]
    struck: Vec<Timestamp>,
    at: Option<Timestamp>,
    how: Option<StopHow>,
    pause: Option<bool>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    days: Option<u16>,
}

impl TryFrom<Written> for ClockChange {
    type Error = Missing;

    fn try_from(it: Written) -> Result<Self, Missing> {
        let clock = it.clock;
        let round = it.round.ok_or(Missing("round"));
        let due = it.due.ok_or(Missing("due"));
        Ok(match it.r#do {
            Done::Start => Self::Start {
                clock,
                round: round?,
                length: it.length.ok_or(Missing("length"))?,
                policy: it.policy.ok_or(Missing("policy"))?,
                due: due?,
            },
            Done::Pause => Self::Pause { clock },
            Done::Resume => Self::Resume {
                clock,
                due: due?,
                extended: it.extended,
                struck: it.struck,
            },
            Done::Stop => Self::Stop {
                clock,
                at: it.at.ok_or(Missing("at"))?,
                how: it.how.ok_or(Missing("how"))?,
            },
            Done::Revive => Self::Revive {
                clock,
                round: round?,
                due: due?,
                extended: it.extended,
                pause: it.pause.ok_or(Missing("pause"))?,
            },
            Done::Move => Self::Move {
                clock,
                length: it.length,
                from: it.from.ok_or(Missing("from"))?,
                to: it.to.ok_or(Missing("to"))?,
                extended: it.extended,
            },
            Done::Extend => Self::Extend {
                clock,
                days: it.days.ok_or(Missing("days"))?,
                due: due?,
            },
        })
    }
}
