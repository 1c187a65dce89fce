//! A letter that answers one of ours: the reporter's reply.

use lapor_domain::content::ContentKind;
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_store::outbox::{self, NewMessage, Purpose};
use lapor_store::record::content::NewContent;

use super::find::IsOf;
use super::left_out::{with_left_out, without};
use super::wish::only_wishes;
use super::{CameTo, Desk};
use crate::channels::mail::trim;
use crate::channels::settle::Give;
use crate::error::AppError;
use crate::notify::words::Places;
use crate::report::MAX_TEXT;
use crate::report::act::Act;
use crate::report::documents;
use crate::report::filing::clean_text;
use crate::report::photos::{self, KeptPhoto};

impl Desk<'_> {
    pub(super) async fn reply(&self, report: &Report) -> Result<CameTo, AppError> {
        let hash = self
            .app
            .key_of(report.home)
            .lookup(Purpose::Email, &self.to);
        if !self
            .app
            .store()
            .read(IsOf(report.home, hash, report.id))
            .await?
        {
            let places = Places {
                link: format!("{}/lacak", self.pages()),
                ..Places::default()
            };
            let words = self.say("sms-not-yours", &places);
            return self.tell(words).await;
        }
        let text = clean_text(&trim::reply(&self.incoming.text));
        let attached = &self.incoming.attached;
        if text.is_empty() && attached.is_empty() {
            return self.trouble("trouble-empty").await;
        }
        if text.len() > MAX_TEXT {
            return self.trouble("trouble-too-long").await;
        }
        if let Some((rahasia, anonim)) = only_wishes(&text).filter(|_| attached.is_empty()) {
            return self.hide(report, rahasia, anonim).await;
        }
        let mut draft = self.app.draft(report.home);
        let (mut kept, mut left_out) = self.keep_photos(&mut draft, report).await?;
        let papers = attached.documents.clone();
        kept.extend(documents::keep(self.app, &mut draft, report.home, report.id, papers).await?);
        left_out.extend(attached.left_out.iter().cloned());
        let text = with_left_out(&text, left_out.len());
        let command = Command::Reply {
            text: draft.seal(ContentKind::ReporterMessage, &text),
            files: kept.iter().map(|one| one.attachment.clone()).collect(),
        };
        let places = self.about(report.tracking);
        let mut words = vec![self.say("mail-replied", &places)];
        words.extend(self.left_out(report.tracking, &left_out, outbox::is_guarded(report)));
        let subject = self.say("mail-replied-subject", &places);
        let answer = self.letter_about(report.id, subject, words.join("\n\n"));
        let sealed = (draft.into_words(), kept);
        self.give(report, command, sealed, ("reply", answer)).await
    }

    /// Gives a command in the reporter's name and settles the letter with it, in one transaction.
    pub(super) async fn give(
        &self,
        report: &Report,
        command: Command,
        (words, photos): (Vec<NewContent>, Vec<KeptPhoto>),
        (outcome, answer): (&'static str, Option<NewMessage>),
    ) -> Result<CameTo, AppError> {
        let change = Give {
            act: Act {
                rules: self.app.rules(),
                report: report.id,
                seen: None,
                actor: Actor::Reporter,
                command,
                words,
                photos,
                now: self.app.now(),
                id: self.app.fresh_id(),
            },
            settle: self.settling(outcome, Some(report.id), answer),
        };
        match self.app.store().run(change).await {
            Ok(()) => Ok(CameTo::Reply),
            Err(AppError::Refused(_)) => self.trouble("trouble-rule").await,
            Err(error) => Err(error),
        }
    }

    /// Photographs that can be taken, and the names of those that cannot: they must not lose the words.
    async fn keep_photos(
        &self,
        draft: &mut crate::app::Draft,
        report: &Report,
    ) -> Result<(Vec<KeptPhoto>, Vec<String>), AppError> {
        let sent = self.incoming.attached.photos.clone();
        match photos::keep(self.app, draft, report.home, report.id, sent.clone()).await {
            Ok(kept) => Ok((kept, Vec::new())),
            Err(AppError::Photos(bad)) => {
                let good = without(sent, &bad);
                let kept = photos::keep(self.app, draft, report.home, report.id, good).await?;
                Ok((kept, self.names_of(&bad)))
            }
            Err(error) => Err(error),
        }
    }
}
