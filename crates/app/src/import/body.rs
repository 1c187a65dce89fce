//! Whose export it is: the body of this installation, made where it is lacking.

use lapor_domain::agency::{Body, BodyKind, Directory};
use lapor_domain::ids::BodyId;
use lapor_domain::zone::Zone;
use lapor_store::record::entity::{CalendarDocument, Entity};
use wilayah::Level;

use super::error::ImportError;
use super::names;
use super::places::Places;
use crate::demo::policy_file;
use crate::sp4n::Sheet;

/// Provinces whose bodies do not live by western time. Everything else does.
const CENTRAL: &[&str] = &[
    "bali",
    "nusatenggarabarat",
    "nusatenggaratimur",
    "kalimantanselatan",
    "kalimantantimur",
    "kalimantanutara",
    "sulawesiutara",
    "sulawesitengah",
    "sulawesiselatan",
    "sulawesitenggara",
    "sulawesibarat",
    "gorontalo",
];
const EASTERN: &[&str] = &[
    "maluku",
    "malukuutara",
    "papua",
    "papuabarat",
    "papuabaratdaya",
    "papuaselatan",
    "papuatengah",
    "papuapegunungan",
];

/// The body, and what must be written first where it is new.
pub(super) struct Chosen {
    pub(super) body: Body,
    pub(super) create: Vec<Entity>,
}

/// The body that `--body` names, else *Nama Instansi* of the preamble, else the commonest *Instansi Induk*.
pub(super) fn choose(
    sheet: &Sheet,
    slug: Option<&str>,
    directory: &Directory,
    places: &Places,
) -> Result<Chosen, ImportError> {
    let slug = slug.map(str::trim);
    if let Some(slug) = slug.filter(|slug| !names::is_slug(slug)) {
        return Err(ImportError::BodySlug(slug.to_owned()));
    }
    let name = sheet.body_name();
    let known = match (slug, name) {
        (Some(slug), _) => directory.body_by_slug(slug),
        (None, Some(name)) => by_name(directory, name),
        (None, None) => return Err(ImportError::NoBody),
    };
    if let Some(body) = known {
        return Ok(Chosen {
            body: body.clone(),
            create: Vec::new(),
        });
    }
    let name = name.or(slug).unwrap_or_default();
    Ok(made(sheet, name, slug, directory, places))
}

fn by_name<'a>(directory: &'a Directory, name: &str) -> Option<&'a Body> {
    let wanted = names::body_key(name);
    let made_before = directory.bodies.get(&id_of(&wanted));
    made_before.or_else(|| {
        directory
            .bodies
            .values()
            .filter(|body| names::body_key(&body.name) == wanted)
            .min_by_key(|body| body.id)
    })
}

fn made(
    sheet: &Sheet,
    name: &str,
    slug: Option<&str>,
    directory: &Directory,
    places: &Places,
) -> Chosen {
    let taken = |slug: &str| directory.body_by_slug(slug).is_some();
    // A slug that was asked for makes a body of its own, whatever the file calls it.
    let key = slug.map_or_else(|| names::body_key(name), |slug| format!("slug:{slug}"));
    let body = Body {
        id: id_of(&key),
        slug: slug.map_or_else(|| names::slug(name, taken), str::to_owned),
        name: name.to_owned(),
        kind: BodyKind::Agency,
        region: territory(places, name),
        from_import: true,
    };
    let calendar = CalendarDocument {
        body: body.id,
        zone: zone(sheet),
        added: Vec::new(),
        removed: Vec::new(),
        hours: Some(policy_file::DEFAULT.working_hours()),
        instrument: String::new(),
    };
    Chosen {
        create: vec![Entity::Body(body.clone()), Entity::Calendar(calendar)],
        body,
    }
}

fn id_of(key: &str) -> BodyId {
    BodyId(names::id("body", None, key))
}

/// The one region that bears the body's name.
fn territory(places: &Places, name: &str) -> Option<String> {
    let wanted = names::body_key(name);
    let mut named = places.regions.iter().filter(|region| {
        region.code.level() <= Level::Regency
            && (names::body_key(&region.full_name()) == wanted
                || names::body_key(&region.name) == wanted)
    });
    match (named.next(), named.next()) {
        (Some(only), None) => Some(only.code.to_string()),
        _ => None,
    }
}

/// The zone of the province that most rows name; western time where none does.
fn zone(sheet: &Sheet) -> Zone {
    let mut counts = [(Zone::Wib, 0_usize), (Zone::Wita, 0), (Zone::Wit, 0)];
    for province in sheet.rows.iter().filter_map(|row| row.province.as_deref()) {
        let key = names::body_key(province);
        let key = key.strip_prefix("provinsi").unwrap_or(&key);
        let zone = if CENTRAL.contains(&key) {
            Zone::Wita
        } else if EASTERN.contains(&key) {
            Zone::Wit
        } else {
            Zone::Wib
        };
        for (known, count) in &mut counts {
            *count += usize::from(*known == zone);
        }
    }
    // The first of the commonest: max_by_key would take the last.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .into_iter()
        .find(|(_, count)| *count == most)
        .map_or(Zone::Wib, |(zone, _)| zone)
}
