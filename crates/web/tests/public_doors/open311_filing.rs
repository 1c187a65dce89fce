//! Open311: reports that other programs send.

use axum::http::{Method, StatusCode, header};
use lapor_app::api_keys::{self, NewKey};
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::api_key::Scope;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Channel;
use lapor_store::{Store, both_engines};
use open311::{Format, Receipts, Requests, Ticket, TokenAnswers};

use crate::open311::{Back, ROOT, call, get};
use crate::town::{Town, jpeg};

pub(crate) const FORM: (&str, &str) = (
    "content-type",
    "application/x-www-form-urlencoded; charset=utf-8",
);
/// What every right request says.
pub(crate) const RIGHT: &str =
    "service_code=jalan-rusak&description=Jalan+berlubang+di+depan+pasar&lat=-2.2089&long=113.9213";

impl Town {
    pub(crate) async fn api_key(&self, body: &str, scopes: &[Scope]) -> String {
        let new = NewKey {
            body: self.made.bodies[body],
            name: "Aplikasi kota".to_owned(),
            scopes: scopes.to_vec(),
            officer: None,
            per_minute: 600,
            expires_at: None,
        };
        api_keys::create(&self.app, new, ActorRef::SYSTEM)
            .await
            .unwrap()
            .text
            .to_string()
    }

    async fn post(&self, fields: &str) -> Back {
        self.post_as(fields, &[]).await
    }

    async fn post_as(&self, fields: &str, headers: &[(&str, &str)]) -> Back {
        let headers: Vec<_> = headers.iter().copied().chain([FORM]).collect();
        call(
            self,
            Method::POST,
            &format!("{ROOT}/requests.json"),
            &headers,
            fields.to_owned(),
        )
        .await
    }
}

/// The id of a request that was taken.
pub(crate) fn id(back: &Back) -> String {
    let receipts: Receipts = back.read(Format::Json);
    match &receipts.0[..] {
        [only] => match &only.ticket {
            Ticket::Id(id) => id.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn a_request_is_a_report_like_any_other(store: Store) {
        let town = Town::new(store).await;
        town.has_a_boundary().await;
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let sent = town.post(&format!(
            "api_key={key}&{RIGHT}&address_string=Seberang+pasar&first_name=Warga&last_name=Contoh&phone=081200000000\
             &email=warga%40example.com&media_url=https%3A%2F%2Fexample.com%2Ffoto.jpg&account_id=&jurisdiction_id="
        )).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
        let number = id(&sent);
        assert_eq!(sent.headers[header::LOCATION], format!("http://lapor.contoh.id{ROOT}/requests/{number}.json"));
        let report = town.by_number(&number).await;
        let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!((case.channel, case.region.as_deref()), (Channel::Api, Some("62.71.01.1001")));
        let text = case.text_original.words().unwrap();
        assert!(text.starts_with("Jalan berlubang di depan pasar") && text.contains("https://example.com/foto.jpg"), "{text}");
        assert_eq!((case.name.words(), case.place.words()), (Some("Warga Contoh"), Some("Seberang pasar")));
        assert_eq!(case.contact.len(), 2);
        // The words in the notice open it.
        let receipts: Receipts = sent.read(Format::Json);
        let notice = receipts.0[0].service_notice.clone().unwrap();
        assert!(notice.contains("paling lambat"), "{notice}");
        let phrase = notice.rsplit(": ").next().unwrap();
        let own = town.warga().open(phrase).await;
        assert!(own.text().contains("Jalan berlubang di depan pasar"), "{}", own.text());
        // At once by its number for the program that has a key, without a word; for nobody else before it is released.
        assert_eq!(get(&town, &format!("/requests/{number}.json")).await.status, StatusCode::NOT_FOUND);
        let state: Requests = get(&town, &format!("/requests/{number}.json?api_key={key}")).await.read(Format::Json);
        let state = &state.0[0];
        assert_eq!((&state.id, &state.description, &state.service_code, &state.address, state.lat), (&number, &None, &None, &None, None));
        assert!(state.status_notes.is_some() && state.expected.is_some());
        let token: TokenAnswers = get(&town, &format!("/tokens/{number}.json?api_key={key}")).await.read(Format::Json);
        assert_eq!(token.0[0].service_request_id.as_ref(), Some(&number));
        let province = town.api_key("kalteng", &[Scope::File]).await;
        for other in ["salah", &province] {
            assert_eq!(get(&town, &format!("/requests/{number}.json?api_key={other}")).await.status, StatusCode::NOT_FOUND);
        }
        town.verify(report, true).await;
        town.give("koordinator", report, |_| Command::Release { point: true, files: false, findings_kept: false }).await.unwrap();
        let public: Requests = get(&town, &format!("/requests/{number}.xml")).await.read(Format::Xml);
        assert_eq!((public.0[0].lat, public.0[0].long), (Some(-2.2089), Some(113.9213)));
        let near = get(&town, "/requests.json?lat=-2.2090&long=113.9213&radius=50").await;
        assert_eq!(near.read::<Requests>(Format::Json).0.len(), 1);
        let far = get(&town, "/requests.json?bbox=113.93,-2.3,114,-2.2").await;
        assert!(far.read::<Requests>(Format::Json).0.is_empty());
    }

    async fn without_a_right_key_nothing_is_taken(store: Store) {
        let town = Town::new(store).await;
        let reading = town.api_key("palangkaraya", &[Scope::Read]).await;
        let province = town.api_key("kalteng", &[Scope::File]).await;
        for key in ["", "api_key=&", "api_key=salah&", &format!("api_key={reading}&"), &format!("api_key={province}&")] {
            let sent = town.post(&format!("{key}{RIGHT}")).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{key}: {}", sent.body);
            sent.faults(Format::Json);
        }
        let xml = call(&town, Method::POST, &format!("{ROOT}/requests.xml"), &[FORM], RIGHT).await;
        assert!(xml.body.contains("<errors><error><code>403</code><description>"), "{}", xml.body);
        assert_eq!(town.reports().await, 0);
        let desk = town.api_key("nasional", &[Scope::File]).await;
        assert_eq!(town.post(&format!("api_key={desk}&{RIGHT}")).await.status, StatusCode::CREATED, "the desk's is for all");
    }

    async fn what_is_wrong_is_named(store: Store) {
        let town = Town::new(store).await;
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let long = "a".repeat(4001);
        let place = "lat=-2.2089&long=113.9213";
        let text = "description=Jalan+berlubang+di+depan+pasar";
        for (fields, status, words) in [
            (format!("{text}&{place}"), 400, "service_code"),
            (format!("service_code=tidak-ada&{text}&{place}"), 404, "service_code"),
            (format!("service_code=jalan-rusak&{text}"), 400, "address_id"),
            (format!("service_code=jalan-rusak&{text}&lat=-2.2"), 400, "lat"),
            (format!("service_code=jalan-rusak&{text}&lat=-2.2&long="), 400, "long"),
            (format!("service_code=jalan-rusak&{text}&lat=91&long=181"), 400, "lat"),
            (format!("service_code=jalan-rusak&{text}&lat=0&long=0"), 400, "lat"),
            (format!("service_code=jalan-rusak&{text}&lat=x&long=y"), 400, "lat"),
            (format!("service_code=jalan-rusak&{text}&lat=NaN&long=inf"), 400, "lat"),
            (format!("service_code=jalan-rusak&{text}&address_id=31.71"), 400, "address_id"),
            (format!("service_code=jalan-rusak&{text}&address_id=rusak"), 400, "address_id"),
            (format!("service_code=jalan-rusak&{place}"), 400, "description"),
            (format!("service_code=jalan-rusak&{place}&description=+a+b+"), 400, "description"),
            (format!("service_code=jalan-rusak&{place}&description={long}"), 400, "4000"),
            (format!("service_code=jalan-rusak&{place}&{text}&attribute%5BTIANG%5D=7"), 400, "TIANG"),
            (format!("service_code=jalan-rusak&{place}&{text}&media_url=javascript:alert(1)"), 400, "media_url"),
            (format!("service_code=jalan-rusak&{place}&{text}&email=bukan"), 400, "email"),
            (format!("service_code=jalan-rusak&{place}&{text}&first_name=%FF"), 400, "UTF-8"),
            (format!("service_code=jalan-rusak&{place}&{text}&jurisdiction_id=antah.go.id"), 404, "jurisdiction_id"),
        ] {
            let sent = town.post(&format!("api_key={key}&{fields}")).await;
            assert_eq!(sent.status.as_u16(), status, "{fields}: {}", sent.body);
            let said = sent.faults(Format::Json);
            assert!(said.contains(words), "{fields}: {said}");
        }
        let json = call(&town, Method::POST, &format!("{ROOT}/requests.json"), &[("content-type", "application/json")], "{}").await;
        assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        json.faults(Format::Json);
        let flood = call(&town, Method::POST, &format!("{ROOT}/requests.json"), &[FORM], "a".repeat(3 * 1024 * 1024)).await;
        assert_eq!(flood.status, StatusCode::PAYLOAD_TOO_LARGE);
        flood.faults(Format::Json);
        assert_eq!(town.reports().await, 0);
        for fields in [
            format!("service_code=jalan-rusak&{place}&description={}", "%C3%A9".repeat(4000)),
            format!("service_code=jalan-rusak&{text}&address_id=6271011001"),
            format!("service_code=jalan-rusak&{text}&address_string=Pasar+Besar"),
        ] {
            let sent = town.post(&format!("api_key={key}&{fields}")).await;
            assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
        }
    }

    async fn the_same_request_again_is_the_same_report(store: Store) {
        let town = Town::new(store).await;
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let right = format!("api_key={key}&{RIGHT}");
        let first = town.post(&right).await;
        let again = town.post(&right).await;
        assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(first.body, again.body);
        // Over the turn of its ten minutes too, and after them it is another one.
        let minutes = |count| jiff::SignedDuration::from_mins(count);
        let now = lapor_app::clock::Clock::now(&*town.clock);
        town.clock.set(now + minutes(9));
        let turn = town.post(&format!("{right}&last_name=Lain")).await;
        town.clock.set(now + minutes(11));
        assert_eq!(id(&town.post(&format!("{right}&last_name=Lain")).await), id(&turn));
        assert_ne!(id(&town.post(&right).await), id(&first));
        // Others say the same, elsewhere or with another key.
        let other = town.api_key("palangkaraya", &[Scope::File]).await;
        assert_ne!(id(&town.post(&format!("api_key={other}&{RIGHT}&last_name=Lain")).await), id(&turn));
        // By the client's own key, for as long as keys live.
        let named = [("idempotency-key", "kiriman-1")];
        let first = town.post_as(&right, &named).await;
        town.wait(24);
        let again = town.post_as(&right, &named).await;
        assert_eq!((id(&first), again.status), (id(&again), StatusCode::OK));
        let changed = town.post_as(&format!("{right}&last_name=Lain"), &named).await;
        assert_eq!(changed.status, StatusCode::BAD_REQUEST);
        assert!(changed.faults(Format::Json).contains("Idempotency-Key"));
        let others = town.post_as(&format!("api_key={other}&{RIGHT}"), &named).await;
        assert_ne!(id(&others), id(&first), "another program's key of the same name");
    }

    async fn pictures_come_along_and_parameters_from_both_places(store: Store) {
        let town = Town::new(store).await;
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let kind = [("content-type", "multipart/form-data; boundary=BATAS")];
        let path = format!("/open311/v2/requests.xml?jurisdiction_id=palangkaraya&api_key={key}");
        let send = async |names: &[&str], picture: &[u8]| {
            let mut body = Vec::new();
            for (name, value) in [
                ("service_code", "jalan-rusak"), ("description", "Jalan berlubang di depan pasar"), ("address_id", "62.71.01.1001"),
            ] {
                body.extend(format!("--BATAS\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
            }
            for name in names {
                body.extend(format!("--BATAS\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n").into_bytes());
                body.extend(picture);
                body.extend(b"\r\n");
            }
            body.extend(b"--BATAS--\r\n");
            call(&town, Method::POST, &path, &kind, body).await
        };
        for names in [&["media"][..], &["media[]", "media[]"], &["photo1", "photo2", "photo3"], &["file_1"]] {
            let sent = send(names, &jpeg()).await;
            assert_eq!(sent.status, StatusCode::CREATED, "{names:?}: {}", sent.body);
            let receipts: Receipts = sent.read(Format::Xml);
            let Ticket::Id(number) = &receipts.0[0].ticket else { panic!("{receipts:?}") };
            // What was asked for at the root is fetched where it lies.
            assert!(sent.headers[header::LOCATION].to_str().unwrap().ends_with(&format!("{ROOT}/requests/{number}.xml")));
            let report = town.by_number(number).await;
            let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
            assert_eq!(case.photos.len(), names.len());
            town.verify(report, true).await;
            town.give("koordinator", report, |_| Command::Release { point: false, files: true, findings_kept: false }).await.unwrap();
            let shown: Requests = get(&town, &format!("/requests/{number}.json?extensions=true")).await.read(Format::Json);
            let urls = &shown.0[0].extended.as_ref().unwrap().media_urls;
            assert_eq!((urls.len(), shown.0[0].media_url.as_ref()), (names.len(), urls.first()));
            let file = urls[0].strip_prefix("http://lapor.contoh.id").unwrap();
            town.wait(1);
            let photo = town.warga().get(file).await;
            assert_eq!((photo.status, &photo.headers[header::CONTENT_TYPE]), (StatusCode::OK, &"image/jpeg".parse().unwrap()));
        }
        let reports = town.reports().await;
        let broken = send(&["media"], b"bukan gambar").await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST, "{}", broken.body);
        broken.faults(Format::Xml);
        assert_eq!(send(&["media"; 6], &jpeg()).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(town.reports().await, reports);
    }

    async fn a_key_has_its_minute(store: Store) {
        let town = Town::new(store).await;
        let new = NewKey {
            body: town.city(), name: "Pelan".to_owned(), scopes: vec![Scope::File], officer: None, per_minute: 1, expires_at: None,
        };
        let key = api_keys::create(&town.app, new, ActorRef::SYSTEM).await.unwrap().text.to_string();
        assert_eq!(town.post(&format!("api_key={key}&{RIGHT}")).await.status, StatusCode::CREATED);
        let second = town.post(&format!("api_key={key}&{RIGHT}")).await;
        assert_eq!(second.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(second.headers.contains_key(header::RETRY_AFTER));
        second.faults(Format::Json);
    }
}

impl Town {
    /// One kelurahan has a boundary: a square around the market.
    pub(crate) async fn has_a_boundary(&self) {
        let file = self.files().join("batas.geojson");
        let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"kode":"62.71.01.1001","nama":"Pahandut"},
            "geometry":{"type":"Polygon","coordinates":[[[113.91,-2.22],[113.93,-2.22],[113.93,-2.20],[113.91,-2.20],[113.91,-2.22]]]}}]}"#;
        std::fs::write(&file, square).unwrap();
        lapor_app::import::regions(&self.app, &file).await.unwrap();
    }
}
