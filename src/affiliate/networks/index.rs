//! The table, arranged for finding: every link of every article is put to it, and nearly none is in it.

use super::address::{Address, suffixes, without_www};
use super::found::Found;
use super::locations::Locations;
use super::names::Names;
use super::shape::Shape;
use super::table::{Network, TABLE};
use crate::finding::Confidence;
use std::iter;
use std::sync::LazyLock;

/// A host of the table.
struct Host {
    network: &'static Network,
    /// Every address is a link of the network, not only one of its shapes.
    redirects: bool,
    confidence: Confidence,
}

static HOSTS: LazyLock<Names<Host>> = LazyLock::new(|| {
    let mut hosts = Names::default();
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
    /// Whether the path of one of the rest may have this [`initial`].
    initials: [bool; 256],
}

const BUCKETS: usize = 512;

/// Sorts names by length and initial, which does for nearly every parameter that means nothing.
fn bucket(name: &str) -> usize {
    let initial = name.bytes().next().unwrap_or_default() & 0x1f;
    (name.len() * 32 + usize::from(initial)) % BUCKETS
}

/// What a path has behind its slash, in lower case.
fn initial(path: &str) -> usize {
    path.as_bytes().get(1).map_or(0, |byte| usize::from(byte.to_ascii_lowercase()))
}

static ANYWHERE: LazyLock<Shapes> = LazyLock::new(|| {
    let mut shapes = Shapes { by_parameter: [const { Vec::new() }; BUCKETS], by_path: Vec::new(), initials: [false; 256] };
    for (place, network) in TABLE.networks.iter().enumerate() {
        let listed = iter::chain(
            network.anywhere.iter().map(|shape| (shape, Confidence::High, false)),
            network.traces.iter().map(|shape| (shape, Confidence::Medium, true)),
        );
        for (shape, most, is_trace) in listed {
            let rule = Anywhere { network, shape, confidence: network.confidence.min(most), is_trace, place };
            match shape.parameters.first() {
                Some(parameter) => shapes.by_parameter[bucket(&parameter.name)].push(rule),
                None => {
                    let path = shape.path.as_deref().unwrap_or_default();
                    match path.bytes().take(2).any(|byte| matches!(byte, b'*' | b'#')) {
                        true => shapes.initials.fill(true),
                        false => shapes.initials[initial(path)] = true,
                    }
                    shapes.by_path.push(rule);
                }
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
    let hosts = &*HOSTS;
    suffixes(&address.host).find_map(|suffix| {
        let (name, host) = hosts.get(suffix)?;
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
    let anywhere = &*ANYWHERE;
    let by_parameter = || {
        let rules = address.parameters().flat_map(|(name, value)| {
            let rules = anywhere.by_parameter[bucket(name)].iter();
            rules.filter(move |rule| rule.shape.parameters[0].is(name, value))
        });
        let fitting = rules.filter(|rule| rule.shape.fits(address));
        // A path and a parameter say more than a parameter alone.
        fitting.min_by_key(|rule| (rule.shape.path.is_none(), rule.place))
    };
    let may_fit = anywhere.initials[initial(address.path)];
    let by_path = || anywhere.by_path.iter().filter(|_| may_fit).find(|rule| rule.shape.fits(address));
    let rule = by_parameter().or_else(by_path)?;
    Some(Found { network: rule.network, host: None, shape: Some(rule.shape), confidence: rule.confidence, is_trace: rule.is_trace })
}
