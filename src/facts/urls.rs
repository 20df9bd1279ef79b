//! What the front matter says of the page's own URL, and of others that stand for it.

use super::Said;
use crate::article::{Article, Data, Value};
use crate::generator::Generator;
use crate::text::Span;

const CANONICAL: &[&str] = &["canonical", "canonical_url", "canonicalUrl", "canonicalURL", "seo.canonical", "seo.canonical_url"];
const ALTERNATES: &[&str] = &["hreflang", "hreflangs", "alternates", "alternate"];
const ALIASES: &[&str] = &["aliases", "alias", "redirect_from", "redirects"];
/// The fields that the generators make a URL of, the strongest first.
const ADDRESS: &[&str] = &["permalink", "url", "path", "slug", "id"];

/// The page that is to be shown in this one's place.
pub(super) fn canonical(article: &Article) -> Option<Said> {
    article.first_text(CANONICAL).map(|(field, text)| Said { text: text.into(), span: field.value.span })
}

/// The addresses of the page's versions in other languages (`hreflang: {fr: /fr/the/}`).
pub(super) fn alternates(article: &Article) -> Box<[Said]> {
    let mut found = Vec::new();
    for field in ALTERNATES.iter().filter_map(|name| article.field(name)) {
        each_text(&field.value, &mut |text, span| {
            if text.starts_with('/') || text.contains("://") {
                found.push(Said { text: text.into(), span });
            }
        });
    }
    found.into()
}

fn each_text(value: &Value, then: &mut impl FnMut(&str, Span)) {
    match &value.data {
        Data::String(text) => then(text.text().trim(), value.span),
        Data::List(items) => items.iter().for_each(|item| each_text(item, then)),
        Data::Map(fields) => fields.iter().for_each(|field| each_text(&field.value, then)),
        _ => {}
    }
}

/// The aliases as the generator serves them, each with the value that it was made of.
pub(super) fn aliases(article: &Article, generator: &dyn Generator, local: &str) -> Box<[Said]> {
    let served = generator.aliases(local, article);
    if served.is_empty() {
        return Box::default();
    }
    let mut written = Vec::new();
    for field in ALIASES.iter().filter_map(|name| article.field(name)) {
        each_text(&field.value, &mut |text, span| written.push((bare(text).to_string(), span)));
    }
    let head = article.front_matter.as_ref().map_or(article.first_line(), |head| head.open);
    let place = |url: &str| {
        let ends = |text: &str| bare(url).strip_suffix(text).is_some_and(|front| front.is_empty() || front.ends_with('/'));
        written.iter().filter(|(text, _)| ends(text)).max_by_key(|(text, _)| text.len()).map_or(head, |(_, span)| *span)
    };
    served.iter().map(|url| Said { text: url.as_str().into(), span: place(url) }).collect()
}

/// A path without what comes and goes at its ends.
fn bare(path: &str) -> &str {
    path.trim_start_matches("./").trim_start_matches("../").trim_matches('/')
}

/// The value that the page's URL was made of, where a field is seen in it.
pub(super) fn address(article: &Article, url: Option<&str>) -> Option<Span> {
    let url = url?;
    ADDRESS.iter().find_map(|name| {
        let field = article.field(name)?;
        let text = field.value.as_str()?.trim().trim_matches('/');
        (!text.is_empty() && url.contains(text)).then_some(field.value.span)
    })
}
