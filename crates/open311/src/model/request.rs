//! `service_requests`: what was reported, and what became of it.

use std::borrow::Cow;
use std::str::FromStr;

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// Requests; an array also for one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests(pub Vec<Request>);

/// One request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Its id.
    pub id: String,
    /// Whether anything is still to be done.
    pub status: Status,
    /// Why, in words.
    pub status_notes: Option<String>,
    /// Name of its service.
    pub service_name: Option<String>,
    /// Code of its service.
    pub service_code: Option<String>,
    /// What was reported.
    pub description: Option<String>,
    /// Who handles it.
    pub agency_responsible: Option<String>,
    /// What will be done.
    pub service_notice: Option<String>,
    /// When it came.
    pub requested: Option<String>,
    /// When it last changed; of a closed one, when it was closed.
    pub updated: Option<String>,
    /// Until when it shall be answered.
    pub expected: Option<String>,
    /// Where, in words.
    pub address: Option<String>,
    /// Where, as id of the jurisdiction's register.
    pub address_id: Option<String>,
    /// Postal code.
    pub zipcode: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub long: Option<f64>,
    /// A picture.
    pub media_url: Option<String>,
    /// What no strict reader expects: only where it was asked for.
    pub extended: Option<Extended>,
}

/// Whether anything is still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Yes.
    #[default]
    Open,
    /// No.
    Closed,
}

impl Status {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_ascii_lowercase().as_str() {
            "open" => Ok(Self::Open),
            "closed" => Ok(Self::Closed),
            _ => Err(()),
        }
    }
}

/// What `extensions=true` adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extended {
    /// Title.
    pub title: Option<String>,
    /// A finer status than open and closed.
    pub detailed_status: Option<String>,
    /// Through which door it came.
    pub channel: Option<String>,
    /// All pictures.
    pub media_urls: Vec<String>,
    /// Answers to the service's questions.
    pub attributes: Vec<Asked>,
    /// What happened, oldest first.
    pub notes: Vec<Note>,
}

/// A question of the service with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Its code.
    pub code: String,
    /// The question.
    pub label: String,
    /// What was sent.
    pub value: String,
    /// What was shown for it.
    pub name: String,
}

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub datetime: String,
    /// In words.
    pub description: String,
    /// What kind of thing.
    pub kind: String,
}

impl Document for Requests {
    const ROOT: &'static str = "service_requests";

    fn value(&self) -> Value {
        Value::List("request", self.0.iter().map(Request::value).collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let requests = node.items("request").into_iter().map(Request::from_node);
        requests.collect::<Result<_, _>>().map(Self)
    }
}

impl Request {
    fn value(&self) -> Value {
        let mut members: Vec<(Cow<'static, str>, Value)> = [
            ("service_request_id", (&self.id).into()),
            ("status", self.status.as_str().into()),
            ("status_notes", (&self.status_notes).into()),
            ("service_name", (&self.service_name).into()),
            ("service_code", (&self.service_code).into()),
            ("description", (&self.description).into()),
            ("agency_responsible", (&self.agency_responsible).into()),
            ("service_notice", (&self.service_notice).into()),
            ("requested_datetime", (&self.requested).into()),
            ("updated_datetime", (&self.updated).into()),
            ("expected_datetime", (&self.expected).into()),
            ("address", (&self.address).into()),
            ("address_id", (&self.address_id).into()),
            ("zipcode", (&self.zipcode).into()),
            ("lat", self.lat.into()),
            ("long", self.long.into()),
            ("media_url", (&self.media_url).into()),
        ]
        .map(|(name, value)| (Cow::Borrowed(name), value))
        .into();
        if let Some(extended) = &self.extended {
            members.extend(extended.members());
        }
        Value::Object(members)
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        Ok(Self {
            id: node.required("service_request_id")?,
            status: node.parsed("status")?.unwrap_or_default(),
            status_notes: node.owned("status_notes"),
            service_name: node.owned("service_name"),
            service_code: node.owned("service_code"),
            description: node.owned("description"),
            agency_responsible: node.owned("agency_responsible"),
            service_notice: node.owned("service_notice"),
            requested: node.owned("requested_datetime"),
            updated: node.owned("updated_datetime"),
            expected: node.owned("expected_datetime"),
            address: node.owned("address"),
            address_id: node.owned("address_id"),
            // One deployed server writes it apart.
            zipcode: node.owned("zipcode").or_else(|| node.owned("zip_code")),
            lat: node.degrees("lat", 90.0)?,
            long: node.degrees("long", 180.0)?,
            media_url: node.owned("media_url"),
            extended: Extended::from_node(node),
        })
    }
}

impl Extended {
    fn members(&self) -> [(Cow<'static, str>, Value); 3] {
        let attributes = self.attributes.iter().map(|asked| {
            object([
                ("label", (&asked.label).into()),
                ("name", (&asked.name).into()),
                ("value", (&asked.value).into()),
                ("code", (&asked.code).into()),
            ])
        });
        let notes = self.notes.iter().map(|note| {
            object([
                ("datetime", (&note.datetime).into()),
                ("description", (&note.description).into()),
                ("type", (&note.kind).into()),
            ])
        });
        let urls = self.media_urls.iter().map(Value::from).collect();
        let more = object([
            ("title", (&self.title).into()),
            ("detailed_status", (&self.detailed_status).into()),
            ("channel", (&self.channel).into()),
            ("media_urls", Value::List("media_url", urls)),
        ]);
        [
            ("attributes", Value::List("attribute", attributes.collect())),
            ("extended_attributes", more),
            ("notes", Value::List("note", notes.collect())),
        ]
        .map(|(name, value)| (Cow::Borrowed(name), value))
    }

    fn from_node(node: &Node) -> Option<Self> {
        let more = node.member("extended_attributes")?;
        let attributes = node.items_of("attributes", "attribute").into_iter();
        let notes = node.items_of("notes", "note").into_iter();
        let urls = more.items_of("media_urls", "media_url").into_iter();
        Some(Self {
            title: more.owned("title"),
            detailed_status: more.owned("detailed_status"),
            channel: more.owned("channel"),
            media_urls: urls
                .filter_map(|url| match url {
                    Node::Text(url) => Some(url.clone()),
                    _ => None,
                })
                .collect(),
            attributes: attributes
                .map(|asked| Asked {
                    code: asked.or_empty("code"),
                    label: asked.or_empty("label"),
                    value: asked.or_empty("value"),
                    name: asked.or_empty("name"),
                })
                .collect(),
            notes: notes
                .map(|note| Note {
                    datetime: note.or_empty("datetime"),
                    description: note.or_empty("description"),
                    kind: note.or_empty("type"),
                })
                .collect(),
        })
    }
}
