use crate::facts::{Facts, is_template};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
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
/// How much is named of what is cut: words, and characters where there are no words.
const NAMED: (usize, usize) = (4, 40);

impl SiteRule for Length {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(description) = &page.description else { return };
        if !site.generator.reads_description() || !page.is_comparable() || is_template(&description.text) {
            return;
        }
        let Some(field) = FIELDS.iter().find(|name| page.has(name)) else { return };
        let text = description.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let characters = width::characters(&text);
        let pixels = if characters > self.max_characters { width::pixels(&text, SIZE) } else { 0.0 };
        if characters > self.max_characters && pixels > self.max_pixels {
            let (limit, allowed) = (self.max_pixels, self.max_characters);
            let cut = named(width::beyond(&text, SIZE, limit));
            let message = format!("`{field}` has {characters} characters and is {pixels:.0} pixels wide; it is cut before `{cut} …`");
            out.report(description.span, message).help(format!(
                "Google names no limit but cuts to fit; tools count with {allowed} characters and {limit:.0} pixels: say what matters before that"
            ));
            return;
        }
        let Some(usual) = site.usual_description(page).filter(|usual| usual.of >= self.house_least) else { return };
        if characters < self.min_characters && 2 * characters < usual.median as usize {
            let (of, median) = (usual.of, usual.median);
            let message = format!("`{field}` has {characters} characters; half of the {of} in this folder have {median} or more");
            out.report(description.span, message)
                .help("there is room for two lines below the title of a search result: say what the reader gets");
        }
    }
}

/// The beginning of what is cut.
fn named(cut: &str) -> &str {
    let words = cut.match_indices(' ').nth(NAMED.0 - 1).map_or(cut, |(end, _)| &cut[..end]);
    words.char_indices().nth(NAMED.1).map_or(words, |(end, _)| &words[..end])
}
