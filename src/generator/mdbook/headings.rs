//! The attributes behind a heading, as mdBook writes them into the page: `## Text {.class key=value}`.

use super::super::Given;
use crate::article::{Article, Element, Syntax};

/// mdBook 0.5 gives an id to every heading that has none yet. `id=` is an attribute like others, whose value keeps its quotes.
pub fn given(article: &Article, heading: Element<'_>) -> Given {
    match list(article, heading).and_then(id) {
        None => Given::Made,
        Some("") => Given::None,
        Some(id) => Given::Id(id.to_string()),
    }
}

/// mdBook 0.4 looks for headings in the page that was made: on one line, with no attributes but an id and a class.
pub fn given_of_old(article: &Article, heading: Element<'_>) -> Given {
    let source = article.text();
    if heading.syntax() == Syntax::Html {
        let tag = heading.span().of(source);
        let attributes = tag.get(3..).and_then(|rest| rest.strip_suffix('>')).unwrap_or("?");
        let has_class =
            attributes.strip_prefix(" class=\"").and_then(|rest| rest.strip_suffix('"')).is_some_and(|class| !class.contains('"'));
        let right = tag.starts_with("<h") && (attributes.is_empty() || has_class) && !heading.extent().of(source).contains('\n');
        return if right { Given::Made } else { Given::None };
    }
    // A text of several lines and its underline.
    let broken = heading.span().of(source).lines().count() > 2;
    match list(article, heading) {
        _ if broken => Given::None,
        None => Given::Made,
        Some(list) => match id(list) {
            Some(id) if !id.is_empty() => Given::Id(id.to_string()),
            None if parts(list).all(|part| part.starts_with('.')) => Given::Made,
            _ => Given::None,
        },
    }
}

/// What stands between the braces behind the heading's text.
fn list<'a>(article: &'a Article, heading: Element<'_>) -> Option<&'a str> {
    let (span, source) = (heading.span(), article.text());
    if !span.of(source).contains('{') {
        return None;
    }
    let text = heading.children().last().map_or(span.start, |last| last.extent().end);
    let rest = source.get(text as usize..span.end as usize)?.lines().next()?;
    let rest = if text == span.start { rest.trim_start_matches('#') } else { rest };
    rest.trim_start().strip_prefix('{')?.split_once('}').map(|(list, _)| list)
}

/// The value of `id=`, of several the first.
fn id(list: &str) -> Option<&str> {
    parts(list).find_map(|part| part.strip_prefix("id="))
}

/// The attributes of a list. A single character is none.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace().filter(|part| part.len() > 1)
}
