//! The keyphrases that an article declares: what its author wants it to be found by.

use crate::article::{Article, Field, Tally, Value, Word, forms, hash, is_function, is_unspaced, stem, words_of};
use crate::text::{Span, Text};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The fields for the one phrase that an article is written for, the usual one first.
pub const FOCUS: &[&str] = &[
    "focus_keyphrase",
    "focuskw",
    "focus_keyword",
    "focusKeyphrase",
    "focusKeyword",
    "keyphrase",
    "primary_keyword",
    "seo.focus_keyphrase",
    "seo.focus_keyword",
    "yoast_wpseo_focuskw",
    "_yoast_wpseo_focuskw",
    "rank_math_focus_keyword",
];

/// The field that declares a focus keyphrase, and the phrase: the first, where there are several.
pub fn focus(article: &Article) -> Option<(&Field, Phrase<'_>)> {
    // Most articles have none of them.
    let is_one = |field: &Field| FOCUS.contains(&&*field.name) || field.name == "seo";
    if !article.front_matter.as_ref()?.fields.iter().any(is_one) {
        return None;
    }
    FOCUS.iter().find_map(|name| {
        let field = article.field(name)?;
        let phrase = phrases(&field.value).into_iter().next()?;
        Some((field, phrase))
    })
}

/// One phrase of a field.
#[derive(Clone, Copy)]
pub struct Phrase<'a> {
    /// Without quotes and white space around it.
    pub text: Text<'a>,
    /// The value that it stands in: an item of a list, or all of a text with commas.
    pub value: Span,
    /// It stands in quotation marks by itself: meant to the letter.
    pub quoted: bool,
}

/// The phrases of a list, or of one text parted by commas.
pub fn phrases(value: &Value) -> Vec<Phrase<'_>> {
    let mut phrases = Vec::new();
    for (text, span) in value.items().iter().filter_map(|item| Some((item.as_text()?, item.span))) {
        let (whole, mut at) = (text.as_str(), 0);
        for part in whole.split([',', '，', ';', '、', '\n']) {
            let from = at;
            at += part.len();
            let bare = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
            if !bare.is_empty() {
                let start = from + (bare.as_ptr() as usize - part.as_ptr() as usize);
                let quoted = part.len() == whole.len() && part.trim().starts_with('"') && part.trim().ends_with('"');
                phrases.push(Phrase { text: text.slice(start..start + bare.len()), value: span, quoted });
            }
            at += whole[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    phrases
}

/// A text of more words is no phrase.
const LONGEST: usize = 24;

/// A keyphrase to be looked for: its words, each in all its forms.
pub struct Keyphrase<'a> {
    pub text: &'a str,
    /// Its words are one behind the other: it is meant to the letter, or in a script that does not part words.
    sequence: bool,
    /// By hashes; function words are left out, except of a sequence.
    words: Vec<Vec<u64>>,
}

impl<'a> Keyphrase<'a> {
    /// The words of a phrase; nothing where it has none, or is a text. `english`: with the forms that English words have.
    pub fn new(phrase: &Phrase<'a>, english: bool) -> Option<Keyphrase<'a>> {
        let text = phrase.text.as_str();
        let sequence = phrase.quoted || text.contains(is_unspaced);
        let mut words: Vec<Vec<u64>> = Vec::new();
        let mut add = |word: &str| {
            let mut hashes = Vec::new();
            forms(word, english && !sequence, |form| hashes.push(hash(form)));
            hashes.sort_unstable();
            hashes.dedup();
            words.push(hashes);
        };
        let parts: Vec<&str> = words_of(text).collect();
        let content = parts.iter().filter(|word| !is_function(word)).count();
        parts.iter().filter(|word| sequence || content == 0 || !is_function(word)).for_each(|word| add(word));
        if !sequence {
            // A sentence has to have each word once.
            words.sort_unstable();
            words.dedup();
        }
        (!words.is_empty() && parts.len() <= LONGEST).then_some(Keyphrase { text, sequence, words })
    }

    /// How many words it has, function words left out.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// More often than this it cannot stand in the text of a tally.
    pub fn most(&self, tally: &Tally) -> u32 {
        self.words.iter().map(|forms| forms.iter().map(|&form| tally.count(form)).sum()).min().unwrap_or(0)
    }

    /// How many of its words stand in a text; of a sequence, all or none.
    pub fn words_in(&self, text: &str) -> usize {
        let hashes: Vec<u64> = words_of(text).map(hash).collect();
        match self.sequence {
            true => {
                if self.sequences(&hashes).next().is_some() {
                    self.len()
                } else {
                    0
                }
            }
            false => self.words.iter().filter(|forms| hashes.iter().any(|hash| forms.binary_search(hash).is_ok())).count(),
        }
    }

    /// Where it stands in an article, as Yoast counts: once for each time that a sentence has all of its words, in any order. The words
    /// from the first to the last, by their indices; in order.
    pub fn occurrences(&self, article: &Article) -> Vec<Range<usize>> {
        if self.sequence {
            let hashes: Vec<u64> = article.words().iter().map(|word| word.hash).collect();
            return self.sequences(&hashes).map(|at| at..at + self.len()).collect();
        }
        let mut which: FxHashMap<u64, usize> = FxHashMap::default();
        for (index, forms) in self.words.iter().enumerate() {
            forms.iter().for_each(|&form| _ = which.entry(form).or_insert(index));
        }
        let (mut found, mut at) = (Vec::new(), 0);
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        for sentence in article.sentences() {
            places.iter_mut().for_each(Vec::clear);
            for (place, word) in (at..).zip(sentence) {
                if let Some(&index) = which.get(&word.hash) {
                    places[index].push(place);
                }
            }
            at += sentence.len();
            let times = places.iter().map(Vec::len).min().unwrap_or(0);
            for time in 0..times {
                let ends = places.iter().map(|places| places[time]);
                if let (Some(first), Some(last)) = (ends.clone().min(), ends.max()) {
                    found.push(first..last + 1);
                }
            }
        }
        found
    }

    /// Where its words begin one behind the other, without overlap.
    fn sequences<'s>(&'s self, hashes: &'s [u64]) -> impl Iterator<Item = usize> + 's {
        let mut free = 0;
        let fits = |window: &[u64]| window.iter().zip(&self.words).all(|(hash, forms)| forms.binary_search(hash).is_ok());
        hashes.windows(self.len()).enumerate().filter(move |(_, window)| fits(window)).map(|(at, _)| at).filter(move |&at| {
            let counts = at >= free;
            if counts {
                free = at + self.len();
            }
            counts
        })
    }

    /// Whether it is written in a script that does not part words.
    pub fn is_unspaced(&self) -> bool {
        self.text.contains(is_unspaced)
    }
}

/// How many words a text has in which two characters of a script without spaces count as one: Yoast asks 600 characters of Japanese for
/// 300 words of English.
pub fn evened(text: &str, words: &[Word]) -> usize {
    let is_one = |word: &&Word| text[word.range()].chars().next().is_some_and(is_unspaced);
    let characters = words.iter().filter(is_one).count();
    words.len() - characters + characters.div_ceil(2)
}

/// A focus keyphrase, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Focus {
    pub text: Box<str>,
    /// The value.
    pub span: Span,
    /// What it has in common with the same phrase in other words: without function words, letter case and, in English, endings.
    pub key: Box<str>,
}

impl Focus {
    /// Of an article; whether it is in English is asked where there is one.
    pub fn of(article: &Article, english: impl FnOnce() -> bool) -> Option<Focus> {
        let (_, phrase) = focus(article)?;
        let (text, english) = (phrase.text.as_str(), english());
        let words: Vec<&str> = words_of(text).collect();
        let mut content: Vec<&str> = words.iter().copied().filter(|word| !is_function(word)).collect();
        if content.is_empty() {
            content = words;
        }
        let same = |word: &str| if english { stem(word) } else { word.to_lowercase() };
        let key: Vec<String> = content.into_iter().map(same).collect();
        (!key.is_empty()).then(|| Focus { text: text.into(), span: phrase.value, key: key.join(" ").into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dialect;
    use crate::text::Source;

    fn read(text: &str) -> Article {
        Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default())
    }

    fn found(phrase: &str, english: bool, body: &str) -> Vec<String> {
        let article = read(&format!("---\nkeyphrase: {phrase}\n---\n\n{body}\n"));
        let Some((_, phrase)) = focus(&article) else { return Vec::new() };
        let Some(keyphrase) = Keyphrase::new(&phrase, english) else { return Vec::new() };
        let (words, text) = (article.words(), article.tree.text().text());
        let found = keyphrase.occurrences(&article);
        assert!(found.len() <= keyphrase.most(article.tally()) as usize);
        found.iter().map(|range| text[words[range.start].start as usize..words[range.end - 1].end as usize].to_string()).collect()
    }

    #[test]
    fn a_sentence_has_it_as_often_as_it_has_all_its_words() {
        let body = "Descale the kettle. A kettle: descale it, and descale another kettle. Kettle! Descale.";
        assert_eq!(found("descale a kettle", true, body), ["Descale the kettle", "kettle: descale", "descale another kettle"]);
    }

    #[test]
    fn english_words_have_other_forms() {
        let body = "Descaling kettles is dull.\n\n# A kettle to descale";
        assert_eq!(found("descale kettle", true, body), ["Descaling kettles", "kettle to descale"]);
        assert_eq!(found("descale kettle", false, body), ["kettle to descale"]);
    }

    #[test]
    fn what_is_quoted_is_meant_to_the_letter() {
        let body = "Descale a kettle. A kettle can descale a kettles. To descale a Kettle";
        assert_eq!(found("'\"descale a kettle\"'", true, body), ["Descale a kettle", "descale a Kettle"]);
    }

    #[test]
    fn scripts_without_spaces_are_sequences() {
        assert_eq!(found("水壶", false, "这个水壶很好，水壶。壶里有水。"), ["水壶", "水壶"]);
        assert_eq!(found("電気ケトル", false, "電気ケトルの選び方。電気のケトル"), ["電気ケトル"]);
    }

    #[test]
    fn phrases_stand_in_lists_or_between_commas() {
        let texts = |yaml: &str| {
            let article = read(&format!("---\nkeywords: {yaml}\n---\n"));
            let field = article.field("keywords").map(|field| phrases(&field.value)).unwrap_or_default();
            field
                .iter()
                .map(|phrase| (phrase.text.as_str().to_string(), phrase.text.span().of(article.text()).to_string()))
                .collect::<Vec<_>>()
        };
        let both = |words: &[&str]| words.iter().map(|word| (word.to_string(), word.to_string())).collect::<Vec<_>>();
        assert_eq!(texts("\"one, 'two three',, four \""), both(&["one", "two three", "four"]));
        assert_eq!(texts("[one, \"two\"]"), both(&["one", "two"]));
        assert_eq!(texts("茶、水壶"), both(&["茶", "水壶"]));
        assert_eq!(texts(""), []);
    }

    #[test]
    fn one_focus_in_other_words() {
        let key = |phrase: &str| Focus::of(&read(&format!("---\nfocuskw: {phrase}\n---\n")), || true).map(|focus| focus.key);
        assert_eq!(key("Descale a Kettle"), key("descaling the kettles"));
        assert_ne!(key("car kettle"), key("care kettle"));
        assert_eq!(key(""), None);
    }
}
