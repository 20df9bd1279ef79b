//! What looks broken on real sites and is not, and what looks alike and is. Each test is a small site of its own.

mod common;

use common::{Folder, listed};

const HEXO: (&str, &str) = ("_config.yml", "title: Pots\nurl: https://pots.example\nnew_post_name: :title.md\npermalink: :title/\n");
const JEKYLL: (&str, &str) = ("_config.yml", "title: Pots\nmarkdown: kramdown\nplugins: [jekyll-relative-links]\n");
const GEMFILE: (&str, &str) = ("Gemfile", "gem \"jekyll\"\n");
const HUGO: (&str, &str) = ("hugo.toml", "baseURL = \"https://pots.example/\"\ntitle = \"Pots\"\n");
const DOCUSAURUS: (&str, &str) = ("docusaurus.config.js", "module.exports = {title: 'Pots', url: 'https://pots.example', baseUrl: '/'};\n");
const MKDOCS: (&str, &str) = ("mkdocs.yml", "site_name: Pots\nmarkdown_extensions:\n  - attr_list\n  - admonition\n");
const MDBOOK: (&str, &str) = ("book.toml", "[book]\ntitle = \"Pots\"\n");
const ZOLA: (&str, &str) = ("config.toml", "base_url = \"https://pots.example\"\n");

/// The findings of the rules of these categories, or of these rules.
fn findings(files: &[(&str, &str)], of: &[&str]) -> Vec<String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let folder = Folder::with(&files);
    let run = folder.run();
    assert!(run.trouble.is_empty(), "{:?}", run.trouble);
    assert!(run.articles > 0, "nothing was read");
    let wanted = |line: &String| of.iter().any(|rule| line.contains(&format!(" {rule}")));
    listed(&folder.root, &run).into_iter().filter(wanted).collect()
}

/// All that is said of links and images on this site.
fn links(files: &[(&str, &str)]) -> Vec<String> {
    findings(files, &["link/", "image/"])
}

/// Nothing at all is said of this site.
fn quiet(files: &[(&str, &str)]) {
    assert_eq!(findings(files, &[""]), Vec::<String>::new());
}

/// A page with a title, for generators that read front matter.
fn titled(body: &str) -> String {
    format!("---\ntitle: The Brown Pot\ndate: 2024-03-05\n---\n\n{body}")
}

// Anchors.

#[test]
fn slugs_are_those_of_the_generator() {
    let body = titled("[Care](#Care-Use) or [care](#care--use)\n\n## Care & Use\n\nIt is glazed.\n");
    assert_eq!(links(&[HEXO, ("source/_posts/a.md", &body)]), [r##"source/_posts/a.md:6 link/broken-fragment "#care--use""##]);
    assert_eq!(links(&[HUGO, ("content/posts/a.md", &body)]), [r##"content/posts/a.md:6 link/broken-fragment "#Care-Use""##]);
    let zola = "+++\ntitle = \"The Brown Pot\"\n+++\n\n[Crabs](#crabs-crab)\n\n## Crabs (🦀)\n\nNone.\n";
    quiet(&[ZOLA, ("content/a.md", zola)]);
}

#[test]
fn explicit_ids_count_and_ids_of_advertisements_are_no_sections() {
    quiet(&[
        MKDOCS,
        (
            "docs/index.md",
            "# Pots\n\n[Glaze](#shine), [lid](#top-part)\n\n## The glaze { #shine }\n\nIt is brown.\n\n<a id=\"top-part\"></a>\n\nThe lid.\n",
        ),
    ]);
    quiet(&[DOCUSAURUS, ("docs/a.mdx", &titled("[Glaze](#shine)\n\n## The glaze {/* #shine */}\n\nIt is brown.\n"))]);
    quiet(&[
        JEKYLL,
        GEMFILE,
        ("_posts/2024-03-05-a.md", "---\ntitle: The Brown Pot\n---\n\n[Glaze](#shine)\n\n## The glaze\n{: #shine}\n\nIt is brown.\n"),
    ]);
}

#[test]
fn slugs_are_made_of_the_heading_as_shown() {
    let body = titled(
        "[a](#pot-)\n[b](#lids-ios)\n[c](#tea--pot)\n[d](#lids-ios-1)\n\n## `<Pot />`\n\n## Lids <span className=\"os\">iOS</span>\n\n## Tea &amp; \\*Pot\\*\n\n## [Lids](https://lids.example) iOS\n",
    );
    quiet(&[DOCUSAURUS, ("docs/a.mdx", &body)]);
}

#[test]
fn fragments_are_decoded_and_some_always_work() {
    let body = titled("[a](#%E8%8C%B6)\n[b](#top)\n[c](#)\n[d](#:~:text=brown)\n[e](#caf&eacute;)\n\n## 茶\n\nIt is brown.\n\n## Café\n");
    let found = findings(&[HUGO, ("content/posts/a.md", &body)], &["link/broken-fragment"]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn templates_and_code_are_no_links() {
    let body =
        titled("[a]({{ page.url }}#{{ page.id }}) and `[b](#nowhere)` and [c [d](x.svg) e](#f\n\n<code><a href=\"#var#\">x</a></code>\n");
    let files = [JEKYLL, GEMFILE, ("_posts/2024-03-05-a.md", body.as_str())];
    assert_eq!(findings(&files, &["link/broken-fragment"]), Vec::<String>::new());
}

#[test]
fn ids_that_a_page_gets_from_elsewhere_can_be_allowed() {
    let body = titled("[Write to us](#letters)\n");
    let files =
        |config: &'static str| [HUGO, ("copydesk.yml", config), ("content/posts/a.md", body.as_str())].map(|(p, t)| (p, t.to_string()));
    let found = |config| {
        let files = files(config);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        findings(&files, &["link/broken-fragment"]).len()
    };
    assert_eq!(found("rules:\n  link/broken-fragment:\n    allow: [letters]\n"), 0);
    assert_eq!(found("rules: {}\n"), 1);
}

#[test]
fn footnotes_notes_and_tasks_are_no_links() {
    quiet(&[(
        "README.md",
        "# Pots\n\n> [!NOTE]\n> It is brown.[^1]\n\n- [ ] wash\n- [x] dry\n\nSee [the lid][lid].\n\n## Lid\n\n[^1]: Not black.\n\n[lid]: #lid\n",
    )]);
}

// Front matter.

#[test]
fn without_front_matter_the_h1_is_the_title() {
    quiet(&[MDBOOK, ("src/SUMMARY.md", "# Summary\n\n- [Pots](pots.md)\n"), ("src/pots.md", "# Pots\n\nThey are brown.\n")]);
    quiet(&[MKDOCS, ("docs/index.md", "# Pots\n\nThey are brown.\n")]);
}

#[test]
fn the_same_thing_has_many_names() {
    let page = "---\ntitle: The Brown Pot\nsummary: Which pot keeps the tea warm for an hour\ndate: \"2024-03-05T10:00:00+02:00\"\nbanner_image:\ntags: []\nseo:\n  links:\n    - name: shop\n      href: /shop/\n---\n\nIt is glazed.\n";
    quiet(&[HUGO, ("content/posts/a.md", page)]);
}

#[test]
fn front_matter_comes_in_many_forms() {
    quiet(&[
        ZOLA,
        ("content/a.md", "+++\ntitle = \"The Brown Pot\"\ndate = 2024-03-05\n\n[extra]\nlead = \"It is glazed\"\n+++\n\nIt is glazed.\n"),
    ]);
    quiet(&[
        HEXO,
        ("source/_posts/a.md", "title: The Brown Pot\ndate: 2024-03-05\n---\n\nIt is glazed.\n\n---\n\nThe lid\n---\n\nIt is small.\n"),
    ]);
    quiet(&[HUGO, ("content/posts/a.md", "\u{feff}---\ntitle: The Brown Pot\n---\n\nIt is glazed.\n")]);
}

#[test]
fn drafts_sections_and_scaffolds_are_judged_leniently() {
    quiet(&[
        HUGO,
        ("content/posts/_index.md", "---\n---\n"),
        ("content/posts/a.md", "---\ntitle: The Brown Pot\n---\n\nIt is glazed.\n"),
        ("content/posts/b.md", "---\ndraft: true\n---\n\nNot yet.\n"),
        ("archetypes/default.md", "---\ntitle: \"{{ .Name }}\"\n---\n\n[x](nowhere.md)\n"),
    ]);
}

// Duplicates.

#[test]
fn languages_versions_and_generated_pairs_share_their_titles() {
    let page = "---\ntitle: The Brown Pot\n---\n\nIt is glazed.\n";
    let found = |files: &[(&str, &str)]| findings(files, &["title/duplicate"]);
    assert_eq!(found(&[HEXO, ("source/a.md", page), ("source/fr/a.md", page), ("source/ja/a.md", page)]), Vec::<String>::new());
    assert_eq!(found(&[DOCUSAURUS, ("docs/a.md", page), ("versioned_docs/version-1.0/a.md", page)]), Vec::<String>::new());
    assert_eq!(found(&[HEXO, ("source/a.md", page), ("source/b.md", page)]).len(), 2);
}

#[test]
fn a_description_that_only_wraps_the_title_says_nothing() {
    let page =
        "---\ntitle: The Brown Pot on Our Table\ndescription: This article describes The Brown Pot on Our Table\n---\n\nIt is glazed.\n";
    assert_eq!(findings(&[HEXO, ("source/_posts/a.md", page)], &["description/"]).len(), 1);
}

// Affiliate links.

#[test]
fn the_disclosure_may_be_in_another_language() {
    let link = "<a href=\"https://www.amazon.co.jp/dp/B000000000?tag=pots-22\" rel=\"sponsored\">急須</a>";
    let page = titled(&format!("※本記事にはプロモーションが含まれています。\n\n{link}を使っています。\n"));
    assert_eq!(findings(&[HEXO, ("source/_posts/a.md", &page)], &["affiliate/undisclosed"]), Vec::<String>::new());
}

#[test]
fn affiliate_links_hide_behind_paths_and_tags() {
    let page = titled("<a href=\"https://pots.sjv.io/c/111/222/333\">a pot</a>\n");
    assert_eq!(findings(&[HEXO, ("source/_posts/a.md", &page)], &["affiliate/"]).len(), 2);
}

#[test]
fn not_every_shop_link_is_an_affiliate_link() {
    quiet(&[
        HEXO,
        (
            "source/_posts/a.md",
            &titled(
                "The [shop](https://www.amazon.com/dp/B000000000) has it, as has [our list](https://github.com/pots/list?ref=github). This release is sponsored by the Tea Club.\n",
            ),
        ),
    ]);
}

#[test]
fn a_marked_block_without_an_advertisement_is_no_missing_disclosure() {
    let page = titled(
        "<!-- affiliate ads begin -->\n<iframe title=\"How it is made\" src=\"https://www.youtube.com/embed/abc\"></iframe>\n<!-- affiliate ads end -->\n\nIt is glazed.\n",
    );
    assert_eq!(findings(&[HEXO, ("source/_posts/a.md", &page)], &["affiliate/un", "affiliate/missing-rel"]), Vec::<String>::new());
}

// Structure, images, words.

#[test]
fn the_theme_prints_the_title_or_the_body_has_it() {
    quiet(&[HEXO, ("source/_posts/a.md", &titled("## The glaze\n\nIt is brown.\n\n```sh\n# not a heading\n```\n"))]);
    quiet(&[MKDOCS, ("docs/index.md", "# Pots\n\nThe glaze\n---------\n\nIt is brown.\n")]);
}

#[test]
fn an_empty_alternative_text_is_one() {
    let page = titled(
        "<img src=\"/lid.png\" alt=\"\"> and ![the lid][lid].\n\n{{< img src=\"/lid.png\" >}}\n\n![](/lid.png)\n\n[lid]: /lid.png\n",
    );
    let found = findings(&[HUGO, ("static/lid.png", "png"), ("content/posts/a.md", &page)], &["image/"]);
    assert_eq!(found, [r#"content/posts/a.md:10 image/missing-alt "![](/lid.png)""#]);
}

#[test]
fn documentation_names_its_things_often() {
    let page = format!(
        "# Kettle\n\n{}",
        "Use `Kettle.boil()` to boil. The example shows [Kettle.boil](https://kettle.example/Kettle/boil).\n\n".repeat(30)
    );
    assert_eq!(findings(&[MKDOCS, ("docs/index.md", &page)], &["content/keyword-stuffing"]), Vec::<String>::new());
}

#[test]
fn what_generators_add_is_neither_prose_nor_html() {
    let page = "# Pots\n\n!!! note \"The lid\"\n    It is [small](#size).\n\n/// tip\n\nTurn it.\n\n///\n\n{* ../code/pot.py ln[1:3] *}\n\n## Size\n\nTwo cups.\n";
    quiet(&[
        ("mkdocs.yml", "site_name: Pots\nmarkdown_extensions:\n  - admonition\n  - pymdownx.blocks.admonition\n"),
        ("docs/index.md", page),
    ]);
    let mdx = "---\ntitle: The Brown Pot\n---\n\nimport Lid from '../lid';\n\n:::tip\n\nIt is [small](#size).\n\n:::\n\n<Lid size={2} />\n\n## Size\n\nTwo cups.\n";
    quiet(&[DOCUSAURUS, ("docs/a.mdx", mdx)]);
    quiet(&[
        JEKYLL,
        GEMFILE,
        (
            "_posts/2024-03-05-a.md",
            "---\ntitle: The Brown Pot\n---\n\n{% raw %}{{ pot }}{% endraw %} {%- include lid.html -%}\n\nIt is brown.\n",
        ),
    ]);
}

#[test]
fn line_ends_file_names_and_bytes_of_all_kinds() {
    quiet(&[("docs/急須 @ home.md", "# Pot\r\n\r\nIt is [glazed](#pot).\r\n"), ("docs/empty.md", "")]);
    let folder = Folder::with(&[("docs/a.md", b"# Pot\n\nIt is \x85 glazed.\n\n[gone](gone.md)\n")]);
    let run = folder.run();
    assert_eq!(listed(&folder.root, &run).len(), 2, "the byte, and the link behind it");
}
