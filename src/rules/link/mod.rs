//! Rules about links.

pub mod broken_fragment;
pub mod broken_path;
pub mod empty;
pub mod foreign_fragment;
pub mod protocol_relative;
pub mod undefined_reference;
pub mod unnamed;
pub mod unpublished_target;
pub mod unsafe_scheme;
pub mod unused_definition;
pub mod vague_text;

/// A link's text or address for a message: on one line, and not without end.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &line[..end]),
        None => format!("`{line}`"),
    }
}
