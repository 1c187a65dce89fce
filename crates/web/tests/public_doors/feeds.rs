//! Feeds: what they hold and what they never do, as readers fetch them.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use lapor_app::clock::Clock as _;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_store::{Store, both_engines};
use quick_xml::events::Event;
use quick_xml::{NsReader, name::ResolveResult};
use serde_json::Value;

use crate::open311::{Back, call};
use crate::town::Town;

const ATOM: &str = "/b/palangkaraya/umpan/atom";
const GEOJSON: &str = "/b/palangkaraya/umpan/geojson";

async fn get(town: &Town, path: &str) -> Back {
    call(town, Method::GET, path, &[], Body::empty()).await
}

async fn asked(town: &Town, path: &str, header: (&str, &str)) -> Back {
    call(town, Method::GET, path, &[header], Body::empty()).await
}

/// A feed as a strict reader sees it: well-formed, everything in a namespace that is bound.
#[derive(Debug, Default)]
pub(crate) struct Read {
    feed: BTreeMap<String, String>,
    pub(crate) entries: Vec<BTreeMap<String, String>>,
}

impl Read {
    fn put(&mut self, path: &[String], text: &str) {
        let in_entry = path.get(1).is_some_and(|step| step == "entry");
        let (place, skipped) = if in_entry {
            (self.entries.last_mut().unwrap(), 2)
        } else {
            (&mut self.feed, 1)
        };
        place.insert(path[skipped..].join("/"), text.to_owned());
    }
}

pub(crate) fn read(xml: &str) -> Read {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut read, mut path, mut text) = (Read::default(), Vec::new(), String::new());
    loop {
        let (namespace, event) = reader.read_resolved_event().unwrap();
        let bound = !matches!(
            namespace,
            ResolveResult::Unknown(_) | ResolveResult::Unbound
        );
        match event {
            Event::Start(tag) => {
                assert!(bound, "{tag:?}");
                let name = tag.local_name().as_ref().to_owned();
                path.push(name);
                if path.len() == 2 && path[1] == "entry" {
                    read.entries.push(BTreeMap::new());
                }
                text.clear();
            }
            Event::Empty(tag) => {
                assert!(bound, "{tag:?}");
                let mut attributes: BTreeMap<String, String> = BTreeMap::new();
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                        .unwrap()
                        .into_owned();
                    attributes.insert(attribute.key.as_ref().to_owned(), value);
                }
                let name = tag.local_name().as_ref().to_owned();
                let kind = attributes
                    .get("rel")
                    .or(attributes.get("scheme"))
                    .cloned()
                    .unwrap_or_default();
                let value = attributes
                    .get("href")
                    .or(attributes.get("term"))
                    .cloned()
                    .unwrap_or_default();
                let mut at = path.clone();
                at.push(format!("{name}:{kind}"));
                read.put(&at, &value);
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) => match part.resolve_char_ref().unwrap() {
                Some(c) => text.push(c),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap()),
            },
            Event::End(_) => {
                if path.len() > 1 && path[path.len() - 1] != "entry" {
                    read.put(&path, &text);
                }
                path.pop();
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    read
}

impl Town {
    /// A released report with these words.
    pub(crate) async fn publish(&self, title: &str, text: &str) -> String {
        let mut warga = self.warga();
        let number = warga
            .file(
                "Tulisan asli.",
                &[("name", "Warga Contoh"), ("village", "62.71.01.1001")],
            )
            .await
            .number;
        let report = self.by_number(&number).await;
        self.verify(report, false).await;
        self.give("koordinator", report, |draft| Command::EditText {
            words: vec![
                draft.seal(ContentKind::TitleFinal, title),
                draft.seal(ContentKind::TextFinal, text),
            ],
            findings_kept: false,
        })
        .await
        .unwrap();
        self.open_up(&number).await;
        number
    }

    pub(crate) async fn open_up(&self, number: &str) {
        let report = self.by_number(number).await;
        self.give("koordinator", report, |_| Command::Release {
            point: false,
            files: false,
            findings_kept: false,
        })
        .await
        .unwrap();
    }

    pub(crate) async fn shut(&self, number: &str) {
        let report = self.by_number(number).await;
        self.give("koordinator", report, |draft| Command::Unrelease {
            reason: draft.seal(ContentKind::OfficerMessage, "Keliru dibuka."),
        })
        .await
        .unwrap();
    }
}

both_engines! {
    async fn a_feed_has_what_was_released_and_nothing_else(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for more in [&[][..], &[("secret", "1")], &[("supervisory", "1")]] {
            warga.file("Tulisan yang tidak dibuka.", more).await;
        }
        let verified = warga.file("Tulisan asli dengan nomor 0812 0000 0000.", &[("name", "Warga Contoh")]).await.number;
        town.verify(town.by_number(&verified).await, false).await;
        let empty = get(&town, ATOM).await;
        assert_eq!(empty.headers["content-type"], "application/atom+xml; charset=utf-8");
        assert!(read(&empty.body).entries.is_empty());
        town.wait(1);
        town.open_up(&verified).await;
        let seen = get(&town, ATOM).await;
        let feed = read(&seen.body);
        assert_eq!(feed.entries.len(), 1);
        let entry = &feed.entries[0];
        assert_eq!(entry["title"], "Jalan berlubang");
        assert_eq!(entry["id"], format!("tag:lapor.contoh.id,2025:laporan/{verified}"));
        assert_eq!(entry["link:alternate"], format!("http://lapor.contoh.id/b/palangkaraya/laporan/{verified}"));
        assert_eq!(entry["author/name"], "Warga");
        assert_eq!((entry["updated"].as_str(), entry["published"].as_str()), ("2025-08-01T04:00:00Z", "2025-08-01T04:00:00Z"));
        assert_eq!(feed.feed["updated"], "2025-08-01T04:00:00Z");
        assert!(entry["content"].contains("versi yang diperiksa") && entry["content"].contains("Dinas Pekerjaan Umum"), "{entry:?}");
        for hidden in ["Tulisan", "Warga Contoh", "0812"] {
            assert!(!seen.body.contains(hidden), "{hidden}");
        }
        // What happens inside an office is no news; an answer is.
        town.wait(1);
        let report = town.by_number(&verified).await;
        town.give("koordinator", report, |draft| Command::Note {
            text: draft.seal(ContentKind::OfficerMessage, "Catatan dalam."), shared_with: vec![],
        }).await.unwrap();
        assert_eq!(get(&town, ATOM).await.body, seen.body);
        town.wait(1);
        town.answer(report, "Ditambal hari Kamis.").await;
        let entry = read(&get(&town, ATOM).await.body).entries.remove(0);
        assert!(entry["content"].contains("Ditambal hari Kamis."), "{entry:?}");
        assert_eq!((entry["updated"].as_str(), entry["published"].as_str()), ("2025-08-01T06:00:00Z", "2025-08-01T04:00:00Z"));
        // Gone for everybody is gone here.
        town.shut(&verified).await;
        assert!(read(&get(&town, ATOM).await.body).entries.is_empty());
        assert!(!get(&town, GEOJSON).await.body.contains(&verified));
    }

    async fn whatever_was_written_the_documents_stay_whole(store: Store) {
        let town = Town::new(store).await;
        let title = "<b>]]>&amp;\u{202E}gnp.exe\u{2069} \u{FFFF}é😀";
        town.publish(title, "a\u{B}b\u{1b}[31m & <script>alert(1)</script>\r\n\"'").await;
        let feed = read(&get(&town, ATOM).await.body);
        assert_eq!(feed.entries[0]["title"], "<b>]]>&amp;gnp.exe é😀");
        assert!(feed.entries[0]["content"].contains("<script>alert(1)</script>"));
        let json: Value = serde_json::from_str(&get(&town, GEOJSON).await.body).unwrap();
        assert_eq!(json["features"][0]["properties"]["title"], "<b>]]>&amp;gnp.exe é😀");
    }

    async fn a_point_is_told_longitude_first_and_only_once_released(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let number = warga.file("Jalan berlubang.", &[("lat", "-2.2088"), ("long", "113.9161"), ("lon", "113.9161")]).await.number;
        let report = town.by_number(&number).await;
        town.verify(report, true).await;
        let read_json = |body: &str| serde_json::from_str::<Value>(body).unwrap();
        let seen = get(&town, GEOJSON).await;
        assert_eq!(seen.headers["content-type"], "application/geo+json");
        let json = read_json(&seen.body);
        assert_eq!(json["type"], "FeatureCollection");
        assert_eq!(json["features"][0]["geometry"], Value::Null, "a member that must be there (RFC 7946, 3.2)");
        town.give("koordinator", report, |_| Command::Release { point: true, files: false, findings_kept: false }).await.unwrap();
        let json = read_json(&get(&town, GEOJSON).await.body);
        let geometry = &json["features"][0]["geometry"];
        assert_eq!(geometry["type"], "Point");
        let at: Vec<f64> = serde_json::from_value(geometry["coordinates"].clone()).unwrap();
        assert!((at[0] - 113.9161).abs() < 0.01 && (at[1] + 2.2088).abs() < 0.01, "{at:?}");
        assert!(json.get("crs").is_none(), "RFC 7946 knows one reference system");
        let entry = read(&get(&town, ATOM).await.body).entries.remove(0);
        assert!(entry["point"].starts_with("-2.2"), "GeoRSS has latitude first: {entry:?}");
    }

    async fn readers_that_have_it_get_it_once(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Jalan rusak", "Rusak.").await;
        town.wait(1);
        for path in [ATOM, GEOJSON] {
            let seen = get(&town, path).await;
            let tag = seen.headers["etag"].to_str().unwrap();
            let date = seen.headers["last-modified"].to_str().unwrap();
            assert_eq!(date, "Fri, 01 Aug 2025 03:00:00 GMT");
            assert_eq!(seen.headers["cache-control"], "public, no-cache");
            let again = asked(&town, path, ("if-none-match", tag)).await;
            assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
            assert_eq!(again.headers["etag"], tag);
            assert_eq!(asked(&town, path, ("if-modified-since", date)).await.status, StatusCode::NOT_MODIFIED);
            assert_eq!(asked(&town, path, ("if-modified-since", "Fri, 01 Aug 2025 02:59:59 GMT")).await.status, StatusCode::OK);
            assert_eq!(asked(&town, path, ("if-modified-since", "kemarin")).await.status, StatusCode::OK);
            assert_eq!(asked(&town, path, ("if-none-match", "\"x\"")).await.status, StatusCode::OK);
        }
        let date = get(&town, ATOM).await.headers["last-modified"].to_str().unwrap().to_owned();
        town.shut(&number).await;
        let at = town.clock.now() + SignedDuration::from_secs(11);
        // So fresh that it has no date yet: nobody keeps it on the word of one.
        let seen = asked(&town, ATOM, ("if-modified-since", &date)).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.headers.contains_key("last-modified") && !seen.body.contains(&number));
        town.clock.set(at);
        let seen = asked(&town, ATOM, ("if-modified-since", &date)).await;
        assert_eq!(seen.status, StatusCode::OK, "withdrawn counts as a change");
    }

    async fn filters_are_those_of_the_page_and_a_wrong_one_is_refused(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Jalan rusak", "Rusak parah.").await;
        let category = town.made.categories["jalan-rusak"];
        let rules = town.app.rules();
        // A group holds what is below it.
        let group = rules.directory.categories[&category].parent.unwrap();
        let mut others = town.made.categories.values().copied();
        let other = others.find(|id| !rules.directory.is_category_within(category, *id)).unwrap();
        let unit = |slug: &str| town.made.units[&("palangkaraya".to_owned(), slug.to_owned())];
        let has = async |query: String| {
            let atom = get(&town, &format!("{ATOM}?{query}")).await;
            let json = get(&town, &format!("{GEOJSON}?{query}")).await;
            let page = get(&town, &format!("/b/palangkaraya/laporan?{query}")).await;
            let found = atom.body.contains(&number);
            assert_eq!((json.body.contains(&number), page.body.contains(&number)), (found, found), "{query}");
            read(&atom.body);
            found
        };
        for (query, is_in) in [
            (format!("category={category}"), true), (format!("category={group}"), true), (format!("category={other}"), false),
            (format!("unit={}", unit("dpupr")), true), (format!("unit={}", unit("dinsos")), false),
            ("village=62.71.01".to_owned(), true), ("village=62.71.01.1001".to_owned(), true), ("village=62.71.03".to_owned(), false),
            ("status=not_followed_up".to_owned(), true), ("status=handled".to_owned(), false),
            ("year=2025".to_owned(), true), ("year=2024".to_owned(), false),
            (format!("category={category}&unit={}&year=2025", unit("dpupr")), true),
        ] {
            assert_eq!(has(query.clone()).await, is_in, "{query}");
        }
        for query in ["category=jalan", "status=semua", "year=25", "unit=1", "village=enam", "after=1", "limit=0", "limit=9999",
            "category=0190a0b0-0000-7000-8000-000000000001"] {
            for path in [ATOM, GEOJSON] {
                let seen = get(&town, &format!("{path}?{query}")).await;
                assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{path}?{query}");
                assert!(seen.body.contains("Saringan") && !seen.body.contains(&number), "{}", seen.body);
            }
        }
        // The page leads to the feed that says the same.
        let page = town.warga().get(&format!("/laporan?category={category}")).await;
        assert!(page.html.contains(&format!("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Laporan publik\" href=\"/b/palangkaraya/umpan/atom?category={category}\">")), "{}", page.html);
        assert!(page.html.contains(&format!("/b/palangkaraya/ikuti?category={category}")));
        assert!(page.html.contains("<option value=\"62.71.01\">Seluruh "), "a kecamatan as a whole");
    }

    async fn a_long_list_goes_on_where_it_ended(store: Store) {
        let town = Town::new(store).await;
        let mut numbers = Vec::new();
        for n in 0..5 {
            town.wait(1);
            numbers.push(town.publish(&format!("Jalan {n}"), "Rusak.").await);
        }
        numbers.reverse();
        let mut path = format!("{GEOJSON}?limit=2");
        let mut found = Vec::new();
        loop {
            let json: Value = serde_json::from_str(&get(&town, &path).await.body).unwrap();
            let features = json["features"].as_array().unwrap();
            assert!(features.len() <= 2);
            found.extend(features.iter().map(|feature| feature["id"].as_str().unwrap().to_owned()));
            let Some(next) = json["next"].as_str() else { break };
            next.strip_prefix("http://lapor.contoh.id").unwrap().clone_into(&mut path);
        }
        assert_eq!(found, numbers, "the latest news first, each once");
        // What has news comes first again.
        town.wait(1);
        town.answer(town.by_number(&numbers[4]).await, "Sedang dikerjakan.").await;
        let feed = read(&get(&town, ATOM).await.body);
        assert!(feed.entries[0]["id"].ends_with(&numbers[4]), "{feed:?}");
    }
}
