//! What is commercial in an article: paid links, blocks that are marked as advertisements, and what tells the reader of them.

use super::{Affiliate, Confidence, Disclosure, Kind, disclosures, has_trigger, recognise};
use crate::article::{Article, Data, Element, Kind as NodeKind, Tag};
use crate::text::{Span, Text};

/// What is commercial in an article: its affiliate links, its marked blocks, and what it tells the reader of them.
pub struct Survey<'a> {
    /// In document order.
    pub links: Vec<AffiliateLink<'a>>,
    pub blocks: Vec<AdBlock>,
    /// In document order; looked for only where there is something to disclose.
    pub notes: Vec<Note>,
    /// A flag in the front matter (`disclosure: true`, `sponsored: true`) says that the theme tells the reader.
    pub acknowledged: bool,
}

pub struct AffiliateLink<'a> {
    pub element: Element<'a>,
    pub href: Text<'a>,
    pub affiliate: Affiliate,
}

/// A stretch between two comments that call it an advertisement.
pub struct AdBlock {
    /// The comment it begins with.
    pub marker: Span,
    /// From the first comment to the end of the second; to the next begin where that is missing.
    pub extent: Span,
    /// Every link in it, affiliate or not.
    pub links: Vec<Span>,
    /// What tells the reader, in it or directly before it.
    pub label: Option<Span>,
}

/// A disclosure in the visible text.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub span: Span,
    pub kind: Kind,
}

const ACKNOWLEDGED: &[&str] = &["disclosure", "affiliate_disclosure", "affiliate", "sponsored", "advertorial"];

impl<'a> Survey<'a> {
    pub fn of(article: &'a Article) -> Survey<'a> {
        let links: Vec<_> = article
            .links()
            .filter_map(|(element, href)| {
                // A customer's own referral code is no advertising contract.
                let affiliate = recognise(href.as_str().trim()).filter(|affiliate| affiliate.confidence > Confidence::Low)?;
                Some(AffiliateLink { element, href, affiliate })
            })
            .collect();
        let mut blocks = blocks(article);
        for block in &mut blocks {
            block.links = article.links().map(|(link, _)| link.span()).filter(|span| block.extent.contains(*span)).collect();
        }
        // A player or a script of a known provider says by itself what it is.
        blocks.retain(|block| !block.links.is_empty());
        let mut survey = Survey { links, blocks: Vec::new(), notes: Vec::new(), acknowledged: false };
        if survey.links.is_empty() && blocks.is_empty() {
            return survey;
        }
        survey.acknowledged = ACKNOWLEDGED.iter().any(|name| article.field(name).is_some_and(|f| matches!(f.value.data, Data::Bool(true))));
        survey.notes = notes(article);
        for block in &mut blocks {
            block.label = label(article, block, &survey.notes);
        }
        survey.blocks = blocks;
        survey
    }

    /// Where the first thing that needs a disclosure stands.
    pub fn first(&self) -> Option<Span> {
        let link = self.links.first().map(|link| link.element.span());
        let block = self.blocks.first().map(|block| block.marker);
        link.into_iter().chain(block).min()
    }

    /// The disclosures that a reader understands: not mere hints.
    pub fn disclosures(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind != Kind::Weak)
    }
}

fn notes(article: &Article) -> Vec<Note> {
    let mut notes: Vec<Note> = in_title(article).into_iter().collect();
    if !has_trigger(article.tree.text().text()) {
        return notes;
    }
    for (_, text) in article.blocks().filter(|(block, _)| is_shown(article.tree.get(block.node))) {
        let found = disclosures(text.as_str(), None);
        notes.extend(
            found.into_iter().filter(|d| !article.is_quiet(&shifted(d, text))).map(|d| Note { span: text.part(d.range), kind: d.kind }),
        );
    }
    notes.sort_by_key(|note| note.span);
    notes
}

fn shifted(disclosure: &Disclosure, text: Text<'_>) -> std::ops::Range<usize> {
    let start = text.range().start;
    start + disclosure.range.start..start + disclosure.range.end
}

/// Whether neither the element nor one around it is hidden: what readers cannot see tells them nothing.
fn is_shown(element: Element<'_>) -> bool {
    std::iter::once(element).chain(element.ancestors()).all(|element| !element.is_hidden())
}

/// A disclosure in the title, which every theme shows above the text (`Ad: a kettle for all seasons`).
fn in_title(article: &Article) -> Option<Note> {
    let (field, title) = article.first_text(&["title"])?;
    let found = disclosures(title, None).into_iter().find(|found| found.kind != Kind::Weak)?;
    Some(Note { span: field.value.span, kind: found.kind })
}

/// A disclosure in the block, or in the text block directly before it.
fn label(article: &Article, block: &AdBlock, notes: &[Note]) -> Option<Span> {
    let before = article.blocks().map(|(_, text)| text.span()).filter(|span| span.end <= block.marker.start).last();
    let near = |span: Span| block.extent.contains(span) || before.is_some_and(|before| before.contains(span));
    notes.iter().find(|note| note.kind != Kind::Weak && near(note.span)).map(|note| note.span)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Begin,
    End,
}

fn blocks(article: &Article) -> Vec<AdBlock> {
    let mut blocks: Vec<AdBlock> = Vec::new();
    let mut open: Option<Span> = None;
    let close = |blocks: &mut Vec<AdBlock>, marker: Span, end: u32| {
        blocks.push(AdBlock { marker, extent: Span { start: marker.start, end }, links: Vec::new(), label: None });
    };
    for comment in article.comments() {
        let span = comment.span();
        match marker(span.of(article.text())) {
            Some(Marker::Begin) => {
                if let Some(begin) = open.replace(span) {
                    close(&mut blocks, begin, next_end(article, begin, span.start));
                }
            }
            Some(Marker::End) => {
                if let Some(begin) = open.take() {
                    close(&mut blocks, begin, span.end);
                }
            }
            None => {}
        }
    }
    if let Some(begin) = open {
        let end = next_end(article, begin, article.text().len() as u32);
        close(&mut blocks, begin, end);
    }
    blocks
}

/// Where the element behind a marker without an end ends, but not beyond `limit`.
fn next_end(article: &Article, marker: Span, limit: u32) -> u32 {
    let element = |node: &Element<'_>| matches!(node.kind(), NodeKind::Element(tag) if tag != Tag::Root);
    let next = article.tree.nodes().find(|node| node.span().start >= marker.end && element(node));
    next.map_or(limit, |node| node.extent().end.min(limit))
}

/// `<!-- affiliate ads begin -->` and its like: few words, one that says advertisement and one that says begin or end.
fn marker(comment: &str) -> Option<Marker> {
    const SUBJECTS: &[&str] =
        &["ad", "ads", "adsense", "advert", "advertisement", "advertising", "affiliate", "affiliates", "sponsor", "sponsored"];
    if comment.len() > 80 {
        return None;
    }
    let lower = comment.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // The ad hoc, the ad lib.
    let is_latin = words.windows(2).any(|pair| pair[0] == "ad" && matches!(pair[1], "hoc" | "lib" | "libitum" | "infinitum" | "hominem"));
    if words.len() > 6 || is_latin || !words.iter().any(|word| SUBJECTS.contains(word)) {
        return None;
    }
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    match (has(&["begin", "begins", "start", "starts", "open"]), has(&["end", "ends", "stop", "close"])) {
        (true, false) => Some(Marker::Begin),
        (false, true) => Some(Marker::End),
        // `<!-- /ad -->`
        (false, false)
            if lower.trim_start_matches(['<', '!', '-', '{', '/', '*', ' ']).len()
                < lower.trim_start_matches(['<', '!', '-', '{', '*', ' ']).len() =>
        {
            Some(Marker::End)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_mark_an_advertisement() {
        for comment in ["<!-- affiliate ads begin -->", "<!--ad:start-->", "{/* sponsored content begins */}"] {
            assert!(marker(comment) == Some(Marker::Begin), "{comment}");
        }
        for comment in ["<!-- affiliate ads end -->", "<!-- /ad -->"] {
            assert!(marker(comment) == Some(Marker::End), "{comment}");
        }
        for comment in [
            "<!-- begin: addendum of March -->",
            "<!-- more -->",
            "<!-- TODO: add the start of the story here -->",
            "<!-- start of the ad hoc list -->",
        ] {
            assert!(marker(comment).is_none(), "{comment}");
        }
    }
}
