use crate::facts::{Facts, is_template};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use crate::text::width;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooLong {
    max_pixels: f64,
    max_characters: usize,
    suffix: String,
    count_suffix: bool,
}

/// The size of a title in Google's results on a desktop.
const SIZE: f64 = 20.0;
/// Fields that themes put into the `title` element in place of the title.
const OTHERS: &[&str] = &["seoTitle", "seo_title", "metaTitle", "meta_title", "title_tag", "seo"];

impl SiteRule for TooLong {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        let text = title.text.trim();
        let generated = || site.generator.title_suffix().filter(|_| !page.has("titleTemplate")).unwrap_or_default();
        let suffix = if self.suffix.is_empty() { generated() } else { &self.suffix };
        let (counted, most) = (if self.count_suffix { suffix } else { "" }, self.max_characters);
        if text.len() + counted.len() <= most || !page.is_comparable() || is_template(text) || OTHERS.iter().any(|name| page.has(name)) {
            return;
        }
        let counted = if counted.is_empty() { Cow::Borrowed(text) } else { Cow::Owned([text, counted].concat()) };
        let characters = width::characters(&counted);
        let pixels = if characters > most { width::pixels(&counted, SIZE).ceil() } else { 0.0 };
        if pixels <= self.max_pixels || characters <= most {
            return;
        }
        let mut message =
            format!("this title is {pixels:.0} pixels wide ({characters} characters); there is room for {:.0}", self.max_pixels);
        let whole = [text, suffix].concat();
        let cut = width::beyond(&whole, SIZE, self.max_pixels);
        if !cut.is_empty() && cut.len() < whole.len() {
            message += &format!(", without `{cut}`");
        }
        out.report(title.span, message)
            .help("Google names no limit but cuts titles to fit; Rank Math counts with 580 pixels, Yoast with 600: put what matters first, and say the rest in the description");
    }
}
