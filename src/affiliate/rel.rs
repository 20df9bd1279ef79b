//! `rel` of a paid link: what search engines are told of it.

use super::{AffiliateLink, Place};
use crate::article::{Element, Name, Syntax};
use crate::generator::{ExternalRel, Generator, Own};

/// The words in `rel` of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rel {
    Words(Vec<String>),
    /// Something writes them that cannot be seen: a component, a template, a theme, a plugin.
    Unknown,
}

impl Rel {
    /// What the built page has: what the author wrote, and what the generator and its plugins make of that. `source` is the article's text.
    pub fn of(link: &AffiliateLink<'_>, source: &str, generator: &dyn Generator) -> Rel {
        let own = Rel::written(link, source);
        let Some(external) = external(link, generator) else { return own };
        let Some(words) = &external.words else { return Rel::Unknown };
        match (external.own, own) {
            (Own::Replaced, _) => Rel::Words(words.clone()),
            (_, Rel::Unknown) => Rel::Unknown,
            (Own::Kept, Rel::Words(own)) => Rel::Words(if own.is_empty() { words.clone() } else { own }),
            (Own::Joined, Rel::Words(own)) => Rel::Words(own.into_iter().chain(words.iter().cloned()).collect()),
        }
    }

    /// What the author wrote.
    pub fn written(link: &AffiliateLink<'_>, source: &str) -> Rel {
        let Some(element) = link.element.filter(|_| link.place == Place::Link) else { return Rel::Unknown };
        if element.syntax() == Syntax::Html && is_open(element, source) {
            return Rel::Unknown;
        }
        let value = element.attribute(Name::Rel).map_or("", |rel| rel.as_str());
        match literal(value) {
            Some(value) => {
                Rel::Words(value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(String::from).collect())
            }
            None => Rel::Unknown,
        }
    }

    /// The words, if there are any that can be known.
    pub fn text(&self) -> Option<String> {
        match self {
            Rel::Words(words) if !words.is_empty() => Some(words.join(" ")),
            _ => None,
        }
    }

    /// Whether one of these words is there. `None` where that cannot be known.
    pub fn has(&self, wanted: &[String]) -> Option<bool> {
        match self {
            Rel::Words(words) => Some(words.iter().any(|word| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(word)))),
            Rel::Unknown => None,
        }
    }
}

/// What the generator does to `rel` of this link.
pub fn external<'g>(link: &AffiliateLink<'_>, generator: &'g dyn Generator) -> Option<&'g ExternalRel> {
    let element = link.element.filter(|_| link.place == Place::Link)?;
    let is_html = element.syntax() == Syntax::Html;
    generator.external_rel().filter(|external| external.is_for(&link.href, is_html, generator.host()))
}

/// Whether a tag may get attributes that it does not show: `{...props}`, `:rel="words"`, `{{ attributes }}`.
fn is_open(element: Element<'_>, source: &str) -> bool {
    let is_bound = |name: &str| name.starts_with('{') || matches!(name, ":rel" | "v-bind:rel" | "v-bind");
    element.attributes().any(|(_, key, _)| is_bound(key.of(source)))
}

/// A value as it will be on the page: `{"sponsored"}` of JSX is a text, other expressions are not known.
fn literal(value: &str) -> Option<&str> {
    if let Some(inside) = value.strip_prefix('{').filter(|inside| !inside.starts_with(['{', '%'])) {
        let inside = inside.strip_suffix('}')?.trim();
        let quote = inside.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        let text = inside.strip_prefix(quote)?.strip_suffix(quote)?;
        return (!text.contains([quote, '\\']) && !text.contains("${")).then_some(text);
    }
    (!value.contains("{{") && !value.contains("{%")).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_are_texts() {
        assert_eq!(literal("noopener sponsored"), Some("noopener sponsored"));
        assert_eq!(literal("{\"sponsored\"}"), Some("sponsored"));
        assert_eq!(literal("{ 'a b' }"), Some("a b"));
        for unknown in ["{rel}", "{`${x} y`}", "{a ? 'b' : 'c'}", "{'a' + 'b'}", "{{ site.rel }}", "{% if a %}nofollow{% endif %}", "{"] {
            assert_eq!(literal(unknown), None, "{unknown}");
        }
    }
}
