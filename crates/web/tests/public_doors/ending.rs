//! What is ended or passed on says where to go, which report it repeats, how to reach who has it now.

use axum::http::StatusCode;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Paper, Town};

async fn archive(
    officer: &mut Browser,
    paper: &Paper,
    more: &[(&str, &str)],
) -> (StatusCode, String) {
    let page = format!("/ruang/laporan/{}", paper.number);
    let seq = officer.get(&format!("{page}/archive")).await.hidden("seq");
    let mut fields = vec![
        ("seq", seq.as_str()),
        ("explanation", "Alasan yang dapat dibaca."),
    ];
    fields.extend(more);
    let seen = officer.post(&format!("{page}/archive"), &fields).await;
    (seen.status, seen.text())
}

both_engines! {
    async fn what_is_not_the_offices_matter_says_where_to_go(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Pencurian di rumah saya.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let (status, page) = archive(&mut coordinator, &paper, &[("reason_code", "out_of_scope")]).await;
        assert_eq!(status, StatusCode::CONFLICT, "{page}");
        assert!(page.contains("Sebutkan ke mana pelapor dapat pergi"), "{page}");
        let fields = [("reason_code", "out_of_scope"), ("where_to", "Polresta, telepon 110")];
        assert_eq!(archive(&mut coordinator, &paper, &fields).await.0, StatusCode::SEE_OTHER);
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Anda dapat ke: Polresta, telepon 110"), "{own}");
    }

    async fn a_duplicate_is_of_the_same_person(store: Store) {
        let town = Town::new(store).await;
        let phone = ("phone", "0812 0000 0001");
        let mut warga = town.warga();
        let first = warga.file("Jalan berlubang di depan pasar.", &[phone]).await;
        town.wait(1);
        let again = warga.file("Jalan berlubang di depan pasar itu lagi.", &[phone]).await;
        let other = town.warga().file("Lubang di depan pasar.", &[("phone", "0812 0000 0002")]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let of = |number| [("reason_code", "duplicate"), ("earlier", number)];
        let (status, page) = archive(&mut coordinator, &again, &of("")).await;
        assert!(status == StatusCode::CONFLICT && page.contains("nomor laporan lebih dulu"), "{page}");
        let (status, page) = archive(&mut coordinator, &other, &of(&first.number)).await;
        assert!(status == StatusCode::CONFLICT && page.contains("dari orang lain"), "{page}");
        let (status, page) = archive(&mut coordinator, &first, &of(&again.number)).await;
        assert_eq!(status, StatusCode::CONFLICT, "the later one is no earlier one: {page}");
        let (status, page) = archive(&mut coordinator, &again, &of(&first.number)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let own = warga.open(&again.phrase).await.text();
        assert!(own.contains("Sama dengan laporan Anda nomor"), "{own}");
    }

    async fn who_passes_it_on_says_how_to_reach_the_office(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Tiang listrik miring.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}/transfer", paper.number);
        let seq = coordinator.get(&page).await.hidden("seq");
        let mut fields = vec![("seq", seq.as_str()), ("to_outside", "PLN"), ("text", "Tiang milik PLN.")];
        let refused = coordinator.post(&page, &fields).await;
        assert!(refused.text().contains("cara menghubungi instansi"), "{}", refused.text());
        fields.push(("contact", "Telepon 123"));
        assert_eq!(coordinator.post(&page, &fields).await.status, StatusCode::SEE_OTHER);
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Cara menghubunginya: Telepon 123"), "{own}");
    }

    async fn the_public_reads_the_name_that_was_chosen(store: Store) {
        let town = Town::new(store).await;
        let fields = [("name", "Nama Lengkap Contoh"), ("display_name", "Bu Contoh")];
        let paper = town.warga().file("Jalan berlubang.", &fields).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        let page = town.warga().get(&format!("/laporan/{}", paper.number)).await.text();
        assert!(page.contains("Bu Contoh") && !page.contains("Nama Lengkap"), "{page}");
    }

    async fn a_unit_asks_for_more_time_and_the_coordinator_sees_it(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let seq = unit.get(&page).await.hidden("seq");
        let fields = [("seq", seq.as_str()), ("days", "6"), ("text", "Aspal baru datang pekan depan.")];
        let asked = unit.post(&format!("{page}/request-extension"), &fields).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("Perpanjangan yang diminta unit 6 hari kerja"), "{seen}");
        assert!(seen.contains("Aspal baru datang pekan depan."), "{seen}");
        let form = coordinator.get(&format!("{page}/extend")).await;
        assert!(form.html.contains(r#"value="6""#), "{}", form.html);
    }
}
