use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateDisclosure {
    provided_by_theme: bool,
}

impl ArticleRule for LateDisclosure {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        let Some(first) = survey.first().filter(|_| !self.provided_by_theme && !survey.acknowledged) else { return };
        let Some(note) = survey.disclosures().next() else { return };
        // The label of another block speaks of that one; what this one lacks is another rule's matter.
        if survey.blocks.iter().any(|block| block.label == Some(note.span) && !block.extent.contains(first)) {
            return;
        }
        // A label in the same paragraph is next to the link, on whichever side of it.
        let beside = page
            .blocks()
            .map(|(_, text)| text.span())
            .any(|block| block.contains(note.span) && block.start <= first.end && first.start <= block.end);
        let in_first_block = survey.blocks.first().is_some_and(|block| block.label.is_some() && block.extent.contains(first));
        if note.span.start < first.start || beside || in_first_block {
            return;
        }
        let what = if survey.blocks.iter().any(|block| block.marker == first) { "advertisement" } else { "affiliate link" };
        out.report(first, format!("the reader comes to this {what} before the disclosure"))
            .help("move the disclosure above the first link it is about")
            .related(note.span, "the reader is told only here");
    }
}
