//! What a file is to Jekyll, by its path: a post, a draft, a document of a collection, or a page.

use super::config::{Collection, Config};

/// See the module.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub kind: Kind<'a>,
    /// Its path as `defaults` and `{% link %}` know it: relative to the source, of documents to the folder of the collections.
    pub relative: &'a str,
}

/// The kinds of files that become pages.
#[derive(Clone, Copy)]
pub enum Kind<'a> {
    /// Behind `_posts/`; `above` are the folders before it, which are its categories.
    Post {
        above: &'a str,
        entry: &'a str,
    },
    /// Behind `_drafts/`.
    Draft {
        above: &'a str,
        entry: &'a str,
    },
    /// Behind the folder of its collection.
    Document {
        collection: &'a Collection,
        entry: &'a str,
    },
    Page,
}

impl<'a> Place<'a> {
    /// `None` for what Jekyll never looks at. `path` is relative to the site.
    pub fn of(config: &'a Config, path: &'a str) -> Option<Place<'a>> {
        let path = path.strip_prefix(config.source.as_str())?;
        if let Some(inside) = path.strip_prefix(config.collections_dir.as_str()) {
            for (marker, is_draft) in [("_posts/", false), ("_drafts/", true)] {
                let at = inside.match_indices(marker).map(|(at, _)| at).find(|&at| at == 0 || inside[..at].ends_with('/'));
                let Some(at) = at else { continue };
                let (above, entry) = (&inside[..at], &inside[at + marker.len()..]);
                let folder = &path[..path.len() - entry.len()];
                let above_source = &path[..path.len() - inside.len() + at];
                if config.entries.reaches(above_source.trim_end_matches('/')) && config.entries.reaches_below(folder, entry) {
                    let kind = if is_draft { Kind::Draft { above, entry } } else { Kind::Post { above, entry } };
                    return Some(Place { kind, relative: inside });
                }
                return None;
            }
            let document = config.collections.iter().find_map(|collection| {
                let entry = inside.strip_prefix('_')?.strip_prefix(collection.label.as_str())?.strip_prefix('/')?;
                Some((collection, entry))
            });
            if let Some((collection, entry)) = document {
                let folder = &path[..path.len() - entry.len()];
                let kind = Kind::Document { collection, entry };
                return config.entries.reaches_below(folder, entry).then_some(Place { kind, relative: inside });
            }
        }
        config.entries.reaches(path).then_some(Place { kind: Kind::Page, relative: path })
    }

    /// The type that `defaults` know it by.
    pub fn type_name(&self) -> &'a str {
        match self.kind {
            Kind::Post { .. } | Kind::Draft { .. } => "posts",
            Kind::Document { collection, .. } => &collection.label,
            Kind::Page => "pages",
        }
    }

    /// The path below the folder of its kind.
    pub fn entry(&self) -> &'a str {
        match self.kind {
            Kind::Post { entry, .. } | Kind::Draft { entry, .. } | Kind::Document { entry, .. } => entry,
            Kind::Page => self.relative,
        }
    }

    /// The file's name.
    pub fn name(&self) -> &'a str {
        self.relative.rsplit('/').next().unwrap_or(self.relative)
    }
}

/// The date and the slug that a file's name holds: `2024-03-05-green-tea.md`.
pub fn dated(name: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    for (index, (least, most)) in [(2, 4), (1, 2), (1, 2)].into_iter().enumerate() {
        let digits = name[end..].bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) || !name[end + digits..].starts_with('-') {
            return None;
        }
        end += digits + usize::from(index < 2);
    }
    let (slug, _) = name[end + 1..].rsplit_once('.')?;
    Some((&name[..end], slug))
}

/// The name without its ending, and that ending with its dot. A name that begins with a dot has none.
pub fn split_ending(name: &str) -> (&str, &str) {
    match name.rfind('.').filter(|&at| at > 0) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names() {
        assert_eq!(dated("2024-03-05-green-tea.md"), Some(("2024-03-05", "green-tea")));
        assert_eq!(dated("2024-3-5-v1.2.md"), Some(("2024-3-5", "v1.2")));
        assert_eq!(dated("24-03-05-tea.md"), Some(("24-03-05", "tea")));
        for name in ["tea.md", "2024-03-tea.md", "20240305-tea.md", "2024-03-05.md", "2024-03-05-tea", "2024-003-05-tea.md"] {
            assert_eq!(dated(name), None, "{name}");
        }
    }
}
