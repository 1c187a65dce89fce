//! One message of a person: what it is, what the dialogue makes of it, what is done, what is answered.

use lapor_domain::agency::Body;
use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_store::StoreError;
use lapor_store::outbox::{Purpose, Talk};

use super::dialogue::{self, Dialogue, Facts, Say, Turn};
use super::keep::{self, Find, Keep, Kept, Written};
use super::message::Message;
use super::{media, remind, telegram, whatsapp, window};
use crate::app::App;
use crate::channels::config::{Telegram, Whatsapp};
use crate::channels::own::Sender;
use crate::channels::settle;
use crate::error::AppError;
use crate::report::act::Act;

/// How often a message is thought over where other messages of the sender come at the same moment.
const TRIES: usize = 10;

/// The door a message came by.
#[derive(Clone, Copy)]
pub(super) enum Door<'a> {
    /// A number of WhatsApp.
    Whatsapp(&'a Whatsapp),
    /// A bot of Telegram.
    Telegram(&'a Telegram),
}

impl Door<'_> {
    pub(super) const fn name(&self) -> &str {
        match self {
            Self::Whatsapp(door) => door.name.as_str(),
            Self::Telegram(door) => door.name.as_str(),
        }
    }

    const fn body(&self) -> &str {
        match self {
            Self::Whatsapp(door) => door.body.as_str(),
            Self::Telegram(door) => door.body.as_str(),
        }
    }

    pub(super) const fn messenger(&self) -> Messenger {
        match self {
            Self::Whatsapp(_) => Messenger::Whatsapp,
            Self::Telegram(_) => Messenger::Telegram,
        }
    }

    pub(super) async fn fetch(&self, media: &str) -> Option<Vec<u8>> {
        match self {
            Self::Whatsapp(door) => whatsapp::media::fetch(door, media).await,
            Self::Telegram(door) => telegram::media::fetch(door, media).await,
        }
    }
}

/// Deals with a message, once.
pub(super) async fn take(app: &App, door: Door<'_>, message: &Message) -> Result<(), AppError> {
    let rules = app.rules();
    let Some(body) = rules.directory.body_by_slug(door.body()) else {
        tracing::error!(
            door = door.name(),
            "instansi pintu percakapan ini tidak ada; perbaiki berkas saluran"
        );
        return Err(AppError::NotFound);
    };
    let key = app.keys().installation_key("chat-delivery").mac(&[
        door.messenger().as_str().as_bytes(),
        door.name().as_bytes(),
        message.from.expose().as_bytes(),
        message.id.as_bytes(),
    ]);
    if settle::is_seen(app, key).await? {
        return Ok(());
    }
    let talker = Talker {
        app,
        door,
        body,
        from: &message.from,
        key,
    };
    let input = talker.input(&message.said).await?;
    let draft_key = app.random();
    for _ in 0..TRIES {
        let (dialogue, version) = talker.so_far().await?;
        let reports = talker.sender().reports(app, vec![body.id]).await?;
        let facts = Facts {
            key: draft_key,
            waiting: waiting(&reports),
        };
        let turn = dialogue::step(dialogue, input.clone(), &facts);
        let own = reports.into_iter().map(|(report, _)| report).collect();
        if talker.carry_out(turn, version, own).await? != Written::Outrun {
            return Ok(());
        }
    }
    Err(StoreError::Conflict.into())
}

/// The numbers of those that wait for a word of the sender.
pub(super) fn waiting(reports: &[(Report, bool)]) -> Vec<lapor_domain::tracking::TrackingNo> {
    let waiting = reports.iter().filter(|(_, waits)| *waits);
    waiting.map(|(report, _)| report.tracking).collect()
}

/// A sender at a door.
pub(super) struct Talker<'a> {
    /// The program.
    pub(super) app: &'a App,
    /// Where they write.
    pub(super) door: Door<'a>,
    /// To whom.
    pub(super) body: &'a Body,
    /// Who.
    pub(super) from: &'a ChatAddress,
    /// The delivery's own key, hashed.
    pub(super) key: [u8; 32],
}

/// What was done with a turn.
#[derive(Default)]
pub(super) struct Done {
    /// As a code.
    pub(super) outcome: &'static str,
    /// Which report it made or spoke of.
    pub(super) report: Option<ReportId>,
    /// What is said of it, before what the dialogue says.
    pub(super) says: Vec<String>,
    /// A command of the reporter.
    pub(super) act: Option<Act>,
    /// The hash of the sender's address, and whether they want silence.
    pub(super) silence: Option<([u8; 32], bool)>,
}

impl Talker<'_> {
    pub(super) fn sender(&self) -> Sender<'_> {
        Sender {
            purpose: Purpose::Chat,
            address: self.from.expose(),
        }
    }

    /// What was said so far, unless it is forgotten; and the version of it.
    async fn so_far(&self) -> Result<(Dialogue, i64), AppError> {
        let key = window::talk_key(self.app, self.door.name(), self.from);
        let Some(talk) = self.app.store().read(Find(key)).await? else {
            return Ok((Dialogue::default(), 0));
        };
        let age = self.app.now().duration_since(talk.heard);
        let dialogue = if age < window::DAY {
            keep::opened(self.app, &talk)?.dialogue
        } else {
            Dialogue::default()
        };
        Ok((dialogue, talk.version))
    }

    /// Does what a turn asks for and writes it down.
    async fn carry_out(
        &self,
        mut turn: Turn,
        version: i64,
        own: Vec<Report>,
    ) -> Result<Written, AppError> {
        let done = self.deed(&mut turn, &own).await?;
        let spoke_of = done.report;
        match self.keep(&turn, done, version, &own).await {
            // A rule stands against the command: that is what is said instead.
            Err(AppError::Refused(_)) => {
                let number = own.iter().find(|report| Some(report.id) == spoke_of);
                let number = number.map(|report| report.tracking.to_string());
                let language = turn.dialogue.language();
                let refused = Done {
                    outcome: "refused",
                    report: spoke_of,
                    says: vec![self.say(
                        language,
                        &Say {
                            key: "chat-refused",
                            number: number.unwrap_or_default(),
                            ..Say::default()
                        },
                    )],
                    ..Done::default()
                };
                self.keep(&turn, refused, version, &own).await
            }
            kept => kept,
        }
    }

    async fn keep(
        &self,
        turn: &Turn,
        done: Done,
        version: i64,
        own: &[Report],
    ) -> Result<Written, AppError> {
        let change = Keep {
            key: self.key,
            outcome: done.outcome,
            report: done.report,
            talk: self.talk(&turn.dialogue, version),
            act: done.act,
            silence: done.silence,
            answer: self.answer(turn, &done.says),
            who: self
                .app
                .keys()
                .installation_key("chat-answered")
                .mac(&[self.from.expose().as_bytes()]),
            own: match self.door {
                Door::Whatsapp(_) => own.iter().map(|report| report.id).collect(),
                Door::Telegram(_) => Vec::new(),
            },
            now: self.app.now(),
        };
        let written = self.app.store().run(change).await?;
        if written == Written::Now {
            media::remove(self.app, turn.dropped.clone()).await?;
        }
        Ok(written)
    }

    fn talk(&self, dialogue: &Dialogue, version: i64) -> Talk {
        let kept = Kept {
            from: self.from.expose().to_owned(),
            dialogue: dialogue.clone(),
        };
        let plain = serde_json::to_string(&kept).unwrap_or_default();
        let plain = zeroize::Zeroizing::new(plain);
        let seal_id = self.app.fresh_id();
        let key = window::talk_key(self.app, self.door.name(), self.from);
        let body = self.app.key_of(self.body.id);
        let now = self.app.now();
        let mut talk = self
            .app
            .with_entropy(|entropy| Talk::seal(key, now, version, seal_id, &plain, &body, entropy));
        let is_open = dialogue.draft.is_some() || dialogue.unclear.is_some();
        talk.remind = is_open.then(|| remind::due(self.app, self.body.id));
        talk
    }
}
