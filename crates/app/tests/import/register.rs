//! A city's old register: in once, by its own words, sealed, not public, and never over what happened here.

use lapor_app::import::{self, RegisterReport};
use lapor_app::register::{
    Grid, GridOptions, Names, RegisterMapping, propose, read_grid, write_rows_to_mend,
};
use lapor_app::report::act;
use lapor_domain::agency::{Body, BodyKind, Unit};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::{Channel, Figure, Identity, Outcome, StateCode};
use lapor_domain::zone::Zone;
use lapor_store::record::entity::{CalendarDocument, Entity};
use lapor_store::{Store, both_engines};

use crate::again::coordinator;
use crate::support::{Count, Office, figures};

const REGISTER: &str = "\
No. Tiket;Tanggal Masuk;Nama Pelapor;No HP;Isi Aduan;OPD;Status;Tindak Lanjut;Tanggal Selesai;Lokasi;Kanal;Catatan Petugas
T-01;05/03/2019;Warga Satu;081200000001;Lampu jalan padam di gang contoh;PUPR;Beres;Sudah diganti;12/03/2019;Gang Contoh 1;WA;rumah pojok
T-02;06/03/2019;Anonim;;Sampah menumpuk di pasar contoh;Dinas Kebersihan;Masih jalan;;;Pasar Contoh;Lisan;
T-03;entah;Warga Tiga;;Jalan berlubang;PUPR;Beres;;;;Surat;
";

async fn town(office: &Office) -> Body {
    let body = Body {
        id: BodyId(office.app.fresh_id()),
        slug: "kota".to_owned(),
        name: "Kota Contoh".to_owned(),
        kind: BodyKind::Agency,
        region: None,
        from_import: false,
    };
    let unit = Unit {
        id: UnitId(office.app.fresh_id()),
        body: body.id,
        parent: None,
        slug: "dinas-pupr".to_owned(),
        name: "Dinas Pekerjaan Umum dan Penataan Ruang".to_owned(),
        region: None,
        valid_from: None,
        valid_to: None,
        is_ppid: false,
        succeeds: Vec::new(),
        from_import: false,
    };
    let calendar = CalendarDocument {
        body: body.id,
        zone: Zone::Wib,
        added: Vec::new(),
        removed: Vec::new(),
        hours: None,
        instrument: String::new(),
    };
    let put = vec![
        Entity::Body(body.clone()),
        Entity::Calendar(calendar),
        Entity::Unit(unit),
    ];
    lapor_app::admin::put(&office.app, put, ActorRef::SYSTEM)
        .await
        .unwrap();
    body
}

fn grid(text: &str) -> Grid {
    read_grid(text.as_bytes(), "buku.csv", &GridOptions::default()).unwrap()
}

fn mapping(office: &Office, body: &Body, grid: &Grid) -> RegisterMapping {
    let names = Names::of(&office.app.rules().directory, body.id);
    let mut mapping = propose(grid, &names).unwrap();
    for (word, state) in [("Beres", "selesai"), ("Masih jalan", "proses")] {
        mapping.status.0.insert(word.to_owned(), state.to_owned());
    }
    // Through its text, as a person keeps it.
    RegisterMapping::from_toml(&mapping.to_toml()).unwrap()
}

async fn import(
    office: &Office,
    body: &Body,
    text: &str,
    mapping: &RegisterMapping,
) -> RegisterReport {
    let done = import::register(&office.app, &grid(text), mapping, body, |_, _| {})
        .await
        .unwrap();
    office.check().await;
    done
}

both_engines! {
    async fn a_register_comes_in_once_sealed_and_as_it_knows(store: Store) {
        let office = Office::new(store).await;
        let body = town(&office).await;
        let mapping = mapping(&office, &body, &grid(REGISTER));
        assert_eq!(mapping.unit.0.get("PUPR").map(String::as_str), Some("dinas-pupr"), "by its initials");
        let events = office.count(Count::Events).await;
        let look = import::look_at_register(&office.app, &grid(REGISTER), &mapping, &body).await.unwrap();
        assert_eq!((look.import.read, look.known, look.import.held_back), (2, 0, 1));
        assert_eq!(look.import.created_units, ["Dinas Kebersihan"]);
        assert_eq!(office.count(Count::Events).await, events, "a look writes nothing");
        let done = import(&office, &body, REGISTER, &mapping).await;
        assert_eq!((done.import.added, done.import.held_back), (2, 1));
        assert_eq!(figures(&done.import), figures(&look.import));
        assert_eq!(figures(&done.import), [(Figure::Handled, 1), (Figure::InProcess, 1)]);
        let report = office.report("kota:buku:T-01").await;
        assert_eq!(report.state.code(), StateCode::Closed);
        let lapor_domain::report::state::State::Closed(closure) = &report.state else { panic!() };
        assert_eq!(closure.outcome, Outcome::Unknown);
        assert!(report.clocks.is_empty() && !report.released && report.day_only);
        assert_eq!((report.channel, report.identity), (Channel::Chat, Identity::Named));
        assert_eq!(Some(report.received_at), "2019-03-05T00:00+07:00".parse().ok());
        assert_eq!(office.word("kota:buku:T-01", ContentKind::Phone).await.as_deref(), Some("+6281200000001"));
        assert_eq!(office.word("kota:buku:T-01", ContentKind::Name).await.as_deref(), Some("Warga Satu"));
        assert_eq!(office.word("kota:buku:T-01", ContentKind::Place).await.as_deref(), Some("Gang Contoh 1"));
        let note = office.word("kota:buku:T-01", ContentKind::InternalNote).await.unwrap();
        for word in ["Tindak lanjut: Sudah diganti", "Tanggal selesai: 12/03/2019", "Catatan Petugas: rumah pojok", "Unit (OPD): PUPR"] {
            assert!(note.contains(word), "{note}");
        }
        assert!(office.report("kota:buku:T-02").await.anonim);
        assert_eq!((office.count(Count::Public).await, office.count(Count::PlainFinals).await), (0, 0));
        let before = office.count(Count::Events).await;
        office.set("2026-02-01T09:00:00+07:00");
        let again = import(&office, &body, REGISTER, &mapping).await;
        assert_eq!((again.import.added, again.import.unchanged, again.import.changed), (0, 2, 0));
        assert_eq!(office.count(Count::Events).await, before);
        let look = import::look_at_register(&office.app, &grid(REGISTER), &mapping, &body).await.unwrap();
        assert_eq!(look.known, 2);
    }

    async fn what_was_mended_comes_in_and_what_is_handled_here_stays(store: Store) {
        let office = Office::new(store).await;
        let body = town(&office).await;
        let mapping = mapping(&office, &body, &grid(REGISTER));
        let done = import(&office, &body, REGISTER, &mapping).await;
        let mut list = Vec::new();
        write_rows_to_mend(&mut list, &grid(REGISTER), &done.names, &done.problems).unwrap();
        let mended = String::from_utf8(list).unwrap().replace("entah", "7 Maret 2019");
        let again = import(&office, &body, &mended, &mapping).await;
        assert_eq!((again.import.added, again.import.held_back), (1, 0));
        assert_eq!(office.count(Count::Reports).await, 3);
        let actor = coordinator(&office, body.id).await;
        let report = office.report("kota:buku:T-02").await;
        let mut draft = office.app.draft(body.id);
        let text = draft.seal(ContentKind::OfficerMessage, "Sudah kami angkut.");
        let command = Command::Answer { text, next_by: jiff::civil::date(2026, 1, 12), files: vec![] };
        act::act(&office.app, actor, report.id, None, command, draft.into_words(), vec![]).await.unwrap();
        let events = office.count(Count::Events).await;
        let other = REGISTER.replace("Masih jalan", "Beres");
        let done = import(&office, &body, &other, &mapping).await;
        assert_eq!((done.import.handled_here_differs, done.import.changed), (1, 0));
        assert_eq!(office.count(Count::Events).await, events);
        assert!(done.problems.iter().any(|problem| problem.row == Some(3)));
    }

    async fn without_a_number_a_row_is_known_by_what_it_says(store: Store) {
        let office = Office::new(store).await;
        let body = town(&office).await;
        let text = "Tanggal,Nama,Isi Aduan,Status\n2019-03-05,Warga,Jalan rusak di gang contoh,selesai\n2019-03-05,Warga,Jalan rusak di gang contoh,selesai\n";
        let mapping = mapping(&office, &body, &grid(text));
        let done = import(&office, &body, text, &mapping).await;
        assert_eq!((done.import.added, done.repeated), (1, 1));
        // Another status is news of the same report, under another name of the file, too.
        let later = text.replace("selesai", "proses");
        let mut renamed = mapping.clone();
        "lain".clone_into(&mut renamed.name);
        renamed.status.0.insert("proses".to_owned(), "proses".to_owned());
        let done = import(&office, &body, &later, &renamed).await;
        assert_eq!((done.import.added, done.import.changed), (0, 1));
    }

    async fn a_mapping_for_other_names_is_refused(store: Store) {
        let office = Office::new(store).await;
        let body = town(&office).await;
        let mut mapping = mapping(&office, &body, &grid(REGISTER));
        mapping.unit.0.insert("PUPR".to_owned(), "dinas-lain".to_owned());
        let told = import::look_at_register(&office.app, &grid(REGISTER), &mapping, &body).await.unwrap_err().to_string();
        assert!(told.contains("dinas-lain"), "{told}");
        let told = import::known_body(&office.app, "kota-lain").unwrap_err().to_string();
        assert!(told.contains("kota-lain"), "{told}");
    }
}
