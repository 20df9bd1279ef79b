use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templated {
    min_count: u32,
    min_share: f64,
}

impl SiteRule for Templated {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let (Some(title), Some(wrapper)) = (&page.title, site.shared_wrapper(page, self.min_count, self.min_share)) else { return };
        let (text, have, of) = (wrapper.text, wrapper.have, wrapper.of);
        let folder = if wrapper.folder.is_empty() { "this site" } else { wrapper.folder };
        let message = match wrapper.mild {
            true => format!("`{text}` is in {have} of {of} titles in `{folder}`"),
            false => format!("`{text}` is a wrapping: {have} of {of} titles in `{folder}` have it, or one like it"),
        };
        let finding = out.report(title.span, message);
        finding.help("what many titles have tells none of them apart, and takes the room of words that do: take it out");
        if wrapper.mild {
            finding.lesser();
        }
    }
}
