use crate::article::{groups, hash, is_content, keep_alike, may_repeat, stem, words_of};
use crate::facts::{TITLE, heading_line};
use crate::rule::{ArticleRule, Out, Page};
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatedKeyword {
    max_repeat: usize,
}

impl ArticleRule for RepeatedKeyword {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let field = page.first_text(TITLE).and_then(|(field, _)| Some((field.value.span, field.value.as_text()?)));
        let heading = || page.headings().find(|(level, _)| *level == 1).map(|(_, node)| (heading_line(page, node.span()), node.text()));
        let Some((span, title)) = field.or_else(heading) else { return };
        let text = title.as_str();
        let mut words = if may_repeat(text, self.max_repeat) { Word::of(text) } else { Vec::new() };
        keep_alike(&mut words, self.max_repeat, |word| word.text);
        if words.is_empty() && !has_parts(text) {
            return;
        }
        // What is the same in English alone has to be English.
        let found = [true, false].into_iter().find_map(|english| {
            let found = repeated(text, &words, self.max_repeat, english).or_else(|| variants(text, english))?;
            (!english || page.is_english()).then_some(found)
        });
        let Some(Found { message, places }) = found else { return };
        let finding = out.report(span, message);
        finding.help("say it once, and use the room for what the reader finds here and nowhere else");
        for part in places {
            finding.related(title.part(part.at..part.at + part.text.len()), "here");
        }
    }
}

/// Ways of writing that are named.
const NAMED: usize = 5;

/// What parts a list of phrases.
const PARTS: [char; 6] = [',', ';', '|', '/', '·', '，'];

/// Whether a title may be such a list.
fn has_parts(title: &str) -> bool {
    !title.is_ascii() && title.contains(PARTS) || title.bytes().any(|byte| matches!(byte, b',' | b';' | b'|' | b'/'))
}

/// Words that a title repeats.
struct Found<'a> {
    message: String,
    places: Vec<Word<'a>>,
}

/// A part of a title, and where it stands there.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Word<'a> {
    /// The words of a title that mean something; `hexo-util` is one, and not `hexo`.
    fn of(title: &'a str) -> Vec<Word<'a>> {
        let mut words: Vec<Word<'a>> = Vec::new();
        for text in words_of(title) {
            let at = text.as_ptr() as usize - title.as_ptr() as usize;
            match words.last_mut().filter(|last| &title[last.at + last.text.len()..at] == "-") {
                Some(last) => last.text = &title[last.at..at + text.len()],
                None => words.push(Word { text, at }),
            }
        }
        words.retain(|word| is_content(word.text));
        words
    }
}

/// A word that stands more often than `most` times; one that is only said again and again (`Rain, Rain, Rain`) counts once.
fn repeated<'a>(title: &str, words: &[Word<'a>], most: usize, english: bool) -> Option<Found<'a>> {
    let places = groups(words, english, |word| word.text).into_iter().find_map(|mut places| {
        let mut end = 0;
        places.retain(|word| {
            let again = title[std::mem::replace(&mut end, word.at + word.text.len())..word.at].trim() == ",";
            !again
        });
        (places.len() > most).then_some(places)
    })?;
    Some(Found { message: format!("`{}` stands {} times in the title", places[0].text, places.len()), places })
}

/// A phrase that stands between commas in several ways of writing it: `Teapot, tea pots`. The same phrase in the same way may be a name.
fn variants(title: &str, english: bool) -> Option<Found<'_>> {
    let mut phrases: FxHashMap<String, Vec<Word<'_>>> = FxHashMap::default();
    for part in title.split(PARTS) {
        let text = part.trim();
        let words = Word::of(text);
        let joined: String = words.iter().map(|word| word.text).collect();
        let key = if english { stem(&joined) } else { joined.to_lowercase() };
        if !key.is_empty() {
            phrases.entry(key).or_default().push(Word { text, at: text.as_ptr() as usize - title.as_ptr() as usize });
        }
    }
    let is_varied = |phrase: &&Vec<Word<'_>>| phrase[1..].iter().any(|other| hash(other.text) != hash(phrase[0].text));
    let places = phrases.into_values().filter(|phrase| is_varied(&phrase)).min_by_key(|phrase| phrase[0].at)?;
    let ways: Vec<String> = places.iter().take(NAMED).map(|place| format!("`{}`", place.text)).collect();
    Some(Found { message: format!("the title says one thing in several ways: {}", ways.join(", ")), places })
}
