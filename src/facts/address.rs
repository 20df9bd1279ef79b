//! How addresses begin: the scheme, the host, and the slips of the keyboard in either.

use std::net::IpAddr;
use std::ops::Range;

/// Whether a destination leaves the site: it has a scheme, or names a host.
pub fn is_external(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://") || href.starts_with("//") || scheme(href).is_some()
}

/// The scheme of a URL, if it has one (RFC 3986, 3.1).
pub fn scheme(href: &str) -> Option<&str> {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let length = href.bytes().take_while(is_part).count();
    let is_scheme = href.as_bytes().get(length) == Some(&b':') && href.starts_with(|c: char| c.is_ascii_alphabetic());
    is_scheme.then(|| &href[..length])
}

/// Whether a template fills in part of the address.
pub fn is_template(href: &str) -> bool {
    // `#name#` is a variable of ColdFusion, whose code stands in many an old article.
    let is_variable = href.len() > 2 && href.starts_with('#') && href.ends_with('#');
    let bytes = href.as_bytes();
    is_variable || memchr::memchr2_iter(b'{', b'<', bytes).any(|at| bytes[at] == b'{' || bytes.get(at + 1) == Some(&b'%'))
}

fn without_www(host: &str) -> &str {
    host.get(4..).filter(|_| starts_with(host, "www.")).unwrap_or(host)
}

/// What an address of the site itself, written with its host, has behind the host.
pub fn own_rest<'a>(href: &'a str, host: Option<&str>) -> Option<&'a str> {
    // Nearly all addresses begin with another host, and name no user before theirs.
    let (_, after) = href.split_at_checked(href.bytes().position(|byte| byte == b'/')?)?;
    let after = after.strip_prefix("//")?;
    if !starts_with(without_www(after), without_www(host?)) && !after.bytes().any(|byte| byte == b'@') {
        return None;
    }
    Web::parse(href).filter(|web| web.is_at(host)).map(|web| web.rest)
}

/// A web address (`https://kettle.example:8080/a`, also without its scheme) in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Web<'a> {
    /// Without user, password and port.
    pub host: &'a str,
    pub port: &'a str,
    /// From the first `/` on; `?` and `#` may come before any.
    pub rest: &'a str,
}

impl<'a> Web<'a> {
    pub fn parse(href: &'a str) -> Option<Web<'a>> {
        // Every link of every article comes by here.
        let after = match href.strip_prefix("https://").or_else(|| href.strip_prefix("http://")) {
            Some(after) => after,
            None => match href.as_bytes().first()? {
                b'/' => href.strip_prefix("//")?,
                b'h' | b'H' => href[["https:", "http:"].iter().find(|scheme| starts_with(href, scheme))?.len()..].strip_prefix("//")?,
                _ => return None,
            },
        };
        let (mut start, mut colon, mut end) = (0, None, after.len());
        for (at, byte) in after.bytes().enumerate() {
            match byte {
                b'/' | b'\\' | b'?' | b'#' => {
                    end = at;
                    break;
                }
                b'@' => (start, colon) = (at + 1, None),
                b':' => colon = Some(at),
                _ => {}
            }
        }
        let colon = colon.filter(|&colon| after[colon + 1..end].bytes().all(|b| b.is_ascii_digit()));
        let (host, port) = colon.map_or((&after[start..end], ""), |colon| (&after[start..colon], &after[colon + 1..end]));
        Some(Web { host, port, rest: &after[end..] })
    }

    /// Whether it is an address of the site with this host, with or without `www.`. A server on another port is another one, and one
    /// for development is none.
    pub fn is_at(&self, host: Option<&str>) -> bool {
        let host = host.map(without_www);
        let is_usual = matches!(self.port, "" | "80" | "443");
        is_usual && host.is_some_and(|host| host.eq_ignore_ascii_case(without_www(self.host))) && !self.is_local()
    }

    /// Whether the host is the reader's own computer, or one that only a private network knows (RFC 1918, 4193, 6761, 6762, 8375).
    pub fn is_local(&self) -> bool {
        const NAMES: &[&str] = &["localhost", "local", "internal", "home.arpa", "lan"];
        let host = self.host.trim_end_matches('.');
        // Nearly every host is known by its last letter, which no such name ends with, nor any number.
        if host
            .bytes()
            .next_back()
            .is_some_and(|last| last.is_ascii_alphabetic() && !last.is_ascii_hexdigit() && !b"tlnTLN".contains(&last))
        {
            return false;
        }
        let is_name = host.ends_with(|c: char| c.is_ascii_alphabetic()) && !host.contains(':');
        let ip = if is_name { None } else { host.trim_matches(['[', ']']).parse().ok() };
        match ip {
            Some(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
            Some(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified(),
            None => {
                let below = |name: &&str| {
                    let front =
                        host.len().checked_sub(name.len()).filter(|&at| host.as_bytes()[at..].eq_ignore_ascii_case(name.as_bytes()));
                    front.is_some_and(|at| at == 0 || host.as_bytes()[at - 1] == b'.')
                };
                NAMES.iter().any(below)
            }
        }
    }
}

/// The beginning of an address that is written so that browsers take it for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistyped {
    /// What to put something else for; nothing where something is missing.
    pub part: Range<usize>,
    /// What it was to be.
    pub meant: &'static str,
    pub slip: Slip,
}

/// Which slip it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// `htps://`, `email:`, `https//`, `https:/`.
    Scheme,
    /// `https://http://`.
    Twice,
    /// `ann@tea.example`.
    Missing,
}

/// The slip at the beginning of an address, if there is one. Schemes that are merely unknown may be those of some application.
pub fn mistyped(href: &str) -> Option<Mistyped> {
    // A path: no scheme, nothing that looks like one, and no address of a mailbox.
    if !starts_with(href, "http") && !starts_with(href, "mailto") && !href.bytes().any(|b| matches!(b, b':' | b'@')) {
        return None;
    }
    let found = |part, meant, slip| Some(Mistyped { part, meant, slip });
    if let Some((name, meant)) = [("https", "https://"), ("http", "http://")].into_iter().find(|(name, _)| starts_with(href, name)) {
        let rest = &href[name.len()..];
        if let Some(after) = rest.strip_prefix("://") {
            let twice = ["http://", "https://", "http//", "https//"].iter().any(|again| starts_with(after, again));
            return if twice { found(0..name.len() + 3, "", Slip::Twice) } else { None };
        }
        let wrong = [":/", ":", ".//", ";//", ",//", "：//", "//"].iter().find(|wrong| rest.starts_with(**wrong))?;
        let is_host = rest[wrong.len()..].starts_with(|c: char| c.is_alphanumeric());
        return if is_host { found(0..name.len() + wrong.len(), meant, Slip::Scheme) } else { None };
    }
    if let Some(rest) = href.get(6..).filter(|_| starts_with(href, "mailto")) {
        let wrong = ["://", "//", ".", ";", "："].iter().find(|wrong| rest.starts_with(**wrong) && is_mail(&rest[wrong.len()..]))?;
        return found(0..6 + wrong.len(), "mailto:", Slip::Scheme);
    }
    let Some(scheme) = scheme(href) else {
        let is_file = href.contains('/') || starts_with(href, "@");
        return if !is_file && is_mail(href) { found(0..0, "mailto:", Slip::Missing) } else { None };
    };
    let (rest, name) = (&href[scheme.len() + 1..], scheme.to_ascii_lowercase());
    let near = |meant: &str| (2..=8).contains(&name.len()) && strsim::damerau_levenshtein(&name, meant) <= 1;
    if let Some(host) = rest.strip_prefix("//") {
        let meant = if name.ends_with('s') { "https://" } else { "http://" };
        // `shttp` was one once.
        let is_slip = name != "shttp" && (near("https") || near("http")) && host.starts_with(|c: char| c.is_alphanumeric());
        return if is_slip { found(0..scheme.len() + 3, meant, Slip::Scheme) } else { None };
    }
    let is_slip = (near("mailto") || matches!(&*name, "mail" | "email" | "e-mail")) && is_mail(rest);
    if is_slip { found(0..scheme.len() + 1, "mailto:", Slip::Scheme) } else { None }
}

/// Whether this is an e-mail address and no file such as `logo@2x.png`.
fn is_mail(text: &str) -> bool {
    const FILES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "md", "html", "css", "js", "json", "pdf", "zip"];
    let address = text.split('?').next().unwrap_or_default();
    let Some((name, host)) = address.split_once('@') else { return false };
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '%'));
    let top = host.rsplit('.').next().unwrap_or_default();
    name.split('.').all(is_word)
        && host.contains('.')
        && host.split('.').all(is_word)
        && top.len() >= 2
        && !top.starts_with(|c: char| c.is_ascii_digit())
        && !FILES.iter().any(|ending| top.eq_ignore_ascii_case(ending))
}

/// Whether the text begins so, in whatever letter case.
fn starts_with(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("mailto:a@b.org"), Some("mailto"));
        assert_eq!(scheme("a/b:c"), None);
        assert!(is_external("//a.org/b") && !is_external("/a/b") && !is_external("b.md#c:d"));
    }

    #[test]
    fn slips_are_mended() {
        let mended = |href: &str| mistyped(href).map(|slip| format!("{}{}", slip.meant, &href[slip.part.end..]));
        for (href, meant) in [
            ("hhttps://a.org", "https://a.org"),
            ("htp://a.org", "http://a.org"),
            ("ttps://a.org", "https://a.org"),
            ("htps://a.org", "https://a.org"),
            ("HTTP//a.org", "http://a.org"),
            ("https:/a.org", "https://a.org"),
            ("https:a.org", "https://a.org"),
            ("https：//a.org", "https://a.org"),
            ("http;//a.org", "http://a.org"),
            ("https://http://a.org", "http://a.org"),
            ("email:ann@a.org", "mailto:ann@a.org"),
            ("mailo:ann@a.org", "mailto:ann@a.org"),
            ("mailto.ann@a.org", "mailto:ann@a.org"),
            ("mailto://ann@a.org", "mailto:ann@a.org"),
            ("ann.b@a.co.uk?subject=Tea", "mailto:ann.b@a.co.uk?subject=Tea"),
        ] {
            assert_eq!(mended(href).as_deref(), Some(meant), "{href}");
        }
    }

    #[test]
    fn what_is_meant_so_is_no_slip() {
        for href in [
            "https://a.org",
            "Http://a.org",
            "http:///a.org",
            "https://a.org/http://b.org",
            "https.md",
            "https/index.html",
            "httpx.md",
            "ftp://a.org",
            "ssh://a.org",
            "mailto:ann@a.org",
            "mailto:?subject=Tea",
            "mailto.md",
            "logo@2x.png",
            "@ann/tea.md",
            "tea/ann@a.org",
            "skype:ann@a.org",
            "xmpp:ann@a.org",
            "http:",
            "tel:+15550100",
            "é",
        ] {
            assert_eq!(mistyped(href), None, "{href}");
        }
    }

    #[test]
    fn addresses_of_the_site_itself() {
        let rest = |href| own_rest(href, Some("tea.example"));
        assert_eq!(rest("https://tea.example/a#b"), Some("/a#b"));
        assert_eq!((rest("//www.Tea.example?a"), own_rest("//tea.example", Some("www.tea.example"))), (Some("?a"), Some("")));
        for href in
            ["https://a.tea.example/", "https://tea.example:8080/", "https://tea.example.org/", "/a", "mailto:ann@tea.example", "#a"]
        {
            assert_eq!(rest(href), None, "{href}");
        }
        assert_eq!((own_rest("http://localhost/a", Some("localhost")), own_rest("https://tea.example/", None)), (None, None));
    }

    #[test]
    fn hosts_of_private_networks() {
        let is_local = |href: &str| Web::parse(href).is_some_and(|web| web.is_local());
        for href in [
            "http://localhost",
            "http://LOCALHOST:4000/a",
            "//127.0.0.1/a",
            "http://0.0.0.0:80",
            "http://10.1.2.3/",
            "http://172.31.0.1?a",
            "http://user@192.168.99.100#a",
            "http://[::1]:3000/",
            "http://nas.local/",
            "http://tea.localhost/",
        ] {
            assert!(is_local(href), "{href}");
        }
        for href in
            ["https://local.example", "http://172.32.0.1", "http://127.0.0.1.example/", "http://[2001:db8::1]/", "/localhost", "http://"]
        {
            assert!(!is_local(href), "{href}");
        }
    }
}
