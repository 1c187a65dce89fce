//! What is new for everybody: for feeds, followers and copies. What is told of each report, visibility decides.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::list::{self, Cursor, News, NewsPage};
use lapor_store::{Query, StoreError, Tx};

use super::case::{self, CaseView};
use crate::app::App;
use crate::error::AppError;

/// A page of news, as everybody may see it.
#[derive(Debug, Default)]
pub struct Newest {
    /// Reports, the latest news first.
    pub cases: Vec<CaseView>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// The newest that everybody may see. With words in the filter, what the public list finds, newest arrival first.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn newest(app: &App, news: News) -> Result<Newest, AppError> {
    let page = app
        .store()
        .read(Ask {
            news,
            now: app.now(),
        })
        .await?;
    let ids: Vec<ReportId> = page.items.iter().map(|item| item.id).collect();
    Ok(Newest {
        cases: case::read_public(app, ids).await?,
        next: page.next,
    })
}

/// When anything that everybody sees last changed, of a body's reports or of all.
///
/// # Errors
/// Where the database fails.
pub async fn last(app: &App, holder: Option<BodyId>) -> Result<Option<Timestamp>, AppError> {
    Ok(app.store().read(Last(holder)).await?)
}

struct Ask {
    news: News,
    now: Timestamp,
}

impl Query for Ask {
    type Output = NewsPage;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<NewsPage, StoreError> {
        if self.news.filter.words.is_none() {
            return list::news(tx, &self.news, self.now).await;
        }
        let page = list::public_list(tx, &self.news.filter, self.now).await?;
        let items = page.lines.iter().map(|line| list::NewsItem {
            id: line.id,
            at: line.received_at,
        });
        Ok(NewsPage {
            items: items.collect(),
            next: page.next,
        })
    }
}

struct Last(Option<BodyId>);

impl Query for Last {
    type Output = Option<Timestamp>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
        list::last_news(tx, self.0).await
    }
}
