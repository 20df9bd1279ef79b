//! Which files there are, and which site each belongs to.

use crate::config::{Config, ConfigError, NAMES};
use crate::generator::{self, Detected, Links, Root};
use rustc_hash::FxHashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A site: a folder, its generator and its files.
pub struct SiteFolder {
    pub root: PathBuf,
    pub detected: Detected,
    pub config: Config,
    /// What the site's host redirects.
    pub redirects: Vec<(String, String)>,
    /// All files, by their path in the site, sorted.
    pub files: Vec<String>,
    /// The articles among them.
    pub articles: Vec<ArticleFile>,
}

/// A file to be read as an article.
#[derive(Clone, Debug)]
pub struct ArticleFile {
    /// Its path in the site.
    pub local: String,
    /// Its path to show: relative to the working directory.
    pub path: Arc<str>,
    pub absolute: PathBuf,
    /// Whether it is among the paths that were asked for.
    pub asked: bool,
}

/// Something that could not be looked at; the rest goes on.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub path: String,
    pub message: String,
}

/// What was asked for.
pub struct Request<'a> {
    pub cwd: &'a Path,
    /// Files and folders; none means the working directory.
    pub paths: &'a [PathBuf],
    /// A generator for all sites, in place of what is detected and configured.
    pub generator: Option<&'a str>,
}

/// Finds the sites of all paths, each whole: what an article does to others does not depend on which were named.
///
/// # Errors
/// When a configuration cannot be used.
pub fn discover(request: &Request<'_>, trouble: &mut Vec<Trouble>) -> Result<Vec<SiteFolder>, Box<ConfigError>> {
    let mut asked: Vec<PathBuf> = Vec::new();
    let here = [PathBuf::from(".")];
    for path in if request.paths.is_empty() { &here[..] } else { request.paths } {
        let absolute = clean(&request.cwd.join(path));
        match absolute.metadata() {
            Ok(_) => asked.push(absolute),
            Err(error) => trouble.push(Trouble { path: path.display().to_string(), message: unreadable(&error) }),
        }
    }
    let mut tops: Vec<PathBuf> = asked.iter().map(|path| top(path)).collect();
    tops.sort();
    tops.dedup();
    // A site within another that is walked anyway is found there.
    let outermost: Vec<PathBuf> =
        tops.iter().filter(|top| !tops.iter().any(|other| *top != other && top.starts_with(other))).cloned().collect();
    let mut sites = Vec::new();
    for top in outermost {
        let files = walk(&top, request.cwd, trouble);
        sites_below(&top, files, request, &asked, &mut sites)?;
    }
    // A file may be named that no walk finds: hidden, or ignored by git.
    for path in asked.iter().filter(|path| path.is_file()) {
        name_file(path, request, &mut sites);
    }
    Ok(sites)
}

/// The error in plain words.
pub fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".into(),
        _ => format!("it cannot be read: {error}"),
    }
}

/// The path without `.` and `..`, without asking the file system.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                cleaned.pop();
            }
            part => cleaned.push(part),
        }
    }
    cleaned
}

/// The folder to walk for a path: its nearest site root, else the root of its git repository, else the folder itself.
fn top(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let mut git = None;
    for ancestor in folder.ancestors() {
        if is_site_root(ancestor) {
            return ancestor.to_path_buf();
        }
        if ancestor.join(".git").exists() {
            git = Some(ancestor.to_path_buf());
            break;
        }
    }
    git.unwrap_or_else(|| folder.to_path_buf())
}

fn is_site_root(folder: &Path) -> bool {
    if NAMES.iter().any(|name| folder.join(name).is_file()) {
        return true;
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type() {
            // Detection asks whether folders are there, and looks into the few that matter.
            Ok(kind) if kind.is_dir() => {
                let inside = std::fs::read_dir(entry.path()).into_iter().flatten().flatten();
                let deep = matches!(name.as_str(), ".vitepress" | "source" | "content");
                // Hugo's configuration may be a folder.
                let settings = (name == "config").then(|| std::fs::read_dir(entry.path().join("_default")).ok()).flatten();
                files.extend(
                    settings.into_iter().flatten().flatten().map(|file| format!("config/_default/{}", file.file_name().to_string_lossy())),
                );
                files.extend(inside.take(if deep { usize::MAX } else { 1 }).map(|file| {
                    let inner = file.file_name().to_string_lossy().into_owned();
                    if file.path().is_dir() { format!("{name}/{inner}/{}", an_index(&file.path())) } else { format!("{name}/{inner}") }
                }));
            }
            _ => files.push(name),
        }
    }
    if !files.iter().any(|file| generator::is_marker(file)) {
        return false;
    }
    files.sort_unstable();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    generator::is_site(&Root { files: &files, read: &read, version: None })
}

/// The name of a file in a folder: that of its index, if it has one.
fn an_index(folder: &Path) -> String {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    names.into_iter().find(|name| name.starts_with("index.")).unwrap_or_else(|| "x".into())
}

/// Hidden files that say something about a site.
fn is_wanted(name: &str) -> bool {
    !name.starts_with('.') || matches!(name, ".vitepress" | ".eleventy.js" | ".copydesk.yml") || name == "."
}

/// All files below `top` that git does not ignore, sorted.
fn walk(top: &Path, cwd: &Path, trouble: &mut Vec<Trouble>) -> Vec<String> {
    let walk = ignore::WalkBuilder::new(top)
        .hidden(false)
        .require_git(false)
        .parents(true)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || (is_wanted(&name) && name != "node_modules")
        })
        .build();
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                // Every path that is walked begins with that of the top.
                let path = entry.path().to_str().and_then(|path| path.get(top.as_os_str().len()..));
                match path {
                    Some(path) => files.push(with_slashes(path.strip_prefix(std::path::MAIN_SEPARATOR).unwrap_or(path))),
                    None => {
                        trouble.push(Trouble { path: show(entry.path(), cwd), message: "its name is not UTF-8, so it was left out".into() })
                    }
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = walk_error_path(&error).map(|path| show(path, cwd)).unwrap_or_else(|| show(top, cwd));
                trouble.push(Trouble { path, message: error.io_error().map_or_else(|| error.to_string(), unreadable) });
            }
        }
    }
    files.sort_unstable();
    files
}

fn walk_error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => walk_error_path(err),
        _ => None,
    }
}

fn with_slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' { path.to_string() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The path as it is shown: relative to the working directory.
pub fn show(path: &Path, cwd: &Path) -> String {
    if let Ok(relative) = path.strip_prefix(cwd) {
        let relative = with_slashes(&relative.to_string_lossy());
        return if relative.is_empty() { ".".into() } else { relative };
    }
    let common = path.components().zip(cwd.components()).take_while(|(a, b)| a == b).count();
    let up = cwd.components().count() - common;
    let down: PathBuf = path.components().skip(common).collect();
    format!("{}{}", "../".repeat(up), with_slashes(&down.to_string_lossy()))
}

/// Divides the files below `top` among its sites.
fn sites_below(
    top: &Path,
    files: Vec<String>,
    request: &Request<'_>,
    asked: &[PathBuf],
    sites: &mut Vec<SiteFolder>,
) -> Result<(), Box<ConfigError>> {
    let first = sites.len();
    let mut roots: Vec<String> = candidate_roots(&files).into_iter().collect();
    roots.sort_unstable();
    for root in roots {
        let prefix = if root.is_empty() { String::new() } else { format!("{root}/") };
        // Sorted, they stand together.
        let first = files.partition_point(|file| *file < prefix);
        let inside: Vec<String> = files[first..].iter().map_while(|file| file.strip_prefix(&prefix)).map(String::from).collect();
        let folder = top.join(&root);
        let own = NAMES.iter().find(|name| inside.iter().any(|file| file == *name));
        let config = match own {
            Some(name) => Config::read(&folder.join(name))?,
            // The settings of a folder above hold here too; what it says of its own site does not.
            None => match folder.ancestors().skip(1).take_while(|above| above.starts_with(top)).find_map(config_in) {
                Some(path) => Config { generator: None, version: None, ..Config::read(&path)? },
                None => Config::default(),
            },
        };
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        let view = Root { files: &inside, read: &read, version: config.version.as_deref() };
        let wanted = request.generator.or(config.generator.as_deref()).and_then(|name| generator::named(name, &view));
        let detected = wanted.or_else(|| generator::detect(&view)).map(|found| {
            // What it takes from elsewhere is known only now, and has files that it has to know, too.
            let elsewhere = found.generator.outside().iter().flat_map(|outside| inside_of(&files, &root, outside));
            let mut all: Vec<String> = elsewhere.collect();
            if all.is_empty() {
                return found;
            }
            all.extend_from_slice(&inside);
            all.sort_unstable();
            let again = generator::named(found.generator.name(), &Root { files: &all, ..view });
            generator::Detected { reason: found.reason, generator: again.map_or(found.generator, |again| again.generator) }
        });
        // Without a generator of its own a folder is a site when it says so, or when it is what was asked for.
        match detected.or_else(|| (own.is_some() || root.is_empty()).then(|| generator::plain(&view))) {
            Some(detected) => {
                let redirects = generator::hosted_redirects(&view, &[detected.generator.served(), detected.generator.content()].concat());
                // Links between files lead into the sites below, too.
                let files = if detected.generator.links() == Links::Files { inside } else { Vec::new() };
                sites.push(SiteFolder { root: folder, detected, config, redirects, files, articles: Vec::new() });
            }
            None => continue,
        }
    }
    let below = &mut sites[first..];
    let owner = owners(top, below);
    // Unless some of them are in the working directory and others are not, all are shown in the same way.
    let folder = (top == request.cwd || !request.cwd.starts_with(top)).then(|| show(top, request.cwd));
    let shown = |file: &str, absolute: &Path| match folder.as_deref() {
        Some(".") => file.into(),
        Some(folder) => [folder, "/", file].concat().into(),
        None => show(absolute, request.cwd).into(),
    };
    let all_asked = asked.iter().any(|path| top.starts_with(path));
    for file in files {
        let Some((index, local)) = owner(&file) else { continue };
        let site = &mut below[index];
        if site.detected.generator.builds(&local) && !site.config.exclude.matches(&local) {
            let absolute = top.join(&file);
            let asked = all_asked || asked.iter().any(|path| absolute.starts_with(path));
            site.articles.push(ArticleFile { local: local.clone(), path: shown(&file, &absolute), absolute, asked });
        }
        if site.detected.generator.links() != Links::Files {
            site.files.push(local);
        }
    }
    for site in below {
        site.articles.sort_unstable_by(|a, b| a.local.cmp(&b.local));
        site.files.sort_unstable();
    }
    Ok(())
}

fn config_in(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// The folders, relative to the top, that may be sites; the top itself always may.
fn candidate_roots(files: &[String]) -> FxHashSet<String> {
    let mut roots = FxHashSet::from_iter([String::new()]);
    for file in files {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        // A theme has a configuration of its own, and is no site.
        if folder.split('/').any(|part| matches!(part, "themes" | "theme" | "scaffolds" | "archetypes")) {
            continue;
        }
        if let Some(outer) = folder.strip_suffix("config/_default").filter(|outer| outer.is_empty() || outer.ends_with('/')) {
            if generator::is_marker(&format!("config/_default/{name}")) {
                roots.insert(outer.trim_end_matches('/').to_string());
            }
        } else if NAMES.contains(&name) || generator::is_marker(name) {
            roots.insert(folder.to_string());
        } else if let Some(at) = folder.rfind(".vitepress").filter(|&at| at == 0 || folder[..at].ends_with('/'))
            && generator::is_marker(&format!("{}/{name}", &folder[at..]))
        {
            roots.insert(folder[..at].trim_end_matches('/').to_string());
        }
    }
    roots
}

/// Says of each file which site it belongs to and what its path there is: the one whose configuration names its folder, else the
/// nearest above it.
fn owners<'s>(top: &Path, sites: &[SiteFolder]) -> impl Fn(&str) -> Option<(usize, String)> + use<'s> {
    let mut folders: Vec<(String, usize, String)> = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        let root = with_slashes(&site.root.strip_prefix(top).unwrap_or(Path::new("")).to_string_lossy());
        for outside in site.detected.generator.outside() {
            folders.push((from_top(&root, outside), index, outside.clone()));
        }
        folders.push((root, index, String::new()));
    }
    folders.sort_by_key(|(folder, ..)| std::cmp::Reverse(folder.len()));
    move |file| {
        folders.iter().find_map(|(folder, index, prefix)| {
            let rest =
                if folder.is_empty() { Some(file) } else { file.strip_prefix(folder.as_str()).and_then(|rest| rest.strip_prefix('/')) }?;
            Some((*index, if prefix.is_empty() { rest.to_string() } else { format!("{prefix}/{rest}") }))
        })
    }
}

/// A folder, as the site at `root` names it, relative to the top.
fn from_top(root: &str, folder: &str) -> String {
    let folder = clean(&Path::new("/").join(root).join(folder));
    with_slashes(&folder.to_string_lossy()).trim_start_matches('/').to_string()
}

/// The files in a folder outside of the site at `root`, as the site names them.
fn inside_of(files: &[String], root: &str, outside: &str) -> Vec<String> {
    let folder = from_top(root, outside);
    let below = |file: &String| Some(format!("{outside}{}", file.strip_prefix(&folder).filter(|rest| rest.starts_with('/'))?));
    files.iter().filter_map(below).collect()
}

/// Adds a file that was named itself, even if its generator builds nothing of it; `exclude` is obeyed all the same.
fn name_file(path: &Path, request: &Request<'_>, sites: &mut [SiteFolder]) {
    let readable = path.to_str().is_some_and(|path| generator::is_markdown(path) || generator::is_html(path));
    let site = sites.iter_mut().filter(|site| path.starts_with(&site.root)).max_by_key(|site| site.root.as_os_str().len());
    let Some(site) = site.filter(|_| readable) else { return };
    let local = with_slashes(&path.strip_prefix(&site.root).unwrap_or(path).to_string_lossy());
    if site.articles.iter().any(|article| article.absolute == path) || site.config.exclude.matches(&local) {
        return;
    }
    let article = ArticleFile { local, path: show(path, request.cwd).into(), absolute: path.to_path_buf(), asked: true };
    let at = site.articles.partition_point(|other| other.local < article.local);
    site.articles.insert(at, article);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_repository_has_the_files_of_the_sites_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            ("README.md", "[a](docs/src/a.md)\n"),
            ("docs/book.toml", ""),
            ("docs/src/SUMMARY.md", "- [A](a.md)\n"),
            ("docs/src/a.md", "# A\n"),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let request = Request { cwd: folder.path(), paths: &[], generator: None };
        let sites = discover(&request, &mut Vec::new()).unwrap_or_default();
        let seen: Vec<(&str, Vec<&str>, usize)> = sites
            .iter()
            .map(|site| (site.detected.generator.name(), site.articles.iter().map(|a| &*a.local).collect(), site.files.len()))
            .collect();
        assert_eq!(seen, [("plain", vec!["README.md"], 4), ("mdbook", vec!["src/a.md"], 3)]);
    }
}
