use crate::article::{Element, Name};
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl ArticleRule for Empty {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        // With an id, it is a place that others lead to.
        let is_place = |link: Element<'_>| link.attribute(Name::Id).is_some();
        for (link, _) in page.links().filter(|(link, href)| href.as_str().trim().is_empty() && !is_place(*link)) {
            let text = link.text().as_str().trim();
            let named = if text.is_empty() { String::new() } else { format!(" {}", shown(text)) };
            out.report(link.span(), format!("the link{named} has no destination")).help("say where it leads, or take the link off");
        }
    }
}
