//! Whole sites, each a list of files with their texts.

use super::*;
use crate::generator::testing;

fn zola(files: &[(&str, &str)]) -> Zola {
    testing::site(files, Zola::load)
}

fn site(config: &str) -> Zola {
    zola(&[("config.toml", config)])
}

fn article(zola: &Zola, text: &str) -> Article {
    testing::article(zola, "content/a.md", text)
}

fn url(zola: &Zola, path: &str, front: &str) -> Option<String> {
    zola.url(path, &article(zola, &format!("+++\n{front}\n+++\n")))
}

#[test]
fn urls_are_folders_and_a_slug() {
    let zola = site("base_url = \"https://tea.example/site\"");
    for (path, front, expected) in [
        ("content/tea.md", "", "/site/tea/"),
        ("content/Green Things/Hot Tea!.md", "", "/site/Green%20Things/hot-tea/"),
        ("content/blog/2024-05-01-first.md", "", "/site/blog/first/"),
        ("content/blog/2024-05-01T09:00:00Z_first.md", "", "/site/blog/first/"),
        ("content/blog/2024-05-01.md", "", "/site/blog/2024-05-01/"),
        ("content/blog/2024-05-01-pot/index.md", "", "/site/blog/pot/"),
        ("content/blog/a.md", "slug = \"Other Name\"", "/site/blog/other-name/"),
        ("content/blog/a.md", "path = \"Kept/As It Is\"", "/site/Kept/As%20It%20Is/"),
        ("content/blog/绿茶.md", "", "/site/blog/lu-cha/"),
        ("content/_index.md", "", "/site/"),
        ("content/blog/_index.md", "slug = \"no\"", "/site/blog/"),
    ] {
        assert_eq!(url(&zola, path, front).as_deref(), Some(expected), "{path} {front}");
    }
    assert_eq!(url(&zola, "content/a.md", "render = false"), None);
    assert_eq!(zola.root(), "/site/");
}

#[test]
fn slugs_are_a_matter_of_configuration() {
    let safe = site("[slugify]\npaths = \"safe\"\npaths_keep_dates = true\n");
    assert_eq!(url(&safe, "content/2024-05-01-Tea?.md", "").as_deref(), Some("/2024-05-01-Tea/"));
    let off = site("[slugify]\npaths = \"off\"\nanchors = \"off\"\n");
    assert_eq!(url(&off, "content/Hot Tea.md", "").as_deref(), Some("/Hot%20Tea/"));
    let ids = off.anchors(&article(&off, "# Hot Tea\n"));
    assert_eq!(ids.iter().next().map(|anchor| anchor.id), Some("Hot_Tea"));
}

#[test]
fn languages_are_suffixes() {
    let zola = site("default_language = \"en\"\n[languages.fr]\ntaxonomies = [{name = \"Étiquettes\"}]\n");
    for (path, expected) in [
        ("content/blog/tea.fr.md", Some("/fr/blog/tea/")),
        ("content/blog/tea.md", Some("/blog/tea/")),
        ("content/blog/pot/index.fr.md", Some("/fr/blog/pot/")),
        ("content/_index.fr.md", Some("/fr/")),
        ("content/tea.de.md", None),
    ] {
        assert_eq!(url(&zola, path, "").as_deref(), expected, "{path}");
    }
    assert!(zola.builds("content/blog/_index.fr.md") && !zola.builds("content/blog/_index.de.md"));
    assert!(zola.generates("fr/etiquettes/vert/") && zola.generates("fr/") && !zola.generates("etiquettes/vert/"));
    assert_eq!(url(&site(""), "content/v1.2.md", "").as_deref(), Some("/v1-2/"));
}

#[test]
fn drafts_are_pages_and_whole_folders() {
    let zola = zola(&[
        ("config.toml", "ignored_content = [\"*/notes.md\"]"),
        ("content/old/_index.md", "+++\ndraft = true\n+++\n"),
        ("content/old/a.md", ""),
    ]);
    let draft = |path: &str, front: &str| zola.publication(path, &article(&zola, &format!("+++\n{front}\n+++\n"))).draft;
    assert!(draft("content/old/a.md", "") && draft("content/a.md", "draft = true"));
    assert!(!draft("content/older/a.md", "") && !draft("content/drafts/a.md", "date = 2999-01-01"));
    assert!(!zola.builds("content/blog/notes.md") && !zola.builds("content/.a.md") && !zola.builds("static/a.md"));
}

#[test]
fn files_beside_a_page_go_where_the_page_goes() {
    let zola = zola(&[
        ("config.toml", ""),
        ("content/blog/2024-05-01-pot/index.md", "+++\nslug = \"kettle\"\n+++\n"),
        ("content/blog/2024-05-01-pot/img/pot.png", ""),
    ]);
    assert!(zola.generates("blog/kettle/img/pot.png") && !zola.generates("blog/pot/img/pot.png"));
}

#[test]
fn only_links_from_the_content_folder_lead_to_files() {
    let zola = site("");
    assert_eq!(zola.sources("content/blog/a.md", "@/blog/b.md"), ["content/blog/b.md"]);
    assert!(zola.sources("content/blog/a.md", "b.md").is_empty());
}

#[test]
fn what_zola_makes_without_a_source() {
    let zola = site("taxonomies = [{name = \"Tea Tags\"}]\nfeed_filenames = [\"feed.xml\"]\n");
    for (path, made) in [
        ("tea-tags/green/", true),
        ("blog/page/2/", true),
        ("blog/feed.xml", true),
        ("sitemap.xml", true),
        ("tags/green/", false),
        ("blog/", false),
        ("pot.png", false),
    ] {
        assert_eq!(zola.generates(path), made, "{path}");
    }
}

#[test]
fn aliases_are_pages_or_files() {
    let zola = site("base_url = \"https://tea.example/site/\"");
    let page = article(&zola, "+++\naliases = [\"old/tea\", \"/a.html\"]\n+++\n");
    assert_eq!(zola.aliases("content/a.md", &page), ["/site/old/tea/", "/site/a.html"]);
}

#[test]
fn ids_of_zola() {
    let zola = site("");
    let text = "# Tea\n\n## Café [^a]\n\n<!-- more -->\n\n## Pot {#tea}\n\n## !\n\n## ?\n\n[^a]: note\n";
    let ids: Vec<String> = zola.anchors(&article(&zola, text)).iter().map(|anchor| anchor.id.to_string()).collect();
    assert_eq!(ids, ["tea-1", "cafe", "continue-reading", "tea", "-1", "a"]);
    let bottom = site("[markdown]\nbottom_footnotes = true\n");
    let ids: Vec<String> =
        bottom.anchors(&article(&bottom, "a[^n] b[^n]\n\n[^n]: c\n")).iter().map(|anchor| anchor.id.to_string()).collect();
    assert_eq!(ids, ["fr-n-1", "fr-n-2", "fn-n"]);
}
