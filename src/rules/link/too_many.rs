use crate::rule::{ArticleRule, Out, Page};
use crate::text::Text;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooMany {
    min_words: usize,
    max_percent: usize,
    max_links: usize,
}

/// A page with fewer words to a link than this is full of them, however long it is.
const APART: usize = 20;

impl ArticleRule for TooMany {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let (own, main) = (page.generator.host(), page.main_text());
        let in_text = |text: Text<'_>| main.holds(text.range().start) && is_read(text.as_str());
        let links = || page.outward().iter().filter(|to| !to.web.is_at(own) && in_text(to.link.text())).map(|to| to.link);
        let (mut first, mut count, mut bytes) = (None, 0, 0);
        for link in links() {
            first.get_or_insert(link);
            (count, bytes) = (count + 1, bytes + link.text().as_str().len());
        }
        let Some(first) = first else { return };
        // Words are counted only where their bytes make it likely.
        let aside: usize = main.aside().iter().map(|range| range.len()).sum();
        if count <= self.max_links && 2 * bytes * 100 < self.max_percent * page.tree.text().text().len().saturating_sub(aside) {
            return;
        }
        let (all, total) = (page.words(), main.count(page));
        let before = |at: usize| all.partition_point(|word| (word.start as usize) < at);
        let (mut linked, mut end) = (0, 0);
        for link in links() {
            // An `a` that is never closed has others in it.
            let range = link.text().range();
            linked += before(range.end.max(end)) - before(range.start.max(end));
            end = range.end.max(end);
        }
        let is_share = linked * 100 > self.max_percent * total;
        let is_crowd = count > self.max_links && count * APART > total;
        if total >= self.min_words && (is_share || is_crowd) {
            let percent = linked as f64 * 100.0 / total as f64;
            let message = format!(
                "{count} links to other sites in running text have {linked} of its {total} words ({percent:.1} %; the limits are {} % and {} links)",
                self.max_percent, self.max_links
            );
            out.report(first.span(), message)
                .help("keep those that a reader needs at this place, and gather sources in a list")
                .subject("page");
        }
    }
}

/// Whether somebody reads the text as part of a sentence: not an image, and not what a change log refers to (`#123`, `@ann`).
fn is_read(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_alphanumeric() || !c.is_ascii() || matches!(c, '"' | '\'' | '('))
}
