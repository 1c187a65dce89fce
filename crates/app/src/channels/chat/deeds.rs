//! What a turn of the dialogue does: files the report, replies, tells states, hides more, keeps silent.

use lapor_domain::content::ContentKind;
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{ByNumber, by_number};
use lapor_domain::words::Channel;
use lapor_store::outbox;
use uuid::Uuid;

use super::dialogue::{Deed, Draft, Facts, Input, Say, Turn, step};
use super::keep::IsStopped;
use super::media;
use super::turn::{Done, Talker};
use crate::error::AppError;
use crate::notify::words::{Language, Places};
use crate::report::act::Act;
use crate::report::filing::{Filing, clean_text};
use crate::report::receive::{self, Receipted};
use crate::report::{MAX_TEXT, photos};

/// Reports that are listed at once.
const LISTED: usize = 5;

impl Talker<'_> {
    /// Does what a turn asks for. A deed that fails for a reason of its own says so and leaves the draft as it was.
    pub(super) async fn deed(&self, turn: &mut Turn, own: &[Report]) -> Result<Done, AppError> {
        let Some(deed) = turn.deed.take() else {
            return Ok(Done {
                outcome: "talk",
                ..Done::default()
            });
        };
        let language = turn.dialogue.language();
        match deed {
            Deed::File => self.file(turn).await,
            Deed::Status(number) => self.status(language, number).await,
            Deed::Own => Ok(self.own(language, own)),
            Deed::Reply(number, reply) => self.reply(turn, number, &reply).await,
            Deed::Flags {
                number,
                rahasia,
                anonim,
            } => self.flags(language, number, rahasia, anonim).await,
            Deed::Silence(stop) => self.silence(language, stop).await,
        }
    }

    async fn silence(&self, language: Language, stop: bool) -> Result<Done, AppError> {
        // Who begins for the first time is greeted, and told nothing of news that never stopped.
        let says = match (stop, self.is_stopped().await?) {
            (true, _) => vec![self.say(language, &Say::plain("chat-stopped"))],
            (false, true) => vec![self.say(language, &Say::plain("chat-started"))],
            (false, false) => Vec::new(),
        };
        let hash = self.sender().hash(self.app, self.body.id);
        Ok(Done {
            outcome: if stop { "stop" } else { "start" },
            says,
            silence: Some((hash, stop)),
            ..Done::default()
        })
    }

    async fn is_stopped(&self) -> Result<bool, AppError> {
        let hash = self.sender().hash(self.app, self.body.id);
        let stopped = IsStopped(self.body.id, hash);
        Ok(self.app.store().read(stopped).await?)
    }

    /// Files the draft. Its receipt leaves like every notice; a repeat finds the same report.
    async fn file(&self, turn: &mut Turn) -> Result<Done, AppError> {
        let Some(draft) = turn.dialogue.draft.clone() else {
            return Ok(Done::default());
        };
        let raw = match media::read(self.app, self.body.id, &draft.photos).await? {
            Ok(raw) => raw,
            Err(lost) => return Ok(self.photo_lost(turn, lost)),
        };
        let filing = self.filing(turn.dialogue.language(), &draft, raw.len());
        let received =
            receive::receive(self.app, Actor::Reporter, "chat", draft.key, filing, raw).await;
        match received {
            Ok(receipted) => self.filed(turn, Some(&receipted)).await,
            // Sent twice at one moment, and something was added between: the first one stands.
            Err(AppError::KeyReused) => self.filed(turn, None).await,
            Err(error @ (AppError::Record(_) | AppError::File(_))) => Err(error),
            Err(AppError::Photos(_)) => Ok(self.trouble(turn, "trouble-photos")),
            Err(AppError::Invalid(_)) => Ok(self.trouble(turn, "trouble-other")),
            Err(_) => Ok(self.trouble(turn, "trouble-rule")),
        }
    }

    fn filing(&self, language: Language, draft: &Draft, photos: usize) -> Filing {
        let pin = draft.pin.as_ref();
        let label = pin.map(|pin| pin.label.clone()).unwrap_or_default();
        Filing {
            text: draft.text.clone(),
            place: if draft.place.is_empty() {
                label
            } else {
                draft.place.clone()
            },
            latitude: pin.map(|pin| pin.latitude.clone()).unwrap_or_default(),
            longitude: pin.map(|pin| pin.longitude.clone()).unwrap_or_default(),
            body: Some(self.body.id),
            chat: Some(self.from.clone()),
            channel: Some(Channel::Chat),
            rahasia: draft.rahasia,
            anonim: draft.anonim,
            language: Some(language),
            photos,
            ..Filing::default()
        }
    }

    async fn filed(
        &self,
        turn: &mut Turn,
        receipted: Option<&Receipted>,
    ) -> Result<Done, AppError> {
        if let Some(draft) = turn.dialogue.draft.take() {
            turn.dropped.extend(draft.photos);
        }
        let mut done = Done {
            outcome: "report",
            report: receipted.map(|receipted| receipted.report),
            ..Done::default()
        };
        // Who wants no news gets no receipt either: then the number is said here.
        let is_stopped = self.is_stopped().await?;
        if let Some(receipted) = receipted.filter(|_| is_stopped) {
            let filed = Say {
                key: "chat-filed",
                number: receipted.tracking.to_string(),
                ..Say::default()
            };
            done.says.push(self.say(turn.dialogue.language(), &filed));
        }
        Ok(done)
    }

    /// A photograph is not there any more: it leaves the draft, and the person is asked for it again.
    fn photo_lost(&self, turn: &mut Turn, lost: Uuid) -> Done {
        let mut dialogue = std::mem::take(&mut turn.dialogue);
        if let Some(draft) = &mut dialogue.draft {
            draft.photos.retain(|photo| photo.file != lost);
            draft.pictured = false;
        }
        let says = vec![self.say(dialogue.language(), &Say::plain("chat-photo-lost"))];
        *turn = step(dialogue, Input::Reaction, &Facts::default());
        Done {
            outcome: "trouble",
            says,
            ..Done::default()
        }
    }

    fn trouble(&self, turn: &Turn, why: &str) -> Done {
        let language = turn.dialogue.language();
        let why = self.words(language, why, &Places::default());
        let trouble = Say {
            key: "chat-trouble",
            words: why,
            ..Say::default()
        };
        Done {
            outcome: "trouble",
            says: vec![self.say(language, &trouble)],
            ..Done::default()
        }
    }

    async fn status(&self, language: Language, number: TrackingNo) -> Result<Done, AppError> {
        let found = self.sender().find(self.app, number).await?;
        let shown =
            found.filter(|found| found.own || by_number(&found.report) != ByNumber::NotFound);
        let Some(found) = shown else {
            return Ok(self.about(language, "status_none", "chat-status-none", None));
        };
        let mut done = self.about(language, "status", "chat-status", Some(&found.report));
        done.report = Some(found.report.id);
        Ok(done)
    }

    fn own(&self, language: Language, own: &[Report]) -> Done {
        let says = if own.is_empty() {
            vec![self.say(language, &Say::plain("chat-none-yet"))]
        } else {
            let listed = own.iter().take(LISTED);
            listed
                .map(|report| self.told(language, "chat-status", Some(report)))
                .collect()
        };
        Done {
            outcome: "own",
            says,
            ..Done::default()
        }
    }

    async fn reply(
        &self,
        turn: &mut Turn,
        number: TrackingNo,
        reply: &Draft,
    ) -> Result<Done, AppError> {
        let language = turn.dialogue.language();
        let found = self.sender().find(self.app, number).await?;
        let Some(found) = found.filter(|found| found.own) else {
            turn.dropped.extend(reply.photos.clone());
            return Ok(self.about(language, "not_yours", "chat-not-yours", None));
        };
        let report = &found.report;
        let text = clean_text(&reply.as_reply());
        if text.len() > MAX_TEXT {
            return Ok(self.trouble(turn, "trouble-too-long"));
        }
        if text.is_empty() && reply.photos.is_empty() {
            return Ok(self.about(language, "empty", "chat-empty-reply", Some(report)));
        }
        let Ok(raw) = media::read(self.app, self.body.id, &reply.photos).await? else {
            return Ok(self.trouble(turn, "trouble-photos"));
        };
        let mut draft = self.app.draft(report.home);
        let kept = photos::keep(self.app, &mut draft, report.home, report.id, raw).await?;
        let text = if text.is_empty() {
            self.say(language, &Say::plain("chat-photo-only"))
        } else {
            text
        };
        let command = Command::Reply {
            text: draft.seal(ContentKind::ReporterMessage, &text),
            files: kept.iter().map(|photo| photo.attachment.clone()).collect(),
        };
        turn.dropped.extend(reply.photos.clone());
        let mut done = self.about(language, "reply", "chat-replied", Some(report));
        let mut act = self.act(report, command);
        act.words = draft.into_words();
        act.photos = kept;
        done.act = Some(act);
        Ok(done)
    }

    async fn flags(
        &self,
        language: Language,
        number: TrackingNo,
        rahasia: bool,
        anonim: bool,
    ) -> Result<Done, AppError> {
        let found = self.sender().find(self.app, number).await?;
        let Some(found) = found.filter(|found| found.own) else {
            return Ok(self.about(language, "not_yours", "chat-not-yours", None));
        };
        let report = &found.report;
        let command = Command::SetFlags {
            anonim: report.anonim || anonim,
            rahasia: report.rahasia || rahasia,
        };
        let key = if rahasia {
            "chat-secret"
        } else {
            "chat-anonymous"
        };
        let mut done = self.about(language, "flags", key, Some(report));
        done.act = Some(self.act(report, command));
        Ok(done)
    }

    fn act(&self, report: &Report, command: Command) -> Act {
        Act {
            rules: self.app.rules(),
            report: report.id,
            seen: None,
            actor: Actor::Reporter,
            command,
            words: Vec::new(),
            photos: Vec::new(),
            now: self.app.now(),
            id: self.app.fresh_id(),
        }
    }

    /// A deed that says one sentence about a report.
    fn about(
        &self,
        language: Language,
        outcome: &'static str,
        key: &str,
        report: Option<&Report>,
    ) -> Done {
        Done {
            outcome,
            report: report.map(|report| report.id),
            says: vec![self.told(language, key, report)],
            ..Done::default()
        }
    }

    /// A sentence with number and state of a report, and where to look.
    fn told(&self, language: Language, key: &str, report: Option<&Report>) -> String {
        let state = report.map(|report| format!("state-{}", report.state.code()));
        let state = state.map(|key| self.words(language, &key, &Places::default()));
        let number = report.map(|report| report.tracking.to_string());
        let pages = self.pages();
        let link = match report {
            Some(report) if !outbox::is_guarded(report) => {
                format!("{pages}/lacak?number={}", report.tracking)
            }
            _ => format!("{pages}/lacak"),
        };
        let places = Places {
            words: state.unwrap_or_default(),
            number: number.unwrap_or_default(),
            link,
            ..self.places()
        };
        self.words(language, key, &places)
    }
}
