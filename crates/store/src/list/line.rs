//! One line of a list, and the words that name it.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId, ReportId, UnitId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Addressee, Channel, Figure, Priority, ReportType, StateCode};
use uuid::Uuid;

use super::plan::Sort;
use super::sql::Sql;
use super::{Cursor, Page};
use crate::record::content::StoredContent;
use crate::record::project::{OPEN_END, row};
use crate::{FromRow, Row, StoreError, Tx, Value};

/// The columns of a line, of the report's row `r`. After them comes what is due.
pub(super) const COLUMNS: &str = "r.id, r.body_id, r.holder_id, r.tracking_no, r.external_id, r.received_at, \
    r.updated_at, r.state, r.figure, r.needs_action, r.report_type, r.supervisory, r.category_id, r.lead_id, r.region, \
    r.channel, r.anonim, r.rahasia, r.is_public, r.priority, r.round, r.merge_root, r.rating, r.told";

/// What a list shows of a report. What of it a viewer may see, the domain's visibility decides.
#[derive(Debug)]
pub struct Line {
    /// The report.
    pub id: ReportId,
    /// Its home body, whose key opens its words.
    pub home: BodyId,
    /// The body that holds it.
    pub holder: BodyId,
    /// Number for people.
    pub tracking: TrackingNo,
    /// Id in the national system, for imports.
    pub external_id: Option<String>,
    /// Arrival.
    pub received_at: Timestamp,
    /// When its last event was recorded.
    pub updated_at: Timestamp,
    /// State.
    pub state: StateCode,
    /// Figure it counts in; `None` for a merged one.
    pub figure: Option<Figure>,
    /// Someone still has to act.
    pub needs_action: bool,
    /// Type.
    pub report_type: ReportType,
    /// Berkadar pengawasan.
    pub supervisory: bool,
    /// Category.
    pub category: Option<CategoryId>,
    /// Lead unit.
    pub lead: Option<UnitId>,
    /// Region code.
    pub region: Option<String>,
    /// Door.
    pub channel: Channel,
    /// Hide who.
    pub anonim: bool,
    /// Hide what.
    pub rahasia: bool,
    /// Everybody may see it.
    pub is_public: bool,
    /// Urgency.
    pub priority: Priority,
    /// Round of handling.
    pub round: u16,
    /// The report whose handling it shares.
    pub merge_root: Option<ReportId>,
    /// The reporter's rating.
    pub rating: Option<u8>,
    /// The earliest date that an office must keep; `None` where no such clock runs.
    pub due_at: Option<Timestamp>,
    /// That date has passed.
    pub is_overdue: bool,
    /// Who heard of a delay without having to act on it.
    pub told: Vec<Addressee>,
    /// The viewer's list has it because it was given to them in person, or because their unit helps.
    pub is_task: bool,
    /// Words to name it by, still sealed.
    pub words: LineWords,
}

/// Words of a line, still sealed. The texts are read only where there is no title.
#[derive(Debug, Default)]
pub struct LineWords {
    /// Title as released or edited.
    pub title_final: Option<StoredContent>,
    /// Title as the reporter wrote it.
    pub title_original: Option<StoredContent>,
    /// Text as released or edited.
    pub text_final: Option<StoredContent>,
    /// Text as the reporter wrote it.
    pub text_original: Option<StoredContent>,
}

impl LineWords {
    fn has_title(&self) -> bool {
        self.title_final.is_some() || self.title_original.is_some()
    }

    /// The newest of a kind stays: ids grow with time.
    fn add(&mut self, content: StoredContent) {
        let place = match content.kind().parse() {
            Ok(ContentKind::TitleFinal) => &mut self.title_final,
            Ok(ContentKind::TitleOriginal) => &mut self.title_original,
            Ok(ContentKind::TextFinal) => &mut self.text_final,
            Ok(ContentKind::TextOriginal) => &mut self.text_original,
            _ => return,
        };
        if place.as_ref().is_none_or(|known| known.id() < content.id()) {
            *place = Some(content);
        }
    }
}

impl Line {
    pub(super) fn due(&self) -> i64 {
        self.due_at.map_or(OPEN_END, Timestamp::as_microsecond)
    }
}

impl FromRow for Line {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let due: i64 = row.get(24)?;
        let priority: i64 = row.get(19)?;
        Ok(Self {
            id: ReportId(row.get(0)?),
            home: BodyId(row.get(1)?),
            holder: BodyId(row.get(2)?),
            tracking: TrackingNo::parse(&row.get::<String>(3)?).map_err(|_| unknown(3))?,
            external_id: row.get(4)?,
            received_at: row.get(5)?,
            updated_at: row.get(6)?,
            state: code(row, 7)?,
            figure: match row.get::<Option<String>>(8)? {
                Some(figure) => Some(figure.parse().map_err(|_| unknown(8))?),
                None => None,
            },
            needs_action: row.get(9)?,
            report_type: code(row, 10)?,
            supervisory: row.get(11)?,
            category: row.get::<Option<Uuid>>(12)?.map(CategoryId),
            lead: row.get::<Option<Uuid>>(13)?.map(UnitId),
            region: row.get(14)?,
            channel: code(row, 15)?,
            anonim: row.get(16)?,
            rahasia: row.get(17)?,
            is_public: row.get(18)?,
            priority: *Priority::ALL
                .iter()
                .find(|known| row::priority(**known) == priority)
                .ok_or(unknown(19))?,
            round: row.get(20)?,
            merge_root: row.get::<Option<Uuid>>(21)?.map(ReportId),
            rating: row.get(22)?,
            due_at: (due != OPEN_END)
                .then(|| Timestamp::from_microsecond(due).ok())
                .flatten(),
            is_overdue: false,
            told: row::told_of(row.get(23)?),
            is_task: false,
            words: LineWords::default(),
        })
    }
}

pub(super) fn code<T: std::str::FromStr>(row: Row<'_>, column: usize) -> Result<T, StoreError> {
    row.get::<String>(column)?
        .parse()
        .map_err(|_| unknown(column))
}

pub(super) const fn unknown(column: usize) -> StoreError {
    StoreError::BadValue {
        column,
        expected: "a code that this program knows",
    }
}

/// Cuts the line too many off, notes what is overdue, and reads the titles.
pub(super) async fn page(
    tx: &mut Tx<'_>,
    mut lines: Vec<Line>,
    sort: Sort,
    limit: u32,
    now: Timestamp,
    since: Option<Timestamp>,
) -> Result<Page, StoreError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().filter(|_| more).map(|last| Cursor {
        at: match sort {
            Sort::Due => last.due(),
            Sort::Newest => last.received_at.as_microsecond(),
        },
        id: last.id.0,
    });
    for line in &mut lines {
        line.is_overdue = line.needs_action && line.due_at.is_some_and(|due| due < now);
    }
    name(tx, &mut lines).await?;
    Ok(Page { lines, next, since })
}

/// Reads the words of all lines: titles, and texts of those that have none.
pub(super) async fn name(tx: &mut Tx<'_>, lines: &mut [Line]) -> Result<(), StoreError> {
    let all: Vec<Uuid> = lines.iter().map(|line| line.id.0).collect();
    read_words(tx, lines, &all, "('title_final', 'title_original')").await?;
    let untitled: Vec<Uuid> = lines
        .iter()
        .filter(|line| !line.words.has_title())
        .map(|line| line.id.0)
        .collect();
    read_words(tx, lines, &untitled, "('text_final', 'text_original')").await
}

async fn read_words(
    tx: &mut Tx<'_>,
    lines: &mut [Line],
    of: &[Uuid],
    kinds: &str,
) -> Result<(), StoreError> {
    if of.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::default();
    sql.push("SELECT id, body_id, kind, wrapped_key, sealed, plain, stream_id FROM content WHERE stream_id IN ");
    let ids: Vec<Value<'static>> = of.iter().map(Value::from).collect();
    sql.bind_all(&ids)
        .push(" AND erased_at IS NULL AND kind IN ")
        .push(kinds);
    let mut by_id: HashMap<Uuid, &mut Line> =
        lines.iter_mut().map(|line| (line.id.0, line)).collect();
    for word in tx.rows_dyn::<Word>(&sql.text, &sql.params).await? {
        if let Some(line) = by_id.get_mut(&word.report) {
            line.words.add(word.content);
        }
    }
    Ok(())
}

struct Word {
    report: Uuid,
    content: StoredContent,
}

impl FromRow for Word {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: row.get(6)?,
            content: StoredContent::from_row(row)?,
        })
    }
}
