//! The rules: one file each, registered by their pages.

pub mod affiliate;
pub mod content;
pub mod description;
pub mod front_matter;
pub mod heading;
pub mod image;
pub mod link;
pub mod title;

use crate::finding::{Confidence, Severity};
use crate::rule::{Check, Meta, OptionMeta, Scope};
use serde_json::{Map, Value};

include!(concat!(env!("OUT_DIR"), "/registry.rs"));

/// The page of a rule.
pub fn find(id: &str) -> Option<&'static Meta> {
    RULES.binary_search_by(|meta| meta.id.cmp(id)).ok().map(|index| &RULES[index])
}

/// All categories, in the order of their names.
pub fn categories() -> Vec<&'static str> {
    let mut categories: Vec<_> = RULES.iter().map(Meta::category).collect();
    categories.dedup();
    categories
}

/// The rules that a name stands for: one rule, or all of a category. Empty when there are none.
pub fn named(name: &str) -> impl Iterator<Item = &'static Meta> {
    RULES.iter().filter(move |meta| meta.id == name || meta.category() == name)
}

/// The rule or category whose name is most like this one.
pub fn suggest(name: &str) -> Option<&'static str> {
    closest(name, RULES.iter().map(|meta| meta.id).chain(categories()))
}

/// The name most like `name`, if one is like it at all.
pub fn closest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = names.into_iter().map(|known| {
        // `broken-fragment` without its category is meant more often than mistyped.
        let tail = known.rsplit('/').next().unwrap_or(known);
        (strsim::jaro_winkler(name, known).max(strsim::jaro_winkler(name, tail)), known)
    });
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

/// A rule with these options over its defaults.
///
/// # Errors
/// When an option does not fit; the message is serde's.
pub fn make(meta: &Meta, options: Map<String, Value>) -> Result<Check, serde_json::Error> {
    let mut all = meta.defaults();
    all.extend(options);
    build(meta.id, Value::Object(all))
}
