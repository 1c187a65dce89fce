//! `POST /milik/{action}`: what a reporter does with their report.

use std::sync::Arc;

use axum::extract::{Path, Request};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use lapor_app::app::Draft;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::act::Act;
use lapor_app::report::case::CaseView;
use lapor_app::report::filing::clean_text;
use lapor_app::report::photos::{self, KeptPhoto, RawPhoto};
use lapor_app::report::{MAX_PHOTOS, MAX_TEXT};
use lapor_app::sign_in;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::words::Identity;
use lapor_store::record;
use lapor_store::{Query, StoreError, Tx};

use super::{Back, opened, show};
use crate::errors;
use crate::form::{OwnKey, Sent};
use crate::layout::page as respond;
use crate::public::track;
use crate::session::{self, CookieOf};
use crate::state::Here;
use crate::view::errors::ErrorKind;
use crate::view::forms::Errors;

/// What a form asks for, and which of its fields holds the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Reply,
    Add,
    Confirm,
    Dispute,
    Rate,
    Reopen,
    Object,
    Withdraw,
    Privacy,
    Share,
}

impl Deed {
    fn of(action: &str) -> Option<Self> {
        Some(match action {
            "balasan" => Self::Reply,
            "tambahan" => Self::Add,
            "persetujuan" => Self::Confirm,
            "sanggahan" => Self::Dispute,
            "penilaian" => Self::Rate,
            "pembukaan-kembali" => Self::Reopen,
            "keberatan" => Self::Object,
            "penarikan" => Self::Withdraw,
            "kerahasiaan" => Self::Privacy,
            "bagikan" => Self::Share,
            _ => return None,
        })
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Reply => "reply_text",
            Self::Add => "add_text",
            Self::Dispute => "dispute_reason",
            Self::Rate => "rating_text",
            Self::Reopen => "reopen_reason",
            Self::Object => "object_reason",
            Self::Withdraw => "withdraw_reason",
            Self::Confirm | Self::Privacy | Self::Share => "",
        }
    }

    /// Words are obligatory; photographs may stand for them where they are the message.
    const fn needs_words(self) -> bool {
        matches!(
            self,
            Self::Reply | Self::Add | Self::Dispute | Self::Reopen | Self::Object
        )
    }

    /// It says yes or no to the very answer that was shown, so another answer must not have come
    /// in between.
    const fn is_about_the_answer(self) -> bool {
        matches!(self, Self::Confirm | Self::Dispute)
    }
}

/// Does one thing, and shows the report again.
pub(in crate::public) async fn act(
    here: Here,
    Path(action): Path<String>,
    request: Request,
) -> Response {
    let Some(deed) = Deed::of(&action) else {
        return errors::answer(&here, &AppError::NotFound, "");
    };
    let sent = Sent::read(request).await;
    let written = sent.text(deed.field()).to_owned();
    let (report, case) = match opened(&here).await {
        Ok(opened) => opened,
        Err(error) => return errors::answer(&here, &error, &written),
    };
    let mended = check(&here, deed, &sent);
    if !mended.is_empty() {
        return back(&here, &case, mended, written, ErrorKind::Invalid).await;
    }
    match perform(&here, report, &case, deed, &action, sent).await {
        Ok(()) => track::to(&here, "/milik?simpan=1"),
        Err(error) => failed(&here, &case, deed, error, written).await,
    }
}

/// Ends the session on this device.
pub(in crate::public) async fn leave(here: Here) -> Response {
    if let Some(token) = here.token(CookieOf::Reporter)
        && let Err(error) = sign_in::end(here.app(), token).await
    {
        return errors::answer(&here, &error, "");
    }
    let mut response = track::to(&here, "/lacak");
    session::close(&mut response, &here.web, CookieOf::Reporter);
    // What the browser kept of the report goes too: the next person must not page back to it.
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What must be mended before anything is asked of the record.
fn check(here: &Here, deed: Deed, sent: &Sent) -> Errors {
    let i18n = here.i18n;
    let mut wrong = Errors::default();
    let mut push = |field: &'static str, code: &str| {
        let words = errors::field_words(i18n, &FieldError::new(field, code));
        wrong.push(field, words);
    };
    let field = if deed.field().is_empty() {
        ""
    } else {
        deed.field()
    };
    if let Some(broken) = sent.broken {
        push(field, broken.code());
    }
    let text = clean_text(sent.text(deed.field()));
    let photos_speak = matches!(deed, Deed::Reply | Deed::Add) && sent.photo_count > 0;
    if deed.needs_words() && text.is_empty() && !photos_speak {
        push(field, "words_required");
    }
    if text.len() > MAX_TEXT {
        push(field, "too_long");
    }
    if sent.photo_count > MAX_PHOTOS {
        push(field, "photos_too_many");
    }
    if deed == Deed::Rate && stars(sent).is_none() {
        push("rating", "required");
    }
    if deed == Deed::Withdraw && !sent.is_ticked("withdraw_sure") {
        push("withdraw_sure", "required");
    }
    wrong
}

fn stars(sent: &Sent) -> Option<u8> {
    let stars: u8 = sent.text("rating").parse().ok()?;
    (1..=5).contains(&stars).then_some(stars)
}

async fn perform(
    here: &Here,
    report: ReportId,
    case: &CaseView,
    deed: Deed,
    action: &str,
    mut sent: Sent,
) -> Result<(), AppError> {
    // Without its key a form cannot be told from one sent twice; it is asked for again.
    let key = OwnKey::parse(sent.text("form_key")).ok_or(AppError::KeyReused)?;
    let id = key.change(report, action, &sent);
    let after = key.change(report, "foto", &sent);
    let home = here
        .app()
        .store()
        .read(HomeOf(report))
        .await??
        .ok_or(AppError::NotFound)?;
    let mut photos = std::mem::take(&mut sent.photos);
    // A dispute or a request to reopen carries words only; its photographs follow as a message.
    let follow = if matches!(deed, Deed::Dispute | Deed::Reopen) {
        std::mem::take(&mut photos)
    } else {
        Vec::new()
    };
    let seen = deed.is_about_the_answer().then_some(key.seq);
    let work = Work { here, report, home };
    let follow = work.keep(follow).await?;
    let (mut draft, kept) = work.keep(photos).await?;
    let command = command(deed, case, &sent, &mut draft, &kept);
    work.give(id, seen, command, draft, kept).await?;
    let (mut draft, kept) = follow;
    if !kept.is_empty() {
        let command = reply("", &mut draft, &kept);
        work.give(after, None, command, draft, kept).await?;
    }
    Ok(())
}

fn command(
    deed: Deed,
    case: &CaseView,
    sent: &Sent,
    draft: &mut Draft,
    kept: &[KeptPhoto],
) -> Command {
    let text = clean_text(sent.text(deed.field()));
    let kind = ContentKind::ReporterMessage;
    match deed {
        Deed::Reply | Deed::Add => reply(&text, draft, kept),
        Deed::Confirm if case.merged => Command::ConfirmShared,
        Deed::Confirm => Command::Confirm,
        Deed::Dispute if case.merged => Command::DisputeShared {
            reason: draft.seal(kind, &text),
        },
        Deed::Dispute => Command::Dispute {
            reason: draft.seal(kind, &text),
        },
        Deed::Rate => Command::Rate {
            stars: stars(sent).unwrap_or_default(),
            comment: draft.seal_some(kind, Some(&text)),
        },
        Deed::Reopen => Command::Reopen {
            reason: draft.seal(kind, &text),
        },
        Deed::Object => Command::Object {
            reason: draft.seal(kind, &text),
        },
        Deed::Withdraw => Command::Withdraw {
            reason: draft.seal_some(kind, Some(&text)),
        },
        Deed::Share => Command::GrantView {
            unit: None,
            overseer: true,
        },
        Deed::Privacy => Command::SetFlags {
            // Without an identity there is nothing to hide, and its box is not in the form.
            anonim: match case.identity {
                Identity::None => case.anonim,
                Identity::Named => sent.is_ticked("anonymous"),
            },
            rahasia: sent.is_ticked("secret"),
        },
    }
}

fn reply(text: &str, draft: &mut Draft, kept: &[KeptPhoto]) -> Command {
    let text = if text.is_empty() {
        "Foto terlampir."
    } else {
        text
    };
    Command::Reply {
        text: draft.seal(ContentKind::ReporterMessage, text),
        files: kept.iter().map(|photo| photo.attachment.clone()).collect(),
    }
}

/// One report being acted on.
struct Work<'a> {
    here: &'a Here,
    report: ReportId,
    home: BodyId,
}

impl Work<'_> {
    async fn keep(&self, raw: Vec<RawPhoto>) -> Result<(Draft, Vec<KeptPhoto>), AppError> {
        let app = self.here.app();
        let mut draft = app.draft(self.home);
        let kept = photos::keep(app, &mut draft, self.home, self.report, raw).await?;
        Ok((draft, kept))
    }

    async fn give(
        &self,
        id: uuid::Uuid,
        seen: Option<u32>,
        command: Command,
        draft: Draft,
        photos: Vec<KeptPhoto>,
    ) -> Result<(), AppError> {
        let app = self.here.app();
        let act = Act {
            rules: Arc::clone(&app.rules()),
            report: self.report,
            seen,
            actor: Actor::Reporter,
            command,
            words: draft.into_words(),
            photos,
            now: app.now(),
            id,
        };
        app.store().run(act).await.map(|_| ())
    }
}

/// What went wrong, on the page of the report, with what was written.
async fn failed(
    here: &Here,
    case: &CaseView,
    deed: Deed,
    error: AppError,
    written: String,
) -> Response {
    let i18n = here.i18n;
    let field = deed.field();
    let kind = errors::kind(&error);
    errors::note(kind, &error);
    let words = match &error {
        // Nothing would change: it is as the person wants it.
        AppError::Refused(Refusal::Guard {
            guard: Guard::NothingToChange,
            ..
        }) => return track::to(here, "/milik?simpan=1"),
        AppError::Refused(refusal) => errors::refusal_words(i18n, refusal),
        AppError::KeyReused => i18n.t("own-form-stale"),
        AppError::Photos(bad) => {
            let wrong = errors::photos(i18n, field, bad);
            return back(here, case, wrong, written, kind).await;
        }
        _ => return errors::answer(here, &error, &written),
    };
    // The page as it is now: someone may have acted in between.
    match opened(here).await {
        Ok((_, now)) => back(here, &now, Errors::one(field, words), written, kind).await,
        Err(_) => back(here, case, Errors::one(field, words), written, kind).await,
    }
}

async fn back(
    here: &Here,
    case: &CaseView,
    errors: Errors,
    written: String,
    kind: ErrorKind,
) -> Response {
    let page = show::page(here, case, Back { errors, written }).await;
    respond(kind.status(), &page)
}

/// Under whose key a report's words are sealed.
struct HomeOf(ReportId);

impl Query for HomeOf {
    type Output = Result<Option<BodyId>, record::RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(record::load(tx, self.0)
            .await
            .map(|report| report.map(|report| report.home)))
    }
}
