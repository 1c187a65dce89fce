//! Boundaries: from a file to the kelurahan of a point.

use lapor_app::error::AppError;
use lapor_app::import::{ImportError, regions};
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::report::permit::Actor;
use lapor_store::{Store, both_engines};
use wilayah::Point;

use crate::support::{Count, Export, Line, Office, line};

/// Two squares side by side.
const SQUARES: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"kode":"62.71.01.1001","nama":"Pahandut"},
     "geometry":{"type":"Polygon","coordinates":[[[113.9,-2.3],[114.0,-2.3],[114.0,-2.2],[113.9,-2.2],[113.9,-2.3]]]}},
    {"type":"Feature","properties":{"kode":"62.71.01.1002","nama":"Panarung"},
     "geometry":{"type":"MultiPolygon","coordinates":[[[[114.0,-2.3],[114.1,-2.3],[114.1,-2.2],[114.0,-2.2],[114.0,-2.3]]]]}}
]}"#;

both_engines! {
    async fn a_point_finds_its_kelurahan(store: Store) {
        let office = Office::new(store).await;
        let file = office.write("batas.geojson", SQUARES);
        let done = regions(&office.app, &file).await.unwrap();
        assert_eq!((done.read, done.added), (2, 2));
        assert_eq!(done.unnamed_parents, ["62.71.01"]);
        let found = |lon, lat| {
            office.app.places().region_of(Point::new(lon, lat).unwrap()).map(|code| code.to_string())
        };
        assert_eq!(found(113.95, -2.25).as_deref(), Some("62.71.01.1001"));
        assert_eq!(found(114.05, -2.25).as_deref(), Some("62.71.01.1002"));
        assert_eq!(found(115.0, -2.25), None);
        assert_eq!(regions(&office.app, &file).await.unwrap().added, 0);

        // Names of an export find it, too; so does a person's point, and a choice is never overruled.
        let placed = Line { kelurahan: "Kel. PANARUNG", ..line("7000001", "Proses") };
        let lost = Line { kelurahan: "Tidak Ada", ..line("7000002", "Proses") };
        let imported = office.import(&Export::of([placed, lost])).await;
        assert_eq!(office.report("7000001").await.region.as_deref(), Some("62.71.01.1002"));
        assert_eq!((office.report("7000002").await.region, imported.problems), (None, 1));
        assert!(office.problems().contains("Kelurahan,Tidak Ada,Wilayah tidak ditemukan"));
        for (key, chosen, expected) in [(1, None, "62.71.01.1001"), (2, Some("62.71.01.1002"), "62.71.01.1002")] {
            let filing = Filing {
                text: "Lampu jalan mati".to_owned(),
                body: Some(imported.body),
                latitude: "-2.25".to_owned(),
                longitude: "113.95".to_owned(),
                region: chosen.map(str::to_owned),
                ..Filing::default()
            };
            let receipt = receive::receive(&office.app, Actor::Reporter, "web", [key; 16], filing, vec![]).await.unwrap();
            let report = office.app.store().read(Load(receipt.report)).await.unwrap();
            assert_eq!(report.region.as_deref(), Some(expected));
        }
    }

    async fn regions_loaded_later_are_found_by_the_next_import(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([Line { kelurahan: "Pahandut", ..line("7000001", "Proses") }]);
        let first = office.import(&export).await;
        assert_eq!((first.problems, office.report("7000001").await.region), (1, None));
        assert!(office.problems().contains("lapor import regions"));
        regions(&office.app, &office.write("batas.geojson", SQUARES)).await.unwrap();
        let second = office.import(&export).await;
        assert_eq!((second.changed, second.problems), (1, 0));
        assert_eq!(office.report("7000001").await.region.as_deref(), Some("62.71.01.1001"));
    }

    async fn a_bad_file_is_refused_with_help_and_changes_nothing(store: Store) {
        let office = Office::new(store).await;
        let missing = regions(&office.app, &office.place.path().join("tidak-ada")).await.unwrap_err();
        assert!(matches!(missing, AppError::Import(ImportError::Open { .. })));
        for (text, says) in [
            ("", "bukan JSON"),
            ("{\"type\":\"Topology\"}", "bukan GeoJSON"),
            (&SQUARES.replace("62.71.01.1002", "entah"), "entah"),
        ] {
            let error = regions(&office.app, &office.write("rusak.geojson", text)).await.unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
        assert!(office.app.places().regions.is_empty());
        assert_eq!(office.count(Count::Entities).await, 0);
    }
}

struct Load(lapor_domain::ids::ReportId);

impl lapor_store::Query for Load {
    type Output = lapor_domain::report::Report;

    async fn run(
        &self,
        tx: &mut lapor_store::Tx<'_>,
    ) -> Result<Self::Output, lapor_store::StoreError> {
        Ok(lapor_store::record::load(tx, self.0)
            .await
            .unwrap()
            .unwrap())
    }
}
