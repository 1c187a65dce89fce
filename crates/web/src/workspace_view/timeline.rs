//! A report's history as officers read it.

use crate::i18n::I18n;
use crate::view::parts::Photo;

use super::words;

/// Who may read an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Officers only.
    Internal,
    /// The reporter too.
    Reporter,
    /// Everyone: the report is released.
    Public,
}

impl Reach {
    /// Its message.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Internal => "reach-internal",
            Self::Reporter => "reach-reporter",
            Self::Public => "reach-public",
        }
    }

    /// Icon.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Internal => "lock",
            Self::Reporter => "person",
            Self::Public => "eye",
        }
    }
}

/// One event.
#[derive(Debug, Clone)]
pub struct LogItem {
    /// The kind that the record gives it; chooses drawing and colour.
    pub kind: String,
    /// What happened ([`words::log`]), or a fuller sentence.
    pub title: String,
    /// "Rina Wulandari, pejabat penghubung, Dinas Perhubungan".
    pub who: String,
    /// When it happened.
    pub at: String,
    /// The same for machines.
    pub at_iso: String,
    /// When it became known, where that differs by more than a moment.
    pub recorded: Option<String>,
    /// Facts: "Unit: Dinas Perhubungan", "Hasil: selesai".
    pub facts: Vec<(String, String)>,
    /// What was written; may be empty.
    pub text: String,
    /// Photos.
    pub photos: Vec<Photo>,
    /// Who may read it.
    pub reach: Reach,
    /// Position in the report's stream, for the link of this entry.
    pub seq: u32,
}

impl LogItem {
    /// An entry without facts, words or photos.
    pub fn new(
        i18n: &I18n,
        kind: &str,
        who: impl Into<String>,
        at: impl Into<String>,
        at_iso: impl Into<String>,
    ) -> Self {
        Self {
            kind: kind.to_owned(),
            title: words::log(i18n, kind),
            who: who.into(),
            at: at.into(),
            at_iso: at_iso.into(),
            recorded: None,
            facts: Vec::new(),
            text: String::new(),
            photos: Vec::new(),
            reach: Reach::Reporter,
            seq: 0,
        }
    }

    /// CSS class of its dot.
    pub fn class(&self) -> &'static str {
        match self.kind.as_str() {
            "answered" | "asked" | "held" | "closure_proposed" | "upheld" => "answer",
            "received"
            | "imported"
            | "replied"
            | "disputed"
            | "shared_disputed"
            | "shared_confirmed"
            | "reopened"
            | "objected"
            | "rated"
            | "flags_set"
            | "withdrawn_handling_goes_on" => "you",
            "closed" | "check_approved" => "done",
            "breached" | "escalated" => "late",
            _ => "plain",
        }
    }

    /// Icon of its dot.
    pub fn icon(&self) -> &'static str {
        match self.kind.as_str() {
            "received" => "inbox",
            "imported" | "observed" => "file",
            "forwarded" | "returned_to_desk" | "transferred_out" | "transferred_within"
            | "refused" | "handed_back" => "move",
            "verified" | "accepted" | "check_approved" | "closed" | "acknowledged" => "check",
            "held" | "asked" => "question",
            "replied" | "answered" | "closure_proposed" => "reply",
            "archived" | "withdrawn_handling_goes_on" => "archive",
            "merged" | "follower_added" | "follower_removed" | "unmerged" | "kept_apart" => "merge",
            "shared_confirmed" | "shared_dispute_heard" => "check",
            "shared_disputed" | "follower_disputed" => "alert",
            "redirected" | "support_added" | "support_ended" | "assigned_anew" => "office",
            "sub_disposed" => "person",
            "support_noted" | "reclassified" | "noted" | "text_edited" => "pen",
            "extended" | "ppid_extended" | "calendar_moved" => "calendar",
            "referred_to_ppid" => "move",
            "ppid_taken" => "check",
            "disputed" | "objected" | "breached" | "priority_set" => "alert",
            "upheld" | "objection_rejected" => "shield",
            "rated" => "star",
            "flags_set" => "lock",
            "file_added" => "photo",
            "released" | "view_granted" => "eye",
            "unreleased" | "erased" | "excluded" => "hide",
            "escalated" | "reminded" => "bell",
            _ => "arrow",
        }
    }
}
