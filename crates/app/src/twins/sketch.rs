//! What a report is compared by, made by the job that keeps search up to date.

use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::visibility;
use lapor_store::Tx;
use lapor_store::record::content::StoredContent;
use lapor_store::seal::{KeyFile, RowRef, Sealed};
use lapor_store::twin::{self, Hash};
use naskah::twins::{Corpus, Key, Keys, Place, Sketch, Words};
use wilayah::{Level, RegionCode};

use crate::app::App;
use crate::error::AppError;
use crate::report::index::open_kind;

/// Words and place of a report, or of what somebody is just writing.
pub(super) struct Matter<'a> {
    pub(super) text: &'a str,
    pub(super) address: &'a str,
    /// Region code.
    pub(super) region: &'a str,
    /// Latitude and longitude in degrees.
    pub(super) point: Option<(f64, f64)>,
}

/// Everything needed to compare.
pub(super) struct Compared {
    pub(super) sketch: Sketch,
    pub(super) place: Place,
}

/// The key of a body: reports of two bodies never meet.
pub(super) fn key(keys: &KeyFile, body: BodyId) -> Key {
    let mac = keys
        .installation_key("lapor/twins/v1")
        .mac(&[body.0.as_bytes()]);
    let mut secret = [0; 16];
    secret.copy_from_slice(mac.split_at(16).0);
    Key::new(secret)
}

/// Reads a matter once.
pub(super) fn read(app: &App, key: &Key, matter: &Matter<'_>) -> Compared {
    let places = app.places();
    let code = matter.region.parse::<RegionCode>().ok();
    let at = |level| code.and_then(|code| code.at(level));
    let text_of = |level| at(level).map(|code| code.to_string()).unwrap_or_default();
    let names: Vec<String> = [Level::Village, Level::District, Level::Regency]
        .into_iter()
        .filter_map(at)
        .filter_map(|code| places.regions.get(code))
        .map(|region| region.name.clone())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let words = Words {
        text: matter.text,
        address: matter.address,
        areas: &names,
    };
    Compared {
        sketch: Sketch::new(key, &words, &Corpus::default()),
        place: Place::new(
            key,
            &text_of(Level::Village),
            &text_of(Level::District),
            matter.point,
        ),
    }
}

/// Writes what a report is compared by, or takes it out: secret and supervisory reports are compared with nothing. A
/// public one is compared by what everybody may read of it, so that nobody finds out by trying what is masked.
pub(crate) async fn index(
    app: &App,
    tx: &mut Tx<'_>,
    report: &Report,
    stored: &[StoredContent],
) -> Result<(), AppError> {
    if report.rahasia || report.supervisory {
        return Ok(twin::forget(tx, report.id).await?);
    }
    let is_public = visibility::is_public(report);
    let open = |kind| open_kind(app, report, stored, kind);
    let text = if is_public {
        open(ContentKind::TextFinal)?
    } else {
        open(ContentKind::TextOriginal)?
    };
    let (address, point) = if is_public {
        (
            None,
            open(ContentKind::Point)?.filter(|_| report.point_released),
        )
    } else {
        (open(ContentKind::Place)?, open(ContentKind::Point)?)
    };
    let key = key(app.keys(), report.holder);
    let matter = Matter {
        text: text.as_deref().unwrap_or_default(),
        address: address.as_deref().unwrap_or_default(),
        region: report.region.as_deref().unwrap_or_default(),
        point: point.as_deref().and_then(parse_point),
    };
    let compared = read(app, &key, &matter);
    if compared.sketch.is_empty() {
        return Ok(twin::forget(tx, report.id).await?);
    }
    let keys = Keys::new(&key, matter.text, compared.place);
    let hash = |is_text| move |value| Hash { value, is_text };
    let places = keys.village.into_iter().chain(keys.cell);
    let hashes: Vec<Hash> = keys
        .verbatim
        .map(hash(true))
        .into_iter()
        .chain(places.map(hash(false)))
        .collect();
    let sealed = seal(app, report.home, report.id, &compared);
    Ok(twin::put(tx, report.id, report.received_at, &sealed, &hashes).await?)
}

fn parse_point(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once(',')?;
    Some((latitude.parse().ok()?, longitude.parse().ok()?))
}

/// Place and sketch in one sealed row: the exact point stands nowhere else unsealed.
fn seal(app: &App, body: BodyId, report: ReportId, compared: &Compared) -> Sealed {
    let place = compared.place;
    let (latitude, longitude) = place.point.unwrap_or((f64::NAN, f64::NAN));
    let mut plain = Vec::new();
    plain.extend(place.village.unwrap_or_default().to_le_bytes());
    plain.extend(place.district.unwrap_or_default().to_le_bytes());
    plain.extend(latitude.to_le_bytes());
    plain.extend(longitude.to_le_bytes());
    plain.extend(compared.sketch.to_bytes());
    app.with_entropy(|entropy| app.key_of(body).seal(row(report), &plain, entropy))
}

/// Opens a stored sketch; `None` where it does not open or is of another time.
pub(super) fn open(app: &App, candidate: &twin::Candidate) -> Option<Compared> {
    let plain = app
        .key_of(candidate.home)
        .open(row(candidate.report), &candidate.sealed)
        .ok()?;
    let (village, rest) = plain.split_first_chunk::<8>()?;
    let (district, rest) = rest.split_first_chunk::<8>()?;
    let (latitude, rest) = rest.split_first_chunk::<8>()?;
    let (longitude, sketch) = rest.split_first_chunk::<8>()?;
    let hash = |bytes: &[u8; 8]| Some(u64::from_le_bytes(*bytes)).filter(|hash| *hash != 0);
    let point = (
        f64::from_le_bytes(*latitude),
        f64::from_le_bytes(*longitude),
    );
    Some(Compared {
        sketch: Sketch::from_bytes(sketch).ok()?,
        place: Place {
            village: hash(village),
            district: hash(district),
            point: Some(point).filter(|(latitude, _)| !latitude.is_nan()),
        },
    })
}

const fn row(report: ReportId) -> RowRef<'static> {
    RowRef {
        id: report.0,
        kind: twin::SEAL,
    }
}
