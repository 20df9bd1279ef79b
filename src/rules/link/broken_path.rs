use crate::facts::Facts;
use crate::finding::{Confidence, Edit};
use crate::rule::{Out, Patterns, SiteRule};
use crate::site::{Broken, NearPath, Site, Target};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenPath {
    allow: Patterns,
}

/// Findings of one article that come with the path that may have been meant.
const HINTS: usize = 50;

/// Whether it is a name for an address that is still to come: `AFFILIATE_LINK`.
fn is_placeholder(path: &str) -> bool {
    path.contains('_') && path.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

impl SiteRule for BrokenPath {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let mut hints = HINTS;
        for (link, target) in site.targets(page).filter(|(link, _)| !link.image) {
            let Target::Broken(broken) = target else { continue };
            let path = link.href.split(['?', '#']).next().unwrap_or_default();
            if self.allow.matches(path) {
                continue;
            }
            match broken {
                Broken::Url { .. } if is_placeholder(path) => {
                    let finding = out.report(link.path, format!("`{path}` leads nowhere, unless something puts an address in its place"));
                    finding.lesser().confidence(Confidence::Medium);
                    finding.help("put the address that is meant in its place, or allow it in the configuration");
                }
                Broken::File { looked_for } | Broken::Url { looked_for } => {
                    let what = if looked_for.starts_with('/') { "page or file has the URL" } else { "file is called" };
                    let finding = out.report(link.path, format!("`{path}` leads nowhere: no {what} `{looked_for}`"));
                    let near = if hints > 0 { site.near_path(page, path, broken) } else { None };
                    hints = hints.saturating_sub(1);
                    match near {
                        Some(NearPath { path, only_case }) => {
                            let reason = if only_case { "letter case counts: there is" } else { "did you mean" };
                            finding.risky_fix(format!("Link to {path}"), vec![Edit::new(link.path, path.clone())]);
                            finding.help(format!("{reason} `{path}`{}", if only_case { "" } else { "?" }))
                        }
                        None if path.starts_with("www.") => finding.help("write `https://` before it, if it is another site"),
                        None => finding.help("mend the path, or take the link off"),
                    };
                }
                Broken::Name { name } => {
                    let tag = out.report(link.path, format!("no article is called `{name}`, which this template refers to"));
                    tag.help("correct the name: most generators stop the build at it");
                }
                Broken::Source { local, url } => {
                    let generator = site.generator.name();
                    let finding = out.report(
                        link.path,
                        format!("`{path}` leads nowhere: {generator} leaves links to source files as they are, and `{local}` is one"),
                    );
                    match url {
                        Some(url) => {
                            finding.help(format!("link to its page, `{url}`"));
                            finding.risky_fix(format!("Link to {url}"), vec![Edit::new(link.path, url.as_str())]);
                        }
                        None => {
                            finding.help("link to the page that is made of it");
                        }
                    }
                }
            }
        }
    }
}
