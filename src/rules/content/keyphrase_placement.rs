use crate::article::{Name, Tag};
use crate::facts::{DESCRIPTION, Keyphrase, TITLE, focus};
use crate::rule::{ArticleRule, Out, Page};
use crate::site::percent_decoded;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyphrasePlacement {}

impl ArticleRule for KeyphrasePlacement {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let Some((_, phrase)) = focus(page.article) else { return };
        let Some(keyphrase) = Keyphrase::new(&phrase, page.is_english()) else { return };
        let all = keyphrase.len();
        let missing: Vec<&str> = [
            title(page).is_some_and(|title| keyphrase.words_in(title) < all).then_some("the title"),
            page.first_text(DESCRIPTION).is_some_and(|(_, text)| keyphrase.words_in(text) < all).then_some("the description"),
            slug(page).is_some_and(|slug| !in_slug(&keyphrase, &slug)).then_some("the address"),
            introduction(page).is_some_and(|text| keyphrase.words_in(text) < all).then_some("the first paragraph"),
            in_none(subheadings(page), |text| keyphrase.words_in(text) * 2 > all).then_some("the subheadings"),
            in_none(alts(page), |text| keyphrase.words_in(text) * 2 >= all).then_some("the alternative texts of the images"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let Some((last, others)) = missing.split_last() else { return };
        let places = if others.is_empty() { last.to_string() } else { format!("{} and {last}", others.join(", ")) };
        out.report(phrase.value, format!("the focus keyphrase `{}` is missing in {places}", keyphrase.text))
            .help("say there what the article is about, where it can be said naturally; or declare the phrase that it is about")
            .subject(keyphrase.text.to_lowercase());
    }
}

fn title<'p>(page: &'p Page<'_>) -> Option<&'p str> {
    let heading = || page.headings().find(|(level, _)| *level == 1).map(|(_, node)| node.text().as_str());
    page.first_text(TITLE).map(|(_, title)| title).or_else(heading)
}

/// The last part of the page's address.
fn slug(page: &Page<'_>) -> Option<String> {
    let url = percent_decoded(&page.url()?).into_owned();
    let path = url.trim_end_matches('/').trim_end_matches(".html").trim_end_matches("/index");
    path.rsplit('/').next().filter(|slug| !slug.is_empty()).map(|slug| slug.replace(['-', '_', '.'], " "))
}

/// Yoast: all words of a short keyphrase, more than half of a longer one. Addresses are often written in another script.
fn in_slug(keyphrase: &Keyphrase<'_>, slug: &str) -> bool {
    let (found, all) = (keyphrase.words_in(slug), keyphrase.len());
    let other_script = !keyphrase.text.is_ascii() && slug.is_ascii();
    other_script || if all <= 2 { found == all } else { found * 2 > all }
}

/// The first paragraph of the article's own text.
fn introduction<'p>(page: &'p Page<'_>) -> Option<&'p str> {
    let is_heading = |tag: Option<Tag>| matches!(tag, Some(Tag::H(_)));
    let main = page.main_text();
    let (_, text) = page.blocks().find(|(block, _)| !is_heading(page.tree.get(block.node).tag()) && main.holds(block.text.start))?;
    Some(text.as_str())
}

fn subheadings<'p>(page: &'p Page<'_>) -> impl Iterator<Item = &'p str> {
    page.headings().filter(|(level, _)| matches!(level, 2 | 3)).map(|(_, node)| node.text().as_str())
}

fn alts<'p>(page: &'p Page<'_>) -> impl Iterator<Item = &'p str> {
    let alts = page.images().filter_map(|image| image.attribute(Name::Alt)).map(|alt| alt.as_str());
    alts.filter(|alt| !alt.trim().is_empty())
}

/// Whether there are such texts, and none of them says it.
fn in_none<'t>(texts: impl Iterator<Item = &'t str>, says: impl Fn(&str) -> bool) -> bool {
    let mut texts = texts.peekable();
    texts.peek().is_some() && !texts.any(says)
}
