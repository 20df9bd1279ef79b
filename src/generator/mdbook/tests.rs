//! Whole books, each a list of files with their texts.

use super::*;
use crate::generator::testing;

fn book(files: &[(&str, &str)], version: Option<&str>) -> MdBook {
    let mut names: Vec<String> = files.iter().map(|(name, _)| name.to_string()).collect();
    names.sort_unstable();
    let read = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.to_string());
    MdBook::load(&Root { files: &names, read: &read, version })
}

fn article(text: &str, book: &MdBook) -> Article {
    testing::article(book, "src/a.md", text)
}

fn ids(book: &MdBook, text: &str) -> Vec<String> {
    book.anchors(&article(text, book)).iter().map(|anchor| anchor.id.to_string()).collect()
}

fn url(book: &MdBook, path: &str) -> Option<String> {
    book.url(path, &article("# Tea\n", book))
}

const SUMMARY: &str = "# Summary\n\n[Preface](README.md)\n\n- [Green](green.md)\n  - [Kettles](tools/README.md)\n  - [A pot](tools/a%20pot.md)\n\
    - [Later]()\n- [Missing](missing.md)\n<!-- - [Gone](gone.md) -->\n";

fn tea(config: &'static str) -> MdBook {
    let pages = ["src/README.md", "src/green.md", "src/tools/README.md", "src/tools/a pot.md", "src/gone.md"];
    let mut files: Vec<(&str, &str)> = pages.iter().map(|page| (*page, "")).collect();
    files.extend([("book.toml", config), ("src/SUMMARY.md", SUMMARY)]);
    book(&files, None)
}

#[test]
fn only_chapters_of_the_summary_are_built() {
    let book = tea("");
    for (path, built) in
        [("src/green.md", true), ("src/tools/a pot.md", true), ("src/gone.md", false), ("src/SUMMARY.md", false), ("green.md", false)]
    {
        assert_eq!(book.builds(path), built, "{path}");
    }
    assert!(book.generates("missing.html") && book.generates("missing.md") && !book.generates("gone.html"));
    assert!(!tea("[build]\ncreate-missing = false\n").generates("missing.html"));
}

#[test]
fn urls_follow_the_files() {
    let book = tea("[output.html]\nsite-url = \"/tea/\"\n");
    assert_eq!(url(&book, "src/green.md").as_deref(), Some("/tea/green.html"));
    assert_eq!(url(&book, "src/tools/README.md").as_deref(), Some("/tea/tools/"));
    assert_eq!(url(&book, "src/tools/a pot.md").as_deref(), Some("/tea/tools/a%20pot.html"));
    assert_eq!(url(&book, "src/README.md").as_deref(), Some("/tea/"));
    assert_eq!(url(&book, "src/gone.md"), None);
}

#[test]
fn the_first_chapter_is_at_the_root_too() {
    let book = book(&[("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"), ("src/a.md", ""), ("src/b.md", "")], None);
    let aliases = |path: &str| book.aliases(path, &article("", &book));
    assert_eq!((aliases("src/a.md"), aliases("src/b.md")), (vec!["/".to_string()], vec![]));
    let tea = tea("");
    assert!(tea.aliases("src/README.md", &article("", &tea)).is_empty());
}

#[test]
fn of_readme_and_index_the_index_is_served() {
    let summary = "- [A](a/README.md)\n- [B](a/index.md)\n";
    let book = book(&[("src/SUMMARY.md", summary), ("src/a/README.md", ""), ("src/a/index.md", "")], None);
    assert_eq!((url(&book, "src/a/README.md"), url(&book, "src/a/index.md")), (None, Some("/a/".to_string())));
}

#[test]
fn links_lead_to_files_beside() {
    let book = tea("");
    assert_eq!(book.sources("src/tools/README.md", "../green.md"), ["src/green.md"]);
    assert_eq!(book.sources("src/green.md", "tools/index.md"), ["src/tools/index.md", "src/tools/README.md"]);
    assert_eq!(book.sources("src/tools/a pot.md", "/green.md"), ["src/green.md"]);
    assert!(book.sources("src/green.md", "../../x.md").is_empty());
}

#[test]
fn redirects_are_relative_to_where_they_are() {
    let book = tea(
        "[output.html.redirect]\n\"/old/a.html\" = \"../green.html\"\n\"b.html\" = \"https://tea.example/\"\n\"/c.html#x\" = \"green.html\"\n",
    );
    let expected = [("/old/a.html", "/green.html"), ("/b.html", "https://tea.example/")].map(|(a, b)| (a.to_string(), b.to_string()));
    assert_eq!(book.redirects(), expected);
}

#[test]
fn ids_of_mdbook() {
    let text = "# Tea -- It's *hot*\n\n## Über {#own}\n\n## Own\n\n## Pot {id=x}\n\n## Cup {.wide}\n\nTerm\n: text[^a]\n\n[^a]: note\n";
    assert_eq!(ids(&tea(""), text), ["tea--its-hot", "own", "own", "x", "cup", "term", "fr-a-1", "footnote-a"]);
    let straight = tea("[output.html]\nsmart-punctuation = false\n");
    assert_eq!(ids(&straight, "# Tea -- hot\n\n## Tea\n\n## Tea\n\n## Tea 1\n"), ["tea----hot", "tea", "tea-1", "tea-1-1"]);
}

#[test]
fn ids_of_mdbook_0_4() {
    let old = book(&[("src/SUMMARY.md", ""), ("src/a.md", "")], Some("0.4"));
    let text = "# Über -- Tea\n\n## Pot {word}\n\n## Cup {.wide}\n\n<h2>Raw</h2>\n\n<h2 align=\"left\">Raw</h2>\n\nTwo\nlines\n---\n";
    assert_eq!(ids(&old, text), ["Über----tea", "cup", "raw"]);
    assert_eq!(ids(&old, "# Tea\n\n## Tea\n\n## Tea 1\n"), ["tea", "tea-1", "tea-1"]);
}

#[test]
fn what_preprocessors_make_is_not_known() {
    let book = tea("[preprocessor.spec]\ncommand = \"spec\"\n[output.pandoc]\n");
    assert!(book.generates("rules.tea") && book.generates("tea.pdf") && !book.generates("tea.html") && !book.generates("pot.png"));
    assert!(book.may_have_id("r-rules.tea") && !book.may_have_id("rules-of-tea"));
    assert!(!tea("").generates("rules.tea") && !tea("").may_have_id("r-rules.tea"));
}
