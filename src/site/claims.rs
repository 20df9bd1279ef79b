//! Who answers at an address: pages by their URLs and aliases, and what the configuration redirects.

use super::links::{Target, url_key};
use super::{PageId, Site};
use crate::facts::{Facts, Said, is_external, own_rest};
use crate::text::percent_decoded;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// An address that a page is served at: its URL, or one of its aliases.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    pub page: &'a Facts,
    pub alias: Option<&'a Said>,
}

impl<'a> Claim<'a> {
    /// The address.
    pub fn url(self) -> &'a str {
        self.alias.map_or(self.page.url.as_deref().unwrap_or_default(), |alias| &alias.text)
    }
}

/// The claims of published pages, by hashes of their addresses: few addresses have a second claim, and only those keep a list.
#[derive(Default)]
pub(super) struct Claims {
    first: FxHashMap<u64, (PageId, u32)>,
    shared: FxHashMap<u64, Vec<(PageId, u32)>>,
}

/// The claim of a page's own URL; its aliases count from 1.
const OWN: u32 = 0;

impl Claims {
    pub(super) fn reserve(&mut self, pages: usize) {
        self.first.reserve(pages);
    }

    pub(super) fn add(&mut self, id: PageId, page: &Facts) {
        let own = page.url.as_deref().map(|url| (OWN, url));
        let aliases = (OWN + 1..).zip(page.aliases.iter().map(|alias| &*alias.text));
        for (number, url) in own.into_iter().chain(aliases) {
            let key = key(url);
            match self.first.get(&key) {
                None => {
                    self.first.insert(key, (id, number));
                }
                Some(&first) => self.shared.entry(key).or_insert_with(|| vec![first]).push((id, number)),
            }
        }
    }
}

/// One file of the built site has one key.
fn key(url: &str) -> u64 {
    FxBuildHasher.hash_one(file(&percent_decoded(url)))
}

fn file(url: &str) -> &str {
    url.strip_suffix("index.html").unwrap_or(url)
}

/// How often a redirect may lead to another.
const REDIRECTS: u32 = 5;

impl<'a> Site<'a> {
    /// The page that is served in the place of this one: of two with one URL only one file is left, and nobody can be sure which. The
    /// first in the order of paths is taken for it.
    pub fn served_instead<'s>(&'s self, page: &'s Facts) -> Option<&'s Facts> {
        let (_, others) = self.contested(page).into_iter().find(|(own, _)| own.alias.is_none())?;
        others.into_iter().filter(|other| other.alias.is_none()).map(|other| other.page).find(|other| other.local < page.local)
    }

    /// The addresses of a published page that other published pages have as well: its claim, and theirs.
    pub fn contested<'s>(&'s self, page: &'s Facts) -> Vec<(Claim<'s>, Vec<Claim<'s>>)> {
        if self.claims.shared.is_empty() || !self.is_published(page) {
            return Vec::new();
        }
        let own = page.url.as_ref().map(|_| Claim { page, alias: None });
        let aliases = page.aliases.iter().map(|alias| Claim { page, alias: Some(alias) });
        let contest = |own: Claim<'s>| {
            let address = percent_decoded(own.url());
            let claims = self.claims.shared.get(&key(own.url()))?.iter().map(|&(id, number)| {
                let page = &self.pages[id as usize];
                let alias = number.checked_sub(OWN + 1).and_then(|index| page.aliases.get(index as usize));
                Claim { page, alias }
            });
            let same = |other: &Claim<'_>| other.page.local != page.local && file(&percent_decoded(other.url())) == file(&address);
            let mut others: Vec<_> = claims.filter(same).collect();
            others.dedup_by_key(|other| &other.page.local);
            (!others.is_empty()).then_some((own, others))
        };
        own.into_iter().chain(aliases).filter_map(contest).collect()
    }

    /// Where the configuration sends who asks for a site-root path.
    pub(super) fn redirected<'t>(&self, url: &str, fragment: Option<&'t str>) -> Option<Target<'t>>
    where
        'a: 't,
    {
        if self.redirects.exact.is_empty() && self.redirects.folders.is_empty() {
            return None;
        }
        let Some(&(mut to)) = self.redirects.exact.get(url_key(url)) else {
            let is_below = self.redirects.folders.iter().any(|folder| url.starts_with(folder));
            return is_below.then_some(Target::Ignored("the configuration redirects it"));
        };
        for _ in 0..REDIRECTS {
            match own_rest(to, self.generator.host()) {
                Some(rest) => to = rest,
                None if is_external(to) => return Some(Target::External),
                None => {}
            }
            let (path, own) = to.split_once('#').map_or((to, None), |(path, own)| (path, Some(own)));
            let path = percent_decoded(path);
            let key = url_key(&path);
            if let Some(&id) = self.urls.get(key) {
                return Some(Target::Page { page: &self.pages[id as usize], fragment: own.or(fragment) });
            }
            match self.redirects.exact.get(key) {
                Some(next) => to = next,
                None => break,
            }
        }
        Some(Target::Ignored("the configuration redirects it"))
    }
}

/// The redirects of the configuration, and of the host.
#[derive(Default)]
pub(super) struct Redirects<'a> {
    exact: FxHashMap<String, &'a str>,
    /// All that begins so is redirected (`/old/*`, `/:year/`).
    folders: Vec<&'a str>,
}

impl<'a> Redirects<'a> {
    pub(super) fn of(pairs: impl Iterator<Item = &'a (String, String)>) -> Redirects<'a> {
        let mut redirects = Redirects::default();
        for (from, to) in pairs {
            match from.find(['*', ':']) {
                Some(end) => redirects.folders.push(&from[..end]),
                None => {
                    redirects.exact.entry(url_key(&percent_decoded(from)).to_string()).or_insert(to);
                }
            }
        }
        redirects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::{Settings, Survey};
    use crate::article::{Article, Dialect};
    use crate::generator::date::Day;
    use crate::generator::{Anchors, Generator, Links, Sources};
    use crate::site::Known;
    use crate::text::Source;

    /// A generator that serves `a.md` at `/a/`, and at what its `aliases` say.
    struct Simple(Vec<(String, String)>);

    impl Generator for Simple {
        fn name(&self) -> &'static str {
            "simple"
        }

        fn content(&self) -> Vec<String> {
            vec![".".into()]
        }

        fn builds(&self, _: &str) -> bool {
            true
        }

        fn dialect(&self, _: &str) -> Dialect {
            Dialect::default()
        }

        fn anchors(&self, _: &Article) -> Anchors {
            Anchors::default()
        }

        fn url(&self, path: &str, article: &Article) -> Option<String> {
            let slug = article.field("slug").and_then(|field| field.value.scalar());
            Some(format!("/{}/", slug.unwrap_or(path.trim_end_matches(".md"))))
        }

        fn aliases(&self, _: &str, article: &Article) -> Vec<String> {
            article.field("aliases").into_iter().flat_map(|field| field.value.strings()).map(|alias| alias.as_str().to_string()).collect()
        }

        fn redirects(&self) -> &[(String, String)] {
            &self.0
        }

        fn links(&self) -> Links {
            Links::Urls(Sources::Kept)
        }
    }

    fn with_site(pages: &[(&str, &str)], redirects: &[(&str, &str)], then: impl Fn(&Site<'_>)) {
        let generator = Simple(redirects.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect());
        let facts: Vec<Facts> = pages
            .iter()
            .map(|(path, text)| {
                let source = Source::new((*path).into(), text.as_bytes().to_vec());
                Facts::of(
                    &Article::read(source, &Dialect::default()),
                    &generator,
                    path,
                    &Survey::default(),
                    &crate::facts::MainText::default(),
                )
            })
            .collect();
        let settings = Settings::default();
        let as_of = Day { year: 2024, month: 5, day: 1 };
        then(&Site::build(&facts, Known { generator: &generator, files: &[], redirects: &[], as_of, settings: &settings }));
    }

    #[test]
    fn addresses_that_two_pages_have() {
        let pages = [
            ("a.md", "---\nslug: tea\n---\n"),
            ("b.md", "---\nslug: tea\naliases: [/old/, /d/index.html]\n---\n"),
            ("c.md", "---\nslug: tea\ndraft: true\n---\n"),
            ("d.md", "---\naliases: [/tea, /d/]\n---\n"),
        ];
        with_site(&pages, &[], |site| {
            let contested = |page: usize| -> Vec<(String, Vec<String>)> {
                let found = site.contested(&site.pages[page]).into_iter();
                found.map(|(own, others)| (own.url().into(), others.iter().map(|other| other.page.local.to_string()).collect())).collect()
            };
            assert_eq!(contested(0), [("/tea/".to_string(), vec!["b.md".to_string()])]);
            assert_eq!(contested(1)[1], ("/d/index.html".to_string(), vec!["d.md".to_string()]));
            assert!(contested(2).is_empty());
            assert_eq!(site.pages[1].aliases[1].span.of(pages[1].1), "/d/index.html");
            assert_eq!(site.pages[0].address.map(|span| span.of(pages[0].1)), Some("tea"));
        });
    }

    #[test]
    fn aliases_and_redirects_lead_somewhere() {
        let pages = [("a.md", "---\naliases: [/old/]\n---\n"), ("b.md", "")];
        let redirects = [
            ("/b-old", "/older"),
            ("/older/", "/b/#end"),
            ("/gone/", "https://tea.example/"),
            ("/all/*", "/b/"),
            ("/x/", "/y/"),
            ("/y/", "/x/"),
        ];
        with_site(&pages, &redirects, |site| {
            let page = |href: &str| match site.resolve_href(&site.pages[0], href) {
                Target::Page { page, fragment } => Some(format!("{} {}", page.local, fragment.unwrap_or_default())),
                _ => None,
            };
            assert_eq!(page("/old#pot").as_deref(), Some("a.md pot"));
            assert_eq!(page("/b-old#pot").as_deref(), Some("b.md end"));
            let target = |href: &'static str| site.resolve_href(&site.pages[0], href);
            assert!(matches!(target("/gone/"), Target::External));
            assert!(matches!(target("/all/of/it/"), Target::Ignored(_)));
            assert!(matches!(target("/x/"), Target::Ignored(_)));
            assert!(matches!(target("/nowhere/"), Target::Broken(_)));
        });
    }
}
