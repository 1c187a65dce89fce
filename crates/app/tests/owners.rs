//! Who likely owns a report of another body, in an installation of many, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use lapor_app::admin;
use lapor_app::routing::{self, Matter};
use lapor_domain::agency::{Body, Unit};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::event::ActorRef;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};
use uuid::Uuid;

use town::Town;

impl Town {
    /// A body with one unit, like the city and its roads but for the names.
    async fn found(&self, n: u128, name: &str, unit_name: &str) -> BodyId {
        let rules = self.app.rules();
        let city = &rules.directory.bodies[&self.made.bodies["palangkaraya"]];
        let slug = ("palangkaraya".to_owned(), "dpupr".to_owned());
        let roads = &rules.directory.units[&self.made.units[&slug]];
        let body = Body {
            id: BodyId(Uuid::from_u128(n)),
            slug: format!("instansi-{n}"),
            name: name.to_owned(),
            region: None,
            ..city.clone()
        };
        let unit = Unit {
            id: UnitId(Uuid::from_u128(n + 1_000)),
            body: body.id,
            name: unit_name.to_owned(),
            parent: None,
            ..roads.clone()
        };
        let id = body.id;
        let new = vec![Entity::Body(body), Entity::Unit(unit)];
        admin::put(&self.app, new, ActorRef::SYSTEM).await.unwrap();
        id
    }
}

both_engines! {
    async fn a_body_that_has_the_unit_is_asked_though_many_come_before_it_by_name(store: Store) {
        let town = Town::new(store).await;
        town.clock.set(town.app.now());
        for n in 1..=60 {
            town.found(n, &format!("Badan {n:02}"), "Perpustakaan Daerah").await;
        }
        let roads = town.found(100, "Zona Jalan Raya", "Dinas Pekerjaan Umum dan Penataan Ruang").await;
        let matter = Matter {
            body: town.made.bodies["palangkaraya"], region: None, channel: "web", declared_type: None,
            text: "Jalan aspal berlubang besar di depan pasar, sering membuat motor jatuh.",
            declared_supervisory: false,
        };
        let found = routing::propose_bodies(&town.app, &matter).await.unwrap();
        assert!(found.iter().any(|(body, _)| *body == roads), "{found:?}");
    }
}
