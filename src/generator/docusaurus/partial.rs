//! Partials: files that others include, and what they bring.

use super::Docusaurus;
use crate::article::Article;
use crate::generator::paths::folder_of;
use crate::generator::{Generator, Included, is_markdown, join};
use crate::text::Source;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// A file that is included in others, not built by itself: `_tea.mdx`. It is read when the first of them is.
pub struct Partial {
    text: String,
    brings: OnceLock<Brings>,
}

/// What a partial brings: ids, and further partials.
struct Brings {
    ids: Vec<String>,
    includes: Option<Vec<String>>,
}

impl Partial {
    pub fn new(text: String) -> Partial {
        Partial { text, brings: OnceLock::new() }
    }
}

impl Docusaurus {
    /// What the partials that an article includes bring, and those that they include.
    pub fn brought(&self, path: &str, article: &Article) -> Option<Included> {
        let mut open = self.includes(path, article)?;
        let (mut included, mut seen) = (Included::default(), FxHashSet::default());
        while let Some(path) = open.pop() {
            let Some(partial) = self.partials.get(&path) else {
                included.absent.get_or_insert(path);
                continue;
            };
            let brings = partial.brings.get_or_init(|| self.brings(&path, &partial.text));
            if seen.insert(path) {
                included.ids.extend(brings.ids.iter().cloned());
                open.extend(brings.includes.iter().flatten().cloned());
                brings.includes.as_ref()?;
            }
        }
        Some(included)
    }

    fn brings(&self, path: &str, text: &str) -> Brings {
        let article = Article::read(Source::new(path.into(), text.as_bytes().to_vec()), &self.dialect(path));
        let ids = self.anchors(&article).iter().map(|anchor| anchor.id.to_string()).collect();
        Brings { ids, includes: self.includes(path, &article) }
    }

    /// The files of Markdown that an article includes; `None` if one of them cannot be told from its `import`.
    fn includes(&self, path: &str, article: &Article) -> Option<Vec<String>> {
        let folder = folder_of(path);
        let mut includes = Vec::new();
        for script in article.imports() {
            // `import Tea from './_tea.mdx'`
            let parts = script.split(['\'', '"']).skip(1).step_by(2);
            for name in parts.filter(|name| is_markdown(name)) {
                // Formatters of Markdown put backslashes before underscores here too.
                let name = &*name.replace('\\', "");
                includes.push(match name.strip_prefix("@site/") {
                    Some(path) => path.to_string(),
                    None if name.starts_with('.') => join(folder, name)?,
                    None => return None,
                });
            }
        }
        Some(includes)
    }
}
