#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests; the files they write bear the time of the system's clock"
)]

use jiff::ToSpan as _;
use lapor_store::seal::{KeyFile, SeededEntropy};

use super::*;

fn store() -> (tempfile::TempDir, FileStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(&folder.path().join("berkas")).unwrap();
    (folder, store)
}

const A: Uuid = Uuid::from_u128(0xa1);
const B: Uuid = Uuid::from_u128(0xb1b2);

#[test]
fn what_was_put_is_read() {
    let (_folder, store) = store();
    store.put(A, b"isi").unwrap();
    store.put(A, b"isi").unwrap();
    assert_eq!(store.read(A).unwrap(), b"isi");
    assert!(matches!(store.read(B), Err(FileError::Missing(B))));
    store.remove(A).unwrap();
    store.remove(A).unwrap();
    store.remove(B).unwrap();
    assert!(matches!(store.read(A), Err(FileError::Missing(_))));
}

#[test]
fn originals_are_unreadable_on_disk() {
    let (_folder, store) = store();
    let key = KeyFile::from_root([1; 32]).body(Uuid::from_u128(1));
    let wrapped = store
        .put_sealed(A, b"foto asli pelapor", &key, &mut SeededEntropy::new(1))
        .unwrap();
    let on_disk = store.read(A).unwrap();
    assert!(!on_disk.windows(4).any(|window| window == b"foto"));
    assert_eq!(
        store.read_sealed(A, &wrapped, &key).unwrap().as_slice(),
        b"foto asli pelapor"
    );
    // Swapped files and wrong keys do not open.
    store.put(B, &on_disk).unwrap();
    assert!(matches!(
        store.read_sealed(B, &wrapped, &key),
        Err(FileError::Sealed(_))
    ));
    let other = KeyFile::from_root([1; 32]).body(Uuid::from_u128(2));
    assert!(matches!(
        store.read_sealed(A, &wrapped, &other),
        Err(FileError::Sealed(_))
    ));
}

#[test]
fn the_sweeper_takes_only_what_is_old_and_unknown() {
    let (_folder, store) = store();
    for id in [A, B] {
        store.put(id, b"isi").unwrap();
    }
    fs::write(
        store.folder(A).join(format!("{}.tmp", A.simple())),
        b"putus",
    )
    .unwrap();
    fs::write(
        store.folder(A).join("catatan-admin.txt"),
        b"bukan milik kami",
    )
    .unwrap();
    let known = HashSet::from([A]);
    let now = Timestamp::now();

    let nothing = store.sweep(&known, now - 1.hour()).unwrap();
    assert_eq!(
        nothing,
        Swept {
            removed: 0,
            bytes: 0,
            kept: 3
        }
    );
    let swept = store.sweep(&known, now + 1.hour()).unwrap();
    assert_eq!(
        swept,
        Swept {
            removed: 2,
            bytes: 8,
            kept: 1
        }
    );
    assert_eq!(store.read(A).unwrap(), b"isi");
    assert!(store.read(B).is_err());
    assert!(store.folder(A).join("catatan-admin.txt").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_noticed_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let occupied = folder.path().join("berkas");
    fs::write(&occupied, b"").unwrap();
    assert!(FileStore::open(&occupied).is_err());
}
