use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cannibalisation {}

/// Counterparts that are named; all are counted.
const NAMED: usize = 5;

impl SiteRule for Cannibalisation {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(focus) = &page.focus else { return };
        let others = site.same_focus(page);
        let message = match others.count() {
            0 => return,
            1 => format!("another article has the focus keyphrase `{}`", focus.text),
            count => format!("{count} other articles have the focus keyphrase `{}`", focus.text),
        };
        let finding = out.report(focus.span, message);
        finding.help("let each article answer a question of its own, and declare that; or make one article of them").subject(&*focus.key);
        for (other, focus) in others.iter().filter_map(|other| Some((other, other.focus.as_ref()?))).take(NAMED) {
            finding.related_in(other.path.clone(), focus.span, "the same keyphrase");
        }
    }
}
