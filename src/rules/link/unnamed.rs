use crate::article::{Element, Kind, Name, Syntax, Tag};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unnamed {}

impl ArticleRule for Unnamed {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for (link, href) in page.links().filter(|(link, _)| link.tag() == Some(Tag::A)) {
            let href = href.as_str().trim();
            // `<a id="x" href="#x"></a>` is a place to link to, not a link to follow.
            let is_target = href.starts_with('#') && [Name::Id, Name::Name].iter().any(|&name| link.attribute(name).is_some());
            if href.is_empty() || is_target || is_named(link) {
                continue;
            }
            let has_image = link.descendants().any(|node| node.tag() == Some(Tag::Img));
            let (message, help) = match has_image {
                true => (
                    format!("the link to {} holds only an image without a text: who cannot see it cannot tell where it leads", shown(href)),
                    "say in the image's alt text where the link leads",
                ),
                false => {
                    (format!("the link to {} has no text: nobody can see or follow it", shown(href)), "give it a text, or take it out")
                }
            };
            out.report(link.span(), message).help(help);
        }
    }
}

fn shown(href: &str) -> String {
    match href.char_indices().nth(60) {
        Some((at, _)) => format!("`{}…`", &href[..at]),
        None => format!("`{href}`"),
    }
}

/// Whether a screen reader has something to say for the link, or the matter is another rule's (an image without any alt).
fn is_named(link: Element<'_>) -> bool {
    let says = |name| link.attribute(name).is_some_and(|text| !text.as_str().trim().is_empty());
    if !link.text().as_str().trim().is_empty() || says(Name::AriaLabel) || says(Name::Title) || says(Name::AriaHidden) {
        return true;
    }
    link.descendants().any(|node| match node.kind() {
        Kind::Element(Tag::Img) => {
            node.syntax() == Syntax::Markdown || node.attribute(Name::Alt).is_none_or(|alt| !alt.as_str().trim().is_empty())
        }
        // Pictures of other kinds may say something of their own.
        Kind::Element(Tag::Svg | Tag::Iframe | Tag::Button | Tag::Other) => true,
        Kind::Element(_) => [Name::AriaLabel, Name::Title].iter().any(|&name| node.attribute(name).is_some()),
        Kind::Comment => false,
        _ => !node.text().as_str().trim().is_empty(),
    })
}
