//! The base table: an ordinary complaint, verified, released, neither flag.

use super::photos::everyone_sees_some;
use super::seat::Seat;
use super::view::{Cell, Existence, View};
use crate::report::Report;

/// A row of the base table. What is public only where an officer said so depends on the report.
pub(super) fn row(seat: Seat, report: &Report) -> View {
    let as_public = matches!(
        seat,
        Seat::Stranger
            | Seat::ByNumber
            | Seat::Joined
            | Seat::Counter
            | Seat::Auditor
            | Seat::Former(_)
    );
    let inside = if as_public { Cell::No } else { Cell::Yes };
    View {
        proceedings: inside,
        source: source(seat),
        // Of a report that another body has now, the old one follows state and dates.
        clocks: inside.max(columns(seat, report).clocks),
        ..columns(seat, report)
    }
}

/// No column of section 5: it says who told it, so whoever may not have a name or a contact has none of it.
const fn source(seat: Seat) -> Cell {
    match seat {
        Seat::Reporter | Seat::Coordinator | Seat::Desk { holding: true } => Cell::Yes,
        Seat::Lead | Seat::Inspector | Seat::Desk { holding: false } => Cell::Logged,
        Seat::Stranger
        | Seat::ByNumber
        | Seat::Joined
        | Seat::Counter
        | Seat::Support { .. }
        | Seat::Guest
        | Seat::Field { .. }
        | Seat::Leader { .. }
        | Seat::Overseer
        | Seat::Auditor
        | Seat::Former(_) => Cell::No,
    }
}

#[rustfmt::skip]
fn columns(seat: Seat, report: &Report) -> View {
    use Cell::{Coarse as c, Logged as L, Masked as M, No as n, Own as own, Task as task, Yes as Y};
    use Existence::Full;
    let released = if everyone_sees_some(report) { Y } else { n };
    match seat {
        //                                                              orig. public att.  deriv.    place hist. notes name contact
        Seat::Stranger | Seat::ByNumber => cells(Full,                 [n,   Y,     n,    released, c,    Y,    n,    n,   n]),
        Seat::Reporter                  => cells(Full,                 [Y,   Y,     Y,    Y,        Y,    Y,    n,    own, own]),
        // "own" of the joined is in their own report's view; of the root's originals they see nothing.
        Seat::Joined                    => cells(Full,                 [n,   Y,     n,    released, c,    Y,    n,    n,   n]),
        Seat::Lead                      => cells(Full,                 [L,   Y,     L,    Y,        Y,    Y,    own,  M,   L]),
        Seat::Support { .. } | Seat::Guest => cells(Full,              [M,   Y,     n,    Y,        Y,    Y,    task, n,   n]),
        Seat::Field { .. }              => cells(Existence::Task,      [n,   Y,     n,    Y,        Y,    task, task, n,   n]),
        Seat::Coordinator               => cells(Full,                 [Y,   Y,     L,    Y,        Y,    Y,    Y,    Y,   L]),
        Seat::Desk { holding: true }    => cells(Full,                 [Y,   Y,     L,    Y,        Y,    Y,    n,    Y,   L]),
        Seat::Desk { holding: false }   => cells(Full,                 [Y,   Y,     L,    Y,        Y,    Y,    n,    L,   L]),
        Seat::Leader { .. }             => cells(Full,                 [M,   Y,     n,    Y,        Y,    Y,    Y,    n,   n]),
        Seat::Inspector                 => cells(Full,                 [Y,   Y,     L,    Y,        Y,    Y,    Y,    L,   L]),
        Seat::Overseer                  => cells(Full,                 [M,   Y,     n,    Y,        Y,    Y,    n,    n,   n]),
        Seat::Auditor                   => cells(Full,                 [n,   Y,     n,    n,        c,    Y,    n,    n,   n]),
        // "C, counter" of row 28, and replies brought to the counter: which report, and where it is.
        Seat::Counter | Seat::Former(_) => View::only(Existence::StateAndClocks),
    }
}

fn cells(existence: Existence, cells: [Cell; 9]) -> View {
    let [
        original,
        public_version,
        attachments_original,
        derivatives,
        place,
        history,
        notes,
        name,
        contact,
    ] = cells;
    View {
        existence,
        original,
        public_version,
        attachments_original,
        derivatives,
        place,
        history,
        notes,
        name,
        contact,
        ..View::NOTHING
    }
}
