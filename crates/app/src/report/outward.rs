//! What feeds, copies and other programs say of a report besides its words: from a decided view, in one place.

use jiff::Timestamp;
use lapor_domain::zone::Zone;
use wilayah::{Region, RegionCode};

use super::case::{CaseView, Entry, Turn};
use crate::import::places::Places;

/// Kinds of events that end a handling.
const ENDS: [&str; 4] = ["closed", "archived", "transferred_out", "upheld"];

impl CaseView {
    /// Who must act, or acted last: the unit before its body, as an envelope would have it.
    pub fn agency(&self) -> String {
        match &self.turn {
            Turn::Outside(name) => name.clone(),
            _ => match &self.lead {
                Some(lead) => format!("{lead}, {}", self.holder_name),
                None => self.holder_name.clone(),
            },
        }
    }

    /// From the street to the province, as far as the view tells it.
    pub fn address(&self, places: &Places) -> Option<String> {
        let street = self.place.words().map(str::to_owned);
        let parts: Vec<String> = street.into_iter().chain(self.area(places)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// From the kelurahan to the province: the place without a word that anybody wrote.
    pub fn area(&self, places: &Places) -> Option<String> {
        let code = self.region.as_deref();
        let code = code.and_then(|code| code.parse::<RegionCode>().ok())?;
        let path = places.regions.path(code).into_iter().rev();
        let parts: Vec<String> = path.map(Region::full_name).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// What ended it, where it has ended.
    pub fn end(&self) -> Option<&Entry> {
        let mut told = self.history.iter().rev();
        told.find(|entry| ENDS.contains(&entry.kind))
            .filter(|_| !self.is_open)
    }

    /// The last change that may be told; of what ended, its end.
    pub fn changed(&self) -> Timestamp {
        let last = self.end().or_else(|| self.history.last());
        last.map_or(self.received_at, |entry| entry.at)
    }
}

/// A moment by the local clock, in whole seconds: `2025-08-01T10:00:00+07:00`.
pub fn moment(at: Timestamp, zone: Zone) -> String {
    let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
    whole.display_with_offset(zone.offset()).to_string()
}
