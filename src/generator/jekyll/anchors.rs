//! The ids of a page, as kramdown makes them.

use super::kramdown::Options;
use crate::article::{Article, Element, Name, Syntax, Tag};
use crate::generator::anchors::{Anchor, Anchors, Footnotes, From, Given, Ids, Notes, anchors};
use crate::generator::slug::{self, Repeats, Style};
use rustc_hash::FxHashMap;

/// The ids of a page, in document order.
pub fn of_page(article: &Article, options: &Options) -> Anchors {
    let footnotes = Footnotes {
        mark: |label, _, time| match time {
            1 => format!("fnref:{label}"),
            n => format!("fnref:{label}:{}", n - 1),
        },
        note: |label, _| format!("fn:{label}"),
        notes: Notes::AtEnd,
        lower: false,
    };
    // With its own input, ids come from the source: what is made here is replaced.
    let slug = if options.gfm { slug::kramdown } else { |_: &[slug::Piece<'_>], out: &mut String| out.push('x') };
    let given = |article: &Article, heading: Element<'_>| match is_in_html(article, heading) {
        true => Given::Id(String::from(IN_HTML)),
        false => Given::Made,
    };
    let ids = Ids { slug, style: Style::Counter, footnotes: Some(footnotes), given: Some(given), ..Ids::bare() };
    let made = anchors(article, &ids);
    let is_own = |anchor: &Anchor<'_>| match anchor.from {
        From::Heading => !options.gfm && !options.transliterated || !options.auto_ids || !options.auto_id_prefix.is_empty(),
        from => from == From::Explicit && anchor.id == IN_HTML,
    };
    let mut page = if made.iter().any(|anchor| is_own(&anchor)) { changed(article, options, &made) } else { made };
    table_of_contents(article, options, &mut page);
    page
}

/// The ids of headings as the options want them, and of those in HTML.
fn changed(article: &Article, options: &Options, made: &Anchors) -> Anchors {
    let (mut repeats, mut ids) = (Repeats::new(Style::Counter), String::new());
    let mut in_html = article.headings().filter(|(_, heading)| heading.attribute(Name::Id).is_none() && is_in_html(article, *heading));
    let mut changed = Anchors::default();
    for Anchor { id, from, span } in made.iter() {
        let own = if from == From::Explicit && id == IN_HTML {
            let text = in_html.next().map(|(_, heading)| heading.text().as_str()).unwrap_or_default();
            Some(own(&text.replace("---", "").replace("--", "")))
        } else if from == From::Heading && !options.gfm && !options.transliterated {
            let line = span.of(article.text()).lines().next().unwrap_or_default();
            Some(own(line.trim_start_matches('#').trim().trim_end_matches('#').trim_end()))
        } else {
            None
        };
        if from != From::Heading && own.is_none() {
            changed.push(id, from, span);
        } else if options.auto_ids {
            let start = ids.len();
            if let Some(own) = &own {
                ids.push_str(own);
                repeats.make_unique(start, &mut ids);
            }
            let id = if own.is_some() { &ids[start..] } else { id };
            changed.push(&[options.auto_id_prefix.as_str(), id].concat(), From::Heading, span);
        }
    }
    changed
}

/// Stands for the id of a heading in HTML until its text is read.
const IN_HTML: &str = "\0";

/// Whether the heading stands in an element that asks for Markdown: such headings the parser for GFM passes over, and kramdown itself
/// makes their ids.
fn is_in_html(article: &Article, heading: Element<'_>) -> bool {
    let asks = |element: Element<'_>| element.attributes().any(|(_, key, _)| key.of(article.text()).eq_ignore_ascii_case("markdown"));
    heading.syntax() == Syntax::Markdown && heading.ancestors().any(|element| element.syntax() == Syntax::Html && asks(element))
}

/// kramdown's own rule: the text from its first letter on, as far as it is ASCII. Read from its own Markdown, that is the source.
fn own(text: &str) -> String {
    let from = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let kept = text[from..].chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'));
    let id: String = kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
    if id.is_empty() { "section".into() } else { id }
}

/// `{:toc}` below a list: the list makes way for links to the headings, with ids of their own.
fn table_of_contents(article: &Article, options: &Options, made: &mut Anchors) {
    let source = article.text();
    let is_toc =
        |node: &Element<'_>| node.span().of(source).starts_with("{:") && node.attributes().any(|(_, key, _)| key.of(source) == "toc");
    let Some(toc) = article.tree.nodes().find(is_toc) else { return };
    let own = toc.attribute(Name::Id).map(|id| id.as_str());
    let name = own.unwrap_or("markdown-toc");
    let is_listed = |node: Element<'_>| {
        let level = match node.tag() {
            Some(Tag::H(level)) => level,
            _ => return false,
        };
        let is_out = node.attribute(Name::Class).is_some_and(|class| class.as_str().split_whitespace().any(|class| class == "no_toc"));
        node.syntax() == Syntax::Markdown && options.toc_levels.contains(&level) && !is_out
    };
    let mut entries: Vec<String> = own.is_none().then(|| name.to_string()).into_iter().collect();
    let of_headings = made.iter().filter(|made| matches!(made.from, From::Heading | From::Explicit));
    let ids: FxHashMap<u32, &str> = of_headings.map(|made| (made.span.start, made.id)).collect();
    for heading in article.headings().map(|(_, node)| node).filter(|node| is_listed(*node)) {
        match ids.get(&heading.span().start) {
            Some(id) => entries.push(format!("{name}-{id}")),
            None if options.auto_ids => entries.push(format!("{name}-")),
            None => {}
        }
    }
    entries.iter().for_each(|id| made.push(id, From::Generated, toc.span()));
    made.sort();
}

#[cfg(test)]
mod tests {
    use super::super::super::root::yaml;
    use super::*;
    use crate::article::{Attributes, Dialect, Flavour};
    use crate::text::Source;

    fn ids(options: &str, text: &str) -> Vec<String> {
        let dialect = Dialect { flavour: Flavour::Kramdown, attributes: Attributes::Kramdown, ..Dialect::default() };
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &dialect);
        of_page(&article, &Options::read(&yaml(options))).iter().map(|anchor| anchor.id.to_string()).collect()
    }

    #[test]
    fn options_change_ids() {
        let text = "# Tea & Cups\n\n## Tea & Cups\n\n## Pot {#pot}\n";
        assert_eq!(ids("", text), ["tea--cups", "tea--cups-1", "pot"]);
        assert_eq!(ids("auto_ids: false\n", text), ["pot"]);
        assert_eq!(ids("auto_id_prefix: x-\n", text), ["x-tea--cups", "x-tea--cups-1", "pot"]);
    }

    #[test]
    fn kramdowns_own_ids_come_from_the_source() {
        let text = "# 1. A *cup* of [tea](/tea) ##\n\n## 茶\n\n## 茶\n";
        assert_eq!(ids("input: kramdown\n", text), ["a-cup-of-teatea", "section", "section-1"]);
    }

    #[test]
    fn headings_in_html_have_kramdowns_own_ids() {
        let text = "<div markdown=\"1\">\n\n## 1. A_cup\n\n## 茶\n\n## Pot {#pot}\n\n</div>\n\n## 1. A_cup\n";
        assert_eq!(ids("", text), ["acup", "section", "pot", "1-a_cup"]);
    }

    #[test]
    fn tables_of_contents() {
        let text = "* Contents\n{:toc}\n\n# Tea\n{:.no_toc}\n\n## Pot {#p}\n\n### Cup\n";
        assert_eq!(ids("toc_levels: 1..2\n", text), ["markdown-toc", "markdown-toc-p", "tea", "p", "cup"]);
        assert_eq!(ids("", "1. Contents\n{: #menu toc}\n\n# Tea\n"), ["menu", "menu-tea", "tea"]);
        assert_eq!(ids("", "Contents\n{:toc}\n\n# Tea\n"), ["tea"]);
    }

    #[test]
    fn footnotes_stand_at_the_end() {
        let text = "Tea[^a] and[^b] tea[^a].\n\n[^b]: Pot.\n[^a]: Cup.\n\n# Tea\n";
        assert_eq!(ids("", text), ["fnref:a", "fnref:b", "fnref:a:1", "tea", "fn:a", "fn:b"]);
    }
}
