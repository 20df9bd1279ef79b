//! Advertisements: what stands between two comments, in a container that is called so, or is a banner.

use super::Survey;
use super::links::{AffiliateLink, Place};
use crate::affiliate::creatives::{is_creative, unit};
use crate::affiliate::{Settings, is_invisible};
use crate::article::{Article, Element, Name, Tag};
use crate::text::Span;
use std::iter;

/// An advertisement.
pub struct AdBlock {
    pub form: Form,
    /// The comment it begins with, or its first tag.
    pub marker: Span,
    /// All of it, the comment at its end included; where that is missing, to the end of the element behind the first.
    pub extent: Span,
    /// Every link in it, affiliate or not.
    pub links: Vec<Span>,
    /// It shows a picture, a film or a frame: a banner. Otherwise it is text.
    pub is_display: bool,
    /// What tells the reader, in it or directly before it.
    pub label: Option<Span>,
}

/// How an advertisement is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By comments before and behind it.
    Comments,
    /// By the class of the element around it.
    Container,
    /// By its picture, which is the creative of a network or has the size of a banner.
    Banner,
}

/// A place that a script fills with advertisements.
pub struct AdUnit {
    /// The start tag.
    pub span: Span,
    /// Whose advertisements.
    pub provider: &'static str,
    /// What tells the reader, directly before it.
    pub label: Option<Span>,
}

/// A comment that begins or ends an advertisement, without the other one.
pub struct Unpaired {
    pub marker: Span,
    pub side: Side,
    /// The comment that begins the next advertisement, where this one is still open.
    pub next: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Begin,
    End,
}

/// The advertisements of an article around its links; labels are not looked for yet.
pub fn survey<'a>(article: &'a Article, settings: &Settings, links: Vec<AffiliateLink<'a>>) -> Survey<'a> {
    let mut survey = Survey { links, units: units(article), ..Survey::default() };
    marked(article, settings, &mut survey);
    containers(article, &mut survey);
    banners(article, &mut survey);
    survey
}

fn units(article: &Article) -> Vec<AdUnit> {
    let unit = |element: Element<'_>| Some(AdUnit { span: element.span(), provider: unit(element, article.text())?, label: None });
    article.tree.other_html().filter_map(unit).collect()
}

/// What stands between two comments.
fn marked(article: &Article, settings: &Settings, survey: &mut Survey<'_>) {
    let mut open: Option<Element<'_>> = None;
    for comment in article.comments() {
        let span = comment.span();
        match side(span.of(article.text()), settings) {
            Some(Side::Begin) => {
                if let Some(begin) = open.replace(comment) {
                    survey.unpaired.push(Unpaired { marker: begin.span(), side: Side::Begin, next: Some(span) });
                    unclosed_block(article, begin, span.start, survey);
                }
            }
            Some(Side::End) => match open.take() {
                Some(begin) => {
                    let (block, holds) = marked_block(article, begin, span.end, survey);
                    if holds.anything { &mut survey.blocks } else { &mut survey.mislabeled }.push(block);
                }
                None => survey.unpaired.push(Unpaired { marker: span, side: Side::End, next: None }),
            },
            None => {}
        }
    }
    if let Some(begin) = open {
        survey.unpaired.push(Unpaired { marker: begin.span(), side: Side::Begin, next: None });
        unclosed_block(article, begin, article.text().len() as u32, survey);
    }
}

fn marked_block(article: &Article, begin: Element<'_>, end: u32, survey: &Survey<'_>) -> (AdBlock, Holds) {
    block(article, Form::Comments, begin, Span { start: begin.span().start, end }, survey)
}

/// A block without an end is taken to end with its first element, before `limit`. One that holds nothing lacks no more than its end.
fn unclosed_block(article: &Article, begin: Element<'_>, limit: u32, survey: &mut Survey<'_>) {
    let mut behind = article.tree.nodes_after(begin.id()).take_while(|node| node.span().start < limit);
    let end = behind.find(|node| node.tag().is_some()).map_or(limit, |node| node.extent().end.min(limit));
    let (block, holds) = marked_block(article, begin, end, survey);
    if holds.anything {
        survey.blocks.push(block);
    }
}

/// Elements with a class that says advertisement, if they lead to a shop or show a creative: others may only be named so.
fn containers(article: &Article, survey: &mut Survey<'_>) {
    let mut found: Vec<AdBlock> = Vec::new();
    // What holds nothing has nothing within that does.
    let mut barren = Span::at(0);
    for element in article.tree.other_html().filter(|element| has_ad_class(*element) && unit(*element, article.text()).is_none()) {
        let extent = element.extent();
        if barren.contains(extent)
            || around(&survey.blocks, extent).is_some()
            || around(&survey.mislabeled, extent).is_some()
            || around(&found, extent).is_some()
        {
            continue;
        }
        let (block, holds) = block(article, Form::Container, element, extent, survey);
        if holds.paid || holds.creative {
            found.push(block);
        } else {
            barren = extent;
        }
    }
    add(survey, found);
}

/// Creatives, in their links, and pictures of the size of a banner in affiliate links.
fn banners(article: &Article, survey: &mut Survey<'_>) {
    let media = article.images().chain(article.tree.other_html()).filter(|element| is_creative_element(*element));
    let mut owners: Vec<Element<'_>> = media.map(|creative| link_around(creative).unwrap_or(shown_by(creative))).collect();
    let paid = survey.links.iter().filter(|link| link.place == Place::Link).filter_map(|link| link.element);
    owners.extend(paid.filter(|link| link.descendants().any(has_banner_size)));
    owners.sort_by_key(|owner| owner.id());
    owners.dedup_by_key(|owner| owner.id());
    let mut found: Vec<AdBlock> = Vec::new();
    for owner in owners {
        let extent = owner.extent();
        if around(&survey.blocks, extent).is_none() && around(&found, extent).is_none() {
            found.push(block(article, Form::Banner, owner, extent, survey).0);
        }
    }
    add(survey, found);
}

fn add(survey: &mut Survey<'_>, found: Vec<AdBlock>) {
    if !found.is_empty() {
        survey.blocks.extend(found);
        survey.blocks.sort_by_key(|block| block.extent);
    }
}

/// The one of these blocks, which stand one behind the other, that a part of the article is in.
pub(super) fn around(blocks: &[AdBlock], part: Span) -> Option<&AdBlock> {
    let behind = blocks.partition_point(|block| block.extent.start <= part.start);
    blocks[..behind].last().filter(|block| block.extent.contains(part))
}

/// What a block holds.
#[derive(Default)]
struct Holds {
    /// More than text, a player and links within the page: something that could be an advertisement.
    anything: bool,
    paid: bool,
    creative: bool,
}

/// The block that begins with a node and reaches over `extent`.
fn block(article: &Article, form: Form, first: Element<'_>, extent: Span, survey: &Survey<'_>) -> (AdBlock, Holds) {
    let mut block = AdBlock { form, marker: first.span(), extent, links: Vec::new(), is_display: false, label: None };
    let mut holds = Holds::default();
    let from = survey.links.partition_point(|link| link.span.start < extent.start);
    let paid = survey.links[from..].iter().take_while(|link| extent.contains(link.span)).map(|link| link.span);
    block.links.extend(paid);
    holds.paid = !block.links.is_empty();
    let tags = &article.tags[article.tags.partition_point(|tag| tag.name.start < extent.start)..];
    holds.anything = holds.paid || tags.first().is_some_and(|tag| extent.contains(tag.name));
    // A banner may be its own first node.
    let nodes = iter::once(first).chain(article.tree.nodes_after(first.id())).take_while(|node| node.span().start < extent.end);
    for element in nodes.filter(|node| node.tag().is_some()) {
        if let Some(href) = element.attribute(Name::Href).filter(|_| matches!(element.tag(), Some(Tag::A | Tag::Area))) {
            block.links.push(element.span());
            holds.anything |= !href.as_str().trim().starts_with('#');
        }
        let shown = shows(element, article.text());
        holds.creative |= shown && is_creative_element(element);
        holds.anything |= unit(element, article.text()).is_some() || may_advertise(element, shown, article.text());
        block.is_display |= shown;
    }
    block.links.sort_unstable();
    block.links.dedup();
    (block, holds)
}

/// Whether an element could be an advertisement by what it fetches or does.
fn may_advertise(element: Element<'_>, shown: bool, source: &str) -> bool {
    let src = || element.attribute(Name::Src).map(|src| src.as_str());
    match element.tag() {
        Some(Tag::Script) => true,
        Some(Tag::Iframe) => src().is_none_or(|src| !is_player(src)),
        Some(Tag::Img) => shown && src().is_some_and(|src| src.contains("//")),
        // A component of JSX, an element of the site's own (`<ad-slot>`), a form.
        Some(Tag::Other) => {
            let name = element.written_name(source);
            name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains('-') || name.eq_ignore_ascii_case("form")
        }
        _ => false,
    }
}

/// Players of films and sound, whose address says what they show: no advertisement.
fn is_player(src: &str) -> bool {
    const PLAYERS: &[&str] = &[
        "youtube.com/embed",
        "youtube-nocookie.com/",
        "player.vimeo.com/",
        "player.bilibili.com/",
        "dailymotion.com/embed",
        "open.spotify.com/embed",
        "w.soundcloud.com/player",
    ];
    PLAYERS.iter().any(|player| src.contains(player))
}

/// Whether an element is a picture, film or frame that can be seen.
fn shows(element: Element<'_>, source: &str) -> bool {
    let is_film = || ["video", "object", "embed"].iter().any(|name| element.written_name(source).eq_ignore_ascii_case(name));
    match element.tag() {
        Some(Tag::Img | Tag::Iframe) => !is_invisible(element),
        Some(Tag::Other) => is_film() || is_creative_element(element),
        _ => false,
    }
}

fn is_creative_element(element: Element<'_>) -> bool {
    let media = matches!(element.tag(), Some(Tag::Img | Tag::Iframe | Tag::Other));
    let src = || element.attribute(Name::Src).filter(|src| is_creative(src.as_str()));
    media && src().is_some() && !is_invisible(element)
}

/// The element that shows a creative: the video around its `<source>`.
fn shown_by(creative: Element<'_>) -> Element<'_> {
    creative.parent().filter(|parent| creative.tag() == Some(Tag::Other) && parent.tag() == Some(Tag::Other)).unwrap_or(creative)
}

fn link_around(element: Element<'_>) -> Option<Element<'_>> {
    element.ancestors().find(|element| element.tag() == Some(Tag::A))
}

/// The sizes of banners that the Interactive Advertising Bureau has named, in CSS pixels.
const BANNERS: &[(u32, u32)] = &[
    (728, 90),
    (300, 250),
    (336, 280),
    (160, 600),
    (300, 600),
    (120, 600),
    (320, 50),
    (320, 100),
    (468, 60),
    (234, 60),
    (970, 90),
    (970, 250),
    (250, 250),
    (200, 200),
    (180, 150),
    (125, 125),
    (120, 240),
    (120, 60),
    (88, 31),
];

fn has_banner_size(element: Element<'_>) -> bool {
    let size = |name| element.attribute(name)?.as_str().trim().trim_end_matches("px").parse::<u32>().ok();
    matches!((size(Name::Width), size(Name::Height)), (Some(width), Some(height)) if BANNERS.contains(&(width, height)))
}

/// Whether a class says that the element is an advertisement, and not a sentence about some.
fn has_ad_class(element: Element<'_>) -> bool {
    const AD: &[&str] =
        &["ad", "ads", "advert", "advertisement", "advertising", "affiliate", "sponsored", "adsense", "adbox", "adblock", "adbanner"];
    const NOT: &[&str] = &["disclosure", "disclaimer", "notice", "label", "free", "hoc"];
    let Some(classes) = element.attribute(Name::Class) else { return false };
    classes.as_str().split_ascii_whitespace().any(|class| {
        let words = || class.split(['-', '_']).filter(|word| !word.is_empty());
        words().any(|word| AD.iter().any(|ad| ad.eq_ignore_ascii_case(word)))
            && !words().any(|word| NOT.iter().any(|not| not.eq_ignore_ascii_case(word)))
    })
}

/// A longer comment says more than where an advertisement begins or ends. In bytes.
const LONGEST: usize = 80;

/// `<!-- affiliate ads begin -->` and its like: few words, one that says advertisement and one that says begin or end.
fn side(comment: &str, settings: &Settings) -> Option<Side> {
    if settings.markers.is_empty() && comment.len() > LONGEST {
        return None;
    }
    const SUBJECTS: &[&str] =
        &["ad", "ads", "adsense", "advert", "advertisement", "advertising", "affiliate", "affiliates", "sponsor", "sponsored"];
    let text = comment.trim_start_matches(['<', '!', '-', '{', '*']).trim_start_matches("/*");
    let text = text.trim_end_matches(['>', '-', '}']).trim_end_matches("*/").trim();
    for markers in &settings.markers {
        if text.eq_ignore_ascii_case(&markers.begin) {
            return Some(Side::Begin);
        }
        if text.eq_ignore_ascii_case(&markers.end) {
            return Some(Side::End);
        }
    }
    if comment.len() > LONGEST {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // The ad hoc, the ad lib.
    let is_latin = words.windows(2).any(|pair| pair[0] == "ad" && matches!(pair[1], "hoc" | "lib" | "libitum" | "infinitum" | "hominem"));
    if words.len() > 6 || is_latin || !words.iter().any(|word| SUBJECTS.contains(word)) {
        return None;
    }
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    match (has(&["begin", "begins", "start", "starts", "open"]), has(&["end", "ends", "stop", "close"])) {
        (true, false) => Some(Side::Begin),
        (false, true) => Some(Side::End),
        (false, false) if text.starts_with('/') => Some(Side::End),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::Markers;

    #[test]
    fn comments_that_mark_an_advertisement() {
        let side = |comment| side(comment, &Settings::default());
        for comment in ["<!-- affiliate ads begin -->", "<!--ad:start-->", "{/* sponsored content begins */}"] {
            assert!(side(comment) == Some(Side::Begin), "{comment}");
        }
        for comment in ["<!-- affiliate ads end -->", "<!-- /ad -->", "{/* /ad */}"] {
            assert!(side(comment) == Some(Side::End), "{comment}");
        }
        for comment in [
            "<!-- begin: addendum of March -->",
            "<!-- more -->",
            "<!-- TODO: add the start of the story here -->",
            "<!-- start of the ad hoc list -->",
            "{/* ad */}",
        ] {
            assert!(side(comment).is_none(), "{comment}");
        }
    }

    #[test]
    fn comments_of_the_configuration() {
        let markers = vec![Markers { begin: "promo".into(), end: "promo over".into() }];
        let settings = Settings { markers, ..Settings::default() };
        assert_eq!(side("<!-- Promo -->", &settings), Some(Side::Begin));
        assert_eq!(side("{/* promo over */}", &settings), Some(Side::End));
        assert_eq!(side("<!-- promotion -->", &settings), None);
    }
}
