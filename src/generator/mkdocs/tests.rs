//! Whole sites, each a configuration and a list of files.

use super::*;
use crate::generator::testing;

fn site(yaml: &str, files: &[&str]) -> MkDocs {
    let files: Vec<_> = files.iter().map(|name| (*name, "")).chain([("mkdocs.yml", yaml)]).collect();
    testing::site(&files, MkDocs::load)
}

fn article(site: &MkDocs, text: &str) -> Article {
    testing::article(site, "x.md", text)
}

fn url(site: &MkDocs, path: &str, text: &str) -> Option<String> {
    site.url(path, &article(site, text))
}

#[test]
fn the_site_stands_behind_the_title() {
    assert_eq!(site("site_name: Tea\n", &[]).title_suffix(), Some(" - Tea"));
    assert_eq!(site("site_name: Tea\ntheme:\n  name: material\n  custom_dir: mine\n", &[]).title_suffix(), None);
}

#[test]
fn a_page_is_a_folder_or_a_file() {
    let folders = site("site_url: https://tea.example/guide\n", &[]);
    for (path, expected) in [
        ("docs/index.md", "/guide/"),
        ("docs/a/README.md", "/guide/a/"),
        ("docs/a/Green Tea.md", "/guide/a/Green%20Tea/"),
        ("docs/v1.2.md", "/guide/v1.2/"),
    ] {
        assert_eq!(url(&folders, path, "").as_deref(), Some(expected));
    }
    let files = site("use_directory_urls: false\ndocs_dir: ./text/\n", &[]);
    assert_eq!(url(&files, "text/a/tea.md", "").as_deref(), Some("/a/tea.html"));
    assert_eq!(url(&files, "text/index.md", "").as_deref(), Some("/index.html"));
    assert_eq!(url(&files, "README.md", ""), None);
}

#[test]
fn not_all_files_are_built() {
    let site = site("exclude_docs: |\n  old/\n  *.tmp.md\n", &["docs/a/README.md", "docs/a/index.md", "docs/b/README.md"]);
    for (path, expected) in [
        ("docs/a/index.md", true),
        ("docs/a/README.md", false),
        ("docs/b/README.md", true),
        ("docs/.hidden.md", false),
        ("docs/templates/x.md", false),
        ("docs/a/templates/x.md", true),
        ("docs/old/x.md", false),
        ("docs/x.tmp.md", false),
        ("docs/x.html", false),
        ("README.md", false),
    ] {
        assert_eq!(site.builds(path), expected, "{path}");
    }
}

#[test]
fn drafts_are_those_of_the_configuration() {
    let site = site("draft_docs: drafts/\n", &[]);
    let draft = |path: &str, text: &str| site.publication(path, &article(&site, text)).draft;
    assert!(draft("docs/drafts/x.md", ""));
    assert!(!draft("docs/x.md", "---\ndraft: true\n---\n"));
}

#[test]
fn posts_have_their_date_and_title() {
    let blog = site("theme: {name: material}\nplugins: [blog]\n", &[]);
    let post = "docs/blog/posts/tea.md";
    assert_eq!(url(&blog, post, "---\ndate: 2024-03-07\n---\n# Green *Tea*\n").as_deref(), Some("/blog/2024/03/07/green-tea/"));
    assert_eq!(url(&blog, post, "---\ndate:\n  created: 2024-03-07\nslug: pot\n---\n").as_deref(), Some("/blog/2024/03/07/pot/"));
    assert_eq!(url(&blog, post, "# No date\n"), None);
    assert_eq!(url(&blog, "docs/blog/index.md", "").as_deref(), Some("/blog/"));
    assert!(blog.publication(post, &article(&blog, "---\ndraft: true\n---\n")).draft);
    assert!(blog.generates("blog/archive/2024/") && blog.generates("assets/x.js") && !blog.generates("css/x.css"));
    let plain = site("plugins:\n  - blog:\n      blog_dir: .\n      post_url_format: '{file}'\n", &[]);
    assert_eq!(url(&plain, "docs/posts/tea.md", "").as_deref(), Some("/tea/"));
}

#[test]
fn links_are_paths_of_files() {
    let as_written = site("", &[]);
    assert_eq!(as_written.sources("docs/a/b.md", "../c.md"), ["docs/c.md"]);
    assert!(as_written.sources("docs/b.md", "../README.md").is_empty());
    assert!(as_written.sources("docs/a/b.md", "/c.md").is_empty());
    let absolute = site("validation: {links: {absolute_links: relative_to_docs}}\n", &[]);
    assert_eq!(absolute.sources("docs/a/b.md", "/c.md"), ["docs/c.md"]);
}

#[test]
fn redirects_lead_to_pages() {
    let yaml = "plugins:\n  - redirects:\n      redirect_maps:\n        old.md: a/new.md#top\n        gone.md: https://tea.example/\n";
    let site = site(yaml, &[]);
    let expected = [("/old/", "/a/new/#top"), ("/gone/", "https://tea.example/")];
    assert_eq!(site.redirects(), expected.map(|(from, to)| (from.to_string(), to.to_string())));
    assert!(site.generates("old/") && !site.generates("a/older/"));
}

#[test]
fn plugins_may_make_pages() {
    assert!(site("plugins: [gen-files]\n", &[]).generates("reference/x/"));
    assert!(!site("plugins: [search]\n", &[]).generates("reference/x/"));
    assert!(site("plugins: [mike]\n", &[]).generates("latest/x/"));
}
