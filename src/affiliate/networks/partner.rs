//! Where an address names the publisher who is paid.

use super::address::Address;
use super::shape::{Shape, glob, is_filled_in};
use crate::text::percent_decoded_lossy;
use serde::Deserialize;

/// A place of an address that holds the publisher's identifier: a parameter, or a part of the path or the host.
#[derive(Deserialize)]
#[serde(from = "String")]
pub enum Place {
    /// `tag`
    Parameter(String),
    /// `/c/{#}`: the beginning of a path. `{#}` is a number, `{*}` any text up to the next slash.
    Path(String),
    /// `{*}.*.hop.clickbank.net`: a whole host. `{*}` is any text up to the next dot.
    Host(String),
}

impl From<String> for Place {
    fn from(written: String) -> Place {
        match written.contains('{') {
            true if written.starts_with('/') => Place::Path(written),
            true => Place::Host(written),
            false => Place::Parameter(written),
        }
    }
}

impl Place {
    /// What stands there.
    pub fn read(&self, address: &Address<'_>) -> Option<String> {
        let found = match self {
            // In a path, a parameter ends where the next one begins: `/camref:1101l5/pubref:desk`, `a(123)g(456)`.
            Place::Parameter(name) => address.value(name)?.split(['/', ')']).next()?,
            Place::Path(pattern) => marked(pattern, address.path, '/')?,
            Place::Host(pattern) if pattern.matches('.').count() == address.host.matches('.').count() => {
                marked(pattern, &address.host, '.')?
            }
            Place::Host(_) => return None,
        };
        is_filled_in(found).then(|| percent_decoded_lossy(found))
    }

    /// Whether a shape asks for what stands there.
    pub fn is_in(&self, shape: &Shape) -> bool {
        match self {
            Place::Parameter(name) => shape.names(name),
            Place::Path(_) => shape.has_path(),
            Place::Host(_) => false,
        }
    }
}

/// The marked part of a text that begins as the pattern says, part by part.
fn marked<'a>(pattern: &str, text: &'a str, separator: char) -> Option<&'a str> {
    let mut parts = text.split(separator);
    let mut found = None;
    for wanted in pattern.split(separator) {
        let part = parts.next()?;
        let mark = wanted.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        let fits = match mark {
            None => glob(wanted, part),
            Some((before, (mark, after))) => {
                let rest = part.get(before.len()..).filter(|_| part[..before.len()].eq_ignore_ascii_case(before))?;
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (id, tail) = rest.split_at(if mark == "#" { digits } else { rest.len() });
                found = Some(id);
                !id.is_empty() && glob(after, tail)
            }
        };
        if !fits {
            return None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marked_part_is_read() {
        for (pattern, text, id) in [
            ("/c/{#}", "/c/1000001/2/3", Some("1000001")),
            ("/c/{#}", "/c/desk/2/3", None),
            ("/c/{#}", "/c", None),
            ("/click-{#}-*", "/CLICK-12-34?x", Some("12")),
            ("/click-{#}-*", "/click--34", None),
            ("/redir/#/{*}", "/redir/7/desk/now", Some("desk")),
            ("/redir/#/{*}", "/redir/x/desk", None),
            ("/redir/#/{*}", "/redir/7/", None),
            ("/é{#}", "/éé", None),
            ("/ab{#}", "/é", None),
        ] {
            assert_eq!(marked(pattern, text, '/'), id, "{pattern} {text}");
        }
        assert_eq!(marked("{*}.*.hop.example", "desk.kettle.hop.example", '.'), Some("desk"));
    }
}
