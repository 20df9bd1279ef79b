use crate::finding::Confidence;
use crate::rule::{ArticleRule, Out, Page};
use crate::rules::affiliate::counted;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undisclosed {}

impl ArticleRule for Undisclosed {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        // An attempt at a disclosure is another rule's matter.
        if survey.acknowledged || survey.disclosures().next().is_some() || survey.hints().next().is_some() {
            return;
        }
        let items: Vec<_> = survey.items().into_iter().filter(|item| !item.is_labeled()).collect();
        let Some((first, others)) = items.split_first() else { return };
        let they_are = if items.len() == 1 { "it is" } else { "they are" };
        let what = counted(&items);
        let finding = out.report(first.span, format!("{what}, and nothing in the text tells the reader that {they_are} paid for"));
        finding.help(
            "say so in plain words before the first of them, for example: we earn a commission when you buy through links on this page",
        );
        finding.confidence(items.iter().map(|item| item.confidence()).max().unwrap_or(Confidence::High));
        for item in others {
            finding.related(item.span, item.described());
        }
        if first.is_in_front_matter() {
            finding.lesser();
        }
    }
}
