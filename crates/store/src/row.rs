//! A row of either engine, and the small trait that maps it.

use crate::StoreError;
use crate::value::FromValue;

/// One row while it is being read.
#[derive(Clone, Copy)]
pub struct Row<'a>(pub(crate) RowRef<'a>);

/// Which driver the row came from.
#[derive(Clone, Copy)]
pub(crate) enum RowRef<'a> {
    Lite(&'a rusqlite::Row<'a>),
    Pg(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// Reads the column at `column`, from 0.
    ///
    /// # Errors
    /// [`StoreError::BadValue`] when there is no such column or it holds another type.
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, StoreError> {
        let bad = || StoreError::BadValue {
            column,
            expected: T::EXPECTED,
        };
        let value = match self.0 {
            RowRef::Lite(row) => crate::sqlite::cell(row, column),
            RowRef::Pg(row) => crate::postgres::cell(row, column),
        };
        value.and_then(T::from_value).ok_or_else(bad)
    }
}

/// A type that can be read from a row.
pub trait FromRow: Sized {
    /// Reads the columns by position.
    ///
    /// # Errors
    /// [`StoreError::BadValue`] when a column holds something else.
    fn from_row(row: Row<'_>) -> Result<Self, StoreError>;
}

/// A row of one column is its value: `tx.row::<i64>("SELECT count(*) …", …)`.
impl<T: FromValue> FromRow for T {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        row.get(0)
    }
}

macro_rules! tuple {
    ($($name:ident $index:tt),+) => {
        impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
                Ok(($(row.get::<$name>($index)?,)+))
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
