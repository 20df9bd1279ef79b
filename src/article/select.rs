//! CSS selectors over an article: the tree is written as HTML with a stamp on each start tag, scraper parses and matches it, and
//! the stamps lead back.

use super::tree::{Element, Kind, Name, Syntax, Tag, Tree};
use std::fmt::Write;

/// A selector that has been read.
#[derive(Clone, Debug)]
pub struct Selector(scraper::Selector);

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// When the text is no CSS selector: a sentence that says where.
    pub fn parse(css: &str) -> Result<Selector, String> {
        scraper::Selector::parse(css).map(Selector).map_err(|error| format!("`{css}` is not a CSS selector: {error}"))
    }
}

const STAMP: &str = "data-copydesk";

/// The elements of `tree` that match, in document order.
pub fn select<'a>(tree: &'a Tree, source: &str, selector: &Selector) -> Vec<Element<'a>> {
    let page = scraper::Html::parse_fragment(&render(tree, source));
    let mut found: Vec<u32> =
        page.select(&selector.0).filter_map(|element| element.value().attr(STAMP)).filter_map(|stamp| stamp.parse().ok()).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|id| tree.get(id)).collect()
}

fn render(tree: &Tree, source: &str) -> String {
    let mut html = String::with_capacity(source.len() * 2);
    children(tree.root(), source, &mut html);
    html
}

fn children(element: Element<'_>, source: &str, html: &mut String) {
    for node in element.children() {
        match node.kind() {
            Kind::Text | Kind::Break => escape(node.text().as_str(), html),
            Kind::Code => {
                html.push_str("<code>");
                escape(node.text().as_str(), html);
                html.push_str("</code>");
            }
            Kind::Comment | Kind::FootnoteMark => {}
            Kind::Element(tag) => {
                let name = name(node, tag, source);
                // The stamp comes first: of two attributes with one name HTML keeps the first.
                let _ = write!(html, "<{name} {STAMP}=\"{}\"", node.id());
                for (attribute, key, value) in node.attributes() {
                    let key = match attribute {
                        Name::Href => "href",
                        Name::Src => "src",
                        Name::Alt => "alt",
                        Name::Title => "title",
                        Name::Id => "id",
                        _ => key.of(source),
                    };
                    if key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')) {
                        let _ = write!(html, " {key}=\"");
                        escape(value.as_str(), html);
                        html.push('"');
                    }
                }
                html.push('>');
                if !matches!(tag, Tag::Img | Tag::Br | Tag::Hr | Tag::Area) {
                    children(node, source, html);
                    let _ = write!(html, "</{name}>");
                }
            }
        }
    }
}

fn name<'a>(node: Element<'_>, tag: Tag, source: &'a str) -> &'a str {
    if node.syntax() == Syntax::Html {
        let inside = node.span().of(source).trim_start_matches('<');
        return inside.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().filter(|name| !name.is_empty()).unwrap_or("div");
    }
    match tag {
        Tag::A => "a",
        Tag::Blockquote => "blockquote",
        Tag::Del => "del",
        Tag::Dd => "dd",
        Tag::Dl => "dl",
        Tag::Dt => "dt",
        Tag::Em => "em",
        Tag::H(1) => "h1",
        Tag::H(2) => "h2",
        Tag::H(3) => "h3",
        Tag::H(4) => "h4",
        Tag::H(5) => "h5",
        Tag::H(_) => "h6",
        Tag::Hr => "hr",
        Tag::Img => "img",
        Tag::Li => "li",
        Tag::Ol => "ol",
        Tag::P => "p",
        Tag::Pre => "pre",
        Tag::Strong => "strong",
        Tag::Table => "table",
        Tag::Td => "td",
        Tag::Tr => "tr",
        Tag::Ul => "ul",
        _ => "div",
    }
}

fn escape(text: &str, html: &mut String) {
    for part in text.split_inclusive(['&', '<', '>', '"']) {
        let (plain, special) = part.split_at(part.len() - usize::from(part.ends_with(['&', '<', '>', '"'])));
        html.push_str(plain);
        html.push_str(match special {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            "\"" => "&quot;",
            _ => "",
        });
    }
}
