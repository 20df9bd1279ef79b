use crate::article::{Element, NodeId, Tag};
use crate::facts::{Heading, Headings, is_template};
use crate::finding::{Confidence, Edit};
use crate::generator::Anchors;
use crate::rule::{ArticleRule, Out, Outward, Page, Patterns};
use crate::site::{Near, nearest_of, percent_decoded};
use crate::text::Text;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignFragment {
    allow: Patterns,
}

/// A link that is all of its item, and leads to a part of another site's home page.
struct Entry<'a> {
    link: Element<'a>,
    address: Text<'a>,
    host: &'a str,
    fragment: &'a str,
}

/// Entries of one article that are compared with its headings.
const HINTS: usize = 200;

impl ArticleRule for ForeignFragment {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let mut lists: BTreeMap<(NodeId, &str), Vec<Entry<'_>>> = BTreeMap::new();
        for outward in page.outward() {
            if let Some((list, entry)) = entry(outward, page).filter(|_| !self.allow.matches(outward.address.as_str())) {
                lists.entry((list, entry.host)).or_default().push(entry);
            }
        }
        if lists.is_empty() {
            return;
        }
        let (headings, anchors) = (Headings::of(page), page.generator.anchors(page));
        let headings: Vec<Heading<'_>> = headings.iter().collect();
        let (said, mut hints) = (Said::of(page), HINTS);
        for ((list, host), entries) in &lists {
            let near: Vec<Option<Near<'_>>> = entries
                .iter()
                .map(|entry| {
                    let later = &headings[headings.partition_point(|heading| heading.span.start < entry.link.span().start)..];
                    let fragment = FROM_TOOLS.iter().find_map(|prefix| entry.fragment.strip_prefix(prefix)).unwrap_or(entry.fragment);
                    let text = entry.link.text();
                    let near = if hints > 0 { named(later, &anchors, text.as_str()) } else { None };
                    let near = near
                        .or_else(|| if hints > 0 { nearest_of(&anchors, later.iter().copied(), fragment, text.as_str()) } else { None });
                    hints = hints.saturating_sub(1);
                    near
                })
                .map(|near| near.filter(|near| near.heading.is_some()))
                .collect();
            // Without a heading that is meant, the list may be one of links to a site of one page.
            let is_sure = near.iter().any(Option::is_some);
            if !is_sure && !said.is_left_over(page, *list, host, entries) {
                continue;
            }
            for (entry, near) in entries.iter().zip(&near) {
                let mut message = format!("this leads to a part of the home page of `{host}`, as if it were a part of this article");
                if let Some(Near { id, heading: Some(heading), .. }) = near {
                    message += &format!("; the nearest heading here is `{}` (#{id})", heading.text);
                }
                let finding = out.report(entry.address.span(), message);
                match near {
                    Some(Near { id, heading: Some(heading), .. }) => {
                        finding.risky_fix(format!("Link to #{id}"), vec![Edit::new(entry.address.span(), format!("#{id}"))]);
                        finding.related(heading.span, format!("`#{id}`"));
                    }
                    _ => {
                        finding.help("link to a heading of this article, or to the page that is meant, or take the entry out");
                    }
                }
                if !is_sure {
                    finding.lesser().confidence(Confidence::Medium);
                }
            }
        }
    }
}

/// What programs put before the ids that they make for tables of contents.
const FROM_TOOLS: &[&str] = &["toc-", "toc_", "h-", "ez-toc-"];

/// The entry that a link makes, and the list it stands in.
fn entry<'a>(outward: &Outward<'a>, page: &Page<'_>) -> Option<(NodeId, Entry<'a>)> {
    let Outward { link, address, web } = *outward;
    let fragment = web.rest.strip_prefix('/').unwrap_or(web.rest).strip_prefix('#').filter(|_| !web.host.is_empty())?;
    // `#/tea`, `#!tea` and `#tea=1` are the pages of an application.
    let fragment_is_id = !fragment.is_empty() && !fragment.starts_with(['/', '!', ':', '~']) && !fragment.contains(['=', '&', '/', '?']);
    let is_own = web.is_at(page.generator.host());
    if !fragment_is_id || is_own || is_template(address.as_str()) {
        return None;
    }
    // Up to the outermost list.
    let list = link.ancestors().filter(|node| matches!(node.tag(), Some(Tag::Ul | Tag::Ol))).last()?;
    let item = link.ancestors().find(|node| node.tag().is_some_and(Tag::is_block))?;
    let is_all = bare(item.text().as_str().lines().next().unwrap_or_default()) == bare(link.text().as_str());
    is_all.then_some((list.id(), Entry { link, address, host: web.host, fragment }))
}

/// The heading that the entry has the text of.
fn named<'h>(headings: &[Heading<'h>], anchors: &'h Anchors, text: &str) -> Option<Near<'h>> {
    let wanted = bare(text);
    let heading = *headings.iter().find(|heading| !wanted.is_empty() && bare(heading.text) == wanted)?;
    let anchor = anchors.iter().find(|anchor| anchor.span.start == heading.span.start)?;
    Some(Near { id: anchor.id, heading: Some(heading), only_case: false })
}

/// Letters and digits in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the article says of other sites.
struct Said<'a> {
    /// How many links lead to each host.
    links: FxHashMap<&'a str, usize>,
    text: String,
}

impl<'a> Said<'a> {
    fn of(page: &Page<'a>) -> Said<'a> {
        let mut links = FxHashMap::default();
        for outward in page.outward() {
            *links.entry(outward.web.host).or_default() += 1;
        }
        Said { links, text: page.tree.text().text().to_lowercase() }
    }

    /// Whether a list has nothing but two or more such entries, and the article says nothing else of their site.
    fn is_left_over(&self, page: &Page<'_>, list: NodeId, host: &str, entries: &[Entry<'_>]) -> bool {
        let is_made = |entry: &Entry<'_>| {
            let fragment = percent_decoded(entry.fragment).to_lowercase();
            FROM_TOOLS.iter().any(|prefix| fragment.starts_with(prefix)) || fragment.ends_with(|c: char| c.is_ascii_digit())
        };
        let is_whole = || page.tree.get(list).descendants().filter(|node| node.tag() == Some(Tag::A)).count() == entries.len();
        let name = host.trim_start_matches("www.").split('.').next().unwrap_or_default().to_lowercase();
        entries.len() >= 2
            && self.links.get(host) == Some(&entries.len())
            && entries.iter().all(is_made)
            && is_whole()
            && !self.text.contains(&name)
    }
}
