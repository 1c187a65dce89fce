//! How a short message is answered: the words, the letter that carries them, and the delivery that is settled with it.

use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_store::outbox;

use super::Talk;
use crate::channels::letter::{self, Letter};
use crate::channels::settle::Settle;
use crate::error::AppError;
use crate::notify::compose::short;
use crate::notify::wording;
use crate::notify::words::Places;

impl Talk<'_> {
    /// Tells how to write to us.
    pub(super) async fn help(&self, outcome: &'static str) -> Result<(), AppError> {
        self.example(outcome, "sms-help").await
    }

    /// Tells how to write, with a keyword of this gateway.
    pub(super) async fn example(&self, outcome: &'static str, key: &str) -> Result<(), AppError> {
        let keyword = self.incoming.receive.keywords.keys().next();
        let places = Places {
            words: keyword.cloned().unwrap_or_default(),
            ..Places::default()
        };
        self.say(outcome, key, places).await
    }

    /// Says that nothing was done, and why.
    pub(super) async fn trouble(&self, why: &str) -> Result<(), AppError> {
        let channels = self.app.channels();
        let places = Places {
            words: channels.words.say(self.language, why, &Places::default()),
            link: self.lookup_page(None).replace("/lacak", "/lapor"),
            ..Places::default()
        };
        self.say("trouble", "sms-trouble", places).await
    }

    /// Answers about no report.
    pub(super) async fn say(
        &self,
        outcome: &'static str,
        key: &str,
        places: Places,
    ) -> Result<(), AppError> {
        self.answer(outcome, None, key, places).await
    }

    /// Answers, and settles the delivery with it.
    pub(super) async fn answer(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        key: &str,
        places: Places,
    ) -> Result<(), AppError> {
        let answer = self.letter(key, &places);
        self.settle(outcome, report, answer).await
    }

    /// Settles the delivery; what there is to answer leaves with it.
    pub(super) async fn settle(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<outbox::NewMessage>,
    ) -> Result<(), AppError> {
        let settle = self.settling(outcome, report, answer);
        self.app.store().run(settle).await
    }

    /// The settling, to be run with a command or by itself.
    pub(super) fn settling(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<outbox::NewMessage>,
    ) -> Settle {
        let phone = self.incoming.phone.expose().as_bytes();
        Settle {
            key: self.incoming.key,
            outcome,
            report,
            answer,
            who: self
                .app
                .keys()
                .installation_key("sms-answered")
                .mac(&[phone]),
            now: self.app.now(),
        }
    }

    /// A direct answer to this number, sealed.
    pub(super) fn letter(&self, key: &str, places: &Places) -> Option<outbox::NewMessage> {
        let rules = self.app.rules();
        let body = self.incoming.bodies(&rules).first().copied()?;
        let body = rules.directory.bodies.get(&body)?;
        let channels = self.app.channels();
        let words = &channels.words;
        let say =
            |places: &Places| wording::say(&rules, words, body.id, self.language, key, places);
        let letter = Letter {
            to: self.incoming.phone.expose().to_owned(),
            subject: String::new(),
            text: short(&say, places),
            body: body.slug.clone(),
            from: body.name.clone(),
            in_reply_to: None,
            language: self.language.as_str().to_owned(),
            ..Letter::default()
        };
        let id = letter::message_id(self.app.keys(), &[b"sms-reply", &self.incoming.key]);
        let mut message = letter::seal(self.app, body.id, id, &letter);
        message.run_at = self.app.now();
        Some(message)
    }

    /// Where to look a number up.
    pub(super) fn lookup_page(&self, report: Option<&Report>) -> String {
        let rules = self.app.rules();
        let home = report.map(|report| report.home);
        let body = home.or_else(|| self.incoming.bodies(&rules).first().copied());
        let slug = body.and_then(|body| rules.directory.bodies.get(&body));
        let pages = self
            .app
            .channels()
            .pages_of(slug.map_or("", |body| body.slug.as_str()));
        match report {
            Some(report) if !outbox::is_guarded(report) => {
                format!("{pages}/lacak?number={}", report.tracking)
            }
            _ => format!("{pages}/lacak"),
        }
    }
}
