//! Which disclosure is the label of an advertisement: one in it, or one directly before it.

use super::{Note, Survey};
use crate::affiliate::disclosure::Kind;
use crate::article::{Article, Block, Tag};
use crate::text::{Span, Text};

/// How many visible characters may stand between a label and its advertisement.
const NEAR: usize = 200;

/// How many disclosures, and how many advertisements, are looked back over.
const LOOK_BACK: usize = 16;

/// Gives each advertisement its label, and tells those from the disclosures that speak of the page.
pub fn label(article: &Article, survey: &mut Survey<'_>) {
    let blocks: Vec<Span> = survey.blocks.iter().map(|block| block.extent).collect();
    let units: Vec<Span> = survey.units.iter().map(|unit| unit.span).collect();
    let mut parts: Vec<Span> = blocks.iter().chain(&units).copied().collect();
    parts.sort_unstable();
    let clear: Vec<Note> = survey.notes.iter().filter(|note| note.kind != Kind::Weak && !note.in_footnote()).copied().collect();
    let surroundings = Surroundings { article, survey, parts, clear };
    let of_blocks: Vec<_> = blocks.iter().map(|block| surroundings.label(*block)).collect();
    let of_units: Vec<_> = units.iter().map(|unit| surroundings.label(*unit)).collect();
    let mut own: Vec<Span> = of_blocks.iter().chain(&of_units).flatten().filter(|label| label.is_own).map(|label| label.span).collect();
    own.sort_unstable();
    for (block, label) in survey.blocks.iter_mut().zip(of_blocks) {
        block.label = label.map(|label| label.span);
    }
    for (unit, label) in survey.units.iter_mut().zip(of_units) {
        unit.label = label.map(|label| label.span);
    }
    // Blocks do not overlap.
    let in_block = |span: Span| blocks.get(blocks.partition_point(|block| block.end < span.end)).is_some_and(|block| block.contains(span));
    for note in survey.notes.iter_mut().filter(|note| note.kind == Kind::Label) {
        note.of_advertisement = own.binary_search(&note.span).is_ok() || in_block(note.span);
    }
}

struct Label {
    span: Span,
    /// It is alone in its place, directly before the advertisement, and so says nothing of the page.
    is_own: bool,
}

struct Surroundings<'s, 'a> {
    article: &'a Article,
    survey: &'s Survey<'a>,
    /// All advertisements, in document order.
    parts: Vec<Span>,
    /// The disclosures that readers understand and see in their place, in document order.
    clear: Vec<Note>,
}

impl Surroundings<'_, '_> {
    fn label(&self, part: Span) -> Option<Label> {
        let first = self.clear.partition_point(|note| note.span.start < part.start);
        let inside = self.clear.get(first).filter(|note| part.contains(note.span)).map(|note| Label { span: note.span, is_own: true });
        let before = || self.clear[..first].iter().rev().take(LOOK_BACK).find_map(|note| self.before(note, part));
        inside.or_else(before)
    }

    /// A disclosure before an advertisement as its label, if it is not that of what stands between.
    fn before(&self, note: &Note, part: Span) -> Option<Label> {
        let (block, own) = self.block_of(note.span)?;
        // A heading speaks of all advertisements under it, as long as nothing else stands there.
        let is_heading = matches!(self.article.tree.get(block.node).tag(), Some(Tag::H(_)));
        let first = self.parts.partition_point(|other| other.start < part.start);
        let others = self.parts[..first].iter().rev().take(LOOK_BACK).take_while(|other| other.end > note.span.start);
        let others: Vec<Span> = others.filter(|other| !other.contains(part)).copied().collect();
        let is_taken = others.iter().any(|other| !is_heading || other.contains(note.span));
        if is_taken || self.is_of_a_link(note, own) {
            return None;
        }
        let blocks = self.article.tree.blocks();
        let behind = blocks.partition_point(|other| self.text(other).span().start < part.start);
        let texts = blocks[..behind].iter().rev().map(|other| self.text(other)).take_while(|text| text.span().start > own.span().start);
        let mut characters = 0;
        for text in texts.filter(|text| !others.iter().any(|other| other.contains(text.span()))) {
            characters += text.as_str().chars().count();
            // A sentence about the links of the page speaks of what comes right behind it, at most.
            if characters > NEAR || note.kind == Kind::Strong {
                return None;
            }
        }
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
        let is_alone = letters(own.as_str()) == letters(note.span.of(self.article.text()));
        Some(Label { span: note.span, is_own: is_alone && characters == 0 })
    }

    /// Whether a label stands behind a link in its own text, of which it speaks then: `[Kettle](…) (paid link)`.
    fn is_of_a_link(&self, note: &Note, text: Text<'_>) -> bool {
        let links = &self.survey.links;
        // Those of the front matter come first, and so they do in the file.
        let before = links[..links.partition_point(|link| link.span.start < note.span.start)].last();
        note.kind == Kind::Label && before.is_some_and(|link| link.span.end > text.span().start)
    }

    /// The block of text that a disclosure stands in.
    fn block_of(&self, span: Span) -> Option<(&Block, Text<'_>)> {
        let blocks = self.article.tree.blocks();
        let at = blocks.partition_point(|block| self.text(block).span().end < span.end);
        blocks.get(at).map(|block| (block, self.text(block))).filter(|(_, text)| text.span().contains(span))
    }

    fn text(&self, block: &Block) -> Text<'_> {
        self.article.tree.text().get(block.text.clone())
    }
}
