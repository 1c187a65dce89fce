//! Short messages by SMPP 3.4: one line for each description, kept open, by which messages leave and come in.

pub mod alphabet;
pub mod frame;
mod incoming;
mod link;
pub mod short;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

pub use link::{Ended, LinkError, keep};

use crate::channels::config::{Smpp, SmsGateway};
use crate::channels::retry::Sent;

/// A message on its way to a line.
pub(super) struct Submit {
    pub(super) to: String,
    pub(super) text: String,
    pub(super) answer: oneshot::Sender<Sent>,
}

/// The lines that are open now, by the names of their gateways.
#[derive(Clone, Default)]
pub struct Links(Arc<Mutex<HashMap<String, mpsc::Sender<Submit>>>>);

impl std::fmt::Debug for Links {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Links(…)")
    }
}

impl Links {
    fn of(&self, name: &str) -> Option<mpsc::Sender<Submit>> {
        let links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.get(name).cloned()
    }

    /// A line that is open as long as what this gives back is kept.
    fn open(&self, name: &str, link: mpsc::Sender<Submit>) -> Open {
        let mut links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.insert(name.to_owned(), link);
        Open {
            links: self.clone(),
            name: name.to_owned(),
        }
    }

    /// Whether a line is open.
    pub fn is_open(&self, name: &str) -> bool {
        self.of(name).is_some()
    }
}

/// A line that is open.
struct Open {
    links: Links,
    name: String,
}

impl Drop for Open {
    fn drop(&mut self) {
        let links = &self.links.0;
        let mut links = links.lock().unwrap_or_else(PoisonError::into_inner);
        links.remove(&self.name);
    }
}

/// Hands one message to the line of a gateway.
pub(super) async fn send(
    links: &Links,
    gateway: &SmsGateway,
    smpp: &Smpp,
    to: &str,
    text: &str,
) -> Sent {
    let away = |code: &str, error: &str| Sent::Away {
        code: code.to_owned(),
        error: error.to_owned(),
    };
    let Some(link) = links.of(&gateway.name) else {
        return away(
            "unbound",
            "sambungan SMPP belum terbuka; periksa host, system_id dan password",
        );
    };
    let (answer, answered) = oneshot::channel();
    let submit = Submit {
        to: to.trim_start_matches('+').to_owned(),
        text: text.to_owned(),
        answer,
    };
    let sending = async {
        link.send(submit).await.ok()?;
        answered.await.ok()
    };
    // The line itself waits for the answer; this bounds the wait for a place as well.
    let patience = Duration::from_secs(smpp.timeout_seconds.saturating_mul(2));
    match tokio::time::timeout(patience, sending).await {
        Ok(Some(sent)) => sent,
        Ok(None) => away("unreachable", "sambungan SMPP terputus"),
        Err(_) => away("timeout", "gerbang SMPP tidak menjawab"),
    }
}
