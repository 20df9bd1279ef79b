use crate::rule::{ArticleRule, Out, Page};
use crate::rules::affiliate::counted;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undisclosed {
    provided_by_theme: bool,
}

impl ArticleRule for Undisclosed {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        let Some(first) = survey.first().filter(|_| !self.provided_by_theme && !survey.acknowledged) else { return };
        if survey.disclosures().next().is_some() {
            return;
        }
        let what = counted(survey);
        let they_are = if survey.links.len() + survey.blocks.len() == 1 { "it is" } else { "they are" };
        let finding = out.report(first, format!("{what}, and nothing in the text tells the reader that {they_are} paid for"));
        finding.help(
            "say so in plain words before the first of them, for example: we earn a commission when you buy through links on this page",
        );
        for hint in &survey.notes {
            finding.related(hint.span, "this alone does not say that somebody is paid");
        }
        for link in survey.links.iter().filter(|link| link.element.span() != first) {
            finding.related(link.element.span(), format!("{} ({})", link.affiliate.name, link.affiliate.evidence));
        }
    }
}
