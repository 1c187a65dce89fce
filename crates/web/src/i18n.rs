//! Words people see: Fluent, Indonesian first, English second.
//!
//! The messages live in `web/locales/{id,en}/*.ftl` and are compiled in. A key
//! that is lacking in English falls back to Indonesian; tests keep that from
//! happening.

use std::borrow::{Borrow, Cow};
use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// One file of messages in both languages.
struct Source {
    id: &'static str,
    en: &'static str,
}

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        &[$(Source {
            id: include_str!(concat!("../../../web/locales/id/", $name, ".ftl")),
            en: include_str!(concat!("../../../web/locales/en/", $name, ".ftl")),
        }),*]
    };
}

static SOURCES: &[Source] = sources![
    "common",
    "states",
    "home",
    "file",
    "track",
    "own",
    "released",
    "stats",
    "about",
    "errors",
    "public",
    "workspace",
    "desk",
    "commands",
    "refusals",
    "routing",
    "events",
    "api",
    "open311",
    "channels",
    "asked",
    "recording",
    "desk_notices",
    "webhook",
    "outside",
    "feeds",
    "import",
    "sp4n",
    "open_data",
    "official",
    "charts",
    "plan",
    "case_file",
    "figures",
];

static INDONESIAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Lang::Id));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Lang::En));

/// The cookie that keeps a chosen language.
pub const LANGUAGE_COOKIE: &str = "bahasa";

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// Both, Indonesian first.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The BCP 47 code, as in `<html lang>`, cookies and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The language of a code, if it is one of ours.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language to show: the one chosen (cookie), else the first of ours
    /// in `Accept-Language`, else Indonesian.
    ///
    /// A browser that asks for neither gets Indonesian: it is the language of
    /// the office that answers.
    pub fn negotiate(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        if let Some(chosen) = cookie.and_then(Self::from_code) {
            return chosen;
        }
        let mut best: Option<(f32, Self)> = None;
        for part in accept_language.unwrap_or_default().split(',').take(16) {
            let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            // "in" is what old Android phones call Indonesian.
            let lang = match primary.to_ascii_lowercase().as_str() {
                "id" | "in" => Self::Id,
                "en" => Self::En,
                _ => continue,
            };
            let quality: f32 = quality
                .trim()
                .strip_prefix("q=")
                .and_then(|q| q.parse().ok())
                .unwrap_or(0.0);
            if quality > best.map_or(0.0, |(q, _)| q) {
                best = Some((quality, lang));
            }
        }
        best.map_or(Self::Id, |(_, lang)| lang)
    }

    /// The other one, for the switch in the header.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Id => Self::En,
            Self::En => Self::Id,
        }
    }
}

/// A handle on the messages of one language; free to copy and to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct I18n {
    /// The language spoken.
    pub lang: Lang,
}

impl I18n {
    /// The messages of `lang`.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The message `key` without arguments.
    pub fn t(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The message `key` with arguments.
    pub fn ta(&self, key: &str, args: &FluentArgs<'_>) -> String {
        self.format(key, Some(args))
    }

    /// The message `key` with one argument that is shown as it is.
    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        let mut args = FluentArgs::new();
        args.set(Cow::from(name), value.to_string());
        self.ta(key, &args)
    }

    /// The message `key` with two arguments that are shown as they are.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl Display,
        name2: &str,
        value2: impl Display,
    ) -> String {
        let mut args = FluentArgs::new();
        args.set(Cow::from(name), value.to_string());
        args.set(Cow::from(name2), value2.to_string());
        self.ta(key, &args)
    }

    /// The message `key` with a count: `$n` chooses the plural form, `$count`
    /// is the same number written with the language's digit groups.
    pub fn tn(&self, key: &str, n: impl Borrow<u64>) -> String {
        let n = *n.borrow();
        let mut args = FluentArgs::new();
        args.set("n", n);
        args.set("count", self.number(n));
        self.ta(key, &args)
    }

    /// Whether this language itself has the message.
    pub fn has(&self, key: &str) -> bool {
        own_bundle(self.lang).has_message(key)
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        for lang in [self.lang, Lang::Id] {
            let bundle = own_bundle(lang);
            let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, args, &mut errors)
                .into_owned();
            if !errors.is_empty() {
                tracing::error!(key, ?errors, "message formatted with errors");
            }
            return text;
        }
        tracing::error!(key, "message is lacking in every language");
        key.to_owned()
    }
}

fn own_bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    match lang {
        Lang::Id => &INDONESIAN,
        Lang::En => &ENGLISH,
    }
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks are for mixed writing directions; both languages run
    // left to right, and the marks would land in copied text.
    bundle.set_use_isolating(false);
    for source in SOURCES {
        let text = match lang {
            Lang::Id => source.id,
            Lang::En => source.en,
        };
        let resource =
            FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, errors)| {
                tracing::error!(?errors, "messages do not parse");
                partial
            });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "messages are defined twice");
        }
    }
    bundle
}

#[cfg(test)]
#[path = "i18n_tests.rs"]
mod tests;
