//! Addresses, taken apart as far as recognition needs it.

use memchr::{memchr, memchr2};
use std::borrow::Cow;
use std::{iter, mem};

/// The most that a host name may have (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 253;

/// An address as far as the table needs it.
pub struct Address<'a> {
    /// In lower case, without user, port and final dot.
    pub host: Cow<'a, str>,
    pub path: &'a str,
    pub query: &'a str,
}

impl<'a> Address<'a> {
    pub fn parse(href: &'a str) -> Option<Self> {
        let href = href.trim_ascii();
        // Every link of every article comes by here.
        let rest = match href.strip_prefix("https://").or_else(|| href.strip_prefix("http://")) {
            Some(rest) => rest,
            None => match href.as_bytes().first()? {
                b'/' => href.strip_prefix("//")?,
                b'h' | b'H' => ["https:", "http:"].iter().find_map(|scheme| strip_ignoring_case(href, scheme))?.strip_prefix("//")?,
                _ => return None,
            },
        };
        let (mut end, mut is_plain) = (0, true);
        for byte in rest.bytes() {
            let part = PARTS[usize::from(byte)];
            if part == Part::Behind {
                break;
            }
            is_plain &= part == Part::Plain;
            end += 1;
        }
        let (authority, rest) = rest.split_at(end);
        let (path, query) = match memchr2(b'?', b'#', rest.as_bytes()) {
            Some(at) if rest.as_bytes()[at] == b'?' => {
                let query = &rest[at + 1..];
                (&rest[..at], &query[..memchr(b'#', query.as_bytes()).unwrap_or(query.len())])
            }
            end => (&rest[..end.unwrap_or(rest.len())], ""),
        };
        let host = if is_plain { Cow::Borrowed(authority.strip_suffix('.').unwrap_or(authority)) } else { host(authority) };
        (1..=LONGEST_HOST).contains(&host.len()).then_some(Self { host, path, query })
    }

    /// An address from the root of a site, which has no host: `/go/kettle`.
    pub fn on_site(href: &'a str) -> Option<Self> {
        let href = href.trim_ascii();
        let (path, query) = cut(&href[..href.find('#').unwrap_or(href.len())], b'?');
        (path.starts_with('/') && !path.starts_with("//")).then_some(Self {
            host: Cow::Borrowed(""),
            path,
            query: query.unwrap_or_default(),
        })
    }

    /// Whether the host is this one or below it.
    pub fn is_on(&self, host: &str) -> bool {
        self.host.strip_suffix(host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// Whether it is an address of the site with this host, `www.` aside; one without a host always is.
    pub fn is_own(&self, own: Option<&str>) -> bool {
        self.host.is_empty() || own.is_some_and(|own| without_www(&self.host) == without_www(own))
    }

    pub fn is_root(&self) -> bool {
        matches!(self.path, "" | "/") && self.query.is_empty()
    }

    pub fn parameters(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = Some(self.query).filter(|query| !query.is_empty());
        let parameters = iter::from_fn(move || {
            let (parameter, tail) = cut(rest?, b'&');
            rest = tail;
            Some(parameter)
        });
        parameters.filter_map(|parameter| match cut(parameter, b'=') {
            (name, Some(value)) => Some((name, value)),
            (_, None) => None,
        })
    }

    /// What a parameter says, also where a network writes its parameters into the path: `/camref:1101l5/destination:https…`,
    /// `p(123)a(456)url(https…`.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        let in_query = self.parameters().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let in_path = || {
            [self.path, self.query].into_iter().find_map(|part| {
                part.match_indices(name).find_map(|(at, _)| {
                    let whole_name = !part[..at].ends_with(|before: char| before.is_ascii_alphanumeric());
                    part[at + name.len()..].strip_prefix([':', '(']).filter(|_| whole_name)
                })
            })
        };
        in_query.or_else(in_path)
    }
}

/// What a byte says in an authority.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Plain,
    /// There may be a user, a port or capitals.
    Other,
    /// The host is over.
    Behind,
}

static PARTS: [Part; 256] = {
    let (mut parts, mut byte) = ([Part::Plain; 256], 0);
    while byte < 128 {
        parts[byte] = match byte as u8 {
            b'/' | b'?' | b'#' => Part::Behind,
            b'@' | b':' | b'A'..=b'Z' => Part::Other,
            _ => Part::Plain,
        };
        byte += 1;
    }
    parts
};

/// [`str::split_once`], quicker on the short texts of addresses.
#[inline]
fn cut(text: &str, at: u8) -> (&str, Option<&str>) {
    match memchr(at, text.as_bytes()) {
        Some(found) => (&text[..found], Some(&text[found + 1..])),
        None => (text, None),
    }
}

/// The host in what may have a user, a port or capitals.
fn host(authority: &str) -> Cow<'_, str> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    Cow::Owned(host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase())
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A host and the domains above it, the top one left out: `go.shop.example`, `shop.example`.
pub fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    let mut rest = host;
    iter::from_fn(move || {
        let dot = rest.bytes().position(|byte| byte == b'.')?;
        let above = &rest[dot + 1..];
        Some(mem::replace(&mut rest, above))
    })
}

pub fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}
