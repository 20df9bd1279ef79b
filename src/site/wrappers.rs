//! What the titles of a folder are wrapped in.

use super::Site;
use super::folders::{Place, place};
use super::titles::{self, Piece};
use crate::facts::Facts;
use rustc_hash::FxHashMap;

/// What many titles of a folder are wrapped in.
pub struct Wrapper<'p> {
    /// As it stands in the page's own title.
    pub text: String,
    /// Nothing but a year, or what stands behind a bar: both have their use.
    pub mild: bool,
    /// How many titles of the folder have it, or one of its kind, and how many titles there are.
    pub have: u32,
    pub of: u32,
    pub folder: &'p str,
}

/// Titles that are looked at to find the other years of a series.
const LOOKED_AT: usize = 50;
/// The wrappers of each folder.
#[derive(Default)]
pub(super) struct Wrappers<'a> {
    folders: FxHashMap<Place<'a>, Folder>,
}

#[derive(Default)]
struct Folder {
    titles: u32,
    /// How many titles have each wrapper, by its kind.
    wrappers: FxHashMap<String, u32>,
}

/// What counts as one wrapper: all words of freshness are one, a year or what stands behind a bar is itself.
fn kind(piece: &Piece) -> String {
    match piece.has_status {
        true => String::new(),
        false => piece.text.to_lowercase(),
    }
}

impl<'a> Wrappers<'a> {
    pub(super) fn of(site: &Site<'a>) -> Wrappers<'a> {
        let mut folders: FxHashMap<Place<'_>, Folder> = FxHashMap::default();
        for page in site.pages.iter().filter(|page| page.title.is_some() && site.stands_beside(page)) {
            let folder = folders.entry(place(page)).or_default();
            folder.titles += 1;
            let mut kinds: Vec<String> = site.wrapping(page).iter().map(kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            for kind in kinds {
                *folder.wrappers.entry(kind).or_default() += 1;
            }
        }
        Wrappers { folders }
    }
}

impl<'a> Site<'a> {
    /// What the page's title is wrapped in; nothing that tells it apart from the others of a series.
    fn wrapping(&self, page: &Facts) -> Vec<Piece> {
        let Some(title) = &page.title else { return Vec::new() };
        let mut pieces = if titles::may_be_wrapped(&title.text) { titles::peeled(&title.text).pieces } else { Vec::new() };
        pieces.extend(self.tail(&title.text).map(|tail| Piece { text: tail.into(), has_status: false }));
        if pieces.iter().any(|piece| !piece.has_status) && self.is_in_series(page) {
            pieces.retain(|piece| piece.has_status);
        }
        let folder = page.folder();
        pieces.retain(|piece| piece.has_status || !titles::years(&piece.text).iter().any(|year| folder.contains(year)));
        pieces
    }

    /// Whether other pages have the same title for other years.
    pub fn is_in_series(&self, page: &Facts) -> bool {
        let Some(title) = &page.title else { return false };
        let own = titles::years(&title.text);
        let other_years = |other: &Facts| {
            let years = other.title.as_ref().map(|title| titles::years(&title.text)).unwrap_or_default();
            !years.is_empty() && years != own
        };
        !own.is_empty() && self.similar_title(page).iter().take(LOOKED_AT).any(other_years)
    }

    /// The outermost wrapper of the page's title that at least `least` titles and the share `share` of the titles of its folder have.
    pub fn shared_wrapper<'p>(&self, page: &'p Facts, least: u32, share: f64) -> Option<Wrapper<'p>> {
        let pieces = Some(self.wrapping(page)).filter(|pieces| !pieces.is_empty() && self.stands_beside(page))?;
        let (place, of) = (place(page), self.wrappers().folders.get(&place(page))?);
        let shared = |piece: &Piece| {
            let have = *of.wrappers.get(&kind(piece))?;
            (have >= least && f64::from(have) >= share * f64::from(of.titles)).then_some(have)
        };
        let (have, piece) = pieces.into_iter().find_map(|piece| Some((shared(&piece)?, piece)))?;
        Some(Wrapper { text: piece.text, mild: !piece.has_status, have, of: of.titles, folder: place.0 })
    }

    fn wrappers(&self) -> &Wrappers<'a> {
        self.wrappers.get_or_init(|| Wrappers::of(self))
    }
}
