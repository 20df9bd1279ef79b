mod lists;
mod undeclared;

use crate::article::{Element, Name, Tag, words_of};
use crate::facts::{Keyphrase, Phrase, evened, focus, heading_line, phrases};
use crate::finding::{Confidence, counted};
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::ops::Range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeywordStuffing {
    min_words: usize,
    min_count: usize,
    declared_percent: f64,
    declared_forms_percent: f64,
    declared_share: f64,
    word_percent: f64,
    pair_percent: f64,
    triple_percent: f64,
    declared_fields: Vec<String>,
    field_entries: usize,
    field_percent: f64,
    list_links: usize,
    list_percent: f64,
}

impl ArticleRule for KeywordStuffing {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let hit = if page.words().len() < self.min_words { None } else { self.declared(page).or_else(|| self.undeclared(page)) };
        match &hit {
            Some(hit) => report(page, hit, out),
            None => self.in_headings_and_images(page, out),
        }
        self.in_fields(page, out);
        self.in_lists(page, out);
    }
}

/// A phrase that is said too often.
struct Hit {
    /// Each occurrence, by the indices of its words; in order.
    places: Vec<Range<usize>>,
    /// What the author calls it, where the front matter declares it.
    declared: Option<String>,
    /// It is a single word that is declared with others: no phrase that the article is written for.
    among_others: bool,
    limit: Limit,
    scope: Scope,
}

/// How much of a text a phrase may be, in percent of its words.
#[derive(Clone, Copy)]
struct Limit {
    percent: f64,
    /// Whose it is, for a reader: `Yoast's limit`.
    whose: &'static str,
}

/// A part of the page that has its own number of words.
#[derive(Clone, Copy)]
struct Scope {
    main: bool,
    words: usize,
}

impl Scope {
    /// The parts of a page that a phrase may be too much of: the whole of it, and its main text where that is less.
    fn of(page: &Page<'_>, min_words: usize) -> Vec<Scope> {
        let mut scopes = vec![Scope { main: false, words: page.words().len() }];
        let main = page.main_text().words(page.article).count();
        if main < page.words().len() && main >= min_words {
            scopes.push(Scope { main: true, words: main });
        }
        scopes
    }

    /// How many of the places are in it.
    fn count(self, page: &Page<'_>, places: &[Range<usize>]) -> usize {
        match self.main {
            false => places.len(),
            true => places.iter().filter(|place| page.main_text().holds(page.words()[place.start].start as usize)).count(),
        }
    }
}

/// Declared phrases whose words are frequent enough that sentences are looked at.
const MOST: usize = 32;
const LIMIT: &str = "the limit";
/// Yoast SEO 3.6, density of keyphrases: more than this is too much, with all forms of the words counted, and with one form only.
const YOAST: [f64; 2] = [3.5, 3.0];
/// And more than this is far too much.
const YOAST_FAR: f64 = 4.0;
/// Headings and images below which no share of them is taken; the second is Yoast's.
const FEWEST: [usize; 2] = [4, 5];

impl KeywordStuffing {
    /// The phrases that the front matter declares, and whether each is declared with others.
    fn phrases<'p>(&self, page: &'p Page<'_>) -> impl Iterator<Item = (Phrase<'p>, bool)> {
        self.declared_fields.iter().filter_map(|name| page.field(name)).flat_map(|field| {
            let phrases = phrases(&field.value);
            let others = phrases.len() > 1;
            phrases.into_iter().map(move |phrase| (phrase, others))
        })
    }

    /// The declared keyphrase that is most over its limit.
    fn declared(&self, page: &Page<'_>) -> Option<Hit> {
        let mut phrases = self.phrases(page).peekable();
        phrases.peek()?;
        let scopes = Scope::of(page, self.min_words);
        let fewest = scopes.iter().map(|scope| scope.words).min()?;
        let (mut english, mut seen) = (None, FxHashSet::default());
        let frequent = phrases.filter(|(phrase, _)| {
            // In no language are there more forms than in English, and of a script without spaces two characters are a word.
            Keyphrase::new(phrase, true).is_some_and(|keyphrase| {
                let (most, words) = (keyphrase.most(page.tally()), if keyphrase.is_unspaced() { page.words().len() / 2 } else { fewest });
                let least = self.declared_percent.min(self.declared_forms_percent);
                most as usize >= self.min_count && f64::from(most) * 100.0 > least * words as f64 && seen.insert(keyphrase.text)
            })
        });
        let hits = frequent.take(MOST).filter_map(|(phrase, among_others)| {
            let english = *english.get_or_insert_with(|| page.is_english());
            let forms = english.then_some((true, self.declared_forms_percent));
            forms.into_iter().chain([(false, self.declared_percent)]).find_map(|(english, percent)| {
                let keyphrase = Keyphrase::new(&phrase, english)?;
                let whose = if YOAST.contains(&percent) { "Yoast's limit" } else { LIMIT };
                let (places, limit) = (keyphrase.occurrences(page.article), Limit { percent, whose });
                let scope = self.scope_over(page, &scopes, &places, limit, &keyphrase)?;
                let (declared, among_others) = (Some(keyphrase.text.to_string()), among_others && keyphrase.len() == 1);
                Some(Hit { places, declared, among_others, limit, scope })
            })
        });
        hits.reduce(|most, hit| if hit.places.len() > most.places.len() { hit } else { most })
    }

    /// The part of the page that these places of a declared keyphrase are too many for.
    fn scope_over(
        &self,
        page: &Page<'_>,
        scopes: &[Scope],
        places: &[Range<usize>],
        limit: Limit,
        keyphrase: &Keyphrase<'_>,
    ) -> Option<Scope> {
        let is_over = |scope: &Scope| {
            let count = scope.count(page, places);
            scope.words >= self.min_words && count >= self.min_count && count as f64 * 100.0 > limit.percent * scope.words as f64
        };
        match keyphrase.is_unspaced() {
            true => Some(Scope { main: false, words: evened(page.tree.text().text(), page.words()) }).filter(is_over),
            false => scopes.iter().copied().find(is_over),
        }
    }

    /// A focus keyphrase that nearly all headings or pictures repeat.
    fn in_headings_and_images(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let Some((_, phrase)) = focus(page.article) else { return };
        let Some(keyphrase) = Keyphrase::new(&phrase, page.is_english()) else { return };
        let headings = page.headings().filter(|(level, _)| matches!(level, 2 | 3));
        // Yoast: a heading reflects the keyphrase with more than half of its words, and an image with half.
        let headings: Vec<(Span, bool)> = headings
            .map(|(_, node)| (heading_line(page, node.span()), keyphrase.words_in(node.text().as_str()) * 2 > keyphrase.len()))
            .collect();
        let alts = page.images().filter_map(|image| image.attribute(Name::Alt)).filter(|alt| !alt.as_str().trim().is_empty());
        let alts: Vec<(Span, bool)> = alts.map(|alt| (alt.span(), keyphrase.words_in(alt.as_str()) * 2 >= keyphrase.len())).collect();
        let places = [(headings, "subheadings", FEWEST[0]), (alts, "alternative texts of images", FEWEST[1])];
        for (places, what, fewest) in places {
            let said: Vec<Span> = places.iter().filter(|(_, says)| *says).map(|(span, _)| *span).collect();
            if places.len() < fewest || said.len() as f64 * 100.0 <= self.declared_share * places.len() as f64 {
                continue;
            }
            let whose = if self.declared_share == 75.0 { "Yoast's limit" } else { LIMIT };
            let message = format!(
                "{} of {} {what} say the declared keyphrase `{}`, over {whose} of {} %",
                said.len(),
                places.len(),
                keyphrase.text,
                self.declared_share
            );
            let finding = out.report(said[0], message);
            finding.help("name in each what is there and nowhere else").subject(keyphrase.text.to_lowercase());
            said[1..].iter().for_each(|span| _ = finding.related(*span, "again"));
        }
    }
}

fn report(page: &Page<'_>, hit: &Hit, out: &mut Out<'_>) {
    let (words, text) = (page.words(), page.tree.text());
    let range = |place: &Range<usize>| words[place.start].start as usize..words[place.end - 1].end as usize;
    // As words alone: marks between them make no other form.
    let spoken = |place: &Range<usize>| {
        let mut form = String::new();
        for (one, before) in words[place.clone()].iter().zip([None].into_iter().chain(words[place.clone()].iter().map(Some))) {
            form += if before.is_some_and(|before| before.end < one.start) { " " } else { "" };
            form += &text.text()[one.range()];
        }
        form
    };
    let phrase = hit.declared.clone().unwrap_or_else(|| spoken(&hit.places[0]));
    let mut others: Vec<String> = Vec::new();
    let mut apart = 0;
    for place in &hit.places {
        let form = spoken(place).to_lowercase();
        match &hit.declared {
            Some(phrase) if place.len() > words_of(phrase).count() => apart += 1,
            _ if form != phrase.to_lowercase() && !others.contains(&form) && others.len() < OTHERS => others.push(form),
            _ => {}
        }
    }
    let kind = if hit.declared.is_some() { "the declared keyphrase " } else { "" };
    let mut message = format!("{kind}`{phrase}`");
    if !others.is_empty() {
        message += &format!(" (as {} too)", others.iter().map(|form| format!("`{form}`")).collect::<Vec<_>>().join(", "));
    }
    let count = hit.scope.count(page, &hit.places);
    let percent = count as f64 * 100.0 / hit.scope.words as f64;
    let far = if hit.limit.whose != LIMIT && percent > YOAST_FAR { "far " } else { "" };
    message += &format!(
        " stands {count} times in {} of {} ({percent:.1} %, {far}over {} of {} %)",
        counted(hit.scope.words, "word"),
        name(hit.scope),
        hit.limit.whose,
        hit.limit.percent
    );
    let other = Scope { main: !hit.scope.main, words: 0 };
    let main = page.main_text().words(page.article).count();
    if main < words.len() {
        let words = if other.main { main } else { words.len() };
        message += &format!(", {} times in the {} of {}", other.count(page, &hit.places), counted(words, "word"), name(other));
    }
    if apart > 0 {
        message += &format!("; {apart} times its words stand apart in one sentence");
    }
    let spans: Vec<Span> = hit.places.iter().map(|place| text.span(range(place))).collect();
    let finding = out.report(spans[0], message);
    finding.help("say it where a reader needs it, and use other words elsewhere").subject(phrase.to_lowercase());
    if hit.among_others {
        finding.lesser();
    }
    if hit.declared.is_none() {
        finding.confidence(Confidence::Medium);
    }
    spans[1..].iter().for_each(|span| _ = finding.related(*span, "again"));
}

/// Other forms that are named.
const OTHERS: usize = 3;

fn name(scope: Scope) -> &'static str {
    if scope.main { "the main text" } else { "the page" }
}

/// Whether the element is a link.
fn is_link(node: Element<'_>) -> bool {
    matches!(node.tag(), Some(Tag::A | Tag::Area))
}
