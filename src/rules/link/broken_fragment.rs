use crate::facts::Facts;
use crate::finding::{Confidence, Edit, Finding};
use crate::rule::{Out, SiteRule};
use crate::site::{Near, Site, Target, nearest, percent_decoded};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenFragment {
    allow: Vec<String>,
}

/// Findings of one article that come with the nearest id; whoever has more needs another table of contents.
const HINTS: usize = 200;

impl SiteRule for BrokenFragment {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let mut hints = HINTS;
        for (link, target) in site.targets(page).filter(|(link, _)| !link.image) {
            let Some(span) = link.fragment else { continue };
            let Target::Page { page: target, fragment: Some(fragment) } = target else { continue };
            let allowed = self.allow.iter().any(|allowed| allowed.trim_start_matches('#') == *fragment);
            // What is included from elsewhere brings ids that nobody sees here; a page that is not published has none for readers.
            if allowed || target.includes || site.is_published(page) && !site.is_published(target) {
                continue;
            }
            if !site.has_fragment(target, fragment) {
                let near = if hints > 0 { nearest(target, fragment, &link.text) } else { None };
                hints = hints.saturating_sub(1);
                let finding = report(page, target, span, fragment, near.as_ref(), out);
                if !site.generator.knows_ids() {
                    finding.confidence(Confidence::Medium);
                }
                // Somebody may still have to make it: then it is the include that is broken, and not the link.
                if let Some(absent) = &target.absent {
                    finding.message += &format!("; nor can `{absent}` bring one, which is to be included there and is missing");
                    finding.lesser().confidence(Confidence::Medium);
                }
            }
        }
    }
}

fn report<'o>(page: &Facts, target: &Facts, span: Span, fragment: &str, near: Option<&Near<'_>>, out: &'o mut Out<'_>) -> &'o mut Finding {
    let place = if page.local == target.local { "this article".to_string() } else { target.path.to_string() };
    // Percent escapes are for machines.
    let readable = percent_decoded(fragment);
    let mut message = format!("`#{readable}` has no target in {place}");
    match near {
        Some(Near { id, only_case: true, .. }) => message += &format!("; letter case counts, and there is `#{id}`"),
        Some(Near { id, heading: Some(heading), .. }) => message += &format!("; the nearest heading is `{}` (#{id})", heading.text),
        Some(Near { id, .. }) => message += &format!("; the nearest id is `#{id}`"),
        None if !target.has_ids() && target.headings.is_empty() => message += ", which has no headings and no ids",
        None => {}
    }
    let finding = out.report(span, message);
    match near {
        Some(Near { id, heading, .. }) => {
            finding.risky_fix(format!("Link to #{id}"), vec![Edit::new(span, format!("#{id}"))]);
            if let Some(heading) = heading {
                finding.related_in(target.path.clone(), heading.span, format!("`#{id}`"));
            }
        }
        None => {
            finding.help(format!("link to a heading that is there, or put `<a id=\"{fragment}\"></a>` where the link is to lead"));
        }
    }
    finding
}
