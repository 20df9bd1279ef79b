use crate::facts::{DESCRIPTION, Facts, Head, TITLE};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingField {
    required: Vec<String>,
    house_share: f64,
    house_least: u32,
    house_ignore: Vec<String>,
}

impl SiteRule for MissingField {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(head) = page.front_matter.as_ref().filter(|head| !head.partial && !page.publication.draft && !page.unlisted) else {
            return;
        };
        // Sections and front pages go by the name of their folder or of the site.
        let has_h1 = || page.headings.iter().any(|heading| heading.level == 1);
        let generator = site.generator;
        let named = page.is_section() || page.is_home() || generator.h1_is_title() && (!generator.prints_title() || has_h1());
        if !named && !TITLE.iter().any(|name| page.has(name)) {
            let finding = out.report(
                place(page, head, "title"),
                "`title` is missing, so the page has no name in lists, browser tabs and search results",
            );
            finding.help("add a line `title: …` to the front matter").subject("title");
            // GitHub and the like show the first heading in its place.
            if !generator.prints_title() && has_h1() {
                finding.lesser();
            }
        }
        for name in self.required.iter().filter(|name| !TITLE.contains(&name.as_str()) && !page.has(name)) {
            out.report(place(page, head, name), format!("`{name}` is missing; the configuration asks for it")).subject(name.clone());
        }
        for (name, custom) in site.house().missing(page, self.house_share, self.house_least) {
            let known =
                TITLE.contains(&name) || DESCRIPTION.contains(&name) || self.required.iter().chain(&self.house_ignore).any(|n| n == name);
            if !known {
                let folder = if custom.folder.is_empty() { "this site" } else { custom.folder };
                let message = format!("`{name}` is missing; {} of {} articles in `{folder}` have it", custom.have, custom.of);
                out.report(place(page, head, name), message).lesser().subject(name);
            }
        }
    }
}

/// The line of a field without a value, else the opening line of the front matter.
fn place(page: &Facts, head: &Head, name: &str) -> Span {
    page.field(name).map_or(head.open, |field| field.line)
}
