//! From a form to a command: words are sealed, codes and days are read, nothing is decided.

use jiff::civil::Date;
use lapor_app::app::Draft;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::{clean_line, clean_text};
use lapor_app::report::photos::KeptPhoto;
use lapor_app::report::{MAX_LINE, MAX_TEXT};
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::report::command::{Command, CommandKind, Destination, Verification};
use lapor_domain::report::event::Attachment;
use lapor_domain::report::state::{Owner, Promise, SupportEnd};
use lapor_domain::routing::Proposed;
use naskah::personal;

use super::owners;
use crate::form::Sent;

/// A form being read.
pub(super) struct Parser<'a> {
    /// As sent.
    pub(super) sent: &'a Sent,
    /// Where words are sealed.
    pub(super) draft: &'a mut Draft,
    /// Photographs that came with it, kept already.
    pub(super) photos: &'a [KeptPhoto],
    /// The root of a merge, found by its number.
    pub(super) root: Option<ReportId>,
    /// The unit of the coordinator, for keeping.
    pub(super) own_unit: Option<UnitId>,
    /// The public title and text as they stand.
    pub(super) settled: [&'a str; 2],
    /// Secret or supervisory: whatever is said is between few.
    pub(super) is_closed_to_public: bool,
    /// What the program had proposed.
    pub(super) proposed: Option<Box<Proposed>>,
    /// What must be mended.
    pub(super) errors: Vec<FieldError>,
}

impl Parser<'_> {
    /// The command, or every field that must be mended.
    pub(super) fn command(mut self, kind: CommandKind) -> Result<Command, AppError> {
        let command = self.read(kind);
        match command {
            Some(command) if self.errors.is_empty() => Ok(command),
            _ if self.errors.is_empty() => Err(AppError::NotFound),
            _ => Err(AppError::Invalid(self.errors)),
        }
    }

    fn read(&mut self, kind: CommandKind) -> Option<Command> {
        use CommandKind as K;
        Some(match kind {
            K::Forward => Command::Forward {
                to: match self.optional_id("to_body_pick") {
                    Some(picked) => picked,
                    None => self.id("to_body")?,
                },
            },
            K::ReturnToDesk => {
                let (owner, reason) = (self.owner(), self.message("text"));
                Command::ReturnToDesk {
                    owner: owner?,
                    reason: reason?,
                }
            }
            K::Verify | K::Keep => return self.verification(kind),
            K::Hold => Command::Hold {
                question: self.message("text")?,
            },
            K::Reply => Command::Reply {
                text: self.reporter("text")?,
                files: self.files(),
            },
            K::Resume => Command::Resume {
                reason: self.message("text")?,
            },
            K::Archive => {
                let (reason, explanation) = (self.code("reason_code"), self.message("explanation"));
                let (where_to, earlier) = (self.maybe_line("where_to"), self.earlier_report());
                Command::Archive {
                    reason: reason?,
                    explanation: explanation?,
                    where_to,
                    earlier,
                }
            }
            K::Transfer => {
                let (to, reason) = (self.destination(), self.message("text"));
                Command::Transfer {
                    to: to?,
                    reason: reason?,
                }
            }
            K::Merge => Command::Merge {
                root: self.root_report()?,
            },
            K::KeepApart => Command::KeepApart {
                other: self.root_report()?,
            },
            K::HearDispute => Command::HearDispute,
            K::Accept => Command::Accept,
            K::Refuse => {
                let (owner, reason) = (self.owner(), self.note_words("text"));
                Command::Refuse {
                    owner: owner?,
                    reason: reason?,
                }
            }
            K::Redirect => Command::Redirect {
                lead: self.lead()?,
                note: self.optional("note"),
            },
            K::SubDispose => Command::SubDispose {
                unit: self.id("unit")?,
                person: self.optional_id::<OfficerId>("person"),
            },
            K::AddSupport => Command::AddSupport {
                unit: self.id("unit")?,
                days: self.days()?,
                task: self.optional("task"),
            },
            K::ReleaseSupport => {
                let (unit, note) = (self.id("unit"), self.note_words("text"));
                Command::ReleaseSupport {
                    unit: unit?,
                    note: note?,
                }
            }
            K::SupportNote => {
                let end = self.sent.text("support_end").parse::<SupportEnd>().ok();
                Command::SupportNote {
                    note: self.note_words("text")?,
                    end,
                }
            }
            K::Answer => {
                let (text, next_by) = (self.public_answer("text"), self.day("next_by"));
                Command::Answer {
                    text: text?,
                    next_by: next_by?,
                    files: self.files(),
                }
            }
            K::Ask => Command::Ask {
                text: self.message("text")?,
            },
            K::Extend => {
                let (days, reason) = (self.days(), self.message("text"));
                Command::Extend {
                    days: days?,
                    reason: reason?,
                }
            }
            K::Reclassify => {
                let (report_type, supervisory) = (self.code("type"), self.yes_or_no("supervisory"));
                let (category, reason) = (self.id::<CategoryId>("category"), self.message("text"));
                Command::Reclassify {
                    report_type: report_type?,
                    supervisory: supervisory?,
                    category: category?,
                    reason: reason?,
                }
            }
            K::ProposeClosure => return self.closure(),
            K::CheckReturn => Command::CheckReturn {
                reason: self.note_words("text")?,
            },
            K::CheckApprove => Command::CheckApprove,
            K::TakeBack => Command::TakeBack {
                reason: self.note_words("text")?,
            },
            K::RecordConfirmation => Command::RecordConfirmation {
                note: self.note_words("text")?,
            },
            K::AssignAnew => Command::AssignAnew {
                lead: self.lead()?,
                person: self.optional_id::<OfficerId>("person"),
                note: self.optional("note"),
            },
            K::Uphold => Command::Uphold {
                reasons: self.public_answer("text")?,
                second: self.optional_id::<OfficerId>("second"),
            },
            K::Reopen => Command::Reopen {
                reason: self.message("text")?,
            },
            K::Restore => Command::Restore {
                reason: self.message("text")?,
            },
            K::RejectObjection => Command::RejectObjection {
                reasons: self.message("text")?,
            },
            K::Acknowledge => Command::Acknowledge {
                note: self.optional("note"),
            },
            K::HandBack => Command::HandBack {
                reason: self.message("text")?,
            },
            K::Unmerge => Command::Unmerge {
                reason: self.message("text")?,
            },
            K::SetFlags => Command::SetFlags {
                anonim: self.ticked("anonim"),
                rahasia: self.ticked("rahasia"),
            },
            K::Note => Command::Note {
                text: self.note_words("text")?,
                shared_with: self
                    .sent
                    .texts("shared_with")
                    .iter()
                    .filter_map(|id| id.parse().ok())
                    .collect(),
            },
            K::AddFile => match self.files().into_iter().next() {
                Some(file) => Command::AddFile { file },
                None => return self.wrong("photos", "required"),
            },
            K::Release => {
                self.acknowledged(self.settled)?;
                Command::Release {
                    point: self.ticked("point"),
                    files: self.ticked("files"),
                    findings_kept: has_findings(self.settled),
                }
            }
            K::Unrelease => Command::Unrelease {
                reason: self.note_words("text")?,
            },
            K::EditText => Command::EditText {
                words: self.public_words()?,
                findings_kept: self.ticked("findings_kept"),
            },
            K::SetPriority => Command::SetPriority {
                priority: self.code("priority")?,
            },
            K::RequestExtension => {
                let (days, reason) = (self.days(), self.note_words("text"));
                Command::RequestExtension {
                    days: days?,
                    reason: reason?,
                }
            }
            K::ReferPpid => {
                let (unit, reason) = (self.id("unit"), self.message("text"));
                Command::ReferPpid {
                    unit: unit?,
                    reason: reason?,
                }
            }
            K::TakePpid => Command::TakePpid,
            K::ExtendPpid => Command::ExtendPpid {
                reason: self.message("text")?,
            },
            K::Exclude => {
                let (officer, reason) = (self.id("officer"), self.note_words("text"));
                Command::Exclude {
                    officers: vec![officer?],
                    reason: reason?,
                }
            }
            K::GrantView => Command::GrantView {
                unit: self.optional_id::<UnitId>("unit"),
                overseer: self.ticked("overseer"),
            },
            K::Erase => Command::Erase {
                ground: self.line("ground")?,
            },
            // Not an officer's: the reporter's own view and the program give these.
            K::Receive
            | K::ExpireHold
            | K::Confirm
            | K::Dispute
            | K::ConfirmShared
            | K::DisputeShared
            | K::Silence
            | K::Rate
            | K::Object
            | K::Withdraw => {
                return None;
            }
        })
    }

    fn verification(&mut self, kind: CommandKind) -> Option<Command> {
        let keep = kind == CommandKind::Keep;
        let report_type = self.code("type");
        let supervisory = self.yes_or_no("supervisory");
        let category = match self.optional_id::<CategoryId>("category_pick") {
            Some(picked) => Some(picked),
            None => self.id::<CategoryId>("category"),
        };
        let lead = if keep {
            self.own_unit.or_else(|| self.lead())
        } else {
            self.lead()
        };
        let release = self.yes_or_no("release");
        let words = self.public_words();
        let note = self.optional("note");
        Some(Command::Verify(Box::new(Verification {
            report_type: report_type?,
            supervisory: supervisory?,
            category: category?,
            lead: lead?,
            keep,
            release: release?,
            words: words?,
            findings_kept: self.ticked("findings_kept"),
            note,
            proposed: self.proposed.take(),
        })))
    }

    /// One of the proposed units, or any.
    fn lead(&mut self) -> Option<UnitId> {
        match self.optional_id("lead_pick") {
            Some(picked) => Some(picked),
            None => self.id("lead"),
        }
    }

    fn closure(&mut self) -> Option<Command> {
        let outcome = self.code("outcome");
        let answer = self.public_answer("text");
        let by = self.sent.text("promise_by").parse::<Date>().ok();
        let promise = by
            .zip(self.optional_id::<UnitId>("promise_owner"))
            .map(|(by, owner)| Promise { by, owner });
        Some(Command::ProposeClosure {
            answer: answer?,
            outcome: outcome?,
            promise,
            files: self.files(),
        })
    }

    /// Public title and text; both are asked for, so that nothing is released by accident. Masked, or what looks like
    /// personal data in them acknowledged.
    fn public_words(&mut self) -> Option<Vec<ContentRef>> {
        let title = self.line("title_final");
        let text = self.text("text_final");
        let (title, text) = (title?, text?);
        self.acknowledged([&title, &text])?;
        let title = self.draft.seal(ContentKind::TitleFinal, &title);
        Some(vec![title, self.draft.seal(ContentKind::TextFinal, &text)])
    }

    /// Nothing that looks like personal data becomes public unless an officer says that it may.
    fn acknowledged(&mut self, words: [&str; 2]) -> Option<()> {
        if !has_findings(words) || self.ticked("findings_kept") {
            Some(())
        } else {
            self.wrong("findings_kept", "personal_data")
        }
    }

    fn owner(&mut self) -> Option<Owner> {
        if let Some(unit) = self.optional_id::<UnitId>("owner_pick") {
            return Some(Owner::Unit(unit));
        }
        if let Some(body) = self.optional_id("owner_body_pick") {
            return Some(Owner::Body(body));
        }
        if let Some(unit) = self.optional_id::<UnitId>("owner_unit") {
            return Some(Owner::Unit(unit));
        }
        if let Some(body) = self.optional_id("owner_body") {
            return Some(Owner::Body(body));
        }
        let outside = clean_line(self.sent.text("owner_outside"));
        if outside.is_empty() {
            self.wrong("owner_unit", "required")
        } else {
            Some(Owner::Outside(outside))
        }
    }

    fn destination(&mut self) -> Option<Destination> {
        if let Some((name, contact)) = owners::outside(self.sent.text("to_body_pick")) {
            return Some(Destination::Outside {
                name: clean_line(name),
                contact: Some(clean_line(contact)).filter(|contact| !contact.is_empty()),
            });
        }
        let picked = self.optional_id("to_body_pick");
        if let Some(body) = picked.or_else(|| self.optional_id("to_body")) {
            return Some(Destination::Body(body));
        }
        let outside = clean_line(self.sent.text("to_outside"));
        if outside.is_empty() {
            self.wrong("to_body", "required")
        } else {
            let contact = self.maybe_line("contact");
            Some(Destination::Outside {
                name: outside,
                contact,
            })
        }
    }

    /// A number that was written and is not there is said at its field.
    fn earlier_report(&mut self) -> Option<ReportId> {
        let written = !self.sent.text("earlier").trim().is_empty();
        if written && self.root.is_none() {
            return self.wrong("earlier", "unknown_number");
        }
        self.root.filter(|_| written)
    }

    fn maybe_line(&mut self, field: &'static str) -> Option<String> {
        let line = clean_line(self.sent.text(field));
        if line.len() > MAX_LINE {
            return self.wrong(field, "too_long");
        }
        Some(line).filter(|line| !line.is_empty())
    }

    fn root_report(&mut self) -> Option<ReportId> {
        self.root.or_else(|| self.wrong("root", "unknown_number"))
    }

    fn files(&self) -> Vec<Attachment> {
        self.photos
            .iter()
            .map(|photo| photo.attachment.clone())
            .collect()
    }

    /// Words that the reporter can read.
    fn message(&mut self, field: &'static str) -> Option<ContentRef> {
        let text = self.text(field)?;
        Some(self.draft.seal(ContentKind::OfficerMessage, &text))
    }

    /// Words that anyone may read where the report is public: as carefully as its own.
    fn public_answer(&mut self, field: &'static str) -> Option<ContentRef> {
        let text = self.text(field)?;
        if !self.is_closed_to_public {
            self.acknowledged(["", &text])?;
        }
        Some(self.draft.seal(ContentKind::OfficerMessage, &text))
    }

    /// Words among officers.
    fn note_words(&mut self, field: &'static str) -> Option<ContentRef> {
        let text = self.text(field)?;
        Some(self.draft.seal(ContentKind::InternalNote, &text))
    }

    /// Words of the reporter, written down by an officer.
    fn reporter(&mut self, field: &'static str) -> Option<ContentRef> {
        let text = self.text(field)?;
        Some(self.draft.seal(ContentKind::ReporterMessage, &text))
    }

    fn optional(&mut self, field: &'static str) -> Option<ContentRef> {
        let text = clean_text(self.sent.text(field));
        if text.is_empty() {
            return None;
        }
        Some(self.draft.seal(ContentKind::InternalNote, &text))
    }

    fn text(&mut self, field: &'static str) -> Option<String> {
        let text = clean_text(self.sent.text(field));
        if text.is_empty() {
            return self.wrong(field, "required");
        }
        if text.len() > MAX_TEXT {
            self.wrong(field, "too_long")
        } else {
            Some(text)
        }
    }

    fn line(&mut self, field: &'static str) -> Option<String> {
        let line = clean_line(self.sent.text(field));
        if line.is_empty() {
            return self.wrong(field, "required");
        }
        if line.len() > MAX_LINE {
            self.wrong(field, "too_long")
        } else {
            Some(line)
        }
    }

    fn code<T: std::str::FromStr>(&mut self, field: &'static str) -> Option<T> {
        self.sent
            .text(field)
            .parse()
            .ok()
            .or_else(|| self.wrong(field, "required"))
    }

    fn id<T: std::str::FromStr>(&mut self, field: &'static str) -> Option<T> {
        self.code(field)
    }

    fn optional_id<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.sent.text(field).parse().ok()
    }

    fn day(&mut self, field: &'static str) -> Option<Date> {
        match self.sent.text(field) {
            "" => self.wrong(field, "required"),
            text => text
                .parse()
                .ok()
                .or_else(|| self.wrong(field, "not_a_date")),
        }
    }

    fn days(&mut self) -> Option<u16> {
        self.sent
            .text("days")
            .trim()
            .parse()
            .ok()
            .or_else(|| self.wrong("days", "not_a_number"))
    }

    fn yes_or_no(&mut self, field: &'static str) -> Option<bool> {
        match self.sent.text(field) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => self.wrong(field, "required"),
        }
    }

    fn ticked(&self, field: &str) -> bool {
        self.sent.text(field) == "yes"
    }

    fn wrong<T>(&mut self, field: &'static str, code: &str) -> Option<T> {
        self.errors.push(FieldError::new(field, code));
        None
    }
}

/// Something in these words looks like personal data.
fn has_findings(words: [&str; 2]) -> bool {
    words.iter().any(|words| !personal::find(words).is_empty())
}
