//! In which languages a page may speak to its readers.

/// The languages in which a disclosure is understood by the readers of a page: what the page says of itself, and what its text looks like.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    declared: Option<Box<str>>,
}

impl Languages {
    /// `declared` as in front matter or a folder's name: `de`, `pt-BR`.
    pub fn of(declared: Option<&str>, _text: &str) -> Languages {
        Languages { declared: declared.map(Into::into) }
    }

    /// The one that the page declares.
    pub fn declared(&self) -> Option<&str> {
        self.declared.as_deref()
    }
}
