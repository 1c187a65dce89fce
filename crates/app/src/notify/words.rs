//! Wordings of notices: Fluent, one key for each notice and door, shipped in two languages and changed by files.
//!
//! A changed file holds only the keys that it changes. It is read when the program starts, and a key that does not
//! exist or a place that nothing fills is an error then, not at night when the first message goes out.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language that reporters are written to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The language of a code; what is not known is Indonesian.
    pub fn of_code(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Id }
    }

    const fn shipped(self) -> &'static str {
        match self {
            Self::Id => concat!(
                include_str!("words/id.ftl"),
                "\n",
                include_str!("words/chat.id.ftl"),
                "\n",
                include_str!("words/officers.id.ftl")
            ),
            Self::En => concat!(
                include_str!("words/en.ftl"),
                "\n",
                include_str!("words/chat.en.ftl"),
                "\n",
                include_str!("words/officers.en.ftl")
            ),
        }
    }
}

/// What may stand in a wording.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Number for people.
    pub number: String,
    /// The body.
    pub body: String,
    /// The office that must act.
    pub unit: String,
    /// The officer's words.
    pub words: String,
    /// A day: the end of a wait.
    pub until: String,
    /// Where to look.
    pub link: String,
    /// The door the report came by, as code.
    pub door: String,
}

impl Places {
    /// Names of the places, as they stand in braces.
    pub const NAMES: [&'static str; 7] = [
        "nomor", "instansi", "unit", "isi", "batas", "tautan", "pintu",
    ];

    pub(super) fn args(&self) -> FluentArgs<'_> {
        let values = [
            &self.number,
            &self.body,
            &self.unit,
            &self.words,
            &self.until,
            &self.link,
            &self.door,
        ];
        Self::NAMES
            .into_iter()
            .zip(values.map(String::as_str))
            .collect()
    }
}

pub(super) type Bundle = FluentBundle<FluentResource>;

static SHIPPED: LazyLock<[Arc<Bundle>; 2]> =
    LazyLock::new(|| Language::ALL.map(|language| Arc::new(shipped(language))));

/// The wordings of an installation, and the text of its changed files.
#[derive(Clone)]
pub struct NoticeWords([Arc<Bundle>; 2], [Arc<str>; 2]);

impl Default for NoticeWords {
    fn default() -> Self {
        Self(SHIPPED.clone(), [Arc::from(""), Arc::from("")])
    }
}

impl fmt::Debug for NoticeWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoticeWords(…)")
    }
}

impl NoticeWords {
    /// The shipped wordings with the changes in a folder: `id.ftl`, `en.ftl`.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong in it.
    pub fn with_changes(folder: &Path) -> Result<Self, String> {
        let mut bundles = Vec::with_capacity(2);
        let mut files = [Arc::from(""), Arc::from("")];
        for language in Language::ALL {
            let path = folder.join(format!("{}.ftl", language.as_str()));
            let mut bundle = shipped(language);
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    change(&mut bundle, &text, language)
                        .map_err(|why| format!("{}: {why}", path.display()))?;
                    let [id, en] = &mut files;
                    *(if language == Language::Id { id } else { en }) = Arc::from(text);
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(format!("{} tidak dapat dibaca: {error}", path.display()));
                }
            }
            bundles.push(Arc::new(bundle));
        }
        let bundles = <[Arc<Bundle>; 2]>::try_from(bundles);
        bundles
            .map(|bundles| Self(bundles, files))
            .map_err(|_| "dua bahasa diperlukan".to_owned())
    }

    /// A wording with its places filled. A key that is lacking gives nothing: tests see that none is.
    pub fn say(&self, language: Language, key: &str, places: &Places) -> String {
        let [id, en] = &self.0;
        let bundle = match language {
            Language::Id => id,
            Language::En => en,
        };
        format(bundle, key, &places.args()).unwrap_or_default()
    }

    /// The source of a wording as it is without a body's own: of the changed file, else as shipped.
    pub fn source(&self, language: Language, key: &str) -> Option<String> {
        let [id, en] = &self.1;
        let file = if language == Language::Id { id } else { en };
        source(file, key).or_else(|| source(language.shipped(), key))
    }

    /// Every key there is.
    pub fn keys(language: Language) -> Vec<String> {
        keys(language.shipped())
    }
}

/// The source of one key in a file: what stands behind its name, and the indented lines below, their common blanks off.
fn source(file: &str, key: &str) -> Option<String> {
    let mut lines = file.lines();
    let first = lines.find_map(|line| {
        let rest = line.strip_prefix(key)?.trim_start();
        rest.strip_prefix('=').map(str::trim)
    })?;
    let goes_on = |line: &&str| line.trim().is_empty() || line.starts_with(' ');
    let below: Vec<&str> = lines.take_while(goes_on).collect();
    let blanks = |line: &&str| line.len() - line.trim_start().len();
    let written = below.iter().filter(|line| !line.trim().is_empty());
    let common = written.map(blanks).min().unwrap_or(0);
    let below = below
        .iter()
        .map(|line| line.get(common..).unwrap_or_default());
    let all: Vec<&str> = std::iter::once(first).chain(below).collect();
    Some(all.join("\n").trim().to_owned())
}

fn format(bundle: &Bundle, key: &str, args: &FluentArgs<'_>) -> Result<String, String> {
    let pattern = bundle
        .get_message(key)
        .and_then(|message| message.value())
        .ok_or_else(|| format!("kunci {key} tidak dikenal"))?;
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(args), &mut errors)
        .into_owned();
    match errors.first() {
        None => Ok(text),
        Some(error) => Err(format!(
            "{key}: {error}; yang dapat dipakai: {}",
            Places::NAMES.join(", ")
        )),
    }
}

fn shipped(language: Language) -> Bundle {
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    // Broken lines of the shipped files are found by the tests; what is whole is used.
    let resource =
        FluentResource::try_new(language.shipped().to_owned()).unwrap_or_else(|(whole, _)| whole);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Where an escape (`\\u` and four hexadecimal digits, `\\U` and six) is broken off by a letter beyond ASCII, in bytes: the
/// reader of Fluent does not survive it.
pub(super) fn broken_escape(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('\\') {
        let begin = at + found;
        let rest = text.get(begin + 1..)?;
        let digits = match rest.chars().next()? {
            'u' => 4,
            'U' => 6,
            other => {
                at = begin + 1 + other.len_utf8();
                continue;
            }
        };
        let hex = rest.chars().skip(1).take(digits);
        let broken = hex.clone().find(|digit| !digit.is_ascii_hexdigit());
        if broken.is_some_and(|letter| !letter.is_ascii()) {
            return Some(begin);
        }
        at = begin + 2;
    }
    None
}

/// Takes a changed file over the shipped one.
fn change(bundle: &mut Bundle, text: &str, language: Language) -> Result<(), String> {
    if broken_escape(text).is_some() {
        return Err("sesudah \\u harus ada empat angka heksadesimal, sesudah \\U enam".to_owned());
    }
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        errors
            .first()
            .map_or_else(|| "bukan berkas Fluent".to_owned(), ToString::to_string)
    })?;
    let known = keys(language.shipped());
    let changed = keys(text);
    if let Some(stray) = changed.iter().find(|key| !known.contains(key)) {
        return Err(format!(
            "kunci {stray} tidak dikenal; salin dari berkas bawaan"
        ));
    }
    bundle.add_resource_overriding(resource);
    let places = Places::default();
    for key in changed {
        format(bundle, &key, &places.args())?;
    }
    Ok(())
}

/// The keys of a file, in order.
fn keys(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    lines
        .map(|(key, _)| key)
        .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|key| key.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests;
