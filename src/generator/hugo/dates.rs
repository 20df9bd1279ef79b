//! The dates of a page, from its front matter and its file's name.

use super::field;
use crate::article::Article;
use crate::generator::date::{self, Date};

/// A date of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    On(Date),
    Never,
    /// Git or the file system knows it.
    Unknown,
}

/// The first date that these sources give; `name` is the file's, or its bundle's folder's.
pub fn first(sources: &[String], article: &Article, name: &str) -> When {
    for source in sources {
        match source.as_str() {
            ":filename" => {
                if let Some((date, _)) = of_name(name) {
                    return When::On(date);
                }
            }
            ":filemodtime" | ":git" => return When::Unknown,
            source => {
                let text = field(article, source).and_then(|value| value.scalar()).filter(|text| !text.trim().is_empty());
                // A bare number counts seconds, and is none of these.
                let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
                match text.map(|text| if is_number(text) { Err(true) } else { date::read(text).map_err(|_| false) }) {
                    Some(Ok(date)) => return When::On(date),
                    Some(Err(true)) => return When::Unknown,
                    _ => {}
                }
            }
        }
    }
    When::Never
}

/// The slug that `:filename` takes from a name with a date, when it gets to look at it.
pub fn slug<'n>(sources: &[String], article: &Article, name: &'n str) -> Option<&'n str> {
    let at = sources.iter().position(|source| source == ":filename")?;
    let is_asked = first(&sources[..at], article, name) == When::Never;
    is_asked.then(|| of_name(name).map(|(_, slug)| slug)).flatten()
}

/// The date that a name begins with (`2024-07-25-kettle`, `2024-07-25-09-01-00-kettle`), and the rest.
fn of_name(name: &str) -> Option<(Date, &str)> {
    let day = date::read(name.get(..10)?).ok()?;
    let trimmed = |rest: &str| -> usize { name.len() - rest.trim_start_matches([' ', '-', '_']).len() };
    let end = |at: usize| name.get(trimmed(name.get(at..).unwrap_or_default())..).unwrap_or_default().trim_end_matches([' ', '-', '_']);
    let time = name.get(11..19).map(|time| time.replace('-', ":"));
    let with_time = time.and_then(|time| date::read(&format!("{}T{time}", name.get(..10)?)).ok().filter(|_| is_time(&time)));
    Some(match with_time {
        Some(date) => (date, end(19)),
        None => (day, end(10)),
    })
}

fn is_time(text: &str) -> bool {
    text.len() == 8 && text.bytes().enumerate().all(|(at, b)| if matches!(at, 2 | 5) { b == b':' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_dates() {
        let found = |name| of_name(name).map(|(date, slug)| (date.day().to_string_of(), date.hour, slug));
        assert_eq!(found("2024-07-25-green-tea"), Some(("2024-7-25".into(), 0, "green-tea")));
        assert_eq!(found("2024-07-25 09-01-30_tea-"), Some(("2024-7-25".into(), 9, "tea")));
        assert_eq!(found("2024-07-25"), Some(("2024-7-25".into(), 0, "")));
        assert_eq!(found("2024-13-25-tea"), None);
        assert_eq!(found("green-tea-for-two"), None);
    }

    trait Shown {
        fn to_string_of(&self) -> String;
    }

    impl Shown for date::Day {
        fn to_string_of(&self) -> String {
            format!("{}-{}-{}", self.year, self.month, self.day)
        }
    }
}
