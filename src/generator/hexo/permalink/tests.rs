//! URLs of posts and pages, by template and front matter.

use super::*;

const DATE: Date = Date { year: 2023, month: 7, day: 4, hour: 9, minute: 5, second: 59 };

fn post(path: &str) -> Article<'_> {
    Article { title: Some("A Title"), date: Some(DATE), ..Article::new(path) }
}

fn at(permalink: &str) -> Site<'_> {
    Site { permalink, ..Site::default() }
}

/// The address where no other front matter is of any matter.
fn plain(site: &Site<'_>, article: &Article<'_>) -> Address {
    address(site, article, |_| None)
}

fn page(url: &str) -> Address {
    Address::Page(url.to_owned())
}

#[test]
fn a_post_has_its_date_and_its_path_below_posts() {
    for (path, expected) in [
        ("_posts/tea.md", "/2023/07/04/tea/"),
        ("_posts/Green Tea.md", "/2023/07/04/Green%20Tea/"),
        ("_posts/asia/绿茶.md", "/2023/07/04/asia/%E7%BB%BF%E8%8C%B6/"),
        ("_posts/v1.2.md", "/2023/07/04/v1.2/"),
        ("_posts/C# & tea+.md", "/2023/07/04/C%23%20&%20tea+/"),
        ("_posts/50%.md", "/2023/07/04/50%25/"),
        ("_posts/2020-01-01-tea.md", "/2023/07/04/2020-01-01-tea/"),
        ("_posts/blends/index.md", "/2023/07/04/blends/index/"),
    ] {
        assert_eq!(plain(&Site::default(), &post(path)), page(expected));
    }
}

#[test]
fn placeholders() {
    for (template, expected) in [
        (":year/:i_month/:i_day/:name.html", "/2023/7/4/tea.html"),
        (":hour-:minute_:second_/:title/", "/09-05_59_/asia/tea/"),
        ("p/:post_title/", "/p/a-title/"),
        (":category/:slug/", "/uncategorized/asia/tea/"),
        ("/lead/:name/", "/lead/tea/"),
        ("no:/:name/index.html", "/no:/tea/"),
    ] {
        assert_eq!(plain(&at(template), &post("_posts/asia/tea.md")), page(expected));
    }
}

#[test]
fn what_only_a_build_knows_is_unknown() {
    for template in [":hash/", ":timestamp/", ":id/", ":abbrlink.html", ":titles/"] {
        assert_eq!(plain(&at(template), &post("_posts/tea.md")), Address::Unknown, "{template}");
    }
    assert_eq!(plain(&Site::default(), &Article::new("_posts/tea.md")), Address::Unknown);
    assert_eq!(plain(&at(":title/"), &Article::new("_posts/tea.md")), page("/tea/"));
}

#[test]
fn a_post_may_have_no_title() {
    let site = at("p/:post_title/");
    assert_eq!(plain(&site, &Article::new("_posts/Green Tea.md")), page("/p//"));
    let site = Site { use_slug_as_post_title: true, ..site };
    assert_eq!(plain(&site, &Article::new("_posts/Green Tea.md")), page("/p/green-tea/"));
}

#[test]
fn with_asset_folders_every_post_is_a_folder() {
    let site = Site { post_asset_folder: true, ..at(":title") };
    assert_eq!(plain(&site, &post("_posts/tea.md")), page("/tea/"));
    assert_eq!(plain(&site, &post("_posts/tea/label.html")), Address::NotBuilt);
    assert_eq!(plain(&at(":title"), &post("_posts/tea.md")), Address::File("/tea".to_owned()));
}

#[test]
fn front_matter_and_defaults_fill_other_placeholders() {
    let site = Site { permalink: ":lang/:abbrlink/:title/", permalink_defaults: &[("lang", "en"), ("title", "no")], ..Site::default() };
    let field = |name: &str| (name == "abbrlink").then_some(Cow::Borrowed("4a7f"));
    assert_eq!(address(&site, &post("_posts/tea.md"), field), page("/en/4a7f/tea/"));
    let field = |name: &str| ["abbrlink", "lang", "title"].contains(&name).then_some(Cow::Borrowed("zh"));
    assert_eq!(address(&site, &post("_posts/tea.md"), field), page("/zh/zh/tea/"));
    assert_eq!(address(&at(":id.html"), &post("_posts/tea.md"), |_| Some(Cow::Borrowed("7"))), page("/7.html"));
}

#[test]
fn categories_are_slugs_of_a_path() {
    let url = |site: &Site<'_>, categories: &[&[&str]]| plain(site, &Article { categories, ..post("_posts/tea.md") });
    let site = at(":category/:title/");
    assert_eq!(url(&site, &[&["Hot Drinks", "Tea"]]), page("/Hot-Drinks/Tea/tea/"));
    assert_eq!(url(&site, &[&["Hot Drinks"], &["Tea"]]), Address::Unknown);
    let mapped = Site { category_map: &[("茶", "Tea")], filename_case: Case::Lower, ..site };
    assert_eq!(url(&mapped, &[&["茶", "Green Tea"]]), page("/tea/green-tea/tea/"));
}

#[test]
fn a_permalink_of_the_front_matter_replaces_all() {
    let with = |path, permalink| Article { permalink: Some(permalink), ..post(path) };
    let site = Site::default();
    for (permalink, expected) in [
        ("cups/tea/", page("/cups/tea/")),
        ("/cups/tea.html", page("/cups/tea.html")),
        (":title/", page("/:title/")),
        ("cups/tea", Address::File("/cups/tea".to_owned())),
        ("https://tea.example/cups/", Address::Unknown),
        ("", page("/2023/07/04/tea/")),
    ] {
        assert_eq!(plain(&site, &with("_posts/tea.md", permalink)), expected);
    }
    for (permalink, expected) in
        [("cups/tea/", "/cups/tea/"), ("cups/tea", "/cups/tea.html"), ("cups/tea.html", "/cups/tea.html"), ("", "/tea.html")]
    {
        assert_eq!(plain(&site, &with("tea.md", permalink)), page(expected));
    }
    let folders = Site { post_asset_folder: true, ..site };
    assert_eq!(plain(&folders, &with("_posts/tea.md", "cups/tea")), page("/cups/tea/"));
    assert_eq!(plain(&folders, &with("_posts/tea.md", "cups/tea.html")), page("/cups/tea.html"));
}

#[test]
fn pages_keep_their_paths() {
    for (path, expected) in [
        ("index.md", "/"),
        ("about/index.md", "/about/"),
        ("about/my index.md", "/about/my%20index.html"),
        ("myindex.md", "/myindex.html"),
        ("v1.2/tea.html", "/v1.2/tea.html"),
    ] {
        assert_eq!(plain(&Site::default(), &Article::new(path)), page(expected));
    }
    assert_eq!(plain(&Site::default(), &Article { published: false, ..Article::new("tea.md") }), page("/tea.html"));
}

#[test]
fn drafts_and_hidden_files_are_not_built() {
    let site = at(":title/");
    for path in ["_drafts/tea.md", "_posts/_tea.md", "_posts/.old/tea.md", "_posts/_old/tea.md", "_tea.md", "_data/tea.md", "tea.md~"] {
        assert_eq!(plain(&site, &post(path)), Address::NotBuilt, "{path}");
    }
    let unpublished = Article { published: false, ..post("_posts/tea.md") };
    assert_eq!(plain(&site, &unpublished), Address::NotBuilt);
    let drafts = Site { render_drafts: true, ..site.clone() };
    assert_eq!(plain(&drafts, &post("_drafts/tea.md")), page("/tea/"));
    assert_eq!(plain(&drafts, &unpublished), page("/tea/"));
    let included = |path| plain(&site, &Article { included: true, ..Article::new(path) });
    assert_eq!(included("_tea.md"), page("/_tea.html"));
    assert_eq!(included("_posts/_tea.md"), Address::NotBuilt);
}

#[test]
fn the_name_of_a_file_is_read_by_its_template() {
    let site = Site { new_post_name: ":year-:i_month-:day-:lang-:title.md", permalink: ":year/:month/:lang/:title/", ..Site::default() };
    assert_eq!(plain(&site, &Article::new("_posts/2021-3-09-en-green-tea.md")), page("/2021/03/en/green-tea/"));
    assert_eq!(plain(&site, &Article::new("_posts/2021-13-09-en-tea.md")), Address::Unknown);
    // The front matter's date goes first.
    assert_eq!(plain(&site, &post("_posts/2021-12-09-en-tea.md")), page("/2023/07/en/tea/"));
    // A name that does not fit is slugized whole.
    let by_name = Site { permalink: ":title/", ..site };
    assert_eq!(plain(&by_name, &post("_posts/asia/Green Tea.md")), page("/asia-Green-Tea/"));
}

#[test]
fn a_site_may_have_a_folder_of_its_host() {
    for root in ["/blog/", "/blog", "blog/"] {
        let site = Site { root, permalink: ":title/", ..Site::default() };
        assert_eq!(plain(&site, &post("_posts/tea.md")), page("/blog/tea/"));
        assert_eq!(plain(&site, &Article::new("index.md")), page("/blog/"));
    }
}
