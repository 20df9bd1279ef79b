//! kramdown's attribute lists: `{: #id .class key="value" name}`, `{:name: …}` and `{#id}` behind a heading.

use super::line::outdented;
use crate::article::attributes::{Attribute, AttributeList, Place, tokens};
use crate::article::body::Edit;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The lists that have names, for others to refer to.
#[derive(Default)]
pub struct Named<'t>(FxHashMap<&'t str, Vec<Attribute>>);

impl<'t> Named<'t> {
    /// Looks for `{:name: …}` on lines of their own.
    pub fn read(text: &'t str, offset: usize) -> Named<'t> {
        let mut named = Named::default();
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], b"{:") {
            let start = at + found;
            at = start + 2;
            let indent = text.as_bytes()[..start].iter().rev().take(4).take_while(|&&b| b == b' ').count();
            let line_start = start - indent;
            if indent > 3 || line_start > 0 && text.as_bytes()[line_start - 1] != b'\n' {
                continue;
            }
            let line = text[line_start..].lines().next().unwrap_or_default();
            if let Some((name, list)) = definition(line) {
                let list_start = line_start + (list.as_ptr() as usize - line.as_ptr() as usize);
                let attributes = attributes(list, offset + list_start, &Named::default());
                named.0.entry(name).or_default().extend(attributes);
            }
        }
        named
    }
}

/// The name and the list of `{:name: list}`.
pub fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, list) = outdented(line)?.strip_prefix("{:")?.trim_end().strip_suffix('}')?.split_once(':')?;
    (is_name(name) && !list.is_empty()).then_some((name, list))
}

fn is_name(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    name.starts_with(is_word) && name.chars().all(|c| is_word(c) || c == '-')
}

/// The inside of the list that has this line for itself; it is no definition and no extension.
pub fn own(line: &str) -> Option<&str> {
    let inside = outdented(line)?.strip_prefix("{:")?.trim_end().strip_suffix('}')?;
    let is_plain = !inside.is_empty() && !inside.starts_with([':', '/']) && !has_end(inside);
    (is_plain && definition(line).is_none()).then_some(inside)
}

/// Whether the line is such a list, or a definition of one.
pub fn is_list(line: &str) -> bool {
    outdented(line).is_some_and(|line| line.starts_with("{:")) && (own(line).is_some() || definition(line).is_some())
}

/// Whether a brace that nothing escapes ends the list already.
fn has_end(inside: &str) -> bool {
    inside.match_indices('}').any(|(at, _)| !inside[..at].ends_with('\\'))
}

/// The list that a text begins with, `{:` and `}` included.
pub fn at_start(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("{:")?;
    let end = inside.match_indices('}').find(|(at, _)| !inside[..*at].ends_with('\\'))?.0;
    let list = &inside[..end];
    (!list.is_empty() && !list.starts_with([':', '/']) && !list.contains('\n')).then(|| &text[..end + 3])
}

/// What stands in a list, whose inside begins at byte `at` of the file. What kramdown does not understand is left out, and `toc`, which
/// no definition has for its name, is an attribute without a value.
pub fn attributes(inside: &str, at: usize, named: &Named<'_>) -> Vec<Attribute> {
    let mut found = Vec::new();
    let attribute = |name: &str, key: Range<usize>, value: Range<usize>| {
        Attribute::new(name, Span::new(at + key.start, at + key.end), Span::new(at + value.start, at + value.end))
    };
    for (token, start) in tokens(inside) {
        let end = start + token.len();
        if let Some((name, value)) = token.split_once('=') {
            let is_quoted = value.len() >= 2 && value.starts_with(['"', '\'']) && value.ends_with(&value[..1]);
            if is_quoted && is_name(name) {
                found.push(attribute(name, start..start + name.len(), start + name.len() + 2..end - 1));
            }
        } else if token.starts_with(['#', '.']) {
            found.extend(ids_and_classes(token).into_iter().map(|(name, value)| {
                let (from, to) = (start + value.start, start + value.end);
                attribute(name, from - 1..from, from..to)
            }));
        } else if let Some(known) = named.0.get(token) {
            found.extend(known.iter().cloned());
        } else if token == "toc" {
            found.push(attribute("toc", start..end, end..end));
        }
    }
    // Of several ids the last counts.
    let last = found.iter().rposition(|attribute| &*attribute.name == "id");
    let mut index = 0;
    found.retain(|attribute| {
        index += 1;
        &*attribute.name != "id" || Some(index - 1) == last
    });
    found
}

/// `#tea.green`: the id and the classes. All of it or nothing: an id is a letter, and then word characters, `-` and `:`.
fn ids_and_classes(token: &str) -> Vec<(&'static str, Range<usize>)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < token.len() {
        let rest = &token[at + 1..];
        let length = rest.find(['#', '.']).unwrap_or(rest.len());
        let value = &rest[..length];
        let is_id = token[at..].starts_with('#');
        let fits = match is_id {
            true => {
                value.starts_with(|c: char| c.is_ascii_alphabetic())
                    && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':'))
            }
            false => !value.is_empty(),
        };
        if !fits {
            return Vec::new();
        }
        found.push((if is_id { "id" } else { "class" }, at + 1..at + 1 + length));
        at += 1 + length;
    }
    found
}

/// `{#id}` at the end of a heading's text, behind a blank: where the text ends, and where the id stands.
pub fn of_heading(text: &str) -> Option<(usize, Range<usize>)> {
    let inside = text.strip_suffix('}')?;
    let at = inside.rfind("{#")?;
    let id = &inside[at + 2..];
    let is_id = id.starts_with(is_name_start) && id.chars().all(|c| is_name_start(c) || is_name_char(c));
    (is_id && text[..at].ends_with([' ', '\t'])).then(|| (text[..at].trim_end().len(), at + 2..inside.len()))
}

/// The characters that a name in XML may begin with.
fn is_name_start(c: char) -> bool {
    matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Those that it may have besides.
fn is_name_char(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Takes a list, which stands at `list` of the body, out of it: `range` makes way for nothing.
pub fn edit(range: Range<usize>, list: Range<usize>, offset: usize, place: Place, attributes: Vec<Attribute>) -> Edit {
    let span = Span::new(offset + list.start, offset + list.end);
    Edit { range, put: "", list: Some(AttributeList { at: 0, span, place, attributes }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str, definitions: &str) -> Vec<String> {
        let text = format!("{definitions}{inside}");
        let named = Named::read(definitions, 0);
        let show = |a: &Attribute| format!("{}={}", a.name, a.value.of(&text));
        attributes(&text[definitions.len()..], definitions.len(), &named).iter().map(show).collect()
    }

    #[test]
    fn what_a_list_may_hold() {
        assert_eq!(read(" #tea .hot.green rel=\"a b\" lang='x' ", ""), ["id=tea", "class=hot", "class=green", "rel=a b", "lang=x"]);
        assert_eq!(read("toc", ""), ["toc="]);
        assert_eq!(read("#a #b", ""), ["id=b"]);
        assert!(read("#1a id=x pot", "").is_empty());
    }

    #[test]
    fn lists_with_names() {
        assert_eq!(read("pot .cup", "{:pot: #tea .hot}\n"), ["id=tea", "class=hot", "class=cup"]);
    }

    #[test]
    fn ids_of_headings_are_names() {
        let id = |text: &'static str| of_heading(text).map(|(end, id)| (&text[..end], &text[id]));
        assert_eq!(id("Tea  {#green-tea.1:x}"), Some(("Tea", "green-tea.1:x")));
        assert_eq!(id("Tea {#茶}"), Some(("Tea", "茶")));
        for text in ["Tea{#green}", "Tea {#1a}", "Tea {#-a}", "Tea { #a}", "Tea {#a b}", "Tea {#a} ", "{#a}"] {
            assert_eq!(id(text), None, "{text}");
        }
    }

    #[test]
    fn lines_of_their_own() {
        assert_eq!(own("  {: .x}  "), Some(" .x"));
        for line in ["{:x: .y}", "{::comment}", "{:/}", "    {: .x}", "{: .x} tea", "{: .x} {: .y}", "{:}"] {
            assert_eq!(own(line), None, "{line}");
        }
        assert_eq!(definition("{:x: .y}"), Some(("x", " .y")));
    }
}
