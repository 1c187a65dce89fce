//! The way out: from a state to the status word of the national system.

use crate::words::{EndedBy, StateCode};

/// Who spoke last in a report that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastWord {
    /// Nobody answered yet.
    NoAnswer,
    /// The unit or the coordinator.
    Officer,
    /// The reporter, after an answer.
    Reporter,
}

/// The status word to write for a state, or `None` for [`StateCode::Merged`]: a merged report carries its root's
/// word, so the caller asks again with the root.
///
/// `by` is who closed or archived; it is looked at in those two states only, and a missing one reads as the officer.
/// A transfer leaves as *Diarsipkan oleh Admin* (its reason goes into *Alasan Tunda/Arsip*), because the national
/// system has no word for it; this is the one word that does not come back as it went.
pub const fn status_word_of(
    state: StateCode,
    by: Option<EndedBy>,
    last_word: LastWord,
) -> Option<&'static str> {
    Some(match state {
        StateCode::Received => "Belum Terverifikasi",
        StateCode::OnHold => "Menunggu Kelengkapan Informasi",
        StateCode::Assigned | StateCode::AwaitingRedirect => match last_word {
            LastWord::NoAnswer => "Terverifikasi",
            LastWord::Officer | LastWord::Reporter => "Ditindaklanjuti oleh Instansi",
        },
        StateCode::InProgress | StateCode::ClosureProposed | StateCode::Review => match last_word {
            LastWord::Reporter => "Ditanggapi oleh Pelapor",
            LastWord::NoAnswer | LastWord::Officer => "Ditindaklanjuti oleh Instansi",
        },
        StateCode::Closed => match by {
            Some(EndedBy::Reporter) => "Ditutup oleh Pelapor",
            Some(EndedBy::System) => "Ditutup oleh Sistem",
            Some(EndedBy::Officer) | None => "Ditutup oleh Admin",
        },
        StateCode::Archived => match by {
            Some(EndedBy::Reporter) => "Diarsipkan oleh Pelapor",
            Some(EndedBy::System) => "Diarsipkan oleh Sistem",
            Some(EndedBy::Officer) | None => "Diarsipkan oleh Admin",
        },
        StateCode::Transferred => "Diarsipkan oleh Admin",
        StateCode::Merged => return None,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::sp4n::imported_state;
    use crate::words::Figure;

    #[test]
    fn what_goes_out_comes_back_in_the_same_figure() {
        let cases = [
            (StateCode::Received, LastWord::NoAnswer, Figure::NotVerified),
            (StateCode::OnHold, LastWord::NoAnswer, Figure::OnHold),
            (
                StateCode::Assigned,
                LastWord::NoAnswer,
                Figure::NotFollowedUp,
            ),
            (
                StateCode::AwaitingRedirect,
                LastWord::NoAnswer,
                Figure::NotFollowedUp,
            ),
            (
                StateCode::AwaitingRedirect,
                LastWord::Officer,
                Figure::InProcess,
            ),
            (StateCode::InProgress, LastWord::Officer, Figure::InProcess),
            (
                StateCode::ClosureProposed,
                LastWord::Officer,
                Figure::InProcess,
            ),
            (StateCode::Review, LastWord::Reporter, Figure::InProcess),
        ];
        for (state, last, figure) in cases {
            let word = status_word_of(state, None, last).unwrap();
            assert_eq!(
                imported_state(word, true, "").figure(),
                figure,
                "{state:?} {last:?}"
            );
        }
        for by in [EndedBy::Reporter, EndedBy::Officer, EndedBy::System] {
            for (state, figure) in [
                (StateCode::Closed, Figure::Handled),
                (StateCode::Archived, Figure::Archived),
            ] {
                let word = status_word_of(state, Some(by), LastWord::Officer).unwrap();
                assert_eq!(
                    imported_state(word, true, "").figure(),
                    figure,
                    "{state:?} {by:?}"
                );
            }
        }
    }

    #[test]
    fn a_merged_report_has_no_word_of_its_own() {
        assert_eq!(
            status_word_of(StateCode::Merged, None, LastWord::Officer),
            None
        );
    }
}
