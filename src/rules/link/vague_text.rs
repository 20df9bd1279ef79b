use crate::article::{Element, Kind, Name, Tag};
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VagueText {
    texts: FxHashSet<String>,
    allow: FxHashSet<String>,
    #[serde(skip)]
    looks: OnceLock<Looks>,
}

/// What the texts look like from afar: nearly all links are told from them by this.
struct Looks {
    longest: usize,
    /// For each pair of first and last byte, a bit for each length that they have; the last for all that are longer.
    ends: Box<[u64; 1024]>,
}

impl Looks {
    fn of(texts: &FxHashSet<String>) -> Looks {
        let mut ends = Box::new([0; 1024]);
        texts.iter().for_each(|text| ends[Looks::pair(text)] |= 1 << text.len().min(63));
        Looks { longest: texts.iter().map(String::len).max().unwrap_or_default(), ends }
    }

    /// The same in upper and in lower case, of ASCII.
    fn pair(text: &str) -> usize {
        let low = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default() & 0x1f);
        low(text.as_bytes().first()) * 32 + low(text.as_bytes().last())
    }

    /// Whether a text without anything around its words may be one of them.
    fn fit(&self, bare: &str) -> bool {
        // In lower case a few letters are shorter, of those beyond ASCII.
        let most = if bare.is_ascii() { self.longest + SPARE } else { 2 * self.longest };
        // And most are others, but not ideographs and kana.
        let is_other = |c: Option<char>| c.is_none_or(|c| !c.is_ascii() && !matches!(c, '\u{3000}'..='\u{9fff}'));
        // Of a text with nothing to squeeze in it, the length is the same.
        let lengths = self.ends[Looks::pair(bare)];
        let is_one = lengths != 0 && (lengths >> bare.len().min(63) & 1 == 1 || !is_squeezed(bare));
        bare.len() <= most && (is_one || is_other(bare.chars().next()) || is_other(bare.chars().next_back()))
    }
}

/// Whether a text is of ASCII, and parted by single blanks.
fn is_squeezed(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let is_gap = byte <= b' ' && (byte < b' ' || before == b' ');
        before = byte;
        byte < 0x80 && !is_gap
    })
}

/// White space that may stand in a text and is squeezed before it is compared.
const SPARE: usize = 8;

impl ArticleRule for VagueText {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let looks = self.looks.get_or_init(|| Looks::of(&self.texts));
        for (link, href) in page.links().filter(|(link, _)| link.tag() == Some(Tag::A)) {
            let text = link.text();
            let bare = bare(text.as_str());
            if bare.is_empty() || !looks.fit(bare) || href.as_str().trim().is_empty() {
                continue;
            }
            let said = plain(bare);
            let is_vague = self.texts.contains(&said) && !self.allow.contains(&said);
            if is_vague && !says_more(link, &said) && !is_name(href.as_str(), &said) {
                out.report(link.span(), format!("{} does not say where the link leads", shown(text.as_str())))
                    .help("put the link on the words that name what it leads to");
            }
        }
    }
}

/// A text without what stands around its words.
fn bare(text: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    if is_letter(bytes.first()) && is_letter(bytes.last()) { text } else { text.trim_matches(|c: char| !c.is_alphanumeric()) }
}

/// In lower case, white space squeezed, with straight apostrophes.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        if word.is_ascii() {
            plain.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            continue;
        }
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    plain
}

/// Whether an attribute or an image says what the text does not, or the text is code, which is a name.
fn says_more(link: Element<'_>, said: &str) -> bool {
    let says = |node: Element<'_>, names: &[Name]| {
        names.iter().filter_map(|&name| node.attribute(name)).any(|text| !text.as_str().trim().is_empty() && plain(text.as_str()) != said)
    };
    let named = |node: Element<'_>| match node.kind() {
        Kind::Element(Tag::Img) => says(node, &[Name::Alt, Name::AriaLabel, Name::Title]),
        Kind::Element(Tag::Code | Tag::Svg) | Kind::Code => true,
        Kind::Element(_) => says(node, &[Name::AriaLabel]),
        _ => false,
    };
    says(link, &[Name::AriaLabel, Name::Title]) || link.descendants().any(named)
}

/// Whether what the link leads to is called so.
fn is_name(href: &str, said: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    stem.eq_ignore_ascii_case(&said.replace(' ', "-")) || href.strip_prefix('#').is_some_and(|id| id.eq_ignore_ascii_case(said))
}
