//! The released reports of a year, as open data: the columns of GeoReport Bulk, each row through the visibility function,
//! read and written stretch by stretch so that a year of any size fits.

mod row;
mod years;

pub(crate) use row::cell;
pub use row::{COLUMNS, Format};
pub use years::{YearCount, years};

use lapor_domain::ids::BodyId;
use lapor_store::list::{self, Cursor, YearPage};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;
use crate::report::case;

/// Reports that are in memory at one time.
const STRETCH: u32 = 250;

/// A file on its way.
pub struct Snapshot {
    app: App,
    holder: BodyId,
    year: i16,
    format: Format,
    at: At,
    rows: u64,
}

/// How far it is.
enum At {
    Head,
    After(Option<Cursor>),
    Tail,
    End,
}

impl Snapshot {
    /// The reports of a body that arrived in a year.
    pub fn new(app: &App, holder: BodyId, year: i16, format: Format) -> Self {
        Self {
            app: app.clone(),
            holder,
            year,
            format,
            at: At::Head,
            rows: 0,
        }
    }

    /// Rows written so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The next piece of the file; `None` at its end.
    ///
    /// # Errors
    /// Where the database fails, or words do not open.
    pub async fn piece(&mut self) -> Result<Option<String>, AppError> {
        match self.at {
            At::Head => {
                self.at = At::After(None);
                Ok(Some(self.format.head()))
            }
            At::After(after) => self.stretch(after).await.map(Some),
            At::Tail => {
                self.at = At::End;
                Ok(Some(self.format.tail().to_owned()))
            }
            At::End => Ok(None),
        }
    }

    async fn stretch(&mut self, after: Option<Cursor>) -> Result<String, AppError> {
        let ask = Stretch {
            holder: self.holder,
            year: self.year,
            after,
        };
        let page = self.app.store().read(ask).await?;
        let cases = case::read_public(&self.app, page.reports).await?;
        let places = self.app.places();
        let mut piece = String::new();
        for case in &cases {
            self.format
                .write(&row::row(case, &places), self.rows == 0, &mut piece);
            self.rows += 1;
        }
        self.at = match page.next {
            Some(next) => At::After(Some(next)),
            None => At::Tail,
        };
        Ok(piece)
    }
}

struct Stretch {
    holder: BodyId,
    year: i16,
    after: Option<Cursor>,
}

impl Query for Stretch {
    type Output = YearPage;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<YearPage, StoreError> {
        list::year_of_public(tx, self.holder, self.year, self.after, STRETCH).await
    }
}
