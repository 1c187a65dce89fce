//! The templates, read once from the files they are kept in.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Sentences of one top category and its children.
#[derive(Debug, Deserialize)]
pub(super) struct GroupTexts {
    pub(super) group: Shared,
    #[serde(flatten)]
    pub(super) categories: HashMap<String, CategoryTexts>,
}

/// What the children of a top category share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shared {
    pub(super) aspiration: Vec<String>,
    pub(super) information: Vec<String>,
    /// Answers to the information requests.
    pub(super) answer: Vec<String>,
}

/// Sentences of one category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryTexts {
    pub(super) title: Vec<String>,
    pub(super) formal: Vec<String>,
    pub(super) casual: Vec<String>,
    pub(super) impact: Vec<String>,
    /// What the unit does about it, as a noun phrase.
    pub(super) work: Vec<String>,
}

/// Opening, request and closing of one way of writing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    pub(super) opening: Vec<String>,
    pub(super) asking: Vec<String>,
    pub(super) closing: Vec<String>,
    #[serde(default)]
    pub(super) words: HashMap<String, String>,
}

/// The frame around the sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Frame {
    pub(super) slots: HashMap<String, Vec<String>>,
    pub(super) formal: Register,
    pub(super) casual: Register,
    pub(super) sms: Register,
    pub(super) banjar: Register,
}

/// Key of what fits every matter that has a place.
pub(super) const PLACE: &str = "tempat";

/// What is written after a report has come in.
#[derive(Debug, Deserialize)]
pub(super) struct OfficerTexts {
    pub(super) archive: HashMap<String, Vec<String>>,
    /// By category, by group, or [`PLACE`]: what fits these better than the general lists.
    pub(super) fitting: HashMap<String, HashMap<String, Vec<String>>>,
    #[serde(flatten)]
    pub(super) occasions: HashMap<String, Vec<String>>,
}

/// All templates.
pub(super) struct Library {
    pub(super) groups: Vec<GroupTexts>,
    pub(super) frame: Frame,
    pub(super) streets: HashMap<String, Vec<String>>,
    pub(super) officer: OfficerTexts,
}

#[expect(
    clippy::expect_used,
    reason = "files are part of the program and a test reads them"
)]
pub(super) static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::load().expect("templates of the demonstration"));

macro_rules! texts {
    ($file:literal) => {
        read(include_str!(concat!(
            "../../../data/demo/texts/",
            $file,
            ".toml"
        )))
    };
}

impl Library {
    pub(super) fn load() -> Result<Self, toml::de::Error> {
        Ok(Self {
            groups: vec![
                texts!("infrastruktur")?,
                texts!("kebersihan")?,
                texts!("kesehatan")?,
                texts!("pendidikan")?,
                texts!("adminduk")?,
                texts!("ketertiban")?,
                texts!("perhubungan")?,
                texts!("sosial")?,
                texts!("air-minum")?,
                texts!("lingkungan")?,
                texts!("kedaruratan")?,
                texts!("pengawasan")?,
                texts!("pelayanan-umum")?,
            ],
            frame: texts!("frame")?,
            streets: texts!("streets")?,
            officer: texts!("officer")?,
        })
    }

    /// The sentences of a category, or of "lain-lain" where there are none of its own.
    pub(super) fn category(&self, code: &str) -> Option<(&Shared, &CategoryTexts)> {
        let of = |code: &str| {
            self.groups
                .iter()
                .find_map(|group| Some((&group.group, group.categories.get(code)?)))
        };
        of(code).or_else(|| of("lain-lain"))
    }

    /// Streets of a kelurahan, or the general ones.
    pub(super) fn streets(&self, kelurahan: &str) -> &[String] {
        self.streets
            .get(kelurahan)
            .or_else(|| self.streets.get("lainnya"))
            .map_or(&[], Vec::as_slice)
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    toml::from_str(text)
}
