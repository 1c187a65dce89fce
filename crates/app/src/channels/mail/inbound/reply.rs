//! A letter that answers one of ours: the reporter's reply.

use lapor_domain::content::ContentKind;
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_store::outbox::Purpose;

use super::find::IsOf;
use super::{CameTo, Desk, with_left_out, without};
use crate::channels::mail::trim;
use crate::channels::settle::Give;
use crate::error::AppError;
use crate::notify::words::Places;
use crate::report::MAX_TEXT;
use crate::report::act::Act;
use crate::report::filing::clean_text;
use crate::report::photos;

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
        if text.is_empty() && self.incoming.photos.is_empty() {
            return self.trouble("trouble-empty").await;
        }
        if text.len() > MAX_TEXT {
            return self.trouble("trouble-too-long").await;
        }
        let mut draft = self.app.draft(report.home);
        let (kept, lost) = self.keep_photos(&mut draft, report).await?;
        let text = with_left_out(&text, self.incoming.left_out + lost);
        let text = draft.seal(ContentKind::ReporterMessage, &text);
        let places = Places {
            number: report.tracking.to_string(),
            link: format!("{}/lacak", self.pages()),
            ..Places::default()
        };
        let answer = self.letter(
            self.say("mail-replied-subject", &places),
            self.say("mail-replied", &places),
        );
        let change = Give {
            act: Act {
                rules: self.app.rules(),
                report: report.id,
                seen: None,
                actor: Actor::Reporter,
                command: Command::Reply {
                    text,
                    files: kept.iter().map(|photo| photo.attachment.clone()).collect(),
                },
                words: draft.into_words(),
                photos: kept,
                now: self.app.now(),
                id: self.app.fresh_id(),
            },
            settle: self.settling("reply", Some(report.id), answer),
        };
        match self.app.store().run(change).await {
            Ok(()) => Ok(CameTo::Reply),
            Err(AppError::Refused(_)) => self.trouble("trouble-rule").await,
            Err(error) => Err(error),
        }
    }

    /// Photographs that can be taken; one that cannot must not lose the words.
    pub(super) async fn keep_photos(
        &self,
        draft: &mut crate::app::Draft,
        report: &Report,
    ) -> Result<(Vec<photos::KeptPhoto>, usize), AppError> {
        let sent = self.incoming.photos.clone();
        match photos::keep(self.app, draft, report.home, report.id, sent.clone()).await {
            Ok(kept) => Ok((kept, 0)),
            Err(AppError::Photos(bad)) => {
                let good = without(sent, &bad);
                let kept = photos::keep(self.app, draft, report.home, report.id, good).await?;
                Ok((kept, bad.len()))
            }
            Err(error) => Err(error),
        }
    }
}
