//! Webhooks in the document: what is sent to those who subscribed, and what they answer. The shapes are those of
//! [`lapor_app::webhooks::payload`]; a test holds one against the other.

use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, OpenApi, PathItem, PathsBuilder, Ref, RefOr, Required,
    ResponseBuilder, Schema,
};
use utoipa::{PartialSchema as _, ToSchema};

/// What happened to a report, as it is told to those who subscribed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookMessage {
    /// `report.` and the kind of the event as in the history; `report.appeared` where the report can be seen from now on,
    /// `report.gone` where it no longer can, `report.changed` where what happened is not told; `ping` for a test.
    #[schema(example = "report.answered")]
    r#type: String,
    /// When it happened.
    timestamp: String,
    /// About what.
    data: WebhookData,
}

/// About what a message is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookData {
    /// Version of this form: 1. Fields are only ever added.
    version: u8,
    /// The subscription.
    webhook: String,
    /// As whom it sees: `public`, `unit`, `body`.
    shown_to: String,
    /// Tracking number of the report; lacks in a test.
    number: Option<String>,
    /// Number of the event in the report's history: what happened later has a greater one.
    seq: Option<u32>,
    /// The report as it is when this is sent; null where it can no longer be seen: then forget it.
    report: Option<WebhookReport>,
    /// Where to read on.
    links: Option<WebhookLinks>,
}

/// A report as it is now, without a word that anybody wrote.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookReport {
    /// State: `received`, `assigned`, `in_progress`, `closed` and so on.
    state: String,
    /// Figure in which it counts.
    figure: Option<String>,
    /// Body that has it, by its name in addresses.
    body: String,
    /// When it came in: an instant, or a day where only that is known.
    received: String,
    /// Number of its last event so far.
    seq: u32,
    /// Last change.
    updated: String,
    /// The clock that counts now.
    due: Option<WebhookDue>,
    /// What it is about, where that is told.
    matter: Option<WebhookMatter>,
}

/// Until when.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookDue {
    /// Which clock.
    clock: String,
    /// Exclusive end.
    until: String,
    /// It is past that.
    overdue: bool,
}

/// What a report is about, in codes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookMatter {
    /// Anyone may see it.
    is_public: bool,
    /// Type: `complaint`, `aspiration`, `information`, `unknown`.
    r#type: String,
    /// Category, by its name in addresses.
    category: Option<String>,
    /// Region code.
    region: Option<String>,
    /// Unit that handles it, by its name in addresses.
    unit: Option<String>,
    /// How it ended.
    outcome: Option<String>,
    /// Why it was archived.
    archive_reason: Option<String>,
}

/// Where to read on, with a key of one's own.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct WebhookLinks {
    /// The report.
    report: String,
    /// Its history from this event on.
    history: String,
}

/// Name in the document.
const NAME: &str = "reportEvent";

/// Adds it to the document.
pub(super) fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    for (name, schema) in shapes() {
        components.schemas.insert(name, schema);
    }
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(WebhookMessage::name())))
        .build();
    let body = RequestBodyBuilder::new()
        .required(Some(Required::True))
        .content("application/json", content)
        .build();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(NAME))
        .summary(Some("Something happened to a report"))
        .description(Some(
            "Sent at least once, in the order of each report. Whatever is not answered with 2xx within ten seconds is sent \
             again for three days; 410 pauses the subscription; redirects are not followed.",
        ))
        .request_body(Some(body));
    for (name, about) in [
        (
            "Webhook-Id",
            "The same for every repeat of the same message",
        ),
        (
            "Webhook-Timestamp",
            "Second since 1970 at which it was sent; refuse what is older than five minutes",
        ),
        (
            "Webhook-Signature",
            "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several, separated by spaces, while a secret is \
             being changed",
        ),
    ] {
        let header = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(about))
            .schema(Some(String::schema()));
        operation = operation.parameter(header);
    }
    for (status, about) in [
        ("2XX", "Taken"),
        ("410", "Not wanted any more"),
        ("default", "Sent again later"),
    ] {
        operation = operation.response(status, ResponseBuilder::new().description(about));
    }
    let item = PathItem::new(HttpMethod::Post, operation);
    document.webhooks = Some(PathsBuilder::new().path(NAME, item).build());
}

fn shapes() -> Vec<(String, RefOr<Schema>)> {
    let mut all = vec![(
        WebhookMessage::name().into_owned(),
        WebhookMessage::schema(),
    )];
    WebhookMessage::schemas(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lapor_app::webhooks::payload::{Data, Due, Links, Matter, Payload, ReportNow};
    use serde_json::Value;

    use super::*;

    fn whole() -> Value {
        let text = || Some(String::from("x"));
        let message = Payload {
            r#type: String::new(),
            timestamp: String::new(),
            data: Data {
                version: 1,
                webhook: String::new(),
                shown_to: "public",
                number: text(),
                seq: Some(1),
                report: Some(ReportNow {
                    state: String::new(),
                    figure: text(),
                    body: String::new(),
                    received: String::new(),
                    seq: 1,
                    updated: String::new(),
                    due: Some(Due {
                        clock: String::new(),
                        until: String::new(),
                        overdue: false,
                    }),
                    matter: Some(Matter {
                        is_public: true,
                        r#type: String::new(),
                        category: text(),
                        region: text(),
                        unit: text(),
                        outcome: text(),
                        archive_reason: text(),
                    }),
                }),
                links: Some(Links {
                    report: String::new(),
                    history: String::new(),
                }),
            },
        };
        serde_json::to_value(message).unwrap_or_default()
    }

    fn keys(value: &Value) -> BTreeSet<&str> {
        value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect()
    }

    #[test]
    fn the_document_says_what_is_sent() {
        let shapes: Vec<_> = shapes()
            .into_iter()
            .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()))
            .collect();
        let whole = whole();
        let data = &whole["data"];
        for (name, sent) in [
            ("WebhookMessage", &whole),
            ("WebhookData", data),
            ("WebhookReport", &data["report"]),
            ("WebhookDue", &data["report"]["due"]),
            ("WebhookMatter", &data["report"]["matter"]),
            ("WebhookLinks", &data["links"]),
        ] {
            let shape = shapes.iter().find(|(one, _)| one == name);
            let said = shape.map(|(_, shape)| keys(&shape["properties"]));
            assert_eq!(said, Some(keys(sent)), "{name}");
        }
    }
}
