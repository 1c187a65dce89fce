use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;

fn sources(lang: Lang) -> impl Iterator<Item = &'static str> {
    SOURCES
        .iter()
        .map(move |s| if lang == Lang::Id { s.id } else { s.en })
}

/// Keys defined in one language; panics on a key that is defined twice.
fn defined(lang: Lang) -> BTreeSet<&'static str> {
    let mut keys = BTreeSet::new();
    for line in sources(lang).flat_map(str::lines) {
        if !line.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let Some((key, _)) = line.split_once('=') else {
            continue;
        };
        assert!(
            keys.insert(key.trim()),
            "{}: {} is defined twice",
            lang.code(),
            key.trim()
        );
    }
    keys
}

/// Arguments (`$name`) of every message, by key.
fn arguments(lang: Lang) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut key = String::new();
    for line in sources(lang).flat_map(str::lines) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            key = line.split('=').next().unwrap_or_default().trim().to_owned();
        }
        for rest in line.split('$').skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            // `$n` and `$count` are the same number; languages without plural
            // forms have no use for the first.
            if name != "n" && name != "count" {
                found.insert((key.clone(), name));
            }
        }
    }
    found
}

/// Keys that files below `dir` ask for literally.
fn used(dir: &Path, extension: &str, keys: &mut BTreeSet<(String, String)>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            used(&path, extension, keys);
            continue;
        }
        if path.extension().is_none_or(|e| e != extension) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        for call in [
            ".t(\"",
            ".ta(\"",
            ".t1(\"",
            ".t2(\"",
            ".tn(\"",
            "key: \"",
            "=> \"state-",
            "=> \"event-",
        ] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                let prefix = call.rsplit('"').next().unwrap_or_default();
                keys.insert((format!("{prefix}{key}"), path.display().to_string()));
            }
        }
    }
}

#[test]
fn every_file_of_messages_parses() {
    for lang in Lang::ALL {
        for text in sources(lang) {
            if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                panic!("{}: {errors:?} in\n{text}", lang.code());
            }
        }
    }
}

#[test]
fn every_key_exists_in_both_languages() {
    let (id, en) = (defined(Lang::Id), defined(Lang::En));
    let lacking: Vec<_> = id.symmetric_difference(&en).collect();
    assert!(lacking.is_empty(), "only in one language: {lacking:?}");
    assert!(id.iter().all(|key| I18n::new(Lang::En).has(key)));
}

#[test]
fn both_languages_use_the_same_arguments() {
    let (id, en) = (arguments(Lang::Id), arguments(Lang::En));
    let differing: Vec<_> = id.symmetric_difference(&en).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn every_key_that_pages_use_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut keys = BTreeSet::new();
    used(&root.join("templates"), "html", &mut keys);
    used(&root.join("src/view"), "rs", &mut keys);
    used(&root.join("src/workspace_view"), "rs", &mut keys);
    used(&root.join("src/workspace"), "rs", &mut keys);
    let known = defined(Lang::Id);
    let lacking: Vec<_> = keys
        .iter()
        .filter(|(key, _)| !known.contains(key.as_str()))
        .collect();
    assert!(lacking.is_empty(), "unknown keys: {lacking:#?}");
}

#[test]
fn the_language_is_the_chosen_one_else_the_best_asked_for() {
    assert_eq!(Lang::negotiate(Some("en"), Some("id")), Lang::En);
    assert_eq!(
        Lang::negotiate(Some("xx"), Some("en-GB,id;q=0.5")),
        Lang::En
    );
    assert_eq!(
        Lang::negotiate(None, Some("en;q=0.4, in-ID;q=0.9")),
        Lang::Id
    );
    assert_eq!(Lang::negotiate(None, Some("de-DE,de;q=0.9")), Lang::Id);
    assert_eq!(Lang::negotiate(None, Some("en;q=0")), Lang::Id);
    assert_eq!(Lang::negotiate(None, None), Lang::Id);
}

#[test]
fn a_missing_key_is_shown_not_hidden() {
    assert_eq!(I18n::default().t("no-such-key"), "no-such-key");
}

/// Whatever is logged as opened has its words: for the reporter, and for the officers who read the log.
#[test]
fn what_was_opened_is_named() {
    use lapor_domain::content::ContentKind;

    let kinds = [
        ContentKind::TitleOriginal,
        ContentKind::TextOriginal,
        ContentKind::Answers,
        ContentKind::Name,
        ContentKind::Phone,
        ContentKind::Email,
        ContentKind::Chat,
        ContentKind::Nik,
        ContentKind::Place,
        ContentKind::Point,
        ContentKind::Source,
        ContentKind::Document,
    ];
    // What SP4N-LAPOR! is given, and a case file.
    let others = ["contact", lapor_app::report::case_file::WHAT];
    for what in kinds.iter().map(|kind| kind.as_str()).chain(others) {
        for prefix in ["opened", "content"] {
            let key = format!("{prefix}-{what}").replace('_', "-");
            assert!(I18n::default().has(&key), "{key}");
        }
    }
}
