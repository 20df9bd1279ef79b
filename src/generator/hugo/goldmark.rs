//! The Markdown of Hugo's pages, and their ids.

use super::super::slug::{Style, hugo_blackfriday, hugo_github, hugo_github_ascii};
use super::super::{Anchors, Explicit, Footnotes, From, Ids, Notes, anchors, is_html};
use super::Hugo;
use super::links::arguments_of;
use crate::article::front_matter::Forms;
use crate::article::{Article, Attributes, Dialect, Templates};
use crate::text::Span;

impl Hugo {
    /// A setting of goldmark that is on or off.
    fn goldmark(&self, path: &[&str], default: bool) -> bool {
        self.config.goldmark(path).and_then(|value| value.as_bool()).unwrap_or(default)
    }

    /// An extension; those with further settings are on and off by one of them.
    fn extension(&self, name: &str) -> bool {
        self.goldmark(&["extensions", name], true) && self.goldmark(&["extensions", name, "enable"], true)
    }

    pub fn markdown(&self, path: &str) -> Dialect {
        let blocks = self.goldmark(&["parser", "attribute", "block"], false);
        let lists = blocks || self.goldmark(&["parser", "attribute", "title"], true);
        Dialect {
            html: is_html(path),
            footnotes: self.extension("footnote"),
            attributes: if lists { Attributes::Goldmark { blocks } } else { Attributes::None },
            definition_lists: self.extension("definitionlist"),
            templates: Templates::Shortcodes,
            front_matter: Forms { without_opening: false, json: true, toml: true },
            ..Dialect::default()
        }
    }

    pub fn ids(&self, article: &Article) -> Anchors {
        let kind = ["autoidtype", "autoheadingidtype"].iter().find_map(|name| self.config.goldmark(&["parser", name])?.as_str());
        let typographer = !self.goldmark(&["extensions", "typographer", "disable"], false) && self.extension("typographer");
        let slug = match (kind, typographer) {
            (Some("blackfriday"), true) => hugo_blackfriday::<true>,
            (Some("blackfriday"), false) => hugo_blackfriday::<false>,
            (Some("github-ascii"), true) => hugo_github_ascii::<true>,
            (Some("github-ascii"), false) => hugo_github_ascii::<false>,
            (_, true) => hugo_github::<true>,
            (_, false) => hugo_github::<false>,
        };
        let ids = Ids {
            slug,
            style: Style::FirstFree,
            footnotes: Some(Footnotes { mark, note: |_, number| format!("fn:{number}"), notes: Notes::AtEnd, lower: false }),
            // Pages written in HTML never meet goldmark.
            html: self.goldmark(&["renderer", "unsafe"], false) || is_html(&article.source.path),
            explicit: Explicit::Reserved,
            no_empty: true,
            terms: self.goldmark(&["parser", "autodefinitiontermid"], false),
            ..Ids::bare()
        };
        let mut made = anchors::anchors(article, &ids);
        if !self.goldmark(&["parser", "autoheadingid"], true) {
            made.retain(|anchor| anchor.from != From::Heading);
        }
        if !article.tags.is_empty() {
            made.retain(|anchor| anchor.from != From::Heading || !has_shortcode(article, anchor.span));
            of_shortcodes(article).for_each(|(id, span)| made.push(id, From::Generated, span));
            made.sort();
        }
        made
    }
}

/// What a shortcode in a heading leaves is not known, and neither is the heading's id.
fn has_shortcode(article: &Article, heading: Span) -> bool {
    let next = article.tags.partition_point(|tag| tag.name.start < heading.start);
    article.tags.get(next).is_some_and(|tag| tag.name.start < heading.end)
}

/// The ids that shortcodes are asked for by the usual names: `{{< figure id="pot" >}}`, `{{< anchor "pot" >}}`.
fn of_shortcodes(article: &Article) -> impl Iterator<Item = (&str, Span)> {
    article.tags.iter().flat_map(|tag| {
        let (name, span) = (tag.name.of(article.text()), tag.arguments);
        let is_anchor = name.to_ascii_lowercase().contains("anchor");
        let arguments = arguments_of(span.of(article.text())).into_iter();
        let ids = arguments
            .filter(move |(key, value)| !value.is_empty() && (matches!(*key, "id" | "anchor") || is_anchor && matches!(*key, "" | "name")));
        ids.map(move |(_, id)| (id, span))
    })
}

/// The first mark of a footnote is `fnref:2`, the next one `fnref1:2`.
fn mark(_: &str, number: u32, time: u32) -> String {
    match time {
        0 | 1 => format!("fnref:{number}"),
        time => format!("fnref{}:{number}", time - 1),
    }
}
