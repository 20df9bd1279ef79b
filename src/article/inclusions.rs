//! The marks by which generators include other files.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Which marks of inclusion an article's text has, wherever they stand.
#[derive(Clone, Copy, Debug)]
pub struct Inclusions {
    /// Those that need no template language: `--8<--`, `{{#include …}}`, `@include: …`.
    pub plain: bool,
    /// Tags of templates that are called so: `{% include … %}`, `{{< include … >}}`.
    pub tags: bool,
}

impl Inclusions {
    pub fn of(text: &str) -> Inclusions {
        static SNIPPET: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("--8<--"));
        static INCLUDE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("include"));
        let text = text.as_bytes();
        let mut found = Inclusions { plain: SNIPPET.find(text).is_some(), tags: false };
        for at in INCLUDE.find_iter(text) {
            let (before, after) = text.split_at(at);
            match before {
                [.., b'{', b'{', b'#'] => found.plain = true,
                [.., b'@'] => found.plain |= after.starts_with(b"include:"),
                [.., b'{', b'%', b' '] | [.., b'{', b'%', b'-', b' '] | [.., b'{', b'{', b'<', b' '] => found.tags = true,
                _ => {}
            }
        }
        found
    }

    /// Whether a text has tags of other names: `{% render … %}`, `{{< readfile … >}}`.
    pub fn has_others(text: &str) -> bool {
        static RENDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("{% render"));
        static READ: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("readfile"));
        let text = text.as_bytes();
        let reads = |at: usize| matches!(text[..at], [.., b'{', b'{', b'<' | b'%', b' ']);
        RENDER.find(text).is_some() || READ.find_iter(text).any(reads)
    }
}
