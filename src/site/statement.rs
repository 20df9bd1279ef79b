//! Whether a site makes the statement that Amazon asks of its Associates, for all of its pages.

use super::Site;
use crate::facts::{Facts, Statement};

/// Pages on which a site speaks of itself, in the languages that we know: words of a file's name, or of a title.
const ABOUT: &[&str] = &[
    // English, and what others take from it.
    "about",
    "affiliate",
    "affiliates",
    "colophon",
    "disclaimer",
    "disclosure",
    "disclosures",
    "footer",
    "imprint",
    "legal",
    "policies",
    "policy",
    "privacy",
    "terms",
    "transparency",
    // German, French, Spanish, Portuguese, Italian, Dutch.
    "datenschutz",
    "haftungsausschluss",
    "impressum",
    "offenlegung",
    "transparenz",
    "werbung",
    "affiliation",
    "apropos",
    "confidentialité",
    "légales",
    "legales",
    "afiliados",
    "aviso",
    "privacidad",
    "privacidade",
    "sobre",
    "termos",
    "términos",
    "affiliazione",
    "chi",
    "informativa",
    "legali",
    "trasparenza",
    "over",
    "voorwaarden",
    // Chinese, Japanese, Korean, Russian: as a part of the title.
    "关于",
    "關於",
    "免责",
    "免責",
    "隐私",
    "隱私",
    "声明",
    "聲明",
    "運営者",
    "プライバシー",
    "このサイト",
    "当サイト",
    "広告",
    "소개",
    "개인정보",
    "면책",
    "обо",
    "конфиденциальности",
    "реклама",
];

impl<'a> Site<'a> {
    /// The same site, whose theme makes the statement or does not.
    pub fn with_theme_statement(mut self, is_there: bool) -> Site<'a> {
        self.states_amazon |= is_there;
        self
    }

    /// Whether the site makes the statement in its theme, on a page about itself, or on one of the pages that `is_such` knows.
    pub fn states_amazon(&self, is_such: impl Fn(&Facts) -> bool) -> bool {
        self.states_amazon || self.amazon_statements.iter().any(|&id| is_such(&self.pages[id as usize]))
    }
}

/// Whether a page makes the statement for the whole site.
pub(super) fn speaks_for_site(page: &Facts) -> bool {
    page.amazon_statement == Statement::Seen
        && (page.is_home() || is_about(name(page)) || page.title.as_ref().is_some_and(|title| is_title(&title.text)))
}

/// The name of a page: that of its file, or of its folder.
fn name(page: &Facts) -> &str {
    match page.stem() {
        "index" | "_index" | "README" | "+page" => page.folder().rsplit('/').next().unwrap_or_default(),
        stem => stem,
    }
}

/// The title of an article may have such a word among others; that of a page about the site is short.
fn is_title(title: &str) -> bool {
    title.split_whitespace().count() <= 4 && is_about(title)
}

fn is_about(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ABOUT.iter().any(|about| word == *about || !about.is_ascii() && word.contains(about)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_about_the_site() {
        for name in [
            "about",
            "affiliate-disclosure",
            "Privacy Policy",
            "Impressum",
            "mentions-légales",
            "关于本站",
            "当サイトについて",
            "terms_of_use",
        ] {
            assert!(is_about(name), "{name}");
        }
        for name in ["kettles", "aboutness", "the-best-kettle", "", "水壶"] {
            assert!(!is_about(name), "{name}");
        }
        assert!(is_title("About us") && !is_title("All you must know about kettles"));
    }
}
