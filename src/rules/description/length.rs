use crate::facts::{Facts, is_template};
use crate::rule::{Out, SiteRule};
use crate::site::{Norm, Site};
use crate::text::width;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    max_characters: usize,
    max_pixels: f64,
    min_characters: usize,
    house_least: u32,
}

/// The size of a description in Google's results on a desktop.
const SIZE: f64 = 14.0;
/// The fields that become the page's description; an excerpt or a summary is for the site's own lists.
const FIELDS: &[&str] = &["description", "meta_description", "metaDescription", "seo_description", "seoDescription"];

impl SiteRule for Length {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(description) = &page.description else { return };
        if !site.generator.reads_description() || !page.is_comparable() || is_template(&description.text) {
            return;
        }
        let Some(field) = FIELDS.iter().find(|name| page.has(name)) else { return };
        let text = description.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let characters = width::characters(&text);
        if characters > self.max_characters {
            let pixels = width::pixels(&text, SIZE);
            if pixels > self.max_pixels {
                let cut = width::beyond(&text, SIZE, self.max_pixels);
                let words: Vec<&str> = cut.split(' ').take(NAMED).collect();
                let start = words.join(" ");
                let start = start.char_indices().nth(40).map_or(start.as_str(), |(at, _)| &start[..at]);
                out.report(
                    description.span,
                    format!("`{field}` has {characters} characters and is {pixels:.0} pixels wide; from `{start} …` on it is cut"),
                )
                .help(format!(
                    "Google names no limit but cuts to fit: tools count with {} characters and {:.0} pixels; say what matters before that",
                    self.max_characters, self.max_pixels
                ));
            }
        } else if characters < self.min_characters
            && let Some(Norm { of, median, .. }) = site.usual_description(page)
        {
            if of >= self.house_least && 2 * characters < median as usize {
                let message = format!("`{field}` has {characters} characters; half of the {of} in this folder have {median} or more");
                out.report(description.span, message)
                    .help("there is room for two lines below the title of a search result: say what the reader gets");
            }
        }
    }
}

/// Words that are named of those that are cut.
const NAMED: usize = 4;
