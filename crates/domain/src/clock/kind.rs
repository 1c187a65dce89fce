//! The clocks there are.

codes! {
    /// A clock of a report. Which one starts, pauses and stops when is decided by the life cycle;
    /// how long it runs is policy data with its own legal basis. The usual length and the basis
    /// are given here to know where to look.
    pub enum ClockKind {
        /// From receipt to verification and disposition, national desk and body together.
        /// Usually 3 working days; SP4N-LAPOR! service promise.
        Verification = "verification",
        /// From disposition to the first answer. Usually 5 working days; SP4N-LAPOR! service
        /// promise.
        FirstFollowUp = "first_follow_up",
        /// From disposition to the final answer. Usually 5 (information, aspiration), 14
        /// (complaint) or 60 (supervisory) working days; from disposition because the file is then
        /// complete, UU 25/2009 art. 50.
        Resolution = "resolution",
        /// From the final answer to closure by silence. Usually 10 working days; SP4N-LAPOR!
        /// service promise.
        AutoClose = "auto_close",
        /// From a question to the reporter until the report is archived as incomplete. Usually 30
        /// calendar days; UU 25/2009 art. 44.
        HoldExpiry = "hold_expiry",
        /// Check of a final answer by a second person, where policy asks for it. Usually 2 working
        /// days; the body's own rule.
        Check = "check",
        /// From disposition to acceptance by the unit; refusing later needs the coordinator.
        /// Usually 2 working days; the body's own rule.
        Accept = "accept",
        /// From a dispute, reopening or objection to its decision. Usually 5 working days; the
        /// body's own rule.
        Review = "review",
        /// After closure, how long the reporter can reopen. Usually 30 calendar days; the body's
        /// own rule.
        ReopenWindow = "reopen_window",
        /// After archiving, how long the reporter can object. Usually 30 calendar days; the body's
        /// own rule.
        ObjectionWindow = "objection_window",
        /// From a transfer until the other body acknowledges it. Usually 5 working days, asked
        /// again each time; the body's own rule.
        HandoverAck = "handover_ack",
        /// A request for public information handled by the PPID desk. 10 working days, once
        /// extended by 7; UU 14/2008 art. 22.
        Ppid = "ppid",
    }
}
