//! Lists of what a search found: newest first, the search's pages and the row's filters walked together.

use jiff::Timestamp;
use uuid::Uuid;

use super::plan::{Condition, Sort};
use super::sql::Sql;
use super::{Cursor, Line, Page, line};
use crate::search::Search;
use crate::{StoreError, Tx, Value};

/// Reports looked at in one step.
const STEP: u32 = 200;
/// Steps of one page: what lies beyond is on the next, so that a rare filter over a common word stays cheap.
const STEPS: usize = 5;

/// A search and what its findings must satisfy.
pub(super) struct Found<'a> {
    pub(super) search: Search<'a>,
    pub(super) conditions: Vec<Condition>,
    pub(super) after: Option<Cursor>,
    pub(super) limit: u32,
}

/// What a search gave.
#[derive(Default)]
pub(super) struct Looked {
    /// Lines, newest first.
    pub(super) lines: Vec<Line>,
    /// Nothing below this report was looked at; `None` where nothing is left.
    pub(super) down_to: Option<Uuid>,
}

impl Looked {
    /// As a page of so many lines.
    pub(super) async fn page(
        mut self,
        tx: &mut Tx<'_>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Page, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        if self.lines.len() > limit {
            self.lines.truncate(limit);
            self.down_to = self.lines.last().map(|last| last.id.0);
        }
        let mut page = line::page(tx, self.lines, Sort::Newest, u32::MAX, now, None).await?;
        page.next = self.down_to.map(|id| Cursor { at: 0, id });
        Ok(page)
    }
}

impl Found<'_> {
    /// One page. It may have fewer lines than asked for and still a next one.
    pub(super) async fn page(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Page, StoreError> {
        let looked = self.look(tx).await?;
        looked.page(tx, self.limit.clamp(1, 200), now).await
    }

    /// More lines than a page has, or all that there are within reach.
    pub(super) async fn look(&self, tx: &mut Tx<'_>) -> Result<Looked, StoreError> {
        let limit = usize::try_from(self.limit.clamp(1, 200)).unwrap_or(200);
        let mut before = self.after.map(|cursor| cursor.id);
        let mut lines: Vec<Line> = Vec::new();
        let mut more = true;
        for _ in 0..STEPS {
            let found = self.search.find(tx, before, STEP).await?;
            more = u32::try_from(found.len()) == Ok(STEP);
            before = found.last().copied().or(before);
            lines.extend(self.pass(tx, &found).await?);
            if !more || lines.len() > limit {
                break;
            }
        }
        Ok(Looked {
            lines,
            down_to: before.filter(|_| more),
        })
    }

    /// Those of the found that pass, in the order in which they were found.
    async fn pass(&self, tx: &mut Tx<'_>, found: &[Uuid]) -> Result<Vec<Line>, StoreError> {
        let ids: Vec<Value<'static>> = found.iter().map(Value::from).collect();
        let mut sql = Sql::default();
        sql.push("SELECT ").push(line::COLUMNS);
        sql.push(", r.due_at FROM report r WHERE r.id IN ")
            .bind_all(&ids);
        for condition in &self.conditions {
            sql.push(" AND ");
            condition(&mut sql);
        }
        sql.push(" ORDER BY r.id DESC");
        tx.rows_dyn(&sql.text, &sql.params).await
    }
}
