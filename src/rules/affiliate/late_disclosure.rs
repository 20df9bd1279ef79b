use crate::affiliate::{Item, Kind, Note};
use crate::article::Tag;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateDisclosure {}

impl ArticleRule for LateDisclosure {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        let items = survey.items();
        let first = items.iter().find(|item| !item.is_labeled()).filter(|item| !survey.acknowledged && !item.is_in_front_matter());
        let (Some(first), Some(note)) = (first, survey.disclosures().next()) else { return };
        if note.is_before(first.span) || !note.in_footnote() && is_beside(page, first, note) {
            return;
        }
        let what = if first.block.is_some() { "advertisement" } else { "affiliate link" };
        let only_here = if note.in_footnote() { "the reader is told only here, in a footnote" } else { "the reader is told only here" };
        out.report(first.span, format!("the reader comes to this {what} before the disclosure"))
            .help("move the disclosure above the first link it is about, or put a label such as (paid link) next to the link")
            .related(note.span, only_here);
    }
}

/// Whether the reader sees both at once: in the same text, item or row of a table, on whichever side; a label also right below.
fn is_beside(page: &Page<'_>, item: &Item<'_>, note: &Note) -> bool {
    let mut blocks = page.blocks().map(|(_, text)| text.span());
    let touches = |block: Span| block.start <= item.span.end && item.span.start <= block.end;
    let nearest = blocks.find(|block| item.span.start <= block.end);
    let here = nearest.filter(|block| touches(*block));
    let below = if here.is_some() { blocks.next() } else { nearest };
    let is_in = |block: Option<Span>| block.is_some_and(|block| block.contains(note.span));
    is_in(here) || note.kind == Kind::Label && is_in(below) || shares_row(item, note)
}

fn shares_row(item: &Item<'_>, note: &Note) -> bool {
    let Some(element) = item.link.and_then(|link| link.element) else { return false };
    let is_row = |tag| matches!(tag, Tag::Tr | Tag::Li | Tag::Dd | Tag::Figure);
    let row = element.ancestors().find(|around| around.tag().is_some_and(is_row));
    row.is_some_and(|row| row.extent().contains(note.span))
}
