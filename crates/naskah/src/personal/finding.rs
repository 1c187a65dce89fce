//! What was found, and which of two readings stays.

use std::collections::BTreeMap;
use std::ops::Range;

/// A place in a text that holds personal data.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its bytes, on character boundaries.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How sure, between 0 and 1: from 0.9 on the shape or the cue leaves no doubt, below 0.6 look twice.
    pub confidence: f32,
}

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nomor Induk Kependudukan: sixteen digits, or a few more or fewer where one was mistyped.
    Nik,
    /// Number of a family card (KK).
    FamilyCard,
    /// Telephone number, of a person or an office.
    Phone,
    /// Address of e-mail.
    Email,
    /// A vehicle's number plate.
    Plate,
    /// Number of a bank account, a card or a wallet.
    Account,
    /// Number of a BPJS or JKN card.
    Health,
    /// Customer number of PLN, PDAM and the like.
    Customer,
    /// Taxpayer's number (NPWP).
    Tax,
    /// Another long number: of a pupil, an official, a device, or of nobody knows what.
    Number,
    /// Name of a person.
    Name,
    /// Address of a house.
    Address,
    /// Exact place: coordinates or a link to a map.
    Coordinates,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Nik,
        Self::FamilyCard,
        Self::Phone,
        Self::Email,
        Self::Plate,
        Self::Account,
        Self::Health,
        Self::Customer,
        Self::Tax,
        Self::Number,
        Self::Name,
        Self::Address,
        Self::Coordinates,
    ];

    /// Stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nik => "nik",
            Self::FamilyCard => "family_card",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Plate => "plate",
            Self::Account => "account",
            Self::Health => "health",
            Self::Customer => "customer",
            Self::Tax => "tax",
            Self::Number => "number",
            Self::Name => "name",
            Self::Address => "address",
            Self::Coordinates => "coordinates",
        }
    }

    /// What stands in a masked text instead.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Nik => "[NIK]",
            Self::FamilyCard => "[nomor KK]",
            Self::Phone => "[nomor telepon]",
            Self::Email => "[alamat e-mail]",
            Self::Plate => "[pelat nomor]",
            Self::Account => "[nomor rekening]",
            Self::Health => "[nomor BPJS]",
            Self::Customer => "[nomor pelanggan]",
            Self::Tax => "[NPWP]",
            Self::Number => "[nomor]",
            Self::Name => "[nama]",
            Self::Address => "[alamat]",
            Self::Coordinates => "[titik lokasi]",
        }
    }

    /// Whether it is an identifier that the person was given, rather than a name or a place.
    pub const fn is_number(self) -> bool {
        !matches!(
            self,
            Self::Email | Self::Name | Self::Address | Self::Coordinates
        )
    }
}

/// The surest of overlapping findings, in the order of the text; of equally sure ones the longer, then the earlier.
pub(super) fn surest(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then(b.span.len().cmp(&a.span.len()))
            .then(a.span.start.cmp(&b.span.start))
            .then(a.kind.cmp(&b.kind))
    });
    let mut kept: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in found {
        let before = kept.range(..finding.span.end).next_back();
        if !finding.span.is_empty()
            && before.is_none_or(|(_, before)| before.span.end <= finding.span.start)
        {
            kept.insert(finding.span.start, finding);
        }
    }
    kept.into_values().collect()
}
