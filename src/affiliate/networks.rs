//! Which links are affiliate links, by their address alone.
//!
//! The order of the questions is that of their certainty:
//!
//! 1. Does the host do nothing but redirect for a network?
//! 2. Does the host belong to a shop or network, and does the address have the path or the parameter of its programme?
//! 3. Does it have a parameter that means a programme on any host, alone or together with a path?
//! 4. Does it have the path of a network's click, on any host?
//!
//! What occurs on ordinary links as well (`ref=`, `via=`, `aid=`, a short link) is never evidence: a link wrongly called
//! an advertisement does more harm than one overlooked. The facts are in `rules/data/affiliate-networks.yaml`.

mod address;

use crate::text::percent_decoded_lossy;
use std::borrow::Cow;
use std::iter;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use address::suffixes;
pub use address::{Address, without_www};

/// What makes a link an affiliate link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliate {
    /// The id of the network in the table; its host, of one that the site has added.
    pub network: Cow<'static, str>,
    /// The name of the network, for people.
    pub name: Cow<'static, str>,
    /// What was seen: `host pxf.io`, `host amazon.com with tag=desk-20`.
    pub evidence: String,
    pub confidence: Confidence,
    /// The host of the shop, where the address gives it away: the destination inside a redirect, or the shop's own host.
    pub merchant: Option<String>,
    /// Who is paid: the identifier of the publisher, where the address has it.
    pub partner: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// As likely a customer's ordinary link.
    Low,
    Medium,
    High,
}

impl Confidence {
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// Recognises an affiliate link by its address, character references decoded.
///
/// Absolute `http` and `https` addresses and protocol-relative ones are read; anything else is `None`. A negative answer
/// allocates nothing (but for a host in capitals or with a port).
pub fn recognise(href: &str) -> Option<Affiliate> {
    let address = Address::parse(href)?;
    let found = find(&address)?;
    Some(Affiliate {
        network: Cow::Borrowed(&found.network.id),
        name: Cow::Borrowed(&found.network.name),
        evidence: found.evidence(&address),
        confidence: found.confidence,
        merchant: found.merchant(&address).map(|host| without_www(&host).to_owned()),
        partner: None,
    })
}

/// Whether the image at this address does nothing but count who has seen it.
///
/// Images that are banner and counter in one are not pixels: whether they can be seen is for their size to say.
pub fn is_pixel(src: &str) -> bool {
    let Some(address) = Address::parse(src) else { return false };
    let on_host = |host| PIXELS.by_host.get(host).is_some_and(|paths| paths.iter().any(|path| glob(path, address.path)));
    suffixes(&address.host).any(on_host) || PIXELS.anywhere.iter().any(|path| glob(path, address.path))
}

/// The table as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    networks: Vec<Network>,
    pixels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Network {
    id: String,
    name: String,
    #[serde(default)]
    kind: Kind,
    #[serde(default = "Network::confidence")]
    confidence: Confidence,
    #[serde(default)]
    redirects: Vec<String>,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    unverified: Vec<String>,
    #[serde(default)]
    shapes: Vec<Shape>,
    #[serde(default)]
    anywhere: Vec<Shape>,
    #[serde(default)]
    traces: Vec<Shape>,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    pixels: Vec<String>,
}

impl Network {
    fn confidence() -> Confidence {
        Confidence::High
    }
}

#[derive(Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Network,
    Merchant,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("../../rules/data/affiliate-networks.yaml")).expect("the embedded table is valid: a test reads it")
});

/// A host of the table.
struct Host {
    network: &'static Network,
    /// Every address is a link of the network, not only one of its shapes.
    redirects: bool,
    confidence: Confidence,
}

static HOSTS: LazyLock<FxHashMap<&'static str, Host>> = LazyLock::new(|| {
    let mut hosts = FxHashMap::default();
    for network in &TABLE.networks {
        let listed = iter::chain(network.redirects.iter().map(|host| (host, true)), network.hosts.iter().map(|host| (host, false)));
        for (host, redirects) in listed {
            let most = if network.unverified.contains(host) { Confidence::Medium } else { Confidence::High };
            hosts.insert(host.as_str(), Host { network, redirects, confidence: network.confidence.min(most) });
        }
    }
    hosts
});

/// A shape that means a network on any host.
struct Anywhere {
    network: &'static Network,
    shape: &'static Shape,
    confidence: Confidence,
    /// Its place in the table, where the general comes after the particular.
    place: usize,
}

/// The shapes for any host: those with a parameter by the [`bucket`] of the name of their first one, and the rest.
struct Shapes {
    by_parameter: [Vec<Anywhere>; BUCKETS],
    by_path: Vec<Anywhere>,
}

const BUCKETS: usize = 512;

/// Sorts names by length and initial, which does for nearly every parameter that means nothing.
fn bucket(name: &str) -> usize {
    let initial = name.bytes().next().unwrap_or_default() & 0x1f;
    (name.len() * 32 + usize::from(initial)) % BUCKETS
}

static ANYWHERE: LazyLock<Shapes> = LazyLock::new(|| {
    let mut shapes = Shapes { by_parameter: [const { Vec::new() }; BUCKETS], by_path: Vec::new() };
    for (place, network) in TABLE.networks.iter().enumerate() {
        let listed = iter::chain(
            network.anywhere.iter().map(|shape| (shape, Confidence::High)),
            network.traces.iter().map(|shape| (shape, Confidence::Medium)),
        );
        for (shape, most) in listed {
            let rule = Anywhere { network, shape, confidence: network.confidence.min(most), place };
            match shape.parameters.first() {
                Some(parameter) => shapes.by_parameter[bucket(&parameter.name)].push(rule),
                None => shapes.by_path.push(rule),
            }
        }
    }
    shapes
});

/// The paths of the pixels, by host and for any host.
struct Pixels {
    by_host: FxHashMap<&'static str, Vec<&'static str>>,
    anywhere: Vec<&'static str>,
}

static PIXELS: LazyLock<Pixels> = LazyLock::new(|| {
    let mut pixels = Pixels { by_host: FxHashMap::default(), anywhere: Vec::new() };
    for pixel in iter::chain(&TABLE.pixels, TABLE.networks.iter().flat_map(|network| &network.pixels)) {
        match pixel.find('/') {
            Some(0) => pixels.anywhere.push(pixel),
            Some(slash) => pixels.by_host.entry(&pixel[..slash]).or_default().push(&pixel[slash..]),
            None => pixels.by_host.entry(pixel).or_default().push("*"),
        }
    }
    pixels
});

/// A path and parameters that an address must have, written like an address: `/aff_c?offer_id=#`.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub struct Shape {
    path: Option<String>,
    parameters: Vec<Parameter>,
}

#[derive(Clone, Debug)]
struct Parameter {
    name: String,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    Any,
    Like(String),
    /// The one value that the parameter, if it is there, must not have.
    Unlike(String),
}

impl From<String> for Shape {
    fn from(shape: String) -> Self {
        let (path, query) = shape.split_once('?').unwrap_or((&shape, ""));
        let parameter = |parameter: &str| match parameter.split_once('=') {
            None => Parameter { name: parameter.into(), value: Value::Any },
            Some((name, value)) => match name.strip_suffix('!') {
                None => Parameter { name: name.into(), value: Value::Like(value.into()) },
                Some(name) => Parameter { name: name.into(), value: Value::Unlike(value.into()) },
            },
        };
        Self { path: (!path.is_empty()).then(|| path.to_owned()), parameters: query.split_terminator('&').map(parameter).collect() }
    }
}

impl Shape {
    /// Whether an address has the path and the parameters.
    pub fn fits(&self, address: &Address) -> bool {
        self.path.as_ref().is_none_or(|path| glob(path, address.path)) && self.parameters.iter().all(|parameter| parameter.fits(address))
    }

    pub fn has_path(&self) -> bool {
        self.path.is_some()
    }

    pub fn has_parameters(&self) -> bool {
        !self.parameters.is_empty()
    }

    /// What an address says in the first of the parameters.
    pub fn first_value(&self, address: &Address) -> Option<String> {
        address.value(&self.parameters.first()?.name).map(percent_decoded_lossy)
    }
}

impl Parameter {
    fn fits(&self, address: &Address) -> bool {
        match self.value {
            Value::Unlike(_) => address.parameters().all(|(name, value)| !self.is(name, value)),
            _ => address.parameters().any(|(name, value)| self.is(name, value)),
        }
    }

    /// Whether this parameter of an address is the one that is meant, whether it should be there or not.
    fn is(&self, name: &str, value: &str) -> bool {
        name.eq_ignore_ascii_case(&self.name)
            && match &self.value {
                // `?affid={id}` is somebody explaining an address.
                Value::Any => !value.is_empty() && !value.starts_with(['{', '<', '[', '$']),
                Value::Like(pattern) | Value::Unlike(pattern) => glob(pattern, value),
            }
    }
}

/// Whether all of a text fits a pattern: `*` is any text, `#` one or more digits, letter case is ignored.
///
/// A digit never follows `#` in a pattern, so `#` may take all digits there are.
fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on when the text after the last star does not fit: the star takes one byte more.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let fits = match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p + 1, t));
                p += 1;
                continue;
            }
            Some(b'#') => text[t..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
            Some(byte) => usize::from(text.get(t).is_some_and(|other| other.eq_ignore_ascii_case(byte))),
            None if t == text.len() => return true,
            None => 0,
        };
        if fits > 0 {
            p += 1;
            t += fits;
        } else {
            let Some((after, from)) = retry.filter(|&(_, from)| from < text.len()) else { return false };
            retry = Some((after, from + 1));
            (p, t) = (after, from + 1);
        }
    }
}

/// An affiliate link, before anything about it is written down.
struct Found {
    network: &'static Network,
    /// The host of the table, unless it was found on any host.
    host: Option<&'static str>,
    /// What it was found by, if not by its host alone.
    shape: Option<&'static Shape>,
    confidence: Confidence,
}

fn find(address: &Address) -> Option<Found> {
    find_by_host(address).or_else(|| find_anywhere(address))
}

fn find_by_host(address: &Address) -> Option<Found> {
    suffixes(&address.host).find_map(|suffix| {
        let (&name, host) = HOSTS.get_key_value(suffix)?;
        let found = |shape| Found { network: host.network, host: Some(name), shape, confidence: host.confidence };
        if host.redirects {
            // The front page of the host itself leads nowhere; that of a subdomain may (`desk.vendor.hop.clickbank.net`).
            let own_page = address.is_root() && without_www(&address.host) == name;
            (!own_page).then(|| found(None))
        } else {
            host.network.shapes.iter().find(|shape| shape.fits(address)).map(|shape| found(Some(shape)))
        }
    })
}

fn find_anywhere(address: &Address) -> Option<Found> {
    let by_parameter = || {
        let rules = address.parameters().flat_map(|(name, value)| {
            let rules = ANYWHERE.by_parameter[bucket(name)].iter();
            rules.filter(move |rule| rule.shape.parameters[0].is(name, value))
        });
        let fitting = rules.filter(|rule| rule.shape.fits(address));
        // A path and a parameter say more than a parameter alone.
        fitting.min_by_key(|rule| (rule.shape.path.is_none(), rule.place))
    };
    let by_path = || ANYWHERE.by_path.iter().find(|rule| rule.shape.fits(address));
    let rule = by_parameter().or_else(by_path)?;
    Some(Found { network: rule.network, host: None, shape: Some(rule.shape), confidence: rule.confidence })
}

impl Found {
    fn evidence(&self, address: &Address) -> String {
        let mut seen = Vec::new();
        if let Some(host) = self.host {
            seen.push(format!("host {host}"));
        }
        if let Some(shape) = self.shape {
            if shape.path.is_some() {
                seen.push(format!("path {}", clip(address.path)));
            }
            for parameter in shape.parameters.iter().filter(|parameter| !matches!(parameter.value, Value::Unlike(_))) {
                let value = address.value(&parameter.name).unwrap_or_default();
                seen.push(format!("{}={}", parameter.name, clip(value)));
            }
        }
        match seen.split_first() {
            Some((first, [])) => first.clone(),
            Some((first, rest)) => format!("{first} with {}", rest.join(" and ")),
            None => String::new(),
        }
    }

    fn merchant(&self, address: &Address) -> Option<String> {
        if let Some(host) = self.destination(address) {
            return Some(host);
        }
        let own_page = match (self.host, self.shape) {
            (Some(_), shape) => self.network.kind == Kind::Merchant && shape.is_some(),
            // A parameter is read by the shop itself; a path alone belongs to a redirect.
            (None, shape) => shape.is_some_and(|shape| !shape.parameters.is_empty()),
        };
        own_page.then(|| address.host.clone().into_owned())
    }

    /// The host where the reader ends up, through redirects inside redirects.
    fn destination(&self, address: &Address) -> Option<String> {
        let mut target = destination(self.network, address)?;
        for _ in 0..MOST_REDIRECTS {
            let inner = Address::parse(&target).and_then(|inner| destination(find(&inner)?.network, &inner));
            match inner {
                Some(inner) => target = inner,
                None => break,
            }
        }
        let host = Address::parse(&target)?.host.into_owned();
        // An address in parentheses ends with one.
        Some(host.trim_end_matches(')').to_owned())
    }
}

/// Redirects inside a redirect that are followed. More do not happen in good faith.
const MOST_REDIRECTS: usize = 3;

/// The address inside an address, which may be encoded once more for each redirect that it has been through.
fn destination(network: &Network, address: &Address) -> Option<String> {
    network.destination.iter().find_map(|name| {
        let once = percent_decoded_lossy(address.value(name)?);
        let target = if once.contains("://") { once } else { percent_decoded_lossy(&once) };
        (target.starts_with("http") && Address::parse(&target).is_some()).then_some(target)
    })
}

/// Enough of a text to know it by.
fn clip(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 48;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests;
