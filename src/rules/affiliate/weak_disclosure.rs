use crate::rule::{ArticleRule, Out, Page};
use crate::rules::affiliate::counted;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeakDisclosure {}

impl ArticleRule for WeakDisclosure {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        let items: Vec<_> = survey.items().into_iter().filter(|item| !item.is_labeled()).collect();
        if survey.acknowledged || items.is_empty() || survey.disclosures().next().is_some() {
            return;
        }
        let Some(hint) = survey.hints().next() else { return };
        let words = hint.span.of(page.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let why = hint.why.map_or_else(|| "it does not say that somebody is paid".into(), |why| why.to_string());
        let finding = out.report(hint.span, format!("`{words}` is all that tells the reader of {}: {why}", counted(&items)));
        finding.help(
            "say it in plain words before the first of them, for example: we earn a commission when you buy through links on this page",
        );
        for item in items {
            finding.related(item.span, item.described());
        }
    }
}
