use crate::affiliate::recognise;
use crate::article::{Element, hash};
use crate::facts::Host;
use crate::rule::{ArticleRule, Out, Page, Patterns};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubdomainNetwork {
    min: usize,
    allow: Patterns,
}

impl ArticleRule for SubdomainNetwork {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        if !self.may_be_one(page) {
            return;
        }
        // By domain, the sites under it with the first link to each.
        let mut owners: BTreeMap<String, Vec<(String, Element<'_>)>> = BTreeMap::new();
        let mut seen = FxHashSet::default();
        for outward in page.outward() {
            let (link, href, text) = (outward.link, outward.address.as_str(), outward.link.text());
            let Some(host) = Host::of(href) else { continue };
            let Some(site) = host.site().filter(|_| !host.is_of(page.generator.host()) && !host.is_shared()) else { continue };
            if names(text.as_str(), site) || recognise(href).is_some() {
                continue;
            }
            let name = format!("{site}.{}", host.domain());
            if seen.insert(name.clone()) {
                owners.entry(host.domain().to_string()).or_default().push((name, link));
            }
        }
        for (domain, sites) in owners {
            if sites.len() < self.min || self.allow.matches(&domain) {
                continue;
            }
            let first: Vec<String> = sites.iter().take(3).map(|(name, _)| format!("`{name}`")).collect();
            let more = if sites.len() > 3 { format!(" and {} more", sites.len() - 3) } else { String::new() };
            let message = format!("the article links to {} sub-domains of one owner, {domain}: {}{more}", sites.len(), first.join(", "));
            let finding = out.report(sites[0].1.span(), message);
            finding.help("link to what helps the reader; if these are parts of one site, list the domain under `allow`").subject(domain);
            for (name, link) in &sites[1..] {
                finding.related(link.span(), name);
            }
        }
    }
}

impl SubdomainNetwork {
    /// Whether there are hosts enough, `www.` aside, that end alike and may be sub-domains.
    fn may_be_one(&self, page: &Page<'_>) -> bool {
        let (mut seen, mut counts): (FxHashSet<u64>, FxHashMap<u64, usize>) = Default::default();
        page.outward().len() >= self.min
            && page.outward().iter().any(|outward| {
                let host = outward.web.host.trim_end_matches('.');
                let Some(end) = last_two(host).filter(|&end| !host[..end - 1].eq_ignore_ascii_case("www")) else { return false };
                seen.insert(hash(host)) && {
                    let count = counts.entry(hash(&host[end..])).or_default();
                    *count += 1;
                    *count >= self.min
                }
            })
    }
}

/// Where the last two labels of a host begin, if there are others.
fn last_two(host: &str) -> Option<usize> {
    let mut dots = host.bytes().enumerate().rev().filter(|(_, byte)| *byte == b'.');
    dots.nth(1).map(|(dot, _)| dot + 1)
}

/// Whether a short text says what the site is called: that is how one mentions it.
fn names(text: &str, site: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    text.split_whitespace().count() <= 3 && letters(text).contains(&letters(site))
}
