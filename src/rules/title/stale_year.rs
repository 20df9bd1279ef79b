use crate::facts::Facts;
use crate::rule::{Out, SiteRule};
use crate::site::{Site, years};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaleYear {
    grace_years: i32,
}

/// Words of a title that promises the state of things.
const PROMISES: &[&str] = &["best", "buying", "cheapest", "guide", "guides", "latest", "top", "tutorial", "ultimate"];
/// Words that make a promise of the year beside them.
const EDITIONS: &[&str] = &["approved", "edition", "guide", "updated"];
/// Words of a title that looks back, or speaks of something that took place.
const LOOKS_BACK: &[&str] = &[
    "award",
    "awards",
    "championship",
    "conf",
    "conference",
    "election",
    "history",
    "i",
    "meetup",
    "my",
    "our",
    "recap",
    "released",
    "retrospective",
    "roundup",
    "season",
    "summit",
    "we",
    "winners",
];
/// From this month on an article on the best of its year looks back on it.
const END_OF_YEAR: u8 = 11;

impl SiteRule for StaleYear {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        let [said] = years(&title.text)[..] else { return };
        let (Ok(year), now) = (said.parse::<i32>(), site.as_of().year) else { return };
        if year + self.grace_years >= now || !page.is_comparable() || !site.is_published(page) {
            return;
        }
        let Some(promise) = promise(&title.text, said) else { return };
        // Written in that year, for it or for the one to come: an article of today on the locks of 1843 promises nothing of the kind.
        let is_of_its_time = match page.dates.written {
            Some(day) => year == day.year + 1 || year == day.year && day.month < END_OF_YEAR,
            None => promise != Promise::In,
        };
        if !is_of_its_time || site.is_in_series(page) {
            return;
        }
        let message = match page.dates.updated.map(|day| day.year).filter(|updated| *updated > year) {
            Some(updated) => format!("the title says {year}, and the article was gone over in {updated}"),
            None => format!("the title promises what holds in {year}, and that year is over"),
        };
        out.report(title.span, message).help(format!(
            "see what of it still holds, and take the year out of the title or renew it; who looks for {now} does not open it"
        ));
    }
}

/// How a title with a year promises the state of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Promise {
    /// `Best Kettles in 2023`: may be a look back as well.
    In,
    /// `Best Kettles for 2023`, `Best Kettles (2023)`, `Kettle Guide 2023`.
    Of,
}

fn promise(title: &str, year: &str) -> Option<Promise> {
    let (before, after) = title.split_once(year)?;
    let bare = before.trim_end().trim_end_matches(['(', '[']);
    let in_brackets = bare.len() < before.trim_end().len();
    let (previous, next) = (words(bare).next_back().unwrap_or_default(), words(after).next().unwrap_or_default());
    let says = |list: &[&str]| words(title).any(|word| is_among(word, list));
    if says(LOOKS_BACK) || is_pair(title, "in", "review") {
        return None;
    }
    // `Guide 2023: …`, `Review (2023)`, `2023 Approved …`.
    if is_among(previous, EDITIONS) || is_among(next, EDITIONS) {
        return Some(Promise::Of);
    }
    let says_promise = says(PROMISES) || is_pair(title, "how", "to") || is_among(previous, &["review"]) && in_brackets;
    match () {
        () if !says_promise => None,
        () if in_brackets || previous.eq_ignore_ascii_case("for") => Some(Promise::Of),
        () if previous.eq_ignore_ascii_case("in") => Some(Promise::In),
        () => None,
    }
}

/// Whether these two words stand side by side.
fn is_pair(title: &str, one: &str, other: &str) -> bool {
    let next = words(title).skip(1);
    words(title).zip(next).any(|(a, b)| a.eq_ignore_ascii_case(one) && b.eq_ignore_ascii_case(other))
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty())
}

fn is_among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_promise_the_state_of_things() {
        for (title, kind) in [
            ("Best Kettles for 2023", Promise::Of),
            ("The Best Kettles (2023)", Promise::Of),
            ("In 2023, How to Descale a Kettle", Promise::In),
            ("The Cheapest Moorings in 2023", Promise::In),
            ("Kettle Guide 2023: What to Look For", Promise::Of),
            ("2023 Approved Kettles for Narrow Boats", Promise::Of),
            ("[Updated 2023] Kettles for Narrow Boats", Promise::Of),
            ("Copper Kettle Review (2023): A Year on Board", Promise::Of),
        ] {
            assert_eq!(promise(title, "2023"), Some(kind), "{title}");
        }
    }

    #[test]
    fn history_and_events_promise_nothing() {
        for title in [
            "2023 in Review",
            "The Year in Review (2023)",
            "The Best Walks of 2023",
            "My Best Walks in 2023",
            "Boat Builders' Conference 2023",
            "How the Lock Burst in 2023",
            "The Flood of 2023",
            "Lock Keepers' Day 2023 Update",
            "Annual Review 2023",
            "What I Read in 2023",
            "Winners of the Best Boat Award (2023)",
            "Recap: the Best Talks in 2023",
            "The Best Books Released in 2023",
        ] {
            assert_eq!(promise(title, "2023"), None, "{title}");
        }
    }
}
