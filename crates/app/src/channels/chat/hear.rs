//! What a message is: words, a place in the body's area, a photograph that is fetched.

use wilayah::{CoordinateError, Point, RegionCode};

use super::dialogue::{Input, Pin};
use super::media;
use super::message::Said;
use super::turn::Talker;
use crate::error::AppError;
use crate::report::MAX_LINE;
use crate::report::filing::clean_line;

impl Talker<'_> {
    /// A message as the dialogue takes it.
    pub(super) async fn input(&self, said: &Said) -> Result<Input, AppError> {
        Ok(match said {
            Said::Words(words) => Input::Words(words.clone()),
            Said::Edited => Input::Edited,
            Said::Reaction => Input::Reaction,
            Said::Other(words) => Input::Other(words.clone()),
            Said::Place {
                latitude,
                longitude,
                label,
            } => self.place(latitude, longitude, label),
            Said::Photo { media, caption } => {
                let bytes = self.door.fetch(media).await;
                match media::keep(self.app, self.body.id, bytes).await? {
                    Ok(photo) => Input::Photo(photo, caption.clone()),
                    Err(why) => Input::BadPhoto(why, caption.clone()),
                }
            }
        })
    }

    fn place(&self, latitude: &str, longitude: &str, label: &str) -> Input {
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        let point = match Point::new(number(longitude), number(latitude)) {
            Ok(point) => point,
            Err(CoordinateError::Null | CoordinateError::NotFinite) => {
                return Input::BadPin("chat-pin-null");
            }
            Err(CoordinateError::Swapped { .. } | CoordinateError::OutsideIndonesia { .. }) => {
                return Input::BadPin("chat-pin-abroad");
            }
        };
        if !self.is_ours(point) {
            return Input::BadPin("chat-pin-outside");
        }
        let mut label = clean_line(label);
        while label.len() > MAX_LINE {
            label.pop();
        }
        Input::Pin(Pin {
            latitude: format!("{:.6}", point.lat()),
            longitude: format!("{:.6}", point.lon()),
            label,
        })
    }

    /// Whether a point lies in the body's area; where no boundary says so, it does.
    fn is_ours(&self, point: Point) -> bool {
        let area = self.body.region.as_deref();
        let Some(area) = area.and_then(|code| code.parse::<RegionCode>().ok()) else {
            return true;
        };
        let places = self.app.places();
        match places.region_of(point) {
            Some(found) if found.level() >= area.level() => found.is_within(area),
            _ => places
                .boundaries
                .get(area)
                .is_none_or(|boundary| boundary.contains(point)),
        }
    }
}
