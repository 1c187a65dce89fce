//! Rules of moments that were asked for a while ago: a page and a document ask for those of one moment many times.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use lapor_domain::rules::Rules;

/// So many moments are kept: each may be the directory of a nation.
const MOST: usize = 4;

/// The last few that were read.
#[derive(Default)]
pub(crate) struct PastRules(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Of the directory: what is written first today was the first of its kind at every moment before.
    version: String,
    /// Newest last.
    read: VecDeque<(Timestamp, Arc<Rules>)>,
}

impl PastRules {
    /// Those of a moment, where they were read from this version of the directory.
    pub(crate) fn get(&self, version: &str, moment: Timestamp) -> Option<Arc<Rules>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut read = known.read.iter().filter(|_| known.version == version);
        let found = read.find(|(at, _)| *at == moment);
        found.map(|(_, rules)| Arc::clone(rules))
    }

    /// Keeps those of a moment, which were read no earlier than this version.
    pub(crate) fn put(&self, version: String, moment: Timestamp, rules: Arc<Rules>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.version != version {
            *known = Known {
                version,
                read: VecDeque::new(),
            };
        }
        known.read.push_back((moment, rules));
        if known.read.len() > MOST {
            known.read.pop_front();
        }
    }
}
