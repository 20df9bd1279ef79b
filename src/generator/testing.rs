//! Sites and articles for tests, each from its text.

use super::{Generator, Root};
use crate::article::Article;
use crate::text::Source;

/// What is loaded from a site of these files.
pub fn site<T>(files: &[(&str, &str)], load: impl FnOnce(&Root<'_>) -> T) -> T {
    let mut names: Vec<String> = files.iter().map(|(name, _)| name.to_string()).collect();
    names.sort_unstable();
    let read = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.to_string());
    load(&Root { files: &names, read: &read, version: None })
}

/// An article as the generator would read it at this path.
pub fn article(generator: &dyn Generator, path: &str, text: &str) -> Article {
    Article::read(Source::new(path.into(), text.as_bytes().to_vec()), &generator.dialect(path))
}
