//! What is commercial in an article: paid links, advertisements, and what tells the reader of them.

mod blocks;
mod labels;
mod links;
mod notes;
mod unseen;

pub use blocks::{AdBlock, AdUnit, Form, Side, Unpaired};
pub use links::{AffiliateLink, Place};
pub use notes::{Note, Shown, has_amazon_statement};

use super::Settings;
use super::disclosure::Kind;
use super::hidden::{Hidden, hidden};
use super::language::{Languages, Speech};
use crate::article::{Article, Data};
use crate::finding::Confidence;
use crate::text::Span;

/// What is commercial in an article. Everything is in document order.
#[derive(Default)]
pub struct Survey<'a> {
    pub links: Vec<AffiliateLink<'a>>,
    /// Advertisements, each once.
    pub blocks: Vec<AdBlock>,
    /// Begin markers of blocks that hold no advertisement.
    pub mislabeled: Vec<AdBlock>,
    /// Markers whose other half is missing.
    pub unpaired: Vec<Unpaired>,
    /// Places that a script fills with advertisements.
    pub units: Vec<AdUnit>,
    /// Links that do not show where they lead; looked for only where there are affiliate links or advertisements.
    pub hidden: Vec<Hidden<'a>>,
    /// What tells the reader; looked for only where there is something to disclose.
    pub notes: Vec<Note>,
    /// The theme tells the reader, by the word of the configuration or of the front matter.
    pub acknowledged: bool,
    /// The language that its text begins in, where that has been asked.
    begins: Option<Speech>,
}

/// What the site knows that matters to the advertising in an article.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub settings: &'a Settings,
    /// The site's own host.
    pub host: Option<&'a str>,
    /// The language that front matter or a folder names.
    pub language: Option<&'a str>,
}

/// Front matter fields by which themes show a disclosure.
const FLAGS: &[&str] = &["disclosure", "affiliate_disclosure", "affiliate", "sponsored", "advertorial"];

impl<'a> Survey<'a> {
    pub fn of(article: &'a Article, context: &Context<'_>) -> Survey<'a> {
        let links = links::links(article, context);
        let mut survey = blocks::survey(article, context.settings, links);
        if survey.links.is_empty() && survey.blocks.is_empty() && survey.units.is_empty() {
            return survey;
        }
        if !survey.links.is_empty() || !survey.blocks.is_empty() {
            survey.hidden = hidden(article, context, &survey.links);
        }
        survey.acknowledged = acknowledged(article, context.settings);
        let languages = Languages::new(context.language, article.tree.text().text());
        survey.notes = notes::notes(article, &languages);
        survey.begins = languages.known_beginning();
        labels::label(article, &mut survey);
        survey
    }

    /// The language of the article, by what it declares or by its text.
    pub fn speech(&self, article: &Article, declared: Option<&str>) -> Speech {
        let begins = self.begins.filter(|_| declared.is_none());
        begins.unwrap_or_else(|| Speech::declared_or_of(declared, article.tree.text().text()))
    }

    /// What needs a disclosure: the links outside of advertisements, and the advertisements; a value in the front matter only where
    /// there is nothing else, as nobody knows where the theme shows it.
    pub fn items(&self) -> Vec<Item<'_>> {
        let links = self.links.iter().filter(|link| link.place != Place::FrontMatter && self.block_around(link.span).is_none());
        let mut items: Vec<Item<'_>> = links.map(Item::of).collect();
        items.extend(self.blocks.iter().map(|block| Item { span: block.marker, block: Some(block), link: None }));
        items.sort_by_key(|item| item.span);
        if items.is_empty() {
            items.extend(self.links.iter().map(Item::of));
        }
        items
    }

    /// The paid link at this place.
    pub fn link_at(&self, span: Span) -> Option<&AffiliateLink<'a>> {
        self.links.binary_search_by_key(&span, |link| link.span).ok().map(|index| &self.links[index])
    }

    /// The advertisement that a part of the article is in.
    pub fn block_around(&self, part: Span) -> Option<&AdBlock> {
        blocks::around(&self.blocks, part)
    }

    /// The disclosures that a reader understands and that speak of the page: not mere hints, and not the labels of single advertisements.
    pub fn disclosures(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind != Kind::Weak && !note.of_advertisement)
    }

    /// Whether the reader is told by the theme or by a template, in words that are not seen here.
    pub fn is_told_elsewhere(&self) -> bool {
        self.acknowledged || self.notes.iter().any(|note| note.shown == Shown::Template)
    }

    /// Words that are meant to tell the reader, and do not.
    pub fn hints(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind == Kind::Weak)
    }

    /// Whether the reader has been told of a link: before it, or by the label of the advertisement that it stands in.
    pub fn is_disclosed(&self, link: &AffiliateLink<'_>) -> bool {
        // Nobody knows where the theme shows a value of the front matter.
        let somewhere = || link.place == Place::FrontMatter && self.disclosures().next().is_some();
        let label = || self.block_around(link.span).is_some_and(|block| block.label.is_some());
        self.is_disclosed_before(link.span) || somewhere() || label()
    }

    /// Whether the reader has been told, by the page, before this place.
    pub fn is_disclosed_before(&self, span: Span) -> bool {
        self.acknowledged || self.disclosures().any(|note| note.is_before(span))
    }
}

/// Something that needs a disclosure.
#[derive(Clone, Copy)]
pub struct Item<'s> {
    /// The link, or the marker of the block.
    pub span: Span,
    pub block: Option<&'s AdBlock>,
    /// None for a block.
    pub link: Option<&'s AffiliateLink<'s>>,
}

impl<'s> Item<'s> {
    fn of(link: &'s AffiliateLink<'s>) -> Item<'s> {
        Item { span: link.span, block: None, link: Some(link) }
    }

    /// Whether it has a label of its own.
    pub fn is_labeled(&self) -> bool {
        self.block.is_some_and(|block| block.label.is_some())
    }

    /// Whether it is a value that the theme shows somewhere.
    pub fn is_in_front_matter(&self) -> bool {
        self.link.is_some_and(|link| link.place == Place::FrontMatter)
    }

    /// How sure it is that somebody pays for it: there is no doubt of what is called an advertisement.
    pub fn confidence(&self) -> Confidence {
        self.link.map_or(Confidence::High, |link| link.affiliate.confidence)
    }

    /// Whose it is, as far as that is known.
    pub fn described(&self) -> String {
        self.link.map_or_else(|| "an advertisement".into(), AffiliateLink::described)
    }
}

fn acknowledged(article: &Article, settings: &Settings) -> bool {
    let flags = FLAGS.iter().copied().chain(settings.flags.iter().map(String::as_str));
    let is_set = |name: &str| article.field(name).is_some_and(|field| matches!(field.value.data, Data::Bool(true)));
    settings.by_theme
        || flags.into_iter().any(is_set)
        || links::names(article).any(|name| settings.shortcodes.iter().any(|shown| shown == name))
}

#[cfg(test)]
mod tests;
