//! Officers at their desks, over HTTP: the life of a report, refusals that name the rule, two at once.

use axum::http::StatusCode;
use lapor_app::admin;
use lapor_app::password::Password;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Part, Town, jpeg, multipart};

const PASSWORD: &str = "sandi contoh yang panjang";

impl Town {
    /// An officer, signed in.
    pub(crate) async fn officer_at_desk(&self, slug: &str) -> Browser {
        let rules = self.app.rules();
        let officer = rules.directory.officers[&self.officer(slug)].clone();
        admin::set_password(&self.app, &officer, Password::new(PASSWORD.to_owned()))
            .await
            .unwrap();
        let mut browser = self.warga();
        let seen = browser
            .post(
                "/masuk",
                &[("login", &officer.login), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        browser
    }
}

both_engines! {
    async fn the_inbox_says_what_is_late_whose_turn_it_is_and_finds_words(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let inbox = coordinator.get("/ruang").await.text();
        assert!(inbox.contains("Verifikasi 6 Agustus 2025"), "{inbox}");
        assert!(inbox.contains("Giliran koordinator"), "{inbox}");
        town.verify(town.by_number(&paper.number).await, true).await;
        town.wait(24 * 40);
        lapor_app::jobs::round(&town.app).await.unwrap();
        let mut unit = town.officer_at_desk("dpupr").await;
        let inbox = unit.get("/ruang").await;
        let text = inbox.text();
        assert!(text.contains("Terlambat : Penerimaan oleh unit") || text.contains("Terlambat : Tindak lanjut pertama"), "{text}");
        assert!(text.contains("Giliran Dinas Pekerjaan Umum"), "{text}");
        assert!(!inbox.html.contains("name=\"type\""), "no choice where there is one thing to choose");
        let found = unit.get("/ruang?tab=semua&q=berlubang").await;
        assert!(found.html.contains("name=\"q\" maxlength=\"120\" value=\"berlubang\"") && found.html.contains(&paper.number), "{}", found.html);
        assert!(!unit.get("/ruang?tab=semua&q=jembatan").await.html.contains(&paper.number));
    }

    async fn a_report_goes_through_the_desks(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang dalam di depan pasar, KENARI-ISI.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let inbox = coordinator.get("/ruang").await;
        assert_eq!(inbox.status, StatusCode::OK);
        assert!(inbox.text().contains("Jalan berlubang dalam"), "{}", inbox.text());
        let page = format!("/ruang/laporan/{}", paper.number);
        let report = coordinator.get(&page).await;
        assert!(report.text().contains("KENARI-ISI"));
        let category = town.made.categories["jalan-rusak"].to_string();
        let lead = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
        let seq = report.hidden("seq");
        let verified = coordinator
            .post(&format!("{page}/verify"), &[
                ("seq", &seq), ("type", "complaint"), ("supervisory", "no"), ("category", &category),
                ("lead", &lead), ("release", "yes"), ("title_final", "Jalan berlubang"),
                ("text_final", "Jalan berlubang di depan pasar."),
            ])
            .await;
        assert_eq!(verified.status, StatusCode::SEE_OTHER, "{}", verified.text());
        // The same form again: the report has moved on.
        let again = coordinator
            .post(&format!("{page}/verify"), &[("seq", &seq), ("type", "complaint"), ("text_final", "tetap ada")])
            .await;
        assert!(again.status.is_client_error());
        assert!(again.html.contains("tetap ada"), "what was written is handed back");

        let mut unit = town.officer_at_desk("dpupr").await;
        let desk = unit.get(&page).await;
        assert_eq!(desk.status, StatusCode::OK, "{}", desk.text());
        assert!(!desk.html.contains("KENARI-ISI"), "a unit reads the public version");
        let seq = desk.hidden("seq");
        let answered = unit
            .post(&format!("{page}/answer"), &[("seq", &seq), ("text", "Tim memeriksa lokasi."), ("next_by", "2025-08-06")])
            .await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
        // Another officer still looks at the old page.
        let stale = coordinator
            .post(&format!("{page}/redirect"), &[("seq", &seq), ("lead", &lead), ("note", "Catatan saya.")])
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.html.contains("Catatan saya."));
        // Not theirs to do: the rule and who may are named.
        let refused = unit.get(&format!("{page}/archive")).await;
        assert!(refused.text().contains("Aturan"), "{}", refused.text());

        let closing = unit
            .post(&format!("{page}/propose-closure"), &[("outcome", "not_granted"), ("text", "Jalan ini milik provinsi.")])
            .await;
        assert_eq!(closing.status, StatusCode::SEE_OTHER, "{}", closing.text());
        let own = warga.get("/milik").await;
        assert!(own.text().contains("Jalan ini milik provinsi."));
    }

    async fn personal_data_in_a_public_text_is_masked_or_acknowledged(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu mati, hubungi 0812-0000-1111.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let form = coordinator.get(&format!("{page}/verify")).await;
        assert!(form.text().contains("Nomor telepon: 0812-0000-1111"), "{}", form.text());
        assert_eq!(form.boxed("text_final"), "Lampu mati, hubungi [nomor telepon].", "masked by itself");
        let category = town.made.categories["jalan-rusak"].to_string();
        let lead = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
        let seq = form.hidden("seq");
        let mut fields = vec![
            ("seq", seq.as_str()), ("type", "complaint"), ("supervisory", "no"), ("category", &category),
            ("lead", &lead), ("release", "yes"), ("title_final", "Lampu mati"),
            ("text_final", "Lampu mati, hubungi 0812-0000-1111."),
        ];
        let refused = coordinator.post(&format!("{page}/verify"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.text().contains("tampak seperti data pribadi"), "{}", refused.text());
        assert_eq!(town.warga().get(&format!("/laporan/{}", paper.number)).await.status, StatusCode::NOT_FOUND);
        fields.push(("findings_kept", "yes"));
        let taken = coordinator.post(&format!("{page}/verify"), &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        // What stays visible is looked at by a second officer before anybody else sees it.
        let public = format!("/laporan/{}", paper.number);
        assert_eq!(town.warga().get(&public).await.status, StatusCode::NOT_FOUND);
        let seq = coordinator.get(&page).await.hidden("seq");
        let release = [("seq", seq.as_str()), ("findings_kept", "yes")];
        let alone = coordinator.post(&format!("{page}/release"), &release).await;
        assert_eq!(alone.status, StatusCode::CONFLICT, "{}", alone.text());
        let mut second = town.officer_at_desk("koordinator2").await;
        let looked = second.post(&format!("{page}/release"), &release).await;
        assert_eq!(looked.status, StatusCode::SEE_OTHER, "{}", looked.text());
        assert_eq!(town.warga().get(&public).await.status, StatusCode::OK);
    }

    async fn a_text_with_a_name_and_a_nik_goes_public_masked(store: Store) {
        let town = Town::new(store).await;
        let said = "Lampu jalan padam. Lapor Pak Budiman Sanjaya, NIK 6271035203900003, rumah saya gelap.";
        let paper = town.warga().file(said, &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let form = coordinator.get(&format!("{page}/verify")).await;
        let (title, text) = (form.hidden("title_final"), form.boxed("text_final"));
        for words in [&title, &text] {
            assert!(!words.contains("6271035203900003") && !words.contains("Budiman"), "{words}");
        }
        let category = town.made.categories["jalan-rusak"].to_string();
        let lead = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
        let seq = form.hidden("seq");
        let taken = coordinator
            .post(&format!("{page}/verify"), &[
                ("seq", &seq), ("type", "complaint"), ("supervisory", "no"), ("category", &category),
                ("lead", &lead), ("release", "yes"), ("title_final", &title), ("text_final", &text),
            ])
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let public = town.warga().get(&format!("/laporan/{}", paper.number)).await;
        assert_eq!(public.status, StatusCode::OK);
        assert!(public.text().contains("[NIK]") && public.text().contains("[nama]"), "{}", public.text());
        assert!(!public.html.contains("6271035203900003") && !public.html.contains("Budiman"));
    }

    async fn a_report_is_kept_for_one_s_own_unit_only(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Situs kota tidak dapat dibuka.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let seq = coordinator.get(&page).await.hidden("seq");
        let category = town.made.categories["layanan-daring"].to_string();
        let fields = [
            ("seq", seq.as_str()), ("type", "complaint"), ("supervisory", "no"), ("category", &category),
            ("release", "no"), ("title_final", "Situs kota"), ("text_final", "Situs kota tidak dapat dibuka."),
        ];
        let kept = coordinator.post(&format!("{page}/keep"), &fields).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let seen = coordinator.get(&page).await;
        assert!(seen.text().contains("Dinas Komunikasi"), "{}", seen.text());
    }

    async fn what_was_cut_off_on_its_way_is_not_an_answer(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let seq = unit.get(&page).await.hidden("seq");
        let picture = jpeg();
        let whole = multipart(&[
            Part::Text("seq", &seq), Part::Text("next_by", "2025-08-06"),
            Part::Text("text", "Sudah diperbaiki, foto terlampir."), Part::File("a.jpg", &picture),
        ]);
        let seen = unit.raw(&format!("{page}/answer"), whole[..whole.len() - 200].to_vec()).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.text());
        assert!(seen.text().contains("terpotong atau rusak"), "{}", seen.text());
        assert_eq!(seen.boxed("text"), "Sudah diperbaiki, foto terlampir.");
        assert!(!unit.get(&page).await.text().contains("foto terlampir"));
    }

    async fn nobody_unknown_comes_in(store: Store) {
        let town = Town::new(store).await;
        let mut stranger = town.warga();
        let away = stranger.get("/ruang").await;
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        assert!(away.location().contains("/masuk"));
        let wrong = stranger.post("/masuk", &[("login", "koordinator@contoh.lapor.example"), ("password", "salah sekali")]).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    }

    async fn an_identity_is_opened_with_a_reason_and_logged(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga
            .file("Lampu jalan mati.", &[("identity", "named"), ("name", "Warga KENARI-NAMA"), ("phone", "081200001111")])
            .await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let report = coordinator.get(&page).await;
        assert!(!report.html.contains("081200001111") && !report.html.contains("+6281200001111"));
        let without = coordinator.post(&format!("{page}/buka"), &[("what", "contact"), ("text", "")]).await;
        assert!(without.status.is_client_error());
        let opened = coordinator
            .post(&format!("{page}/buka"), &[("what", "contact"), ("text", "Menanyakan alamat lampu.")])
            .await;
        assert!(opened.html.contains("+6281200001111"), "{}", opened.text());
        assert!(opened.text().contains("Menanyakan alamat lampu."), "the look is in the access log");
    }
}
