use super::*;
use crate::article::{Article, Dialect};
use crate::text::Source;

/// The providers of the elements in a piece of HTML.
fn units(html: &str) -> Vec<&'static str> {
    let source = Source::new("kettle.md".into(), html.as_bytes().to_vec());
    let article = Article::read(source, &Dialect::default());
    article.tree.other_html().filter_map(|element| unit(element, article.text())).collect()
}

fn example(pattern: &str) -> String {
    pattern.replace('#', "1234567").replace('*', "abc")
}

/// The address of a script that a table names, with a parameter filled in.
fn script(written: &str) -> String {
    let host = if written.starts_with(['/', '*']) { "ads.example" } else { "" };
    format!("<script src=\"//{host}{}\"></script>", example(&written.replacen("*/", "/a/", usize::from(!host.is_empty()))))
}

#[test]
fn every_unit_is_known_and_its_look_alikes_are_not() {
    for unit in &TABLE.units {
        let mut known = Vec::new();
        let mut other = Vec::new();
        for name in &unit.elements {
            known.push(format!("<{name} width=300></{name}>"));
            other.push(format!("<x-{name} width=300></x-{name}>"));
        }
        for class in &unit.classes {
            known.push(format!("<div class=\"wide {}\"></div>", class.to_uppercase()));
            other.push(format!("<div class=\"{class}-note\" title=\"{class}\"></div>"));
        }
        for id in &unit.ids {
            known.push(format!("<div id={}></div>", example(id)));
            other.push(format!("<div id=x{0} title={0}></div>", example(id)));
            other.push(format!("<h2 id={}>{}</h2>", example(id), unit.name));
        }
        for attribute in &unit.attributes {
            known.push(format!("<div {attribute}=abc></div>"));
            other.push(format!("<div {attribute}-x=abc></div>"));
            other.push(format!("<script {attribute}=abc src=\"//cdn.example/ads.js\"></script>"));
        }
        for address in &unit.scripts {
            let whole = script(address);
            known.push(whole.clone());
            other.push(whole.replace("src=\"//", "src=\"//cdn.example/?x="));
            other.push(whole.replace("script", "track"));
        }
        assert!(!known.is_empty(), "{} cannot be known by anything", unit.name);
        for html in known {
            assert_eq!(units(&html), [unit.name.as_str()], "{html}");
        }
        for html in other {
            assert_eq!(units(&html), [""; 0], "{html}");
        }
    }
}

#[test]
fn a_script_that_loads_a_library_is_no_unit() {
    for html in [
        "<script async src=\"https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1\"></script>",
        "<script data-ad-client=\"ca-pub-1\" async src=\"https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js\"></script>",
        "<script async src=\"https://securepubads.g.doubleclick.net/tag/js/gpt.js\"></script>",
        "<script src=\"https://media.ethicalads.io/media/client/ethicalads.min.js\"></script>",
        "<script src=\"//scripts.mediavine.com/tags/kettle.js\"></script>",
        "<script>(adsbygoogle = window.adsbygoogle || []).push({});</script>",
        "<p class=\"note\">Of adsbygoogle and div-gpt-ad-1.</p>",
        "<ins>put in later</ins>",
    ] {
        assert_eq!(units(html), [""; 0], "{html}");
    }
}

#[test]
fn units_as_their_providers_write_them() {
    for (html, provider) in [
        ("<ins class=\"adsbygoogle\" style=\"display:block\" data-ad-client=\"ca-pub-1\" data-ad-slot=\"2\"></ins>", "Google AdSense"),
        ("<div id='div-gpt-ad-1700000000000-0' style='min-width:300px'></div>", "Google Ad Manager"),
        ("<div id=\"ezoic-pub-ad-placeholder-101\"></div>", "Ezoic"),
        ("<div data-ea-publisher=\"kettles\" data-ea-type=\"image\"></div>", "EthicalAds"),
        ("<script async src=\"//cdn.carbonads.com/carbon.js?serve=ABC&placement=desk\" id=\"_carbonads_js\"></script>", "Carbon Ads"),
        ("<div class=\"OUTBRAIN\" data-widget-id=\"AR_1\"></div>", "Outbrain"),
        ("<script src=\"//z-na.amazon-adsystem.com/widgets/onejs?MarketPlace=US\"></script>", "Amazon Associates"),
    ] {
        assert_eq!(units(html), [provider], "{html}");
    }
}

#[test]
fn banners_are_told_from_pictures() {
    for src in [
        "//a.impactradius-go.com/display-ad/2002-1000001",
        "https://a.impactradius-go.com/display-clicktoplayimage/1000001.png",
        "https://secure.avangate.com/images/merchant/abc/banner.png",
        "https://www.awin1.com/cshow.php?s=1&v=2&q=3&r=4",
        "https://ad.linksynergy.com/fs-bin/show?id=AbC&bids=1.2&type=4&subid=0",
        "https://www.ftjcfx.com/image-1000001-20000002",
        "https://www24.a8.net/svt/bgt?aid=1&wid=2",
        "https://ads.kettle.example/www/delivery/avw.php?zoneid=7&n=a1",
    ] {
        assert!(is_creative(src), "{src}");
    }
    for src in [
        "/images/merchant/banner.png",
        "kettle.png",
        "https://imp.pxf.io/i/1000001/2000002/3003",
        "https://a.impactradius-go.com/favicon.ico",
        // A picture of the product belongs to the text, and so does a frame with one.
        "//ws-na.amazon-adsystem.com/widgets/q?ServiceVersion=20070822&OneJS=1&ASINS=B0",
        "//ws-fe.amazon-adsystem.com/widgets/q?ASIN=B0&ID=AsinImage&WS=1&Format=_SL250_",
        "https://hbb.afl.rakuten.co.jp/hgb/a1.b2/?me_id=1&item_id=2&m=x",
        "https://www.linksynergy.com/fs-bin/click?id=AbC",
        "https://secure.avangate.com/images/logo.png",
    ] {
        assert!(!is_creative(src), "{src}");
    }
}
