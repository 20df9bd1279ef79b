//! What of an article is not to be seen, although it is text: what readers cannot see tells them nothing (16 CFR 255.0(f)).
//!
//! Comments, attributes, scripts and templates are no text to begin with. `aria-hidden` hides nothing from the eye.

use crate::article::{Article, Element, Name, Tag};
use crate::text::Span;

/// The stretches of the source that are not shown, without the click on something else: in order, and none in another.
pub struct Unseen(Vec<Span>);

impl Unseen {
    pub fn of(article: &Article) -> Unseen {
        let source = article.text();
        let links = article.links().map(|(link, _)| link).filter(|link| link.attributes().nth(1).is_some());
        let mut hidden = Vec::new();
        for element in article.tree.other_html().chain(links) {
            if element.tag() == Some(Tag::Details) && !has_attribute(element, "open", source) {
                hidden.extend(element.children().filter(|child| child.tag() != Some(Tag::Summary)).map(Element::extent));
            } else if hides(element, source) {
                hidden.push(element.extent());
            }
        }
        hidden.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        hidden.retain(|span| {
            let is_outermost = span.end > end;
            end = end.max(span.end);
            is_outermost
        });
        Unseen(hidden)
    }

    /// Whether a part of the source is not shown.
    pub fn covers(&self, part: Span) -> bool {
        let at = self.0.partition_point(|span| span.end < part.end);
        self.0.get(at).is_some_and(|span| span.contains(part))
    }
}

/// Whether an element keeps its content from the eye.
fn hides(element: Element<'_>, source: &str) -> bool {
    const CLASSES: &[&str] =
        &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "d-none", "is-hidden"];
    let class = element.attribute(Name::Class);
    let is_dialog = || element.span().of(source).get(1..7).is_some_and(|name| name.eq_ignore_ascii_case("dialog"));
    element.is_hidden()
        || element.attribute(Name::Style).is_some_and(|style| declarations(style.as_str()).any(|(name, value)| conceals(&name, &value)))
        || class.is_some_and(|class| class.as_str().split_ascii_whitespace().any(|class| CLASSES.contains(&class)))
        || is_dialog() && !has_attribute(element, "open", source)
}

fn has_attribute(element: Element<'_>, name: &str, source: &str) -> bool {
    element.attributes().any(|(_, key, _)| key.of(source).eq_ignore_ascii_case(name))
}

/// The declarations of a style, of CSS (`font-size: 0;`) as of JSX (`{{fontSize: 0, left: '-999px'}}`).
fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.trim_matches(['{', '}', ' ']).split([';', ',']).filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let name: String = name.chars().filter(char::is_ascii_alphabetic).collect();
        let value = value.trim_matches([' ', '"', '\'', '`']).trim_end_matches("!important").trim();
        Some((name.to_ascii_lowercase(), value.to_ascii_lowercase()))
    })
}

/// Whether a declaration makes an element invisible, by itself.
fn conceals(name: &str, value: &str) -> bool {
    // The number in front of a unit.
    let end = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(value.len());
    let number: Option<f32> = value[..end].parse().ok();
    match name {
        "display" => value == "none",
        "visibility" => matches!(value, "hidden" | "collapse"),
        "opacity" | "fontsize" => number == Some(0.0),
        "color" => value == "transparent",
        "left" | "top" | "textindent" | "marginleft" => number.is_some_and(|number| number <= -999.0),
        "clip" => value.starts_with("rect(0") || value.starts_with("rect(1px"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        let hides = |style: &str| declarations(style).any(|(name, value)| conceals(&name, &value));
        for style in [
            "display:none",
            "DISPLAY : None !important",
            "color: red; font-size:0px",
            "opacity: 0.0",
            "position:absolute;left:-9999px",
            "text-indent: -9999em",
            "{{ display: 'none' }}",
            "{{fontSize: 0, color: 'red'}}",
            "clip: rect(0, 0, 0, 0)",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in ["", "display:block", "opacity:0.8", "font-size: 0.9rem", "left:-4px", "color:red", "{{ opacity: 1 }}", "margin:0"] {
            assert!(!hides(style), "{style}");
        }
    }
}
