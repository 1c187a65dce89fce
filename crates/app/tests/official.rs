//! Documents of an office beside the record: those of the schedule, and those that who runs the program prints.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::civil::date;
use lapor_app::admin;
use lapor_app::official::{self, Form, Printed, Wish, edition, schedule};
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader, Stationery};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};
use uuid::Uuid;

use town::Town;

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn officer(&self, slug: &str) -> OfficerId {
        self.made.officers[slug]
    }

    async fn file(&self, form: u8) {
        let filing = Filing {
            body: Some(self.city()),
            text: format!("Lampu jalan padam di tiang {form}"),
            ..Filing::default()
        };
        receive::receive(
            &self.app,
            Actor::Reporter,
            "api",
            [form; 16],
            filing,
            vec![],
        )
        .await
        .unwrap();
    }

    fn wish(&self) -> Wish {
        Wish {
            body: self.city(),
            unit: None,
            layout: Layout::Units,
            period: Period::of(Cadence::Monthly, date(2025, 8, 1)),
            reader: Reader::Inside,
            as_of: None,
        }
    }

    async fn print(&self, wish: &Wish, form: Form) -> (bool, Printed) {
        let printed = official::print(&self.app, wish, form).await.unwrap();
        let text = String::from_utf8_lossy(&printed.bytes).into_owned();
        (text.contains("DRAF"), printed)
    }
}

both_engines! {
    async fn what_is_printed_is_a_draft_until_an_edition_of_the_same_figures_is_approved(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        town.clock.set("2025-09-02T08:00:00+07:00".parse().unwrap());
        let wish = town.wish();
        for form in [Form::Html, Form::Text] {
            let (is_marked, printed) = town.print(&wish, form).await;
            assert!(is_marked && !printed.is_approved, "{form:?}");
        }
        let id = edition::draft(&town.app, town.officer("koordinator"), &wish).await.unwrap();
        assert!(town.print(&wish, Form::Html).await.0, "nobody approved it");
        edition::approve(&town.app, town.officer("wali-kota"), id, 1).await.unwrap();
        let (is_marked, printed) = town.print(&wish, Form::Html).await;
        assert!(!is_marked && printed.is_approved);
        let asker = official::serve::Asker::Officer(town.officer("wali-kota"));
        let served = official::serve::serve(&town.app, asker, id, Form::Html).await.unwrap();
        assert_eq!(printed.bytes, served.bytes, "byte for byte");
        // Of other figures, of a unit and for others nothing was approved.
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let others = [
            Wish { as_of: Some("2025-09-01T00:00:00+07:00".parse().unwrap()), ..wish.clone() },
            Wish { unit: Some(unit), as_of: Some(printed.as_of), ..wish.clone() },
            Wish { reader: Reader::Public, as_of: Some(printed.as_of), ..wish.clone() },
        ];
        for other in others {
            assert!(town.print(&other, Form::Html).await.0, "{other:?}");
        }
        edition::withdraw(&town.app, town.officer("wali-kota"), id).await.unwrap();
        assert!(town.print(&wish, Form::Html).await.0, "taken back");
    }

    async fn a_body_whose_document_cannot_be_made_keeps_no_other_waiting(store: Store) {
        let town = Town::new(store).await;
        let scheduled = |body: BodyId| {
            let papers = Papers {
                schedule: vec![Cadence::Daily],
                ..Papers::usual("Kota Contoh", date(2025, 1, 1))
            };
            Entity::Stationery(Stationery { body, versions: vec![papers] })
        };
        // Bodies that are nowhere: no figures of them can be asked for.
        let nowhere = (1..9).map(|n| BodyId(Uuid::from_u128(n)));
        let all = nowhere.chain([town.city()]).map(scheduled);
        admin::put(&town.app, all.collect(), ActorRef::SYSTEM).await.unwrap();
        town.file(1).await;
        town.clock.set("2025-08-02T06:30:00+07:00".parse().unwrap());
        assert_eq!(schedule::round(&town.app).await.unwrap(), 1);
        let made = edition::all(&town.app, town.officer("koordinator"), town.city()).await.unwrap();
        assert_eq!(made.len(), 1);
    }
}
