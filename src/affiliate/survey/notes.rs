//! What tells the reader: the disclosures in the visible text.

use super::unseen::Unseen;
use crate::affiliate::disclosure::{Disclosure, Kind, Why, bare_link, disclosures, likely_disclosures, states_amazon, trigger_places};
use crate::affiliate::language::Languages;
use crate::article::{Article, Block, Element, Tag};
use crate::text::{Span, Text};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A disclosure in the visible text, or an attempt at one.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub span: Span,
    pub kind: Kind,
    /// Why it is not enough, of a weak one.
    pub why: Option<Why>,
    pub shown: Shown,
    /// A label that speaks of one advertisement and not of the page.
    pub of_advertisement: bool,
}

/// How the reader comes to see a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// In the text, or in the title above it.
    Text,
    /// By a component or an included file, whose name says so; its words are not seen.
    Template,
    /// In a footnote, behind everything else.
    Footnote,
}

impl Note {
    fn new(span: Span, kind: Kind, shown: Shown) -> Note {
        Note { span, kind, why: None, shown, of_advertisement: false }
    }

    pub fn in_footnote(&self) -> bool {
        self.shown == Shown::Footnote
    }

    /// Whether the reader comes to it before this place.
    pub fn is_before(&self, place: Span) -> bool {
        !self.in_footnote() && self.span.start < place.start
    }
}

/// The disclosures of an article, in the order in which they are read.
pub fn notes(article: &Article, languages: &Languages<'_>) -> Vec<Note> {
    let unseen = Unseen::of(article);
    let links = links(article);
    // Their words may be known as weak ones for another reason.
    let is_link =
        |span: Span| links.get(links.partition_point(|link| link.span.end < span.end)).is_some_and(|link| link.span.contains(span));
    let mut notes: Vec<Note> = in_title(article, languages).into_iter().chain(components(article)).collect();
    let places = trigger_places(article.tree.text().text());
    let has_trigger = |block: &Range<usize>| {
        let next = |places: &Vec<usize>| places.get(places.partition_point(|place| *place < block.start)).copied();
        places.as_ref().is_none_or(|places| next(places).is_some_and(|place| place < block.end))
    };
    let in_blocks = |disclosures: fn(&str, &Languages<'_>) -> Vec<Disclosure>| {
        let mut notes = Vec::new();
        for (block, text) in article.blocks().filter(|(_, text)| has_trigger(&text.range())) {
            let found = disclosures(&prose(article, text), languages);
            let in_footnote = !found.is_empty() && is_in(article, block, Tag::Footnote);
            let shown = if in_footnote { Shown::Footnote } else { Shown::Text };
            let note = |found: Disclosure| Note { why: found.why, ..Note::new(text.part(found.range), found.kind, shown) };
            notes.extend(found.into_iter().map(note).filter(|note| note.kind != Kind::Weak || !is_link(note.span)));
        }
        notes
    };
    let mut told = in_blocks(likely_disclosures);
    if !told.iter().any(|note| note.kind != Kind::Weak && !unseen.covers(note.span)) {
        told = in_blocks(disclosures);
    }
    notes.extend(told);
    notes.extend(links);
    notes.retain(|note| !unseen.covers(note.span));
    notes.sort_by_key(|note| (note.in_footnote(), note.span));
    notes
}

/// Links that are called as a page about the site's advertising is, and have no other words.
fn links(article: &Article) -> Vec<Note> {
    let note = |link: Element<'_>| {
        let (_, why) = bare_link(link.text().as_str())?;
        Some(Note { why: Some(why), ..Note::new(link.text().trim().span(), Kind::Weak, Shown::Text) })
    };
    article.links().filter_map(|(link, _)| note(link)).collect()
}

/// Whether the visible text has the statement that Amazon asks of its Associates.
pub fn has_amazon_statement(article: &Article) -> bool {
    let names = amazon_names(article.tree.text().text());
    if names.is_empty() {
        return false;
    }
    let (unseen, mut names) = (Unseen::of(article), names.into_iter().peekable());
    article.blocks().any(|(_, text)| {
        let range = text.range();
        while names.next_if(|&name| name < range.start).is_some() {}
        names.peek().is_some_and(|&name| name < range.end) && states_amazon(&prose(article, text)) && !unseen.covers(text.span())
    })
}

/// The bytes that are looked through at once for the letters of a name.
const PIECE: usize = 512;

/// Where a text names Amazon, as each statement does: one pass over it, by the two letters that are rare together. In order.
fn amazon_names(text: &str) -> Vec<usize> {
    static OTHERS: LazyLock<[Finder<'_>; 4]> = LazyLock::new(|| ["アマゾン", "亚马逊", "亞馬遜", "아마존"].map(Finder::new));
    let bytes = text.as_bytes();
    let is_name = |at: &usize| bytes.get(at.saturating_sub(3)..at + 3).is_some_and(|name| name.eq_ignore_ascii_case(b"amazon"));
    let is_pair = |(one, next): (&u8, &u8)| u8::from(one | 0x20 == b'a') & u8::from(next | 0x20 == b'z');
    let mut names: Vec<usize> = Vec::new();
    for (start, piece) in (0..).step_by(PIECE).zip(bytes.chunks(PIECE)) {
        let behind = &bytes[start + 1..bytes.len().min(start + 1 + PIECE)];
        // To the end of the piece, which is quicker than to stop.
        if piece.iter().zip(behind).map(is_pair).fold(0, |found, pair| found | pair) != 0 {
            names.extend(memchr::memchr2_iter(b'z', b'Z', behind).map(|at| start + 1 + at).filter(is_name));
        }
    }
    // They begin with these.
    if !text.is_ascii() && memchr::memchr3(0xe3, 0xe4, 0xec, bytes).is_some() {
        names.extend(OTHERS.iter().flat_map(|name| name.find_iter(bytes)));
        names.sort_unstable();
    }
    names
}

/// The text of a block without its code and its templates, in the same length.
fn prose<'a>(article: &Article, block: Text<'a>) -> Cow<'a, str> {
    let (text, range) = (block.as_str(), block.range());
    let mut masked: Option<String> = None;
    for quiet in article.quiet_in(&range) {
        let (start, end) = (quiet.start.max(range.start) - range.start, quiet.end.min(range.end) - range.start);
        let blank = " ".repeat(end - start);
        masked.get_or_insert_with(|| text.to_owned()).replace_range(start..end, &blank);
    }
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a block stands in an element of this kind, or is one.
fn is_in(article: &Article, block: &Block, tag: Tag) -> bool {
    let node = article.tree.get(block.node);
    std::iter::once(node).chain(node.ancestors()).any(|element| element.tag() == Some(tag))
}

/// A disclosure in the title, which every theme shows above the text (`Ad: a kettle for all seasons`).
fn in_title(article: &Article, languages: &Languages<'_>) -> Option<Note> {
    let (field, title) = article.first_text(&["title"])?;
    let found = disclosures(title, languages).into_iter().find(|found| found.kind != Kind::Weak)?;
    Some(Note::new(field.value.span, found.kind, Shown::Text))
}

/// What a template shows under a name that says disclosure: `<AffiliateDisclosure />`, `{% include affiliate-disclosure.html %}`.
fn components(article: &Article) -> impl Iterator<Item = Note> {
    let source = article.text();
    // There it is an element that folds.
    let folds = article.imports().any(|import| import.contains("headlessui"));
    let in_tags = article.shown_tags().filter_map(move |tag| {
        let name = tag.name.of(source);
        let shown = if includes(name) { file_stem(tag.arguments.of(source)) } else { name };
        says_disclosure(shown).then(|| Note::new(tag.name, Kind::Strong, Shown::Template))
    });
    let in_elements = article.tree.other_html().filter_map(move |element| {
        let name = element.written_name(source);
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('-');
        (is_component && says_disclosure(name) && !folds).then(|| Note::new(element.span(), Kind::Strong, Shown::Template))
    });
    in_tags.chain(in_elements)
}

/// Whether a tag shows the file that its first argument names.
fn includes(tag: &str) -> bool {
    tag.starts_with("include") || matches!(tag, "render" | "partial" | "embed" | "component" | "import" | "snippet")
}

/// `affiliate-disclosure`, in the arguments `"partials/affiliate-disclosure.html" site`.
fn file_stem(arguments: &str) -> &str {
    let path = arguments.split_whitespace().next().unwrap_or_default().trim_matches(['"', '\'', ',']);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn says_disclosure(name: &str) -> bool {
    const SUBJECTS: &[&str] = &["affiliate", "sponsor", "advert", "amazon", "commission", "paid"];
    // Nearly every name is out by its letters.
    if name.len() < 10 || name.len() > 60 || !name.to_ascii_lowercase().contains("discl") {
        return false;
    }
    let words = words(name);
    let has = |what: &[&str]| words.iter().any(|word| what.iter().any(|what| word.contains(what)));
    let is_ad = words.iter().any(|word| word == "ad" || word == "ads");
    has(&["disclosure", "disclaimer"]) && (words.len() == 1 && words[0] == "disclosure" || is_ad || has(SUBJECTS))
}

/// The words of a name, in lower case: `AffiliateDisclosure`, `affiliate-disclosure`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if !letter.is_alphanumeric() || letter.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
