//! The tokens of JavaScript, as far as skipping them goes.

/// Whether a name may hold this character.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The text of the string that begins here, and its length; `None` if something is put into it.
pub(super) fn string(text: &str, quote: u8) -> Option<(String, usize)> {
    let mut decoded = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == char::from(quote) => return Some((decoded, at + 1)),
            '$' if quote == b'`' && text[at..].starts_with("${") => return None,
            '\n' if quote != b'`' => return None,
            '\\' => match chars.next()?.1 {
                'n' => decoded.push('\n'),
                't' => decoded.push('\t'),
                'u' | 'x' => return None,
                '\n' => {}
                escaped => decoded.push(escaped),
            },
            c => decoded.push(c),
        }
    }
    None
}

/// The place behind one character, one string, one regular expression or one pair of brackets with all that is in it.
pub(super) fn after(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        b'(' | b'[' | b'{' => after_brackets(text, at),
        _ => after_token(text, at),
    }
}

/// The place behind one character, one string or one regular expression.
fn after_token(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes[at] {
        quote @ (b'\'' | b'"' | b'`') => {
            let mut end = at + 1;
            while let Some(&byte) = bytes.get(end) {
                end += match byte {
                    b'\\' => 2,
                    b'\n' if quote != b'`' => return end,
                    _ if byte == quote => return end + 1,
                    _ => 1,
                };
            }
            boundary(text, end)
        }
        b'/' if begins_expression(&bytes[..at]) => {
            let (mut end, mut class) = (at + 1, false);
            while let Some(&byte) = bytes.get(end) {
                match byte {
                    b'\n' => return at + 1,
                    b'\\' => end += 1,
                    b'[' => class = true,
                    b']' => class = false,
                    b'/' if !class => return end + 1,
                    _ => {}
                }
                end += 1;
            }
            boundary(text, end)
        }
        _ => boundary(text, at + 1),
    }
}

/// Whether a `/` behind this text begins a regular expression, as it does where a value is due.
fn begins_expression(before: &[u8]) -> bool {
    let last = before.iter().rev().take(64).find(|byte| !byte.is_ascii_whitespace());
    last.is_none_or(|byte| b"(,=:[!&|?{};+>".contains(byte))
}

pub(super) fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The place behind the bracket that closes the one here.
pub(super) fn after_brackets(text: &str, at: usize) -> usize {
    let mut depth = 0_u32;
    let mut at = at;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = after_token(text, at);
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The script with blanks in place of its comments.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let end = if rest.starts_with("//") {
            rest.find('\n').map_or(text.len(), |length| at + length)
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(text.len(), |length| at + length + 2)
        } else {
            let end = after_token(text, at);
            out.push_str(&text[at..end]);
            at = end;
            continue;
        };
        out.extend(text[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}
