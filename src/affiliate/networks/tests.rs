mod partners;

use super::address::suffixes;
use super::shape::{Shape, Value, glob};
use super::*;
use rustc_hash::FxHashSet;
use std::iter;

/// An address part that fits a pattern.
fn example(pattern: &str) -> String {
    pattern.replace('#', "1234567").replace('*', "abc")
}

/// A path and query that fit a shape, with and without its parameters.
fn examples(shape: &Shape) -> (String, String) {
    let path = shape.path.as_deref().map_or_else(|| "/page".into(), example);
    let parameters = shape.parameters.iter().filter_map(|parameter| match &parameter.value {
        Value::Any => Some(format!("{}=abc1", parameter.name)),
        Value::Like(value) => Some(format!("{}={}", parameter.name, example(value))),
        Value::Unlike(_) => None,
    });
    let query = parameters.collect::<Vec<_>>().join("&");
    (format!("{path}?{query}"), path)
}

/// The same name under another top-level domain.
fn elsewhere(host: &str) -> String {
    host.rsplit_once('.').map(|(name, _)| format!("{name}.example")).unwrap_or_default()
}

/// Queries in which the parameters of a whole address are missing, empty, only explained, or behind the address.
fn without_parameters(whole: &str) -> [String; 5] {
    let path = whole.split('?').next().unwrap_or_default();
    [path.into(), format!("{path}?other=abc1"), whole.replace('=', "=&"), whole.replace('=', "={"), whole.replace(['?', '&'], "#")]
}

fn id(affiliate: &Affiliate) -> &'static str {
    match affiliate.network {
        Cow::Borrowed(id) => id,
        Cow::Owned(_) => panic!("the table's own"),
    }
}

fn network(href: &str) -> Option<&'static str> {
    recognise(href).map(|affiliate| id(&affiliate))
}

fn seen(href: &str) -> (&'static str, String, Option<String>) {
    let affiliate = recognise(href).unwrap_or_else(|| panic!("{href} is an affiliate link"));
    (id(&affiliate), affiliate.evidence, affiliate.merchant)
}

#[test]
fn the_table_is_sound() {
    let mut ids = FxHashSet::default();
    let mut hosts = FxHashSet::default();
    for network in &TABLE.networks {
        let id = &network.id;
        assert!(ids.insert(id), "{id} is there twice");
        let known_by = network.redirects.len() + network.hosts.len() + network.anywhere.len() + network.traces.len();
        assert!(known_by > 0, "{id} cannot be known by anything");
        assert_eq!(network.hosts.is_empty(), network.shapes.is_empty(), "{id}: hosts and shapes need each other");
        for host in network.redirects.iter().chain(&network.hosts) {
            assert!(hosts.insert(host), "{host} is there twice");
            assert!(host.contains('.') && *host == host.to_ascii_lowercase() && !host.starts_with("www."), "{host}");
        }
        for host in &network.redirects {
            let above = suffixes(host).skip(1).find(|above| network.redirects.iter().any(|other| other == above));
            assert_eq!(above, None, "{id}: {host} is there already");
        }
        for host in &network.unverified {
            assert!(network.redirects.contains(host) || network.hosts.contains(host), "{id}: {host} is not listed");
        }
        for shape in network.shapes.iter().chain(&network.anywhere).chain(&network.traces) {
            assert!(shape.path.as_ref().is_none_or(|path| path.starts_with(['/', '*'])), "{id}: {shape:?}");
        }
    }
}

#[test]
fn every_redirecting_host_is_known_and_its_look_alikes_are_not() {
    for network in &TABLE.networks {
        for host in &network.redirects {
            for href in [
                format!("https://{host}/x"),
                format!("http://shop.{host}/x?y=z"),
                format!("//WWW.{}:443/x", host.to_uppercase()),
                format!("HTTPS://reader@{host}./x#y"),
            ] {
                assert_eq!(self::network(&href), Some(network.id.as_str()), "{href}");
            }
            for href in [
                format!("https://{host}"),
                format!("https://www.{host}/"),
                format!("https://x{host}/x"),
                format!("https://{host}.example/x"),
                format!("https://{}/x", elsewhere(host)),
                format!("https://shop.example/{host}/x"),
                format!("https://shop.example/x?url={host}"),
                format!("https://{host}@shop.example/x"),
                format!("mailto:x@{host}"),
                format!("{host}/x"),
            ] {
                assert_eq!(self::network(&href), None, "{href}");
            }
        }
    }
}

#[test]
fn every_shape_needs_its_host_and_its_parameters() {
    for network in &TABLE.networks {
        let id = network.id.as_str();
        for (host, shape) in network.hosts.iter().flat_map(|host| network.shapes.iter().map(move |shape| (host, shape))) {
            let (whole, path) = examples(shape);
            assert_eq!(self::network(&format!("https://www.{host}{whole}")), Some(id), "{host}{whole}");
            for other in [
                format!("https://x{host}{whole}"),
                format!("https://{}{whole}", elsewhere(host)),
                format!("https://{host}.example{whole}"),
                format!("https://example.org/{host}{whole}"),
                format!("https://example.org/?to={host}{path}"),
            ] {
                let by_host = recognise(&other).is_some_and(|affiliate| affiliate.evidence.starts_with("host"));
                assert!(!by_host, "{other}");
            }
            if !shape.parameters.is_empty() {
                for missing in without_parameters(&whole) {
                    assert_eq!(self::network(&format!("https://{host}{missing}")), None, "{host}{missing}");
                }
            }
            for own in ["", "/", "/page"] {
                assert_eq!(self::network(&format!("https://{host}{own}")), None, "{host}");
            }
        }
    }
}

#[test]
fn every_shape_for_any_host_is_known_and_needs_its_parameters() {
    for network in &TABLE.networks {
        for shape in network.anywhere.iter().chain(&network.traces) {
            let (whole, path) = examples(shape);
            let href = format!("https://shop.example{whole}");
            assert_eq!(self::network(&href), Some(network.id.as_str()), "{href}");
            // A page of the site itself is none of a shop.
            assert_eq!(self::network(&whole), None, "{whole}");
            assert_eq!(self::network(&format!("https://shop.example/page?q={path}")), None, "{path}");
            if !shape.parameters.is_empty() {
                for missing in without_parameters(&whole) {
                    assert_eq!(self::network(&format!("https://shop.example{missing}")), None, "{missing}");
                }
            }
        }
    }
}

/// The addresses of a table of images: that they are known, on their hosts only.
fn is_known_on_its_host_only(written: &str, known: impl Fn(&str) -> bool) {
    let at = written.find(['/', '*', '?']).unwrap_or(written.len());
    let (host, shape) = (&written[..at], Shape::from(written[at..].to_owned()));
    let (whole, path) = examples(&shape);
    if host.is_empty() {
        assert!(known(&format!("https://shop.example{whole}")), "{written}");
        assert!(!known(&format!("https://shop.example/page?q={path}")) && !known(&whole), "{written}");
    } else {
        assert!(known(&format!("//img.{host}{whole}")) && known(&format!("HTTPS://{}:443{whole}", host.to_uppercase())), "{written}");
        for other in [format!("//x{host}{whole}"), format!("//{}{whole}", elsewhere(host)), format!("//example.org/{host}{whole}")] {
            assert!(!known(&other), "{other}");
        }
        assert!(shape.path.is_none() || !known(&format!("//{host}/page")), "{written}");
    }
    assert!(shape.parameters.is_empty() || !known(&format!("//{host}{path}")) || written.contains('!'), "{written}");
}

#[test]
fn every_creative_is_known_on_its_host_only() {
    for creative in iter::chain(&TABLE.creatives, TABLE.networks.iter().flat_map(|network| &network.creatives)) {
        is_known_on_its_host_only(creative, crate::affiliate::is_creative);
    }
}

#[test]
fn every_pixel_is_known_on_its_host_only() {
    for pixel in iter::chain(&TABLE.pixels, TABLE.networks.iter().flat_map(|network| &network.pixels)) {
        is_known_on_its_host_only(pixel, is_pixel);
    }
    for image in ["https://www.facebook.com/photo.png", "https://cdn.shop.example/i/1/2/3", "/aff_i", "pixel.gif"] {
        assert!(!is_pixel(image), "{image}");
    }
    // Banners and product pictures are meant to be seen.
    for image in [
        "//a.impactradius-go.com/display-ad/23621-1983634",
        "https://secure.avangate.com/images/merchant/18426/banner_728x90.png",
        "https://www.awin1.com/cshow.php?s=1&v=2&q=3&r=4",
    ] {
        assert!(!is_pixel(image), "{image}");
    }
    assert!(is_pixel("https://imp.pxf.io/i/1000001/2000002/3003"));
}

#[test]
fn a_redirect_gives_its_destination_away() {
    let impact = |evidence: &str, merchant: Option<&str>| ("impact", evidence.into(), merchant.map(Into::into));
    assert_eq!(seen("https://brand.pxf.io/c/1000001/2000002/3003"), impact("host pxf.io", None));
    assert_eq!(
        seen("https://brand.sjv.io/c/1/2/3?subId1=x&u=https%3A%2F%2Fwww.shop.example%2Fdesk%3Fa%3Db"),
        impact("host sjv.io", Some("shop.example"))
    );
    let merchant = |href| seen(href).2.unwrap_or_default();
    for (href, shop) in [
        ("https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%253A%252F%252Fshop.example%252Fx", "shop.example"),
        ("https://prf.hn/click/camref:1100l1/pubref:desk/destination:https%3A%2F%2Fshop.example%2F", "shop.example"),
        ("https://prf.hn/click/camref:1100l1/destination:https://www.shop.example/a?b=c", "shop.example"),
        ("https://clk.tradedoubler.com/click?p(1)a(2)g(3)url(https://shop.example)", "shop.example"),
        ("https://go.skimresources.com/?id=1X2&sref=https%3A%2F%2Fblog.example&url=https%3A%2F%2Fshop.example", "shop.example"),
        // A redirect inside a redirect.
        (
            "https://go.redirectingat.com/?url=https%3A%2F%2Fwww.awin1.com%2Fcread.php%3Fued%3Dhttps%253A%252F%252Fshop.example",
            "shop.example",
        ),
        ("https://shop.example/affiliate.php?ACCOUNT=X&AFFILIATE=1&PATH=https%3A%2F%2Fwww.vendor.example", "vendor.example"),
        // The shop's own pages.
        ("https://www.amazon.co.uk/dp/B000?tag=desk-21", "amazon.co.uk"),
        ("https://store.vendor.example/order/checkout.php?PRODS=1&AFFILIATE=2", "store.vendor.example"),
        ("https://www.shop.example/?tap_a=1-a2b", "shop.example"),
    ] {
        assert_eq!(merchant(href), shop, "{href}");
    }
    for (href, shop) in [
        ("https://www.kqzyfj.com/links/1000001/type/dlg/sid/x/https://www.shop.example/red?a=b", "shop.example"),
        ("https://www.shareasale.com/r.cfm?b=1&u=2&m=3&urllink=www.shop.example%2Fred", "shop.example"),
        ("https://www.awin1.com/cread.php?awinmid=1&ued=https%25253A%25252F%25252Fshop.example", "shop.example"),
        ("https://kettle.pxf.io/c/1/2/3?u=%2F%2Fshop.example%2Fred", "shop.example"),
        // A shop's own programme inside a redirect.
        ("https://redirect.viglink.com/?u=https%3A%2F%2Fwww.amazon.de%2Fdp%2FB0%3Ftag%3Dx-21", "amazon.de"),
        // Behind the redirect, a parameter that the shop has for itself.
        ("https://shop.example/?irclickid=a1&u=https%3A%2F%2Fother.example", "shop.example"),
    ] {
        assert_eq!(merchant(href), shop, "{href}");
    }
    for href in [
        // The innermost redirect does not say.
        "https://redirect.viglink.com/?u=https%3A%2F%2Famzn.to%2F4abcdef",
        "https://redirect.viglink.com/?u=https%3A%2F%2Fkettle.pxf.io%2Fc%2F1%2F2%2F3",
        "https://www.awin1.com/cread.php?awinmid=1&p=red.html",
        "https://amzn.to/4abcdef",
        "https://secure.2checkout.com/order/checkout.php?PRODS=1&AFFILIATE=2",
        "https://go.brand.example/c/1000001/2000002/3003",
        "https://brand.pxf.io/c/1/2/3?u=desk",
    ] {
        assert_eq!(seen(href).2, None, "{href}");
    }
}

#[test]
fn the_evidence_says_what_was_seen() {
    for (href, evidence) in [
        ("https://www.amazon.com/dp/B000?ref=nosim&tag=desk-20", "host amazon.com with tag=desk-20"),
        ("https://www.shareasale.com/r.cfm?b=1&u=2&m=3", "host shareasale.com with path /r.cfm"),
        ("https://store.shop.example/order/checkout.php?PRODS=1&AFFILIATE=22", "path /order/checkout.php with AFFILIATE=22"),
        ("https://www.viator.com/tours?mcid=1&pid=P2", "host viator.com with pid=P2 and mcid=1"),
        ("https://shop.example/?rfsn=12.ab", "rfsn=12.ab"),
        ("https://go.shop.example/c/1/2/3", "path /c/1/2/3"),
    ] {
        assert_eq!(seen(href).1, evidence, "{href}");
    }
}

#[test]
fn confidence_follows_the_evidence() {
    use Confidence::{High, Low, Medium};
    for (href, confidence) in [
        ("https://brand.pxf.io/c/1/2/3", High),
        ("https://brand.vzew.net/c/1/2/3", Medium),
        ("https://www.amazon.com/dp/B000?tag=desk-20", High),
        ("https://www.amazon.nl/dp/B000?tag=desk-21", Medium),
        ("https://www.booking.com/hotel/de/x.html?aid=1234567", Medium),
        ("https://store.shop.example/order/checkout.php?PRODS=1&AFFILIATE=22", High),
        ("https://go.shop.example/c/1/2/3", Medium),
        ("https://shop.example/?irclickid=abc", Medium),
        ("https://shop.example/?rfsn=abc", High),
        ("https://www.binance.com/en/register?ref=12345678", Low),
    ] {
        assert_eq!(recognise(href).map(|affiliate| affiliate.confidence), Some(confidence), "{href}");
    }
}

#[test]
fn the_particular_network_wins_over_a_general_parameter() {
    assert_eq!(network("https://shop.example/?utm_medium=affiliate&awc=123_456_abc"), Some("awin"));
    assert_eq!(network("https://go.shop.example/aff_c?aff_id=1&offer_id=2"), Some("tune"));
    assert_eq!(network("https://goto.target.com/c/1/2/3"), Some("impact"));
    assert_eq!(network("https://shop.example/?utm_medium=Affiliates"), Some("generic"));
}

#[test]
fn ordinary_links_are_not_affiliate_links() {
    for href in [
        "",
        "//",
        "https://",
        "https:///c/1/2/3",
        "/c/1/2/3",
        "#fpr=x",
        "docs/affiliate.md?fpr=x",
        "mailto:desk@pxf.io?tag=desk-20",
        "javascript:open('https://brand.pxf.io/c/1/2/3')",
        // Amazon, without the tag of an associate or with one of somebody else's making.
        "https://www.amazon.com/dp/B000",
        "https://www.amazon.com/exec/obidos/ASIN/1565920007/qid=966761542/sr=1-1/102-9713829-1677713",
        "https://www.amazon.com/s?k=desk&ref=nb_sb_noss&tag=",
        "https://www.amazon.com/b?node=1&tag=furniture",
        "https://a.co/d/abc123",
        "https://shop.example/blog?tag=desk-20",
        "https://amazon.com.shop.example/dp/B000?tag=desk-20",
        "https://shop.example/www.amazon.com/dp/B000?tag=desk-20",
        // Parameters that many sites have for reasons of their own.
        "https://github.com/?ref=github",
        "https://github.com/sponsors/desk",
        "https://shop.example/?via=desk&r=1&id=2&aid=3&a=4&partner=x&promo=y&coupon=z&source=s&u=https%3A%2F%2Fx.example",
        "https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=affiliate",
        "https://shop.example/?affid={id}&fpr=",
        "https://shop.example/#?rfsn=1",
        "https://store.shop.example/order/checkout.php?PRODS=1&QTY=1&CART=1",
        "https://store.shop.example/account?AFFILIATE=108875",
        "https://secure.2checkout.com/order/checkout.php?PRODS=1&CART=1",
        "https://www.booking.com/hotel/de/x.html?aid=304142&label=gen173nr-1",
        "https://www.booking.com/hotel/de/x.html?aid=397594&label=gen173nr-1",
        "https://www.ebay.com/itm/123456?hash=item1",
        "https://apps.apple.com/app/id123456?itsct=apps_box_badge",
        "https://www.digitalocean.com/community/tutorials/x",
        // The networks' own pages.
        "https://www.shareasale.com/info/",
        "https://www.digistore24.com/en/home",
        "https://www.tradedoubler.com/en/publishers",
        "https://docs.lemonsqueezy.com/help",
        // Paths that only look like one.
        "https://shop.example/c/1/2",
        "https://shop.example/c/1/2/three",
        "https://shop.example/abc/1/2/3",
        "https://shop.example/aff.php?id=1",
        "https://bit.ly/3abcdef",
    ] {
        assert_eq!(recognise(href), None, "{href}");
    }
}

#[test]
fn a_pattern_fits_all_of_a_text() {
    for (pattern, text) in [("*-20", "a-20-20"), ("/c/#/#*", "/C/12/3x"), ("*", ""), ("a*b*c", "aXbbYc"), ("#_*", "12_")] {
        assert!(glob(pattern, text), "{pattern} {text}");
    }
    for (pattern, text) in [("*-20", "a-20x"), ("/c/#/#", "/c//1"), ("#", ""), ("a*b*c", "acb"), ("abc", "ab"), ("ab", "abc")] {
        assert!(!glob(pattern, text), "{pattern} {text}");
    }
}

#[test]
fn a_hostile_address_is_read_in_bounded_time() {
    let nested = "https://brand.pxf.io/?u=".repeat(20_000);
    assert!(recognise(&nested).is_some());
    let broken = format!("https://é.pxf.io/%é%zz%?u=%e9%{}", "%".repeat(10_000));
    assert!(recognise(&broken).is_some());
    assert!(recognise(&format!("https://{}/", "a.".repeat(50_000))).is_none());
}

#[test]
fn a_host_has_its_own_addresses_and_those_of_its_subdomains() {
    for href in ["https://pots.example/lid?partner=desk", "//WWW.Pots.example", "http://pots.example?x"] {
        assert!(is_on(href, "pots.example"), "{href}");
    }
    for href in ["https://jackpots.example/", "https://go.example/?to=https://pots.example/", "/pots.example", "pots.example"] {
        assert!(!is_on(href, "pots.example"), "{href}");
    }
}
