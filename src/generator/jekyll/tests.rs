//! Whole sites, each a list of files with their texts.

use super::*;
use crate::generator::testing;

type Files<'a> = &'a [(&'a str, &'a str)];

fn site(files: Files<'_>) -> Jekyll {
    testing::site(files, Jekyll::load)
}

/// A site of this configuration and nothing else, built by its owner.
fn own(config: &str) -> Jekyll {
    site(&[("_config.yml", config), ("Gemfile", "gem \"jekyll\"\n")])
}

fn article(jekyll: &Jekyll, path: &str, text: &str) -> Article {
    testing::article(jekyll, path, text)
}

fn url_of(jekyll: &Jekyll, path: &str, front_matter: &str) -> Option<String> {
    jekyll.url(path, &article(jekyll, path, &format!("---\n{front_matter}---\n\nTea.\n")))
}

fn url(config: &str, path: &str, front_matter: &str) -> Option<String> {
    url_of(&own(config), path, front_matter)
}

#[test]
fn posts() {
    for (config, path, front_matter, expected) in [
        ("a: b\n", "_posts/2022-11-05-tea.md", "", "/2022/11/05/tea.html"),
        ("permalink: pretty\n", "_posts/2022-11-05-tea.md", "", "/2022/11/05/tea/"),
        ("permalink: none\n", "_posts/2022-11-05-tea.md", "", "/tea.html"),
        ("permalink: /:year/:slug\n", "_posts/2022-11-05-Green_Tea.md", "", "/2022/green-tea"),
        ("a: b\n", "_posts/2022-11-05-tea.md", "date: 2021-02-03\n", "/2021/02/03/tea.html"),
        (
            "a: b\n",
            "hot/_posts/2022-11-05-tea.md",
            "categories: Pots cups\ncategory: Big Mugs\n",
            "/hot/pots/cups/big%20mugs/2022/11/05/tea.html",
        ),
        ("a: b\n", "_posts/hot/2022-11-05-tea.html", "permalink: /:title/\n", "/tea/"),
        ("baseurl: /shop\npermalink: /:title/\n", "_posts/2022-11-05-tea.md", "slug: Oolong\n", "/shop/Oolong/"),
        ("collections: {posts: {permalink: '/t/:title/'}}\n", "_posts/2022-11-05-tea.md", "", "/t/tea/"),
        ("collections_dir: all\n", "all/_posts/2022-11-05-tea.md", "", "/2022/11/05/tea.html"),
    ] {
        assert_eq!(url(config, path, front_matter).as_deref(), Some(expected), "{config}{path}");
    }
    assert_eq!(url("permalink: /:nothing/\n", "_posts/2022-11-05-tea.md", ""), None);
    assert_eq!(url("collections_dir: all\n", "_posts/2022-11-05-tea.md", ""), None);
}

#[test]
fn pages_and_documents() {
    let teas = "collections: {teas: {output: true}}\n";
    for (config, path, front_matter, expected) in [
        ("a: b\n", "shop/Green Tea.md", "", "/shop/Green%20Tea.html"),
        ("permalink: pretty\n", "shop/tea.md", "", "/shop/tea/"),
        ("permalink: /:title/\n", "shop/index.html", "", "/shop/"),
        ("permalink: weekdate\n", "tea.md", "", "/tea"),
        ("a: b\n", "tea.md", "permalink: /pots/:basename/\n", "/pots/tea/"),
        (teas, "_teas/green/sencha.md", "", "/teas/green/sencha.html"),
        ("collections: {teas: {output: true, permalink: '/:name/'}}\n", "_teas/Green Tea.md", "", "/green-tea/"),
        ("source: site\n", "site/tea.md", "", "/tea.html"),
    ] {
        assert_eq!(url(config, path, front_matter).as_deref(), Some(expected), "{config}{path}");
    }
    let defaults = "defaults:\n- {scope: {path: shop, type: pages}, values: {permalink: '/s/:basename/'}}\n";
    assert_eq!(url(defaults, "shop/tea.md", "").as_deref(), Some("/s/tea/"));
    assert_eq!(url(defaults, "tea.md", "").as_deref(), Some("/tea.html"));
}

#[test]
fn what_is_built() {
    let jekyll = own("collections: {teas: {output: true}, cups: {}}\ninclude: [_more]\nexclude: [old]\n");
    for path in ["_posts/2022-11-05-tea.md", "_drafts/tea.md", "_teas/tea.md", "tea.md", "a/b.markdown", "_more/tea.md"] {
        assert!(jekyll.builds(path), "{path}");
    }
    for path in [
        "_posts/tea.md",
        "_posts/_old/2022-11-05-tea.md",
        "_cups/a.md",
        "_includes/a.md",
        "old/tea.md",
        "tea.mdx",
        ".github/a.md",
        "README.md",
        "cover.html",
    ] {
        assert!(!jekyll.builds(path), "{path}");
    }
    let pages = site(&[("_config.yml", ""), ("README.md", "---\n---\n"), ("tea.html", "---\ntitle: Tea\n---\n"), ("x.html", "<p>")]);
    assert!(pages.builds("README.md") && pages.builds("tea.html") && !pages.builds("x.html"));
}

#[test]
fn a_page_needs_front_matter_but_on_github() {
    let bare = |jekyll: &Jekyll, path: &str| jekyll.url(path, &article(jekyll, path, "Tea.\n"));
    let jekyll = own("");
    assert_eq!(bare(&jekyll, "tea.md"), None);
    assert_eq!(jekyll.aliases("tea.md", &article(&jekyll, "tea.md", "Tea.\n")), ["/tea.md"]);
    assert_eq!(bare(&jekyll, "_posts/2022-11-05-tea.md").as_deref(), Some("/2022/11/05/tea.html"));
    let on_github = site(&[("_config.yml", "title: Tea\n")]);
    assert_eq!(bare(&on_github, "tea.md").as_deref(), Some("/tea.html"));
    assert_eq!(bare(&site(&[("_config.yml", ""), ("Gemfile", "gem 'github-pages'\n")]), "tea.md").as_deref(), Some("/tea.html"));
}

#[test]
fn drafts_and_the_future() {
    let publication = |config: &str, path: &str, front_matter: &str| {
        let jekyll = own(config);
        jekyll.publication(path, &article(&jekyll, path, &format!("---\n{front_matter}---\n")))
    };
    let post = "_posts/2022-11-05-tea.md";
    assert!(publication("", "_drafts/tea.md", "").draft && !publication("show_drafts: true\n", "_drafts/tea.md", "").draft);
    assert!(publication("", post, "published: false\n").draft && !publication("unpublished: true\n", post, "published: false\n").draft);
    let defaults = "defaults:\n- {scope: {path: _posts}, values: {published: false}}\n";
    assert!(publication(defaults, post, "").draft && !publication(defaults, post, "published: true\n").draft);
    let from = |config: &str, path: &str| publication(config, path, "").from.map(|day| (day.year, day.month, day.day));
    assert_eq!(from("", post), Some((2022, 11, 5)));
    assert_eq!(from("future: true\n", post), None);
    assert_eq!(from("", "tea.md"), None);
}

#[test]
fn redirects_need_their_plugin() {
    let aliases = |jekyll: &Jekyll| jekyll.aliases("tea.md", &article(jekyll, "tea.md", "---\nredirect_from: [/old/, older]\n---\n"));
    assert_eq!(aliases(&own("baseurl: shop\nplugins: [jekyll-redirect-from]\n")), ["/shop/old/", "/shop/older"]);
    assert!(aliases(&own("")).is_empty());
}

#[test]
fn links_to_sources() {
    assert_eq!(own("").links(), Links::Urls(Sources::Kept));
    assert_eq!(own("plugins: [jekyll-relative-links]\n").links(), Links::Urls(Sources::Resolved));
    let on_github = site(&[("_config.yml", "source: site\n")]);
    assert_eq!(on_github.links(), Links::Urls(Sources::Resolved));
    assert_eq!(on_github.sources("site/a/tea.md", "../pot.md"), ["site/pot.md"]);
    assert_eq!(on_github.sources("site/a/tea.md", "/pot.md"), ["site/pot.md"]);
    // Posts only where the configuration says so.
    assert!(on_github.sources("site/_posts/2022-11-05-tea.md", "pot.md").is_empty());
    assert_eq!(site(&[("_config.yml", "relative_links: {enabled: false}\n")]).links(), Links::Urls(Sources::Kept));
}

#[test]
fn references_find_posts_and_files() {
    let jekyll = own("collections_dir: all\n");
    let names = |path: &str| jekyll.names(path, &article(&jekyll, path, "---\n---\n"));
    let reference = |tag: &str, arguments: &str| jekyll.reference("tea.md", tag, arguments);
    let finds = |path: &str, tag: &str, arguments: &str| {
        reference(tag, arguments).is_some_and(|wanted| names(path).iter().any(|name| wanted.contains(name)))
    };
    assert!(finds("all/_posts/hot/2022-11-05-tea.md", "post_url", " /hot/2022-11-05-tea "));
    assert!(finds("all/_posts/hot/2022-11-05-tea.md", "post_url", "2022-11-5-tea"));
    assert!(finds("all/_posts/2022-11-05-tea.md", "link", "_posts/2022-11-05-tea.md"));
    assert!(finds("shop/tea.md", "link", "/shop/tea.md"));
    assert!(!finds("all/_posts/2022-11-05-tea.md", "post_url", "2022-11-06-tea"));
    assert!(!finds("all/_posts/2022-11-05-tea.md", "link", "_posts/tea.md"));
    for (tag, arguments) in [("link", "assets/cup.pdf"), ("link", "{{ page.next }}"), ("include", "tea.md"), ("link", "README.md")] {
        assert_eq!(reference(tag, arguments), None);
    }
}

#[test]
fn what_plugins_and_converters_make() {
    let files: Files<'_> = &[
        ("Gemfile", "gem 'jekyll'\ngem 'jekyll-feed'\n"),
        ("_config.yml", "plugins: [jekyll-paginate, jekyll-archives]\npaginate: 5\ncollections: {teas: {output: true}}\n"),
        ("_teas/cup.png", ""),
        ("css/site.scss", "---\n---\n"),
        ("search.json", "---\npermalink: /find/all.json\n---\n"),
    ];
    let jekyll = site(files);
    for url in ["feed.xml", "css/site.css", "find/all.json", "page3/", "tag/tea/", "2022/", "teas/cup.png", ""] {
        assert!(jekyll.generates(url), "{url}");
    }
    for url in ["sitemap.xml", "tea/", "page/", "assets/style.css", "css/other.css"] {
        assert!(!jekyll.generates(url), "{url}");
    }
    // What a plugin nobody knows makes is not known.
    assert!(own("plugins: [jekyll-teapots]\n").generates("pots/1/") && !own("plugins: [jekyll-seo-tag]\n").generates("pots/1/"));
}

#[test]
fn a_part_of_a_site_may_have_pages_elsewhere() {
    let config = ("_config.yml", "logo: /assets/cup.png\n");
    let gems = ("Gemfile", "gem 'jekyll'\n");
    assert!(site(&[gems, config]).generates("about/"));
    assert!(!site(&[gems, config, ("index.html", "---\n---\n")]).generates("about/"));
    assert!(!site(&[gems, config, ("assets/cup.png", "")]).generates("about/"));
}
