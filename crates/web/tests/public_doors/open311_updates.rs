//! Open311: the bare address, what happened to requests, and how often anybody may ask.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_store::{Store, both_engines};
use lapor_web::state::Settings;
use open311::{Format, Updates};

use crate::open311::{ROOT, call, get};
use crate::town::Town;

async fn updates(town: &Town, query: &str) -> Updates {
    let json = get(town, &format!("/servicerequestupdates.json{query}")).await;
    assert_eq!(json.status, StatusCode::OK, "{}", json.body);
    let xml = get(town, &format!("/servicerequestupdates.xml{query}")).await;
    assert!(
        xml.body.contains("<service_requests_updates"),
        "{}",
        xml.body
    );
    let (json, xml): (Updates, Updates) = (json.read(Format::Json), xml.read(Format::Xml));
    assert_eq!(json, xml);
    json
}

both_engines! {
    async fn the_bare_address_leads_on(store: Store) {
        let town = Town::new(store).await;
        for (path, accept, to) in [
            (ROOT.to_owned(), "text/html", "discovery.xml"), (format!("{ROOT}/"), "application/json", "discovery.json"),
        ] {
            let seen = call(&town, Method::GET, &path, &[("accept", accept)], Body::empty()).await;
            assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
            let place = seen.headers["location"].to_str().unwrap();
            assert_eq!(place, format!("{ROOT}/{to}"));
            assert_eq!(get(&town, place).await.status, StatusCode::OK);
        }
    }

    async fn what_happened_is_told_once_it_is_public(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let secret = warga.file("Rahasia.", &[("secret", "1")]).await.number;
        town.verify(town.by_number(&secret).await, false).await;
        let number = warga.file("Tulisan asli.", &[]).await.number;
        let report = town.by_number(&number).await;
        town.verify(report, false).await;
        town.answer(report, "Sedang kami ukur.").await;
        assert_eq!(updates(&town, "").await, Updates(vec![]));
        town.wait(48);
        town.open_up(&number).await;
        // Who asks for the last hours learns also what had happened before it was released.
        let recent = "?start_date=2025-08-03T09:00:00%2B07:00&end_date=2025-08-03T11:00:00%2B07:00";
        let told = updates(&town, recent).await.0;
        let kinds: Vec<_> = told.iter().map(|it| it.external_status_code.as_deref().unwrap()).collect();
        assert_eq!(kinds, ["verified", "answered"]);
        assert!(told.iter().all(|it| it.request == number && it.updated == "2025-08-03T10:00:00+07:00" && it.status == "IN_PROGRESS"), "{told:?}");
        assert!(told[1].description.as_deref().unwrap().contains("Sedang kami ukur."));
        let again = updates(&town, recent).await.0;
        assert_eq!(again, told, "the same ids whenever it is told");
        town.wait(24);
        town.give("koordinator", report, |draft| Command::Note {
            text: draft.seal(ContentKind::OfficerMessage, "Catatan dalam."), shared_with: vec![],
        }).await.unwrap();
        town.propose(report, "Tidak dapat kami penuhi.").await;
        let told = updates(&town, "?start_date=2025-08-04T00:00:00%2B07:00").await.0;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].description.as_deref().unwrap().contains("Tidak dapat kami penuhi."));
        assert_eq!(updates(&town, "?end_date=2025-08-02").await, Updates(vec![]));
        assert_eq!(updates(&town, "").await.0.len(), 3);
        town.shut(&number).await;
        assert_eq!(updates(&town, "").await, Updates(vec![]));
        for query in ["?start_date=kemarin", "?start_date=2025-01-01&end_date=2025-06-01", "?start_date=2025-08-02&end_date=2025-08-01", "?jurisdiction_id=lain"] {
            let seen = get(&town, &format!("/servicerequestupdates.json{query}")).await;
            assert!(seen.status.is_client_error(), "{query}");
            seen.faults(Format::Json);
        }
    }

    async fn reads_without_a_key_are_counted(store: Store) {
        let town = Town::with(store, Settings { anonymous_per_minute: 3, ..Settings::default() }).await;
        let number = town.publish("Jalan rusak", "Rusak.").await;
        for _ in 0..3 {
            assert_eq!(get(&town, "/services.json").await.status, StatusCode::OK);
        }
        let seen = get(&town, "/services.json").await;
        assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
        seen.faults(Format::Json);
        let wait: u64 = seen.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait));
        get(&town, "/requests.xml").await.faults(Format::Xml);
        // One account for all that programs read.
        let feed = call(&town, Method::GET, "/b/palangkaraya/umpan/atom", &[], Body::empty()).await;
        assert_eq!((feed.status, feed.headers.contains_key("retry-after")), (StatusCode::TOO_MANY_REQUESTS, true));
        let api = call(&town, Method::GET, "/b/palangkaraya/api/v1/reports", &[], Body::empty()).await;
        assert_eq!(api.headers["content-type"], "application/problem+json");
        assert!(api.body.contains("too_many_requests") && api.headers.contains_key("retry-after"), "{}", api.body);
        // Pages are for people, and another address has its own minute.
        assert_eq!(town.warga().get(&format!("/laporan/{number}")).await.status, StatusCode::OK);
        let mut other = town.warga();
        other.address = "198.51.100.3:1".parse().unwrap();
        assert_eq!(other.get("/umpan/atom").await.status, StatusCode::OK);
        town.clock.set(town.app.now() + jiff::SignedDuration::from_secs(60));
        assert_eq!(get(&town, "/services.json").await.status, StatusCode::OK);
    }
}
