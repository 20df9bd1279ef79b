use crate::facts::{Facts, Said, Web, is_template};
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
            let Some(path) = own_path(said, site) else { continue };
            let finding = match site.resolve_href(page, path) {
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

/// The site-root path of an address of this site.
fn own_path<'a>(said: &'a Said, site: &Site<'_>) -> Option<&'a str> {
    let text = said.text.trim();
    if is_template(text) {
        return None;
    }
    match Web::parse(text) {
        Some(web) if site.generator.host().is_some_and(|host| host.eq_ignore_ascii_case(web.host)) => {
            Some(if web.rest.starts_with('/') { web.rest } else { "/" })
        }
        Some(_) => None,
        None => text.starts_with('/').then_some(text),
    }
}
