use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thin {
    max_words: u32,
    least: u32,
    min_words: u32,
    figure_words: u32,
}

/// Fields of a page that leads on to another.
const REDIRECTS: &[&str] = &["redirect", "redirect_to", "redirectTo", "redirect_url"];

impl SiteRule for Thin {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let words = page.words + u32::from(page.figures) * self.figure_words;
        if words >= self.max_words.max(self.min_words) || page.includes || page.absent.is_some() {
            return;
        }
        if REDIRECTS.iter().any(|name| page.has(name)) || is_index(page) {
            return;
        }
        let Some(usual) = site.usual_words(page) else { return };
        let is_far_off = words < usual.median / 2 && words < usual.median.saturating_sub(3 * usual.deviation);
        let message = if words < self.min_words {
            format!("this article has {}; the least is set to {}", counted(page.words), self.min_words)
        } else if words < self.max_words && usual.of >= self.least && usual.median >= self.max_words && is_far_off {
            format!("this article has {}; half of the {} in this folder have {} or more", counted(page.words), usual.of, usual.median)
        } else {
            return;
        };
        out.report(page.first_line, message).help("finish it, make it a part of another article, or mark it as a draft");
    }
}

/// Whether the page is a list of others.
fn is_index(page: &Facts) -> bool {
    matches!(page.stem(), "index" | "README" | "readme" | "404" | "search" | "archive" | "tags" | "categories")
}

fn counted(words: u32) -> String {
    crate::finding::counted(words as usize, "word")
}
