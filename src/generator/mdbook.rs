//! mdBook: detection and outline.

use super::{Definition, Generator, Outline, Root, string, toml};
use crate::article::Dialect;

pub const DEFINITION: Definition = Definition {
    name: "mdbook",
    markers: &["book.toml"],
    detect: |root| root.has("book.toml").then(|| "book.toml is there".to_string()),
    load: |root| Box::new(load(root)),
};

/// A book has the chapters that SUMMARY.md names.
struct MdBook {
    outline: Outline,
    chapters: Option<Vec<String>>,
}

fn load(root: &Root<'_>) -> MdBook {
    let config = (root.read)("book.toml").map(|text| toml(&text)).unwrap_or_default();
    let src = string(&config, &["book", "src"]).unwrap_or_else(|| "src".into()).trim_matches('/').to_string();
    let summary = (root.read)(&format!("{src}/SUMMARY.md"));
    let chapters = summary.map(|text| links(&text).map(|link| format!("{src}/{}", link.trim_start_matches("./"))).collect());
    let mut outline = Outline::new("mdbook", vec![src]);
    outline.dialect.attributes = crate::article::Attributes::Pulldown;
    outline.dialect.definition_lists = true;
    outline.prints_title = false;
    outline.h1_is_title = true;
    MdBook { outline, chapters }
}

/// The destinations in a summary.
fn links(summary: &str) -> impl Iterator<Item = &str> {
    summary.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(|link| link.trim().trim_matches(['<', '>']))
}

impl Generator for MdBook {
    fn name(&self) -> &'static str {
        "mdbook"
    }

    fn content(&self) -> Vec<String> {
        self.outline.content()
    }

    fn builds(&self, path: &str) -> bool {
        let is_chapter = |chapters: &Vec<String>| chapters.iter().any(|chapter| chapter == path);
        self.outline.builds(path) && self.chapters.as_ref().is_none_or(is_chapter)
    }

    fn dialect(&self, path: &str) -> Dialect {
        self.outline.dialect(path)
    }

    fn prints_title(&self) -> bool {
        false
    }

    fn h1_is_title(&self) -> bool {
        true
    }

    fn reads_description(&self) -> bool {
        false
    }
}
