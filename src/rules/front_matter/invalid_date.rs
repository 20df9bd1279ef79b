use crate::article::Data;
use crate::generator::date::{self, Trouble};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvalidDate {}

/// Eleventy's own words for the dates of files.
const WORDS: &[&str] = &["Last Modified", "Created", "git Last Modified", "git Created"];

impl ArticleRule for InvalidDate {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let Some(consequence) = page.generator.bad_date() else { return };
        for field in page.generator.date_fields().iter().filter_map(|name| page.field(name)) {
            let Some(text) = field.value.as_str().filter(|_| matches!(field.value.data, Data::String(_))) else { continue };
            if text.trim().is_empty() || text.contains("{{") || text.contains("{%") || WORDS.contains(&text) {
                continue;
            }
            let why = match date::read(text) {
                Ok(_) => continue,
                Err(Trouble::Unknown) => "is not a date",
                Err(Trouble::Impossible) => "is no day of the calendar, or no time of the day",
            };
            out.report(field.value.span, format!("`{text}` {why}: {consequence}"))
                .help("write it as YYYY-MM-DD, with a time as YYYY-MM-DD HH:MM:SS");
        }
    }
}
