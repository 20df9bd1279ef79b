//! Lists that say one word in most of their entries: links to other sites, and keywords in the front matter.

use super::{KeywordStuffing, is_link};
use crate::article::{Element, Name, hash, is_content};
use crate::facts::{is_external, phrases};
use crate::rule::{Out, Page};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

impl KeywordStuffing {
    /// Lists of links to other sites whose texts all say the same word.
    pub(super) fn in_lists(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let text = page.tree.text();
        for list in page.link_lists().iter().filter(|list| list.links.len() >= self.list_links) {
            let is_outward = |node: &Element<'_>| node.attribute(Name::Href).is_some_and(|href| is_external(href.as_str()));
            let links: Vec<Element<'_>> =
                list.links.iter().map(|&link| page.tree.get(link)).filter(|node| is_link(*node) && is_outward(node)).collect();
            // A change log or a bibliography leads to one site, and says what all of it is.
            if links.len() < self.list_links || hosts(&links) < 3 {
                continue;
            }
            let texts: Vec<Vec<Said<'_>>> = links
                .iter()
                .map(|link| {
                    let (words, range) = (page.words(), link.text().range());
                    let from = words.partition_point(|word| (word.start as usize) < range.start);
                    let of_link = words[from..].iter().take_while(|word| (word.end as usize) <= range.end);
                    let said =
                        of_link.map(|word| Said { hash: word.hash, word: &text.text()[word.range()], span: text.span(word.range()) });
                    said.filter(|said| is_content(said.word)).collect()
                })
                .collect();
            // Numbers and names of a change log are short; titles are not.
            if texts.iter().map(Vec::len).sum::<usize>() < 4 * links.len() {
                continue;
            }
            let Some(found) = commonest(&texts, self.list_percent) else { continue };
            let message = format!("`{}` stands in {} of the {} link texts of this list", found[0].word, found.len(), links.len());
            report(out, &found, message)
                .help("a list of links that repeats one word is made for search engines; keep the few that help the reader");
        }
    }

    /// Fields whose keywords all say the same word.
    pub(super) fn in_fields(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for field in self.declared_fields.iter().filter_map(|name| page.field(name)) {
            let phrases = phrases(&field.value);
            if phrases.len() < self.field_entries {
                continue;
            }
            let texts: Vec<Vec<Said<'_>>> = phrases
                .iter()
                .map(|phrase| {
                    let whole = phrase.text.as_str();
                    let said = crate::article::words_of(whole).map(|word| {
                        let at = word.as_ptr() as usize - whole.as_ptr() as usize;
                        Said { hash: hash(word), word, span: phrase.text.part(at..at + word.len()) }
                    });
                    said.filter(|said| is_content(said.word)).collect()
                })
                .collect();
            let Some(found) = commonest(&texts, self.field_percent) else { continue };
            let message = format!("`{}` stands in {} of the {} phrases of `{}`", found[0].word, found.len(), phrases.len(), field.name);
            report(out, &found, message)
                .lesser()
                .help("search engines take no notice of this field, and a reader who is shown it sees the same word again and again");
        }
    }
}

/// A word and its place.
#[derive(Clone, Copy)]
struct Said<'a> {
    hash: u64,
    word: &'a str,
    span: Span,
}

/// The word that most of the texts say, once of each of them, if they are at least `percent` of all.
fn commonest<'a>(texts: &[Vec<Said<'a>>], percent: f64) -> Option<Vec<Said<'a>>> {
    let mut holders: FxHashMap<u64, Vec<Said<'a>>> = FxHashMap::default();
    for text in texts {
        let mut seen = FxHashSet::default();
        for said in text.iter().filter(|said| seen.insert(said.hash)) {
            holders.entry(said.hash).or_default().push(*said);
        }
    }
    let found = holders.into_values().max_by_key(|found| (found.len(), Reverse(found[0].span.start)))?;
    (found.len() as f64 * 100.0 >= percent * texts.len() as f64).then_some(found)
}

fn report<'o>(out: &'o mut Out<'_>, found: &[Said<'_>], message: String) -> &'o mut crate::finding::Finding {
    let finding = out.report(found[0].span, message);
    finding.subject(found[0].word.to_lowercase());
    found[1..].iter().for_each(|said| _ = finding.related(said.span, "again"));
    finding
}

/// To how many hosts the links lead.
fn hosts(links: &[Element<'_>]) -> usize {
    let host = |link: &Element<'_>| {
        let href = link.attribute(Name::Href)?;
        let (_, rest) = href.as_str().split_once("//")?;
        rest.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
    };
    links.iter().filter_map(host).collect::<FxHashSet<_>>().len()
}
