use crate::facts::Facts;
use crate::finding::counted;
use crate::rule::{Out, SiteRule};
use crate::site::{Sharer, Site};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaledTemplate {
    min_articles: usize,
    min_paragraphs: usize,
    share: f64,
}

/// Counterparts that are named; all are counted.
const NAMED: usize = 5;

impl SiteRule for ScaledTemplate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let all = page.paragraphs.len();
        let least = ((all as f64 * self.share / 100.0).ceil() as usize).max(self.min_paragraphs);
        if all < least {
            return;
        }
        let sharers = site.sharers(page, least);
        let Some(first) = sharers.first().filter(|_| sharers.len() + 1 >= self.min_articles) else { return };
        let same_day = sharers.iter().filter(|sharer| sharer.page.dates.written == page.dates.written).count();
        let is_burst = same_day + 1 >= self.min_articles;
        let fewest = sharers.iter().map(|sharer| sharer.shared).min().unwrap_or(least);
        let mut message = format!(
            "{} have {fewest} or more of the {all} longer paragraphs of this one, some with a few other words",
            counted(sharers.len(), "other article")
        );
        if let Some(day) = page.dates.written.filter(|_| is_burst) {
            message += &format!("; {same_day} of them have its date, {day}");
        }
        let name = if first.page.path < page.path { first.page.path.clone() } else { page.path.clone() };
        let finding = out.report(page.first_line, message);
        finding
            .help("write in each what only it can say, or make one article of them, with a list or a table for what differs")
            .cluster(name);
        if !is_burst {
            finding.lesser();
        }
        for Sharer { page, shared } in sharers.iter().take(NAMED) {
            finding.related_in(page.path.clone(), page.first_line, format!("{shared} of the {all} paragraphs"));
        }
    }
}
