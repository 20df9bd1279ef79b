use crate::article::{Element, Kind, Name, Syntax, Tag};
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unnamed {}

impl ArticleRule for Unnamed {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for (link, href) in page.links().filter(|(link, _)| link.tag() == Some(Tag::A)) {
            if is_named(link, page.text()) {
                continue;
            }
            let href = href.as_str().trim();
            // `<a id="x" href="#x"></a>` is a place to link to, not a link to follow.
            let is_target = href.starts_with('#') && [Name::Id, Name::Name].iter().any(|&name| link.attribute(name).is_some());
            if href.is_empty() || is_target {
                continue;
            }
            let (message, help) = match Content::of(link) {
                Content::Image => (
                    format!("the link to {} holds only an image without a text: who cannot see it cannot tell where it leads", shown(href)),
                    "say in the image's alt text where the link leads",
                ),
                Content::Icon => (
                    format!("the link to {} holds no text: who cannot see it cannot tell where it leads", shown(href)),
                    "say where it leads in a text, or in `aria-label`",
                ),
                Content::Nothing => {
                    (format!("the link to {} has no text: nobody can see or follow it", shown(href)), "give it a text, or take it out")
                }
            };
            out.report(link.span(), message).help(help);
        }
    }
}

/// What there is in a link without a text.
enum Content {
    Image,
    /// An element that a style sheet may make into a picture.
    Icon,
    Nothing,
}

impl Content {
    fn of(link: Element<'_>) -> Content {
        let has = |is: fn(Element<'_>) -> bool| link.descendants().any(is);
        if has(|node| node.tag() == Some(Tag::Img)) {
            Content::Image
        } else if has(|node| node.attribute(Name::Class).is_some() || node.attribute(Name::Style).is_some()) {
            Content::Icon
        } else {
            Content::Nothing
        }
    }
}

/// Whether a screen reader has something to say for the link, or the matter is another rule's (an image without any alt).
fn is_named(link: Element<'_>, source: &str) -> bool {
    if !is_blank(link.text().as_str()) {
        return true;
    }
    let is_silent = link.attribute(Name::AriaHidden).is_some_and(|hidden| hidden.as_str() != "false");
    if is_silent || has_label(link) {
        return true;
    }
    link.descendants().any(|node| match node.kind() {
        Kind::Element(Tag::Img) => {
            let alt = node.attribute(Name::Alt);
            node.syntax() == Syntax::Markdown || alt.is_none_or(|alt| !is_blank(alt.as_str())) || has_label(node)
        }
        // Pictures of other kinds may say something of their own.
        Kind::Element(Tag::Svg | Tag::Iframe | Tag::Button) => true,
        Kind::Element(Tag::Other) => !is_wrapper(node.span().of(source)) || has_label(node),
        Kind::Element(_) => has_label(node),
        Kind::Comment => false,
        _ => !is_blank(node.text().as_str()),
    })
}

fn has_label(node: Element<'_>) -> bool {
    [Name::AriaLabel, Name::Title].iter().any(|&name| node.attribute(name).is_some_and(|text| !is_blank(text.as_str())))
}

/// Whether there is nothing to read: white space, and the characters without width.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
}

/// Whether a start tag is that of an element that says nothing by itself. Of those not known here it may be the component of a theme.
fn is_wrapper(tag: &str) -> bool {
    const WRAPPERS: &[&str] = &["picture", "source", "font", "u", "small", "big", "sup", "sub", "mark", "wbr"];
    let name = tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    WRAPPERS.iter().any(|wrapper| name.eq_ignore_ascii_case(wrapper))
}
