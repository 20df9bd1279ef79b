use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    min_count: u32,
    min_share: f64,
}

impl SiteRule for Boilerplate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let (Some(description), Some(opening)) = (&page.description, site.shared_opening(page, self.min_count, self.min_share)) else {
            return;
        };
        let folder = if opening.folder.is_empty() { "this site" } else { opening.folder };
        let text = opening.text.trim_end_matches([':', ',', '-']).trim_end();
        let then = if opening.then_title { " and the title" } else { "" };
        out.report(description.span, format!("{} of {} descriptions in `{folder}` begin with `{text}`{then}", opening.have, opening.of))
            .help("take the opening out, and say what only this article has");
    }
}
