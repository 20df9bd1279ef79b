//! What tells the reader: the disclosures in the visible text, and which of them is the label of a block.

use crate::affiliate::disclosure::{Disclosure, Kind, disclosures, has_trigger};
use crate::affiliate::language::Languages;
use crate::article::{Article, Element};
use crate::text::{Span, Text};
use std::ops::Range;

/// A disclosure in the visible text, or an attempt at one.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub span: Span,
    pub kind: Kind,
    /// Why it is not enough, of a weak one.
    pub why: Option<&'static str>,
}

/// The disclosures of an article, in document order.
pub fn notes(article: &Article, languages: &Languages) -> Vec<Note> {
    let mut notes: Vec<Note> = in_title(article, languages).into_iter().collect();
    if !has_trigger(article.tree.text().text()) {
        return notes;
    }
    for (_, text) in article.blocks().filter(|(block, _)| is_shown(article.tree.get(block.node))) {
        let found = disclosures(text.as_str(), languages.declared()).into_iter().filter(|found| !article.is_quiet(&in_text(found, text)));
        notes.extend(found.map(|found| Note { span: text.part(found.range), kind: found.kind, why: found.why }));
    }
    notes.sort_by_key(|note| note.span);
    notes
}

fn in_text(disclosure: &Disclosure, block: Text<'_>) -> Range<usize> {
    let start = block.range().start;
    start + disclosure.range.start..start + disclosure.range.end
}

/// Whether neither the element nor one around it is hidden: what readers cannot see tells them nothing.
fn is_shown(element: Element<'_>) -> bool {
    std::iter::once(element).chain(element.ancestors()).all(|element| !element.is_hidden())
}

/// A disclosure in the title, which every theme shows above the text (`Ad: a kettle for all seasons`).
fn in_title(article: &Article, languages: &Languages) -> Option<Note> {
    let (field, title) = article.first_text(&["title"])?;
    let found = disclosures(title, languages.declared()).into_iter().find(|found| found.kind != Kind::Weak)?;
    Some(Note { span: field.value.span, kind: found.kind, why: None })
}

/// A disclosure in a part of the article, or in the text block directly before it.
pub fn label(article: &Article, part: Span, notes: &[Note]) -> Option<Span> {
    let before = article.blocks().map(|(_, text)| text.span()).filter(|span| span.end <= part.start).last();
    let near = |span: Span| part.contains(span) || before.is_some_and(|before| before.contains(span));
    notes.iter().find(|note| note.kind != Kind::Weak && near(note.span)).map(|note| note.span)
}
