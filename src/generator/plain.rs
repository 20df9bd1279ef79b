//! A plain repository: Markdown as GitHub shows it, links to files.

use super::{Anchors, Definition, Generator, Ids, Links, anchors, is_html, is_markdown};
use crate::article::{Article, Dialect, Templates};

pub const DEFINITION: Definition = Definition { name: "plain", markers: &[], detect: |_| None, load: |_| Box::new(Plain) };

struct Plain;

impl Generator for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn content(&self) -> Vec<String> {
        vec![".".into()]
    }

    fn builds(&self, path: &str) -> bool {
        is_markdown(path)
    }

    fn dialect(&self, path: &str) -> Dialect {
        let templates = if path.ends_with(".mdx") { Templates::Mdx } else { Templates::None };
        Dialect { html: is_html(path), templates, ..Dialect::default() }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        anchors::anchors(article, &Ids::github())
    }

    fn links(&self) -> Links {
        Links::Files
    }

    fn prints_title(&self) -> bool {
        false
    }

    fn reads_description(&self) -> bool {
        // Nobody knows what reads it, but where half of the siblings have one, something does.
        true
    }
}
