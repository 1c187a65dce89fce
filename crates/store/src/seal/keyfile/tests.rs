#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::seal::entropy::SeededEntropy;

fn wrong(text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kunci");
    fs::write(&path, text).unwrap();
    let error = KeyFile::load(&path).unwrap_err();
    assert!(matches!(error, KeyFileError::Format { .. }), "{error}");
    error.to_string()
}

#[test]
fn created_then_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kunci");
    let made = KeyFile::create(&path, &mut SeededEntropy::new(1)).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let loaded = KeyFile::load(&path).unwrap();
    assert_eq!(made.key_check(), loaded.key_check());
    assert_eq!(format!("{loaded:?}"), "KeyFile(…)");

    let before = fs::read(&path).unwrap();
    let again = KeyFile::create(&path, &mut SeededEntropy::new(2));
    assert!(matches!(again, Err(KeyFileError::Exists(_))));
    assert_eq!(fs::read(&path).unwrap(), before);

    // An editor on Windows and a blank line do no harm.
    fs::write(
        &path,
        String::from_utf8(before).unwrap().replace('\n', "\r\n\r\n"),
    )
    .unwrap();
    assert_eq!(KeyFile::load(&path).unwrap().key_check(), made.key_check());
}

#[test]
fn a_missing_file_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidak-ada");
    let error = KeyFile::load(&path).unwrap_err();
    assert!(matches!(error, KeyFileError::Missing(_)));
    assert!(error.to_string().contains("cadangan"), "{error}");
    assert!(matches!(
        KeyFile::load(folder.path()),
        Err(KeyFileError::Unreadable { .. })
    ));
    let nowhere = folder.path().join("a/b");
    assert!(matches!(
        KeyFile::create(&nowhere, &mut SeededEntropy::new(1)),
        Err(KeyFileError::Unwritable { .. })
    ));
}

#[test]
fn a_broken_file_is_named_and_never_quoted() {
    let good = STANDARD.encode([5; 32]);
    let cases: [(&[u8], &str); 8] = [
        (b"", "kosong"),
        (b"# saja\n", "kosong"),
        (b"-----BEGIN PRIVATE KEY-----\n", "baris versi"),
        (b"lapor-key-v2\nabc\n", "lebih baru"),
        (b"lapor-key-v1\n", "baris kunci tidak ada"),
        (b"lapor-key-v1\nrahasia!!\n", "bukan base64"),
        (b"lapor-key-v1\nAAAA\n", "32 bita"),
        (&[0xff, 0xfe, 0x00], "bukan teks"),
    ];
    for (text, reason) in cases {
        let message = wrong(text);
        assert!(message.contains(reason), "{message}");
        assert!(!message.contains("rahasia!!"));
    }
    assert!(wrong(format!("lapor-key-v1\n{good}\n{good}\n").as_bytes()).contains("berlebih"));
    assert!(wrong(&vec![b'#'; 70_000]).contains("terlalu besar"));
}

#[test]
fn a_wrong_key_is_noticed() {
    let (mine, other) = (KeyFile::from_root([1; 32]), KeyFile::from_root([2; 32]));
    assert!(mine.verify_key_check(&mine.key_check()).is_ok());
    assert!(matches!(
        mine.verify_key_check(&other.key_check()),
        Err(KeyFileError::WrongKey)
    ));
    assert!(matches!(
        mine.verify_key_check(b""),
        Err(KeyFileError::WrongKey)
    ));
}

#[test]
fn purposes_give_different_keys() {
    let key = KeyFile::from_root([1; 32]);
    let mac = |purpose: &str| key.installation_key(purpose).mac(&[b"x"]);
    assert_ne!(mac("receipt-phrase"), mac("session"));
    assert_ne!(key.installation_key("key-check").bytes(), &key.key_check());
}
