//! The table, arranged for finding: every link of every article is put to it, and nearly none is in it.

use super::address::{Address, suffixes, without_www};
use super::found::Found;
use super::locations::Locations;
use super::shape::Shape;
use super::table::{Network, TABLE};
use crate::finding::Confidence;
use rustc_hash::FxHashMap;
use std::iter;
use std::sync::LazyLock;

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
    is_trace: bool,
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
            network.anywhere.iter().map(|shape| (shape, Confidence::High, false)),
            network.traces.iter().map(|shape| (shape, Confidence::Medium, true)),
        );
        for (shape, most, is_trace) in listed {
            let rule = Anywhere { network, shape, confidence: network.confidence.min(most), is_trace, place };
            match shape.parameters.first() {
                Some(parameter) => shapes.by_parameter[bucket(&parameter.name)].push(rule),
                None => shapes.by_path.push(rule),
            }
        }
    }
    shapes
});

/// The images that do nothing but count.
pub static PIXELS: LazyLock<Locations<()>> = LazyLock::new(|| {
    let pixels = iter::chain(&TABLE.pixels, TABLE.networks.iter().flat_map(|network| &network.pixels));
    Locations::new(pixels.map(|pixel| (pixel.as_str(), ())))
});

/// What makes an address one of an affiliate link.
pub fn find(address: &Address) -> Option<Found> {
    find_by_host(address).or_else(|| find_anywhere(address))
}

fn find_by_host(address: &Address) -> Option<Found> {
    suffixes(&address.host).find_map(|suffix| {
        let (&name, host) = HOSTS.get_key_value(suffix)?;
        let found = |shape| Found { network: host.network, host: Some(name), shape, confidence: host.confidence, is_trace: false };
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
    Some(Found { network: rule.network, host: None, shape: Some(rule.shape), confidence: rule.confidence, is_trace: rule.is_trace })
}
