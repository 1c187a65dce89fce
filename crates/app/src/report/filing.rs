//! What a person sends when filing: parsed once, with every field that must be mended.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::answers::Answers;
use lapor_domain::contact::{ChatAddress, Email, Nik, Phone};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::source::{Link, Source};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Concern, Identity, ReportType};
use wilayah::{CoordinateError, Point};

use super::documents::{self, RawDocument};
use super::{MAX_LINE, MAX_PHOTOS, MAX_TEXT};
use crate::error::{AppError, FieldError};
use crate::notify::words::Language;

/// A filing as it comes through any door: words as written.
#[derive(Clone, Debug, Default)]
pub struct Filing {
    /// What it is about; the only field that is required.
    pub text: String,
    /// Title, where the door has one.
    pub title: String,
    /// Type, as code.
    pub report_type: Option<ReportType>,
    /// About an official.
    pub supervisory: bool,
    /// It is about those who would decide it: their accounts are excluded, and it goes past them.
    pub concerns: Vec<Concern>,
    /// The body the reporter chose; else the desk, or the body of the address.
    pub body: Option<BodyId>,
    /// Category, where chosen.
    pub category: Option<CategoryId>,
    /// Office the person names.
    pub named_unit: Option<UnitId>,
    /// Region code.
    pub region: Option<String>,
    /// Street or landmark.
    pub place: String,
    /// Latitude in degrees, as written.
    pub latitude: String,
    /// Longitude in degrees, as written.
    pub longitude: String,
    /// Day of the matter, ISO.
    pub incident_date: String,
    /// No identity at all.
    pub no_identity: bool,
    /// Hide who.
    pub anonim: bool,
    /// Hide what.
    pub rahasia: bool,
    /// Name.
    pub name: String,
    /// Display name for the public page.
    pub display_name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// NIK.
    pub nik: String,
    /// Address at a messenger, as the platform gave it.
    pub chat: Option<ChatAddress>,
    /// The language in which the reporter is written to; Indonesian where none is given.
    pub language: Option<Language>,
    /// How many photographs came.
    pub photos: usize,
    /// Papers, kept as they came.
    pub documents: Vec<RawDocument>,
    /// Address of the post it was taken from.
    pub link: String,
    /// Number on the letter.
    pub letter_no: String,
    /// Day on the letter, ISO.
    pub letter_date: String,
    /// Who told it, where that is no name: an account at a network, an operator's own number.
    pub sender: String,
    /// When it was told elsewhere.
    pub told_at: Option<Timestamp>,
    /// Door.
    pub channel: Option<Channel>,
    /// A released report of the same problem that this one joins, by its number.
    pub joins: Option<TrackingNo>,
    /// Arrival, where it lies before now (a letter's stamp).
    pub received_at: Option<Timestamp>,
    /// Reason for an arrival far back.
    pub late_reason: String,
    /// Answers to the category's questions, as [`super::answers::check`] found them right.
    pub answers: Option<Answers>,
}

/// A filing whose every field is in order.
#[derive(Clone, Debug)]
pub struct ValidFiling {
    /// As sent, trimmed and cleaned of control characters.
    pub filing: Filing,
    /// Point, if given.
    pub point: Option<Point>,
    /// Day of the matter, if given.
    pub incident_date: Option<Date>,
    /// Telephone, normalised.
    pub phone: Option<Phone>,
    /// E-mail, normalised.
    pub email: Option<Email>,
    /// NIK.
    pub nik: Option<Nik>,
    /// How much of an identity.
    pub identity: Identity,
    /// Address of the post, checked.
    pub link: Option<Link>,
    /// Where it came from, as it is sealed.
    pub source: Source,
}

impl Filing {
    /// Checks every field and says all that must be mended at once.
    ///
    /// `today` is the local day: a matter cannot lie in the future.
    ///
    /// # Errors
    /// [`AppError::Invalid`].
    pub fn check(mut self, today: Date) -> Result<ValidFiling, AppError> {
        let mut errors = Vec::new();
        self.clean();
        self.check_lengths(&mut errors);
        let phone = optional("phone", &self.phone, &mut errors, |text| {
            Phone::parse(text).map_err(|error| error.as_str().to_owned())
        });
        let email = optional("email", &self.email, &mut errors, |text| {
            Email::parse(text).map_err(|error| error.as_str().to_owned())
        });
        let nik = optional("nik", &self.nik, &mut errors, |text| {
            Nik::parse(text).map_err(|error| error.as_str().to_owned())
        });
        let past_day = |text: &str| match text.parse::<Date>() {
            Ok(date) if date > today => Err("in_future".to_owned()),
            Ok(date) => Ok(date),
            Err(_) => Err("not_a_date".to_owned()),
        };
        let incident_date = optional("incident_date", &self.incident_date, &mut errors, past_day);
        let letter_date = optional("letter_date", &self.letter_date, &mut errors, past_day);
        let link = optional("link", &self.link, &mut errors, |text| {
            Link::parse(text).map_err(|error| error.to_string())
        });
        documents::check(&self.documents, &mut errors);
        let point = self.point(&mut errors);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let reached = phone.is_some() || email.is_some() || self.chat.is_some();
        let gave = !self.name.is_empty() || reached || nik.is_some();
        let identity = if self.no_identity || !gave {
            Identity::None
        } else {
            Identity::Named
        };
        let keep = |kept: bool| kept && !self.no_identity;
        let (phone, email, nik) = (
            phone.filter(|_| keep(true)),
            email.filter(|_| keep(true)),
            nik.filter(|_| keep(true)),
        );
        if self.no_identity {
            self.name.clear();
            self.display_name.clear();
            self.chat = None;
        }
        let source = Source {
            link: link
                .as_ref()
                .map(|link| link.as_str().to_owned())
                .unwrap_or_default(),
            letter_no: self.letter_no.clone(),
            letter_date,
            sender: self.sender.clone(),
            told_at: self.told_at,
        };
        Ok(ValidFiling {
            filing: self,
            link,
            source,
            point,
            incident_date,
            phone,
            email,
            nik,
            identity,
        })
    }

    fn clean(&mut self) {
        // Those who would decide it are officials.
        self.supervisory |= !self.concerns.is_empty();
        self.text = clean_text(&self.text);
        for line in [
            &mut self.title,
            &mut self.place,
            &mut self.latitude,
            &mut self.longitude,
            &mut self.incident_date,
            &mut self.name,
            &mut self.display_name,
            &mut self.phone,
            &mut self.email,
            &mut self.nik,
            &mut self.late_reason,
            &mut self.link,
            &mut self.letter_no,
            &mut self.letter_date,
            &mut self.sender,
        ] {
            *line = clean_line(line);
        }
    }

    fn check_lengths(&self, errors: &mut Vec<FieldError>) {
        if self.text.is_empty() {
            errors.push(FieldError::new("text", "required"));
        } else if self.text.len() > MAX_TEXT {
            errors.push(FieldError::new("text", "too_long"));
        }
        for (field, line) in [
            ("title", &self.title),
            ("place", &self.place),
            ("name", &self.name),
            ("display_name", &self.display_name),
            ("letter_no", &self.letter_no),
            ("sender", &self.sender),
        ] {
            if line.len() > MAX_LINE {
                errors.push(FieldError::new(field, "too_long"));
            }
        }
        if self.photos > MAX_PHOTOS {
            errors.push(FieldError::new("photos", "too_many"));
        }
    }

    fn point(&self, errors: &mut Vec<FieldError>) -> Option<Point> {
        if self.latitude.is_empty() && self.longitude.is_empty() {
            return None;
        }
        let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        let found = match (number(&self.latitude), number(&self.longitude)) {
            (Some(latitude), Some(longitude)) => {
                Point::new(longitude, latitude).map_err(|error| match error {
                    CoordinateError::Swapped { .. } => "swapped",
                    CoordinateError::Null => "null_island",
                    CoordinateError::OutsideIndonesia { .. } => "outside_indonesia",
                    CoordinateError::NotFinite => "not_a_number",
                })
            }
            _ => Err("not_a_number"),
        };
        found
            .map_err(|code| errors.push(FieldError::new("point", code)))
            .ok()
    }
}

/// Parses a field that may be empty; an error is noted, not thrown.
fn optional<T>(
    field: &'static str,
    text: &str,
    errors: &mut Vec<FieldError>,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    parse(text)
        .map_err(|code| errors.push(FieldError::new(field, code)))
        .ok()
}

/// Text as written, without control characters (NUL would not even reach the database) and
/// without the marks that turn writing direction around.
pub fn clean_text(text: &str) -> String {
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || is_direction_mark(*c)))
        .collect();
    kept.trim().to_owned()
}

/// One line of it.
pub fn clean_line(text: &str) -> String {
    clean_text(text).replace(['\n', '\t'], " ")
}

/// Whether a character turns the direction of writing around: nobody sees it, and what follows reads as something else.
pub(crate) const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
