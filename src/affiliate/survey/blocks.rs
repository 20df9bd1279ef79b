//! Advertisements: what stands between two comments, in a container that is called so, or is a banner.

use super::Survey;
use super::links::{AffiliateLink, Place};
use crate::affiliate::creatives::{is_creative, unit};
use crate::affiliate::{Settings, is_invisible};
use crate::article::{Article, Element, Kind, Name, Tag};
use crate::text::Span;

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
    let mut survey = Survey { links, ..Survey::default() };
    survey.units = units(article);
    marked(article, settings, &mut survey);
    containers(article, &mut survey);
    banners(article, &mut survey);
    survey.blocks.sort_by_key(|block| block.extent);
    survey
}

fn units(article: &Article) -> Vec<AdUnit> {
    let unit = |element: Element<'_>| Some(AdUnit { span: element.span(), provider: unit(element)?, label: None });
    article.tree.other_html().filter_map(unit).collect()
}

/// What stands between two comments.
fn marked(article: &Article, settings: &Settings, survey: &mut Survey<'_>) {
    let mut open: Option<Span> = None;
    let mut found: Vec<(Span, Span)> = Vec::new();
    for comment in article.comments() {
        let span = comment.span();
        match side(span.of(article.text()), settings) {
            Some(Side::Begin) => {
                if let Some(begin) = open.replace(span) {
                    survey.unpaired.push(Unpaired { marker: begin, side: Side::Begin, next: Some(span) });
                    found.push((begin, Span { start: begin.start, end: next_end(article, begin, span.start) }));
                }
            }
            Some(Side::End) => match open.take() {
                Some(begin) => found.push((begin, Span { start: begin.start, end: span.end })),
                None => survey.unpaired.push(Unpaired { marker: span, side: Side::End, next: None }),
            },
            None => {}
        }
    }
    if let Some(begin) = open {
        survey.unpaired.push(Unpaired { marker: begin, side: Side::Begin, next: None });
        found.push((begin, Span { start: begin.start, end: next_end(article, begin, article.text().len() as u32) }));
    }
    for (marker, extent) in found {
        let block = block(article, Form::Comments, marker, extent, survey);
        if holds_something(article, &block, survey) { &mut survey.blocks } else { &mut survey.mislabeled }.push(block);
    }
}

/// Where the element behind a marker without an end ends, but not beyond `limit`.
fn next_end(article: &Article, marker: Span, limit: u32) -> u32 {
    let element = |node: &Element<'_>| matches!(node.kind(), Kind::Element(tag) if tag != Tag::Root);
    let next = article.tree.nodes().find(|node| node.span().start >= marker.end && element(node));
    next.map_or(limit, |node| node.extent().end.min(limit))
}

/// Elements with a class that says advertisement, if they lead to a shop or show a creative: others may only be named so.
fn containers(article: &Article, survey: &mut Survey<'_>) {
    for element in article.tree.other_html().filter(|element| has_ad_class(*element)) {
        let extent = element.extent();
        if is_in_block(extent, survey) || unit(element).is_some() {
            continue;
        }
        let block = block(article, Form::Container, element.span(), extent, survey);
        let leads = survey.links.iter().any(|link| link.place != Place::FrontMatter && extent.contains(link.span));
        if leads || creatives(article).any(|creative| extent.contains(creative.span())) {
            survey.blocks.push(block);
        }
    }
}

/// Creatives, in their links, and pictures of the size of a banner in affiliate links.
fn banners(article: &Article, survey: &mut Survey<'_>) {
    let mut owners: Vec<Element<'_>> = creatives(article).map(|creative| link_around(creative).unwrap_or(creative)).collect();
    let paid = survey.links.iter().filter_map(|link| link.element);
    owners.extend(paid.filter(|link| link.descendants().any(has_banner_size)));
    owners.sort_by_key(|owner| owner.span());
    owners.dedup_by_key(|owner| owner.id());
    for owner in owners {
        if !is_in_block(owner.extent(), survey) {
            let block = block(article, Form::Banner, owner.span(), owner.extent(), survey);
            survey.blocks.push(block);
        }
    }
}

fn block(article: &Article, form: Form, marker: Span, extent: Span, survey: &Survey<'_>) -> AdBlock {
    let mut links: Vec<Span> = article.links().map(|(link, _)| link.span()).filter(|span| extent.contains(*span)).collect();
    links.extend(survey.links.iter().map(|link| link.span).filter(|span| extent.contains(*span)));
    links.sort_unstable();
    links.dedup();
    let shows = |element: Element<'_>| extent.contains(element.span()) && is_display(element);
    let is_display = article.images().any(shows) || article.tree.other_html().any(shows);
    AdBlock { form, marker, extent, links, is_display, label: None }
}

/// Whether there is anything in the block that could be an advertisement: more than text, a player and links within the page.
fn holds_something(article: &Article, block: &AdBlock, survey: &Survey<'_>) -> bool {
    let within = |span: Span| block.extent.contains(span);
    let leads_away = |(link, href): (Element<'_>, crate::text::Text<'_>)| within(link.span()) && !href.as_str().trim().starts_with('#');
    let is_ad = |element: Element<'_>| within(element.span()) && may_advertise(element, article.text());
    article.links().any(leads_away)
        || survey.links.iter().any(|link| within(link.span))
        || survey.units.iter().any(|unit| within(unit.span))
        || article.tags.iter().any(|tag| within(tag.name))
        || article.images().any(|image| within(image.span()) && is_elsewhere(image) && !is_invisible(image))
        || article.tree.other_html().any(is_ad)
}

/// Whether an element could be an advertisement by what it fetches or does.
fn may_advertise(element: Element<'_>, source: &str) -> bool {
    let tag = element.span().of(source);
    match element.tag() {
        Some(Tag::Script) => true,
        Some(Tag::Iframe) => element.attribute(Name::Src).is_none_or(|src| !is_player(src.as_str())),
        // A component of JSX, an element of the site's own (`<ad-slot>`), a form.
        Some(Tag::Other) => {
            let name = tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
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

fn creatives(article: &Article) -> impl Iterator<Item = Element<'_>> {
    let media = article.tree.other_html().filter(|element| matches!(element.tag(), Some(Tag::Iframe | Tag::Other)));
    let shown = article.images().chain(media).filter(|element| !is_invisible(*element));
    shown.filter(|element| element.attribute(Name::Src).is_some_and(|src| is_creative(src.as_str())))
}

fn link_around(element: Element<'_>) -> Option<Element<'_>> {
    element.ancestors().find(|element| element.tag() == Some(Tag::A))
}

fn is_in_block(extent: Span, survey: &Survey<'_>) -> bool {
    survey.blocks.iter().chain(&survey.mislabeled).any(|block| block.extent.contains(extent))
}

/// A picture or frame that can be seen.
fn is_display(element: Element<'_>) -> bool {
    matches!(element.tag(), Some(Tag::Img | Tag::Iframe)) && !is_invisible(element)
}

fn is_elsewhere(image: Element<'_>) -> bool {
    image.attribute(Name::Src).is_some_and(|src| src.as_str().contains("//"))
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

/// `<!-- affiliate ads begin -->` and its like: few words, one that says advertisement and one that says begin or end.
fn side(comment: &str, settings: &Settings) -> Option<Side> {
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
    if comment.len() > 80 {
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
