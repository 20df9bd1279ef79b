//! Which links do not show where they lead: short links, redirects of the site's own, and scripts.
//!
//! None of it is advertising by itself. An article that advertises has its readers guess, though, whether such a link is paid for.

use super::networks::{Address, TABLE, without_www};
use super::survey::{AffiliateLink, Context, Place};
use crate::article::{Article, Element, Name};
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A link that does not show where it leads.
pub struct Hidden<'a> {
    /// The whole construct of Markdown, the start tag of HTML.
    pub span: Span,
    /// The address as it is written, decoded.
    pub href: Cow<'a, str>,
    pub disguise: Disguise,
}

/// What a link leads through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// A host that makes short links.
    Shortener { host: String },
    /// An address of the site's own that has the form of a redirect: its path, or the host that is there for redirects.
    Redirect { address: String },
    /// A script that leads to a network, and from there to a shop.
    Script { network: Cow<'static, str>, merchant: Option<String> },
}

/// The links of an article that do not show where they lead, in document order. Those of which `copydesk.yml` says what they are
/// are none.
pub fn hidden<'a>(article: &'a Article, context: &Context<'_>, paid: &[AffiliateLink<'a>]) -> Vec<Hidden<'a>> {
    let known: FxHashSet<Span> = paid.iter().map(|link| link.span).collect();
    let in_link = |(element, href): (Element<'a>, crate::text::Text<'a>)| {
        let disguise = disguise(element, href.as_str(), context.host).filter(|_| !known.contains(&element.span()))?;
        Some(Hidden { span: element.span(), href: Cow::Borrowed(href.as_str()), disguise })
    };
    let in_script = |link: &AffiliateLink<'a>| {
        let disguise = Disguise::Script { network: link.affiliate.name.clone(), merchant: link.affiliate.merchant.clone() };
        let is_news = link.place == Place::Script && link.affiliate.network != "own-redirect";
        is_news.then(|| Hidden { span: link.span, href: link.href.clone(), disguise })
    };
    let mut found: Vec<Hidden<'a>> = article.links().filter_map(in_link).chain(paid.iter().filter_map(in_script)).collect();
    found.sort_by_key(|link| link.span);
    found
}

fn disguise(element: Element<'_>, href: &str, own: Option<&str>) -> Option<Disguise> {
    let address = Address::parse(href).or_else(|| Address::on_site(href))?;
    let segments = || address.path.split('/').filter(|segment| !segment.is_empty());
    if address.is_own(own) {
        let rel =
            || element.attribute(Name::Rel).is_some_and(|rel| ["nofollow", "sponsored"].iter().any(|word| rel.as_str().contains(word)));
        let redirects = is_redirect(address.path) || has_form(address.path, SECTIONS) && rel();
        return redirects.then(|| Disguise::Redirect { address: address.path.into() });
    }
    let host = without_www(&address.host);
    let last = segments().next_back()?;
    if SHORTENERS.contains(host) {
        // Their own pages, and paths that say what is there (goo.gl/maps/…), are none.
        return (is_slug(last) && segments().count() == 1).then(|| Disguise::Shortener { host: host.to_owned() });
    }
    let (label, domain) = host.split_once('.')?;
    let single = || is_slug(last) && segments().count() == 1;
    // The domain that the site's owner has registered: `desk.example` for `blog.desk.example`, but `desk.github.io` for itself.
    let is_redirect = own.and_then(|own| psl::domain_str(without_www(own))) == Some(domain)
        && (HOSTS.contains(&label) && single() || (HOSTS.contains(&label) || label == "tools") && last == "download" && !single());
    is_redirect.then(|| Disguise::Redirect { address: host.to_owned() })
}

/// Whether a path of a site has the form of a redirect: `/go/kettle`.
pub fn is_redirect(path: &str) -> bool {
    has_form(path, REDIRECTS)
}

fn has_form(path: &str, beginnings: &[&str]) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let begins = segments.next().is_some_and(|first| beginnings.contains(&first));
    begins && segments.next().is_some_and(is_slug) && segments.next().is_none()
}

/// The beginnings of paths that plugins for redirects use. As the names of a site's sections they are rare.
const REDIRECTS: &[&str] = &["go", "goto", "out", "recommends", "recommend", "refer", "aff"];

/// The same, of those that sections are called as well: they count on a link whose `rel` gives it away.
const SECTIONS: &[&str] = &["visit", "link", "get", "partner", "deal"];

/// The subdomains that are there for redirects.
const HOSTS: &[&str] = &["go", "link", "links", "out", "get", "click", "track", "deals", "recommends"];

static SHORTENERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| TABLE.shorteners.iter().map(String::as_str).collect());

/// One name without an ending.
fn is_slug(segment: &str) -> bool {
    segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::{Settings, Survey};
    use crate::article::Dialect;
    use crate::text::Source;

    /// What the links of a piece of HTML lead through, on a site with this host, beside a link that is paid for.
    fn seen(html: &str, host: Option<&str>) -> Vec<Disguise> {
        let text = format!("<a href=\"https://kettle.pxf.io/c/1/2/3\">kettle</a> {html}");
        let article = Article::read(Source::new("kettle.md".into(), text.into_bytes()), &Dialect::default());
        let context = Context { settings: &Settings::default(), host, language: None };
        Survey::of(&article, &context).hidden.into_iter().map(|link| link.disguise).collect()
    }

    fn link(href: &str) -> String {
        format!("<a href=\"{href}\">lid</a>")
    }

    #[test]
    fn every_shortener_is_known_and_its_look_alikes_are_not() {
        for host in &TABLE.shorteners {
            let shortener = Disguise::Shortener { host: host.clone() };
            assert_eq!(seen(&link(&format!("https://{host}/3abCD")), None), std::slice::from_ref(&shortener), "{host}");
            assert_eq!(seen(&link(&format!("//WWW.{}/3abCD", host.to_uppercase())), None), [shortener], "{host}");
            for other in [
                format!("https://{host}/"),
                format!("https://{host}/maps/3abCD"),
                format!("https://{host}/index.html"),
                format!("https://x{host}/3abCD"),
                format!("https://app.{host}/3abCD"),
                format!("https://{host}.example/3abCD"),
                format!("https://kettle.example/{host}/3abCD"),
            ] {
                assert_eq!(seen(&link(&other), None), [], "{other}");
            }
        }
    }

    #[test]
    fn short_links_that_say_where_they_lead_are_not_hidden() {
        for href in ["https://youtu.be/abc", "https://aka.ms/abc", "https://git.io/abc", "https://amzn.to/abc", "https://a.co/abc"] {
            assert_eq!(seen(&link(href), None), [], "{href}");
        }
    }

    #[test]
    fn redirects_of_the_site_have_their_form() {
        let redirect = |address: &str| [Disguise::Redirect { address: address.into() }];
        let host = Some("www.desk.example");
        assert_eq!(seen(&link("/go/kettle"), None), redirect("/go/kettle"));
        assert_eq!(seen(&link("https://desk.example/recommends/kettle/"), host), redirect("/recommends/kettle/"));
        assert_eq!(seen("<a href=\"/visit/kettle\" rel=\"nofollow\">lid</a>", host), redirect("/visit/kettle"));
        assert_eq!(seen(&link("https://go.desk.example/kettle"), host), redirect("go.desk.example"));
        assert_eq!(
            seen(&link("https://tools.desk.example/kettles/red/download/"), Some("tea.desk.example")),
            redirect("tools.desk.example")
        );
        for other in [
            "/visit/delft",
            "/go/",
            "/go/kettle/lid",
            "/go/kettle.html",
            "/goes/kettle",
            "go/kettle",
            "https://other.example/go/kettle",
            "https://go.other.example/kettle",
            "https://go.desk.example/",
            "https://go.desk.example/kettle/lid",
            "https://tools.desk.example/kettle",
            "https://shop.desk.example/kettle/download/",
            "https://desk.example/kettle/download/",
        ] {
            assert_eq!(seen(&link(other), host), [], "{other}");
        }
        // Neighbours below a public suffix are strangers.
        assert_eq!(seen(&link("https://go.github.io/kettle"), Some("desk.github.io")), []);
    }

    #[test]
    fn a_script_hides_what_it_opens() {
        let script = |network: &'static str, merchant: Option<&str>| {
            [Disguise::Script { network: network.into(), merchant: merchant.map(Into::into) }]
        };
        let html = "<span onclick=\"window.open('https://kettle.sjv.io/c/1/2/3?u=https%3A%2F%2Flid.example')\">lid</span>";
        assert_eq!(seen(html, None), script("impact.com", Some("lid.example")));
        assert_eq!(seen(&link("javascript:open('https://amzn.to/4abc')"), None), script("Amazon Associates", None));
    }

    #[test]
    fn an_article_without_advertising_hides_nothing() {
        let text = "[lid](https://bit.ly/3abCD) [go](/go/kettle)".as_bytes().to_vec();
        let article = Article::read(Source::new("kettle.md".into(), text), &Dialect::default());
        let context = Context { settings: &Settings::default(), host: None, language: None };
        assert!(Survey::of(&article, &context).hidden.is_empty());
    }
}
