//! Which reports come to an office because those who would decide them may not.

use lapor_domain::agency::{Directory, Officer};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::words::{Role, StateCode};
use lapor_store::list::Past;

/// What of a body comes to another office.
pub(super) type StepsIn = fn(&Directory, BodyId) -> Vec<Past>;

/// Commands 29 and 30, and section 3: reports about every coordinator, reviews of what every coordinator closed.
pub(super) fn inspector_steps_in(directory: &Directory, body: BodyId) -> Vec<Past> {
    let coordinators = with_role(directory, body, Role::Coordinator);
    vec![
        Past {
            holder: body,
            officers: coordinators.clone(),
            excluded: true,
            states: &[],
            // Section 5: before that an inspector learns only of what is declared supervisory.
            verified: true,
        },
        Past {
            holder: body,
            officers: coordinators,
            excluded: false,
            states: &[StateCode::Review],
            verified: true,
        },
    ]
}

/// Commands 29, 34 and 35, and section 3: reports about every coordinator and every inspector, reviews and
/// objections that no coordinator may decide.
pub(super) fn desk_steps_in(directory: &Directory, body: BodyId) -> Vec<Past> {
    let coordinators = with_role(directory, body, Role::Coordinator);
    let mut everyone = with_role(directory, body, Role::Inspector);
    everyone.extend(&coordinators);
    vec![
        Past {
            holder: body,
            officers: everyone,
            excluded: true,
            states: &[],
            verified: false,
        },
        Past {
            holder: body,
            officers: coordinators,
            excluded: false,
            states: &[StateCode::Review, StateCode::Archived],
            verified: false,
        },
    ]
}

/// Accounts that hold a role at a body and may sign in.
fn with_role(directory: &Directory, body: BodyId, role: Role) -> Vec<OfficerId> {
    let holds = |officer: &&Officer| {
        !officer.disabled
            && officer
                .grants
                .iter()
                .any(|grant| grant.role == role && grant.body == body)
    };
    let mut all: Vec<_> = directory
        .officers
        .values()
        .filter(holds)
        .map(|officer| officer.id)
        .collect();
    all.sort_unstable();
    all
}
