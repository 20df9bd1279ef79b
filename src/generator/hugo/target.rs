//! From a page's path to the URL that serves it.

use super::super::slug::{is_letter_or_digit, is_mark, without_accents};
use super::config::Config;

/// A path as Hugo writes it: letters, marks, digits and a few signs are kept, white space becomes a hyphen.
pub fn sanitized(text: &str, config: &Config) -> String {
    // As nearly all are already.
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'_')) {
        return text.to_string();
    }
    let mut clean = String::with_capacity(text.len());
    let (mut blank, mut after_hyphen) = (false, false);
    for (at, c) in text.char_indices() {
        if is_allowed(text, at, c) {
            after_hyphen = c == '-';
            if std::mem::take(&mut blank) && !after_hyphen {
                clean.push('-');
            }
            clean.push(c);
        } else if !clean.is_empty() && !after_hyphen && c.is_whitespace() {
            blank = true;
        }
    }
    if config.without_accents {
        clean = without_accents(&clean);
    }
    // As Go does it: letter by letter, and İ without its dot.
    let lowered = |c: char| if c == '\u{130}' { 'i'.to_lowercase() } else { c.to_lowercase() };
    if config.keep_case { clean } else { clean.chars().flat_map(lowered).collect() }
}

fn is_allowed(text: &str, at: usize, c: char) -> bool {
    let is_hex = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@' => true,
        '%' => is_hex(at + 1) && is_hex(at + 2),
        c if c.is_ascii() => false,
        c => is_letter_or_digit(c) || is_mark(c),
    }
}

/// The parts of a path, put together: one slash before each, none doubled where two parts meet.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut path = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty() && *part != "/") {
        if !path.ends_with('/') && !part.starts_with('/') {
            path.push('/');
        }
        path.push_str(part);
    }
    path
}

/// A path without `.`, `..`, doubled slashes and a slash at the end, as Go's `path.Clean` leaves it.
pub fn cleaned(path: &str) -> String {
    let mut clean = String::with_capacity(path.len() + 1);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => clean.truncate(clean.rfind('/').unwrap_or(0)),
            part => {
                clean.push('/');
                clean.push_str(part);
            }
        }
    }
    if clean.is_empty() { "/".into() } else { clean }
}

/// The URL of `url:` in a front matter. A path with a dot in it and no slash at its end is a file, all else a folder.
pub fn of_url(url: &str) -> String {
    let url = if url.contains("..") { cleaned(url) } else { url.to_string() };
    let path = joined(url.split('/'));
    let is_folder = url.ends_with('/') || !url.contains('.');
    let path = if is_folder { path + "/" } else { path };
    path.strip_suffix("/index.html").map_or(path.clone(), |folder| format!("{folder}/"))
}
