//! The paid links of some articles, one by one: which, whose, and whether the reader is told. It counts, and judges nothing.

mod csv;
mod table;

use super::json::{self, JsonPlace};
use crate::affiliate::{AffiliateLink, Kind, Note, Place, Survey, is_on};
use crate::rule::Page;
use crate::text::{Lines, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// How an inventory is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// By article, with sums, for a person
    Table,
    /// A line a link, for a spreadsheet
    Csv,
    /// One JSON document; a stable contract
    Json,
}

/// The paid links of some articles. This is the JSON format as well.
#[derive(Debug, Serialize)]
pub struct Inventory {
    /// Articles that were looked at.
    pub articles: usize,
    /// In the order of path and place.
    pub links: Vec<Link>,
    /// By network and partner id, most links first.
    pub sums: Vec<Sum>,
    /// Articles in which two ids of one programme are paid.
    pub two_ids: Vec<TwoIds>,
    pub ad_blocks: usize,
    /// Places that a script fills with advertisements.
    pub ad_units: usize,
}

/// What is paid for in one article.
#[derive(Debug)]
pub struct Paid {
    links: Vec<Link>,
    two_ids: Vec<TwoIds>,
    ad_blocks: usize,
    ad_units: usize,
}

/// A paid link.
#[derive(Debug, Serialize)]
pub struct Link {
    pub path: Arc<str>,
    pub start: JsonPlace,
    pub end: JsonPlace,
    #[serde(rename = "where")]
    pub place: &'static str,
    pub href: String,
    /// The id of the network, and its name for people.
    pub network: Cow<'static, str>,
    pub name: Cow<'static, str>,
    pub merchant: Option<String>,
    pub partner: Option<String>,
    pub confidence: &'static str,
    pub evidence: String,
    /// What the built page has, as far as that can be known.
    pub rel: Option<String>,
    /// The words of its own label.
    pub label: Option<String>,
    pub disclosed: Disclosed,
    pub ids_of_network_on_page: usize,
    /// A link that crawlers follow without being told that it is paid for.
    #[serde(skip)]
    without_rel: bool,
}

/// How the reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Disclosed {
    /// By a label of its own: in its paragraph, or of the advertisement that it stands in.
    Label,
    /// By the text before it.
    Yes,
    /// By the theme.
    Theme,
    No,
}

impl Disclosed {
    pub fn name(self) -> &'static str {
        match self {
            Disclosed::Label => "label",
            Disclosed::Yes => "yes",
            Disclosed::Theme => "theme",
            Disclosed::No => "no",
        }
    }
}

/// The links of one network with one partner id.
#[derive(Debug, Serialize)]
pub struct Sum {
    pub network: Cow<'static, str>,
    pub name: Cow<'static, str>,
    pub partner: Option<String>,
    pub links: usize,
    pub articles: usize,
    /// Of the links that crawlers follow, those with neither `sponsored` nor `nofollow`.
    pub without_rel: usize,
    pub undisclosed: usize,
}

/// An article in which two ids of one programme are paid, or more.
#[derive(Debug, Serialize)]
pub struct TwoIds {
    pub path: Arc<str>,
    pub network: Cow<'static, str>,
    pub name: Cow<'static, str>,
    /// The shop, where its own programme is meant.
    pub merchant: Option<String>,
    pub ids: Vec<Id>,
}

/// A partner id and the lines of its links.
#[derive(Debug, Serialize)]
pub struct Id {
    pub partner: String,
    pub lines: Vec<u32>,
}

impl Paid {
    /// What is paid for in an article.
    pub fn of(page: &Page<'_>) -> Paid {
        let survey = page.affiliate();
        let path = &page.source.path;
        let lines = Lines::new(page.text());
        let told = Told::of(page, survey);
        let mut links: Vec<Link> = survey.links.iter().map(|link| told.link(link, page, path, &lines)).collect();
        let two_ids = two_ids(survey, &mut links);
        Paid { links, two_ids, ad_blocks: survey.blocks.len(), ad_units: survey.units.len() }
    }
}

/// What tells the reader of the links in an article.
struct Told<'s, 'a> {
    survey: &'s Survey<'a>,
    /// The paragraphs with a label in them, with the label.
    labels: Vec<(Span, Span)>,
    /// The first disclosure that speaks of the page.
    first: Option<&'s Note>,
}

impl<'s, 'a> Told<'s, 'a> {
    fn of(page: &Page<'_>, survey: &'s Survey<'a>) -> Told<'s, 'a> {
        let paragraphs: Vec<Span> = page.blocks().map(|(_, text)| text.span()).collect();
        let paragraph = |note: &Note| {
            let next = paragraphs.partition_point(|paragraph| paragraph.end < note.span.end);
            paragraphs.get(next).copied().filter(|paragraph| paragraph.contains(note.span))
        };
        let labels = survey.notes.iter().filter(|note| note.kind == Kind::Label);
        Told { survey, labels: labels.filter_map(|note| Some((paragraph(note)?, note.span))).collect(), first: survey.disclosures().next() }
    }

    fn link(&self, link: &AffiliateLink<'_>, page: &Page<'_>, path: &Arc<str>, lines: &Lines) -> Link {
        let place = |at: u32| json::place(lines.place(page.text(), at));
        let rel = page.rel(link);
        let label = self.label(link.span);
        let affiliate = link.affiliate.clone();
        Link {
            path: path.clone(),
            start: place(link.span.start),
            end: place(link.span.end),
            place: link.place.name(),
            href: link.href.clone().into_owned(),
            network: affiliate.network,
            name: affiliate.name,
            merchant: affiliate.merchant,
            partner: affiliate.partner,
            confidence: affiliate.confidence.name(),
            evidence: affiliate.evidence,
            rel: rel.text(),
            label: label.map(|label| label.of(page.text()).split_whitespace().collect::<Vec<_>>().join(" ")),
            disclosed: if label.is_some() { Disclosed::Label } else { self.disclosed(link) },
            ids_of_network_on_page: 0,
            without_rel: link.place == Place::Link && rel.has(&["sponsored", "nofollow"].map(String::from)) == Some(false),
        }
    }

    /// The label of the advertisement that a link stands in, or of its paragraph.
    fn label(&self, link: Span) -> Option<Span> {
        let block = self.survey.block_around(link);
        let beside = || {
            let next = self.labels.partition_point(|(paragraph, _)| paragraph.end < link.start);
            self.labels.get(next).filter(|(paragraph, _)| paragraph.start <= link.end).map(|(_, label)| *label)
        };
        block.and_then(|block| block.label).or_else(beside)
    }

    fn disclosed(&self, link: &AffiliateLink<'_>) -> Disclosed {
        // Nobody knows where the theme shows a value of the front matter.
        let before = |note: &&Note| link.place == Place::FrontMatter || note.span.start < link.span.start;
        match self.first.filter(before) {
            Some(_) => Disclosed::Yes,
            None if self.survey.acknowledged => Disclosed::Theme,
            None => Disclosed::No,
        }
    }
}

/// The first link of a programme, and the lines of each of its ids.
type Ids<'l> = (&'l Link, BTreeMap<&'l str, Vec<u32>>);

/// The programmes of which the links pay two ids or more; and into each link how many its own has.
fn two_ids(survey: &Survey<'_>, links: &mut [Link]) -> Vec<TwoIds> {
    // A shop with a programme in each country gives a partner an id for each.
    let shop = |found: &AffiliateLink<'_>| found.affiliate.merchant.clone().filter(|shop| is_on(&found.href, shop));
    let programmes: Vec<Option<String>> = survey.links.iter().map(shop).collect();
    let mut found: BTreeMap<(&str, Option<&str>), Ids<'_>> = BTreeMap::new();
    for (link, shop) in links.iter().zip(&programmes) {
        if let Some(partner) = &link.partner {
            found
                .entry((&link.network, shop.as_deref()))
                .or_insert((link, BTreeMap::new()))
                .1
                .entry(partner)
                .or_default()
                .push(link.start.line);
        }
    }
    let count = |(link, shop): (&Link, &Option<String>)| found.get(&(&*link.network, shop.as_deref())).map_or(0, |(_, ids)| ids.len());
    let counts: Vec<usize> = links.iter().zip(&programmes).map(count).collect();
    let mut two = Vec::new();
    for ((_, shop), (link, ids)) in found.into_iter().filter(|(_, (_, ids))| ids.len() > 1) {
        let (path, network, name) = (link.path.clone(), link.network.clone(), link.name.clone());
        let ids = ids.into_iter().map(|(partner, lines)| Id { partner: partner.into(), lines }).collect();
        two.push(TwoIds { path, network, name, merchant: shop.map(String::from), ids });
    }
    links.iter_mut().zip(counts).for_each(|(link, count)| link.ids_of_network_on_page = count);
    two
}

impl Inventory {
    /// Of articles in the order of their paths.
    pub fn of(pages: Vec<Paid>) -> Inventory {
        let (articles, ad_blocks, ad_units) =
            (pages.len(), pages.iter().map(|page| page.ad_blocks).sum(), pages.iter().map(|page| page.ad_units).sum());
        let (mut links, mut two_ids) = (Vec::new(), Vec::new());
        for page in pages {
            links.extend(page.links);
            two_ids.extend(page.two_ids);
        }
        let sums = sums(&links);
        Inventory { articles, links, sums, two_ids, ad_blocks, ad_units }
    }

    /// Writes the inventory; a table in so many columns, where a terminal has no more.
    ///
    /// # Errors
    /// When the output takes no more.
    pub fn write(&self, format: Format, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Table => table::write(self, width, out),
            Format::Csv => csv::write(&self.links, out),
            Format::Json => json::write_document(self, out),
        }
    }
}

fn sums(links: &[Link]) -> Vec<Sum> {
    let mut sums: BTreeMap<(&str, Option<&str>), (Sum, &str)> = BTreeMap::new();
    for link in links {
        let empty = || {
            let (network, name, partner) = (link.network.clone(), link.name.clone(), link.partner.clone());
            (Sum { network, name, partner, links: 0, articles: 0, without_rel: 0, undisclosed: 0 }, "")
        };
        let (sum, article) = sums.entry((&link.network, link.partner.as_deref())).or_insert_with(empty);
        sum.links += 1;
        sum.articles += usize::from(*article != &*link.path);
        sum.without_rel += usize::from(link.without_rel);
        sum.undisclosed += usize::from(link.disclosed == Disclosed::No);
        *article = &link.path;
    }
    let mut sums: Vec<Sum> = sums.into_values().map(|(sum, _)| sum).collect();
    sums.sort_by_key(|sum| std::cmp::Reverse(sum.links));
    sums
}
