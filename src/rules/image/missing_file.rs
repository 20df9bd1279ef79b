use crate::facts::Facts;
use crate::finding::{Confidence, Edit};
use crate::rule::{Out, Patterns, SiteRule};
use crate::site::{Broken, NearPath, Site, Target};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingFile {
    allow: Patterns,
}

/// Findings of one article that come with the file that may have been meant.
const HINTS: usize = 50;

impl SiteRule for MissingFile {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let mut hints = HINTS;
        for (image, target) in site.targets(page).filter(|(link, _)| link.image) {
            let Target::Broken(broken) = target else { continue };
            let path = image.href.split(['?', '#']).next().unwrap_or_default();
            let (what, looked_for) = match broken {
                Broken::File { looked_for } => ("is called", looked_for),
                Broken::Url { looked_for } => ("has the URL", looked_for),
                Broken::Source { .. } | Broken::Name { .. } => continue,
            };
            // What the repository keeps no files of may be put there by something else.
            let kept = if path.starts_with('/') { site.keeps(looked_for) } else { Some(true) };
            let Some(kept) = kept.filter(|_| !path.is_empty() && !self.allow.matches(path)) else { continue };
            let finding = out.report(image.path, format!("`{path}` is not there: no file {what} `{looked_for}`"));
            if !kept {
                finding.lesser().confidence(Confidence::Medium);
            }
            let near = if hints > 0 { site.near_path(page, path, broken) } else { None };
            hints = hints.saturating_sub(1);
            // A page is no picture.
            match near.filter(|near| near.path.rsplit('/').next().is_some_and(|name| name.contains('.'))) {
                Some(NearPath { path, only_case }) => {
                    let reason = if only_case { "letter case counts: there is" } else { "did you mean" };
                    finding.risky_fix(format!("Show {path}"), vec![Edit::new(image.path, path.clone())]);
                    finding.help(format!("{reason} `{path}`{}", if only_case { "" } else { "?" }));
                }
                None => {
                    finding.help("mend the path, or put the file there");
                }
            }
        }
    }
}
