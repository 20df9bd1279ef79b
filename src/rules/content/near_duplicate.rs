use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::{Site, Twin, Twins};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearDuplicate {
    min_words: u32,
}

/// Counterparts that are named; all are counted.
const NAMED: usize = 5;

impl SiteRule for NearDuplicate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        if page.words < self.min_words {
            return;
        }
        let Twins { found: mut twins, partial } = site.twins(page);
        twins.retain(|twin| twin.page.words >= self.min_words);
        let Some(first) = site.first_of_cluster(page).filter(|_| !twins.is_empty()) else { return };
        let finding = out.report(page.first_line, message(&twins, partial));
        let oldest = match oldest(page, &twins) {
            Some(oldest) if oldest.local == page.local => "this one, which is the oldest of them,".to_string(),
            Some(oldest) => format!("{}, the oldest of them,", oldest.path),
            None => "one of them".to_string(),
        };
        finding
            .help(format!(
                "keep {oldest} and redirect the others to it, or name it in them as `canonical`; or say in each what the others do not"
            ))
            .cluster(first.path.clone());
        for twin in twins.iter().take(NAMED) {
            let label = match twin.equal {
                true => "the same text".to_string(),
                false => format!("about {} % of it is the same", percent(twin)),
            };
            finding.related_in(twin.page.path.clone(), twin.page.first_line, label);
        }
    }
}

fn message(twins: &[Twin<'_>], partial: bool) -> String {
    let which = match twins.len() {
        count if partial => format!("this article and {count} or more others"),
        1 => "this article and another".to_string(),
        count => format!("this article and {count} others"),
    };
    let least = twins.iter().map(percent).min().unwrap_or(100);
    let or_more = if twins.len() > 1 { " or more" } else { "" };
    match twins.iter().all(|twin| twin.equal) {
        true => format!("{which} have the same text, word for word"),
        false => format!("{which} have nearly the same text: about {least} %{or_more} of their five-word sequences are the same"),
    }
}

/// In percent; 100 for the same text only.
fn percent(twin: &Twin<'_>) -> u32 {
    if twin.equal { 100 } else { ((twin.resemblance * 100.0) as u32).min(99) }
}

/// The one that was written first, where their dates tell.
fn oldest<'s>(page: &'s Facts, twins: &[Twin<'s>]) -> Option<&'s Facts> {
    let all = || std::iter::once(page).chain(twins.iter().map(|twin| twin.page));
    let oldest = all().filter(|page| page.dates.written.is_some()).min_by_key(|page| (page.dates.written, &page.local))?;
    let is_only = all().all(|page| page.local == oldest.local || page.dates.written.is_some_and(|date| oldest.dates.written < Some(date)));
    is_only.then_some(oldest)
}
