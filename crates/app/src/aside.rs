//! Long work of the processor, off the threads that answer requests.

use lapor_store::StoreError;

use crate::error::AppError;

/// Does it on a thread of its own kind. What panics there panics here.
///
/// # Errors
/// Where the program is ending.
pub async fn aside<T, W>(work: W) -> Result<T, AppError>
where
    T: Send + 'static,
    W: FnOnce() -> T + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(StoreError::Busy.into()),
    }
}
