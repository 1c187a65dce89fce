//! Making a snapshot: month by month, so that no whole year is ever in memory.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::rules::Rules;
use lapor_store::list::{self, Cursor, YearPage};
use lapor_store::seal::hex;
use lapor_store::{Query, StoreError, Tx};
use sha2::{Digest as _, Sha256};

use super::alike::alike;
use super::blur::{self, Fine, Seen, Told, When};
use super::columns::{self, Naming};
use super::dictionary::{self, About};
use super::edition::{Edition, months};
use super::error::OpenDataError;
use super::gate::{self, Vocabulary};
use super::manifest::{Counts, FileEntry, MAKER, Manifest, media_type};
use super::renew::decided;
use super::row::{self, OpenRow};
use super::sink::{self, Sink};
use crate::app::App;
use crate::import::places::Places;
use crate::report::outward::moment;
use crate::report::{case, news};

/// Reports that are read at one time.
const STRETCH: u32 = 250;

/// Makes the files of an edition in an empty folder, and lets the gate read them.
///
/// # Errors
/// [`OpenDataError::Future`] for a year that has not begun; [`OpenDataError::Refused`] where the gate found something: then the files stay where they are, for whoever must look;
/// they must not be handed on.
pub async fn build(
    app: &App,
    body: BodyId,
    edition: Edition,
    folder: &Path,
) -> Result<Manifest, OpenDataError> {
    let rules = app.rules();
    let zone = rules.zone(body);
    let today = zone.local_date(app.now());
    edition.begun(today)?;
    let days = edition.days(today);
    let with_words = decided(&rules, body).words;
    let news = news::last(app, Some(body)).await?;
    let left = app.store().read(LastLeft(body)).await?;
    let as_of = news.max(left).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut making = Making {
        sink: Some(Sink::new(folder, columns::of(with_words))?),
        rules: Arc::clone(&rules),
        places: app.places(),
        days,
        with_words,
        counts: Counts::default(),
    };
    let mut rare = Vec::new();
    for month in months(days) {
        let rows = making.read(app, body, month).await?;
        let above = Arc::clone(&rules);
        let told = blur::month(rows, &|id| above_of(&above, id));
        rare.extend(told.rare);
        making.write(told.rows).await?;
    }
    let last: Told<OpenRow> = blur::whole(rare, &|id| above_of(&rules, id));
    making.counts.withheld = last.rare.len() as u64;
    making.write(last.rows).await?;
    let name = rules
        .directory
        .bodies
        .get(&body)
        .map(|it| it.name.clone())
        .unwrap_or_default();
    let finish = Finish {
        folder: folder.to_owned(),
        edition,
        as_of,
        told: moment(as_of, zone),
        body: name,
        making,
    };
    tokio::task::spawn_blocking(move || finish.run())
        .await
        .map_err(|_| OpenDataError::Stopped)?
}

fn above_of(rules: &Rules, id: CategoryId) -> CategoryId {
    let category = rules.directory.categories.get(&id);
    category.and_then(|category| category.parent).unwrap_or(id)
}

/// When a public report last left the body.
struct LastLeft(BodyId);

impl Query for LastLeft {
    type Output = Option<Timestamp>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
        list::last_left(tx, self.0).await
    }
}

struct Making {
    sink: Option<Sink>,
    rules: Arc<Rules>,
    places: Arc<Places>,
    days: (Date, Date),
    with_words: bool,
    counts: Counts,
}

impl Making {
    /// The rows of one month.
    async fn read(
        &mut self,
        app: &App,
        body: BodyId,
        days: (Date, Date),
    ) -> Result<Vec<(Fine, OpenRow)>, OpenDataError> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = app.store().read(Stretch { body, days, after }).await?;
            for case in case::read_public(app, page.reports).await? {
                let (fine, row, kept) = row::row(&case, self.with_words);
                self.counts.words += u64::from(kept.words);
                rows.push((fine, row));
            }
            after = page.next;
            if after.is_none() {
                return Ok(rows);
            }
        }
    }

    /// Writes rows in an order that follows from what they tell.
    async fn write(&mut self, rows: Vec<(Seen, Fine, OpenRow)>) -> Result<(), OpenDataError> {
        let Some(mut sink) = self.sink.take() else {
            return Err(OpenDataError::Stopped);
        };
        self.count(&rows);
        let (rules, places) = (Arc::clone(&self.rules), Arc::clone(&self.places));
        let (days, with_words) = (self.days, self.with_words);
        let written = tokio::task::spawn_blocking(move || {
            let naming = Naming {
                rules: &rules,
                places: &places,
                days,
                with_words,
            };
            let shown = rows.into_iter().map(|(seen, _, row)| {
                let row = row.under(&seen, &rules.directory);
                (seen, row)
            });
            let (shown, hidden) = alike(shown.collect());
            for (seen, row) in &shown {
                sink.row(&naming.cells(seen, row))?;
            }
            Ok::<_, OpenDataError>((sink, hidden))
        });
        let (sink, hidden) = written.await.map_err(|_| OpenDataError::Stopped)??;
        self.sink = Some(sink);
        self.counts.cells += hidden;
        Ok(())
    }

    fn count(&mut self, rows: &[(Seen, Fine, OpenRow)]) {
        let counts = &mut self.counts;
        for (seen, fine, _) in rows {
            counts.rows += 1;
            counts.day += u64::from(!matches!(seen.when, When::Day(_)));
            counts.place += u64::from(seen.place != fine.place);
            counts.category += u64::from(seen.category != fine.category);
        }
    }
}

struct Finish {
    folder: PathBuf,
    edition: Edition,
    as_of: Timestamp,
    told: String,
    body: String,
    making: Making,
}

impl Finish {
    fn run(self) -> Result<Manifest, OpenDataError> {
        let making = self.making;
        let Some(sink) = making.sink else {
            return Err(OpenDataError::Stopped);
        };
        sink.finish()?;
        let vocabulary = Vocabulary::of(&making.rules.directory, &making.places);
        let hits = gate::check(&self.folder, making.with_words, &vocabulary)?;
        if !hits.is_empty() {
            return Err(OpenDataError::Refused(hits));
        }
        let columns = columns::of(making.with_words);
        let (from, to) = making.days;
        let about = About {
            body: &self.body,
            period: (from.to_string(), to.to_string()),
            as_of: &self.told,
            columns: &columns,
            counts: making.counts,
        };
        put(
            &self.folder,
            dictionary::TABLE,
            &dictionary::table(&columns),
        )?;
        put(&self.folder, dictionary::PAGE, &dictionary::page(&about))?;
        put(
            &self.folder,
            dictionary::LICENCE_FILE,
            &dictionary::licence(&self.body),
        )?;
        let names = [
            sink::CSV,
            sink::JSON,
            sink::GEOJSON,
            sink::PARQUET,
            dictionary::TABLE,
            dictionary::PAGE,
            dictionary::LICENCE_FILE,
        ];
        let mut files = Vec::with_capacity(names.len() + 1);
        for name in names {
            files.push(entry(&self.folder, name)?);
        }
        let sums = dictionary::checksums(&files);
        put(&self.folder, dictionary::CHECKSUMS, &sums)?;
        let folder = hex(&Sha256::digest(sums.as_bytes()))
            .chars()
            .take(16)
            .collect();
        files.push(entry(&self.folder, dictionary::CHECKSUMS)?);
        Ok(Manifest {
            edition: self.edition.to_string(),
            maker: MAKER,
            from,
            to,
            as_of: self.as_of,
            with_words: making.with_words,
            counts: making.counts,
            files,
            folder,
        })
    }
}

fn put(folder: &Path, name: &str, text: &str) -> Result<(), OpenDataError> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|source| OpenDataError::Io { path, source })
}

/// Name, size and checksum of a file, read piece by piece.
fn entry(folder: &Path, name: &str) -> Result<FileEntry, OpenDataError> {
    let path = folder.join(name);
    let read = || {
        let mut file = fs::File::open(&path)?;
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        let mut piece = vec![0; 1 << 16];
        loop {
            let len = file.read(&mut piece)?;
            if len == 0 {
                return Ok((hash.finalize(), bytes));
            }
            hash.update(piece.get(..len).unwrap_or_default());
            bytes += len as u64;
        }
    };
    let (hash, bytes) = read().map_err(|source| OpenDataError::Io {
        path: path.clone(),
        source,
    })?;
    Ok(FileEntry {
        name: name.to_owned(),
        media_type: media_type(name).to_owned(),
        bytes,
        sha256: hex(&hash),
    })
}

struct Stretch {
    body: BodyId,
    days: (Date, Date),
    after: Option<Cursor>,
}

impl Query for Stretch {
    type Output = YearPage;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<YearPage, StoreError> {
        list::span_of_public(tx, self.body, self.days, self.after, STRETCH).await
    }
}
