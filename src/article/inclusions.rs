//! The marks by which generators include other files.

use super::{Dialect, Flavour, Templates};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Which marks of inclusion an article's text has, wherever they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inclusions {
    /// Marks that need no template language: `--8<--`, `{{#include …}}`, `@include: …`.
    pub plain: bool,
    /// Tags of templates: `{% include … %}`, `{% render … %}`, `{{< readfile … >}}` and the like.
    pub tags: bool,
}

impl Inclusions {
    pub fn of(text: &str, dialect: &Dialect) -> Inclusions {
        static SNIPPET: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("--8<--"));
        static INCLUDE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("include"));
        static RENDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("{% render"));
        static READ: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("readfile"));
        let text = text.as_bytes();
        let mut found = Inclusions { plain: SNIPPET.find(text).is_some(), tags: false };
        let mut at = 0;
        while !found.plain
            && let Some(next) = INCLUDE.find(&text[at..])
        {
            let (before, after) = text.split_at(at + next);
            found.plain = before.ends_with(b"{{#") || before.ends_with(b"@") && after.starts_with(b"include:");
            found.tags |= [b"{% ".as_slice(), b"{%- ", b"{{% ", b"{{< "].iter().any(|open| before.ends_with(open));
            at += next + 1;
        }
        // Of no others is anything passed over.
        let may_skip = dialect.templates != Templates::None || matches!(dialect.flavour, Flavour::PythonMarkdown(_));
        if may_skip && !found.plain && !found.tags {
            let reads = |at: usize| text[..at].ends_with(b"{{< ") || text[..at].ends_with(b"{{% ");
            found.tags = RENDER.find(text).is_some() || READ.find_iter(text).any(reads);
        }
        found
    }
}
