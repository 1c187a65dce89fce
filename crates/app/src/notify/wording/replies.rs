//! Wordings of what is answered at once to who writes by SMS or mail: each key, what it answers and by which door.

/// A direct answer that can be changed.
pub(super) struct Reply {
    /// The key of its wording.
    pub(super) key: &'static str,
    /// What it answers; the same at another door is the same.
    pub(super) notice: &'static str,
    /// By which door.
    pub(super) part: &'static str,
    /// It is about one report, whose number it must name.
    pub(super) names_report: bool,
}

const fn reply(
    key: &'static str,
    notice: &'static str,
    part: &'static str,
    names_report: bool,
) -> Reply {
    Reply {
        key,
        notice,
        part,
        names_report,
    }
}

const ALL: [Reply; 24] = [
    reply("sms-help", "reply_help", "sms", false),
    reply("sms-status", "reply_status", "sms", true),
    reply("sms-status-none", "reply_status_none", "sms", false),
    reply("sms-replied", "reply_replied", "sms", true),
    reply("sms-not-yours", "reply_not_yours", "sms", false),
    reply("sms-which", "reply_which", "sms", false),
    reply("sms-refused", "reply_refused", "sms", true),
    reply("sms-empty", "reply_empty", "sms", false),
    reply("sms-bad-number", "reply_bad_number", "sms", false),
    reply("sms-stopped", "reply_stopped", "sms", false),
    reply("sms-started", "reply_started", "sms", false),
    reply("sms-secret", "reply_secret", "sms", true),
    reply("sms-anonym", "reply_anonym", "sms", true),
    reply("sms-trouble", "reply_trouble", "sms", false),
    reply("mail-replied-subject", "reply_replied", "subject", true),
    reply("mail-replied", "reply_replied", "email", true),
    reply("mail-secret-subject", "reply_secret", "subject", true),
    reply("mail-secret", "reply_secret", "email", true),
    reply("mail-anonym-subject", "reply_anonym", "subject", true),
    reply("mail-anonym", "reply_anonym", "email", true),
    reply("mail-left-out-subject", "reply_left_out", "subject", true),
    reply("mail-left-out", "reply_left_out", "email", true),
    reply("mail-trouble-subject", "reply_trouble", "subject", false),
    reply("mail-trouble", "reply_trouble", "email", false),
];

/// The answer of a key.
pub(super) fn of(key: &str) -> Option<&'static Reply> {
    ALL.iter().find(|reply| reply.key == key)
}

impl Reply {
    /// What stands in place of an officer's words: a keyword, numbers, a state, a reason.
    pub(super) fn sample(&self) -> &'static str {
        match self.notice {
            "reply_help" | "reply_empty" => "PALANGKARAYA",
            "reply_which" => "280104719364, 280104719372",
            "reply_left_out" => "surat.pdf",
            "reply_status" => "sedang ditangani.",
            _ => "isinya kosong.",
        }
    }
}
