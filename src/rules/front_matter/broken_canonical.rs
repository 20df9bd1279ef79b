use crate::facts::{Facts, is_external, is_template, own_rest};
use crate::generator::Links;
use crate::rule::{Out, SiteRule};
use crate::site::{Broken, Site, Target};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenCanonical {}

impl SiteRule for BrokenCanonical {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        if !matches!(site.generator.links(), Links::Urls(_)) {
            return;
        }
        let canonical = page.canonical.iter().map(|said| (said, "the canonical URL"));
        let alternates = page.alternates.iter().map(|said| (said, "the version in another language"));
        for (said, what) in canonical.chain(alternates) {
            let text = said.text.trim();
            let (path, target) = match own_rest(text, site.generator.host()) {
                _ if is_template(text) => continue,
                Some(rest) => (rest, site.resolve_rest(page, rest)),
                None if is_external(text) || !text.starts_with('/') => continue,
                None => (text, site.resolve_href(page, text)),
            };
            let finding = match target {
                Target::Broken(broken) => {
                    let path = path.split(['?', '#']).next().unwrap_or_default();
                    let finding = out.report(said.span, format!("{what} leads nowhere: no page of this site has the URL `{path}`"));
                    match site.near_path(page, path, &broken).filter(|_| matches!(broken, Broken::Url { .. })) {
                        Some(near) => finding.help(format!("did you mean `{}`?", near.path)),
                        None => finding.help("give the URL of a page that is there, or take the field out"),
                    }
                }
                Target::Page { page: target, .. } if !site.is_published(target) => {
                    let finding = out.report(said.span, format!("{what} leads to {}, which is not published", target.path));
                    finding.help("give the URL of a page that is published, or take the field out")
                }
                _ => continue,
            };
            finding.subject(&*said.text);
        }
    }
}
