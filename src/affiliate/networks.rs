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
mod found;
mod index;
mod locations;
mod names;
mod partner;
mod shape;
mod table;

pub use address::{Address, without_www};
pub use locations::Locations;
pub use names::Names;
pub use shape::{Shape, glob};
pub use table::TABLE;

use crate::finding::Confidence;
use index::{PIXELS, find};
use std::borrow::Cow;

/// What makes a link an affiliate link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliate {
    /// The id of the network in the table; its host, of one that the site has added.
    pub network: Cow<'static, str>,
    /// The name of the network, for people.
    pub name: Cow<'static, str>,
    /// What was seen: `host pxf.io`, `host amazon.com with tag=desk-20`.
    pub evidence: String,
    /// Low: as likely a customer's ordinary link.
    pub confidence: Confidence,
    /// The host of the shop, where the address gives it away: the destination inside a redirect, or the shop's own host.
    pub merchant: Option<String>,
    /// Who is paid: the identifier of the publisher, where the address has it.
    pub partner: Option<String>,
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
        partner: found.partner(&address),
    })
}

/// Whether an address is on this host or below it.
pub fn is_on(href: &str, host: &str) -> bool {
    Address::parse(href).is_some_and(|address| address.is_on(host))
}

/// Whether the image at this address does nothing but count who has seen it.
///
/// Images that are banner and counter in one are not pixels: whether they can be seen is for their size to say.
pub fn is_pixel(src: &str) -> bool {
    Address::parse(src).is_some_and(|address| PIXELS.get(&address).is_some())
}

#[cfg(test)]
mod tests;
