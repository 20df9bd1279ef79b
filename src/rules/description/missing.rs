use crate::facts::{DESCRIPTION, Facts};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    house_share: f64,
    house_least: u32,
}

impl SiteRule for Missing {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(head) = page.front_matter.as_ref().filter(|head| !head.partial && !page.publication.draft && !page.unlisted) else {
            return;
        };
        if !site.generator.reads_description() || DESCRIPTION.iter().any(|name| page.has(name)) {
            return;
        }
        let Some(custom) = site.house().custom(page, DESCRIPTION, self.house_least) else { return };
        if f64::from(custom.have) < self.house_share * f64::from(custom.of) {
            return;
        }
        let span = DESCRIPTION.iter().find_map(|name| page.field(name)).map_or(head.open, |field| field.line);
        let folder = if custom.folder.is_empty() { "this site" } else { custom.folder };
        out.report(span, format!("`description` is missing; {} of {} articles in `{folder}` have one", custom.have, custom.of))
            .help("say in one or two sentences what the reader gets; without it search engines show whatever text they find first")
            .subject("description");
    }
}
