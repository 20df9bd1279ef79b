//! What a path says by the names of its folders: a language, a version.

use crate::article::Article;

/// The language that the article says it is in, or a part of its path: `de`, `pt-br`.
pub fn language(article: &Article, local: &str) -> Option<Box<str>> {
    let declared = article.first_text(&["lang", "language", "locale"]).map(|(_, text)| text.to_ascii_lowercase().into());
    declared.or_else(|| suffix(local)).or_else(|| folder(local, is_language))
}

/// The folder of a path that is named like a version, in lower case.
pub fn version(local: &str) -> Option<Box<str>> {
    folder(local, is_version)
}

/// The first folder of a path that is named so.
fn folder(local: &str, is: impl Fn(&[u8]) -> bool) -> Option<Box<str>> {
    let mut start = 0;
    memchr::memchr_iter(b'/', local.as_bytes()).find_map(|end| {
        let part = &local[std::mem::replace(&mut start, end + 1)..end];
        is(part.as_bytes()).then(|| part.to_ascii_lowercase().into())
    })
}

/// The language that the name of a file ends with: `about.fr.md`.
fn suffix(local: &str) -> Option<Box<str>> {
    let name = local.rsplit_once('/').map_or(local, |(_, name)| name);
    let (stem, _) = name.rsplit_once('.')?;
    let (_, last) = stem.rsplit_once('.')?;
    is_language(last.as_bytes()).then(|| last.to_ascii_lowercase().into())
}

/// ISO 639-1 codes, with an optional script or region. Two-letter words that are more often something else are left out.
fn is_language(part: &[u8]) -> bool {
    const CODES: &[u8] = b"aa ab af am ar as ay az ba be bg bh bn bo br bs ca ce co cs cy da de dz el en eo es et eu fa fi fo fr fy ga gd gl gn \
        gu ha he hi hr hu hy ia id ie ik is it iu ja jw ka kk kl km kn ko ks ku ky la ln lo lt lv mg mi mk ml mn mr ms mt my na nb ne nl nn no oc om \
        or pa pl ps pt qu rm rn ro ru rw sa sd sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn tr ts tt tw ug uk ur uz vi vo wo \
        xh yi yo za zh zu cn kr jp";
    // Nearly every name is longer.
    let (first, second, region_fits) = match *part {
        [first, second] => (first, second, true),
        [first, second, b'-' | b'_', ref region @ ..] => {
            (first, second, (2..=4).contains(&region.len()) && region.iter().all(u8::is_ascii_alphanumeric))
        }
        _ => return false,
    };
    region_fits && CODES.chunks(3).any(|known| known[0] == first | 0x20 && known[1] == second | 0x20)
}

/// `v1.2`, `version-0.86`, `1.x`, `2018-edition`.
fn is_version(part: &[u8]) -> bool {
    let has_version = || {
        let lower = String::from_utf8_lossy(part).to_ascii_lowercase();
        let number = lower.trim_start_matches("version-").trim_start_matches('v');
        let dotted = number.contains('.') || lower.starts_with("version-") || lower.starts_with('v');
        dotted
            && number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'x' | b'-'))
    };
    let ends = |end: &[u8]| part.len().checked_sub(end.len()).is_some_and(|at| part[at..].eq_ignore_ascii_case(end));
    match part.first() {
        Some(b'v' | b'V') if has_version() => true,
        Some(b'0'..=b'9') if part.contains(&b'.') && has_version() => true,
        Some(b'n' | b'N' | b'l' | b'L') if [&b"next"[..], b"latest", b"legacy"].iter().any(|name| part.eq_ignore_ascii_case(name)) => true,
        _ => ends(b"-edition"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_versions_of_folders() {
        assert!(["en", "zh-cn", "pt-br", "zh-Hans", "cn"].iter().all(|part| is_language(part.as_bytes())));
        assert!(!["go", "docs", "to", "_posts", "en-"].iter().any(|part| is_language(part.as_bytes())));
        assert!(["v1.2", "version-0.86", "1.x", "2018-edition", "v2"].iter().all(|part| is_version(part.as_bytes())));
        assert!(!["vendor", "2024", "1", "video"].iter().any(|part| is_version(part.as_bytes())));
    }

    #[test]
    fn languages_of_file_names() {
        assert_eq!(suffix("blog/hello.pt-br.md").as_deref(), Some("pt-br"));
        assert_eq!(suffix("blog/hello.md"), None);
        assert_eq!(suffix("release-1.2.md"), None);
    }
}
