//! Percent escapes of URLs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with its percent escapes decoded, as far as they are UTF-8.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let (bytes, mut decoded, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let escape = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A path in which all but unreserved characters, sub-delimiters, `:`, `@` and `/` are escaped (RFC 3986, `pchar`).
pub fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' => encoded.push(char::from(byte)),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => encoded.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_when_they_are_text() {
        assert_eq!(percent_decoded("%E4%BE%8B"), "例");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }

    #[test]
    fn what_a_path_may_not_hold_is_escaped() {
        assert_eq!(percent_encoded("/a b/例.html?"), "/a%20b/%E4%BE%8B.html%3F");
        assert_eq!(percent_encoded("/it's-(a)+b@c:d,e~f"), "/it's-(a)+b@c:d,e~f");
    }
}
