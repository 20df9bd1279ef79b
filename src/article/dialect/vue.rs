//! What VitePress reads besides Markdown: `{{ … }}` of Vue, containers (`::: tip`), and lines that draw in other files.

use super::{Masker, has_blank_line, lines, near};

impl Masker<'_, '_> {
    pub(super) fn vue(&mut self) {
        let (body, fences) = (self.body, self.fences);
        for (start, line) in lines(body) {
            let inner = line.trim();
            let what = match inner.as_bytes().first() {
                Some(b':') if inner.starts_with(":::") => "container",
                Some(b'<') if inner.starts_with("<<<") => "include",
                Some(b'<') if inner.starts_with("<!--") && inner[4..].trim_start().starts_with("@include:") => {
                    // It is a comment already.
                    self.count("include");
                    continue;
                }
                Some(b'[') if inner.eq_ignore_ascii_case("[[toc]]") => "toc",
                _ => continue,
            };
            if fences.around(start).is_none() {
                self.blank(start, start + line.len());
                self.count(what);
            }
        }
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&body.as_bytes()[at..], b"{{") {
            let start = at + found;
            at = start + 2;
            if let Some(fence) = fences.around(start) {
                at = fence.end;
            } else if self.out.as_ref().is_some_and(|out| out[start] != b'{') {
                // It stands in a line that is a blank one by now.
                continue;
            } else if let Some(length) = near(&body[at..]).find("}}").filter(|&length| !has_blank_line(&body[at..at + length])) {
                self.fill(at, at + length);
                self.count("vue");
                at += length + 2;
            }
        }
    }

    /// Makes a line a blank one.
    fn blank(&mut self, start: usize, end: usize) {
        let out = self.out.get_or_insert_with(|| self.body.as_bytes().to_vec());
        out[start..end].iter_mut().filter(|byte| !matches!(**byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Fences, Passed, Templates, mask};

    #[test]
    fn what_is_no_markdown_is_written_over_and_counted() {
        let text = "::: tip *Tea*\n{{ a * b }}\n:::\n```\n::: {{ x }}\n```\n<<< @/a.js\n<!-- @include: ./b.md -->\n[[toc]]\n{{ open\n\n}}\n::: {{ x }}\n";
        let mut passed = Passed::default();
        let masked = mask(text, 0, Templates::Vue, &Fences::of(text), &mut passed).into_owned();
        let expected = "             \n{{xxxxxxx}}\n   \n```\n::: {{ x }}\n```\n          \n<!-- @include: ./b.md -->\n       \n{{ open\n\n}}\n           \n";
        assert_eq!(masked, expected);
        let counts: Vec<_> = passed.skipped.into_iter().collect();
        assert_eq!(counts, [("container", 3), ("include", 2), ("toc", 1), ("vue", 1)]);
    }
}
