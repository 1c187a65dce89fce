//! What a short message leads to: a report, a reply, a state told, a wish noted.
//!
//! Who writes is known by the number alone, and a number can be forged: so a message shows no more than state and turn,
//! and never the secret phrase. What it adds is a reply like any other, which takes nothing away (docs/decisions/0013).

mod answer;

use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{ByNumber, by_number};
use lapor_domain::words::Channel;
use lapor_store::outbox::{self, Purpose};
use lapor_store::{Change, Query, StoreError, Tx};

use super::command::{Said, parse};
use super::inbound::Incoming;
use crate::app::App;
use crate::channels::own::{Found, Sender};
use crate::channels::settle::{Give, Settle};
use crate::channels::{delivery, tongue};
use crate::error::AppError;
use crate::notify::words::{Language, Places};
use crate::report::act::Act;
use crate::report::filing::{Filing, clean_text};
use crate::report::{MAX_TEXT, receive};

/// Deals with a whole message.
pub(super) async fn take(app: &App, incoming: &Incoming<'_>) -> Result<(), AppError> {
    for body in incoming.bodies(&app.rules()) {
        delivery::heard_from(app, body, Purpose::Phone, incoming.phone.expose()).await?;
    }
    let talk = Talk {
        app,
        incoming,
        language: tongue::of(&incoming.text),
    };
    match parse(&incoming.text, &incoming.receive.keywords) {
        // A wish alone: of which report is not said, and how to say it is told.
        Said::Report {
            body: None, text, ..
        } if text.is_empty() => talk.help("wish").await,
        Said::Report {
            body,
            text,
            rahasia,
            anonim,
        } => talk.report(body.as_deref(), &text, rahasia, anonim).await,
        Said::Status(number) => talk.status(number).await,
        Said::Reply(number, text) => talk.reply(number, &text).await,
        Said::Flags {
            number,
            rahasia,
            anonim,
        } => talk.flags(number, rahasia, anonim).await,
        Said::BadNumber => {
            talk.say("bad_number", "sms-bad-number", Places::default())
                .await
        }
        Said::Stop => talk.silence(true).await,
        Said::Start => talk.silence(false).await,
        Said::Help => talk.help("help").await,
        Said::Plain(text) => talk.plain(&text).await,
    }
}

struct Talk<'a> {
    app: &'a App,
    incoming: &'a Incoming<'a>,
    language: Language,
}

impl Talk<'_> {
    /// A report in the national form. Its receipt is the answer: it leaves like every notice.
    async fn report(
        &self,
        slug: Option<&str>,
        text: &str,
        rahasia: bool,
        anonim: bool,
    ) -> Result<(), AppError> {
        let rules = self.app.rules();
        let slug = slug.or(self.incoming.receive.default_body.as_deref());
        let Some(body) = slug.and_then(|slug| rules.directory.body_by_slug(slug)) else {
            return self.help("no_body").await;
        };
        let filing = Filing {
            text: text.to_owned(),
            body: Some(body.id),
            phone: self.incoming.phone.expose().to_owned(),
            channel: Some(Channel::Sms),
            rahasia,
            anonim,
            language: Some(self.language),
            ..Filing::default()
        };
        let mut form_key = [0; 16];
        form_key.copy_from_slice(&self.incoming.key[..16]);
        let received =
            receive::receive(self.app, Actor::Reporter, "sms", form_key, filing, vec![]).await;
        match received {
            Ok(receipted) => self.settle("report", Some(receipted.report), None).await,
            // Delivered twice at one moment with other words: the first one stands.
            Err(AppError::KeyReused) => self.settle("repeat", None, None).await,
            Err(AppError::Invalid(fields)) => {
                let empty = fields.iter().any(|field| field.code == "required");
                if empty {
                    return self.example("empty", "sms-empty").await;
                }
                self.trouble("trouble-too-long").await
            }
            Err(error @ AppError::Record(_)) => Err(error),
            Err(_) => self.trouble("trouble-rule").await,
        }
    }

    /// About a report, in the language of its reporter.
    async fn about(&self, report: &Report) -> Result<Self, AppError> {
        let noted = self.app.store().read(NotedLanguage(report.id)).await?;
        let language = match noted.as_deref() {
            Some(code) => Language::of_code(code),
            None => self.language,
        };
        Ok(Talk {
            language,
            app: self.app,
            incoming: self.incoming,
        })
    }

    async fn status(&self, number: TrackingNo) -> Result<(), AppError> {
        let found = self.find(number).await?;
        let shown =
            found.filter(|found| found.own || by_number(&found.report) != ByNumber::NotFound);
        let Some(Found { report, own }) = shown else {
            let places = Places {
                link: self.lookup_page(None),
                ..Places::default()
            };
            return self.say("status_none", "sms-status-none", places).await;
        };
        if own {
            return self.about(&report).await?.state_of(&report).await;
        }
        self.state_of(&report).await
    }

    async fn state_of(&self, report: &Report) -> Result<(), AppError> {
        let words = self.app.channels();
        let state = format!("state-{}", report.state.code());
        let places = Places {
            words: words.words.say(self.language, &state, &Places::default()),
            link: self.lookup_page(Some(report)),
            number: report.tracking.to_string(),
            ..Places::default()
        };
        self.answer("status", Some(report.id), "sms-status", places)
            .await
    }

    async fn reply(&self, number: TrackingNo, text: &str) -> Result<(), AppError> {
        match self.find(number).await? {
            Some(found) if found.own => self.reply_to(&found.report, text).await,
            _ => {
                let places = Places {
                    link: self.lookup_page(None),
                    ..Places::default()
                };
                self.say("not_yours", "sms-not-yours", places).await
            }
        }
    }

    async fn reply_to(&self, report: &Report, text: &str) -> Result<(), AppError> {
        let text = clean_text(text);
        if text.is_empty() {
            return self.trouble("trouble-empty").await;
        }
        if text.len() > MAX_TEXT {
            return self.trouble("trouble-too-long").await;
        }
        let mut draft = self.app.draft(report.home);
        let text = draft.seal(ContentKind::ReporterMessage, &text);
        let command = Command::Reply {
            text,
            files: Vec::new(),
        };
        let said = ("reply", "sms-replied");
        self.give(report, command, draft.into_words(), said).await
    }

    async fn flags(&self, number: TrackingNo, rahasia: bool, anonim: bool) -> Result<(), AppError> {
        let Some(Found { report, .. }) = self.find(number).await?.filter(|found| found.own) else {
            let places = Places {
                link: self.lookup_page(None),
                ..Places::default()
            };
            return self.say("not_yours", "sms-not-yours", places).await;
        };
        let command = Command::SetFlags {
            anonim: report.anonim || anonim,
            rahasia: report.rahasia || rahasia,
        };
        let key = if rahasia { "sms-secret" } else { "sms-anonym" };
        self.give(&report, command, Vec::new(), ("flags", key))
            .await
    }

    /// Gives a command in the reporter's name and settles the delivery with it, in one transaction.
    async fn give(
        &self,
        report: &Report,
        command: Command,
        words: Vec<lapor_store::record::content::NewContent>,
        (outcome, key): (&'static str, &str),
    ) -> Result<(), AppError> {
        let places = Places {
            number: report.tracking.to_string(),
            link: self.lookup_page(Some(report)),
            ..Places::default()
        };
        let talk = self.about(report).await?;
        let answer = talk.letter(key, &places);
        let change = Give {
            act: Act {
                rules: self.app.rules(),
                report: report.id,
                seen: None,
                actor: Actor::Reporter,
                command,
                words,
                photos: Vec::new(),
                now: self.app.now(),
                id: self.app.fresh_id(),
            },
            settle: self.settling(outcome, Some(report.id), answer),
        };
        match self.app.store().run(change).await {
            Err(AppError::Refused(_)) => {
                talk.answer("refused", Some(report.id), "sms-refused", places)
                    .await
            }
            other => other,
        }
    }

    async fn silence(&self, stop: bool) -> Result<(), AppError> {
        let bodies = self.incoming.bodies(&self.app.rules());
        let phone = self.incoming.phone.expose();
        let wishes: Vec<_> = bodies
            .into_iter()
            .map(|body| (body, self.app.key_of(body).lookup(Purpose::Phone, phone)))
            .collect();
        let (outcome, key) = if stop {
            ("stop", "sms-stopped")
        } else {
            ("start", "sms-started")
        };
        let answer = self.letter(key, &Places::default());
        let settle = self.settling(outcome, None, answer);
        self.app
            .store()
            .run(Silence {
                wishes,
                stop,
                settle,
            })
            .await
    }

    /// Plain words answer the one report that waits for this number; else they are a report, where the gateway leads
    /// to one body; else the sender is told how to write.
    async fn plain(&self, text: &str) -> Result<(), AppError> {
        let mut waiting = self.waiting().await?;
        match waiting.len() {
            1 => {
                let report = waiting.remove(0);
                self.reply_to(&report, text).await
            }
            0 if self.incoming.incomplete && self.incoming.receive.default_body.is_none() => {
                self.trouble("trouble-other").await
            }
            0 if self.incoming.receive.default_body.is_some() => {
                self.report(None, text, false, false).await
            }
            0 => self.help("plain").await,
            _ => {
                let numbers: Vec<String> = waiting
                    .iter()
                    .map(|report| report.tracking.to_string())
                    .collect();
                let places = Places {
                    words: numbers.join(" "),
                    ..Places::default()
                };
                self.say("which", "sms-which", places).await
            }
        }
    }

    /// Reports of this number that wait for a word of its holder.
    async fn waiting(&self) -> Result<Vec<Report>, AppError> {
        let bodies = self.incoming.bodies(&self.app.rules());
        self.sender().waiting(self.app, bodies).await
    }

    async fn find(&self, number: TrackingNo) -> Result<Option<Found>, AppError> {
        self.sender().find(self.app, number).await
    }

    fn sender(&self) -> Sender<'_> {
        Sender {
            purpose: Purpose::Phone,
            address: self.incoming.phone.expose(),
        }
    }
}

struct NotedLanguage(ReportId);

impl Query for NotedLanguage {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::language(tx, self.0).await
    }
}

struct Silence {
    wishes: Vec<(BodyId, [u8; 32])>,
    stop: bool,
    settle: Settle,
}

impl Change for Silence {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "silence_number";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for (body, hash) in &self.wishes {
            if self.stop {
                outbox::stop(tx, *body, Purpose::Phone, hash, self.settle.now).await?;
            } else {
                outbox::resume(tx, *body, Purpose::Phone, hash).await?;
            }
        }
        self.settle.apply(tx).await
    }
}
