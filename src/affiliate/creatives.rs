//! Which image or frame is an advertisement by itself, and which element a place for some.

use super::networks::{Address, Locations, Names, TABLE, glob};
use crate::article::{Element, Name, Tag};
use std::iter;
use std::sync::LazyLock;

/// Whether an image, video or frame with this address is the creative of an advertisement.
pub fn is_creative(src: &str) -> bool {
    Address::parse(src).is_some_and(|address| CREATIVES.get(&address).is_some())
}

/// Whose advertisements an element makes room for, of one that does: `<ins class="adsbygoogle">`.
///
/// A script counts that writes its advertisement where it stands, and none that only loads a library.
pub fn unit(element: Element<'_>, source: &str) -> Option<&'static str> {
    // As most elements are.
    let is_bare = element.attributes().next().is_none();
    if is_bare && !matches!(element.tag(), Some(Tag::Other)) {
        return None;
    }
    let value = |name| element.attribute(name).map(|value| value.as_str());
    let by_class = || value(Name::Class)?.split_ascii_whitespace().find_map(|class| find(&UNITS.classes, class));
    // The id of a heading comes from its words, which may speak of a provider.
    let by_id = || {
        value(Name::Id)
            .filter(|_| !matches!(element.tag(), Some(Tag::H(_))))
            .and_then(|id| UNITS.ids.iter().find(|(pattern, _)| glob(pattern, id)).map(|(_, provider)| *provider))
    };
    let by_kind = || match element.tag() {
        Some(Tag::Script) => UNITS.scripts.get(&Address::parse(value(Name::Src)?)?),
        Some(Tag::Other) => find(&UNITS.elements, element.written_name(source)).or_else(|| by_attribute(element, source)),
        _ => by_attribute(element, source),
    };
    by_class().or_else(by_id).or_else(by_kind)
}

fn by_attribute(element: Element<'_>, source: &str) -> Option<&'static str> {
    let others = element.attributes().filter(|(name, ..)| *name == Name::Other);
    others.map(|(_, key, _)| key.of(source)).find_map(|key| find(&UNITS.attributes, key))
}

static CREATIVES: LazyLock<Locations<()>> = LazyLock::new(|| {
    let creatives = iter::chain(&TABLE.creatives, TABLE.networks.iter().flat_map(|network| &network.creatives));
    Locations::new(creatives.map(|creative| (creative.as_str(), ())))
});

/// The units, each with its provider, by what they are known by.
struct Units {
    elements: Names<&'static str>,
    classes: Names<&'static str>,
    attributes: Names<&'static str>,
    ids: Vec<(&'static str, &'static str)>,
    scripts: Locations<&'static str>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units {
        elements: Names::default(),
        classes: Names::default(),
        attributes: Names::default(),
        ids: Vec::new(),
        scripts: Locations::new(
            TABLE.units.iter().flat_map(|unit| unit.scripts.iter().map(|script| (script.as_str(), unit.name.as_str()))),
        ),
    };
    for unit in &TABLE.units {
        let provider = unit.name.as_str();
        unit.elements.iter().for_each(|name| units.elements.insert(name, provider));
        unit.classes.iter().for_each(|name| units.classes.insert(name, provider));
        unit.attributes.iter().for_each(|name| units.attributes.insert(name, provider));
        units.ids.extend(unit.ids.iter().map(|id| (id.as_str(), provider)));
    }
    units
});

fn find(names: &Names<&'static str>, name: &str) -> Option<&'static str> {
    names.get_in_any_case(name).map(|(_, provider)| *provider)
}

#[cfg(test)]
mod tests;
