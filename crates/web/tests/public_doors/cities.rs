//! Two cities: what one gives to its unit goes to the other's Open311, and comes back as that one sees it.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use http_body_util::BodyExt as _;
use lapor_app::api_keys::{self, NewKey};
use lapor_app::channels::config;
use lapor_app::outside;
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::api_key::Scope;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::{ArchiveReason, Channel, StateCode};
use lapor_store::outside_push::PushState;
use lapor_store::{OpenOptions, Query, Store, StoreError, Tx, both_engines, params};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use crate::town::Town;

/// Serves a city's doors; gives where.
pub(crate) async fn serve(doors: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            tokio::spawn(answer(stream, peer, doors.clone()));
        }
    });
    address
}

/// One request and its answer; the line is used once.
async fn answer(mut stream: TcpStream, peer: SocketAddr, doors: Router) -> Option<()> {
    let (mut read, mut chunk) = (Vec::new(), [0; 4096]);
    let (head, body) = loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            let length: usize = length.map_or(0, |(_, length)| length.parse().unwrap());
            if body.len() >= length {
                break (head.to_owned(), body.to_owned());
            }
        }
        match stream.read(&mut chunk).await.ok()? {
            0 => return None,
            n => read.extend_from_slice(&chunk[..n]),
        }
    };
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let mut request = Request::builder().method(first.next()?).uri(first.next()?);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        request = request.header(name, value);
    }
    let mut request = request.body(Body::from(body)).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = doors.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(&body).await.ok()
}

struct Only;

impl Query for Only {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        let ids = tx
            .rows::<uuid::Uuid>("SELECT id FROM report", params![])
            .await?;
        Ok(ids.into_iter().map(ReportId).collect())
    }
}

impl Town {
    async fn hand_over(&self) {
        self.app.order().await.unwrap();
        outside::round(&self.app).await.unwrap();
    }

    async fn at_the_unit(&self, report: ReportId) -> case::CaseView {
        let officer = Onlooker::Officer(self.officer("dpupr"));
        case::read(&self.app, report, officer)
            .await
            .unwrap()
            .unwrap()
    }
}

both_engines! {
    async fn one_city_hands_over_to_another_and_hears_of_it(store: Store) {
        let place = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", place.path().join("lain.db").display());
        let there = Town::new(Store::open(&url, OpenOptions::default()).await.unwrap()).await;
        let key = NewKey {
            body: there.city(),
            name: "Kota tetangga".to_owned(),
            scopes: vec![Scope::File],
            officer: None,
            per_minute: 600,
            expires_at: None,
        };
        let key = api_keys::create(&there.app, key, ActorRef::SYSTEM).await.unwrap();
        let address = serve(there.doors.clone()).await;
        let here = Town::new(store).await;
        let described = format!(
            "base_url = \"https://lapor.example\"\n[[open311]]\nname = \"tetangga\"\nbody = \"palangkaraya\"\nunit = \"dpupr\"\n\
             url = \"http://{address}/b/palangkaraya/open311/v2\"\napi_key = \"{}\"\nservice_code = \"jalan-rusak\"\n\
             repeat = \"key\"\nformat = \"xml\"\nlocal = true\n",
            key.text.as_str()
        );
        here.app.set_channels(config::read(&described, &|_| None).unwrap());
        here.hand_over().await;
        let filing = Filing {
            body: Some(here.city()),
            text: "Jalan berlubang di depan pasar besar".to_owned(),
            place: "Jalan Contoh 1".to_owned(),
            name: "Siti Aminah".to_owned(),
            phone: "0812 0000 0000".to_owned(),
            ..Filing::default()
        };
        let filed = receive::receive(&here.app, Actor::Reporter, "web", [1; 16], filing, vec![]).await.unwrap();
        here.verify(filed.report, true).await;
        here.hand_over().await;
        let theirs = there.app.store().read(Only).await.unwrap();
        assert_eq!(theirs.len(), 1);
        let coordinator = Onlooker::Officer(there.officer("koordinator"));
        let arrived = case::read(&there.app, theirs[0], coordinator).await.unwrap().unwrap();
        assert_eq!(arrived.channel, Channel::Api);
        let text = arrived.text_original.words().unwrap();
        assert!(text.contains(&format!("Laporan {}", filed.tracking)), "{text}");
        assert_eq!(arrived.name.words(), None, "no identity goes with it");
        assert!(!text.contains("Siti") && !text.contains("0812"), "{text}");
        let view = outside::of_report(&here.app, &here.at_the_unit(filed.report).await).await.unwrap().remove(0);
        let number = arrived.tracking.to_string();
        assert_eq!((view.state, view.external.as_deref()), (PushState::Sent, Some(number.as_str())));
        // There it is handled, to its end.
        there.verify(theirs[0], true).await;
        let ended = there.give("koordinator", theirs[0], |draft| Command::Archive {
            reason: ArchiveReason::AlreadyAnswered,
            explanation: draft.seal(ContentKind::OfficerMessage, "Sudah ditambal minggu lalu."),
            where_to: None,
            earlier: None,
        }).await.unwrap();
        assert_eq!(ended.state.code(), StateCode::Archived);
        here.wait(1);
        here.hand_over().await;
        let case = here.at_the_unit(filed.report).await;
        let view = outside::of_report(&here.app, &case).await.unwrap().remove(0);
        assert_eq!(view.status.as_deref(), Some("closed"), "{view:?}");
        assert_eq!(case.state, StateCode::Assigned, "here it is for the officers to end");
        // The officers see it on the page.
        let mut officer = here.officer_at_desk("dpupr").await;
        let page = officer.get(&format!("/ruang/laporan/{}", filed.tracking)).await;
        assert!(page.text().contains("selesai di sana") && page.text().contains(&number), "{}", page.text());
        there.app.store().clone().close().await;
    }
}
