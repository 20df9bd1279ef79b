//! Where affiliate links stand: in links, in other elements and their scripts, in templates, in the front matter.

use super::Context;
use crate::affiliate::{Affiliate, recognise};
use crate::article::{Article, Data, Element, Field, Name, Tag, Value};
use crate::finding::Confidence;
use crate::text::{Span, percent_decoded_lossy};
use std::borrow::Cow;

/// A link that somebody is paid for.
pub struct AffiliateLink<'a> {
    /// The whole construct of Markdown, the start tag of HTML, the template tag's arguments, the value in the front matter.
    pub span: Span,
    /// Where the link leads, decoded.
    pub href: Cow<'a, str>,
    pub affiliate: Affiliate,
    pub place: Place,
    /// The element, of one that is written as an element.
    pub element: Option<Element<'a>>,
}

impl AffiliateLink<'_> {
    /// `Awin, for shop.example (host awin1.com)`.
    pub fn described(&self) -> String {
        let Affiliate { name, merchant, evidence, .. } = &self.affiliate;
        match merchant {
            Some(merchant) => format!("{name}, for {merchant} ({evidence})"),
            None => format!("{name} ({evidence})"),
        }
    }
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The destination of a link.
    Link,
    /// A script that the link or button runs; no crawler follows it, and no reader sees where it leads.
    Script,
    /// An attribute of another element: a form, a component.
    Element,
    /// An argument of a template tag or shortcode.
    Template,
    /// A value in the front matter, which the theme shows somewhere.
    FrontMatter,
}

impl Place {
    pub fn name(self) -> &'static str {
        match self {
            Place::Link => "link",
            Place::Script => "script",
            Place::Element => "element",
            Place::Template => "shortcode",
            Place::FrontMatter => "front_matter",
        }
    }
}

/// The affiliate links of an article, in document order.
pub fn links<'a>(article: &'a Article, context: &Context<'_>) -> Vec<AffiliateLink<'a>> {
    let known = |href: &str| {
        let found = context.settings.recognise(href, context.host).or_else(|| recognise(href))?;
        // A customer's own referral code is no advertising contract.
        (found.confidence > Confidence::Low).then_some(found)
    };
    let mut found = Vec::new();
    if let Some(head) = &article.front_matter {
        in_fields(&head.fields, &known, &mut found);
    }
    let body = found.len();
    for (element, href) in article.links() {
        in_value(element, href.as_str(), Place::Link, &known, &mut found);
    }
    for element in article.tree.other_html() {
        in_attributes(element, article.text(), &known, &mut found);
    }
    for tag in article.shown_tags() {
        let arguments = tag.arguments.of(article.text());
        for (at, address) in addresses(arguments) {
            if let Some(affiliate) = known(address) {
                let start = tag.arguments.start as usize + at;
                let span = Span::new(start, start + address.len());
                found.push(AffiliateLink { span, href: Cow::Borrowed(address), affiliate, place: Place::Template, element: None });
            }
        }
    }
    found[body..].sort_by_key(|link| link.span);
    found
}

/// The names of what a template shows in its place: tags, shortcodes, components.
pub fn names(article: &Article) -> impl Iterator<Item = &str> {
    let tags = article.shown_tags().map(|tag| tag.name.of(article.text()));
    tags.chain(article.tree.other_html().map(|element| element.written_name(article.text())))
}

fn in_fields<'a>(fields: &'a [Field], known: &impl Fn(&str) -> Option<Affiliate>, found: &mut Vec<AffiliateLink<'a>>) {
    fields.iter().for_each(|field| in_data(&field.value, known, found));
}

fn in_data<'a>(value: &'a Value, known: &impl Fn(&str) -> Option<Affiliate>, found: &mut Vec<AffiliateLink<'a>>) {
    match &value.data {
        Data::String(text) => {
            let href = text.text().trim();
            if let Some(affiliate) = has_slashes(href).then(|| known(href)).flatten() {
                let (span, href) = (value.span, Cow::Borrowed(href));
                found.push(AffiliateLink { span, href, affiliate, place: Place::FrontMatter, element: None });
            }
        }
        Data::List(items) => items.iter().for_each(|item| in_data(item, known, found)),
        Data::Map(fields) => in_fields(fields, known, found),
        _ => {}
    }
}

/// Whether there are two slashes somewhere in a text, as there are in few.
fn has_slashes(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'/', bytes).any(|at| bytes.get(at + 1) == Some(&b'/'))
}

/// The attributes of an element that is no link. What an attribute fetches is no link either (images, scripts), but for a frame that a shop
/// fills with its product.
fn in_attributes<'a>(element: Element<'a>, source: &str, known: &impl Fn(&str) -> Option<Affiliate>, found: &mut Vec<AffiliateLink<'a>>) {
    for (name, key, value) in element.attributes() {
        let is_text = matches!(name, Name::Alt | Name::AriaLabel | Name::Class | Name::Id | Name::Style | Name::Title);
        let fetches = || {
            let name = key.of(source).to_ascii_lowercase();
            let fetches = ["src", "srcset", "poster", "content", "cite"].iter().any(|other| name.trim_start_matches("data-") == *other);
            fetches && element.tag() != Some(Tag::Iframe)
        };
        if is_text || !has_slashes(value.as_str()) && !value.as_str().contains("%2") || fetches() {
            continue;
        }
        let place = if key.of(source).starts_with("on") { Place::Script } else { Place::Element };
        if in_value(element, value.as_str(), place, known, found) {
            return;
        }
    }
}

/// Whether the value of an attribute leads to a shop.
fn in_value<'a>(
    element: Element<'a>,
    value: &'a str,
    place: Place,
    known: &impl Fn(&str) -> Option<Affiliate>,
    found: &mut Vec<AffiliateLink<'a>>,
) -> bool {
    let value = value.trim();
    let begins_so = || value.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
    let is_script = place == Place::Script || value.starts_with(['j', 'J']) && begins_so();
    let whole = || known(value).map(|affiliate| (Cow::Borrowed(value), affiliate));
    // An expression of JSX is a script as well, but one that only writes the destination.
    let in_script = || strings(value).find_map(|text| known(&text).map(|affiliate| (text, affiliate)));
    let seen = if is_script || value.starts_with('{') { in_script() } else { whole() };
    let Some((href, affiliate)) = seen else { return false };
    let place = if is_script { Place::Script } else { place };
    found.push(AffiliateLink { span: element.span(), href, affiliate, place, element: Some(element) });
    true
}

/// The strings in a script, percent-decoded: `window.open(decodeURIComponent('https%3A%2F%2Fshop.example'))`.
fn strings(script: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = script;
    std::iter::from_fn(move || {
        let start = rest.find(['\'', '"', '`'])?;
        let quote = rest[start..].chars().next()?;
        let inside = &rest[start + 1..];
        let end = inside.find(quote)?;
        rest = &inside[end + 1..];
        let text = &inside[..end];
        Some(if text.contains('%') { Cow::Owned(percent_decoded_lossy(text)) } else { Cow::Borrowed(text) })
    })
}

/// The addresses in the arguments of a template tag, each with its place.
fn addresses(arguments: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '\\');
    let mut from = 0;
    std::iter::from_fn(move || {
        let slashes = from + arguments[from..].find("//")?;
        let before = &arguments[from..slashes];
        let scheme = ["https:", "http:"].iter().find(|scheme| before.ends_with(**scheme)).map_or(0, |scheme| scheme.len());
        let start = slashes - scheme;
        let end = arguments[slashes..].find(ends).map_or(arguments.len(), |length| slashes + length);
        from = end;
        Some((start, arguments[start..end].trim_end_matches([')', ',', ';', ']', '}'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_scripts_are_decoded() {
        let script = "javascript:window.open(decodeURIComponent('https%3A%2F%2Fshop.example%2F'), \"_blank\");void(0)";
        assert_eq!(strings(script).collect::<Vec<_>>(), ["https://shop.example/", "_blank"]);
        assert_eq!(strings("return false").count(), 0);
        assert_eq!(strings("go('unfinished").count(), 0);
    }

    #[test]
    fn addresses_in_arguments_end_with_their_quotes() {
        let arguments = "url=\"https://shop.example/a?b=c\" text=\"茶\" [see](//shop.example/d)";
        let seen: Vec<_> = addresses(arguments).collect();
        assert_eq!(seen, [(5, "https://shop.example/a?b=c"), (50, "//shop.example/d")]);
        assert!(seen.iter().all(|(at, address)| arguments[*at..].starts_with(address)));
    }
}
