//! What was told of released reports, kept as long as nothing about them changed: whoever copies a city asks for the same
//! thousand again and again.
//!
//! A report's last event stands beside what was told of it, so that any change, an erasure too, makes it unknown here. A
//! changed directory or changed places empty the whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lapor_app::import::Places;
use lapor_domain::ids::ReportId;
use lapor_domain::rules::Rules;
use open311::Request;

use super::door::Door;
use super::present::Extent;
use crate::i18n::Lang;

/// Most reports that are kept: some megabytes.
const MOST: usize = 5000;

/// A released report in the words of the protocol. Addresses of pictures are without the host.
#[derive(Debug)]
pub(super) struct Told {
    /// As it is told.
    pub(super) request: Request,
    /// Its finer status, also where it is not told.
    pub(super) detailed: &'static str,
}

/// A released report and its last event.
pub(super) type Version = (ReportId, u32);

/// What was told.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    rules: Option<Arc<Rules>>,
    places: Option<Arc<Places>>,
    told: HashMap<(ReportId, Lang, Extent), (u32, Arc<Told>)>,
}

impl Memory {
    /// What is known of these reports by now, each in its place.
    pub(super) fn recall(
        &self,
        door: &Door,
        extent: Extent,
        versions: &[Version],
    ) -> Vec<Option<Arc<Told>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep_up(door);
        let lang = door.i18n().lang;
        let known = versions.iter().map(|(id, seq)| {
            let (at, told) = kept.told.get(&(*id, lang, extent))?;
            (at == seq).then(|| Arc::clone(told))
        });
        known.collect()
    }

    /// Keeps what was told of reports, each as of its last event.
    pub(super) fn keep(&self, door: &Door, extent: Extent, told: &[(Version, Arc<Told>)]) {
        let lang = door.i18n().lang;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep_up(door);
        for ((id, seq), told) in told {
            if kept.told.len() >= MOST {
                kept.told.clear();
            }
            let told = Arc::clone(told);
            kept.told.insert((*id, lang, extent), (*seq, told));
        }
    }
}

impl Kept {
    /// Names and places are in what was told.
    fn keep_up(&mut self, door: &Door) {
        let (rules, places) = (door.here.rules(), door.here.app().places());
        let same_rules = self
            .rules
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, &rules));
        let same_places = self
            .places
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, &places));
        if !same_rules || !same_places {
            self.told.clear();
            self.rules = Some(rules);
            self.places = Some(places);
        }
    }
}
