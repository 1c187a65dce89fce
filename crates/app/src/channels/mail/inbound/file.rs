//! A letter that answers nothing: a new report.

use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;

use super::left_out::{with_left_out, without};
use super::wish::wishes;
use super::{CameTo, Desk};
use crate::error::AppError;
use crate::report::filing::Filing;
use crate::report::{MAX_LINE, receive};

impl Desk<'_> {
    pub(super) async fn report(&self) -> Result<CameTo, AppError> {
        let mut photos = self.incoming.attached.photos.clone();
        let mut left_out = self.incoming.attached.left_out.clone();
        loop {
            let filing = self.filing(left_out.len());
            let is_secret = filing.rahasia;
            let mut form_key = [0; 16];
            form_key.copy_from_slice(&self.key[..16]);
            let sent = photos.clone();
            let received =
                receive::receive(self.app, Actor::Reporter, "email", form_key, filing, sent).await;
            return match received {
                Ok(receipted) => {
                    let (report, number) = (receipted.report, receipted.tracking);
                    // The receipt leaves by itself; this tells only of what is not there.
                    let answer = self
                        .left_out(number, &left_out, is_secret)
                        .and_then(|words| {
                            let subject = self.say("mail-left-out-subject", &self.about(number));
                            self.letter_about(report, subject, words)
                        });
                    self.settle("report", Some(report), answer).await?;
                    Ok(CameTo::Report)
                }
                Err(AppError::Photos(bad)) if !bad.is_empty() => {
                    left_out.extend(self.names_of(&bad));
                    photos = without(photos, &bad);
                    continue;
                }
                Err(AppError::KeyReused) => Ok(CameTo::Repeat),
                Err(AppError::Invalid(fields)) => {
                    let empty = fields.iter().any(|field| field.code == "required");
                    self.trouble(if empty {
                        "trouble-empty"
                    } else {
                        "trouble-too-long"
                    })
                    .await
                }
                Err(error @ (AppError::Record(_) | AppError::File(_))) => Err(error),
                Err(_) => self.trouble("trouble-rule").await,
            };
        }
    }

    /// The name is kept and shown to nobody: whoever wants it shown says so on the page.
    pub(super) fn filing(&self, left_out: usize) -> Filing {
        let (subject, rahasia, anonim) = wishes(&self.incoming.subject);
        let words = if self.incoming.text.trim().is_empty() {
            subject
        } else {
            self.incoming.text.trim()
        };
        let cut = |text: &str| {
            let mut end = text.len().min(MAX_LINE);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.get(..end).unwrap_or_default().to_owned()
        };
        Filing {
            text: with_left_out(words, left_out),
            title: cut(subject),
            body: Some(self.body),
            name: cut(&self.incoming.name),
            email: self.to.clone(),
            channel: Some(Channel::Email),
            rahasia,
            anonim,
            photos: self.incoming.attached.photos.len(),
            documents: self.incoming.attached.documents.clone(),
            language: Some(self.language),
            ..Filing::default()
        }
    }
}
