//! One problem, many reporters.

use lapor_domain::content::ContentKind as K;
use lapor_domain::report::event::{Event, What};
use lapor_domain::report::state::ReviewCause;

use super::{plain, report, word};

pub(super) fn events() -> Vec<Event> {
    let whats = vec![
        What::SharedConfirmed,
        What::SharedDisputed {
            reason: word(K::ReporterMessage),
        },
        What::SharedDisputeHeard,
        What::FollowerDisputed {
            follower: report(),
            cause: ReviewCause::Disputed,
        },
        What::KeptApart { other: report() },
        What::ReleaseAsked,
    ];
    whats.into_iter().map(plain).collect()
}
