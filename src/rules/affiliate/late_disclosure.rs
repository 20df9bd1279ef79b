use crate::rule::{ArticleRule, Out, Page};
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
        // A label in the same paragraph is next to the link, on whichever side of it.
        let beside = page
            .blocks()
            .map(|(_, text)| text.span())
            .any(|block| block.contains(note.span) && block.start <= first.span.end && first.span.start <= block.end);
        if note.span.start < first.span.start || beside {
            return;
        }
        let what = if first.block.is_some() { "advertisement" } else { "affiliate link" };
        out.report(first.span, format!("the reader comes to this {what} before the disclosure"))
            .help("move the disclosure above the first link it is about")
            .related(note.span, "the reader is told only here");
    }
}
