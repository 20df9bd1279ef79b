use crate::article::{Name, Tag, forms, hash, words_of};
use crate::facts::{TITLE, phrases};
use crate::rule::{ArticleRule, Out, Page};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::cell::OnceCell;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnusedKeyword {
    fields: Vec<String>,
    min_share: f64,
    min_words: usize,
}

/// Fields whose entries are names of shelves.
const SHELVES: &[&str] = &["tags", "tag", "categories", "category"];

impl ArticleRule for UnusedKeyword {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let mut fields = self.fields.iter().filter_map(|name| page.field(name)).peekable();
        if fields.peek().is_none() || page.words().len() < self.min_words {
            return;
        }
        let vocabulary = Vocabulary { page, elsewhere: OnceCell::new(), english: OnceCell::new() };
        for field in fields {
            let phrases = phrases(&field.value);
            let is_unused = |text: &str| !words_of(text).all(|word| vocabulary.has(word));
            let unused: Vec<_> = phrases.iter().filter(|phrase| is_unused(phrase.text.as_str())).collect();
            let Some(first) = unused.first().filter(|_| unused.len() as f64 >= self.min_share * phrases.len() as f64) else { continue };
            let (of, verb) = (phrases.len(), if unused.len() == 1 { "has" } else { "have" });
            let names: Vec<_> = unused.iter().map(|phrase| phrase.text.as_str()).collect();
            // Of a list with a line for each item, the first item at fault.
            let span = if field.value.span.of(page.text()).contains('\n') { first.value } else { field.value.span };
            let finding = out.report(
                span,
                format!("{} of {of} `{}` {verb} words that the article never uses: {}", unused.len(), field.name, names.join(", ")),
            );
            finding.subject(field.name.clone());
            if SHELVES.contains(&&*field.name) {
                finding.lesser().help("readers who open this shelf look for articles about it; keep those this one belongs to");
            } else {
                finding.help("search engines take no notice of this field, and a list of phrases that the text is not about looks like keyword stuffing; keep those it is about");
            }
        }
    }
}

/// The words of an article: of the body, code included, of its images' descriptions and of the title.
struct Vocabulary<'p, 'a> {
    page: &'p Page<'a>,
    /// Those that are not counted with the body.
    elsewhere: OnceCell<FxHashSet<u64>>,
    english: OnceCell<bool>,
}

impl Vocabulary<'_, '_> {
    /// Whether a word is there, in any of its forms.
    fn has(&self, word: &str) -> bool {
        self.knows(hash(word)) || {
            let (mut same, mut english) = (false, false);
            forms(word, false, |form| same |= self.knows(hash(form)));
            if !same {
                forms(word, true, |form| english |= self.knows(hash(form)));
            }
            same || english && *self.english.get_or_init(|| self.page.is_english())
        }
    }

    fn knows(&self, hash: u64) -> bool {
        self.page.tally().has(hash) || self.elsewhere.get_or_init(|| elsewhere(self.page)).contains(&hash)
    }
}

/// Looked at only when a word is missed in the body.
fn elsewhere(page: &Page<'_>) -> FxHashSet<u64> {
    let text = page.tree.text().text();
    let blocks = page.tree.elements(Tag::Pre).map(|block| block.extent().of(page.text()));
    let whole = 0..text.len();
    let quiet = page.quiet_in(&whole).map(|range| &text[range.clone()]);
    let alts = page.images().filter_map(|image| image.attribute(Name::Alt)).map(|alt| alt.as_str());
    let title = page.first_text(TITLE).map(|(_, title)| title);
    let words = blocks.chain(quiet).chain(alts).chain(title).flat_map(words_of);
    let mut hashes = FxHashSet::default();
    // `mosquitto_sub` speaks of mosquitto.
    let mut add = |word: &str| hashes.extend(word.split('_').chain([word]).map(hash));
    words.for_each(&mut add);
    for at in memchr::memchr_iter(b'_', text.as_bytes()) {
        let index = page.words().partition_point(|word| word.end as usize <= at);
        page.words().get(index).filter(|word| word.range().contains(&at)).into_iter().for_each(|word| add(&text[word.range()]));
    }
    hashes
}
