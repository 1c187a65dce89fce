use crate::support::Place;

const LETTER: &str = "From: Warga Contoh <warga@contoh.example>\nSubject: Jalan rusak\nMessage-ID: <1@contoh.example>\n\nJalan berlubang di depan pasar.\n";

#[test]
fn a_letter_becomes_one_report() {
    let place = Place::sqlite().prepared();
    let mail_in = ["mail-in", "--body", "kota"];
    let run = place.told(&mail_in, LETTER);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("laporan baru"), "{run:?}");
    let again = place.told(&mail_in, LETTER);
    assert!(
        again.code == Some(0) && again.out.contains("sudah pernah"),
        "{again:?}"
    );
}

#[test]
fn the_mail_server_learns_whether_to_try_again() {
    let place = Place::sqlite().prepared();
    let broken = place.told(
        &["mail-in", "--body", "kota"],
        "Subject: x\n\ntanpa pengirim\n",
    );
    assert_eq!(broken.code, Some(65), "{broken:?}");
    let no_body = place.told(&["mail-in", "--body", "tidak-ada"], LETTER);
    assert_eq!(no_body.code, Some(75), "{no_body:?}");
    let empty = Place::sqlite().told(&["mail-in", "--body", "kota"], LETTER);
    assert_eq!(empty.code, Some(75), "{empty:?}");
    let doors = place.dir.path().join("saluran.toml");
    std::fs::write(&doors, "base_url = 7\n").unwrap();
    let mut command = place.command();
    command.env("LAPOR_CHANNELS", &doors);
    let bad = crate::support::finish(command.args(["mail-in", "--body", "kota"]), LETTER);
    assert!(
        bad.code == Some(75) && bad.err.contains("saluran.toml"),
        "{bad:?}"
    );
}
