//! The fix of `affiliate/missing-rel` in links of Markdown: wherever a link stands, the article stays the same but for the link's `rel`, and
//! the rule has nothing more to say.

use copydesk::article::{Article, Element, Name};
use copydesk::config::Pick;
use copydesk::engine::{Options, Session};
use copydesk::finding::{Edit, Finding};
use copydesk::generator::{self, Generator, Root};
use copydesk::text::Source;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The name and the text of each.
type Files = [(&'static str, &'static str)];

/// Generators that read lists of attributes behind links: the folder of articles, and the files that say which generator it is.
const SITES: &[(&str, &str, &Files)] = &[
    (
        "jekyll",
        "_pots",
        &[("_config.yml", "title: t\nmarkdown: kramdown\ncollections:\n  pots:\n    output: true\n"), ("Gemfile", "gem 'jekyll'\n")],
    ),
    ("mkdocs", "docs", &[("mkdocs.yml", "site_name: t\nmarkdown_extensions: [attr_list, tables, footnotes, md_in_html]\n")]),
    (
        "vitepress",
        "docs",
        &[("docs/.vitepress/config.mts", "export default {}\n"), ("package.json", "{\"devDependencies\": {\"vitepress\": \"^2.0.0\"}}\n")],
    ),
    (
        "eleventy",
        "pots",
        &[(
            "eleventy.config.js",
            "import attrs from 'markdown-it-attrs'\nexport default function (c) { c.amendLibrary('md', (md) => md.use(attrs)) }\n",
        )],
    ),
];

/// A link in all forms; `pot`, `[pot]` and `The pot` are references.
const LINKS: &[&str] = &[
    "[pot](https://amzn.to/0pot)",
    "[pot](<https://amzn.to/0pot> \"A (red) pot\")",
    "[*the* `pot`](https://amzn.to/0pot?a=(b)c)",
    "[![pot](pot.png)](https://amzn.to/0pot)",
    "[the pot][pot]",
    "[pot][]",
    "[The Pot]",
    "<https://amzn.to/0pot>",
    "[a red\npot](https://amzn.to/0pot)",
    "[pot](https://amzn.to/0pot)LIST.red target=_blankEND",
    "[pot](https://amzn.to/0pot)LISTrel=\"noopener\" .redEND",
    "[the pot][pot]LIST#potEND",
    "<https://amzn.to/0pot>LIST.redEND",
];

/// Where it stands.
const PLACES: &[&str] = &[
    "LINK\n",
    "The LINK here.\n",
    "The end LINK\n\nMore.\n",
    "LINK\ngoes on.\n",
    "**LINK** and *the LINK*\n",
    "LINK, LINK LINK\n",
    "LINKLINK\n",
    "LINK {x} and {y}\n",
    "LINK} and {\n",
    "LINK{\n",
    "(LINK)(b)\n",
    "## Of LINK\n",
    "## Of LINK {#own}\n",
    "Of LINK\n=======\n",
    "- LINK\n- a\n\n  LINK\n",
    "1. **LINK**\n",
    "> LINK\n> b\n",
    "| a | b |\n|---|---|\n| LINK | x |\n| y | a LINK |\n",
    "A note.[^1]\n\n[^1]: LINK\n",
    "Line\\\nLINK  \nend\n",
    "LINK <b>bold</b> `code {x}` LINK\n",
    "<p>a</p>\n\nLINK\n",
    "é LINK 茶\n",
    "- a\n\n> - LINK\n",
];

const END: &str = "\n[pot]: https://amzn.to/0ref\n[the pot]: https://amzn.to/0ref\n";

fn article(generator: &dyn Generator, path: &str, text: &str) -> Article {
    Article::read(Source::new(path.into(), text.as_bytes().to_vec()), &generator.dialect(path))
}

/// All that there is in an article, but for `rel` and for places.
fn shape(generator: &dyn Generator, article: &Article) -> Vec<String> {
    let attributes = |node: Element<'_>| {
        let all = node.attributes().filter(|(name, ..)| *name != Name::Rel);
        all.map(|(_, key, value)| (key.of(article.text()).to_string(), value.as_str().to_string())).collect::<Vec<_>>()
    };
    // Where an attribute has no name in the source, its key is the whole construct.
    let named = |(key, value): (String, String)| if key.len() < 12 { format!("{key}={value}") } else { value };
    let node = |node: Element<'_>| {
        let attributes: Vec<String> = attributes(node).into_iter().map(named).collect();
        format!("{:?} {:?} {attributes:?}", node.kind(), node.text().as_str())
    };
    let anchors = generator.anchors(article);
    let ids = anchors.iter().map(|anchor| anchor.id.to_string());
    article.tree.nodes().map(node).chain(ids).collect()
}

fn check(root: &Path) -> Vec<Finding> {
    let options = Options { paths: Vec::new(), generator: None, pick: Pick::default(), as_of: None };
    let run = Session::open(root, &options).unwrap_or_else(|error| panic!("{}", error.message)).check();
    run.findings.into_iter().filter(|finding| finding.rule == "affiliate/missing-rel").collect()
}

fn fixed(text: &str, findings: &[&Finding]) -> String {
    let mut edits: Vec<&Edit> = findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_string();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

#[test]
fn a_fixed_article_is_the_same_but_for_rel() {
    for (name, folder, files) in SITES {
        let temporary = tempfile::tempdir().expect("a temporary folder can be made");
        let root = temporary.path().canonicalize().expect("it is there");
        let write = |file: &str, text: &str| {
            fs::create_dir_all(root.join(file).parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(root.join(file), text).expect("the file can be written");
        };
        files.iter().for_each(|(file, text)| write(file, text));
        let open = if *name == "jekyll" { "{:" } else { "{" };
        let mut articles: BTreeMap<String, String> = BTreeMap::new();
        for (l, link) in LINKS.iter().enumerate() {
            for (p, place) in PLACES.iter().enumerate() {
                // Who has no footnotes reads a definition.
                if place.contains("[^1]") && !matches!(*name, "jekyll" | "mkdocs") {
                    continue;
                }
                // What breaks over lines has no place in headings, cells and marks of containers.
                if link.contains('\n') && place.contains(['#', '|', '>', '=', '-']) {
                    continue;
                }
                let link = link.replace("target=_blank", "target=\"_blank\"").replace("LIST", open).replace("END", "}");
                let text = format!("---\ntitle: Pots\n---\n\n{}{END}", place.replace("LINK", &link));
                articles.insert(format!("{folder}/a{l}-{p}.md"), text);
            }
        }
        articles.iter().for_each(|(file, text)| write(file, text));
        let paths: Vec<String> = files.iter().map(|(file, _)| file.to_string()).collect();
        let read = |file: &str| fs::read_to_string(root.join(file)).ok();
        let generator =
            generator::named(name, &Root { files: &paths, read: &read, version: None }).expect("the generator is known").generator;

        let findings = check(&root);
        let mut fixes = 0;
        for (file, text) in &articles {
            let found: Vec<&Finding> = findings.iter().filter(|finding| *finding.file == **file).collect();
            assert!(!found.is_empty(), "{name}: nothing is found in {text}");
            let after = fixed(text, &found);
            let (before, now) = (article(&*generator, file, text), article(&*generator, file, &after));
            assert_eq!(shape(&*generator, &before), shape(&*generator, &now), "{name}\n{text}\n{after}");
            fixes += found.iter().filter(|finding| !finding.fixes.is_empty()).count();
            write(file, &after);
        }
        let without = |findings: &[Finding]| findings.iter().filter(|finding| finding.fixes.is_empty()).count();
        let left = check(&root);
        for finding in &left {
            let text = fs::read_to_string(root.join(&*finding.file)).expect("it is there");
            assert!(finding.fixes.is_empty(), "{name}: a second check finds {:?} in\n{text}", finding.span.of(&text));
        }
        assert_eq!(left.len(), without(&findings), "{name}");
        assert!(fixes * 10 > findings.len() * 8, "{name}: {fixes} fixes for {} findings", findings.len());
    }
}
