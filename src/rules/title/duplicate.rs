use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {}

/// Counterparts that are named; all are counted.
const NAMED: usize = 5;

impl SiteRule for Duplicate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        let others = site.same_title(page);
        let message = match others.count() {
            0 => return,
            1 => "another article has the same title".to_string(),
            count => format!("{count} other articles have the same title"),
        };
        let finding = out.report(title.span, message);
        finding.help("say in each title what this article has that the others have not; readers and search engines see only the title");
        for (other, title) in others.iter().filter_map(|other| Some((other, other.title.as_ref()?))).take(NAMED) {
            finding.related_in(other.path.clone(), title.span, "the same title");
        }
    }
}
