//! What a site says of its own advertising, in `copydesk.yml`.

use super::networks::{Address, Shape};
use super::{Affiliate, recognise};
use crate::finding::Confidence;
use rustc_hash::FxHashMap;

/// The parts `affiliate:` and `disclosure:` of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Shops and networks that the tables do not have: `go.kettle.example`, `kettle.example?partner`.
    pub programmes: Vec<Pattern>,
    /// Addresses of the site's own that redirect to a shop: `/go/`.
    pub cloaks: Vec<Pattern>,
    /// Comments that an advertisement stands between, besides those that say so in plain words.
    pub markers: Vec<Markers>,
    /// The theme shows a disclosure above every article.
    pub by_theme: bool,
    /// Front matter fields which, when true, let the theme show one.
    pub flags: Vec<String>,
    /// Shortcodes, template tags and components that show one.
    pub shortcodes: Vec<String>,
    /// What the site redirects to a shop, as its own files say: by path, and by a form of paths.
    pub(in crate::affiliate) redirected: FxHashMap<String, Affiliate>,
    pub(in crate::affiliate) redirected_forms: Vec<(Pattern, Affiliate)>,
}

/// The words of the comments around an advertisement.
#[derive(Clone, Debug)]
pub struct Markers {
    pub begin: String,
    pub end: String,
}

/// A form of addresses: a host (with its subdomains), a path, parameters, or several of these, all of which must fit.
///
/// `*` is any text and `#` digits, as in the tables. A path without either is the beginning of one.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    host: Option<String>,
    shape: Shape,
}

impl Pattern {
    /// Reads a pattern: `go.kettle.example`, `kettle.example/*?partner`, `/go/`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(written: &str) -> Result<Pattern, String> {
        let text = written.trim();
        let text = ["https://", "http://", "//"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
        let (host, rest) = text.split_at(text.find(['/', '?']).unwrap_or(text.len()));
        if !host.is_empty() && (!host.contains('.') || host.contains(['*', '#', ' ', ':', '@'])) {
            return Err(format!("`{host}` is no host: write it without a wildcard, such as kettle.example, or begin a path with `/`"));
        }
        if host.is_empty() && matches!(rest, "" | "/" | "/*") {
            return Err("this would be every address".into());
        }
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let path = if path.is_empty() || path.contains(['*', '#']) { path.to_owned() } else { format!("{path}*") };
        let host = host.trim_start_matches("www.").to_ascii_lowercase();
        Ok(Pattern {
            written: written.trim().to_owned(),
            host: Some(host).filter(|host| !host.is_empty()),
            shape: Shape::from(format!("{path}{query}")),
        })
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether it names a host.
    pub fn has_host(&self) -> bool {
        self.host.is_some()
    }

    /// Whether it asks for more than a host.
    pub fn is_narrow(&self) -> bool {
        self.shape.has_path() || self.shape.has_parameters()
    }

    /// Whether an address fits. One without a host of its own stands on the host `own`.
    fn fits(&self, address: &Address<'_>, own: Option<&str>) -> bool {
        let host = match (&self.host, own) {
            (Some(host), _) => address.is_on(host),
            (None, own) => address.is_own(own),
        };
        host && self.shape.fits(address)
    }
}

impl Settings {
    /// Takes in the redirects of the site, each from a path to an address, as far as they lead to a shop.
    pub fn learn<'r>(&mut self, redirects: impl Iterator<Item = &'r (String, String)>) {
        for (from, to) in redirects {
            let Some(found) = recognise(to) else { continue };
            let affiliate = Affiliate { evidence: format!("{from} redirects there, {}", found.evidence), ..found };
            match from.find(['*', ':']) {
                None => {
                    self.redirected.entry(from.trim_end_matches('/').to_owned()).or_insert(affiliate);
                }
                Some(end) => {
                    let shape = Shape::from(format!("{}*", &from[..end]));
                    self.redirected_forms.push((Pattern { written: from.clone(), host: None, shape }, affiliate));
                }
            }
        }
    }

    /// What an address is by the site's own word; `own` is the host of the site.
    pub(super) fn recognise(&self, href: &str, own: Option<&str>) -> Option<Affiliate> {
        let has_redirects = !self.redirected.is_empty() || !self.redirected_forms.is_empty();
        if self.programmes.is_empty() && self.cloaks.is_empty() && !has_redirects {
            return None;
        }
        let address = Address::parse(href).or_else(|| Address::on_site(href))?;
        if let Some(affiliate) = self.redirect(&address, own).filter(|_| has_redirects) {
            return Some(affiliate.clone());
        }
        if let Some(pattern) = self.cloak(&address, own) {
            return Some(Affiliate {
                network: "own-redirect".into(),
                name: "a redirect of this site".into(),
                evidence: format!("{} in copydesk.yml", pattern.written),
                confidence: Confidence::High,
                merchant: None,
                partner: None,
            });
        }
        let pattern = self.programmes.iter().find(|pattern| pattern.fits(&address, own))?;
        let host = pattern.host.clone().unwrap_or_else(|| address.host.to_string());
        Some(Affiliate {
            network: host.clone().into(),
            name: host.clone().into(),
            evidence: format!("{} in copydesk.yml", pattern.written),
            confidence: Confidence::High,
            merchant: pattern.shape.has_parameters().then_some(host),
            partner: pattern.shape.first_value(&address),
        })
    }

    /// Whether a path of the site is one that something else redirects.
    pub fn redirects(&self, path: &str) -> bool {
        !self.cloaks.is_empty() && Address::on_site(path).is_some_and(|address| self.cloak(&address, None).is_some())
    }

    fn redirect(&self, address: &Address<'_>, own: Option<&str>) -> Option<&Affiliate> {
        let exact = || self.redirected.get(address.path.trim_end_matches('/'));
        let form = || self.redirected_forms.iter().find(|(pattern, _)| pattern.fits(address, own)).map(|(_, affiliate)| affiliate);
        address.is_own(own).then(|| exact().or_else(form)).flatten()
    }

    fn cloak(&self, address: &Address<'_>, own: Option<&str>) -> Option<&Pattern> {
        self.cloaks.iter().find(|pattern| pattern.fits(address, own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(programmes: &[&str], cloaks: &[&str]) -> Settings {
        let read = |patterns: &[&str]| patterns.iter().map(|pattern| Pattern::new(pattern).expect(pattern)).collect();
        Settings { programmes: read(programmes), cloaks: read(cloaks), ..Settings::default() }
    }

    #[test]
    fn programmes_of_the_site_are_known_by_host_path_and_parameter() {
        let known = settings(&["go.kettle.example", "pots.example?partner", "pans.example/deal/*"], &[]);
        let seen = |href| known.recognise(href, None);
        assert!(seen("https://go.kettle.example/red").is_some() && seen("//eu.go.kettle.example/red").is_some());
        assert_eq!(seen("https://www.pots.example/lid?partner=desk").and_then(|found| found.partner), Some("desk".into()));
        assert!(seen("https://pans.example/deal/7").is_some());
        for other in [
            "https://kettle.example/red",
            "https://pots.example/lid",
            "https://pans.example/deals",
            "/go/red",
            "https://notpots.example/?partner=x",
        ] {
            assert!(seen(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_cloak_is_a_beginning_of_paths_of_the_site() {
        let known = settings(&[], &["/go/", "tools.desk.example/*/download/"]);
        let seen = |href| known.recognise(href, Some("desk.example")).is_some();
        assert!(seen("/go/kettle") && seen("https://desk.example/go/kettle") && seen("https://tools.desk.example/kettle/download/"));
        assert!(!seen("/gone") && !seen("https://other.example/go/kettle") && !seen("https://tools.desk.example/kettle/"));
        assert!(known.redirects("/go/kettle?x=1") && !known.redirects("/kettle"));
    }

    #[test]
    fn what_would_be_every_address_is_refused() {
        for pattern in ["", "/", "/*", "*.example", "kettle"] {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
