//! Disclosures in articles: which are seen, where, and of what they speak.

use super::*;
use crate::affiliate::Settings;
use crate::article::{Article, Dialect, Templates};
use crate::text::Source;

const LINK: &str = "[A kettle](https://kettle.pxf.io/c/1/2/3)";

fn article(text: &str, templates: Templates) -> Article {
    let dialect = Dialect { templates, ..Dialect::default() };
    Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &dialect)
}

fn surveyed<T>(article: &Article, look: impl Fn(&Survey<'_>) -> T) -> T {
    let settings = Settings::default();
    look(&Survey::of(article, &Context { settings: &settings, host: None, language: None }))
}

/// The disclosures of the page, as they are written.
fn told(text: &str, templates: Templates) -> Vec<String> {
    let article = article(text, templates);
    surveyed(&article, |survey| survey.disclosures().map(|note| note.span.of(article.text()).to_owned()).collect())
}

#[test]
fn what_is_visible_counts_wherever_it_stands() {
    for text in [
        "> We earn a commission.",
        "| Kettle | We earn a commission. |\n|---|---|\n| a | b |",
        "- We earn a commission.",
        "# We earn a commission.",
        "<aside>We earn a commission.</aside>",
        "<p aria-hidden=\"true\">We earn a commission.</p>",
        "<details open><summary>More</summary>We earn a commission.</details>",
        "<details><summary>We earn a commission.</summary>More</details>",
        "We `really` earn a commission.",
    ] {
        assert_eq!(told(&format!("{text}\n\n{LINK}\n"), Templates::None).len(), 1, "{text}");
    }
}

#[test]
fn what_is_not_seen_does_not_count() {
    for text in [
        "<!-- We earn a commission. -->",
        "<p hidden>We earn a commission.</p>",
        "<div style=\"display: none\">\n\nWe earn a commission.\n\n</div>",
        "Kettles. <span style=\"font-size:0\">We earn a commission.</span>",
        "<p class=\"sr-only\">We earn a commission.</p>",
        "<details><summary>More</summary>\n\nWe earn a commission.\n\n</details>",
        "<noscript>We earn a commission.</noscript>",
        "<template><p>We earn a commission.</p></template>",
        "<dialog>We earn a commission.</dialog>",
        "![We earn a commission](kettle.png \"We earn a commission\")",
        "`We earn a commission.`",
        "```\nWe earn a commission.\n```",
        "[Affiliate disclosure](/disclosure/)",
    ] {
        assert_eq!(told(&format!("{text}\n\n{LINK}\n"), Templates::None), [""; 0], "{text}");
    }
}

#[test]
fn a_bare_link_is_a_hint() {
    let text = format!("See our [Disclosure](/disclosure/).\n\n{LINK}\n");
    let article = article(&text, Templates::None);
    surveyed(&article, |survey| {
        let hints: Vec<_> = survey.hints().map(|note| note.span.of(article.text())).collect();
        assert_eq!(hints, ["Disclosure"]);
    });
}

#[test]
fn footnotes_come_behind_everything() {
    let text = format!("[^1]: We earn a commission.\n\n{LINK}[^1]\n");
    let article = article(&text, Templates::None);
    surveyed(&article, |survey| {
        let link = survey.links[0].span;
        assert!(survey.disclosures().next().is_some_and(|note| note.in_footnote() && !note.is_before(link)));
    });
}

#[test]
fn components_tell_by_their_names() {
    for (text, templates) in [
        ("<AffiliateDisclosure />", Templates::Mdx),
        ("<Disclosure>We</Disclosure>", Templates::Mdx),
        ("<ad-disclaimer></ad-disclaimer>", Templates::None),
        ("{{< affiliate-disclosure >}}", Templates::Shortcodes),
        ("{% include affiliate-disclosure.html %}", Templates::Liquid),
        ("{% include 'parts/amazon_disclosure.njk' %}", Templates::Nunjucks),
    ] {
        assert_eq!(told(&format!("{text}\n\n{LINK}\n"), templates).len(), 1, "{text}");
    }
    for (text, templates) in [
        ("<RiskDisclosure />", Templates::Mdx),
        ("import { Disclosure } from '@headlessui/react'\n\n<Disclosure>We</Disclosure>", Templates::Mdx),
        ("{{< disclaimer >}}", Templates::Shortcodes),
        ("{% include kettle.html %}", Templates::Liquid),
    ] {
        assert_eq!(told(&format!("{text}\n\n{LINK}\n"), templates), [""; 0], "{text}");
    }
}

/// Which of the advertisements in a text have a label.
fn labeled(text: &str) -> Vec<bool> {
    surveyed(&article(text, Templates::None), |survey| survey.blocks.iter().map(|block| block.label.is_some()).collect())
}

const AD: &str =
    "<!-- ad begin -->\n\n<a href=\"https://kettle.pxf.io/c/1/2/3\"><img src=\"k.png\" alt=\"Advertisement\"></a>\n\n<!-- ad end -->";

#[test]
fn a_label_stands_in_its_advertisement_or_directly_before() {
    for (text, expected) in [
        (format!("{AD}\n"), &[false][..]),
        (format!("Advertisement\n\n{AD}\n"), &[true]),
        (format!("## Advertisement\n\n{AD}\n"), &[true]),
        (format!("Advertisement\n\nA short line.\n\n{AD}\n"), &[true]),
        (format!("Advertisement\n\n{}\n\n{AD}\n", "A long line. ".repeat(20)), &[false]),
        (AD.replace("<a", "Advertisement\n\n<a"), &[true]),
    ] {
        assert_eq!(labeled(&text), expected, "{text}");
    }
}

#[test]
fn a_label_speaks_of_one_advertisement() {
    let inside = AD.replace("<a", "Advertisement\n\n<a");
    assert_eq!(labeled(&format!("{inside}\n\n{AD}\n")), [true, false]);
    assert_eq!(labeled(&format!("Advertisement\n\n{AD}\n\n{AD}\n")), [true, false]);
    // But a heading speaks of all that is under it.
    assert_eq!(labeled(&format!("## Advertisements\n\n{AD}\n\n{AD}\n").replace("Advertisements", "Ads")), [true, true]);
    assert_eq!(labeled(&format!("{LINK} (paid link)\n\n{AD}\n")), [false]);
}

#[test]
fn the_label_of_an_advertisement_says_nothing_of_the_page() {
    assert_eq!(told(&format!("{LINK}\n\nAdvertisement\n\n{AD}\n"), Templates::None), [""; 0]);
    assert_eq!(told(&format!("Advertisement\n\nA short line.\n\n{AD}\n\n{LINK}\n"), Templates::None), ["Advertisement"]);
}

#[test]
fn many_of_everything_are_looked_at_in_bounded_time() {
    let part = format!("Advertisement\n\n{AD}\n\n{LINK} (paid link)\n\n<p hidden>We earn a commission.</p>\n\n[Disclosure](/d/)\n\n");
    let article = article(&part.repeat(500), Templates::None);
    assert_eq!(surveyed(&article, |survey| survey.blocks.len()), 500);
}
