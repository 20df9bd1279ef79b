//! What an article is written in: Markdown and what its generator adds to it, or HTML.

mod fences;
mod mdx;
mod vue;

pub(super) use fences::{Fences, around};
pub(super) use mdx::tag_length;

use super::attributes::{self, Attributes};
use super::body::{Body, Edit};
use super::flavour::{self, Flavour};
use super::front_matter::Forms;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The language of the body, and its extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The body is HTML throughout.
    pub html: bool,
    /// `[^1]` is a footnote.
    pub footnotes: bool,
    /// Which Markdown.
    pub flavour: Flavour,
    /// `## Heading {#id}`.
    pub attributes: Attributes,
    /// A definition list: `: text` under a term.
    pub definition_lists: bool,
    pub templates: Templates,
    pub front_matter: Forms,
}

/// The template language that runs before or in the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Templates {
    None,
    /// Hexo: `{{ }}`, `{% %}`; what stands in a block tag never meets the Markdown parser.
    Nunjucks,
    /// Jekyll, Eleventy: `{{ }}`, `{% %}`, all of it before Markdown.
    Liquid,
    /// MkDocs with the macros plugin: `{{ }}`, `{% %}`, all of it before Markdown.
    Jinja,
    /// Hugo, Zola: `{{< >}}`, `{{% %}}`, `{{ }}`, `{% %}`.
    Shortcodes,
    /// VitePress: `{{ }}`, `::: containers`, `<<< snippets`.
    Vue,
    /// MDX: `{ }`, `{/* */}`, `import` and `export` lines, JSX tags.
    Mdx,
}

/// How many constructs of each template language were passed over.
pub type Skipped = BTreeMap<&'static str, u32>;

impl Default for Dialect {
    /// Markdown as GitHub shows it.
    fn default() -> Dialect {
        Dialect {
            html: false,
            footnotes: true,
            flavour: Flavour::CommonMark,
            attributes: Attributes::None,
            definition_lists: false,
            templates: Templates::None,
            front_matter: Forms { without_opening: false, json: false, toml: true },
        }
    }
}

/// Block tags whose content is no Markdown of the article.
const NUNJUCKS_RAW: &[&str] =
    &["raw", "codeblock", "code", "highlight", "verbatim", "comment", "blockquote", "quote", "pullquote", "mermaid"];
const JINJA_RAW: &[&str] = &["raw"];
const LIQUID_RAW: &[&str] = &["highlight", "comment", "mermaid"];
const SHORTCODE_RAW: &[&str] = &["highlight", "mermaid", "math", "rawhtml", "raw"];

/// A template tag or shortcode: `{% name arguments %}`, `{{< name arguments >}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateTag {
    pub name: Span,
    pub arguments: Span,
}

/// What was passed over while the body was made ready for the parser.
#[derive(Debug, Default)]
pub struct Passed {
    pub skipped: Skipped,
    pub tags: Vec<TemplateTag>,
}

/// The body, which begins at byte `offset` of the file, as the Markdown parser is to read it.
pub fn body<'a>(text: &'a str, offset: usize, dialect: &Dialect, passed: &mut Passed) -> Body<'a> {
    let fences = Fences::of(text);
    let masked = mask(text, offset, dialect.templates, &fences, passed);
    let mut edits: Vec<Edit> = Vec::new();
    if !dialect.html && (dialect.flavour != Flavour::CommonMark || dialect.attributes != Attributes::None) {
        let fences = if let Cow::Borrowed(_) = masked { fences } else { Fences::of(&masked) };
        attributes::edits(&masked, offset, dialect.attributes, &fences, &mut edits);
        flavour::edits(&masked, text, offset, dialect.flavour, &fences, &mut passed.skipped, &mut edits);
    }
    let tags = match dialect.templates {
        Templates::Mdx if !dialect.html => flavour::mdx::edits(&masked, offset, &mut edits),
        _ => Vec::new(),
    };
    let mut body = Body::new(masked, offset, edits);
    body.tags = tags;
    body
}

/// The body with the insides of templates written over, byte for byte, so that Markdown cannot misread them: `{{ a "b" }}`
/// becomes `{{xxxxxxx}}`, and a whole raw block a comment. Borrowed when there are none.
fn mask<'a>(body: &'a str, offset: usize, templates: Templates, fences: &Fences<'_>, passed: &mut Passed) -> Cow<'a, str> {
    let always = matches!(templates, Templates::Mdx | Templates::Vue);
    if templates == Templates::None || memchr::memchr(b'{', body.as_bytes()).is_none() && !always {
        return Cow::Borrowed(body);
    }
    let mut masker = Masker { body, offset, fences, out: None, passed };
    match templates {
        Templates::Mdx => masker.mdx(),
        Templates::Vue => masker.vue(),
        _ => masker.tags(templates),
    }
    // To prove a text with vectors and copy it takes less time than the standard library needs to prove it.
    match masker.out.as_deref().map(simdutf8::basic::from_utf8) {
        Some(Ok(masked)) => Cow::Owned(masked.to_owned()),
        _ => Cow::Borrowed(body),
    }
}

struct Masker<'a, 's> {
    body: &'a str,
    offset: usize,
    fences: &'s Fences<'s>,
    out: Option<Vec<u8>>,
    passed: &'s mut Passed,
}

impl Masker<'_, '_> {
    fn count(&mut self, what: &'static str) {
        *self.passed.skipped.entry(what).or_default() += 1;
    }

    /// Writes `x` over a stretch; line ends stay.
    fn fill(&mut self, start: usize, end: usize) {
        let out = self.out.get_or_insert_with(|| self.body.as_bytes().to_vec());
        out[start..end].iter_mut().filter(|byte| !matches!(**byte, b'\n' | b'\r')).for_each(|byte| *byte = b'x');
    }

    /// Makes a stretch of seven bytes or more an HTML comment.
    fn comment(&mut self, start: usize, end: usize) {
        if end - start >= 7 {
            self.fill(start, end);
            if let Some(out) = &mut self.out {
                // `{/*` at the end of its line takes that in, both bytes of it.
                if out[start + 3] == b'\r' && out[start + 4] == b'\n' {
                    out[start + 4] = b'x';
                }
                out[start..start + 4].copy_from_slice(b"<!--");
                out[end - 3..end].copy_from_slice(b"-->");
            }
        }
    }

    fn tags(&mut self, templates: Templates) {
        let (raw, name) = match templates {
            Templates::Nunjucks => (NUNJUCKS_RAW, "nunjucks"),
            Templates::Liquid => (LIQUID_RAW, "liquid"),
            Templates::Jinja => (JINJA_RAW, "jinja"),
            _ => (SHORTCODE_RAW, "shortcode"),
        };
        let (body, fences) = (self.body, self.fences);
        // What is not closed behind one tag is not closed behind the next either.
        let mut unclosed: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'{', &body.as_bytes()[at..]) {
            let start = at + found;
            let rest = &body[start..];
            at = start + 1;
            let (open, close) = match rest.as_bytes().get(1) {
                Some(b'{') if rest.starts_with("{{<") => (3, ">}}"),
                Some(b'{') if rest.starts_with("{{%") => (3, "%}}"),
                Some(b'{') => (2, "}}"),
                Some(b'%') => (2, "%}"),
                Some(b'#') if templates == Templates::Nunjucks => (2, "#}"),
                _ => continue,
            };
            if let Some(fence) = fences.around(start) {
                at = fence.end;
                continue;
            }
            // A template does not run over a blank line: that is a brace in the text.
            let Some(length) = find_close(near(&rest[open..]), close).filter(|&length| !has_blank_line(&rest[open..open + length])) else {
                continue;
            };
            let inside = &rest[open..open + length];
            let end = start + open + length + close.len();
            self.count(name);
            let tag = inside.trim_matches(|c: char| c == '-' || c.is_whitespace());
            let word = tag_name(tag);
            // Zola writes its shortcodes as calls: `{{ name(key="value") }}`.
            let is_call = templates == Templates::Shortcodes && tag[word.len()..].starts_with('(');
            let is_tag = close == "%}" || close.len() == 3 || close == "}}" && is_call;
            if is_tag && !word.is_empty() {
                let name =
                    Span::new(0, word.len()).shifted(self.offset + start + open + (tag.as_ptr() as usize - inside.as_ptr() as usize));
                let arguments = tag[word.len()..].trim();
                let at = arguments.as_ptr() as usize - tag.as_ptr() as usize;
                self.passed.tags.push(TemplateTag { name, arguments: Span::new(at, at + arguments.len()).shifted(name.start as usize) });
            }
            // `{% set name %}…{% endset %}` keeps what is in it for later.
            let keeps = word == "set" && templates == Templates::Nunjucks && !inside.contains('=');
            let is_raw = is_tag && (keeps || raw.contains(&word)) && !unclosed.contains(&word);
            let stop = if is_raw { end_tag(&body[end..], word) } else { None };
            if is_raw && stop.is_none() {
                unclosed.push(word);
            }
            if let Some(stop) = stop {
                self.comment(start, end + stop);
                at = end + stop;
            } else {
                self.fill(start + open, end - close.len());
                at = end;
            }
        }
    }
}

/// Where the delimiter that closes a tag begins; it ends with a brace.
fn find_close(text: &str, close: &str) -> Option<usize> {
    let ends = memchr::memchr_iter(b'}', text.as_bytes());
    ends.map(|end| end + 1).find(|&end| text.as_bytes()[..end].ends_with(close.as_bytes())).map(|end| end - close.len())
}

/// The name that a tag begins with: `post_link`, `cta-button`, `partials/ad.html`.
fn tag_name(tag: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let inner = |at: usize, c: char| matches!(c, '-' | '/' | '.') && tag[at + 1..].starts_with(is_word);
    let end = tag.char_indices().find(|&(at, c)| !is_word(c) && (at == 0 || !inner(at, c)));
    &tag[..end.map_or(tag.len(), |(at, _)| at)]
}

/// Where the end tag of the raw block `word` ends.
fn end_tag(rest: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = rest[at..].find("{") {
        let tag = &rest[at + found..];
        at += found + 1;
        let inside = tag.trim_start_matches(['{', '%', '<', '-', ' ']);
        let closes =
            inside.strip_prefix("end").or_else(|| inside.strip_prefix('/')).map(str::trim_start).and_then(|t| t.strip_prefix(word));
        if let Some(after) = closes
            && let Some(stop) = after.find('}')
            && after[..stop].bytes().all(|b| matches!(b, b' ' | b'%' | b'>' | b'-'))
        {
            let brace = at - 1 + (tag.len() - after.len()) + stop + 1;
            return Some(brace + usize::from(rest[brace..].starts_with('}')));
        }
    }
    None
}

/// The text up to where nobody looks for the end of a tag any more: without a bound, many tags that never end would each be looked
/// through to the end of the file. 16 KiB.
pub(super) fn near(text: &str) -> &str {
    let mut end = text.len().min(16 << 10);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain((!text.ends_with('\n')).then_some(text.len()));
    let mut start = 0;
    ends.map(move |end| {
        let line = (start, &text[start..end]);
        start = end;
        line
    })
}

pub(super) fn has_blank_line(text: &str) -> bool {
    blank_line(text).is_some()
}

/// Where the first blank line begins.
fn blank_line(text: &str) -> Option<usize> {
    lines(text).skip(1).find(|(at, line)| line.trim().is_empty() && at + line.len() <= text.len() && line.ends_with('\n')).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(body: &str, templates: Templates) -> String {
        let masked = mask(body, 0, templates, &Fences::of(body), &mut Passed::default()).into_owned();
        assert_eq!(masked.len(), body.len());
        masked
    }

    #[test]
    fn the_insides_of_tags_are_written_over() {
        assert_eq!(masked("[a]({% post_link b %}) *c*", Templates::Nunjucks), "[a]({%xxxxxxxxxxxxx%}) *c*");
        assert_eq!(masked("{{<img src=\"a\">}}", Templates::Shortcodes), "{{<xxxxxxxxxxx>}}");
    }

    #[test]
    fn raw_blocks_become_comments() {
        let masked = masked("a\n{% raw %}\n# b\n{% endraw %}\nc\n", Templates::Nunjucks);
        assert_eq!(masked, "a\n<!--xxxxx\nxxx\nxxxxxxxxx-->\nc\n");
    }

    #[test]
    fn what_is_kept_for_later_is_no_text_here() {
        let masked = masked("{% set a = 1 %}\n{% set b %}\n# c\n{% endset %}\n", Templates::Nunjucks);
        assert_eq!(masked, "{%xxxxxxxxxxx%}\n<!--xxxxxxx\nxxx\nxxxxxxxxx-->\n");
    }

    #[test]
    fn fences_and_lone_braces_are_left_alone() {
        for text in ["```\n{{ a }}\n```\n", "a {{ b\n\nc }} d", "{ a }", "set {a, b}"] {
            assert_eq!(masked(text, Templates::Liquid), text);
        }
    }

    #[test]
    fn mdx_expressions_comments_and_imports() {
        assert_eq!(masked("import A from 'a'\n\n{/* b */} {c}", Templates::Mdx), "<!--xxxxxxxxxx-->\n\n<!--xx--> {x}");
    }

    #[test]
    fn tags_have_a_name_and_arguments() {
        let text = "[a]({% post_link  tea 'x' %}) {{< ref \"tea.md\" >}} {{< cta-button a/b >}} {{ ad(url=1) }} {{ page }} {{< /x >}}";
        let mut passed = Passed::default();
        mask(text, 0, Templates::Shortcodes, &Fences::of(text), &mut passed);
        let tags: Vec<_> = passed.tags.iter().map(|tag| (tag.name.of(text), tag.arguments.of(text))).collect();
        assert_eq!(tags, [("post_link", "tea 'x'"), ("ref", "\"tea.md\""), ("cta-button", "a/b"), ("ad", "(url=1)")]);
    }

    #[test]
    fn what_was_skipped_is_counted() {
        let mut passed = Passed::default();
        let text = "{{ a }} {% b %}";
        mask(text, 0, Templates::Liquid, &Fences::of(text), &mut passed);
        assert_eq!(passed.skipped.get("liquid"), Some(&2));
    }
}
