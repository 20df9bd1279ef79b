//! When an article says that it was written.

use crate::article::Article;
use crate::generator::date::{self, Day};

/// The day in its `date`, else the one that its name begins with (`2024-05-01-tea.md`).
pub(super) fn day(article: &Article, local: &str) -> Option<Day> {
    let declared = article.field("date").and_then(|field| date::read(field.value.scalar()?).ok()).map(|date| date.day());
    let name = local.rsplit_once('/').map_or(local, |(_, name)| name);
    declared.or_else(|| name.get(..10)?.parse().ok())
}
