//! Open at the moment, whenever received.

use super::Words;

pub(super) const WORDS: &[Words] = &[
    Words {
        id: "open",
        name: "Open",
        formula: "Cases open at the moment, whenever received; merged reports count as one.",
        caveat: "",
    },
    Words {
        id: "open_not_verified",
        name: "Open: not yet verified",
        formula: "Open cases that wait for verification at the moment.",
        caveat: "",
    },
    Words {
        id: "open_not_followed_up",
        name: "Open: not yet followed up",
        formula: "Open cases given to a unit and not answered at the moment.",
        caveat: "",
    },
    Words {
        id: "open_in_process",
        name: "Open: in process",
        formula: "Open cases answered and not closed at the moment.",
        caveat: "",
    },
    Words {
        id: "open_on_hold",
        name: "Open: on hold",
        formula: "Open cases that wait for details from their reporter at the moment.",
        caveat: "",
    },
    Words {
        id: "overdue",
        name: "Past the due date",
        formula: "Open cases of which a due date (after extension) had passed at the moment, without those on hold.",
        caveat: "Counted by the due date, not by the warning.",
    },
    Words {
        id: "overdue_share",
        name: "Share past the due date",
        formula: "Open cases past the due date divided by all that are open.",
        caveat: "",
    },
    Words {
        id: "backlog_to_5",
        name: "Open for up to 5 working days",
        formula: "Open cases, up to 5 working days after receipt; age is never paused.",
        caveat: "",
    },
    Words {
        id: "backlog_to_14",
        name: "Open for 6 to 14 working days",
        formula: "Open cases, 6 to 14 working days after receipt; age is never paused.",
        caveat: "",
    },
    Words {
        id: "backlog_to_60",
        name: "Open for 15 to 60 working days",
        formula: "Open cases, 15 to 60 working days after receipt; age is never paused.",
        caveat: "",
    },
    Words {
        id: "backlog_over_60",
        name: "Open for more than 60 working days",
        formula: "Open cases, more than 60 working days after receipt; age is never paused.",
        caveat: "",
    },
    Words {
        id: "backlog_age",
        name: "Age of what is open",
        formula: "Working days since receipt of cases that are open: the median and what 9 of 10 do not exceed.",
        caveat: "",
    },
];
