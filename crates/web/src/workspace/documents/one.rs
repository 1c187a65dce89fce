//! One document: what it is, what is wrong with it, what it says, its files.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::aside::aside;
use lapor_app::error::AppError;
use lapor_app::official::serve::{self, Asker};
use lapor_app::official::{self, Form as FileForm, Found, Gathered, OfficialError, edition};
use lapor_domain::figures::number;
use lapor_domain::official::{Approval, NoApproval, Written, may_approve};
use lapor_store::official::{Edition, EditionState};
use uuid::Uuid;

use super::answer;
use crate::form::Sent;
use crate::layout::{self, Tone};
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace::emblem::picture;
use crate::workspace::seat::Seat;
use crate::workspace_view::admin::FoldedForm;
use crate::workspace_view::documents::DocumentPage;
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame;

/// What comes behind a document's address to see its emblem.
const EMBLEM: &str = "lambang";

/// The page.
pub(in crate::workspace) async fn page(here: Here, Path(id): Path<String>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match shown(&seat, &id, None).await {
        Ok(page) => layout::page(StatusCode::OK, &page),
        Err(error) => answer(&seat, &error),
    }
}

/// What was sent and could not be done.
pub(super) struct Mended<'a> {
    /// Number of the form.
    pub(super) form: &'static str,
    /// What was written.
    pub(super) sent: &'a Sent,
    /// What is wrong.
    pub(super) wrong: Errors,
}

pub(super) async fn shown(
    seat: &Seat,
    id: &str,
    mended: Option<Mended<'_>>,
) -> Result<DocumentPage, OfficialError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let edition = edition::theirs(here.app(), seat.officer.id, id).await?;
    let is_draft = edition.state == EditionState::Draft;
    let mut advice = Vec::new();
    let (preview, found, standing) = if is_draft {
        let drafted = edition::reviewed(here.app(), seat.officer.id, id).await?;
        let standing = standing(seat, &drafted.gathered);
        let document = drafted.document;
        advice = drafted.advice;
        let emblem = action(seat, &edition, EMBLEM);
        let body = aside(move || official::in_page(&document, &emblem)).await?;
        (body, drafted.found, standing)
    } else {
        (published(seat, &edition).await?, Vec::new(), String::new())
    };
    let rules = here.rules();
    let leads = may_approve(&rules.directory, seat.officer.id, edition.body);
    let approval = edition::approval_of(&rules, seat.officer.id, &edition);
    let mut forms = Vec::new();
    if is_draft {
        forms.push(change(seat, &edition, &advice, found.is_empty()));
        if let Ok(approval) = approval
            && found.is_empty()
        {
            forms.push(approve(seat, &edition, approval, &standing));
        }
        forms.push(discard(seat, &edition));
    } else if leads && edition.state == EditionState::Published {
        forms.push(withdraw(seat, &edition));
    }
    let mut l = seat.layout();
    if let Some(mended) = mended {
        l = l.one_off();
        if let Some(folded) = forms
            .iter_mut()
            .find(|folded| folded.form.id == mended.form)
        {
            let form = folded.form.clone();
            folded.form = form
                .handed_back(&mended.sent.written())
                .with_errors(mended.wrong);
        }
    } else if here.path.ends_with("selesai=1") {
        l = l.with_notice(Tone::Done, i18n.t("official-saved"));
    }
    let base = &here.site.base;
    let has_files = is_draft || edition.frozen.is_some();
    let files = edition::FROZEN.map(|form| {
        let ending = form.ending();
        let href = format!("{base}/ruang/dokumen/{id}/{ending}");
        (ending.to_uppercase(), href)
    });
    Ok(DocumentPage {
        l,
        d: seat.desk(frame::Here::Documents),
        title: edition::title_of(edition.layout, &edition.period),
        facts: facts(seat, &edition).await?,
        files: if has_files {
            files.to_vec()
        } else {
            Vec::new()
        },
        found: found.iter().map(|found| said(seat, found)).collect(),
        waits: match approval {
            Err(no) if is_draft => i18n.t(match no {
                NoApproval::NotTheirs => "official-waits",
                NoApproval::OwnWork => "official-waits-another",
            }),
            _ => String::new(),
        },
        forms,
        preview,
        back: format!("{base}/ruang/dokumen"),
    })
}

/// What was published, as it may be told now.
async fn published(seat: &Seat, edition: &Edition) -> Result<String, OfficialError> {
    if edition.frozen.is_none() {
        return Ok(String::new());
    }
    let asker = Asker::Officer(seat.officer.id);
    let document = serve::document_of(seat.here.app(), asker, edition.id).await?;
    let emblem = action(seat, edition, EMBLEM);
    Ok(aside(move || official::in_page(&document, &emblem)).await?)
}

/// Where it stands, and of what kind it is; never what it is.
pub(super) fn said(seat: &Seat, found: &Found) -> String {
    let i18n = seat.here.i18n;
    let kind = i18n.t(&format!(
        "official-kind-{}",
        found.kind.as_str().replace('_', "-")
    ));
    format!("{kind}: {}", found.place)
}

async fn facts(seat: &Seat, edition: &Edition) -> Result<Vec<(String, String)>, OfficialError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let name = |id: Option<lapor_domain::ids::OfficerId>| {
        id.and_then(|id| rules.directory.officers.get(&id))
            .map_or_else(
                || i18n.t("official-by-schedule"),
                |officer| officer.name.clone(),
            )
    };
    let state = match edition.state {
        EditionState::Draft => "official-draft",
        EditionState::Published => "official-published",
        EditionState::Withdrawn => "official-withdrawn",
    };
    let mut facts = vec![
        (i18n.t("official-col-state"), i18n.t(state)),
        (
            i18n.t("official-reader"),
            i18n.t(&format!("official-for-{}", edition.reader)),
        ),
        (i18n.t("official-period"), edition.period.words()),
        (
            i18n.t("official-as-of"),
            i18n.until(edition.as_of, here.face()),
        ),
        (
            i18n.t("official-col-made"),
            format!(
                "{}, {}",
                i18n.moment(edition.made_at, here.face()),
                name(edition.made_by)
            ),
        ),
    ];
    if let (Some(by), Some(at)) = (edition.edited_by, edition.edited_at) {
        facts.push((
            i18n.t("official-edited"),
            format!("{}, {}", i18n.moment(at, here.face()), name(Some(by))),
        ));
    }
    if let (Some(by), Some(at)) = (edition.approved_by, edition.approved_at) {
        facts.push((
            i18n.t("official-approved"),
            format!("{}, {}", i18n.moment(at, here.face()), name(Some(by))),
        ));
        if edition.is_alone {
            facts.push((i18n.t("official-eyes"), i18n.t("official-alone")));
        }
    }
    if let Some(frozen) = &edition.frozen {
        let position = number(u64::try_from(frozen.position).unwrap_or_default());
        let policies = serve::policies_of(frozen).into_iter();
        let policies: Vec<String> = policies.map(|version| version.to_string()).collect();
        facts.push((
            i18n.t("official-basis"),
            i18n.t("official-basis-words")
                .replace("%posisi%", &position)
                .replace("%kebijakan%", &policies.join(", "))
                .replace("%definisi%", &frozen.definitions.to_string()),
        ));
        for (form, sha256) in serve::fingerprints_for(here.app(), seat.officer.id, edition).await? {
            facts.push((format!("SHA-256 {}", form.to_uppercase()), sha256));
        }
    }
    Ok(facts)
}

fn action(seat: &Seat, edition: &Edition, deed: &str) -> String {
    format!(
        "{}/ruang/dokumen/{}/{deed}",
        seat.here.site.base, edition.id
    )
}

fn change(seat: &Seat, edition: &Edition, advice: &[String], open: bool) -> FoldedForm {
    let i18n = seat.here.i18n;
    let layout = edition.layout;
    let mut fields = Vec::new();
    let (written, help) = match layout.written() {
        Some(Written::Recommendations) => (Some("official-advice"), "official-change-help"),
        Some(Written::Sentences) => (Some("official-sentences"), "official-change-help-press"),
        None => (None, "official-change-help-figures"),
    };
    if let Some(key) = written {
        fields.push(
            Field::new("advice", i18n.t(key), Input::Area(true))
                .hint(i18n.t(&format!("{key}-hint")))
                .optional()
                .value(advice.join("\n")),
        );
    }
    fields.push(
        Field::new("as_of", i18n.t("official-as-of-day"), Input::Date)
            .hint(i18n.t("official-as-of-day-hint"))
            .optional(),
    );
    if layout.lists_reports() {
        fields.push(
            Field::new("masked", i18n.t("official-mask"), Input::Check)
                .hint(i18n.t("official-mask-hint"))
                .optional()
                .value(if edition.is_masked { "yes" } else { "" }),
        );
    }
    let form = Form::new(
        "ubah",
        action(seat, edition, "ubah"),
        i18n.t("official-save"),
        fields,
    )
    .hidden("version", edition.version.to_string());
    FoldedForm {
        title: i18n.t("official-change"),
        help: i18n.t(help),
        form,
        open: !open,
    }
}

/// Of which days a draft's figures are, and whether they reach to the end of its period.
fn standing(seat: &Seat, gathered: &Gathered) -> String {
    let here = &seat.here;
    let as_of = here.i18n.moment(gathered.as_of, here.face());
    let (period, moment) = (gathered.period.words(), as_of);
    let said = here
        .i18n
        .t2("official-standing", "period", period, "moment", moment);
    match edition::reaches_its_end(here.app(), gathered) {
        Ok(()) => said,
        Err(error) => format!(
            "{said} {}",
            here.i18n.t1("official-too-early", "why", error.to_string())
        ),
    }
}

fn approve(seat: &Seat, edition: &Edition, approval: Approval, standing: &str) -> FoldedForm {
    let i18n = seat.here.i18n;
    let rule = i18n.t(&format!("official-approve-help-{}", edition.reader));
    let mut help = format!("{standing} {rule}");
    if approval == Approval::Alone {
        help = format!("{help} {}", i18n.t("official-approve-help-alone"));
    }
    let form = Form::new(
        "setujui",
        action(seat, edition, "setujui"),
        i18n.t("official-approve"),
        Vec::new(),
    )
    .hidden("version", edition.version.to_string());
    FoldedForm {
        title: i18n.t("official-approve"),
        help,
        form,
        open: false,
    }
}

fn discard(seat: &Seat, edition: &Edition) -> FoldedForm {
    let i18n = seat.here.i18n;
    let mut form = Form::new(
        "buang",
        action(seat, edition, "buang"),
        i18n.t("official-discard"),
        Vec::new(),
    );
    form.danger = true;
    FoldedForm {
        title: i18n.t("official-discard"),
        help: i18n.t("official-discard-help"),
        form,
        open: false,
    }
}

fn withdraw(seat: &Seat, edition: &Edition) -> FoldedForm {
    let i18n = seat.here.i18n;
    let mut form = Form::new(
        "tarik",
        action(seat, edition, "tarik"),
        i18n.t("official-withdraw"),
        Vec::new(),
    );
    form.danger = true;
    FoldedForm {
        title: i18n.t("official-withdraw"),
        help: i18n.t("official-withdraw-help"),
        form,
        open: false,
    }
}

/// A file: of a draft as it stands, of an edition as it was published.
pub(in crate::workspace) async fn file(
    here: Here,
    Path((id, form)): Path<(String, String)>,
) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match written(&seat, &id, &form).await {
        Ok(response) => response,
        Err(error) => answer(&seat, &error),
    }
}

async fn written(seat: &Seat, id: &str, form: &str) -> Result<Response, OfficialError> {
    let app = seat.here.app();
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let edition = edition::theirs(app, seat.officer.id, id).await?;
    if form == EMBLEM {
        let emblem = serve::emblem_of(app, &edition).ok_or(AppError::NotFound)?;
        return Ok(picture(&emblem));
    }
    let form = FileForm::of_ending(form).ok_or(AppError::NotFound)?;
    let bytes = if edition.state == EditionState::Draft {
        let document = edition::preview(app, seat.officer.id, id).await?;
        aside(move || form.write(&document)).await??.into()
    } else {
        serve::serve(app, Asker::Officer(seat.officer.id), id, form)
            .await?
            .bytes
    };
    let name = edition::name_of(&app.rules(), &edition);
    Ok(attachment(form, &name, bytes))
}

/// A file with its name.
pub(crate) fn attachment(form: FileForm, name: &str, bytes: Bytes) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(form.media_type()),
    );
    let name = format!("attachment; filename=\"{name}.{}\"", form.ending());
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
