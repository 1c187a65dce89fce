//! An old register by page: uploaded, mapped, looked at, run, mended.

use axum::http::StatusCode;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Seen, Town};

const REGISTER: &str = "\
Tanggal Masuk;Nama Pelapor;No HP;Isi Aduan;OPD;Status
05/03/2019;Warga Satu;081200000001;Lampu jalan padam di gang contoh;Dinas Perhubungan;Rampung
06/03/2019;Warga Dua;081200000002;Sampah menumpuk di pasar contoh;Dinas Angin;Rampung
entah;Warga Tiga;081200000003;=Jalan berlubang;Dinas Perhubungan;Rampung
";

/// Field, file name, bytes.
type SentFile<'a> = (&'a str, &'a str, &'a [u8]);

async fn upload(browser: &mut Browser, files: &[SentFile<'_>]) -> Seen {
    let mut body = Vec::new();
    for (field, name, bytes) in files {
        let head = format!(
            "--BATAS\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--BATAS--\r\n");
    browser.raw("/ruang/kelola/impor", body).await
}

/// The form as it stands, to be sent back with changes.
fn form(seen: &Seen) -> Vec<(String, String)> {
    let (_, form) = seen.html.split_once("id=\"pemetaan-name\"").unwrap();
    let mut fields = vec![(
        "name".to_owned(),
        form.split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned(),
    )];
    for select in form.split("<select").skip(1) {
        let name = select
            .split("name=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let body = select.split("</select>").next().unwrap();
        let chosen = body
            .split("<option")
            .find(|option| option.split('>').next().unwrap().contains(" selected"));
        let value = chosen
            .and_then(|option| option.split("value=\"").nth(1))
            .map_or("", |rest| rest.split('"').next().unwrap());
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields
}

async fn save(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Seen {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// Waits until it ran.
async fn ran(browser: &mut Browser, path: &str) -> Seen {
    for _ in 0..200 {
        let seen = browser.get(path).await;
        if !seen.text().contains("sedang berjalan") {
            return seen;
        }
        assert_eq!(seen.headers["refresh"], "3");
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("it never ended");
}

both_engines! {
    async fn a_register_is_uploaded_mapped_run_and_mended(store: Store) {
        let town = Town::new(store).await;
        let mut keeper = town.officer_at_desk("koordinator").await;
        let before = town.reports().await;
        let sent = upload(&mut keeper, &[("file", "Buku 2019.csv", REGISTER.as_bytes())]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let path = sent.location().to_owned();
        let seen = keeper.get(&path).await;
        let text = seen.text();
        assert!(text.contains("Lampu jalan padam di gang contoh"), "first rows: {text}");
        assert!(text.contains("Rampung (2)") && text.contains("Dinas Angin") && text.contains("Baris ditahan"), "{text}");
        assert_eq!(town.reports().await, before, "a look writes nothing");
        // The mapping as a form: the word gets its state.
        let mut fields = form(&seen);
        let at = fields.iter().position(|(name, _)| name == "status-0").unwrap();
        assert_eq!(fields[at].1, "");
        "selesai".clone_into(&mut fields[at].1);
        assert_eq!(save(&mut keeper, &path, &fields).await.status, StatusCode::SEE_OTHER);
        let text = keeper.get(&path).await.text();
        assert!(!text.contains("Rampung (2)") && text.contains("Tertangani"), "{text}");
        // What makes no sense is said, and nothing is lost.
        let mut wrong = fields.clone();
        "Bukan Nama!".clone_into(&mut wrong[0].1);
        let told = save(&mut keeper, &path, &wrong).await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.text().contains("huruf kecil"), "{}", told.text());
        // Nobody else sees what was uploaded.
        let mut other = town.officer_at_desk("administrator").await;
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(other.get("/ruang/kelola/impor").await.text().contains("Buku 2019.csv"));
        assert_eq!(keeper.post(&format!("{path}/jalankan"), &[]).await.status, StatusCode::SEE_OTHER);
        let text = ran(&mut keeper, &path).await.text();
        assert!(text.contains("Impor selesai") && text.contains("baru 2"), "{text}");
        assert_eq!(town.reports().await, before + 2);
        let list = keeper.get(&format!("{path}/masalah.csv")).await.html;
        assert!(list.contains("Warga Tiga") && list.contains("'=Jalan berlubang") && !list.contains("Warga Satu"), "{list}");
        let map = keeper.get(&format!("{path}/pemetaan.toml")).await.html;
        assert!(map.contains("Rampung = \"selesai\""), "{map}");
        // Mended, and read by the mapping that was used last.
        let mended = list.replace("entah", "07/03/2019");
        let sent = upload(&mut keeper, &[("file", "masalah.csv", mended.as_bytes())]).await;
        let second = sent.location().to_owned();
        keeper.post(&format!("{second}/jalankan"), &[]).await;
        let text = ran(&mut keeper, &second).await.text();
        assert!(text.contains("baru 1"), "{text}");
        assert_eq!(town.reports().await, before + 3);
        // Run again, nothing is doubled; and by a mapping that was kept.
        let sent = upload(&mut keeper, &[("file", "lain.csv", REGISTER.as_bytes()), ("mapping", "a.toml", map.as_bytes())]).await;
        let third = sent.location().to_owned();
        keeper.post(&format!("{third}/jalankan"), &[]).await;
        let text = ran(&mut keeper, &third).await.text();
        assert!(text.contains("baru 0"), "{text}");
        assert_eq!(town.reports().await, before + 3);
    }

    async fn what_is_no_register_is_refused_with_a_sentence(store: Store) {
        let town = Town::new(store).await;
        let mut keeper = town.officer_at_desk("koordinator").await;
        let cases: [(&str, &[SentFile<'_>]); 5] = [
            ("Pilih berkas dahulu", &[]),
            ("kosong", &[("file", "a.csv", b" \n")]),
            ("PDF", &[("file", "a.xlsx", b"%PDF-1.7 x")]),
            ("hanya satu kolom", &[("file", "a.csv", b"Tanggal\n2019-01-01\n")]),
            ("TOML", &[("file", "a.csv", REGISTER.as_bytes()), ("mapping", "a.toml", b"name = ")]),
        ];
        for (word, files) in cases {
            let told = upload(&mut keeper, files).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{word}");
            assert!(told.text().contains(word), "{word}: {}", told.text());
        }
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.get("/ruang/kelola/impor").await.status, StatusCode::FORBIDDEN);
        assert_eq!(upload(&mut unit, &[("file", "a.csv", REGISTER.as_bytes())]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(keeper.get("/ruang/kelola/impor/bukan-nomor").await.status, StatusCode::NOT_FOUND);
    }
}
