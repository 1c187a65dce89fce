//! Officers record for others: the source is kept and closed to the public, a post is taken once, a letter's scan
//! lies sealed, the receipt is printed again without its phrase.

use axum::http::{StatusCode, header};
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Part, Seen, Town};

const POST: &str = "https://www.instagram.com/p/CKUNANG77/";

/// Records with the fields of the form, and gives the page that answers.
async fn record(browser: &mut Browser, fields: &[(&str, &str)], scans: &[&[u8]]) -> Seen {
    let key = browser.get("/ruang/catat").await.hidden("key");
    record_with(browser, &key, fields, scans).await
}

async fn record_with(
    browser: &mut Browser,
    key: &str,
    fields: &[(&str, &str)],
    scans: &[&[u8]],
) -> Seen {
    let mut parts = vec![
        Part::Text("key", key),
        Part::Text("text", "Lampu jalan mati di Jalan Contoh."),
    ];
    parts.extend(fields.iter().map(|(name, value)| Part::Text(name, value)));
    parts.extend(scans.iter().map(|bytes| Part::Scan(bytes)));
    browser.upload("/ruang/catat", &parts).await
}

pub(crate) fn number(seen: &Seen) -> String {
    let (_, rest) = seen.html.split_once("number code\">").unwrap();
    let number = rest.split('<').next().unwrap();
    number.chars().filter(char::is_ascii_digit).collect()
}

both_engines! {
    async fn a_post_is_taken_once_and_its_address_is_for_officers(store: Store) {
        let town = Town::new(store).await;
        let mut counter = town.officer_at_desk("loket").await;
        let key = counter.get("/ruang/catat").await.hidden("key");
        let fields = [("channel", "social_media"), ("link", POST), ("sender", "@kunangkunang")];
        let first = record_with(&mut counter, &key, &fields, &[]).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert!(!first.html.contains("slip-words"), "nobody is there to take the phrase");
        let taken = number(&first);
        // Sent twice by the same form: the same report, no complaint about the link.
        let twice = record_with(&mut counter, &key, &fields, &[]).await;
        assert_eq!((twice.status, number(&twice)), (StatusCode::OK, taken.clone()), "{}", twice.text());
        // Pasted again, as a telephone shares it.
        let fields = [("channel", "social_media"), ("link", "http://instagram.com/p/CKUNANG77?igsh=a1#x")];
        let again = record(&mut counter, &fields, &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains(&lapor_domain::tracking::TrackingNo::parse(&taken).unwrap().grouped()), "{}", again.text());
        assert!(again.html.contains("name=\"link_again\"") && again.html.contains("Lampu jalan mati"));
        let other = [fields[0], fields[1], ("link_again", "yes")];
        assert_eq!(record(&mut counter, &other, &[]).await.status, StatusCode::CREATED);
        let bad = record(&mut counter, &[("channel", "social_media"), ("link", "javascript:alert(1)")], &[]).await;
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text().contains("alamat lengkap"), "{}", bad.text());

        let page = format!("/ruang/laporan/{taken}");
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seen = coordinator.get(&page).await;
        assert!(seen.html.contains("CKUNANG77") && seen.text().contains("Instagram") && seen.html.contains("@kunangkunang"), "{}", seen.text());
        let report = town.by_number(&taken).await;
        town.verify(report, true).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let closed = unit.get(&page).await;
        assert!(!closed.html.contains("CKUNANG77"), "a unit opens it with a reason");
        let opened = unit.post(&format!("{page}/buka"), &[("what", "source"), ("text", "Memeriksa lokasi")]).await;
        assert!(opened.html.contains("CKUNANG77"), "{}", opened.text());
        let mut warga = town.warga();
        for address in [format!("/laporan/{taken}"), format!("/lacak?number={taken}"), "/laporan".to_owned()] {
            let seen = warga.get(&address).await;
            assert!(!seen.html.contains("CKUNANG77") && !seen.html.contains("kunangkunang"), "{address}");
        }
        assert!(!town.officer_at_desk("loket").await.get(&page).await.html.contains("CKUNANG77"));
    }

    async fn a_letters_scan_lies_sealed_and_opens_with_a_reason(store: Store) {
        let town = Town::new(store).await;
        let mut counter = town.officer_at_desk("loket").await;
        let pdf: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Kunci (SURAT-ASLI) >>\nendobj\n%%EOF\n";
        let fields = [("channel", "letter"), ("letter_no", "007/RT-03/2025"), ("letter_date", "2025-07-28")];
        for (bad, says) in [(&pdf[..20], "terpotong"), (b"<script>alert(1)</script>".as_slice(), "bukan PDF")] {
            let seen = record(&mut counter, &fields, &[bad]).await;
            assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.text().contains(says), "{}", seen.text());
        }
        let seen = record(&mut counter, &fields, &[pdf]).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        let taken = number(&seen);
        let report = town.by_number(&taken).await;
        town.verify(report, true).await;
        let all = lapor_domain::report::command::Command::Release { point: false, files: true, findings_kept: false };
        let _ = town.give("koordinator", report, |_| all).await;

        let page = format!("/ruang/laporan/{taken}");
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let shown = coordinator.get(&page).await;
        assert!(shown.text().contains("007/RT-03/2025") && shown.text().contains("28 Juli 2025"), "{}", shown.text());
        let file = shown.hidden("file");
        let without = coordinator.post(&format!("{page}/buka"), &[("what", "document"), ("file", &file), ("text", "")]).await;
        assert_ne!(without.status, StatusCode::OK, "no reason");
        let why = [("what", "document"), ("file", file.as_str()), ("text", "Mencocokkan isi surat")];
        let opened = coordinator.post(&format!("{page}/buka"), &why).await;
        assert_eq!((opened.status, opened.html.as_bytes()), (StatusCode::OK, pdf));
        let says = |name: header::HeaderName| opened.headers[name].to_str().unwrap().to_owned();
        assert!(says(header::CONTENT_DISPOSITION).starts_with("attachment;"));
        assert!(says(header::CONTENT_SECURITY_POLICY).starts_with("sandbox"));
        assert_eq!(says(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(says(header::CONTENT_TYPE), "application/pdf");
        assert!(coordinator.get(&page).await.text().contains("Mencocokkan isi surat"), "the look is written down");
        // Nobody else: not by address, not through another report, not from the unit beside.
        let elsewhere = town.warga().file("Sampah menumpuk.", &[]).await;
        let through = coordinator.post(&format!("/ruang/laporan/{}/buka", elsewhere.number), &why).await;
        assert_eq!(through.status, StatusCode::NOT_FOUND);
        for address in [format!("/berkas/{file}"), format!("/berkas/{file}/kecil")] {
            assert_eq!(coordinator.get(&address).await.status, StatusCode::NOT_FOUND);
        }
        let public = town.warga().get(&format!("/laporan/{taken}")).await;
        assert!(public.status == StatusCode::OK && !public.html.contains(&file), "{}", public.text());
        assert!(!counter.get(&page).await.html.contains(&file));
        // On the disk it is noise.
        for folder in std::fs::read_dir(town.files()).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
            for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
                let bytes = std::fs::read(entry.path()).unwrap();
                assert!(!bytes.windows(10).any(|part| part == b"SURAT-ASLI"));
            }
        }
    }

    async fn what_an_officer_recorded_is_listed_and_printed_again_without_its_phrase(store: Store) {
        let town = Town::new(store).await;
        let mut counter = town.officer_at_desk("loket").await;
        let seen = record(&mut counter, &[("channel", "counter")], &[]).await;
        assert!(seen.html.contains("slip-words") && seen.html.contains("<svg class=\"slip-square\""), "{}", seen.text());
        let (paper, taken) = (seen.paper(), number(&seen));
        assert!(town.warga().open(&paper.phrase).await.text().contains("Lampu jalan mati"));
        let secret = record(&mut counter, &[("channel", "telephone"), ("rahasia", "yes")], &[]).await;
        assert!(secret.html.contains("slip-words"), "the caller may take the phrase down");
        let hidden = number(&secret);
        let list = counter.get("/ruang/catat/saya").await;
        assert!(list.html.contains(&format!("saya/{taken}")) && list.html.contains(&format!("saya/{hidden}")), "{}", list.text());
        assert!(!list.html.contains("Lampu jalan"), "numbers only");
        assert!(!list.html.contains(&format!("/ruang/laporan/{hidden}")), "what is secret is not the counter's to open");
        let again = counter.get(&format!("/ruang/catat/saya/{taken}")).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.text().contains(paper.number.get(..4).unwrap()) && !again.text().contains(&paper.phrase) && !again.html.contains("slip-words"), "{}", again.text());
        let mut other = town.officer_at_desk("koordinator").await;
        assert_eq!(other.get(&format!("/ruang/catat/saya/{taken}")).await.status, StatusCode::NOT_FOUND);
        town.wait(24);
        let mut counter = town.officer_at_desk("loket").await;
        let today = counter.get("/ruang/catat/saya").await;
        assert!(today.status == StatusCode::OK && !today.html.contains(&format!("saya/{taken}")), "yesterday's");
        let week = counter.get("/ruang/catat/saya?rentang=minggu").await;
        assert!(week.html.contains(&format!("saya/{taken}")), "{}", week.text());
    }
}
