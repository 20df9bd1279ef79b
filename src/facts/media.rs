//! The files that raw HTML shows besides plain images: `srcset`, `<source>`, `<video>`, `<audio>`.

use super::{Link, is_template, link_to};
use crate::article::{Article, Element, Name, Syntax};
use crate::text::Text;

/// The links to them that stay on the site.
pub(super) fn media(article: &Article) -> impl Iterator<Item = Link> {
    let images = article.images().filter(|image| image.syntax() == Syntax::Html);
    let players = article.tree.other_html().filter(|node| is_player(node.span().of(article.text())));
    let shown = images.flat_map(|image| sets(article, image)).chain(players.flat_map(|player| {
        let src = player.attribute(Name::Src).into_iter().chain(other(article, player, "poster"));
        src.chain(sets(article, player)).collect::<Vec<_>>()
    }));
    shown.filter_map(|address| link_to(address, true, None))
}

/// Whether a start tag is that of an element which shows files. In lower case: `<Video>` is a component.
fn is_player(tag: &str) -> bool {
    const NAMES: &[&str] = &["source", "video", "audio"];
    if !tag.as_bytes().get(1).is_some_and(|first| b"sva<".contains(first)) {
        return false;
    }
    let name = tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    NAMES.contains(&name)
}

fn other<'a>(article: &'a Article, node: Element<'a>, name: &str) -> Option<Text<'a>> {
    let mut attributes = node.attributes().filter(|(_, key, _)| key.of(article.text()).eq_ignore_ascii_case(name));
    attributes.next().map(|(_, _, value)| value)
}

/// The addresses in `srcset`: `a.png 1x, b.png 2x`.
fn sets<'a>(article: &'a Article, node: Element<'a>) -> Vec<Text<'a>> {
    let Some(set) = other(article, node, "srcset").filter(|set| !is_template(set.as_str()) && !set.as_str().contains("data:")) else {
        return Vec::new();
    };
    let (text, mut at) = (set.as_str(), 0);
    let mut found = Vec::new();
    for candidate in text.split(',') {
        let start = at + (candidate.len() - candidate.trim_start().len());
        let length = candidate.trim_start().find(char::is_whitespace).unwrap_or(candidate.trim_start().len());
        found.push(set.slice(start..start + length));
        at += candidate.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dialect;
    use crate::text::Source;

    #[test]
    fn addresses_of_players_and_sets() {
        let text = "<img src=\"a.png\" srcset=\"a.png 1x,\n b.png 2x\">\n\n<video poster=\"c.png\" src=\"d.mp4\">\n<source srcset=\"e.webp\">\n</video>\n\n<Video src=\"f.mp4\" />\n";
        let article = Article::read(Source::new("a.md".into(), text.into()), &Dialect::default());
        let found: Vec<_> = media(&article).map(|link| (link.href.to_string(), link.span.of(text).to_string())).collect();
        let names: Vec<_> = found.iter().map(|(href, _)| href.as_str()).collect();
        assert_eq!(names, ["a.png", "b.png", "d.mp4", "c.png", "e.webp"]);
        assert!(found.iter().all(|(href, written)| href == written));
    }
}
