//! Who keeps one body sees and moves what is that body's; what every body feels is for who keeps the installation.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use lapor_app::channels::{config, outbox};
use lapor_app::webhooks::{self, NewWebhook};
use lapor_app::{admin, jobs, outside};
use lapor_domain::agency::Grant;
use lapor_domain::kept::Kept;
use lapor_domain::report::event::ActorRef;
use lapor_domain::webhook::Sight;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;
use lapor_store::record::job;
use lapor_store::{Change, Store, Tx, both_engines};
use uuid::Uuid;

use crate::cities::serve;
use crate::town::{Browser, Town};

const DOORS: &str = r#"
base_url = "https://lapor.example"
[[sms]]
name = "uji"
[sms.send]
url = "https://127.0.0.1:9/kirim"
fields = { to = "{to}", text = "{text}" }
"#;
/// A job that failed for good.
const JOB: Uuid = Uuid::from_u128(7);

impl Town {
    /// The officer keeps a body and nothing else.
    async fn appointed(&self, slug: &str, body: &str) -> Browser {
        let mut officer = self.app.rules().directory.officers[&self.officer(slug)].clone();
        officer.grants = vec![Grant {
            role: Role::Administrator,
            body: self.made.bodies[body],
            node: None,
        }];
        let entities = vec![Entity::Officer(officer)];
        admin::put(&self.app, entities, ActorRef::SYSTEM)
            .await
            .unwrap();
        self.officer_at_desk(slug).await
    }

    /// Whoever keeps the whole installation.
    pub(crate) async fn keeper_of_all(&self) -> Browser {
        self.appointed("desk", "nasional").await
    }

    /// Hands over what came to units with systems of their own.
    async fn handed_over(&self) {
        self.app.order().await.unwrap();
        outside::round(&self.app).await.unwrap();
    }
}

struct DeadJob;

impl Change for DeadJob {
    type Output = ();
    type Error = lapor_store::StoreError;
    const NAME: &'static str = "dead_job";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), Self::Error> {
        let at = jiff::Timestamp::UNIX_EPOCH;
        job::add(tx, JOB, "uji", "uji", "{}", at).await?;
        job::failed(tx, JOB, "rusak", at, true).await
    }
}

both_engines! {
    async fn an_administrator_keeps_messages_webhooks_and_handovers_of_the_own_body_only(store: Store) {
        let town = Town::new(store).await;
        let refuses = any(async || (StatusCode::FORBIDDEN, "[]"));
        let address = serve(Router::new().fallback(refuses)).await;
        let system = format!(
            "[[open311]]\nname = \"pupr\"\nbody = \"palangkaraya\"\nunit = \"dpupr\"\nurl = \"http://{address}/v2\"\n\
             api_key = \"kunci-uji\"\nservice_code = \"lain\"\nlocal = true\n"
        );
        town.app.set_channels(config::read(&format!("{DOORS}{system}"), &|_| None).unwrap());
        let hook = NewWebhook {
            body: town.city(),
            name: "Papan uji".to_owned(),
            url: "https://dasbor.example/masuk/T0K3N".to_owned(),
            sight: Sight::Public,
            topics: vec![],
            unit: None,
            category: None,
            local: false,
        };
        let hook = webhooks::create(&town.app, hook, ActorRef::SYSTEM).await.unwrap().webhook.id;
        webhooks::test(&town.app, hook, None).await.unwrap();
        town.handed_over().await;
        let paper = town.warga().file("Jalan berlubang di depan pasar.", &[("phone", "0812 3456 7890")]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        town.handed_over().await;
        jobs::round(&town.app).await.unwrap();
        outbox::round(&town.app).await.unwrap();
        town.wait(80);
        outbox::round(&town.app).await.unwrap();
        town.app.store().run(DeadJob).await.unwrap();
        let standing = outbox::standing(&town.app, &Kept::Installation).await.unwrap();
        assert!(!standing.dead.is_empty());
        let message = standing.dead[0].id.to_string();
        let (_, stuck) = outside::standing(&town.app, &Kept::Installation).await.unwrap();
        let push = stuck[0].id.to_string();
        let is_dead = async || outbox::standing(&town.app, &Kept::Installation).await.unwrap().dead.len();
        let is_stuck = async || outside::standing(&town.app, &Kept::Installation).await.unwrap().1.len();
        let dead = is_dead().await;

        // Another body's administrator sees none of it, and their buttons move none of it.
        let mut other = town.appointed("koordinator-kalteng", "kalteng").await;
        let page = other.get("/ruang/pekerjaan").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for hidden in ["Papan uji", "open311:pupr", &push, &message, "rusak", "jaringan sendiri", "Tahan"] {
            assert!(!page.html.contains(hidden), "{hidden}: {}", page.text());
        }
        for (at, name, id) in [("pesan", "message", &message), ("sistem", "push", &push)] {
            let done = other.post(&format!("/ruang/pekerjaan/{at}"), &[(name, id)]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "as what is not there");
        }
        assert_eq!((is_dead().await, is_stuck().await), (dead, 1));

        // What every body feels is for neither.
        let mut own = town.officer_at_desk("administrator").await;
        for keeper in [&mut other, &mut own] {
            let held = keeper.post("/ruang/pekerjaan/saluran", &[("door", "sms"), ("hold", "1")]).await;
            assert_eq!(held.status, StatusCode::FORBIDDEN);
            let again = keeper.post("/ruang/pekerjaan/ulang", &[("job", &JOB.to_string())]).await;
            assert_eq!(again.status, StatusCode::FORBIDDEN);
        }
        assert!(outbox::standing(&town.app, &Kept::Installation).await.unwrap().suspended.is_empty());
        assert_eq!(jobs::standing(&town.app).await.unwrap().dead.len(), 1);

        // The body's own administrator sees and moves it.
        let page = own.get("/ruang/pekerjaan").await;
        for shown in ["Papan uji", "open311:pupr", &push, &message, "jaringan sendiri"] {
            assert!(page.html.contains(shown), "{shown}: {}", page.text());
        }
        assert!(!page.html.contains("T0K3N") && !page.html.contains("rusak") && !page.html.contains("Tahan"));
        own.post("/ruang/pekerjaan/pesan", &[("message", &message)]).await;
        own.post("/ruang/pekerjaan/sistem", &[("push", &push)]).await;
        assert_eq!((is_dead().await, is_stuck().await), (dead - 1, 0));

        // And who keeps the installation, all of it.
        let mut all = town.keeper_of_all().await;
        let page = all.get("/ruang/pekerjaan").await;
        assert!(page.html.contains("rusak") && page.html.contains("Papan uji"), "{}", page.text());
        all.post("/ruang/pekerjaan/ulang", &[("job", &JOB.to_string())]).await;
        assert!(jobs::standing(&town.app).await.unwrap().dead.is_empty());
        all.post("/ruang/pekerjaan/saluran", &[("door", "sms"), ("hold", "1")]).await;
        assert_eq!(outbox::standing(&town.app, &Kept::Installation).await.unwrap().suspended.len(), 1);
    }

    async fn another_bodys_webhook_is_not_there(store: Store) {
        let town = Town::new(store).await;
        // After the city was set up: the list of changes shows the latest first.
        town.wait(1);
        let hook = NewWebhook {
            body: town.city(),
            name: "Papan uji".to_owned(),
            url: "https://dasbor.example/masuk/T0K3N?kunci=R4H4514".to_owned(),
            sight: Sight::Public,
            topics: vec![],
            unit: None,
            category: None,
            local: false,
        };
        let hook = webhooks::create(&town.app, hook, ActorRef::SYSTEM).await.unwrap().webhook.id;
        let at = format!("/ruang/kelola/webhook/{hook}");
        let mut other = town.appointed("koordinator-kalteng", "kalteng").await;
        let list = other.get("/ruang/kelola/webhook").await;
        assert!(list.status == StatusCode::OK && !list.html.contains("Papan uji"), "{}", list.text());
        assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
        for deed in ["uji", "jeda", "lanjut", "kunci", "kunci-lama", "akhiri", "ulang"] {
            assert_eq!(other.post(&format!("{at}/{deed}"), &[]).await.status, StatusCode::NOT_FOUND, "{deed}");
        }
        // Who sees it sees the host and the shape of its address, on every page.
        for slug in ["koordinator", "administrator"] {
            let mut officer = town.officer_at_desk(slug).await;
            for page in [at.as_str(), "/ruang/kelola/webhook", "/ruang/kelola/riwayat"] {
                let page = officer.get(page).await;
                assert!(page.html.contains("Papan uji"), "{}", page.text());
                assert!(!page.html.contains("T0K3N") && !page.html.contains("R4H4514"), "{}", page.text());
            }
            assert!(officer.get(&at).await.html.contains("https://dasbor.example/…/…?…"));
        }
        let mut administrator = town.officer_at_desk("administrator").await;
        assert!(!administrator.get(&at).await.text().contains("Cabut kunci lama"));
        administrator.post(&format!("{at}/kunci"), &[]).await;
        assert!(administrator.get(&at).await.text().contains("Cabut kunci lama"));
        let revoked = administrator.post(&format!("{at}/kunci-lama"), &[]).await;
        assert_eq!(revoked.status, StatusCode::SEE_OTHER, "{}", revoked.text());
        assert!(!administrator.get(&at).await.text().contains("Cabut kunci lama"));
    }
}
