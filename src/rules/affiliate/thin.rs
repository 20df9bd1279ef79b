use crate::article::Word;
use crate::facts::is_unlisted;
use crate::finding::counted;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thin {
    min_words: usize,
    min_links: usize,
}

impl ArticleRule for Thin {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        // A note that mentions a book is short, and nothing worse.
        let Some((first, others)) = survey.links.split_first().filter(|_| survey.links.len() >= self.min_links) else { return };
        let text = page.tree.text();
        let is_outside = |word: &&Word| survey.blocks.is_empty() || survey.block_around(text.span(word.range())).is_none();
        let own = page.words().iter().filter(is_outside).take(self.min_words).count();
        if own >= self.min_words || is_unlisted(page) {
            return;
        }
        let outside = if survey.blocks.is_empty() { "" } else { " outside of advertisements" };
        let message = format!("{} in an article of {}{outside}", counted(survey.links.len(), "affiliate link"), counted(own, "word"));
        let finding = out.report(first.span, message);
        finding.help("tell the reader what the shop does not: what was tried, what it is good for, what speaks against it");
        for link in others {
            finding.related(link.span, "another one");
        }
    }
}
