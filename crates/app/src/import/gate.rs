//! Bounds the memory that registers take which are looked at by page: a workbook is ten times its file once it is read.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::ImportError;
use crate::register::{Grid, GridOptions, read_grid};

/// Registers that are open at the same time, over the whole server; one that runs is among them.
const AT_ONCE: usize = 2;
/// How long one waits for another to be closed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lets two registers be open at once. Clones share the same two places.
#[derive(Clone, Debug)]
pub struct RegisterGate {
    places: Arc<Semaphore>,
}

impl Default for RegisterGate {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl RegisterGate {
    /// A place for one register, to be taken before its file is fetched.
    ///
    /// # Errors
    /// [`ImportError::Crowded`] where none becomes free in time.
    pub(super) async fn place(&self) -> Result<Place, ImportError> {
        self.place_within(PATIENCE).await
    }

    async fn place_within(&self, patience: Duration) -> Result<Place, ImportError> {
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout(patience, place).await {
            Ok(Ok(held)) => Ok(Place { _held: held }),
            _ => Err(ImportError::Crowded),
        }
    }
}

/// A place; free again when it, or the register that was read in it, is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _held: OwnedSemaphorePermit,
}

impl Place {
    /// Reads a register. That takes the processor for a while, and must not hold up anything else.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub(super) async fn read(
        self,
        bytes: Arc<Vec<u8>>,
        file_name: String,
        options: GridOptions,
    ) -> Result<OpenRegister, ImportError> {
        let task = tokio::task::spawn_blocking(move || {
            // Who goes away meanwhile leaves the place taken until the reading has ended.
            read_grid(&bytes, &file_name, &options).map(|grid| OpenRegister { grid, _place: self })
        });
        Ok(task.await.map_err(|_| ImportError::Stopped)??)
    }
}

/// A register that is open, with its place.
#[derive(Debug)]
pub struct OpenRegister {
    grid: Grid,
    _place: Place,
}

impl Deref for OpenRegister {
    type Target = Grid;

    fn deref(&self) -> &Grid {
        &self.grid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_third_register_waits_and_is_told_so() {
        let gate = RegisterGate::default();
        let open = async || {
            let bytes = Arc::new(b"Tanggal,Isi\n2019-01-01,Jalan rusak\n".to_vec());
            let place = gate.place_within(Duration::from_millis(20)).await?;
            let name = "a.csv".to_owned();
            place.read(bytes, name, GridOptions::default()).await
        };
        let one = open().await;
        let two = open().await;
        assert!(one.is_ok() && two.is_ok());
        assert!(matches!(open().await, Err(ImportError::Crowded)));
        drop(one);
        let three = open().await;
        assert_eq!(three.map(|open| open.len()).ok(), Some(2));
    }
}
