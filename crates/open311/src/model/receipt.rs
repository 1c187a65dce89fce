//! What comes back for a request that was sent, and for a token.

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// The answer to a new request; an array of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipts(pub Vec<Receipt>);

/// One request that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// How it is found again.
    pub ticket: Ticket,
    /// What happens next.
    pub service_notice: Option<String>,
    /// The account it belongs to.
    pub account_id: Option<String>,
}

/// How a request is found again: never an id and a token at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ticket {
    /// By its id.
    Id(String),
    /// By a token, until there is an id.
    Token(String),
    /// Not at all.
    Nothing,
}

impl Document for Receipts {
    const ROOT: &'static str = "service_requests";

    fn value(&self) -> Value {
        Value::List("request", self.0.iter().map(Receipt::value).collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let receipts = node.items("request").into_iter().map(Receipt::from_node);
        Ok(Self(receipts.collect()))
    }
}

impl Receipt {
    fn value(&self) -> Value {
        let ticket = match &self.ticket {
            Ticket::Id(id) => Some(("service_request_id", id)),
            Ticket::Token(token) => Some(("token", token)),
            Ticket::Nothing => None,
        };
        let ticket = ticket.map(|(name, text)| (name.into(), text.into()));
        let rest = [
            ("service_notice", &self.service_notice),
            ("account_id", &self.account_id),
        ];
        let rest = rest.map(|(name, text)| (name.into(), text.into()));
        Value::Object(ticket.into_iter().chain(rest).collect())
    }

    fn from_node(node: &Node) -> Self {
        let ticket = match (node.owned("service_request_id"), node.owned("token")) {
            (Some(id), _) => Ticket::Id(id),
            (None, Some(token)) => Ticket::Token(token),
            (None, None) => Ticket::Nothing,
        };
        Self {
            ticket,
            service_notice: node.owned("service_notice"),
            account_id: node.owned("account_id"),
        }
    }
}

/// The answer to a token; an array of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenAnswers(pub Vec<TokenAnswer>);

/// Which request a token stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenAnswer {
    /// The id, once there is one.
    pub service_request_id: Option<String>,
    /// The token.
    pub token: String,
}

impl Document for TokenAnswers {
    const ROOT: &'static str = "service_requests";

    fn value(&self) -> Value {
        let answers = self.0.iter().map(|answer| {
            object([
                ("service_request_id", (&answer.service_request_id).into()),
                ("token", (&answer.token).into()),
            ])
        });
        Value::List("request", answers.collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let answers = node.items("request").into_iter().map(|answer| {
            Ok(TokenAnswer {
                service_request_id: answer.owned("service_request_id"),
                token: answer.or_empty("token"),
            })
        });
        answers.collect::<Result<_, WireError>>().map(Self)
    }
}
