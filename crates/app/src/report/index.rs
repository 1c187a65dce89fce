//! The job that keeps search up to date: what a report may be found by, and nothing else.

use std::sync::Arc;

use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_store::record::content::{self, StoredContent};
use lapor_store::seal::{KeyFile, Secret32};
use lapor_store::search::{self, Words};
use lapor_store::{Change, Tx, record};

use crate::app::App;
use crate::error::AppError;
use crate::twins;

/// Words that those who read originals search by beside the masked ones; never name or contact.
const ORIGINAL: &[ContentKind] = &[ContentKind::TitleOriginal, ContentKind::TextOriginal];
/// Words that the offices which handle a report search by.
const MASKED: &[ContentKind] = &[
    ContentKind::TitleFinal,
    ContentKind::TextFinal,
    ContentKind::Place,
];
/// Words that everyone searches by: as released.
const PUBLIC: &[ContentKind] = &[ContentKind::TitleFinal, ContentKind::TextFinal];

/// The key under which officers' search words are hashed.
pub fn search_key(keys: &KeyFile) -> Secret32 {
    keys.installation_key("lapor/search/v1")
}

/// Indexes a report; `report` is the job's key.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn index(app: &App, report: &str) -> Result<(), AppError> {
    let Ok(report) = report.parse::<ReportId>() else {
        return Ok(());
    };
    app.store()
        .run(Index {
            app: app.clone(),
            key: Arc::new(search_key(app.keys())),
            report,
        })
        .await
}

struct Index {
    app: App,
    key: Arc<Secret32>,
    report: ReportId,
}

impl Change for Index {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "index_report";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let Some(report) = record::load(tx, self.report).await? else {
            return Ok(());
        };
        let stored = content::of_report(tx, self.report).await?;
        let masked = self.words(&report, &stored, MASKED)?;
        let original = self.words(&report, &stored, ORIGINAL)?;
        let public = self.words(&report, &stored, PUBLIC)?;
        twins::index(&self.app, tx, &report, &stored).await?;
        Ok(search::index(
            tx,
            &report,
            Words {
                public: &public,
                masked: &masked,
                original: &original,
            },
            &self.key,
        )
        .await?)
    }
}

/// The newest words of a kind, opened; `None` where there are none, or they were erased.
pub(crate) fn open_kind(
    app: &App,
    report: &Report,
    stored: &[StoredContent],
    kind: ContentKind,
) -> Result<Option<String>, AppError> {
    let reference = report.word(kind);
    let found = reference.and_then(|word| stored.iter().find(|stored| stored.id() == word.id));
    let Some(found) = found else { return Ok(None) };
    let opened = found.open(&app.key_of(found.body()))?;
    Ok(opened.map(|text| text.as_str().to_owned()))
}

impl Index {
    fn words(
        &self,
        report: &Report,
        stored: &[StoredContent],
        kinds: &[ContentKind],
    ) -> Result<String, AppError> {
        let mut text = String::new();
        for kind in kinds {
            if let Some(opened) = open_kind(&self.app, report, stored, *kind)? {
                text.push_str(&opened);
                text.push('\n');
            }
        }
        Ok(text)
    }
}
