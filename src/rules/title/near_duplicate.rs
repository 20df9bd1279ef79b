use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::{Site, exact_key, years};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearDuplicate {}

/// Counterparts that are named.
const NAMED: usize = 5;
/// Counterparts that are looked at: one finding needs no more.
const LOOKED_AT: usize = 50;

impl SiteRule for NearDuplicate {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        let similar = site.similar_title(page);
        if similar.count() == 0 {
            return;
        }
        let (key, own_years, own_tail) = (exact_key(&title.text), years(&title.text), site.tail(&title.text));
        let others: Vec<_> = similar
            .iter()
            .take(LOOKED_AT)
            .filter_map(|other| Some((other, other.title.as_ref()?)))
            .filter(|(_, title)| {
                let years = years(&title.text);
                // Behind the bar may stand for what an article is: `Fonts | Windows`, `Fonts | Mac`.
                let same_tail = own_tail.zip(site.tail(&title.text)).is_none_or(|(own, other)| own.eq_ignore_ascii_case(other));
                // An article a year is a series, not a duplicate.
                exact_key(&title.text) != key && (own_years.is_empty() || years.is_empty() || own_years == years) && same_tail
            })
            .collect();
        if others.is_empty() {
            return;
        }
        let message = match others.len() {
            1 => "the title of another article differs from this one only in its wrapping".to_string(),
            count => format!("the titles of {count} other articles differ from this one only in their wrapping"),
        };
        let finding = out.report(title.span, message);
        finding.help("words such as `[Updated]` or `in 2024` do not tell readers which of the two to open; say what is different, or make them one article");
        for (other, title) in others.iter().take(NAMED) {
            finding.related_in(other.path.clone(), title.span, format!("`{}`", title.text));
        }
    }
}
