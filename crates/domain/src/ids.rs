//! Identifiers: one newtype for each kind of thing, so that none is taken for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A report (laporan): one stream of events.
    ReportId,
    /// A body (instansi): a city, a province, a ministry, or the national desk.
    BodyId,
    /// A unit (OPD, kecamatan, kelurahan, UPT): a node of a body's tree.
    UnitId,
    /// An officer's account.
    OfficerId,
    /// A category of a body's tree.
    CategoryId,
    /// A row of erasable content: a text, a name, a telephone number, a file.
    ContentId,
    /// A stored file.
    FileId,
    /// A rule of routing.
    RouteId,
    /// A key of a program that uses the interface.
    ApiKeyId,
    /// A subscription to events of reports.
    WebhookId,
    /// An action plan.
    PlanId,
    /// An action plan that the program proposes.
    ProposalId,
}
