//! Small sites, one of each generator: where their pages are, and where their links lead. What is expected is what the generators'
//! own documentation says.

mod common;

use common::{Folder, copydesk};
use serde_json::Value;

/// What `inspect` says of the pages of a site.
struct Inspected(Vec<Value>);

fn inspect(files: &[(&str, &str)]) -> Inspected {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let folder = Folder::with(&files);
    let said = copydesk(&folder.root, &["inspect", "--format", "jsonl", "--as-of", "2026-01-01"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    Inspected(said.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect())
}

impl Inspected {
    fn generator(&self) -> &str {
        self.0[0]["generator"].as_str().expect("a page has a generator")
    }

    /// `path > url`, a page a line.
    fn urls(&self) -> Vec<String> {
        self.0.iter().map(|page| format!("{} > {}", text(&page["path"]), text(&page["url"]))).collect()
    }

    /// `href > where it leads`, a link a line.
    fn links(&self, path: &str) -> Vec<String> {
        let page = self.0.iter().find(|page| page["path"] == path).expect("the page is there");
        let leads = |link: &Value| match text(&link["target"]) {
            "page" => text(&link["resolved"]).to_string(),
            target => target.to_string(),
        };
        page["links"]
            .as_array()
            .expect("a page has links")
            .iter()
            .map(|link| format!("{} > {}", text(&link["href"]), leads(link)))
            .collect()
    }

    fn ids(&self, path: &str) -> Vec<&str> {
        let page = self.0.iter().find(|page| page["path"] == path).expect("the page is there");
        page["anchors"].as_array().expect("a page has anchors").iter().map(|anchor| text(&anchor["id"])).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

const POT: &str = "---\ntitle: The Brown Pot\ndate: 2024-03-05\n---\n\n## The Lid\n\nIt is small.\n";

fn page(body: &str) -> String {
    format!("---\ntitle: Teapots\ndate: 2024-03-06\n---\n\n{body}")
}

#[test]
fn hexo() {
    let links = page(
        "[a](/2024/03/05/brown-pot/#The-Lid)\n[b](../../05/brown-pot/)\n[c](brown-pot.md)\n{% post_link brown-pot %}\n[d]({% post_link brown-pot %})\n{% post_link black-pot %}\n[e](/lid.png)\n[f](/tags/tea/)\n",
    );
    let site = inspect(&[
        ("_config.yml", "title: Pots\nurl: https://pots.example\nnew_post_name: :title.md\n"),
        ("source/_posts/brown-pot.md", POT),
        ("source/_posts/teapots.md", &links),
        ("source/about/index.md", POT),
        ("source/_drafts/later.md", POT),
        ("source/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "hexo");
    assert_eq!(
        site.urls(),
        [
            "source/_drafts/later.md > -",
            "source/_posts/brown-pot.md > /2024/03/05/brown-pot/",
            "source/_posts/teapots.md > /2024/03/06/teapots/",
            "source/about/index.md > /about/"
        ]
    );
    assert_eq!(
        site.links("source/_posts/teapots.md"),
        [
            "/2024/03/05/brown-pot/#The-Lid > /2024/03/05/brown-pot/#The-Lid",
            "../../05/brown-pot/ > /2024/03/05/brown-pot/",
            "brown-pot.md > broken",
            "brown-pot > /2024/03/05/brown-pot/",
            "{% post_link brown-pot %} > /2024/03/05/brown-pot/",
            "black-pot > broken",
            "/lid.png > asset",
            "/tags/tea/ > asset",
        ]
    );
}

#[test]
fn hugo() {
    let links = page(
        "[a](/posts/brown-pot/#the-lid)\n[b](../brown-pot/)\n[c]({{< ref \"brown-pot.md#the-lid\" >}})\n{{< relref \"/posts/brown-pot\" >}}\n{{< ref \"black-pot\" >}}\n[d](/lid.png)\n[e](/tags/)\n[f](/old-pot/)\n",
    );
    let site = inspect(&[
        ("hugo.toml", "baseURL = \"https://pots.example/\"\ntitle = \"Pots\"\n"),
        (
            "content/posts/brown-pot.md",
            "---\ntitle: The Brown Pot\ndate: 2024-03-05\naliases: [/old-pot/]\n---\n\n## The Lid\n\nIt is small.\n",
        ),
        ("content/posts/teapots.md", &links),
        ("content/posts/Big Kettle/index.md", POT),
        ("content/posts/Big Kettle/notes.md", "Notes.\n"),
        ("content/posts/future.md", "---\ntitle: Later\ndate: 2099-01-01\n---\n\nNot yet.\n"),
        ("content/_index.md", "---\ntitle: Pots\n---\n"),
        ("static/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "hugo");
    assert_eq!(
        site.urls(),
        [
            "content/_index.md > /",
            "content/posts/Big Kettle/index.md > /posts/big-kettle/",
            "content/posts/brown-pot.md > /posts/brown-pot/",
            "content/posts/future.md > -",
            "content/posts/teapots.md > /posts/teapots/"
        ]
    );
    assert_eq!(
        site.links("content/posts/teapots.md"),
        [
            "/posts/brown-pot/#the-lid > /posts/brown-pot/#the-lid",
            "../brown-pot/ > /posts/brown-pot/",
            "{{< ref \"brown-pot.md#the-lid\" >}} > /posts/brown-pot/#the-lid",
            "\"/posts/brown-pot\" > /posts/brown-pot/",
            "\"black-pot\" > broken",
            "/lid.png > asset",
            "/tags/ > asset",
            "/old-pot/ > /posts/brown-pot/",
        ]
    );
}

#[test]
fn jekyll() {
    let links = page(
        "[a](/tea/2024/03/05/brown-pot.html#the-lid)\n[b]({% post_url 2024-03-05-brown-pot %})\n[c]({% link about.md %})\n[d]({% link nowhere.md %})\n[e](/assets/lid.png)\n[f](/feed.xml)\n[g]({{ site.baseurl }}/about)\n",
    );
    let site = inspect(&[
        ("_config.yml", "title: Pots\nmarkdown: kramdown\nplugins:\n  - jekyll-feed\n"),
        ("Gemfile", "gem \"jekyll\"\n"),
        ("_posts/2024-03-05-brown-pot.md", "---\ntitle: The Brown Pot\ncategories: tea\n---\n\n## The Lid\n\nIt is small.\n"),
        ("_posts/2024-03-06-teapots.md", &links),
        ("about.md", "---\ntitle: About\n---\n\nWe like pots.\n"),
        ("assets/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "jekyll");
    assert_eq!(
        site.urls(),
        [
            "_posts/2024-03-05-brown-pot.md > /tea/2024/03/05/brown-pot.html",
            "_posts/2024-03-06-teapots.md > /2024/03/06/teapots.html",
            "about.md > /about.html"
        ]
    );
    assert_eq!(
        site.links("_posts/2024-03-06-teapots.md"),
        [
            "/tea/2024/03/05/brown-pot.html#the-lid > /tea/2024/03/05/brown-pot.html#the-lid",
            "{% post_url 2024-03-05-brown-pot %} > /tea/2024/03/05/brown-pot.html",
            "{% link about.md %} > /about.html",
            "{% link nowhere.md %} > broken",
            "/assets/lid.png > asset",
            "/feed.xml > asset",
            "{{ site.baseurl }}/about > ignored",
        ]
    );
}

#[test]
fn docusaurus() {
    let links = "---\ntitle: Teapots\n---\n\n[a](./02-brown-pot.md#the-lid)\n[b](02-brown-pot.md)\n[c](/docs/pots/brown-pot)\n[d](@site/docs/pots/02-brown-pot.md)\n[e](./03-black-pot.md)\n[f](/img/lid.png)\n[g](/blog/2024/03/05/tea)\n[h](/docs/black-pot)\n";
    let site = inspect(&[
        ("docusaurus.config.js", "module.exports = {title: 'Pots', url: 'https://pots.example', baseUrl: '/'};\n"),
        ("docs/pots/01-teapots.md", links),
        ("docs/pots/02-brown-pot.md", "---\ntitle: The Brown Pot\n---\n\n## The Lid\n\nIt is small.\n"),
        ("docs/intro.md", "---\ntitle: Intro\nslug: /\n---\n\nHello.\n"),
        ("docs/_part.md", "A part.\n"),
        ("blog/2024-03-05-tea.md", "---\ntitle: Tea\n---\n\nHot.\n"),
        ("static/img/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "docusaurus");
    assert_eq!(
        site.urls(),
        [
            "blog/2024-03-05-tea.md > /blog/2024/03/05/tea",
            "docs/intro.md > /docs/",
            "docs/pots/01-teapots.md > /docs/pots/teapots",
            "docs/pots/02-brown-pot.md > /docs/pots/brown-pot"
        ]
    );
    assert_eq!(
        site.links("docs/pots/01-teapots.md"),
        [
            "./02-brown-pot.md#the-lid > /docs/pots/brown-pot#the-lid",
            "02-brown-pot.md > /docs/pots/brown-pot",
            "/docs/pots/brown-pot > /docs/pots/brown-pot",
            "@site/docs/pots/02-brown-pot.md > /docs/pots/brown-pot",
            "./03-black-pot.md > broken",
            "/img/lid.png > asset",
            "/blog/2024/03/05/tea > /blog/2024/03/05/tea",
            "/docs/black-pot > broken",
        ]
    );
}

#[test]
fn astro() {
    let site = inspect(&[
        ("astro.config.mjs", "export default { base: '/pots' };\n"),
        ("package.json", "{\"dependencies\": {\"astro\": \"*\"}}\n"),
        ("src/pages/about.md", "---\ntitle: About\n---\n\n[a](/pots/tea/)\n[b](./tea.md)\n[c](/pots/lid.png)\n[d](/pots/coffee/)\n"),
        ("src/pages/tea/index.md", "---\ntitle: Tea\n---\n\nHot.\n"),
        ("src/pages/_hidden.md", "---\ntitle: Hidden\n---\n\nNot here.\n"),
        ("src/pages/index.astro", "<h1>Pots</h1>\n"),
        ("public/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "astro");
    assert_eq!(site.urls(), ["src/pages/about.md > /pots/about/", "src/pages/tea/index.md > /pots/tea/"]);
    assert_eq!(
        site.links("src/pages/about.md"),
        ["/pots/tea/ > /pots/tea/", "./tea.md > broken", "/pots/lid.png > asset", "/pots/coffee/ > broken"]
    );
}

#[test]
fn mkdocs() {
    let links = "# Teapots\n\n[a](../brown-pot.md#the-lid)\n[b](../lid.png)\n[c](black-pot.md)\n";
    let site = inspect(&[
        (
            "mkdocs.yml",
            "site_name: Pots\nsite_url: https://example.org/pots/\nmarkdown_extensions:\n  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds: {case: lower}\n",
        ),
        ("docs/index.md", "# Pots\n"),
        ("docs/brown-pot.md", "# The Brown Pot\n\n## The Lid\n\nIt is small.\n"),
        ("docs/more/teapots.md", links),
        ("docs/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "mkdocs");
    assert_eq!(
        site.urls(),
        ["docs/brown-pot.md > /pots/brown-pot/", "docs/index.md > /pots/", "docs/more/teapots.md > /pots/more/teapots/"]
    );
    assert_eq!(
        site.links("docs/more/teapots.md"),
        ["../brown-pot.md#the-lid > /pots/brown-pot/#the-lid", "../lid.png > asset", "black-pot.md > broken"]
    );
}

#[test]
fn vitepress() {
    let links =
        "# Teapots\n\n[a](./brown-pot.md#the-lid)\n[b](./brown-pot)\n[c](/pots/brown-pot.html)\n[d](/lid.png)\n[e](./black-pot.md)\n";
    let site = inspect(&[
        (".vitepress/config.mts", "export default { title: 'Pots', cleanUrls: true }\n"),
        ("index.md", "# Pots\n"),
        ("pots/brown-pot.md", "# The Brown Pot\n\n## The Lid\n\nIt is small.\n"),
        ("pots/teapots.md", links),
        ("public/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "vitepress");
    assert_eq!(site.urls(), ["index.md > /", "pots/brown-pot.md > /pots/brown-pot", "pots/teapots.md > /pots/teapots"]);
    assert_eq!(
        site.links("pots/teapots.md"),
        [
            "./brown-pot.md#the-lid > /pots/brown-pot#the-lid",
            "./brown-pot > /pots/brown-pot",
            "/pots/brown-pot.html > /pots/brown-pot",
            "/lid.png > asset",
            "./black-pot.md > broken"
        ]
    );
}

#[test]
fn mdbook() {
    let files = |version: &'static str| {
        [
            ("book.toml", "[book]\ntitle = \"Pots\"\n"),
            ("copydesk.yml", version),
            ("src/SUMMARY.md", "# Summary\n\n- [Pots](README.md)\n  - [Brown](brown.md)\n"),
            ("src/README.md", "# Pots\n\n[a](brown.md#übers-glas)\n[b](black.md)\n[c](lid.png)\n[d](brown.html)\n"),
            ("src/brown.md", "# Brown\n\n## Übers Glas\n\nIt is small.\n"),
            ("src/lid.png", "png"),
            ("src/unlisted.md", "# Unlisted\n"),
        ]
    };
    let site = inspect(&files("site:\n  generator: mdbook\n"));
    assert_eq!(site.urls(), ["src/README.md > /", "src/brown.md > /brown.html"]);
    assert_eq!(
        site.links("src/README.md"),
        ["brown.md#übers-glas > /brown.html#übers-glas", "black.md > broken", "lid.png > asset", "brown.html > /brown.html"]
    );
    assert_eq!(site.ids("src/brown.md"), ["brown", "übers-glas"]);
    let old = inspect(&files("site:\n  generator: mdbook\n  version: \"0.4\"\n"));
    assert_eq!(old.ids("src/brown.md"), ["brown", "Übers-glas"]);
}

#[test]
fn zola() {
    let links = "+++\ntitle = \"Teapots\"\n+++\n\n[a](@/pots/brown-pot.md#the-lid)\n[b](@/pots/black-pot.md)\n[c](/lid.png)\n[d](/pots/brown-pot/)\n[e](/old-pot/)\n[f](/pots/green-pot/)\n";
    let site = inspect(&[
        ("config.toml", "base_url = \"https://pots.example\"\n"),
        ("content/pots/_index.md", "+++\ntitle = \"Pots\"\n+++\n"),
        (
            "content/pots/2024-03-05-Brown Pot.md",
            "+++\ntitle = \"The Brown Pot\"\naliases = [\"old-pot\"]\n+++\n\n## The Lid\n\nIt is small.\n",
        ),
        ("content/pots/brown-pot.fr.md", "+++\ntitle = \"La théière brune\"\n+++\n\nElle est brune.\n"),
        ("content/pots/teapots.md", &links.replace("@/pots/brown-pot.md", "@/pots/2024-03-05-Brown%20Pot.md")),
        ("static/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "zola");
    assert_eq!(
        site.links("content/pots/teapots.md"),
        [
            "@/pots/2024-03-05-Brown%20Pot.md#the-lid > /pots/brown-pot/#the-lid",
            "@/pots/black-pot.md > broken",
            "/lid.png > asset",
            "/pots/brown-pot/ > /pots/brown-pot/",
            "/old-pot/ > /pots/brown-pot/",
            "/pots/green-pot/ > broken",
        ]
    );
}

#[test]
fn eleventy() {
    let site = inspect(&[
        ("eleventy.config.js", "module.exports = function (config) { config.addPassthroughCopy('img'); };\n"),
        (
            "index.md",
            "---\ntitle: Pots\n---\n\n[a](/posts/2024-03-05-brown-pot/)\n[b](/pots-of-old/)\n[c](/img/lid.png)\n[d](/posts/black-pot/)\n[e](#the-lid)\n\n## The Lid\n",
        ),
        ("posts/2024-03-05-brown-pot.md", POT),
        ("old.md", "---\ntitle: Old\npermalink: /pots-of-old/\n---\n\nLong ago.\n"),
        ("img/lid.png", "png"),
    ]);
    assert_eq!(site.generator(), "eleventy");
    assert_eq!(site.urls(), ["index.md > /", "old.md > /pots-of-old/", "posts/2024-03-05-brown-pot.md > /posts/2024-03-05-brown-pot/"]);
    // Without a plugin, headings have no ids.
    assert_eq!(site.ids("index.md"), Vec::<&str>::new());
    assert_eq!(
        site.links("index.md"),
        [
            "/posts/2024-03-05-brown-pot/ > /posts/2024-03-05-brown-pot/",
            "/pots-of-old/ > /pots-of-old/",
            "/img/lid.png > asset",
            "/posts/black-pot/ > broken",
            "#the-lid > broken"
        ]
    );
}

#[test]
fn plain() {
    let site = inspect(&[
        ("README.md", "# Pots\n\n[a](docs/brown-pot.md#the-lid)\n[b](docs)\n[c](docs/black-pot.md)\n"),
        ("docs/brown-pot.md", "# The Brown Pot\n\n## The Lid\n"),
    ]);
    assert_eq!(site.generator(), "plain");
    assert_eq!(
        site.links("README.md"),
        ["docs/brown-pot.md#the-lid > docs/brown-pot.md#the-lid", "docs > asset", "docs/black-pot.md > broken"]
    );
}

type Files = &'static [(&'static str, &'static str)];

/// Sites of all generators whose configuration names a host, `https://pots.example` below `/shop/`: the files around the pages, the
/// page of the teapots, that of the brown pot, and the URL of the latter.
const HOSTED: &[(Files, [&str; 3])] = &[
    (
        &[("_config.yml", "url: https://pots.example/shop\nroot: /shop/\nnew_post_name: :title.md\npermalink: :title/\n")],
        ["source/_posts/teapots.md", "source/_posts/brown-pot.md", "/shop/brown-pot/"],
    ),
    (&[("hugo.toml", "baseURL = \"https://pots.example/shop/\"\n")], ["content/teapots.md", "content/brown-pot.md", "/shop/brown-pot/"]),
    (
        &[("_config.yml", "url: https://pots.example\nbaseurl: /shop\npermalink: /:title/\n"), ("Gemfile", "gem \"jekyll\"\n")],
        ["_posts/2024-03-06-teapots.md", "_posts/2024-03-05-brown-pot.md", "/shop/brown-pot/"],
    ),
    (
        &[("docusaurus.config.js", "module.exports = {title: 'Pots', url: 'https://pots.example', baseUrl: '/shop/'};\n")],
        ["docs/teapots.md", "docs/brown-pot.md", "/shop/docs/brown-pot"],
    ),
    (
        &[
            ("astro.config.mjs", "export default { site: 'https://pots.example', base: '/shop' };\n"),
            ("src/pages/index.astro", "<h1>Pots</h1>\n"),
        ],
        ["src/pages/teapots.md", "src/pages/brown-pot.md", "/shop/brown-pot/"],
    ),
    (
        &[("mkdocs.yml", "site_name: Pots\nsite_url: https://pots.example/shop/\n")],
        ["docs/teapots.md", "docs/brown-pot.md", "/shop/brown-pot/"],
    ),
    (
        &[(".vitepress/config.mts", "export default { base: '/shop/', sitemap: { hostname: 'https://pots.example/shop/' } }\n")],
        ["teapots.md", "brown-pot.md", "/shop/brown-pot.html"],
    ),
    (
        &[("config.toml", "base_url = \"https://pots.example/shop\"\n"), ("content/_index.md", "+++\n+++\n")],
        ["content/teapots.md", "content/brown-pot.md", "/shop/brown-pot/"],
    ),
];

#[test]
fn links_with_the_host_of_the_site() {
    for (files, [teapots, pot, url]) in HOSTED {
        let host = "https://pots.example";
        let links = [
            (format!("{host}{url}"), *url),
            (format!("HTTP://Pots.Example:80{url}?from=mail#the-lid"), "#the-lid"),
            (format!("//pots.example{url}#the-spout"), "broken"),
            // Something else may be there.
            (format!("{host}/shop/black-pot/"), "external"),
            (format!("{host}/brown-pot/"), "external"),
            (format!("{host}:8080{url}"), "external"),
            (format!("https://www.pots.example{url}"), *url),
            (format!("https://tea.pots.example{url}"), "external"),
            (format!("https://pots.example.org{url}"), "external"),
        ];
        let body: String = links.iter().map(|(href, _)| format!("[a]({href})\n")).collect();
        let (own, body) = (page(&body), POT.replace("## The Lid", "## The Lid\n\n<a id=\"the-lid\"></a>"));
        let all: Vec<(&str, &str)> = files.iter().copied().chain([(*teapots, own.as_str()), (*pot, body.as_str())]).collect();
        let site = inspect(&all);
        let expected: Vec<String> = links
            .iter()
            .map(|(href, leads)| format!("{href} > {}", if leads.starts_with('#') { format!("{url}{leads}") } else { leads.to_string() }))
            .collect();
        assert_eq!(site.links(teapots), expected, "{}", site.generator());
    }
}

#[test]
fn canonical_urls_with_the_host_of_the_site() {
    for (files, [teapots, pot, url]) in HOSTED {
        let head = format!(
            "---\ntitle: Teapots\ndate: 2024-03-06\ncanonical: https://pots.example/shop/black-pot/\nhreflang:\n  en: https://pots.example{url}\n  fr: https://pots.example/shop/fr/pot/\n  de: https://pots.example/laden/\n---\n\nHot.\n"
        );
        let all = files.iter().copied().chain([(*teapots, head.as_str()), (*pot, POT)]);
        let files: Vec<(&str, &[u8])> = all.map(|(path, text)| (path, text.as_bytes())).collect();
        let folder = Folder::with(&files);
        let arguments = ["check", "--all", "--format", "concise", "--select", "front-matter/broken-canonical", "--fail-on", "never"];
        let said = copydesk(&folder.root, &arguments);
        let found: Vec<&str> = said.out.lines().filter_map(|line| line.split("has the URL ").nth(1)).collect();
        assert_eq!(found, ["`/shop/black-pot/`", "`/shop/fr/pot/`"], "{teapots}: {}", said.out);
    }
}

/// What a site includes may stand outside of its own folder, as its articles do.
#[test]
fn partials_beside_the_site() {
    let page = "---\ntitle: Teapots\n---\n\nimport Lids from './_lids.mdx';\n\n<Lids />\n\n[a](#the-lid)\n[b](#the-spout)\n";
    let site = inspect(&[
        (
            "website/docusaurus.config.js",
            "module.exports = {url: 'https://pots.example', baseUrl: '/', presets: [['classic', {docs: {path: '../docs'}}]]};\n",
        ),
        ("docs/teapots.mdx", page),
        ("docs/_lids.mdx", "## The Lid\n\nIt is small.\n"),
    ]);
    assert_eq!(site.urls(), ["docs/teapots.mdx > /docs/teapots"]);
    assert_eq!(site.links("docs/teapots.mdx"), ["#the-lid > /docs/teapots#the-lid", "#the-spout > broken"]);
}

#[test]
fn drafts_behind_the_host_of_the_site_are_noticed() {
    let folder = Folder::with(&[
        ("hugo.toml", b"baseURL = \"https://pots.example/\"\n"),
        ("content/teapots.md", page("[a](https://pots.example/brown-pot/)\n[b](https://pots.example/black-pot/)\n").as_bytes()),
        ("content/brown-pot.md", b"---\ntitle: The Brown Pot\ndraft: true\n---\n\nNot yet.\n"),
    ]);
    let said = copydesk(&folder.root, &["check", "--all", "--format", "concise", "--select", "link", "--fail-on", "never"]);
    let found: Vec<&str> = said.out.lines().filter(|line| line.contains(" link/")).collect();
    assert!(matches!(found[..], [line] if line.contains("link/unpublished-target: `https://pots.example/brown-pot/`")), "{}", said.out);
}

#[test]
fn a_server_for_development_is_not_the_site() {
    let site = inspect(&[
        ("hugo.toml", "baseURL = \"http://localhost:1313/\"\n"),
        ("content/teapots.md", &page("[a](http://localhost:1313/brown-pot/)\n[b](http://localhost/brown-pot/)\n")),
        ("content/brown-pot.md", POT),
    ]);
    let links = site.links("content/teapots.md");
    assert!(links.iter().all(|link| link.ends_with("> external")), "{links:?}");
}

#[test]
fn the_nearest_site_root_wins() {
    let site = inspect(&[
        ("hugo.toml", "baseURL = \"https://pots.example/\"\n"),
        ("content/posts/brown-pot.md", POT),
        ("handbook/book.toml", "[book]\ntitle = \"Handbook\"\n"),
        ("handbook/src/SUMMARY.md", "# Summary\n\n- [Brown](brown.md)\n"),
        ("handbook/src/brown.md", "# Brown\n"),
    ]);
    assert_eq!(site.urls(), ["content/posts/brown-pot.md > /posts/brown-pot/", "handbook/src/brown.md > /brown.html"]);
}
