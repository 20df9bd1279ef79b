//! When an article was written, and when it was last gone over, as its front matter or its file's name say.

use crate::article::Article;
use crate::generator::date::{self, Day};
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    pub written: Option<Day>,
    pub updated: Option<Day>,
}

const WRITTEN: &[&str] = &["date", "pubDate", "publishDate", "published_at", "publishedAt", "created", "date.created"];
const UPDATED: &[&str] =
    &["updated", "lastmod", "last_modified_at", "lastUpdated", "updatedDate", "modified", "last_update.date", "date.updated"];

impl Dates {
    /// The dates of the article at `local` in its site.
    pub fn of(article: &Article, local: &str) -> Dates {
        let day = |name: &&str| date::read(article.field(name)?.value.scalar()?).ok().map(|date| date.day());
        Dates { written: WRITTEN.iter().find_map(day).or_else(|| of_name(local)), updated: UPDATED.iter().find_map(day) }
    }
}

/// The day that a file's name begins with: `2024-07-25-kettle.md`.
fn of_name(local: &str) -> Option<Day> {
    let name = local.rsplit_once('/').map_or(local, |(_, name)| name);
    name.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dialect;
    use crate::text::Source;

    fn dates(local: &str, text: &str) -> (Option<String>, Option<String>) {
        let article = Article::read(Source::new(local.into(), text.as_bytes().to_vec()), &Dialect::default());
        let Dates { written, updated } = Dates::of(&article, local);
        (written.map(|day| day.to_string()), updated.map(|day| day.to_string()))
    }

    #[test]
    fn dates_of_fields_and_of_names() {
        let some = |day: &str| Some(day.to_string());
        assert_eq!(dates("a.md", "---\ndate: 2021-05-01\nlastmod: 2023-06-02 10:00:00\n---\n"), (some("2021-05-01"), some("2023-06-02")));
        assert_eq!(dates("blog/2020-01-31-a.md", "Text.\n"), (some("2020-01-31"), None));
        assert_eq!(dates("a.md", "---\ndate: soon\n---\n"), (None, None));
    }
}
