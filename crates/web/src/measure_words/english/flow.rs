//! Happened in the period, whenever received.

use super::Words;

pub(super) const WORDS: &[Words] = &[
    Words {
        id: "flow_received",
        name: "Came in during the period",
        formula: "Reports received in the period.",
        caveat: "",
    },
    Words {
        id: "flow_disposed",
        name: "First dispositions",
        formula: "Reports verified and first given to a unit in the period.",
        caveat: "Unit: the one that received the disposition.",
    },
    Words {
        id: "flow_dispositions",
        name: "All dispositions",
        formula: "Dispositions in the period: first ones, redirections, new assignments and referrals to PPID.",
        caveat: "Unit: the one that received the disposition.",
    },
    Words {
        id: "flow_refused",
        name: "Refusals by units",
        formula: "Refusals of dispositions by units in the period.",
        caveat: "Unit: the one that refused.",
    },
    Words {
        id: "flow_answered",
        name: "Answers",
        formula: "Interim and final answers given in the period.",
        caveat: "",
    },
    Words {
        id: "flow_proposed",
        name: "Final answers",
        formula: "Final answers (proposed closures) given in the period.",
        caveat: "",
    },
    Words {
        id: "flow_closed",
        name: "Closures",
        formula: "Reports closed in the period, with those closed by a final decision.",
        caveat: "Reports that were reopened and closed again count twice.",
    },
    Words {
        id: "flow_closed_by_system",
        name: "Closures by the system",
        formula: "Closures in the period because the reporter was silent.",
        caveat: "",
    },
    Words {
        id: "flow_disputed",
        name: "Disputes",
        formula: "Reporters' disputes in the period.",
        caveat: "",
    },
    Words {
        id: "flow_reopened",
        name: "Reopenings",
        formula: "Reports reopened in the period.",
        caveat: "",
    },
    Words {
        id: "flow_reopened_by_reporter",
        name: "Reopenings by reporters",
        formula: "Reports reopened by their reporter in the period.",
        caveat: "",
    },
    Words {
        id: "flow_archived",
        name: "Archivings",
        formula: "Reports archived in the period.",
        caveat: "",
    },
    Words {
        id: "flow_held",
        name: "Holds",
        formula: "Holds to wait for the reporter in the period.",
        caveat: "",
    },
    Words {
        id: "flow_extended",
        name: "Extensions",
        formula: "Extensions of terms in the period.",
        caveat: "",
    },
    Words {
        id: "flow_redirected",
        name: "Redirections",
        formula: "Reports redirected to another unit in the period.",
        caveat: "Unit: the one that received the redirection.",
    },
    Words {
        id: "flow_transferred",
        name: "Transfers",
        formula: "Reports passed on to another body in the period.",
        caveat: "",
    },
    Words {
        id: "flow_merged",
        name: "Mergers",
        formula: "Reports merged with another report in the period.",
        caveat: "",
    },
    Words {
        id: "flow_objected",
        name: "Objections to archiving",
        formula: "Reporters' objections to archiving in the period.",
        caveat: "",
    },
    Words {
        id: "flow_restored",
        name: "Restorings from the archive",
        formula: "Reports restored from the archive in the period.",
        caveat: "",
    },
    Words {
        id: "flow_rated",
        name: "Ratings",
        formula: "Reporters' ratings in the period.",
        caveat: "",
    },
    Words {
        id: "flow_breached",
        name: "Terms breached",
        formula: "Terms missed in the period, as their breaches were recorded.",
        caveat: "",
    },
    Words {
        id: "flow_escalated",
        name: "Warnings of due dates",
        formula: "Warnings of due dates in the period: reminders to those who act before the date, and delays that went up.",
        caveat: "",
    },
    Words {
        id: "officer_deeds",
        name: "Officers' actions",
        formula: "What officers recorded on reports in the period: dispositions, answers, closures, redirections and others.",
        caveat: "Many actions are no quality; no ground for judging people.",
    },
    Words {
        id: "officers_active",
        name: "Active officers",
        formula: "Officers who recorded at least one action on a report in the period.",
        caveat: "",
    },
];
