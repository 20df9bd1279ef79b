//! How many articles were checked in each folder.

use rustc_hash::FxHashMap;

/// The folders of all articles that were checked, by their paths as they are shown.
#[derive(Debug, Default)]
pub struct Folders {
    by_path: FxHashMap<Box<str>, Folder>,
}

#[derive(Debug, Default)]
struct Folder {
    /// The articles of the same site in it and in the folders below it.
    articles: usize,
    /// The site's own: what stands above it is of no concern.
    is_top: bool,
}

impl Folders {
    /// Counts articles of one folder, of which one is shown as `path`, and stands at `local` in its site.
    pub fn add(&mut self, path: &str, local: &str, articles: usize) {
        // A site may reach up beyond the working directory.
        let top = path.strip_suffix(local).unwrap_or_default().trim_end_matches('/');
        for folder in above(path) {
            let is_top = folder == top;
            match self.by_path.get_mut(folder) {
                Some(known) => {
                    known.articles += articles;
                    known.is_top |= is_top;
                }
                None => {
                    self.by_path.insert(folder.into(), Folder { articles, is_top });
                }
            }
            if is_top {
                break;
            }
        }
    }

    /// The folders that an article stands in, from its own up to that of its site.
    pub fn around<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        let mut above = above(path);
        let mut done = false;
        std::iter::from_fn(move || {
            let folder = above.next().filter(|_| !done)?;
            done = self.by_path.get(folder).is_none_or(|folder| folder.is_top);
            Some(folder)
        })
    }

    /// How many articles were checked in a folder and below it.
    pub fn articles(&self, folder: &str) -> usize {
        self.by_path.get(folder).map_or(0, |folder| folder.articles)
    }
}

/// Whether two articles stand in one folder.
pub fn are_beside(a: &str, b: &str) -> bool {
    parent(a) == parent(b)
}

/// The folders of a path, the nearest first; the last is the empty one.
fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

fn parent(path: &str) -> Option<&str> {
    (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(folder, _)| folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_counted_up_to_that_of_their_site() {
        let mut folders = Folders::default();
        folders.add("tea/posts/a.md", "posts/a.md", 1);
        folders.add("tea/posts/old/b.md", "posts/old/b.md", 1);
        folders.add("tea/about.md", "about.md", 1);
        folders.add("boats/c.md", "c.md", 2);
        assert_eq!(folders.around("tea/posts/old/b.md").collect::<Vec<_>>(), ["tea/posts/old", "tea/posts", "tea"]);
        assert_eq!(["tea/posts", "tea", "boats", ""].map(|folder| folders.articles(folder)), [2, 3, 2, 0]);
    }

    #[test]
    fn a_site_may_begin_above_what_is_shown() {
        let mut folders = Folders::default();
        folders.add("a.md", "source/posts/a.md", 1);
        folders.add("../b.md", "source/b.md", 1);
        assert_eq!(folders.around("a.md").collect::<Vec<_>>(), [""]);
        assert_eq!(folders.around("../b.md").collect::<Vec<_>>(), ["..", ""]);
    }
}
