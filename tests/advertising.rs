//! Where paid links and advertisements stand in an article, and what tells the reader of them: small sites, each with one idea.

mod common;

use common::{Folder, listed};
use copydesk::affiliate::{Form, Place};
use copydesk::engine::{Options, Session};

const HEXO: (&str, &str) = ("_config.yml", "title: Pots\nurl: https://pots.example\nnew_post_name: :title.md\npermalink: :title/\n");
const HUGO: (&str, &str) = ("hugo.toml", "baseURL = \"https://pots.example/\"\ntitle = \"Pots\"\n");
const DOCUSAURUS: (&str, &str) = ("docusaurus.config.js", "module.exports = {title: 'Pots', url: 'https://pots.example', baseUrl: '/'};\n");

fn folder(files: &[(&str, &str)]) -> Folder {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    Folder::with(&files)
}

/// The site's paid links: how each is written, its address, and the text at its place.
fn links(files: &[(&str, &str)]) -> Vec<(Place, String, String)> {
    let folder = folder(files);
    let session = Session::open(&folder.root, &Options::default()).unwrap_or_else(|error| panic!("{}", error.message));
    let (pages, trouble) = session.inspect(|page, _, _| {
        let seen =
            |link: &copydesk::affiliate::AffiliateLink<'_>| (link.place, link.href.to_string(), link.span.of(page.text()).to_string());
        page.affiliate().links.iter().map(seen).collect::<Vec<_>>()
    });
    assert!(trouble.is_empty() && !pages.is_empty());
    pages.into_iter().flatten().collect()
}

/// Its advertisements: how each is known, and the text at its begin and at its end.
fn blocks(files: &[(&str, &str)]) -> Vec<(Form, String, bool)> {
    let folder = folder(files);
    let session = Session::open(&folder.root, &Options::default()).unwrap_or_else(|error| panic!("{}", error.message));
    let (pages, _) = session.inspect(|page, _, _| {
        let survey = page.affiliate();
        survey.blocks.iter().map(|block| (block.form, block.extent.of(page.text()).to_string(), block.label.is_some())).collect::<Vec<_>>()
    });
    pages.into_iter().flatten().collect()
}

/// What the rules of these names say of a post with this body.
fn said(body: &str, rules: &[&str]) -> Vec<String> {
    said_with("", body, rules)
}

/// The same on a site with this configuration.
fn said_with(config: &str, body: &str, rules: &[&str]) -> Vec<String> {
    let text = format!("---\ntitle: The Brown Pot\ndate: 2024-03-05\n---\n\n{body}");
    let folder = folder(&[HEXO, ("copydesk.yml", config), ("source/_posts/a.md", &text)]);
    let run = folder.run();
    assert!(run.trouble.is_empty() && run.articles == 1);
    let wanted = |line: &String| rules.iter().any(|rule| line.contains(&format!(" {rule} ")));
    listed(&folder.root, &run).into_iter().filter(wanted).map(|line| line.replace("source/_posts/a.md:", "")).collect()
}

const DISCLOSING: &[&str] =
    &["affiliate/undisclosed", "affiliate/late-disclosure", "affiliate/weak-disclosure", "affiliate/unlabeled-block"];

#[test]
fn a_paid_link_is_found_wherever_it_hides() {
    let body = "\
---
title: The Brown Pot
date: 2024-03-05
shop: {button: 'https://amzn.to/front'}
---

[Markdown](https://amzn.to/markdown) and [by reference][r] and <https://amzn.to/auto>

<a href=\"https&colon;//amzn.to/&#101;ntities\">x</a> <a href='//amzn.to/relative'>x</a>
<map><area href=\"https://amzn.to/area\" alt=\"x\"></map>
<form action=\"https://amzn.to/form\"><button>x</button></form>
<iframe src=\"//ws-na.amazon-adsystem.com/widgets/q?asins=B0&tracking_id=pots-20&x=/frame\" title=\"x\"></iframe>
<button onclick=\"location.href='https://amzn.to/click'\">x</button>
<a href=\"javascript:window.open(decodeURIComponent('https%3A%2F%2Famzn.to%2Fscript'), '_blank');void(0);\">x</a>

{{< button url=\"https://amzn.to/shortcode\" text=\"x\" >}}

`[code](https://amzn.to/code)` <img src=\"https://amzn.to/image\" alt=\"x\"> <!-- https://amzn.to/comment -->

[r]: https://amzn.to/reference
";
    let seen = links(&[HUGO, ("content/posts/a.md", body)]);
    let seen: Vec<_> = seen.iter().map(|(place, href, _)| (*place, href.rsplit('/').next().unwrap_or_default())).collect();
    let expected = [
        (Place::FrontMatter, "front"),
        (Place::Link, "markdown"),
        (Place::Link, "reference"),
        (Place::Link, "auto"),
        (Place::Link, "entities"),
        (Place::Link, "relative"),
        (Place::Link, "area"),
        (Place::Element, "form"),
        (Place::Element, "frame"),
        (Place::Script, "click"),
        (Place::Script, "script"),
        (Place::Template, "shortcode"),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_component_leads_to_a_shop_by_any_of_its_attributes() {
    let body = "# Pots\n\n<Card link={{url: \"https://amzn.to/object\"}} />\n\n<Button to={'https://amzn.to/string'}>x</Button>\n\n\
                <a href={`https://amzn.to/template`} rel=\"sponsored\">x</a> <Picture src=\"https://amzn.to/picture\" />\n";
    let seen = links(&[DOCUSAURUS, ("docs/a.mdx", body)]);
    let seen: Vec<_> = seen.iter().map(|(place, href, _)| (*place, href.as_str())).collect();
    let expected =
        [(Place::Element, "https://amzn.to/object"), (Place::Element, "https://amzn.to/string"), (Place::Link, "https://amzn.to/template")];
    assert_eq!(seen, expected);
}

#[test]
fn every_place_is_the_place_of_the_link() {
    let body =
        "---\nbutton: 'https://amzn.to/1'\n---\n\n{{< cta url=\"https://amzn.to/2\" >}}\n\n茶 <a class=x href=https://amzn.to/3>x</a>\n";
    let places: Vec<String> = links(&[HUGO, ("content/posts/a.md", body)]).into_iter().map(|(_, _, text)| text).collect();
    assert_eq!(places, ["'https://amzn.to/1'", "https://amzn.to/2", "<a class=x href=https://amzn.to/3>"]);
}

#[test]
fn what_the_site_adds_is_known() {
    let config = "affiliate:\n  hosts: [go.kettle.example]\n  merchants: ['lids.example?partner']\n  cloaks: [/go/]\n";
    let body = "[a](https://go.kettle.example/1) [b](https://lids.example/7?partner=pots) [c](/go/kettle) [d](https://pots.example/go/lid) \
                [e](https://lids.example/8) [f](https://kettle.example/)\n";
    let seen = links(&[HEXO, ("copydesk.yml", config), ("source/_posts/a.md", body)]);
    let seen: Vec<&str> = seen.iter().map(|(_, href, _)| href.as_str()).collect();
    assert_eq!(seen, ["https://go.kettle.example/1", "https://lids.example/7?partner=pots", "/go/kettle", "https://pots.example/go/lid"]);
}

#[test]
fn a_redirect_of_the_site_is_no_broken_path() {
    let body = "We earn a commission when you buy through links here: [the pot](/shop/pot), [the lid](/gone/lid).\n";
    assert_eq!(said("[the pot](/shop/pot)\n", &["link/broken-path"]), ["6 link/broken-path \"/shop/pot\""]);
    let config = "affiliate:\n  cloaks: [/shop/]\n";
    assert_eq!(said_with(config, body, &["link/broken-path", "affiliate/undisclosed"]), ["6 link/broken-path \"/gone/lid\""]);
}

#[test]
fn what_the_host_redirects_to_a_shop_is_a_paid_link() {
    let redirects =
        "/go/pot https://amzn.to/pot 302\n/go/lid/ https://lid.pxf.io/c/7/2/3\n/shop/* https://pots.example/:splat\n/old/* /new/:splat\n";
    let body = "---\ntitle: The Brown Pot\ndate: 2024-03-05\n---\n\n[a](/go/pot) [b](https://www.pots.example/go/lid) [c](/shop/spout) [d](/old/handle) [e](/gone/)\n";
    let site = &[HUGO, ("static/_redirects", redirects), ("content/posts/a.md", body)];
    let seen: Vec<String> = links(site).into_iter().map(|(_, href, _)| href).collect();
    assert_eq!(seen, ["/go/pot", "https://www.pots.example/go/lid"]);
    let folder = folder(site);
    let said = listed(&folder.root, &folder.run());
    let broken: Vec<&String> = said.iter().filter(|line| line.contains("link/broken-path")).collect();
    assert_eq!(broken, ["content/posts/a.md:6 link/broken-path \"/gone/\""]);
}

#[test]
fn what_has_the_form_of_a_redirect_is_told_once_and_not_as_broken() {
    let rules = &["link/broken-path", "affiliate/hidden-destination"];
    let paid = "We earn a commission when you buy through links here, such as <a href=\"https://k.pxf.io/c/1/2/3\">this</a>.\n\n";
    assert_eq!(said(&format!("{paid}[the pot](/go/pot)\n"), rules), ["8 affiliate/hidden-destination \"[the pot](/go/pot)\""]);
    assert_eq!(said("[the pot](/go/pot)\n", rules), Vec::<String>::new());
    // Where the site has pages below it, it is a section like any other.
    let folder = folder(&[HUGO, ("content/go/pots.md", "# Pots\n\n[gone](/go/lids)\n")]);
    let said = listed(&folder.root, &folder.run());
    assert!(said.contains(&"content/go/pots.md:3 link/broken-path \"/go/lids\"".to_string()), "{said:?}");
}

#[test]
fn an_advertisement_is_known_by_comments_class_or_picture() {
    let body = "# Pots\n\n<!-- ad begin -->\n[A pot](https://pot.example/)\n<!-- ad end -->\n\nText.\n\n\
                <div class=\"box ad-box\"><a href=\"https://k.pxf.io/c/1/2/3\">A lid</a></div>\n\n\
                <a href=\"https://k.pxf.io/c/1/2/4\"><img src=\"/x.png\" alt=\"x\" width=\"728\" height=\"90\"></a>\n\n\
                [![A spout](/spout.png)](https://k.pxf.io/c/1/2/5) <div class=\"adhesive\">[A spout](https://k.pxf.io/c/1/2/6)</div>\n\n\
                <p class=\"affiliate-disclosure\"><a href=\"https://k.pxf.io/c/1/2/7\">x</a></p>\n\n<div class=\"ads\">Nothing.</div>\n";
    let seen = blocks(&[HEXO, ("source/_posts/a.md", body)]);
    let seen: Vec<_> = seen.iter().map(|(form, text, label)| (*form, text.as_str(), *label)).collect();
    let expected = [
        (Form::Comments, "<!-- ad begin -->\n[A pot](https://pot.example/)\n<!-- ad end -->", false),
        (Form::Container, "<div class=\"box ad-box\"><a href=\"https://k.pxf.io/c/1/2/3\">A lid</a></div>", false),
        (Form::Banner, "<a href=\"https://k.pxf.io/c/1/2/4\"><img src=\"/x.png\" alt=\"x\" width=\"728\" height=\"90\"></a>", false),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn an_advertisement_within_another_is_told_once() {
    let body = "<!-- ad begin -->\n<div class=\"ad\"><a href=\"https://k.pxf.io/c/1/2/3\"><img src=\"//a.impactradius-go.com/display-ad/3-2\" alt=\"x\"></a></div>\n<!-- ad end -->\n";
    assert_eq!(blocks(&[HEXO, ("source/_posts/a.md", body)]).len(), 1);
    let seen = said(body, &["affiliate/unlabeled-block"]);
    assert_eq!(seen, ["6 affiliate/unlabeled-block \"<!-- ad begin -->\""]);
}

#[test]
fn the_own_words_of_a_site_mark_its_advertisements() {
    let config = "affiliate:\n  markers:\n    - {begin: promo, end: promo over}\n";
    let body = "<!-- promo -->\n[A pot](https://pot.example/)\n<!-- promo over -->\n";
    assert_eq!(said_with(config, body, DISCLOSING).len(), 2);
    assert_eq!(said(body, DISCLOSING), Vec::<String>::new());
}

#[test]
fn a_disclosure_covers_the_text_links_of_a_block_and_no_banner() {
    let told = "We earn a commission when you buy through links on this page.\n\n";
    let text = "<!-- ad begin -->\n<a href=\"https://k.pxf.io/c/1/2/3\">A lid</a>\n<!-- ad end -->\n\n";
    let banner = "<!-- ad begin -->\n<a href=\"https://k.pxf.io/c/1/2/3\"><img src=\"/lid.png\" alt=\"A lid\"></a>\n<!-- ad end -->\n\n";
    assert_eq!(said(&format!("{told}{text}"), DISCLOSING), Vec::<String>::new());
    assert_eq!(said(&format!("{told}It pours.\n\n{banner}"), DISCLOSING), ["10 affiliate/unlabeled-block \"<!-- ad begin -->\""]);
    // Right above it, nobody takes it for anything else.
    assert_eq!(said(&format!("{told}{banner}"), DISCLOSING), Vec::<String>::new());
    assert_eq!(said(&format!("Advertisement\n\n{banner}"), DISCLOSING), Vec::<String>::new());
    assert_eq!(said(&format!("{text}{told}"), &["affiliate/unlabeled-block"]), ["6 affiliate/unlabeled-block \"<!-- ad begin -->\""]);
}

#[test]
fn the_label_of_a_block_speaks_of_no_link_elsewhere() {
    let labeled = "<!-- ad begin -->\n<p>Advertisement: <a href=\"https://k.pxf.io/c/1/2/3\">a lid</a></p>\n<!-- ad end -->\n\n";
    assert_eq!(said(labeled, DISCLOSING), Vec::<String>::new());
    let with_link = format!("{labeled}We kept <a href=\"https://k.pxf.io/c/1/2/4\">the pot</a>.\n");
    assert_eq!(said(&with_link, DISCLOSING), ["10 affiliate/undisclosed \"<a href=\"https://k.pxf.io/c/1/2/4\">\""]);
}

#[test]
fn comments_are_paired_in_their_order() {
    let rules = &["affiliate/unclosed-block", "affiliate/mislabeled-block", "affiliate/unlabeled-block"];
    let link = "[A pot](https://pot.example/)";
    let body = format!(
        "<!-- ad end -->\n\n<!-- ad begin -->\n\n{link}\n\n<!-- ad begin -->\n\nNothing.\n\n<!-- ad end -->\n\n<!-- ad begin -->\n"
    );
    let expected = [
        "12 affiliate/mislabeled-block \"<!-- ad begin -->\"",
        "18 affiliate/unclosed-block \"<!-- ad begin -->\"",
        "6 affiliate/unclosed-block \"<!-- ad end -->\"",
        "8 affiliate/unclosed-block \"<!-- ad begin -->\"",
        "8 affiliate/unlabeled-block \"<!-- ad begin -->\"",
    ];
    assert_eq!(said(&body, rules), expected);
}

#[test]
fn a_page_that_nobody_pays_for_has_nothing() {
    let body = "[A shop](https://www.amazon.com/dp/B000000000), [a source](https://pot.example/?ref=desk), `tag=desk-20`, an ad hoc list.\n\n\
                <!-- start of the address list -->\n\n<div class=\"sponsors\"><a href=\"https://pot.example/\"><img src=\"/x.png\" alt=\"x\"></a></div>\n\n\
                <!-- end of the address list -->\n\n<aside class=\"admonition ad\">Mind the step.</aside>\n";
    assert_eq!(
        said(body, &["affiliate/undisclosed", "affiliate/unlabeled-block", "affiliate/mislabeled-block", "affiliate/missing-rel"]),
        Vec::<String>::new()
    );
}
