//! Repeated slugs within one page.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::ops::Range;

/// How a slug that came before in the page is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A counter for each slug, with no look at other slugs: `s`, `s-1`, `s-2`. kramdown, mdBook 0.4.
    Counter,
    /// The same, kept in a plain JavaScript object, which knows `toString` and the like from the start. hexo-renderer-marked.
    ObjectCounter,
    /// The same, but from 2 on: `s`, `s-2`, `s-3`. hexo-renderer-markdown-it, Eleventy's `IdAttributePlugin`.
    CounterFromTwo,
    /// The smallest `n` from 1 on with `s-n` unused. github-slugger, Hugo, markdown-it-anchor, VitePress, mdBook 0.5, Pandoc, Zola.
    FirstFree,
    /// The smallest `n` from 1 on with `s_n` unused; `s_3` goes on with `s_4`, and an empty slug is never free. Python-Markdown.
    PythonMarkdown,
}

/// The slugs of one page so far. They stand in one string, to which each new one is added.
#[derive(Debug)]
pub struct Repeats {
    style: Style,
    taken: Vec<Taken>,
    /// By the hash of the slug, the last that was taken.
    last: FxHashMap<u64, u32>,
}

/// A slug that is taken.
#[derive(Debug)]
struct Taken {
    slug: Range<u32>,
    /// The last number that it was tried with.
    tried: u64,
    /// Another one with the same hash.
    before: Option<u32>,
}

impl Repeats {
    pub fn new(style: Style) -> Self {
        Self { style, taken: Vec::new(), last: FxHashMap::default() }
    }

    /// Makes room for this many slugs.
    pub fn reserve(&mut self, slugs: usize) {
        self.taken.reserve(slugs);
        self.last.reserve(slugs);
    }

    /// Takes an explicit id, so that the slugs to come differ from it, in the generators that do so.
    pub fn take_explicit(&mut self, id: &str, text: &mut String) {
        if self.find(id, text).is_none() {
            let from = text.len();
            text.push_str(id);
            self.take(from, text, 0);
        }
    }

    /// Makes the slug that stands in `text` from byte `from` on the id of a heading. All ids of the page stand before it.
    pub fn make_unique(&mut self, from: usize, text: &mut String) {
        match self.style {
            Style::ObjectCounter if is_inherited(&text[from..]) => self.inherited(from, text),
            Style::Counter | Style::ObjectCounter => self.counted(from, text, 1),
            Style::CounterFromTwo => self.counted(from, text, 2),
            Style::FirstFree => self.first_free(from, text),
            Style::PythonMarkdown => self.first_free_of_python(from, text),
        }
    }

    fn find(&self, slug: &str, text: &str) -> Option<usize> {
        let mut next = self.last.get(&hash(slug)).copied();
        while let Some(index) = next {
            let taken = &self.taken[index as usize];
            if text[taken.slug.start as usize..taken.slug.end as usize] == *slug {
                return Some(index as usize);
            }
            next = taken.before;
        }
        None
    }

    /// Takes a new slug: all of `text` from byte `from` on.
    fn take(&mut self, from: usize, text: &str, tried: u64) {
        let before = self.last.insert(hash(&text[from..]), self.taken.len() as u32);
        self.taken.push(Taken { slug: from as u32..text.len() as u32, tried, before });
    }

    fn counted(&mut self, from: usize, text: &mut String, first: u64) {
        match self.find(&text[from..], text) {
            Some(index) => {
                let count = &mut self.taken[index].tried;
                *count += 1;
                push_number('-', *count + first - 1, text);
            }
            None => self.take(from, text, 0),
        }
    }

    /// A counter that starts as an inherited function: true, so that it is counted up, which makes it `NaN`: false, so that it is set to 1.
    fn inherited(&mut self, from: usize, text: &mut String) {
        const NAN: u64 = u64::MAX;
        match self.find(&text[from..], text) {
            None => {
                self.take(from, text, NAN);
                text.push_str("-NaN");
            }
            Some(index) if self.taken[index].tried == NAN => self.taken[index].tried = 0,
            Some(_) => self.counted(from, text, 1),
        }
    }

    fn first_free(&mut self, from: usize, text: &mut String) {
        let Some(index) = self.find(&text[from..], text) else { return self.take(from, text, 0) };
        let (end, mut number) = (text.len(), self.taken[index].tried);
        loop {
            number += 1;
            push_number('-', number, text);
            if self.find(&text[from..], text).is_none() {
                break;
            }
            text.truncate(end);
        }
        self.taken[index].tried = number;
        self.take(from, text, 0);
    }

    /// Python-Markdown's `unique` of the `toc` extension.
    fn first_free_of_python(&mut self, from: usize, text: &mut String) {
        let known = self.find(&text[from..], text);
        if known.is_none() && from < text.len() {
            return self.take(from, text, 0);
        }
        let (base, count) = split_count(&text[from..]).map_or((text.len(), 0), |(base, count)| (from + base.len(), count));
        let mut number = known.map_or(count, |index| self.taken[index].tried.max(count));
        // `s`, `s_1`, `s_2` share their numbers: what one has tried, the others need not try again.
        let mut passed: Vec<usize> = known.into_iter().collect();
        loop {
            text.truncate(base);
            number = number.saturating_add(1);
            push_number('_', number, text);
            let Some(index) = self.find(&text[from..], text) else { break };
            number = number.max(self.taken[index].tried);
            passed.push(index);
        }
        passed.into_iter().for_each(|index| self.taken[index].tried = number);
        if known.is_none() {
            // The empty slug.
            let before = self.last.insert(hash(""), self.taken.len() as u32);
            self.taken.push(Taken { slug: 0..0, tried: number, before });
        }
        self.take(from, text, 0);
    }
}

fn hash(slug: &str) -> u64 {
    FxBuildHasher.hash_one(slug)
}

fn push_number(sign: char, number: u64, text: &mut String) {
    text.push(sign);
    text.push_str(&number.to_string());
}

/// Whether every JavaScript object has this property. The names with underscores are no slugs of Hexo.
fn is_inherited(slug: &str) -> bool {
    matches!(slug, "constructor" | "hasOwnProperty" | "isPrototypeOf" | "propertyIsEnumerable" | "toLocaleString" | "toString" | "valueOf")
}

/// `base` and `3` of `base_3`.
fn split_count(slug: &str) -> Option<(&str, u64)> {
    let (base, count) = slug.rsplit_once('_')?;
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    Some((base, count.parse().ok().filter(|_| is_number)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of slugs, all in one text.
    struct Ids(Repeats, String);

    impl Ids {
        fn of(&mut self, slug: &str) -> String {
            let from = self.1.len();
            self.1.push_str(slug);
            self.0.make_unique(from, &mut self.1);
            self.1[from..].to_string()
        }
    }

    fn ids(style: Style, slugs: &[&str]) -> Vec<String> {
        let mut ids = Ids(Repeats::new(style), String::new());
        slugs.iter().map(|slug| ids.of(slug)).collect()
    }

    #[test]
    fn counters_look_at_no_other_slug() {
        assert_eq!(ids(Style::Counter, &["tea", "tea", "tea-1", "tea"]), ["tea", "tea-1", "tea-1", "tea-2"]);
        assert_eq!(ids(Style::Counter, &["", "", ""]), ["", "-1", "-2"]);
        assert_eq!(ids(Style::CounterFromTwo, &["tea", "tea", "tea"]), ["tea", "tea-2", "tea-3"]);
    }

    #[test]
    fn an_object_has_properties_from_the_start() {
        let expected = ["toString-NaN", "toString", "toString-1", "toString-2", "tostring"];
        assert_eq!(ids(Style::ObjectCounter, &["toString", "toString", "toString", "toString", "tostring"]), expected);
        assert_eq!(ids(Style::ObjectCounter, &["constructor", "tea", "tea"]), ["constructor-NaN", "tea", "tea-1"]);
    }

    #[test]
    fn the_first_free_number_is_taken() {
        assert_eq!(ids(Style::FirstFree, &["tea-1", "tea", "tea", "tea"]), ["tea-1", "tea", "tea-2", "tea-3"]);
        assert_eq!(ids(Style::FirstFree, &["tea-1", "tea-1"]), ["tea-1", "tea-1-1"]);
        assert_eq!(ids(Style::FirstFree, &["", ""]), ["", "-1"]);
    }

    #[test]
    fn python_goes_on_from_a_number_at_the_end() {
        assert_eq!(ids(Style::PythonMarkdown, &["tea_1", "tea", "tea"]), ["tea_1", "tea", "tea_2"]);
        assert_eq!(ids(Style::PythonMarkdown, &["tea_1", "tea_1", "tea_x", "tea_x"]), ["tea_1", "tea_2", "tea_x", "tea_x_1"]);
        assert_eq!(ids(Style::PythonMarkdown, &["", "", "_1"]), ["_1", "_2", "_3"]);
    }

    #[test]
    fn python_does_not_walk_the_same_numbers_again() {
        let mut ids = Ids(Repeats::new(Style::PythonMarkdown), String::new());
        let count = 20_000;
        for number in 0..count {
            let expected = if number == 0 { "tea".to_owned() } else { format!("tea_{number}") };
            assert_eq!(ids.of("tea"), expected);
        }
        for number in 1..count {
            assert_eq!(ids.of(&format!("tea_{number}")), format!("tea_{}", count + number - 1));
        }
    }

    #[test]
    fn explicit_ids_are_taken() {
        let mut ids = Ids(Repeats::new(Style::FirstFree), String::new());
        ids.0.take_explicit("tea", &mut ids.1);
        ids.0.take_explicit("tea", &mut ids.1);
        assert_eq!(ids.of("tea"), "tea-1");
        ids.0.take_explicit("tea", &mut ids.1);
        assert_eq!(ids.of("tea"), "tea-2");
    }
}
