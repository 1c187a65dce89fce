//! Existence includes counts: what exact figures may hold.

use crate::agency::Grant;
use crate::words::Role;

/// Whether exact figures of a grant's scope count supervisory reports: section 6, "supervisory ones only with the
/// right". The right is to know that they exist (section 5, case "supervisory").
pub fn counts_supervisory(grant: &Grant) -> bool {
    match grant.role {
        Role::Coordinator | Role::Desk | Role::Inspector | Role::Overseer => true,
        // The head of a unit is in the unit.
        Role::Leader => grant.node.is_none(),
        Role::UnitOfficer
        | Role::FieldOfficer
        | Role::Counter
        | Role::Auditor
        | Role::Administrator
        | Role::Reporter
        | Role::System => false,
    }
}

/// Whether what single officers did is a grant's to know: who leads, coordinates or inspects a whole body. Section 6:
/// measures about named officers stay inside the body.
pub fn counts_officers(grant: &Grant) -> bool {
    match grant.role {
        Role::Coordinator | Role::Leader => grant.node.is_none(),
        // An inspector's node is where they sit, not what they inspect.
        Role::Inspector => true,
        _ => false,
    }
}
