//! What an address says of itself, once it is known whose it is.

use super::address::Address;
use super::index::find;
use super::partner::Place;
use super::shape::{Shape, Value};
use super::table::{Kind, Network};
use crate::finding::Confidence;
use crate::text::percent_decoded_lossy;
use std::borrow::Cow;

/// An affiliate link, before anything about it is written down.
pub struct Found {
    pub network: &'static Network,
    /// The host of the table, unless it was found on any host.
    pub host: Option<&'static str>,
    /// What it was found by, if not by its host alone.
    pub shape: Option<&'static Shape>,
    pub confidence: Confidence,
    /// It may be an address of the shop, behind the redirect.
    pub is_trace: bool,
}

impl Found {
    /// What was seen.
    pub fn evidence(&self, address: &Address<'_>) -> String {
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

    /// Who is paid. What a network leaves in the shop's address stands among the shop's own parameters, so that only those names count
    /// there that nobody else has.
    pub fn partner(&self, address: &Address<'_>) -> Option<String> {
        let is_its_own = |place: &&Place| !self.is_trace || self.network.traces.iter().any(|trace| place.is_in(trace));
        self.network.partner.iter().filter(is_its_own).find_map(|place| place.read(address))
    }

    /// The host of the shop.
    pub fn merchant(&self, address: &Address<'_>) -> Option<String> {
        match self.target(address) {
            Some(target) => shop(target),
            None => self.is_on_shop().then(|| address.host.clone().into_owned()),
        }
    }

    /// Whether the address is one of the shop itself.
    fn is_on_shop(&self) -> bool {
        match (self.host, self.shape) {
            (Some(_), shape) => self.network.kind == Kind::Merchant && shape.is_some(),
            // A parameter is read by the shop itself; a path alone belongs to a redirect.
            (None, shape) => shape.is_some_and(Shape::has_parameters),
        }
    }

    /// The address that this one redirects to.
    fn target(&self, address: &Address<'_>) -> Option<String> {
        if self.is_trace && self.is_on_shop() {
            return None;
        }
        let in_parameter = || self.network.destination.iter().find_map(|name| absolute(address.value(name)?));
        // `/links/1000001/type/dlg/https://shop.example/kettle`
        let in_path = || {
            let at =
                self.host.and_then(|_| ["/http:", "/https:", "/http%3", "/https%3"].iter().find_map(|http| address.path.find(http)))?;
            absolute(&address.path[at + 1..])
        };
        in_parameter().or_else(in_path)
    }
}

/// Redirects inside a redirect that are followed. More do not happen in good faith.
const MOST_REDIRECTS: usize = 4;

/// The host where the reader ends up, through redirects inside redirects; none where the last of them does not say.
fn shop(mut target: String) -> Option<String> {
    for _ in 0..MOST_REDIRECTS {
        let address = Address::parse(&target)?;
        let Some(found) = find(&address) else { break };
        match found.target(&address) {
            Some(inner) => target = inner,
            None if found.is_on_shop() => break,
            None => return None,
        }
    }
    let host = Address::parse(&target)?.host.into_owned();
    // An address in parentheses ends with one.
    Some(host.trim_end_matches(')').to_owned())
}

/// How often an address may have been encoded: once more for each redirect that it has been through.
const MOST_ENCODINGS: usize = 4;

/// A value that is an address, with its host: `https%253A%252F%252Fshop.example`, `www.shop.example/kettle`.
fn absolute(value: &str) -> Option<String> {
    let mut text = Cow::Borrowed(value);
    for _ in 0..MOST_ENCODINGS {
        if Address::parse(&text).is_some() {
            return Some(text.into_owned());
        }
        if !text.contains('%') {
            break;
        }
        text = Cow::Owned(percent_decoded_lossy(&text));
    }
    let address = if text.starts_with("www.") { format!("//{text}") } else { text.into_owned() };
    Address::parse(&address).is_some().then_some(address)
}

/// Enough of a text to know it by.
fn clip(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 48;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
