use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {}

/// Counterparts that are named.
const NAMED: usize = 5;
/// Counterparts that are looked at: one finding needs no more.
const LOOKED_AT: usize = 200;

impl SiteRule for Duplicate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(description) = &page.description else { return };
        let others = site.same_description(page);
        if others.count() == 0 {
            return;
        }
        let same_title = |other: &Facts| {
            let both = page.title.as_ref().zip(other.title.as_ref());
            both.is_some_and(|(own, other)| own.text.trim().eq_ignore_ascii_case(other.text.trim()))
        };
        // Two articles that have their title in common as well are said to have that.
        let others: Vec<&Facts> = others.iter().take(LOOKED_AT).filter(|other| !same_title(other)).collect();
        let message = match others.len() {
            0 => return,
            1 => "another article has the same description".to_string(),
            LOOKED_AT => format!("{LOOKED_AT} other articles and more have the same description"),
            count => format!("{count} other articles have the same description"),
        };
        let finding = out.report(description.span, message);
        finding.help("say in each what this article has that the others have not, or leave it out: a search engine then takes a sentence of the page");
        for (other, description) in others.iter().filter_map(|other| Some((other, other.description.as_ref()?))).take(NAMED) {
            finding.related_in(other.path.clone(), description.span, "the same description");
        }
    }
}
