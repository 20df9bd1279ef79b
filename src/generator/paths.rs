//! Paths of files and of URLs as the generators look at them: relative to the site, with `/` between their parts.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// `path` seen from the folder `base`, both relative to the site; `None` when it climbs above the site.
pub fn join(base: &str, path: &str) -> Option<String> {
    let (mut base, mut path) = (base, trimmed(path));
    while is_normal(base) {
        if let Some(rest) = path.strip_prefix("./") {
            path = rest;
        } else if let Some(rest) = path.strip_prefix("../") {
            // The site's own folder has none above it.
            if base.is_empty() {
                return None;
            }
            (base, path) = (folder_of(base), rest);
        } else {
            break;
        }
    }
    // Nearly all stand for themselves.
    if is_normal(base) && is_normal(path) {
        return Some(match (base, path) {
            ("", path) => path.to_string(),
            (base, "") => base.to_string(),
            (base, path) => [base, "/", path].concat(),
        });
    }
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    let push = |joined: &mut String, part: &str| {
        if !joined.is_empty() {
            joined.push('/');
        }
        joined.push_str(part);
    };
    base.split('/').filter(|part| !matches!(*part, "" | ".")).for_each(|part| push(&mut joined, part));
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => push(&mut joined, part),
        }
    }
    Some(joined)
}

/// Whether one of the folders has this path below it, by the word of `has`.
pub fn any_has<'f>(folders: impl IntoIterator<Item = &'f String>, path: &str, has: impl Fn(&str) -> bool) -> bool {
    let path = trimmed(path);
    let (path_is_normal, mut joined) = (is_normal(path) && !path.is_empty(), String::with_capacity(path.len() + 32));
    folders.into_iter().any(|folder| {
        if !path_is_normal || !is_normal(folder) {
            return join(folder, path).is_some_and(|path| has(&path));
        }
        joined.clear();
        for part in if folder.is_empty() { ["", "", path] } else { [folder.as_str(), "/", path] } {
            joined.push_str(part);
        }
        has(&joined)
    })
}

/// Without a slash at either end.
fn trimmed(path: &str) -> &str {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path)
}

/// Whether no part of a path is empty or begins with a dot.
fn is_normal(path: &str) -> bool {
    let mut before = b'/';
    for &byte in path.as_bytes() {
        if before == b'/' && matches!(byte, b'/' | b'.') {
            return false;
        }
        before = byte;
    }
    path.is_empty() || before != b'/'
}

/// A path as its folder, empty for none, and its last name.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folder that a path stands in, empty for none.
pub fn folder_of(path: &str) -> &str {
    split(path).0
}

/// What is left of a path below a folder: nothing of the folder itself, all of it below no folder.
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// The path of a site's URL, or a path itself, with a slash at both ends.
pub fn root_of(url: &str) -> String {
    let parsed = if url.starts_with('/') { None } else { url::Url::parse(url).ok() };
    match parsed.as_ref().map_or(url, |parsed| parsed.path()).trim_matches('/') {
        "" => "/".into(),
        path => format!("/{path}/"),
    }
}

/// Whether the name ends like a Markdown file.
pub fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdx", "mdown", "mkd", "mkdn"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether the name ends like an HTML file.
pub fn is_html(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

/// Patterns of paths, in which `*` stays in one folder. One that cannot be read matches nothing.
pub fn globs<'p>(patterns: impl IntoIterator<Item = &'p str>) -> GlobSet {
    glob_set(patterns.into_iter().map(|pattern| GlobBuilder::new(pattern).literal_separator(true).build()))
}

/// The same of patterns that were compiled otherwise.
pub fn glob_set(globs: impl IntoIterator<Item = Result<globset::Glob, globset::Error>>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in globs.into_iter().flatten() {
        set.add(glob);
    }
    set.build().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_never_climb_out() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("", "/x/./y/").as_deref(), Some("x/y"));
        assert_eq!(join("a", "../../b"), None);
    }

    #[test]
    fn paths_below_a_folder() {
        assert_eq!((below("a/b.md", "a"), below("a", "a"), below("a.md", "")), (Some("b.md"), Some(""), Some("a.md")));
        assert_eq!((below("ab/c.md", "a"), folder_of("a/b/c.md"), split("c.md")), (None, "a/b", ("", "c.md")));
    }

    #[test]
    fn roots_have_slashes_at_both_ends() {
        assert_eq!(["https://tea.example/pots", "pots/", "", "https://tea.example"].map(root_of), ["/pots/", "/pots/", "/", "/"]);
    }
}
