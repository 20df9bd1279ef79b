//! Whether a page has what a fragment names.

use super::{Site, percent_decoded};
use crate::facts::{Facts, Heading};
use crate::generator::slug::{self, Piece};
use crate::generator::{Anchors, Links};
use crate::text::likeness;
use std::borrow::Cow;

/// An id that may have been meant.
#[derive(Debug)]
pub struct Near<'a> {
    pub id: &'a str,
    pub heading: Option<Heading<'a>>,
    /// Only the letter case differs; ids are case-sensitive.
    pub only_case: bool,
}

/// Slug rules that are tried where the configuration has one of its own, which is not known.
const ANY: &[fn(&[Piece<'_>], &mut String)] = &[
    slug::github,
    slug::kramdown,
    slug::hugo_github::<true>,
    slug::python_markdown,
    slug::vitepress,
    slug::mdbook,
    slug::zola,
    slug::markdown_it_anchor,
    slug::hexo_marked,
];

impl Site<'_> {
    /// Whether the page has this fragment (without `#`). Browsers compare it as written and percent-decoded, letter by letter;
    /// `top` and nothing at all always work, and text fragments are no ids.
    pub fn has_fragment(&self, page: &Facts, fragment: &str) -> bool {
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let decoded = percent_decoded(fragment);
        let is_there = |id: &str| page.has_id(id);
        if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with('!') {
            return true;
        }
        if is_there(fragment) || is_there(&decoded) || is_there(&format!("user-content-{decoded}")) || self.generator.may_have_id(&decoded)
        {
            return true;
        }
        if matches!(self.generator.links(), Links::Files) && is_github(page, &decoded, is_there) {
            return true;
        }
        if !self.generator.knows_ids() && page.headings.iter().any(|heading| any_style(heading.text, &decoded)) {
            return true;
        }
        // What a template puts into a heading is not known.
        let texts = page.headings.texts();
        let has_brace = memchr::memchr(b'{', texts.as_bytes()).is_some();
        if has_brace && page.headings.iter().any(|heading| may_be_filled_in(heading.text, &decoded)) {
            return true;
        }
        // GitHub shows `{#id}` as text, but who writes it has something that reads it.
        !matches!(self.generator.links(), Links::Urls(_))
            && has_brace
            && page.headings.iter().any(|heading| explicit_id(heading.text) == Some(&*decoded))
    }
}

/// Letters and digits alone, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a heading that a template writes a part of may have this id: what stands around the template is in it.
fn may_be_filled_in(heading: &str, id: &str) -> bool {
    let begin = [heading.find("{{"), heading.find("{%")].into_iter().flatten().min();
    let end = [heading.rfind("}}"), heading.rfind("%}")].into_iter().flatten().max();
    let (Some(begin), Some(end)) = (begin, end) else { return false };
    let (before, after, id) = (bare(&heading[..begin]), bare(heading.get(end + 2..).unwrap_or_default()), bare(id));
    begin < end && id.len() >= before.len() + after.len() && id.starts_with(&before) && id.ends_with(&after)
}

/// The id in `Heading {#id}` or `Heading { #id .class }`.
fn explicit_id(heading: &str) -> Option<&str> {
    let (_, attributes) = heading.strip_suffix('}')?.rsplit_once('{')?;
    attributes.trim_start_matches(':').split_whitespace().find_map(|attribute| attribute.strip_prefix('#'))
}

/// The fragments that GitHub adds to a file: its lines (`#L10`, `#L5C2-L7C9`), the README below a folder's list, and the ids as they
/// stand in its pages.
fn is_github(page: &Facts, fragment: &str, is_there: impl Fn(&str) -> bool) -> bool {
    let is_line = |part: &str| {
        let mut numbers = part.strip_prefix('L').unwrap_or_default().splitn(2, 'C');
        numbers.all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_readme = fragment == "readme" && page.file_name().to_ascii_lowercase().starts_with("readme.");
    fragment.splitn(2, '-').all(is_line) || is_readme || fragment.strip_prefix("user-content-").is_some_and(is_there)
}

/// Whether any known slug rule makes this id of the heading, a number for repetition aside.
fn any_style(heading: &str, id: &str) -> bool {
    let unnumbered = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.strip_suffix(['-', '_']).unwrap_or(id);
    let pieces = [Piece::Text { raw: heading, text: heading }];
    let made = |rule: &fn(&[Piece<'_>], &mut String)| {
        let mut made = String::new();
        rule(&pieces, &mut made);
        made
    };
    // Typographic quotes, code and tags in headings are treated in as many ways as there are generators.
    let (same, wanted) = (bare(heading), bare(unnumbered));
    (!wanted.is_empty() && (wanted == same || bare(id) == same))
        || ANY.iter().map(made).any(|made| !made.is_empty() && (made == id || made == unnumbered))
}

/// The id that the writer may have meant: the same in other letter case, that of the heading the link's text names, or one spelt much
/// like it.
///
/// `fragment` is as written, `text` what the reader clicks on.
pub fn nearest<'p>(page: &'p Facts, fragment: &str, text: &str) -> Option<Near<'p>> {
    nearest_of(&page.anchors, page.headings.iter(), fragment, text)
}

/// The same among these.
pub fn nearest_of<'p>(
    anchors: &'p Anchors,
    headings: impl Iterator<Item = Heading<'p>> + Clone,
    fragment: &str,
    text: &str,
) -> Option<Near<'p>> {
    // On longer pages the comparison with every id would cost more than the hint is worth.
    if anchors.len() > 1000 {
        return None;
    }
    let wanted = &*percent_decoded(fragment).to_lowercase();
    let heading_of = |id: &str| {
        let anchor = anchors.iter().find(|anchor| anchor.id == id)?;
        headings.clone().find(|heading| heading.span.start == anchor.span.start)
    };
    let mut best: Option<(f64, &str)> = None;
    let length = wanted.chars().count();
    for id in anchors.iter().map(|anchor| anchor.id) {
        let least = best.map_or(0.7, |(least, _)| least);
        // Most are too long, or too short, to be like it.
        if id.is_ascii() && id.len().abs_diff(length) as f64 > (1.0 - least) * id.len().max(length) as f64 + 1e-9 {
            continue;
        }
        let spelt = lower_case(id);
        if *spelt == *wanted {
            return Some(Near { id, heading: heading_of(id), only_case: true });
        }
        best = likeness(&spelt, wanted, least).map(|score| (score, id)).or(best);
    }
    let said: Vec<String> = words(text).map(str::to_lowercase).collect();
    for heading in headings.clone().filter(|_| said.len() >= 2) {
        let score = words_in_common(heading.text, &said);
        if score < best.map_or(0.6, |(least, _)| least.max(0.6)) {
            continue;
        }
        let anchor = anchors.iter().find(|anchor| anchor.span.start == heading.span.start);
        best = anchor.map(|anchor| (score, anchor.id)).or(best);
    }
    let best = best?;
    Some(Near { id: best.1, heading: heading_of(best.1), only_case: false })
}

/// In lower case. The ideographs and kana that many words are made of (three bytes, the first of them E3 to E9) have none.
fn lower_case(text: &str) -> Cow<'_, str> {
    // Without a way out the loop takes many bytes at a time.
    let (capital, other) = text
        .bytes()
        .fold((false, false), |(capital, other), byte| (capital | byte.is_ascii_uppercase(), other | matches!(byte, 0xc2..=0xe2 | 0xea..)));
    if other {
        Cow::from(text.to_lowercase())
    } else if capital {
        Cow::from(text.to_ascii_lowercase())
    } else {
        Cow::from(text)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    // Unified ideographs are letters, and need not be looked up.
    let is_part = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
    text.split(move |c| !is_part(c)).filter(|word| !word.is_empty())
}

/// The share of words that a heading has in common with these, which are in lower case.
fn words_in_common(heading: &str, said: &[String]) -> f64 {
    if said.len() < 2 {
        return 0.0;
    }
    let is_said = |word: &str| match word.is_ascii() {
        true => said.iter().any(|said| said.eq_ignore_ascii_case(word)),
        false => {
            let word = lower_case(word);
            said.iter().any(|said| **said == *word)
        }
    };
    let (all, common) = words(heading).fold((0, 0), |(all, common), word| (all + 1, common + usize::from(is_said(word))));
    if common < 2 { 0.0 } else { 2.0 * common as f64 / (all + said.len()) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_in_headings_may_be_anything() {
        assert!(may_be_filled_in("Green {% pot 'x' %} tea", "green-red-pot-tea"));
        assert!(may_be_filled_in("Tea {{ n }}", "tea") && may_be_filled_in("{{ title }}", "x"));
        assert!(!may_be_filled_in("Green {{ n }} tea", "red-tea") && !may_be_filled_in("Green tea", "green-tea"));
    }
}
