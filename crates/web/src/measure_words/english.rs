//! What the catalogue says of the measures that pages explain, in English: formula, and caveat where it has one.

/// A measure's formula and caveat.
pub(super) fn explained(id: &str) -> Option<(&'static str, &'static str)> {
    let mut all = EXPLAINED.iter();
    let found = all.find(|(known, _, _)| *known == id)?;
    Some((found.1, found.2))
}

/// A source of the catalogue.
pub(super) fn source(indonesian: &str) -> Option<&'static str> {
    let mut all = SOURCES.iter();
    let found = all.find(|(known, _)| *known == indonesian)?;
    Some(found.1)
}

pub(super) const SOURCES: &[(&str, &str)] = &[
    (
        "Ketentuan angka produk ini, diturunkan dari keadaan laporan",
        "This program's rules of figures, derived from the state of reports",
    ),
    (
        "UU 25/2009 pasal 36 dan Perpres 76/2013: pengelolaan pengaduan dicatat dan dilaporkan",
        "Law 25/2009, article 36, and Presidential Regulation 76/2013: complaints are recorded and reported on",
    ),
    (
        "Usulan produk ini, dengan penyebut yang dicetak; bukan rumus resmi SP4N-LAPOR!",
        "Proposed by this program, with its denominator printed; no official formula of SP4N-LAPOR!",
    ),
    (
        "Ketentuan angka produk ini, dihitung dari kejadian yang tercatat",
        "This program's rules of figures, counted from recorded events",
    ),
    (
        "Janji layanan SP4N-LAPOR! dan kebijakan instansi yang berlaku saat tenggat mulai",
        "SP4N-LAPOR!'s service promise and the body's policy in force when the term began",
    ),
    (
        "Ketentuan produk ini dan kebijakan instansi yang berlaku saat tenggat mulai",
        "This program's rule and the body's policy in force when the term began",
    ),
    (
        "UU 14/2008 (10 hari kerja, dapat diperpanjang 7) dan kebijakan instansi yang berlaku saat tenggat mulai",
        "Law 14/2008 (10 working days, and 7 where extended) and the body's policy in force when the term began",
    ),
    (
        "Ketentuan angka produk ini, menurut keadaan dan tenggat pada saat acuan",
        "This program's rules of figures, by state and due date at the moment",
    ),
];

pub(super) const EXPLAINED: &[(&str, &str, &str)] = &[
    (
        "received",
        "Reports received in this period (local date of the body) and recorded before the moment.",
        "Many reports can mean many problems or much trust.",
    ),
    (
        "handled",
        "Reports that were closed with a final answer.",
        "Handled need not be solved: look at the outcomes and at what reporters confirmed.",
    ),
    (
        "in_process",
        "Reports answered at least once and not closed, with those that wait for their reporter or are reviewed.",
        "",
    ),
    (
        "not_followed_up",
        "Reports given to a unit and never answered.",
        "",
    ),
    (
        "not_verified",
        "Reports not yet verified, with imports of an unknown status.",
        "",
    ),
    (
        "on_hold",
        "Reports on hold until their reporter gives details.",
        "",
    ),
    (
        "archived",
        "Reports archived with a reason, with those their reporter withdrew.",
        "Archived is not solved, and in no denominator of completion.",
    ),
    (
        "transferred",
        "Reports passed on to another body outside the scope of these figures.",
        "",
    ),
    (
        "cases",
        "Cases: merged reports count once, with the report they belong to.",
        "Units are compared by cases, the public by reports.",
    ),
    (
        "closed_by_reporter",
        "Handled: confirmed by the reporter.",
        "",
    ),
    ("closed_by_officer", "Handled: closed by an officer.", ""),
    (
        "closed_by_system",
        "Handled: closed by the system because the reporter did not respond to the final answer.",
        "Silence is not consent.",
    ),
    ("outcome_done", "Handled with the outcome solved.", ""),
    (
        "outcome_answered",
        "Requests for information or aspirations handled with an answer.",
        "",
    ),
    (
        "outcome_planned",
        "Handled with a promised date and someone responsible; stays in the list of promises.",
        "",
    ),
    (
        "outcome_not_granted",
        "Handled with a reasoned refusal and its legal basis.",
        "",
    ),
    (
        "outcome_unfounded",
        "Handled because it proved unfounded when examined.",
        "",
    ),
    (
        "outcome_upheld",
        "Closed with a final decision after repeated disputes.",
        "",
    ),
    (
        "outcome_unknown",
        "Imports that were handled without a known outcome.",
        "",
    ),
    (
        "withdrawn",
        "Archived because the reporter withdrew it.",
        "",
    ),
    (
        "expired",
        "Archived by the system because details never came.",
        "",
    ),
    ("merged", "Reports merged with another report.", ""),
    ("joined", "Reports merged as they were filed.", ""),
    (
        "reopened_once",
        "Reports that were closed and then reopened.",
        "",
    ),
    (
        "status_unknown",
        "Imported reports whose status word is unknown.",
        "",
    ),
    ("imported", "Reports that come from an import.", ""),
    (
        "completion",
        "Handled divided by received without archived and passed on.",
        "Closing fast is not solving: read it together with disputes and what reporters confirmed.",
    ),
    (
        "solved_share",
        "Closed as solved or answered, divided by the same denominator; unknown outcomes are not counted.",
        "",
    ),
    (
        "confirmed_share",
        "Confirmed by the reporter divided by handled; silence is not consent.",
        "",
    ),
    (
        "follow_up_rate",
        "Given to a unit and answered at least once, divided by those ever given to one; merged reports count once.",
        "A first answer need not solve anything.",
    ),
    (
        "time_to_verify",
        "From receipt to the first disposition, without pauses: the median and what 9 of 10 do not exceed, in office time to a tenth of an hour; what still runs is told beside and not counted. Imports are not counted.",
        "",
    ),
    (
        "time_to_first_follow_up",
        "From the first disposition to the first answer, without pauses: the median and what 9 of 10 do not exceed, in office time to a tenth of an hour; what still runs is told beside and not counted. Imports are not counted.",
        "",
    ),
    (
        "time_to_resolve",
        "From the first disposition to the final answer that held, without pauses: the median and what 9 of 10 do not exceed, in office time to a tenth of an hour; what still runs is told beside and not counted. Imports are not counted.",
        "",
    ),
    (
        "on_time_verification",
        "Terms of verification that were kept, divided by those kept and those missed, against the first date; what runs and is not yet due, and what stopped before for another cause, is not counted.",
        "",
    ),
    (
        "on_time_first_follow_up",
        "Terms of the first response that were kept, divided by those kept and those missed, against the first date; what runs and is not yet due, and what stopped before for another cause, is not counted.",
        "",
    ),
    (
        "on_time_resolution",
        "Terms of resolution that were kept, divided by those kept and those missed, against the first date; what runs and is not yet due, and what stopped before for another cause, is not counted.",
        "",
    ),
    (
        "paused_share",
        "Working days on hold divided by all working days of the term for the final answer.",
        "Shows whether holds are misused; some do wait for the reporter.",
    ),
    (
        "moves_per_report",
        "Redirections, refusals and transfers divided by reports received.",
        "",
    ),
    (
        "refusal_rate",
        "Refusals by units divided by dispositions to them.",
        "To refuse what is not one's task is right; many can mean wrong dispositions.",
    ),
    (
        "dispute_rate",
        "Disputes divided by all proposed closures that ended: confirmed, disputed or closed by the system.",
        "",
    ),
    (
        "reopen_rate_by_reporter",
        "Reports reopened by their reporter at least once, divided by those ever closed.",
        "",
    ),
    (
        "reopen_rate_by_officer",
        "Reports reopened by an officer at least once, divided by those ever closed.",
        "",
    ),
    (
        "rating",
        "Mean of reporters' ratings from 1 to 5 with its 95 % interval; of fewer than 10 ratings only their number is shown.",
        "Only of those who rated; no ground for ranking.",
    ),
    (
        "overdue",
        "Open cases of which a due date (after extension) had passed at the moment, without those on hold.",
        "Counted by the due date, not by the warning.",
    ),
];
