//! Reports of December 2022 and January 2024 that show what 2023 does not: each ends somewhere else.

mod again;
mod elsewhere;
mod guarded;
mod hands;
mod provincial;
mod resting;

use jiff::civil::DateTime;
use lapor_domain::words::{Channel, ReportType};

use super::tale::{Opening, Tale, Teller, World, begin};

/// Opens tales one after the other, each with its own seed.
struct Book<'a> {
    world: &'a World,
    tales: Vec<Tale>,
}

/// All of them.
pub(super) fn tales(world: &World) -> Vec<Tale> {
    let mut book = Book {
        world,
        tales: Vec::new(),
    };
    book.archived();
    book.objected();
    book.held();
    book.transferred();
    book.at_the_desk();
    book.in_the_province();
    book.withdrawn();
    book.hidden();
    book.supervisory();
    book.merged();
    book.disputed();
    book.reopened();
    book.in_hands();
    book.attributes();
    book.open_now();
    book.past_them();
    book.provinces_own();
    book.tales
}

impl<'a> Book<'a> {
    /// A complaint by web form, in the city's middle.
    fn report(&self, name: &'static str, at: &str, category: &'static str) -> Teller<'a> {
        self.by(name, at, category, ReportType::Complaint, Channel::Web)
    }

    fn by(
        &self,
        name: &'static str,
        at: &str,
        category: &'static str,
        kind: ReportType,
        channel: Channel,
    ) -> Teller<'a> {
        let filed = at
            .parse::<DateTime>()
            .map_or(jiff::Timestamp::UNIX_EPOCH, |local| {
                self.world.diary.at(local)
            });
        let opening = Opening {
            name,
            seed: 20_220 + self.tales.len() as u64 * 7919,
            category,
            kind,
            region: ("62.71.03.1002", "Menteng"),
            channel,
            filed,
        };
        Teller::new(self.world, begin(self.world, &opening))
    }

    fn add(&mut self, teller: Teller<'_>) {
        let mut tale = teller.end();
        tale.together = true;
        self.tales.push(tale);
    }

    /// As [`Book::add`], and a visitor is told how to open it.
    fn show(&mut self, mut teller: Teller<'_>, what: &'static str) {
        teller.tale.shows = Some(what);
        self.add(teller);
    }
}
