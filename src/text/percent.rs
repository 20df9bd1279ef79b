//! Percent escapes of URLs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with its percent escapes decoded, as far as they are UTF-8.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    String::from_utf8(decoded(text)).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The same, with a mark in the place of what is not UTF-8.
pub fn percent_decoded_lossy(text: &str) -> String {
    String::from_utf8_lossy(&decoded(text)).into_owned()
}

fn decoded(text: &str) -> Vec<u8> {
    let (mut decoded, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [byte, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        let escape = digit(0).zip(digit(1)).filter(|_| *byte == b'%').and_then(|(high, low)| u8::try_from(16 * high + low).ok());
        decoded.push(escape.unwrap_or(*byte));
        rest = if escape.is_some() { &tail[2..] } else { tail };
    }
    decoded
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
        // A sign is no digit.
        assert_eq!(percent_decoded("%+1%-1"), "%+1%-1");
        assert_eq!(percent_decoded_lossy("%41%ff%4"), "A\u{FFFD}%4");
    }

    #[test]
    fn what_a_path_may_not_hold_is_escaped() {
        assert_eq!(percent_encoded("/a b/例.html?"), "/a%20b/%E4%BE%8B.html%3F");
        assert_eq!(percent_encoded("/it's-(a)+b@c:d,e~f"), "/it's-(a)+b@c:d,e~f");
    }
}
