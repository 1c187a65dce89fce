//! Bounds the memory and the processors that photographs may take.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{CleanPhoto, PhotoError, clean, header, small};

/// Decodes at the same time, over the whole server.
const AT_ONCE: usize = 2;

/// Lets two decodes run at once; the others wait. Clones share the same two places.
#[derive(Clone, Debug)]
pub struct PhotoGate {
    places: Arc<Semaphore>,
}

impl Default for PhotoGate {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl PhotoGate {
    /// [`clean`] on a thread of its own. What cannot be a photograph is refused without waiting.
    ///
    /// If the caller goes away while waiting, nothing is decoded; while decoding, the place is held until
    /// the decoder is done, so that impatient callers cannot pile work up.
    ///
    /// # Errors
    /// [`PhotoError`], among them [`PhotoError::Broken`] for a file that makes a decoder panic.
    pub async fn clean<B>(&self, bytes: B) -> Result<CleanPhoto, PhotoError>
    where
        B: AsRef<[u8]> + Send + 'static,
    {
        self.decode(bytes, clean).await
    }

    /// [`small`] in the same way.
    ///
    /// # Errors
    /// As [`PhotoGate::clean`].
    pub async fn small(&self, bytes: Vec<u8>, most: usize) -> Result<Vec<u8>, PhotoError> {
        self.decode(bytes, move |bytes| small(bytes, most)).await
    }

    async fn decode<B, T>(
        &self,
        bytes: B,
        work: impl FnOnce(&[u8]) -> Result<T, PhotoError> + Send + 'static,
    ) -> Result<T, PhotoError>
    where
        B: AsRef<[u8]> + Send + 'static,
        T: Send + 'static,
    {
        header::admit(bytes.as_ref())?;
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|_| PhotoError::Interrupted)?;
        let work = spawn_blocking(move || {
            let decoded = work(bytes.as_ref());
            drop(place);
            decoded
        });
        work.await.unwrap_or_else(|error| {
            Err(if error.is_panic() {
                PhotoError::Broken
            } else {
                PhotoError::Interrupted
            })
        })
    }
}
