//! What of an installation an administrator keeps: all of it, or what belongs to bodies.

use crate::agency::{Directory, Officer};
use crate::ids::BodyId;
use crate::words::Role;

/// What somebody may look after who keeps the program itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it, also what serves every body at once: an administrator of the national desk.
    Installation,
    /// What belongs to these bodies; with none, nothing.
    Bodies(Vec<BodyId>),
}

impl Kept {
    /// What an officer keeps by their grants as administrator.
    pub fn by(officer: &Officer, directory: &Directory) -> Self {
        let mut bodies = Vec::new();
        if !officer.disabled {
            let grants = officer.grants.iter();
            bodies.extend(
                grants
                    .filter(|grant| grant.role == Role::Administrator)
                    .map(|grant| grant.body),
            );
        }
        if bodies.iter().any(|body| directory.is_desk(*body)) {
            return Self::Installation;
        }
        bodies.sort_unstable();
        bodies.dedup();
        Self::Bodies(bodies)
    }

    /// Whether what belongs to a body is among it.
    pub fn covers(&self, body: BodyId) -> bool {
        match self {
            Self::Installation => true,
            Self::Bodies(bodies) => bodies.contains(&body),
        }
    }

    /// Whether it is all, and with it what belongs to no body.
    pub const fn is_all(&self) -> bool {
        matches!(self, Self::Installation)
    }

    /// Whether it is nothing.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Bodies(bodies) if bodies.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::Grant;
    use crate::testkit as kit;

    fn officer(grants: &[(Role, BodyId)]) -> Officer {
        let directory = kit::directory();
        let mut officer = directory.officers[&kit::COORDINATOR].clone();
        officer.grants = grants
            .iter()
            .map(|(role, body)| Grant {
                role: *role,
                body: *body,
                node: None,
            })
            .collect();
        officer
    }

    #[test]
    fn a_body_keeps_its_own_and_the_desk_everything() {
        let directory = kit::directory();
        let of = |grants: &[(Role, BodyId)]| Kept::by(&officer(grants), &directory);
        let city = of(&[
            (Role::Administrator, kit::CITY),
            (Role::Coordinator, kit::PROVINCE),
        ]);
        assert_eq!(city, Kept::Bodies(vec![kit::CITY]));
        assert!(city.covers(kit::CITY) && !city.covers(kit::PROVINCE) && !city.is_all());
        assert!(of(&[(Role::Coordinator, kit::DESK)]).is_nothing());
        assert!(of(&[(Role::Administrator, kit::DESK)]).is_all());
        let mut gone = officer(&[(Role::Administrator, kit::DESK)]);
        gone.disabled = true;
        assert!(Kept::by(&gone, &directory).is_nothing());
    }
}
