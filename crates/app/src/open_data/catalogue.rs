//! The catalogue of what is offered, in the words of DCAT 2 (DCAT-AP): for portals that gather from many publishers.

use lapor_domain::agency::Body;
use lapor_domain::rules::Rules;

use super::LICENCE;
use super::columns::promise;
use super::edition::Edition;
use super::graph::{Node, Object, json_ld, turtle};
use super::manifest::{FileEntry, Manifest};
use super::renew::decided;
use crate::import::places::Places;
use crate::report::outward::moment;

/// Indonesian, as the Publications Office of the EU names languages; DCAT-AP asks for its names.
const LANGUAGE: &str = "http://publications.europa.eu/resource/authority/language/IND";
/// Government and public sector, as data themes are named there.
const THEME: &str = "http://publications.europa.eu/resource/authority/data-theme/GOVE";
const DAILY: &str = "http://publications.europa.eu/resource/authority/frequency/DAILY";
const IRREGULAR: &str = "http://publications.europa.eu/resource/authority/frequency/IRREG";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
/// Files that are the data themselves; the others go with them.
const DATA: [&str; 4] = [
    super::sink::CSV,
    super::sink::JSON,
    super::sink::GEOJSON,
    super::sink::PARQUET,
];

/// What a body offers.
#[derive(Debug)]
pub struct Offered<'a> {
    /// The body.
    pub body: &'a Body,
    /// Address of its pages, without a stroke at the end.
    pub base: String,
    /// Its editions.
    pub editions: Vec<(Edition, Manifest)>,
}

/// The catalogue in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// `text/turtle`.
    pub turtle: String,
    /// `application/ld+json`.
    pub json_ld: String,
}

/// Writes the catalogue of one body's data.
pub fn catalogue(rules: &Rules, places: &Places, offered: &Offered<'_>) -> Catalogue {
    let node = whole(rules, places, offered);
    Catalogue {
        turtle: turtle(&node),
        json_ld: json_ld(&node),
    }
}

fn id(text: impl Into<String>) -> Object {
    Object::Words("id", text.into())
}

fn en(text: impl Into<String>) -> Object {
    Object::Words("en", text.into())
}

fn whole(rules: &Rules, places: &Places, offered: &Offered<'_>) -> Node {
    let (body, base) = (offered.body, &offered.base);
    let page = format!("{base}/data");
    let publisher = Node::named(format!("{base}/#penerbit"), "foaf:Agent")
        .with("foaf:name", Object::Text(body.name.clone()))
        .with("foaf:homepage", Object::Iri(format!("{base}/")));
    let zone = rules.zone(body.id);
    let newest = offered
        .editions
        .iter()
        .map(|(_, manifest)| manifest.as_of)
        .max();
    let modified = |at| Object::Typed("xsd:dateTime", moment(at, zone));
    let mut catalogue = Node::named(format!("{page}/katalog"), "dcat:Catalog")
        .with(
            "dct:title",
            id(format!("Data terbuka laporan warga {}", body.name)),
        )
        .with(
            "dct:title",
            en(format!("Open data of citizens' reports, {}", body.name)),
        )
        .with(
            "dct:description",
            id("Cuplikan laporan warga yang dibuka untuk umum, tanpa data pribadi."),
        )
        .with("dct:publisher", Object::Node(publisher))
        .with("dct:language", Object::Iri(LANGUAGE.to_owned()))
        .with("dct:license", Object::Iri(LICENCE.to_owned()))
        .with("foaf:homepage", Object::Iri(page))
        .with(
            "dcat:themeTaxonomy",
            Object::Iri("http://publications.europa.eu/resource/authority/data-theme".to_owned()),
        )
        .with_some("dct:modified", newest.map(modified));
    for (edition, manifest) in &offered.editions {
        let dataset = dataset(rules, places, offered, *edition, manifest);
        catalogue = catalogue.with("dcat:dataset", Object::Node(dataset));
    }
    catalogue
}

fn dataset(
    rules: &Rules,
    places: &Places,
    offered: &Offered<'_>,
    edition: Edition,
    manifest: &Manifest,
) -> Node {
    let (body, base) = (offered.body, &offered.base);
    let address = format!("{base}/data/terbuka/{edition}");
    let zone = rules.zone(body.id);
    let (title, title_en) = match edition {
        Edition::Year(year) => (
            format!("Laporan warga {year}, {}", body.name),
            format!("Citizens' reports {year}, {}", body.name),
        ),
        Edition::Rolling => (
            format!("Laporan warga dua belas bulan terakhir, {}", body.name),
            format!("Citizens' reports of the last twelve months, {}", body.name),
        ),
    };
    let period = Node::blank("dct:PeriodOfTime")
        .with(
            "dcat:startDate",
            Object::Typed("xsd:date", manifest.from.to_string()),
        )
        .with(
            "dcat:endDate",
            Object::Typed("xsd:date", manifest.to.to_string()),
        );
    let frequency = if zone.local_date(manifest.as_of) <= manifest.to {
        DAILY
    } else {
        IRREGULAR
    };
    let [promise, promise_en] = promise(manifest.with_words);
    let mut dataset = Node::named(address.clone(), "dcat:Dataset")
        .with("dct:identifier", Object::Text(format!("{}-{edition}", body.slug)))
        .with("dct:title", id(title))
        .with("dct:title", en(title_en))
        .with(
            "dct:description",
            id(format!(
                "{} laporan yang dibuka untuk umum, diterima {} sampai {}. {promise} {} laporan tidak dimuat karena terlalu sedikit.",
                manifest.counts.rows, manifest.from, manifest.to, manifest.counts.withheld
            )),
        )
        .with(
            "dct:description",
            en(format!(
                "{} released reports that arrived from {} to {}. {promise_en}",
                manifest.counts.rows, manifest.from, manifest.to
            )),
        )
        .with("dct:publisher", Object::Iri(format!("{base}/#penerbit")))
        .with("dcat:contactPoint", Object::Node(contact(rules, offered)))
        .with("dcat:keyword", id("pengaduan masyarakat"))
        .with("dcat:keyword", id("pelayanan publik"))
        .with("dcat:keyword", en("service requests"))
        .with("dcat:theme", Object::Iri(THEME.to_owned()))
        .with("dct:language", Object::Iri(LANGUAGE.to_owned()))
        .with("dct:license", Object::Iri(LICENCE.to_owned()))
        .with("dct:temporal", Object::Node(period))
        .with_some("dct:spatial", spatial(places, body))
        .with("dct:accrualPeriodicity", Object::Iri(frequency.to_owned()))
        .with("dct:modified", Object::Typed("xsd:dateTime", moment(manifest.as_of, zone)))
        .with("dcat:landingPage", Object::Iri(format!("{base}/data")))
        .with("foaf:page", Object::Iri(format!("{address}/{}", super::dictionary::PAGE)));
    let data = manifest
        .files
        .iter()
        .filter(|file| DATA.contains(&file.name.as_str()));
    for file in data {
        let distribution = distribution(&address, file).with(
            "dct:modified",
            Object::Typed("xsd:dateTime", moment(manifest.as_of, zone)),
        );
        dataset = dataset.with("dcat:distribution", Object::Node(distribution));
    }
    dataset
}

fn contact(rules: &Rules, offered: &Offered<'_>) -> Node {
    let given = decided(rules, offered.body.id).contact;
    let node =
        Node::blank("vcard:Organization").with("vcard:fn", Object::Text(offered.body.name.clone()));
    match given {
        Some(address) if address.contains('@') => {
            node.with("vcard:hasEmail", Object::Iri(format!("mailto:{address}")))
        }
        Some(address) => node.with("vcard:hasURL", Object::Iri(address)),
        None => node.with(
            "vcard:hasURL",
            Object::Iri(format!("{}/tentang", offered.base)),
        ),
    }
}

fn spatial(places: &Places, body: &Body) -> Option<Object> {
    let code = body.region.as_deref()?.parse().ok()?;
    let region = places.regions.get(code)?;
    let node = Node::blank("dct:Location")
        .with("dct:identifier", Object::Text(code.to_string()))
        .with("skos:prefLabel", id(region.full_name()));
    Some(Object::Node(node))
}

fn distribution(address: &str, file: &FileEntry) -> Node {
    let download = format!("{address}/{}", file.name);
    let checksum = Node::blank("spdx:Checksum")
        .with(
            "spdx:algorithm",
            Object::Term("spdx:checksumAlgorithm_sha256"),
        )
        .with(
            "spdx:checksumValue",
            Object::Typed("xsd:hexBinary", file.sha256.clone()),
        );
    Node::named(format!("{download}#distribusi"), "dcat:Distribution")
        .with("dct:title", Object::Text(file.name.clone()))
        .with(
            "dcat:accessURL",
            Object::Iri(
                address
                    .rsplit_once("/terbuka")
                    .map_or(address, |(page, _)| page)
                    .to_owned(),
            ),
        )
        .with("dcat:downloadURL", Object::Iri(download))
        .with(
            "dcat:mediaType",
            Object::Iri(format!("{MEDIA_TYPES}{}", file.media_type)),
        )
        .with(
            "dcat:byteSize",
            Object::Typed("xsd:nonNegativeInteger", file.bytes.to_string()),
        )
        .with("spdx:checksum", Object::Node(checksum))
        .with("dct:license", Object::Iri(LICENCE.to_owned()))
}
