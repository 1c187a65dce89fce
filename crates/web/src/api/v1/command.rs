//! `POST /api/v1/reports/{number}/{command}`: what the reporter or an officer does with a report.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use lapor_app::api_keys;
use lapor_app::app::Draft;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::act::Act;
use lapor_app::report::case::CaseView;
use lapor_app::report::filing::clean_text;
use lapor_app::report::photos;
use lapor_app::report::{MAX_PHOTOS, MAX_TEXT};
use lapor_domain::agency::Officer;
use lapor_domain::api_key::Scope;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::permit::Actor;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, As};
use super::shape;
use crate::api::body::{self, Shape};
use crate::api::caller::Caller;
use crate::api::problem::{Code, Problem};
use crate::api::query::At;
use crate::api::tag;
use crate::form::Sent;
use crate::workspace::command as desk;

/// What a command carries. Each takes only some of these; what it lacks is named in the answer.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Contents {
    /// The words: an answer, a question, a reason, a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Sudah kami perbaiki.")]
    text: Option<String>,
    /// `rate`: one to five.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    stars: Option<u8>,
    /// `set_flags`: hide who.
    #[serde(skip_serializing_if = "Option::is_none")]
    anonim: Option<bool>,
    /// `set_flags`: hide what.
    #[serde(skip_serializing_if = "Option::is_none")]
    rahasia: Option<bool>,
    /// `verify`, `keep`, `reclassify`: `complaint`, `aspiration` or `information`.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    /// `verify`, `keep`, `reclassify`: about officials.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisory: Option<bool>,
    /// `verify`, `keep`, `reclassify`: id of the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    /// `verify`, `redirect`, `assign_anew`: id of the unit that handles it.
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    /// `verify`, `keep`: make it public.
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<bool>,
    /// `verify`, `keep`, `edit_text`: the public title.
    #[serde(skip_serializing_if = "Option::is_none")]
    title_final: Option<String>,
    /// `verify`, `keep`, `edit_text`: the public text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_final: Option<String>,
    /// What looks like personal data in the public words was looked at and may stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings_kept: Option<bool>,
    /// Note to the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// `archive`: why, as code.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_code: Option<String>,
    /// `archive`: why, in words for the reporter.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
    /// `archive`: where to go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    where_to: Option<String>,
    /// `archive`: number of the earlier report.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
    /// `merge`, `keep_apart`: number of the other report.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    /// `forward`, `transfer`: id of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_body: Option<String>,
    /// `transfer`: an office outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_outside: Option<String>,
    /// `transfer`: how to reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    /// `refuse`, `return_to_desk`: id of the unit whose matter it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_unit: Option<String>,
    /// `refuse`, `return_to_desk`: id of the body whose matter it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_body: Option<String>,
    /// `refuse`, `return_to_desk`: the office outside whose matter it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_outside: Option<String>,
    /// `sub_dispose`, `add_support`, `release_support`, `refer_ppid`, `grant_view`: id of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// `sub_dispose`, `assign_anew`: id of the officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// `add_support`, `extend`, `request_extension`: working days.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
    /// `support_note`: how the part ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    support_end: Option<String>,
    /// `answer`: day of the next answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "date")]
    next_by: Option<String>,
    /// `propose_closure`: outcome, as code.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    /// `propose_closure`: last day of a promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "date")]
    promise_by: Option<String>,
    /// `propose_closure`: id of the unit that keeps the promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    promise_owner: Option<String>,
    /// `uphold`: id of the second officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<String>,
    /// `note`: ids of units that may read it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shared_with: Vec<String>,
    /// `release`: the exact point too.
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<bool>,
    /// `release`: the photographs too.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<bool>,
    /// `set_priority`: as code.
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<String>,
    /// `exclude`: id of the officer whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    officer: Option<String>,
    /// `grant_view`: the overseer.
    #[serde(skip_serializing_if = "Option::is_none")]
    overseer: Option<bool>,
    /// `erase`: on what ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<String>,
}

/// Do something with a report
///
/// With `X-Lapor-Phrase` as its reporter: `reply`, `confirm`, `dispute`, `rate`, `withdraw`, `object`, `reopen`, `set_flags`,
/// `grant_view`. With a key of scope `act` as its officer: every command of the workspace; which are possible now stands in
/// `may` of the report. `If-Match` with the report's ETag refuses where somebody acted meanwhile; a repeated
/// `Idempotency-Key` with the same contents acts once. As a form, `reply`, `answer`, `propose_closure` and `add_file` carry
/// photographs.
#[utoipa::path(
    post,
    path = "/reports/{number}/{command}",
    tag = "reports",
    operation_id = "actOnReport",
    params(
        ("number" = String, Path, description = "Tracking number", example = "123456789012"),
        ("command" = String, Path, description = "What to do", example = "reply"),
        ("X-Lapor-Phrase" = Option<String>, Header, description = "The eight words of the receipt"),
        ("If-Match" = Option<String>, Header, description = "ETag of the report as it was read"),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, description = "What you call this request, at most 255 letters"),
    ),
    request_body(description = "What the command carries", content_type = "application/json", content = Contents),
    responses(
        (status = 200, description = "Done: the report as it is now", body = shape::Report, headers(("ETag" = String, description = "Version"))),
        (status = 204, description = "Done; the report is no longer shown to the asker"),
    ),
    security(("key" = ["act"]), ("phrase" = []))
)]
pub(crate) async fn give(
    caller: Caller,
    At((number, command)): At<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    if caller.phrase().is_none() {
        caller.with(Scope::Act)?;
    }
    let headers = request.headers().clone();
    let word = caller.idempotency()?.map(str::to_owned);
    let i18n = caller.i18n();
    let (contents, sent): (Contents, Sent) = body::json_or_form(i18n, request, &SHAPE).await?;
    if sent.photo_count > MAX_PHOTOS {
        return Err(Problem::field(i18n, "photos", "too_many"));
    }
    let found = find::report(&caller, &number).await?;
    let kind = command.replace('-', "_").parse::<CommandKind>();
    let Ok(kind) = kind else {
        return Err(caller.problem(Code::NotFound));
    };
    let seen = tag::seen(&caller, &headers, found.case.seq)?;
    if sent.photo_count > 0 && !takes_photos(kind, &found.asker) {
        return Err(Problem::field(i18n, "photos", "not_here"));
    }
    if sent.photo_count > 1 && kind == CommandKind::AddFile {
        return Err(Problem::field(i18n, "photos", "one_only"));
    }
    let id = match word {
        Some(word) => change_id(&caller, &found.case, kind, &word, &contents, &sent)?,
        None => caller.here.app().fresh_id(),
    };
    let deed = Deed {
        caller: &caller,
        case: &found.case,
        kind,
        contents: &contents,
        seen,
        id,
    };
    let done = match &found.asker {
        As::Reporter => deed.of_reporter(sent).await,
        As::Officer(officer) => deed.of_officer(officer.clone(), sent).await,
        // Beyond the body of the key.
        As::Anyone => Err(AppError::NotPermitted),
    };
    done.map_err(|error| caller.refused(&error))?;
    shown_again(&caller, &number).await
}

/// What is not text in a form.
const SHAPE: Shape = Shape {
    flags: &[
        "anonim",
        "rahasia",
        "supervisory",
        "release",
        "findings_kept",
        "point",
        "files",
        "overseer",
    ],
    numbers: &[],
    integers: &["stars", "days"],
    lists: &["shared_with"],
    objects: &[],
};

/// Photographs go with words that are shown: a reply, an answer, or as files of their own.
const fn takes_photos(kind: CommandKind, asker: &As) -> bool {
    use CommandKind as K;
    match asker {
        As::Reporter => matches!(kind, K::Reply),
        As::Officer(_) => matches!(kind, K::Reply | K::Answer | K::ProposeClosure | K::AddFile),
        As::Anyone => false,
    }
}

/// The report as it is now; done is done also where it is no longer shown.
async fn shown_again(caller: &Caller, number: &str) -> Result<Response, Problem> {
    let Ok(found) = find::report(caller, number).await else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let report = shape::report(&caller.here, &found);
    tag::fresh(caller, found.case.seq, &report)
}

/// The same request of the same asker with the same contents is the same change.
fn change_id(
    caller: &Caller,
    case: &CaseView,
    kind: CommandKind,
    word: &str,
    contents: &Contents,
    sent: &Sent,
) -> Result<Uuid, Problem> {
    let contents = serde_json::to_vec(contents).map_err(|_| caller.problem(Code::Internal))?;
    let key = caller.key.as_ref().map(|key| key.id.0);
    let asker = match (caller.phrase(), key) {
        (None, Some(key)) => *key.as_bytes(),
        _ => [0; 16],
    };
    let report = case.id.0;
    let mut parts: Vec<&[u8]> = vec![
        &asker,
        report.as_bytes(),
        kind.as_str().as_bytes(),
        word.as_bytes(),
        &contents,
    ];
    parts.extend(sent.photos.iter().map(|photo| photo.bytes.as_slice()));
    Ok(api_keys::change_id(caller.here.app(), &parts))
}

/// A command about to be given.
struct Deed<'a> {
    caller: &'a Caller,
    case: &'a CaseView,
    kind: CommandKind,
    contents: &'a Contents,
    seen: Option<u32>,
    id: Uuid,
}

impl Deed<'_> {
    async fn of_officer(&self, officer: Officer, sent: Sent) -> Result<(), AppError> {
        let mut fields = fields(self.contents);
        fields.extend(self.seen.map(|seen| ("seq".to_owned(), seen.to_string())));
        let sent = sent.with_fields(fields);
        let here = self.caller.here.clone();
        desk::give_as(here, officer, self.case, self.kind, &sent, self.id).await
    }

    async fn of_reporter(&self, mut sent: Sent) -> Result<(), AppError> {
        let app = self.caller.here.app();
        let (home, report) = (self.case.home, self.case.id);
        let mut draft = app.draft(home);
        let mut command = self.command(&mut draft)?;
        let raw = std::mem::take(&mut sent.photos);
        let kept = photos::keep(app, &mut draft, home, report, raw).await?;
        if let Command::Reply { files, .. } = &mut command {
            files.extend(kept.iter().map(|photo| photo.attachment.clone()));
        }
        let act = Act {
            rules: app.rules(),
            report: self.case.id,
            seen: self.seen,
            actor: Actor::Reporter,
            command,
            words: draft.into_words(),
            photos: kept,
            now: app.now(),
            id: self.id,
        };
        app.store().run(act).await.map(|_| ())
    }

    fn command(&self, draft: &mut Draft) -> Result<Command, AppError> {
        use CommandKind as K;
        let kind = ContentKind::ReporterMessage;
        let text = clean_text(self.contents.text.as_deref().unwrap_or_default());
        if text.len() > MAX_TEXT {
            return Err(wrong("text", "too_long"));
        }
        let words = || match text.as_str() {
            "" => Err(wrong("text", "words_required")),
            text => Ok(text),
        };
        Ok(match self.kind {
            K::Reply => Command::Reply {
                text: draft.seal(kind, words()?),
                files: Vec::new(),
            },
            K::Confirm | K::ConfirmShared if self.case.merged => Command::ConfirmShared,
            K::Confirm => Command::Confirm,
            K::Dispute | K::DisputeShared if self.case.merged => Command::DisputeShared {
                reason: draft.seal(kind, words()?),
            },
            K::Dispute => Command::Dispute {
                reason: draft.seal(kind, words()?),
            },
            K::Rate => Command::Rate {
                stars: self
                    .contents
                    .stars
                    .filter(|stars| (1..=5).contains(stars))
                    .ok_or_else(|| wrong("stars", "required"))?,
                comment: draft.seal_some(kind, Some(&text)),
            },
            K::Reopen => Command::Reopen {
                reason: draft.seal(kind, words()?),
            },
            K::Object => Command::Object {
                reason: draft.seal(kind, words()?),
            },
            K::Withdraw => Command::Withdraw {
                reason: draft.seal_some(kind, Some(&text)),
            },
            K::SetFlags => Command::SetFlags {
                anonim: self.contents.anonim.unwrap_or(self.case.anonim),
                rahasia: self.contents.rahasia.unwrap_or(self.case.rahasia),
            },
            K::GrantView => Command::GrantView {
                unit: None,
                overseer: true,
            },
            _ => return Err(AppError::NotPermitted),
        })
    }
}

fn wrong(field: &'static str, code: &str) -> AppError {
    AppError::Invalid(vec![FieldError::new(field, code)])
}

/// As the fields of the workspace's form.
fn fields(contents: &Contents) -> Vec<(String, String)> {
    let Ok(Value::Object(object)) = serde_json::to_value(contents) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for (name, value) in object {
        match value {
            Value::String(text) => fields.push((name, text)),
            Value::Bool(yes) => fields.push((name, if yes { "yes" } else { "no" }.to_owned())),
            Value::Array(all) => {
                let texts = all.iter().filter_map(Value::as_str);
                fields.extend(texts.map(|text| (name.clone(), text.to_owned())));
            }
            other => fields.push((name, other.to_string())),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_become_the_fields_of_the_form() {
        let contents = Contents {
            text: Some("Ya.".to_owned()),
            release: Some(false),
            days: Some(3),
            shared_with: vec!["a".to_owned(), "b".to_owned()],
            ..Contents::default()
        };
        let mut found = fields(&contents);
        found.sort();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            found,
            [
                pair("days", "3"),
                pair("release", "no"),
                pair("shared_with", "a"),
                pair("shared_with", "b"),
                pair("text", "Ya."),
            ]
        );
    }
}
