//! A document without a record behind it, to see letterhead, chapters and signature where they stand.

use jiff::civil::Date;
use lapor_domain::ids::BodyId;
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_domain::zone::Zone;

use super::model::{Counts, DEFINITIONS, Gathered, Group, Handling};

/// Of the month before a day, with no report in it.
pub fn example(body: BodyId, name: &str, zone: Zone, day: Date) -> Gathered {
    let period = Period::before(Cadence::Monthly, day);
    let nothing = Counts {
        received: 0,
        by: [Some(0); 7],
    };
    Gathered {
        body,
        body_name: name.to_owned(),
        unit_name: None,
        zone,
        layout: Layout::Activity,
        reader: Reader::Inside,
        period,
        as_of: zone.start_of_day(day),
        position: 0,
        recorded_later: 0,
        policy: 0,
        policies: Vec::new(),
        definitions: DEFINITIONS,
        total: nothing,
        cases: 0,
        closed_by: [0; 3],
        outcomes: Vec::new(),
        unreleased: 0,
        in_fives: false,
        before: None,
        at_end: None,
        months: vec![Group {
            key: None,
            label: period.words(),
            counts: nothing,
            cases: 0,
            is_rest: false,
        }],
        units: Vec::new(),
        categories: Vec::new(),
        channels: Vec::new(),
        types: Vec::new(),
        bodies: Vec::new(),
        recap: None,
        handling: Handling::default(),
        warnings: Vec::new(),
        lines: Vec::new(),
        unlisted: 0,
        is_cut: false,
    }
}
