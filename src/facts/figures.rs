//! What an article shows besides its words: pictures, code, tables, players, components and shortcodes.

use crate::affiliate::Survey;
use crate::article::{Article, Element, Syntax, Tag};

/// How many there are outside the advertisements.
pub fn figures(article: &Article, survey: &Survey<'_>) -> u16 {
    let (tree, text) = (&article.tree, article.text());
    let figures = tree.images().chain(tree.figures());
    // `<Area>` is a component.
    let others = tree.links().filter(|link| link.tag() == Some(Tag::Area) && link.syntax() == Syntax::Html).chain(tree.other_html());
    let is_other = |node: &Element<'_>| !matches!(node.tag(), Some(Tag::Pre | Tag::Table | Tag::Svg | Tag::Iframe));
    let players = others.filter(|node| is_other(node) && is_player(node.written_name(text)));
    let shown = figures.chain(players).filter(|node| !node.is_hidden() && survey.block_around(node.span()).is_none());
    u16::try_from(shown.count() + article.tags.len()).unwrap_or(u16::MAX)
}

/// Whether an element of this name plays something, or is a component (`<Video>`, `<tea-timer>`).
fn is_player(name: &str) -> bool {
    const PLAYERS: &[&str] = &["video", "audio", "object", "embed", "canvas"];
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase())
        || name.contains('-')
        || PLAYERS.iter().any(|player| name.eq_ignore_ascii_case(player))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::{Context, Settings};
    use crate::article::Dialect;
    use crate::text::Source;

    #[test]
    fn what_is_shown_is_counted() {
        let text = "Text and **more** text.\n\n![Lock](lock.png)\n\n```sh\nls\n```\n\n| a |\n|---|\n| b |\n\n<video src=\"a.mp4\"></video>\n\n<Video src=\"a.mp4\" />\n\n<div>Text</div>\n\n<!-- affiliate ads begin -->\n<a href=\"https://x.example/\"><img src=\"x.png\"></a>\n<!-- affiliate ads end -->\n";
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default());
        let settings = Settings::default();
        let survey = Survey::of(&article, &Context { settings: &settings, host: None, language: None });
        assert_eq!(figures(&article, &survey), 5);
    }
}
