//! Repeated slugs within one page.

use rustc_hash::FxHashMap;

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

/// The slugs of one page so far.
#[derive(Debug)]
pub struct Repeats {
    style: Style,
    /// What is taken, each slug with the last number that it was tried with.
    taken: FxHashMap<Box<str>, u64>,
}

impl Repeats {
    pub fn new(style: Style) -> Self {
        Self { style, taken: FxHashMap::default() }
    }

    /// Takes an explicit id, so that the slugs to come differ from it, in the generators that do so.
    pub fn reserve(&mut self, id: &str) {
        if !self.taken.contains_key(id) {
            self.take(id, 0);
        }
    }

    /// The id of a heading with this slug.
    pub fn unique(&mut self, slug: String) -> String {
        match self.style {
            Style::ObjectCounter if is_inherited(&slug) => self.inherited(slug),
            Style::Counter | Style::ObjectCounter => self.counted(slug, 1),
            Style::CounterFromTwo => self.counted(slug, 2),
            Style::FirstFree => self.first_free(slug),
            Style::PythonMarkdown => self.first_free_of_python(slug),
        }
    }

    fn take(&mut self, id: &str, tried: u64) {
        self.taken.insert(id.into(), tried);
    }

    fn counted(&mut self, slug: String, first: u64) -> String {
        match self.taken.get_mut(slug.as_str()) {
            Some(count) => {
                *count += 1;
                format!("{slug}-{}", *count + first - 1)
            }
            None => {
                self.take(&slug, 0);
                slug
            }
        }
    }

    /// A counter that starts as an inherited function: true, so that it is counted up, which makes it `NaN`: false, so that it is set to 1.
    fn inherited(&mut self, slug: String) -> String {
        const NAN: u64 = u64::MAX;
        match self.taken.get(slug.as_str()) {
            None => {
                self.take(&slug, NAN);
                slug + "-NaN"
            }
            Some(&NAN) => {
                self.take(&slug, 0);
                slug
            }
            Some(_) => self.counted(slug, 1),
        }
    }

    fn first_free(&mut self, slug: String) -> String {
        let Some(&tried) = self.taken.get(slug.as_str()) else {
            self.take(&slug, 0);
            return slug;
        };
        let mut number = tried;
        let id = loop {
            number += 1;
            let id = format!("{slug}-{number}");
            if !self.taken.contains_key(id.as_str()) {
                break id;
            }
        };
        self.take(&slug, number);
        self.take(&id, 0);
        id
    }

    /// Python-Markdown's `unique` of the `toc` extension.
    fn first_free_of_python(&mut self, slug: String) -> String {
        let tried = self.taken.get(slug.as_str());
        if tried.is_none() && !slug.is_empty() {
            self.take(&slug, 0);
            return slug;
        }
        let (base, count) = split_count(&slug).unwrap_or((&slug, 0));
        let mut number = tried.map_or(count, |&tried| tried.max(count));
        // `s`, `s_1`, `s_2` share their numbers: what one has tried, the others need not try again.
        let mut passed = Vec::new();
        let id = loop {
            number = number.saturating_add(1);
            let id = format!("{base}_{number}");
            match self.taken.get(id.as_str()) {
                Some(&tried) => number = number.max(tried),
                None => break id,
            }
            passed.push(id);
        };
        passed.iter().chain([&slug]).for_each(|slug| self.take(slug, number));
        self.take(&id, 0);
        id
    }
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

    fn ids(style: Style, slugs: &[&str]) -> Vec<String> {
        let mut repeats = Repeats::new(style);
        slugs.iter().map(|slug| repeats.unique((*slug).to_owned())).collect()
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
        let mut repeats = Repeats::new(Style::PythonMarkdown);
        let count = 20_000;
        for number in 0..count {
            let expected = if number == 0 { "tea".to_owned() } else { format!("tea_{number}") };
            assert_eq!(repeats.unique("tea".to_owned()), expected);
        }
        for number in 1..count {
            assert_eq!(repeats.unique(format!("tea_{number}")), format!("tea_{}", count + number - 1));
        }
    }

    #[test]
    fn reserved_ids_are_taken() {
        let mut repeats = Repeats::new(Style::FirstFree);
        repeats.reserve("tea");
        repeats.reserve("tea");
        assert_eq!(repeats.unique("tea".to_owned()), "tea-1");
        repeats.reserve("tea");
        assert_eq!(repeats.unique("tea".to_owned()), "tea-2");
    }
}
