//! What the viewer may do with a report now.

use std::collections::HashMap;

use askama::Template;
use lapor_domain::report::command::CommandKind;

use super::fields::{self, Choices};
use super::form::Form;
use super::frame::Desk;
use super::report::Twin;
use super::words::{self, RefusalNote};
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::parts::Chip;

/// Which report a form is about.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Tracking number, digits only.
    pub number: String,
    /// Last event the viewer has seen: two officers cannot act at once.
    pub seq: u32,
    /// What comes before every path (see `Site::base`).
    pub base: String,
}

impl Target {
    /// The report's page.
    pub fn href(&self) -> String {
        format!("{}/ruang/laporan/{}", self.base, self.number)
    }

    /// Where a command is sent to, and its own page.
    pub fn command(&self, kind: CommandKind) -> String {
        format!("{}/{}", self.href(), words::dashed(kind.as_str()))
    }
}

/// One command with its form.
#[derive(Debug, Clone)]
pub struct CommandForm {
    /// The command.
    pub kind: CommandKind,
    /// Its name.
    pub label: String,
    /// What it does.
    pub help: String,
    /// Drawing.
    pub icon: &'static str,
    /// Its fields.
    pub form: Form,
    /// Personal data found in the text that becomes public.
    pub findings: Vec<String>,
    /// Personal data that was masked in the words offered.
    pub masked: Vec<String>,
    /// Why it was refused.
    pub refusal: Option<RefusalNote>,
}

impl CommandForm {
    /// The form of a command, ready to be filled in.
    pub fn new(i18n: &I18n, kind: CommandKind, target: &Target, choices: &Choices) -> Self {
        let label = words::command(i18n, kind);
        let mut form = Form::new(
            words::dashed(kind.as_str()),
            target.command(kind),
            label.clone(),
            fields::of(i18n, kind, choices),
        )
        .hidden("seq", target.seq.to_string());
        if kind == CommandKind::Keep {
            form = form.hidden("keep", "yes");
        }
        if matches!(kind, CommandKind::Verify | CommandKind::Keep) {
            form.buttons = fields::release_buttons(*i18n, choices);
            if let Some(picks) = &choices.picks {
                form = form.hidden("proposed", &picks.shown);
            }
        }
        form.danger = is_grave(kind);
        let shows_words = matches!(
            kind,
            CommandKind::Verify | CommandKind::Keep | CommandKind::EditText | CommandKind::Release
        );
        Self {
            kind,
            label,
            help: words::command_help(i18n, kind),
            icon: icon(kind),
            form,
            findings: match kind {
                CommandKind::Release => choices.settled_findings.clone(),
                _ if shows_words => choices.findings.clone(),
                _ => choices.said_findings.clone(),
            },
            masked: match kind {
                CommandKind::Release => choices.told.clone(),
                _ if shows_words => [&choices.masked[..], &choices.told].concat(),
                _ => Vec::new(),
            },
            refusal: None,
        }
    }

    /// The same, refused, with what was written.
    #[must_use]
    pub fn refused(mut self, refusal: RefusalNote, written: &HashMap<String, Vec<String>>) -> Self {
        self.form = self.form.handed_back(written);
        self.refusal = Some(refusal);
        self
    }

    /// Shown unfolded.
    pub fn is_open(&self) -> bool {
        self.refusal.is_some() || !self.form.errors.is_empty()
    }
}

/// A command on a page of its own.
#[derive(Debug, Clone)]
pub struct CommandLink {
    /// Its page.
    pub href: String,
    /// Its name.
    pub label: String,
    /// What it does.
    pub help: String,
    /// Drawing.
    pub icon: &'static str,
}

/// Everything the viewer may do with a report now.
#[derive(Debug, Clone, Default)]
pub struct CommandPanel {
    /// What moves the report on, as forms on its page.
    pub forms: Vec<CommandForm>,
    /// The rest, each on its own page: lists of units need not travel ten times.
    pub links: Vec<CommandLink>,
    /// Said where there is nothing to do, and why; may be empty.
    pub none: String,
}

impl CommandPanel {
    /// The commands in the order in which officers need them.
    pub fn new(i18n: &I18n, permitted: &[CommandKind], target: &Target, choices: &Choices) -> Self {
        let forms = NEXT
            .iter()
            .filter(|kind| permitted.contains(kind))
            .map(|kind| CommandForm::new(i18n, *kind, target, choices))
            .collect();
        let links = permitted
            .iter()
            .filter(|kind| !NEXT.contains(kind) && **kind != CommandKind::Receive)
            .map(|kind| CommandLink {
                href: target.command(*kind),
                label: words::command(i18n, *kind),
                help: words::command_help(i18n, *kind),
                icon: icon(*kind),
            })
            .collect();
        Self {
            forms,
            links,
            none: if permitted.is_empty() {
                i18n.t("panel-none")
            } else {
                String::new()
            },
        }
    }

    /// Puts a refused or mended form in its place, first of all.
    #[must_use]
    pub fn with(mut self, form: CommandForm) -> Self {
        self.forms.retain(|f| f.kind != form.kind);
        self.links.retain(|link| link.href != form.form.action);
        self.forms.insert(0, form);
        self
    }

    /// Nothing to do.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty() && self.links.is_empty()
    }
}

/// One command on a page of its own.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/command.html")]
pub struct CommandPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// The report.
    pub target: Target,
    /// Its title.
    pub title: String,
    /// Tracking number in groups.
    pub number: String,
    /// Its state.
    pub chip: Chip,
    /// What was noticed about the text, in sentences.
    pub marks: Vec<String>,
    /// Suspected twins, where the page decides about the report as a whole.
    pub twins: Vec<Twin>,
    /// Original words beside the form, where the viewer may read them.
    pub original: String,
    /// The command.
    pub command: CommandForm,
}

/// Commands that move the report on, in the order of its life.
const NEXT: &[CommandKind] = &[
    CommandKind::Forward,
    CommandKind::Verify,
    CommandKind::CheckApprove,
    CommandKind::CheckReturn,
    CommandKind::Accept,
    CommandKind::TakePpid,
    CommandKind::Answer,
    CommandKind::ProposeClosure,
    CommandKind::Redirect,
    CommandKind::AssignAnew,
    CommandKind::Uphold,
    CommandKind::Restore,
    CommandKind::RejectObjection,
    CommandKind::Acknowledge,
    CommandKind::Resume,
    CommandKind::Hold,
    CommandKind::Refuse,
    CommandKind::Note,
];

/// Hard to undo, or seen by the reporter as an end.
fn is_grave(kind: CommandKind) -> bool {
    use CommandKind as K;
    matches!(
        kind,
        K::Archive
            | K::Erase
            | K::Unrelease
            | K::Uphold
            | K::RejectObjection
            | K::Withdraw
            | K::Exclude
            | K::Transfer
    )
}

fn icon(kind: CommandKind) -> &'static str {
    use CommandKind as K;
    match kind {
        K::Receive => "inbox",
        K::Forward | K::ReturnToDesk | K::Transfer | K::HandBack | K::Refuse => "move",
        K::Verify
        | K::Keep
        | K::Accept
        | K::CheckApprove
        | K::Confirm
        | K::RecordConfirmation
        | K::Acknowledge
        | K::ConfirmShared
        | K::HearDispute => "check",
        K::Hold | K::Ask => "question",
        K::Reply | K::Answer | K::ProposeClosure => "reply",
        K::Resume | K::TakeBack | K::CheckReturn | K::Restore | K::Reopen => "arrow",
        K::ExpireHold | K::Archive | K::Withdraw => "archive",
        K::Merge | K::Unmerge | K::KeepApart => "merge",
        K::Redirect | K::AddSupport | K::ReleaseSupport | K::AssignAnew => "office",
        K::SubDispose => "person",
        K::SupportNote | K::Note | K::EditText | K::Reclassify => "pen",
        K::Extend | K::RequestExtension | K::ExtendPpid => "calendar",
        K::ReferPpid => "move",
        K::TakePpid => "check",
        K::Dispute | K::DisputeShared | K::Object | K::SetPriority => "alert",
        K::Silence => "clock",
        K::Uphold | K::RejectObjection => "shield",
        K::Rate => "star",
        K::SetFlags => "lock",
        K::AddFile => "photo",
        K::Release | K::GrantView => "eye",
        K::Unrelease | K::Erase | K::Exclude => "hide",
    }
}
