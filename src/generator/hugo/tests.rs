//! Whole sites, each a configuration and a list of files.

use super::*;
use crate::generator::{Generator, Sources, testing};

/// A site of these files; those that are not said to hold anything are empty.
fn site(config: &str, files: &[(&str, &str)]) -> Hugo {
    let files: Vec<_> = files.iter().copied().chain([("hugo.toml", config)]).collect();
    testing::site(&files, Hugo::load)
}

fn article(hugo: &Hugo, path: &str, front_matter: &str) -> Article {
    testing::article(hugo, path, &format!("---\n{front_matter}\n---\n"))
}

fn url(hugo: &Hugo, path: &str, front_matter: &str) -> Option<String> {
    hugo.url(path, &article(hugo, path, front_matter))
}

#[test]
fn a_page_has_the_path_of_its_file() {
    let hugo = site("", &[("content/cups/pot/index.md", "")]);
    for (path, expected) in [
        ("content/cups/Green Tea.md", "/cups/green-tea/"),
        ("content/cups/a & b (c).md", "/cups/a--b-c/"),
        ("content/cups/don't.md", "/cups/dont/"),
        ("content/cups/绿 茶.md", "/cups/%E7%BB%BF-%E8%8C%B6/"),
        ("content/cups/c#.md", "/cups/c%23/"),
        ("content/cups/v1.2.md", "/cups/v1.2/"),
        ("content/cups/tea.en.md", "/cups/tea/"),
        ("content/cups/tea.de.md", "/cups/tea.de/"),
        ("content/cups/_index.md", "/cups/"),
        ("content/cups/pot/index.md", "/cups/pot/"),
        ("content/_index.md", "/"),
        ("content/about.html", "/about/"),
    ] {
        assert_eq!(url(&hugo, path, "").as_deref(), Some(expected), "{path}");
    }
    let kept = site("disablePathToLower = true\nremovePathAccents = true", &[]);
    assert_eq!(url(&kept, "content/Cups/A & Bé.md", "").as_deref(), Some("/Cups/A-Be/"));
}

#[test]
fn front_matter_moves_a_page() {
    let hugo = site("baseURL = 'https://tea.example/shop/'", &[]);
    let path = "content/cups/tea.md";
    for (front_matter, expected) in [
        ("slug: Green Tea", "/shop/cups/green-tea/"),
        ("slug: -green-", "/shop/cups/green/"),
        ("Slug: 2024", "/shop/cups/2024/"),
        ("url: /Pots/Tea", "/shop/Pots/Tea/"),
        ("url: pots/tea.html", "/shop/pots/tea.html"),
        ("url: /pots/index.html", "/shop/pots/"),
        ("url: /:year/x/\ndate: 2024-03-02", "/shop/2024/x/"),
        ("permalink: /no/", "/shop/cups/tea/"),
    ] {
        assert_eq!(url(&hugo, path, front_matter).as_deref(), Some(expected), "{front_matter}");
    }
    assert_eq!(url(&hugo, path, "headless: true"), None);
    assert_eq!(url(&hugo, path, "build: {render: never}"), None);
}

#[test]
fn sections_of_permalinks_are_those_with_a_page() {
    let files = [("content/a/b/_index.md", ""), ("content/a/b/c/tea.md", ""), ("content/a/x/tea.md", "")];
    let hugo = site("[permalinks]\na = '/:sections/:year/:slug/'", &files);
    assert_eq!(url(&hugo, "content/a/b/c/tea.md", "title: C++ & C#\ndate: 2024-03-02").as_deref(), Some("/a/b/2024/c-c/"));
    assert_eq!(url(&hugo, "content/a/x/tea.md", "title: T").as_deref(), Some("/a/1/t/"));
    assert_eq!(url(&hugo, "content/a/b/_index.md", "").as_deref(), Some("/a/b/"));
    let hugo = site("enableGitInfo = true\n[frontmatter]\ndate = [':git', 'date']\n[permalinks]\na = '/:year/:slug/'", &files);
    assert_eq!(url(&hugo, "content/a/x/tea.md", "title: T"), None);
}

#[test]
fn a_name_may_hold_the_date() {
    let hugo = site("[frontmatter]\ndate = [':filename', ':default']\n[permalinks]\nposts = '/:year/:slugorfilename'", &[]);
    assert_eq!(url(&hugo, "content/posts/2023-04-05-green-tea.md", "").as_deref(), Some("/2023/green-tea/"));
    assert_eq!(url(&hugo, "content/pots/2023-04-05-green-tea.md", "").as_deref(), Some("/pots/green-tea/"));
    assert_eq!(url(&hugo, "content/pots/2023-04-05-green-tea.md", "slug: x").as_deref(), Some("/pots/x/"));
}

#[test]
fn ugly_urls_are_files_but_for_sections() {
    let hugo = site("[uglyURLs]\ncups = true", &[]);
    assert_eq!(url(&hugo, "content/cups/tea.md", "").as_deref(), Some("/cups/tea.html"));
    assert_eq!(url(&hugo, "content/cups/_index.md", "").as_deref(), Some("/cups/"));
    assert_eq!(url(&hugo, "content/pots/tea.md", "").as_deref(), Some("/pots/tea/"));
}

#[test]
fn languages_have_folders() {
    let config = "defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\ncontentDir = 'deutsch'\n[languages.fr]\n[languages.it]\ndisabled = true";
    let hugo = site(config, &[]);
    for (path, expected) in [
        ("content/cups/tea.md", Some("/cups/tea/")),
        ("content/cups/tea.fr.md", Some("/fr/cups/tea/")),
        ("content/cups/tea.it.md", None),
        ("content/_index.fr.md", Some("/fr/")),
        ("deutsch/cups/tea.md", Some("/de/cups/tea/")),
    ] {
        assert_eq!(url(&hugo, path, "").as_deref(), expected, "{path}");
        assert_eq!(hugo.builds(path), expected.is_some());
    }
    assert_eq!(url(&hugo, "content/tea.fr.md", "url: /x/").as_deref(), Some("/x/"));
    assert_eq!(url(&hugo, "content/tea.fr.md", "url: x/").as_deref(), Some("/fr/x/"));
    assert_eq!(hugo.links(), Links::Urls(Sources::Resolved));
    let hugo = site("defaultContentLanguageInSubdir = true", &[]);
    assert_eq!(url(&hugo, "content/tea.md", "").as_deref(), Some("/en/tea/"));
}

#[test]
fn mounts_replace_the_content_folder() {
    let config = "[[module.mounts]]\nsource = '../docs'\ntarget = 'content/docs'\nexcludeFiles = ['**/*.draft.md']\n[[module.mounts]]\nsource = './pages'\ntarget = 'content'";
    let hugo = site(config, &[]);
    assert_eq!(url(&hugo, "../docs/tea.md", "").as_deref(), Some("/docs/tea/"));
    assert_eq!(url(&hugo, "pages/tea.md", "").as_deref(), Some("/tea/"));
    assert!(!hugo.builds("content/tea.md") && !hugo.builds("../docs/x/tea.draft.md"));
    assert_eq!(hugo.outside(), ["../docs"]);
}

#[test]
fn what_is_built() {
    let files = [("content/cups/pot/index.md", ""), ("content/cups/pot/notes.md", ""), ("content/cups/_index.md", "")];
    let hugo = site("ignoreFiles = ['\\.Rmd$', '_cache$']", &files);
    for path in ["content/cups/tea.md", "content/cups/pot/index.md", "content/tea.markdown", "content/page.HTML"] {
        assert!(hugo.builds(path), "{path}");
    }
    for path in [
        "content/cups/pot/notes.md",
        "content/cups/pot/deep/index.md",
        "content/cups/tea.Rmd",
        "content/cups/x_cache/tea.md",
        "content/.hidden/tea.md",
        "content/tea.md~",
        "content/tea.mdx",
        "content/tea.org",
        "README.md",
        "layouts/index.html",
    ] {
        assert!(!hugo.builds(path), "{path}");
    }
}

#[test]
fn aliases_begin_at_the_root_or_above_the_page() {
    let hugo = site("", &[]);
    let aliases = |hugo: &Hugo, path| hugo.aliases(path, &article(hugo, path, "aliases: [/old/, near, ../far.html]"));
    assert_eq!(aliases(&hugo, "content/cups/tea.md"), ["/old/", "/cups/near/", "/far.html"]);
    let ugly = site("uglyURLs = true\n[languages.en]\n[languages.fr]", &[]);
    assert_eq!(aliases(&ugly, "content/cups/tea.fr.md"), ["/fr/old.html", "/fr/cups/near.html", "/fr/far.html"]);
}

#[test]
fn pages_are_published_when_they_say_so() {
    let publication = |config: &str, front_matter: &str| {
        let hugo = site(config, &[]);
        hugo.publication("content/tea.md", &article(&hugo, "content/tea.md", front_matter))
    };
    let day = |year| crate::generator::date::Day { year, month: 2, day: 3 };
    assert!(publication("", "Draft: true").draft);
    assert!(publication("", "published: false").draft);
    assert!(!publication("buildDrafts = true", "draft: true").draft);
    let dated = publication("", "date: 2999-02-03\npublishDate: 2998-02-03\nexpiryDate: 3000-02-03T10:00:00Z");
    assert_eq!((dated.from, dated.until), (Some(day(2998)), Some(day(3000))));
    assert_eq!(publication("buildFuture = true\nbuildExpired = true", "date: 2999-02-03\nexpiryDate: 3000-02-03"), Publication::default());
}

#[test]
fn source_links_depend_on_the_render_hook() {
    let links = |config: &str, files: &[(&str, &str)]| site(config, files).links();
    assert_eq!(links("", &[]), Links::Urls(Sources::Kept));
    assert_eq!(links("theme = 'unseen'", &[]), Links::Urls(Sources::Unknown));
    assert_eq!(links("theme = 'seen'", &[("themes/seen/theme.toml", "")]), Links::Urls(Sources::Kept));
    assert_eq!(links("[markup.goldmark.renderHooks.link]\nuseEmbedded = 'fallback'", &[]), Links::Urls(Sources::Resolved));
    let hook = "layouts/_markup/render-link.html";
    assert_eq!(links("", &[(hook, "{{ with .Page.GetPage .Destination }}…")]), Links::Urls(Sources::Resolved));
    assert_eq!(links("", &[(hook, "<a target=_blank>")]), Links::Urls(Sources::Unknown));
    assert_eq!(links("[languages.a]\nbaseURL = 'https://a.example'\n[languages.b]", &[]), Links::Unknown);
}

#[test]
fn a_reference_is_looked_up_near_the_page_first() {
    let files = [("content/cups/pot/index.md", ""), ("content/cups/tea.md", ""), ("content/pots/lid.md", ""), ("content/note.org", "")];
    let hugo = site("", &files);
    let names = |arguments: &str| hugo.reference("content/cups/tea.md", "relref", arguments);
    assert_eq!(names("\"Pot.md\"").as_deref(), Some(&["/cups/pot".to_string(), "/pot".into(), "pot".into()][..]));
    assert_eq!(names("path=\"/pots/lid\"").as_deref(), Some(&["/pots/lid".to_string()][..]));
    assert_eq!(names("\"../pots/lid.md\"").as_deref(), Some(&["/pots/lid".to_string()][..]));
    assert_eq!(names("\"\"").as_deref(), Some(&["/cups/tea".to_string()][..]));
    assert_eq!(names("\"/pots\""), None);
    assert_eq!(names("\"note.org\""), None);
    assert_eq!(hugo.reference("content/cups/tea.md", "figure", "a.png"), None);
    let own = hugo.names("content/cups/pot/index.md", &article(&hugo, "content/cups/pot/index.md", ""));
    assert_eq!(own, ["/cups/pot", "pot"]);
}

#[test]
fn the_embedded_hook_finds_files() {
    let files = [("content/cups/pot/index.md", ""), ("content/cups/tea.md", ""), ("content/cups/_index.md", "")];
    let hugo = site("", &files);
    for (from, link, expected) in [
        ("content/cups/tea.md", "./pot", "content/cups/pot/index.md"),
        ("content/cups/tea.md", "pot.md", "content/cups/pot/index.md"),
        ("content/cups/pot/index.md", "../tea.md", "content/cups/tea.md"),
        ("content/cups/pot/index.md", "tea", "content/cups/tea.md"),
        ("content/cups/_index.md", "tea.md", "content/cups/tea.md"),
        ("content/cups/tea.md", "/cups/", "content/cups/_index.md"),
        ("content/cups/tea.md", "none.md", "content/cups/none.md"),
    ] {
        assert_eq!(hugo.sources(from, link).first().map(String::as_str), Some(expected), "{link}");
    }
}

#[test]
fn redirects_of_the_host() {
    let text = "# moved\n/old /new 301\n/cups/* /pots/:splat\n/q id=:id /x 302\n/* /404.html 404\nhttps://a.example/x /y\n";
    let hugo = site("", &[("static/_redirects", text)]);
    let pairs: Vec<_> = hugo.redirects().iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(pairs, [("/old", "/new"), ("/cups/*", "/pots/:splat"), ("/q", "/x")]);
}

#[test]
fn lists_and_feeds_are_served_without_an_article() {
    let files = [("content/cups/tea.md", ""), ("content/cups/asia/tea.md", ""), ("content/made/_content.gotmpl", "")];
    let hugo = site("[taxonomies]\nshape = 'shapes'\n[languages.en]\n[languages.de]", &files);
    for url in [
        "",
        "cups/",
        "cups/page/2/",
        "de/cups",
        "index.xml",
        "cups/index.xml",
        "shapes/",
        "shapes/round",
        "sitemap.xml",
        "made/x/",
        "css/a.css",
    ] {
        assert!(hugo.generates(url), "{url}");
    }
    for url in ["cups/asia/", "cups/none/", "page", "pots/page/2", "tags/", "images/a.png", "cups/none.md"] {
        assert!(!hugo.generates(url), "{url}");
    }
}
