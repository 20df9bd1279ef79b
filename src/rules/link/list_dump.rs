use crate::article::{Element, LinkList, Name};
use crate::facts::Host;
use crate::rule::{ArticleRule, Out, Page};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListDump {
    min: usize,
    min_sites: usize,
}

/// Words that may stand behind the list: a line on rights, a signature.
const TAIL: usize = 30;
/// The least number of words of an article's own. A page with fewer is an index.
const MAIN: usize = 100;

impl ArticleRule for ListDump {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for list in page.link_lists().iter().filter(|list| list.links.len() >= self.min) {
            let links: Vec<Element<'_>> = list.links.iter().map(|&link| page.tree.get(link)).collect();
            let Some(owner) = self.owner(page, &links) else { continue };
            if !closes_article(page, list) {
                continue;
            }
            let Owner { domain, away, sites } = owner;
            let message =
                format!("a list of {} links ends the article; {away} of them lead away, to {sites} other sites of {domain}", links.len());
            let finding = out.report(links[0].span(), message);
            finding.help("keep the few that a reader of this article needs next, and say why").subject(domain);
            if let [_, .., last] = &*links {
                finding.related(last.span(), "the list goes on to here");
            }
        }
    }
}

/// The share of a list that makes it one of titles, and one that leads to one owner, in percent.
const MOST: usize = 80;

/// To whom a list leads.
struct Owner {
    domain: String,
    /// The links that lead to other sites than the page's own.
    away: usize,
    sites: usize,
}

impl ListDump {
    /// The one owner to whose sites a list of titles leads.
    fn owner(&self, page: &Page<'_>, links: &[Element<'_>]) -> Option<Owner> {
        let most = |count: usize| count * 100 >= MOST * links.len();
        if !most(links.iter().filter(|link| is_title(link.text().as_str())).count()) {
            return None;
        }
        let hosts: Vec<Host<'_>> = links.iter().filter_map(|link| Host::of(link.attribute(Name::Href)?.as_str())).collect();
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for host in &hosts {
            *counts.entry(host.domain()).or_default() += 1;
        }
        let (domain, _) = counts.into_iter().find(|(_, count)| most(*count))?;
        let own = page.generator.host();
        let away = hosts.iter().filter(|host| host.domain() == domain && !host.is_of(own) && host.site().is_some() && !host.is_shared());
        let sites: FxHashSet<&str> = away.clone().filter_map(Host::site).collect();
        (sites.len() >= self.min_sites).then(|| Owner { domain: domain.to_string(), away: away.count(), sites: sites.len() })
    }
}

/// Whether a text is a title, and not a name: four words, or eight characters of a script without spaces.
fn is_title(text: &str) -> bool {
    text.split_whitespace().nth(3).is_some() || text.chars().filter(|&c| c >= '\u{2e80}').nth(7).is_some()
}

/// Whether the list stands at the end of an article that has a text of its own.
fn closes_article(page: &Page<'_>, list: &LinkList) -> bool {
    let (main, mut before, mut after) = (page.main_text(), 0, 0);
    for word in main.words(page) {
        match (word.start as usize) < list.text.start {
            true => before += 1,
            false => after += 1,
        }
    }
    before >= MAIN && after <= TAIL
}
