use crate::article::{Element, Name, Tag};
use crate::facts::heading_line;
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Byline {}

/// Longer headings say more than a name and a date. In bytes.
const LONGEST: usize = 80;

impl ArticleRule for Byline {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let prose = page.tree.blocks().iter().find(|block| !matches!(page.tree.get(block.node).tag(), Some(Tag::H(_))));
        let prose = prose.map_or(usize::MAX, |block| block.text.start);
        let (mut headings, mut images) = (page.headings().peekable(), page.images().peekable());
        let (authors, mut above) = (authors(page), None);
        while let Some((level, heading)) = headings.next() {
            while let Some(image) = images.next_if(|image| image.id() < heading.id()) {
                above = Some(image);
            }
            let text = heading.text().as_str().trim();
            if level == 1 || text.len() > LONGEST {
                continue;
            }
            let link = heading.descendants().any(is_author_link);
            let portrait = above.is_some_and(|image| is_portrait(page, image, heading));
            let (lead, rest) = Lead::of(text);
            if lead == Lead::None && !link && !portrait && !authors.iter().any(|author| may_begin(rest, author)) {
                continue;
            }
            let Some(said) = Said::of(lead, rest) else { continue };
            let author = !authors.is_empty() && authors.contains(&said.name.to_lowercase());
            if !said.is_person && !author {
                continue;
            }
            let signs = Signs {
                author,
                link,
                portrait,
                dated: said.dated || is_dated_below(page, heading),
                first: heading.text().range().start < prose,
                deeper: headings.peek().is_some_and(|(next, _)| *next < level),
            };
            if signs.suffice(&said) {
                let message = format!("{} is a byline{}, and no heading of what follows", shown(text), signs.listed());
                out.report(heading_line(page, heading.span()), message)
                    .help("make it a paragraph, or leave it to the front matter and the theme");
            }
        }
    }
}

/// How a heading introduces a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// `Written by`, `Author:`.
    Written,
    /// `By`, which begins many another heading.
    By,
    None,
}

/// A heading that may be a byline.
struct Said<'a> {
    lead: Lead,
    name: &'a str,
    /// The name looks like that of a person: two to four words or more, with capitals.
    is_person: bool,
    dated: bool,
}

const WRITTEN: &[&str] = &[
    "written by",
    "posted by",
    "published by",
    "author:",
    "words by",
    "geschrieben von",
    "verfasst von",
    "autor:",
    "autorin:",
    "écrit par",
    "Écrit par",
    "rédigé par",
    "publié par",
    "auteur :",
    "auteur:",
    "escrito por",
    "publicado por",
    "scritto da",
    "autore:",
    "geschreven door",
];
const BY: &[&str] = &["by", "von", "par", "por", "di", "door"];

/// For each first letter of these, a bit for each second one.
static BEGINNINGS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut beginnings = [0; 32];
    for lead in WRITTEN.iter().chain(BY).map(|lead| lead.as_bytes()) {
        beginnings[usize::from(lead[0] & 0x1f)] |= 1 << (lead[1] & 0x1f);
    }
    beginnings
});

impl Lead {
    /// How a text introduces what, and the rest of it.
    fn of(text: &str) -> (Lead, &str) {
        let &[first, second, ..] = text.as_bytes() else { return (Lead::None, text) };
        if BEGINNINGS[usize::from(first & 0x1f)] >> (second & 0x1f) & 1 == 0 {
            return (Lead::None, text);
        }
        let first = Some(first.to_ascii_lowercase());
        let after = |lead: &str| {
            let is_alike = lead.as_bytes().first().copied() == first
                && text.as_bytes().get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead.as_bytes()));
            let rest = if is_alike { &text[lead.len()..] } else { return None };
            rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
        };
        let written = WRITTEN.iter().find_map(|lead| after(lead)).map(|rest| (Lead::Written, rest));
        written.or_else(|| BY.iter().find_map(|lead| after(lead)).map(|rest| (Lead::By, rest))).unwrap_or((Lead::None, text))
    }
}

impl<'a> Said<'a> {
    /// What the rest of a heading says behind its lead.
    fn of(lead: Lead, rest: &'a str) -> Option<Said<'a>> {
        let name = name(rest);
        if name.is_empty() {
            // Of scripts without capitals only the front matter knows what is a name.
            return Some(Said { lead, name: rest, is_person: false, dated: false });
        }
        let tail = rest[name.len()..].trim();
        let dated = has_date(tail);
        let name = name.trim_end_matches([' ', ',']);
        let words = name.split_whitespace().count();
        (dated || tail.is_empty()).then_some(Said { lead, name, is_person: words >= 2, dated })
    }
}

/// The names at the beginning of a text: words with capitals, and what stands between those of people.
fn name(text: &str) -> &str {
    const BETWEEN: &[&str] =
        &["de", "van", "von", "der", "den", "la", "le", "da", "di", "dos", "del", "bin", "and", "und", "et", "y", "e", "&"];
    let mut end = 0;
    for word in text.split_whitespace() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_end_matches(',');
        let is_name =
            bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        let is_month = bare == word
            && text[at + word.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
            && MONTHS.contains(&month_key(bare).as_str());
        if is_name && !is_month {
            end = at + word.len();
        } else if end == 0 || !BETWEEN.contains(&bare) {
            break;
        }
    }
    &text[..end]
}

/// What speaks for a byline besides its words.
struct Signs {
    /// It is the `author` of the front matter.
    author: bool,
    link: bool,
    portrait: bool,
    dated: bool,
    /// Nothing but headings stands above it.
    first: bool,
    /// The next heading is of a higher level.
    deeper: bool,
}

impl Signs {
    fn suffice(&self, said: &Said<'_>) -> bool {
        match said.lead {
            Lead::Written => true,
            Lead::By => self.author || self.link || self.portrait || self.dated || self.first && self.deeper,
            Lead::None => (self.author || self.link || self.portrait) && self.dated || (self.author || self.link) && self.first,
        }
    }

    fn listed(&self) -> String {
        let signs = [
            (self.author, "the author of the front matter"),
            (self.link, "with a link to an author's page"),
            (self.portrait, "below an author's picture"),
            (self.dated, "with a date"),
        ];
        let listed: Vec<&str> = signs.into_iter().filter(|(is, _)| *is).map(|(_, sign)| sign).collect();
        if listed.is_empty() { String::new() } else { format!(" ({})", listed.join(", ")) }
    }
}

/// Whom the front matter names as authors, in lower case. A page that has a name for its title is about that person.
fn authors(page: &Page<'_>) -> Vec<String> {
    let fields = ["author", "authors", "author.name"].iter().filter_map(|field| page.field(field));
    let title = page.first_text(&["title"]).map(|(_, title)| title);
    let authors = fields.flat_map(|field| field.value.strings()).map(|author| author.as_str().trim());
    authors.filter(|author| !author.is_empty() && Some(*author) != title).map(str::to_lowercase).collect()
}

/// Whether a text may begin with a name, which is in lower case.
fn may_begin(text: &str, name: &str) -> bool {
    !name.is_ascii() || text.as_bytes().get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
}

fn is_author_link(node: Element<'_>) -> bool {
    let is_author = |rel: &str| rel.split_ascii_whitespace().any(|word| word == "author");
    let leads = |href: &str| ["/author/", "/authors/"].iter().any(|folder| href.contains(folder));
    node.tag() == Some(Tag::A)
        && (node.attribute(Name::Rel).is_some_and(|rel| is_author(rel.as_str()))
            || node.attribute(Name::Href).is_some_and(|href| leads(href.as_str())))
}

/// Whether an image calls itself one of an author, and nothing stands between it and the heading.
fn is_portrait(page: &Page<'_>, image: Element<'_>, heading: Element<'_>) -> bool {
    const WORDS: &[&str] = &["avatar", "author", "autor", "auteur", "autore", "headshot", "portrait"];
    let calls = |name| {
        image.attribute(name).is_some_and(|text| {
            let text = text.as_str().to_lowercase();
            WORDS.iter().any(|word| text.contains(word))
        })
    };
    let between = page.tree.text().text().get(image.text().range().end..heading.text().range().start);
    between.is_some_and(|text| text.trim().is_empty()) && [Name::Alt, Name::Src, Name::Class].into_iter().any(calls)
}

/// Whether what stands below the heading is a short line with a date.
fn is_dated_below(page: &Page<'_>, heading: Element<'_>) -> bool {
    let (blocks, end) = (page.tree.blocks(), heading.text().range().end);
    let below = blocks.get(blocks.partition_point(|block| block.text.start < end));
    below.is_some_and(|block| {
        let text = page.tree.text().text()[block.text.clone()].trim();
        text.len() <= LONGEST && has_date(text)
    })
}

/// The first three letters of the months in some languages, in lower case.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez", "jän", "fév", "avr",
    "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott", "fev", "out", "mrt", "mei", "maj",
];

fn month_key(word: &str) -> String {
    word.chars().take(3).flat_map(char::to_lowercase).collect()
}

/// Whether the text has a whole date: a year, and a month in letters or digits.
fn has_date(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let count = numbers.clone().count();
    let has_month = || text.split(|c: char| !c.is_alphabetic()).any(|word| MONTHS.contains(&month_key(word).as_str()));
    numbers.any(is_year) && (count >= 3 || count == 2 && has_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_something_else_begins() {
        for (text, expected) in [
            ("Jane Doe, May 3, 2024", "Jane Doe,"),
            ("Jane van der Doe | 2024", "Jane van der Doe"),
            ("J. Doe and Ann O'Hara", "J. Doe and Ann O'Hara"),
            ("the way we brew", ""),
            ("April May, 2 Jun 2024", "April May,"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_have_a_year_and_a_month() {
        for text in ["Mar 27, 2024• Proven", "2024-03-27", "27.3.2024", "27 März 2024", "2024年3月27日"] {
            assert!(has_date(text), "{text}");
        }
        for text in ["in 2024", "May 2024", "version 1.2.3", "3 of 4"] {
            assert!(!has_date(text), "{text}");
        }
    }
}
