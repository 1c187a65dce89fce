//! What the sender of a letter is answered, and the end of its delivery.

use lapor_domain::ids::ReportId;
use lapor_domain::tracking::TrackingNo;
use lapor_store::outbox::NewMessage;

use super::{CameTo, Desk};
use crate::channels::letter::{self, Letter};
use crate::channels::settle::Settle;
use crate::error::AppError;
use crate::notify::wording;
use crate::notify::words::Places;

impl Desk<'_> {
    pub(super) async fn trouble(&self, why: &str) -> Result<CameTo, AppError> {
        let words = self.say(why, &Places::default());
        self.tell(words).await
    }

    /// Tells the sender why it was not taken.
    pub(super) async fn tell(&self, words: String) -> Result<CameTo, AppError> {
        let places = Places {
            words,
            link: format!("{}/lapor", self.pages()),
            ..Places::default()
        };
        let answer = self.letter(
            self.say("mail-trouble-subject", &places),
            self.say("mail-trouble", &places),
        );
        self.settle("told", None, answer).await?;
        Ok(CameTo::Told)
    }

    pub(super) async fn settle(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<NewMessage>,
    ) -> Result<(), AppError> {
        let settle = self.settling(outcome, report, answer);
        self.app.store().run(settle).await
    }

    pub(super) fn settling(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<NewMessage>,
    ) -> Settle {
        let who = self.app.keys().installation_key("mail-answered");
        Settle {
            key: self.key,
            outcome,
            report,
            answer,
            who: who.mac(&[self.to.as_bytes()]),
            now: self.app.now(),
        }
    }

    pub(super) fn letter(&self, subject: String, text: String) -> Option<NewMessage> {
        let rules = self.app.rules();
        let body = rules.directory.bodies.get(&self.body)?;
        self.app.channels().mail.as_ref()?;
        let letter = Letter {
            to: self.to.clone(),
            subject,
            text,
            body: body.slug.clone(),
            from: body.name.clone(),
            in_reply_to: self.incoming.id.as_ref().map(|id| format!("<{id}>")),
            language: self.language.as_str().to_owned(),
            ..Letter::default()
        };
        let id = letter::message_id(self.app.keys(), &[b"mail-reply", &self.key]);
        let mut message = letter::seal(self.app, self.body, id, &letter);
        message.channel = "email";
        message.run_at = self.app.now();
        Some(message)
    }

    /// A letter that a reply to it leads back to the report.
    pub(super) fn letter_about(
        &self,
        report: ReportId,
        subject: String,
        text: String,
    ) -> Option<NewMessage> {
        let mut message = self.letter(subject, text)?;
        message.report = Some(report);
        Some(message)
    }

    /// What an answer about a report may name.
    pub(super) fn about(&self, number: TrackingNo) -> Places {
        Places {
            number: number.to_string(),
            link: format!("{}/lacak", self.pages()),
            ..Places::default()
        }
    }

    pub(super) fn say(&self, key: &str, places: &Places) -> String {
        let (rules, channels) = (self.app.rules(), self.app.channels());
        wording::say(
            &rules,
            &channels.words,
            self.body,
            self.language,
            key,
            places,
        )
    }

    pub(super) fn pages(&self) -> String {
        let rules = self.app.rules();
        let body = rules.directory.bodies.get(&self.body);
        self.app
            .channels()
            .pages_of(body.map_or("", |body| body.slug.as_str()))
    }
}
