use crate::facts::Facts;
use crate::finding::shown;
use crate::rule::{Out, Patterns, SiteRule};
use crate::site::{Site, Target, Unpublished};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnpublishedTarget {
    allow: Patterns,
}

impl SiteRule for UnpublishedTarget {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        if !site.has_unpublished() || !site.is_published(page) {
            return;
        }
        for (link, target) in site.targets(page).filter(|(link, _)| !link.image) {
            let Target::Page { page: target, .. } = target else { continue };
            let Some(reason) = site.unpublished(target) else { continue };
            let path = link.href.split(['?', '#']).next().unwrap_or_default().trim();
            if self.allow.matches(path) {
                continue;
            }
            let (says, help, label) = match reason {
                Unpublished::Draft => ("a draft, which nobody can read".to_string(), "publish it, or take the link off", "it is a draft"),
                Unpublished::Before(day) => {
                    (format!("an article that appears on {day}"), "until then readers find nothing: take the link off", "its date")
                }
                Unpublished::Since(day) => {
                    (format!("an article that is gone since {day}"), "link to something else, or take the link off", "its end")
                }
            };
            let finding = out.report(link.path, format!("{} leads to {says}", shown(path)));
            finding.help(help).related_in(target.path.clone(), place(target, reason), label);
            // It will work by itself.
            if matches!(reason, Unpublished::Before(_)) {
                finding.lesser();
            }
        }
    }
}

/// The field that keeps the page back, else its title or first line.
fn place(page: &Facts, reason: Unpublished) -> Span {
    let names: &[&str] = match reason {
        Unpublished::Draft => &["draft", "published"],
        Unpublished::Before(_) => &["publishDate", "date"],
        Unpublished::Since(_) => &["expiryDate", "expirydate", "unpublishdate"],
    };
    let field = names.iter().find_map(|name| page.field(name)).map(|field| field.line);
    field.or(page.title.as_ref().map(|title| title.span)).unwrap_or(page.first_line)
}
