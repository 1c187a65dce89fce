//! Categories of a body as services.

use lapor_domain::agency::Category;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::question::AnswerType;
use lapor_domain::rules::Rules;
use open311::{Attribute, AttributeValue, DataType, Definition, Service, ServiceType};

use crate::i18n::{I18n, Lang};

/// The categories that may be chosen: in use, and no heading over others that are. By heading, then by name.
pub(super) fn offered(rules: &Rules, body: BodyId) -> Vec<&Category> {
    let in_use = || {
        let all = rules.directory.categories.values();
        all.filter(|category| category.body == body && !category.retired)
    };
    let mut offered: Vec<&Category> = in_use()
        .filter(|category| in_use().all(|other| other.parent != Some(category.id)))
        .collect();
    offered.sort_by_cached_key(|category| {
        (group(rules, category), category.name.clone(), category.id)
    });
    offered
}

/// The category of a code, if it may be chosen.
pub(super) fn chosen<'r>(rules: &'r Rules, body: BodyId, code: &str) -> Option<&'r Category> {
    offered(rules, body)
        .into_iter()
        .find(|category| category.slug == code)
}

/// The category of a code, also one that no longer may be chosen or is a heading: reports have it.
pub(super) fn known(rules: &Rules, body: BodyId, code: &str) -> Option<CategoryId> {
    rules
        .directory
        .category_by_slug(body, code)
        .map(|category| category.id)
}

/// A category as a service.
pub(super) fn service(i18n: I18n, rules: &Rules, category: &Category) -> Service {
    Service {
        code: category.slug.clone(),
        name: category.name.clone(),
        description: i18n.t1("open311-service-description", "name", &category.name),
        metadata: category.asked().next().is_some(),
        // The number is there at once, whatever becomes of the report.
        kind: ServiceType::Realtime,
        keywords: keywords(category),
        group: group(rules, category),
    }
}

/// The questions of a category that are asked now.
pub(super) fn definition(i18n: I18n, category: &Category) -> Definition {
    let attributes = category
        .asked()
        .zip(1..)
        .map(|(question, order)| Attribute {
            variable: question.variable,
            code: question.code.clone(),
            datatype: datatype(question.datatype),
            required: question.required,
            datatype_description: question.datatype_description.clone(),
            order,
            description: question.label(i18n.lang == Lang::En).to_owned(),
            values: question
                .values
                .iter()
                .map(|choice| AttributeValue {
                    key: choice.key.clone(),
                    name: choice.name.clone(),
                })
                .collect(),
        });
    Definition {
        service_code: category.slug.clone(),
        attributes: attributes.collect(),
    }
}

const fn datatype(kind: AnswerType) -> DataType {
    match kind {
        AnswerType::Line => DataType::Text,
        AnswerType::Text => DataType::LongText,
        AnswerType::Number => DataType::Number,
        AnswerType::Moment => DataType::DateTime,
        AnswerType::OneOf => DataType::OneOf,
        AnswerType::SeveralOf => DataType::SeveralOf,
    }
}

/// The heading: the category above, or none.
fn group(rules: &Rules, category: &Category) -> String {
    category
        .parent
        .and_then(|parent| rules.directory.categories.get(&parent))
        .map(|parent| parent.name.clone())
        .unwrap_or_default()
}

/// Other words for it: the national name. A comma would end a word.
fn keywords(category: &Category) -> Vec<String> {
    let names = category
        .sp4n_name
        .iter()
        .flat_map(|name| name.split([',', '/', '>']));
    names
        .map(|word| word.trim().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}
