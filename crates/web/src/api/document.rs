//! The OpenAPI 3.1 document: made from the handlers, with the answers that every operation can give.

use std::sync::LazyLock;

use lapor_app::report::MAX_PHOTOS;
use lapor_domain::report::command::CommandKind;
use utoipa::PartialSchema as _;
use utoipa::ToSchema as _;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Response,
    ResponseBuilder, Schema, SecurityRequirement, ServerBuilder,
};

use super::problem::{Code, Document, FieldProblem};

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut text = serde_json::to_string_pretty(&*DOCUMENT).unwrap_or_default();
    text.push('\n');
    text
});

/// The document, made once.
pub(crate) static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(make);

/// The document as it is served.
pub(crate) fn text() -> &'static str {
    &TEXT
}

const ABOUT: &str = "Reports of the public and what became of them. Times are RFC 3339; days are ISO 8601. \
    Problems are RFC 9457 documents with a stable `code`. A key is sent as `Authorization: Bearer lapor_…`; what \
    an officer released is read without one. An address `/b/{body}/api/v1` speaks for one body.";

fn make() -> OpenApi {
    let (_, mut document) = super::operations().split_for_parts();
    document.info = InfoBuilder::new()
        .title("lapor")
        .version("1")
        .description(Some(ABOUT))
        .license(Some(
            LicenseBuilder::new()
                .name("AGPL-3.0-or-later")
                .identifier(Some("AGPL-3.0-or-later"))
                .build(),
        ))
        .build();
    document.servers = Some(vec![ServerBuilder::new().url("/api/v1").build()]);
    let components = document.components.get_or_insert_with(Components::new);
    components
        .schemas
        .insert(Document::name().into(), Document::schema());
    components
        .schemas
        .insert(FieldProblem::name().into(), FieldProblem::schema());
    components.add_security_scheme(
        "key",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some("A key that an administrator gave"))
                .build(),
        ),
    );
    components.add_security_scheme(
        "phrase",
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
            "X-Lapor-Phrase",
            "The eight words of the receipt",
        ))),
    );
    for form in FORMS {
        add_form(&mut document, form);
    }
    super::webhooks::add(&mut document);
    for (path, item) in &mut document.paths.paths {
        let in_path = path.contains('{');
        for operation in of(item) {
            add_answers(operation, in_path);
        }
    }
    document
}

/// Shapes that can be sent as a form too, with photographs: name of the shape, name of its form, where it is sent.
const FORMS: [(&str, &str, &str); 2] = [
    ("NewReport", "NewReportForm", "/reports"),
    ("Contents", "ContentsForm", "/reports/{number}/{command}"),
];

/// Filing and acting take a form too: the same fields, and photographs.
fn add_form(document: &mut OpenApi, (shape, form_name, path): (&str, &str, &str)) {
    let schemas = document.components.as_mut().map(|it| &mut it.schemas);
    let Some(schemas) = schemas else { return };
    let Some(RefOr::T(Schema::Object(shape))) = schemas.get(shape) else {
        return;
    };
    let mut form = shape.clone();
    // What is left out of a form is left out: it has no null.
    for field in form.properties.values_mut() {
        without_null(field);
    }
    let photo = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    let photos = ArrayBuilder::new()
        .items(photo)
        .max_items(Some(MAX_PHOTOS))
        .description(Some("Photographs: JPEG, PNG or WebP"));
    form.properties
        .insert("photos".to_owned(), RefOr::T(photos.build().into()));
    let about = form.description.unwrap_or_default();
    form.description = Some(format!("As a form with photographs. {about}"));
    schemas.insert(form_name.to_owned(), RefOr::T(Schema::Object(form)));
    let item = document.paths.paths.get_mut(path);
    let body = item
        .and_then(|item| item.post.as_mut())
        .and_then(|operation| operation.request_body.as_mut());
    if let Some(RefOr::T(body)) = body {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(form_name)))
            .build();
        body.content
            .insert("multipart/form-data".to_owned(), RefOr::T(content));
    }
}

/// The same without null as a value or as what stands where nothing was sent.
fn without_null(field: &mut RefOr<Schema>) {
    let not_null = |one: &RefOr<Schema>| !matches!(one, RefOr::T(Schema::Object(it)) if it.schema_type == SchemaType::Type(Type::Null));
    match field {
        RefOr::T(Schema::Object(object)) => {
            object.default = None;
            if let SchemaType::Array(types) = &object.schema_type {
                let only = types.iter().find(|one| **one != Type::Null).cloned();
                object.schema_type = only.map_or(SchemaType::AnyValue, SchemaType::Type);
            }
        }
        RefOr::T(Schema::OneOf(one_of)) => {
            if let Some(only) = one_of.items.iter().find(|one| not_null(one)).cloned() {
                *field = only;
            }
        }
        _ => {}
    }
}

/// Commands that people and programs may give; the others are the program's own.
fn commands() -> Schema {
    use CommandKind as K;
    let own = [K::Receive, K::ExpireHold, K::Silence];
    let codes = CommandKind::ALL.iter().filter(|kind| !own.contains(kind));
    let codes: Vec<&str> = codes.map(|kind| kind.as_str()).collect();
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(codes))
        .build()
        .into()
}

/// The operations of a path.
pub(crate) fn of(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post]
        .into_iter()
        .filter_map(Option::as_mut)
}

/// What any operation can answer besides what its own description says.
fn add_answers(operation: &mut Operation, in_path: bool) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "command"
        {
            parameter.schema = Some(RefOr::T(commands()));
        }
    }
    let has_body = operation.request_body.is_some();
    let parameters = operation.parameters.iter().flatten();
    let has_query = parameters
        .clone()
        .any(|it| matches!(it, RefOr::T(it) if it.parameter_in == ParameterIn::Query));
    let reads_key = operation.security.as_ref().is_none_or(Vec::is_empty);
    if reads_key {
        let open: SecurityRequirement = SecurityRequirement::default();
        let key = SecurityRequirement::new::<_, [&str; 0], &str>("key", []);
        operation.security = Some(vec![open, key]);
    }
    let is = |id: &str| operation.operation_id.as_deref() == Some(id);
    let (acts, files, follows) = (is("actOnReport"), is("fileReport"), is("follow"));
    let needs_key = has_body || is("readInbox");
    let scoped = in_path || needs_key || is("listReports");
    for code in Code::ALL {
        let applies = match code {
            // Not permitted is a key of another body too.
            Code::KeyInvalid
            | Code::NotPermitted
            | Code::TooManyRequests
            | Code::Unavailable
            | Code::Internal => true,
            Code::KeyRequired => needs_key,
            Code::UnsupportedMediaType | Code::TooLarge | Code::TooSlow | Code::Unreadable => {
                has_body
            }
            Code::ScopeMissing => scoped,
            Code::NotFound => in_path || follows,
            // Answers to other methods than those described.
            Code::MethodNotAllowed => false,
            Code::Refused => acts || files,
            Code::Stale => acts,
            Code::Invalid => has_body || has_query,
            Code::IdempotencyKeyReused => files,
            Code::PhotosRefused => files || acts,
        };
        if applies {
            add(operation, *code);
        }
    }
}

/// One more code of a status.
fn add(operation: &mut Operation, code: Code) {
    let status = code.status().as_str().to_owned();
    let known = operation.responses.responses.get_mut(&status);
    if let Some(RefOr::T(response)) = known {
        response.description = format!("{}, `{}`", response.description, code.as_str());
        return;
    }
    operation
        .responses
        .responses
        .insert(status, RefOr::T(problem(code)));
}

fn problem(code: Code) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Document::name())))
        .build();
    let mut response = ResponseBuilder::new()
        .description(format!("`{}`", code.as_str()))
        .content("application/problem+json", content);
    if matches!(code, Code::TooManyRequests | Code::Unavailable) {
        let seconds = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Integer))
            .build();
        let header = HeaderBuilder::new()
            .schema(Some(seconds))
            .description(Some("Seconds to wait"))
            .build();
        response = response.header("Retry-After", header);
    }
    response.build()
}
