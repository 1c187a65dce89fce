//! `GET /api`: the document for people, rendered from the very document that programs read.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::document;
use super::problem::{Code, Problem};
use crate::i18n::I18n;
use crate::layout::{Nav, page};
use crate::state::Here;
use crate::view::api::{ApiAnswer, ApiBody, ApiCode, ApiField, ApiOperation, ApiPage, ApiShape};

/// The page.
pub(crate) async fn read(here: Here) -> Response {
    let i18n = here.i18n;
    let document: Value = serde_json::from_str(document::text()).unwrap_or_default();
    let l = here.layout(Nav::Other);
    let shown = ApiPage {
        document: l.href("/api/v1/openapi.json"),
        operations: operations(&here, &document),
        codes: codes(i18n),
        shapes: shapes(&document),
        l,
    };
    page(StatusCode::OK, &shown)
}

fn codes(i18n: I18n) -> Vec<ApiCode> {
    let all = Code::ALL.iter();
    all.map(|code| {
        let (title, about) = Problem::new(i18n, *code).words();
        ApiCode {
            code: code.as_str(),
            status: code.status().as_u16(),
            title,
            about,
        }
    })
    .collect()
}

fn operations(here: &Here, document: &Value) -> Vec<ApiOperation> {
    let mut found = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, name) in [("get", "GET"), ("post", "POST")] {
            let operation = &item[method];
            if operation.is_object() {
                found.push(self::operation(here, path, name, operation));
            }
        }
    }
    found
}

fn operation(here: &Here, path: &str, method: &'static str, of: &Value) -> ApiOperation {
    let i18n = here.i18n;
    let id = text(of, "operationId");
    let parameters = of["parameters"].as_array();
    let mut scope = of["security"].as_array().into_iter().flatten();
    let scope = scope.find_map(|one| one["key"].as_array()?.first()?.as_str());
    let path = format!("{}/api/v1{path}", here.site.base);
    ApiOperation {
        title: i18n.t(&format!("api-op-{}", id.to_lowercase())),
        method,
        about: text(of, "description"),
        scope: scope
            .map(|scope| i18n.t1("api-scope", "scope", scope))
            .unwrap_or_default(),
        parameters: parameters
            .into_iter()
            .flatten()
            .map(|parameter| ApiField {
                name: text(parameter, "name"),
                place: text(parameter, "in"),
                required: parameter["required"].as_bool() == Some(true),
                about: text(parameter, "description"),
                kind: kind(&parameter["schema"]),
                shape: String::new(),
            })
            .collect(),
        bodies: entries(&of["requestBody"]["content"])
            .map(|(kind, content)| ApiBody {
                kind: kind.to_owned(),
                shape: shape(&content["schema"]),
            })
            .collect(),
        answers: entries(&of["responses"])
            .map(|(status, answer)| ApiAnswer {
                status: status.to_owned(),
                about: text(answer, "description").replace('`', ""),
                shape: entries(&answer["content"])
                    .map(|(_, content)| shape(&content["schema"]))
                    .next()
                    .unwrap_or_default(),
            })
            .collect(),
        example: example(here, method, &path, &id),
        path,
        id,
    }
}

/// A call that can be copied.
fn example(here: &Here, method: &str, path: &str, id: &str) -> String {
    let host = here.host();
    let host = if host.is_empty() { "localhost" } else { host };
    let address = format!("https://{host}{path}")
        .replace("{number}", "123456789012")
        .replace("{command}", "reply")
        .replace("{photo}", "0190a0b0-0000-7000-8000-000000000001");
    let json = "-H 'Content-Type: application/json'";
    let own = "-H 'X-Lapor-Phrase: delapan kata pada tanda terima'";
    match id {
        "fileReport" => format!(
            "curl -X {method} {address} \\\n  -H 'Authorization: Bearer lapor_…' {json} \\\n  \
             -H 'Idempotency-Key: 2025-07-30-0001' \\\n  -d '{{\"text\": \"Jalan berlubang di depan pasar.\"}}'"
        ),
        "actOnReport" => format!(
            "curl -X {method} {address} \\\n  {own} {json} \\\n  -d '{{\"text\": \"Sudah saya lihat, terima kasih.\"}}'"
        ),
        "readReport" | "readHistory" => format!("curl {address} \\\n  {own}"),
        "openWords" => format!(
            "curl -X {method} {address} \\\n  -H 'Authorization: Bearer lapor_…' {json} \\\n  \
             -d '{{\"what\": \"phone\", \"reason\": \"Menanyakan letak lubang.\"}}'"
        ),
        "readInbox" => {
            format!("curl '{address}?view=overdue' \\\n  -H 'Authorization: Bearer lapor_…'")
        }
        "listReports" => format!("curl '{address}?q=jalan&limit=10'"),
        "readStatistics" => format!("curl '{address}?by=unit'"),
        _ => format!("curl {address}"),
    }
}

fn shapes(document: &Value) -> Vec<ApiShape> {
    entries(&document["components"]["schemas"])
        .map(|(name, schema)| ApiShape {
            name: name.to_owned(),
            about: text(schema, "description"),
            fields: fields(schema),
            values: values(schema),
        })
        .collect()
}

/// Fields of a shape, also of one made of several.
fn fields(schema: &Value) -> Vec<ApiField> {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let own = entries(&schema["properties"]).map(|(name, field)| ApiField {
        name: name.to_owned(),
        place: String::new(),
        kind: kind(field),
        shape: shape(field),
        required: required.contains(&name),
        about: text(field, "description"),
    });
    let parts = schema["allOf"].as_array().into_iter().flatten();
    own.chain(parts.flat_map(fields)).collect()
}

/// The words of which a value is one.
fn values(schema: &Value) -> Vec<String> {
    let plain = schema["enum"].as_array().into_iter().flatten();
    let described = schema["oneOf"].as_array().into_iter().flatten();
    let described = described.filter_map(|one| one["enum"].as_array()).flatten();
    plain
        .chain(described)
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The type in words: `string or null`, `array of Photo`.
fn kind(schema: &Value) -> String {
    let name = match &schema["type"] {
        Value::String(name) => name.clone(),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" | "),
        _ => shape(schema),
    };
    if name == "array" {
        return format!("array: {}", kind(&schema["items"]));
    }
    match schema["format"].as_str() {
        Some(format) => format!("{name} ({format})"),
        None => name,
    }
}

/// The shape that a schema refers to, itself or in its parts; empty for none.
fn shape(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let parts = ["oneOf", "anyOf", "allOf"].into_iter();
    let parts = parts.filter_map(|key| schema[key].as_array()).flatten();
    let inside = parts.chain(schema.get("items"));
    let mut found = inside.map(shape).filter(|name| !name.is_empty());
    found.next().unwrap_or_default()
}

fn entries(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let object = object.as_object().into_iter().flatten();
    object.map(|(name, value)| (name.as_str(), value))
}

fn text(object: &Value, key: &str) -> String {
    object[key].as_str().unwrap_or_default().to_owned()
}
