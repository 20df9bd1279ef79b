use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::{Claim, Site};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicateUrl {}

/// Counterparts that are named; all are counted.
const NAMED: usize = 5;

impl SiteRule for DuplicateUrl {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        for (own, others) in site.contested(page) {
            let aliases = others.iter().filter(|other| other.alias.is_some()).count();
            let theirs = match (others.len(), aliases) {
                (1, 0) => "the URL of another article".to_string(),
                (1, _) => "an alias of another article".to_string(),
                (count, 0) => format!("the URL of {count} other articles"),
                (count, _) => format!("a URL or alias of {count} other articles"),
            };
            let (url, too) = (own.url(), if own.alias.is_some() == (aliases > 0) { " too" } else { "" });
            let message = match own.alias {
                None => format!("the URL of this article, `{url}`, is {theirs}{too}, and only one of them can be served there"),
                Some(_) => format!("the alias `{url}` is {theirs}{too}, and only one of them can be served there"),
            };
            let finding = out.report(place(own), message);
            finding.subject(url).help(match own.alias {
                None => "give one of them another slug or permalink",
                Some(_) => "take the alias out, or out of the other article",
            });
            for other in others.iter().take(NAMED) {
                finding.related_in(
                    other.page.path.clone(),
                    place(*other),
                    if other.alias.is_some() { "the alias" } else { "the same URL" },
                );
            }
        }
    }
}

/// The value that the address is made of, else the title, else the first line.
fn place(claim: Claim<'_>) -> Span {
    let page = claim.page;
    let title = page.title.as_ref().map(|title| title.span);
    let head = page.front_matter.as_ref().map(|head| head.open);
    match claim.alias {
        Some(alias) => alias.span,
        None => page.address.or(title).or(head).unwrap_or(page.first_line),
    }
}
