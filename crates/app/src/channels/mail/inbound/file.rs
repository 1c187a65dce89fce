//! A letter that answers nothing: a new report.

use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;

use super::{CameTo, Desk, with_left_out, without};
use crate::error::AppError;
use crate::report::filing::Filing;
use crate::report::{MAX_LINE, receive};

impl Desk<'_> {
    pub(super) async fn report(&self) -> Result<CameTo, AppError> {
        let mut photos = self.incoming.photos.clone();
        let mut left_out = self.incoming.left_out;
        loop {
            let filing = self.filing(left_out);
            let mut form_key = [0; 16];
            form_key.copy_from_slice(&self.key[..16]);
            let sent = photos.clone();
            let received =
                receive::receive(self.app, Actor::Reporter, "email", form_key, filing, sent).await;
            return match received {
                Ok(receipted) => {
                    self.settle("report", Some(receipted.report), None).await?;
                    Ok(CameTo::Report)
                }
                Err(AppError::Photos(bad)) if !bad.is_empty() => {
                    left_out += bad.len();
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
            photos: self.incoming.photos.len(),
            language: Some(self.language),
            ..Filing::default()
        }
    }
}

/// `RAHASIA` and `ANONIM` in front of the subject.
pub(super) fn wishes(subject: &str) -> (&str, bool, bool) {
    let (mut rahasia, mut anonim, mut rest) = (false, false, subject.trim());
    loop {
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word.to_uppercase().as_str() {
            "RAHASIA" if !rahasia => rahasia = true,
            "ANONIM" if !anonim => anonim = true,
            _ => return (rest, rahasia, anonim),
        }
        rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
}
