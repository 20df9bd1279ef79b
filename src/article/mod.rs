//! Reading an article: bytes in, front matter and one tree of elements out.
//!
//! Reading never fails. What is wrong becomes a [`Problem`] with its place, and the rest is read all the same.

mod attributes;
mod body;
pub mod dialect;
mod directives;
mod flavour;
mod forms;
pub mod front_matter;
mod html;
mod inclusions;
mod link_lists;
mod markdown;
mod prose;
mod references;
mod select;
mod sentences;
mod spare;
mod tally;
mod tree;
mod vocabulary;

pub use attributes::Attributes;
pub use dialect::{Dialect, Skipped, TemplateTag, Templates};
pub use directives::Directive;
pub use flavour::{Extensions, Flavour};
pub use forms::{forms, groups, keep_alike, may_repeat, stem};
pub use front_matter::{Data, Field, FrontMatter, Problem, ProblemKind, Value};
pub use inclusions::Inclusions;
pub use link_lists::LinkList;
pub use prose::{Word, hash, words_of};
pub use references::References;
pub use spare::text as room;
pub use tally::{Entry, Tally};
pub use tree::{Block, Element, Kind, Name, NodeId, Syntax, Tag, Tree};
pub use vocabulary::{SLOTS, function_slots, is_content, is_function, is_unspaced, slot};

use crate::text::{Source, Span, Text};
use std::cell::OnceCell;
use std::ops::Range;

/// An article, read.
pub struct Article {
    pub source: Source,
    pub front_matter: Option<FrontMatter>,
    /// Where the body begins.
    pub body: usize,
    pub tree: Tree,
    pub directives: Vec<Directive>,
    /// What is wrong with the front matter.
    pub problems: Vec<Problem>,
    /// Template constructs that were passed over.
    pub skipped: Skipped,
    /// The template tags and shortcodes among them, in order.
    pub tags: Vec<TemplateTag>,
    pub inclusions: Inclusions,
    /// The link definitions, and the references that have none.
    pub references: References,
    quiet: Vec<Range<usize>>,
    words: OnceCell<Vec<Word>>,
    tally: OnceCell<Tally>,
    link_lists: OnceCell<Vec<LinkList>>,
}

impl Article {
    /// Reads a file in its generator's dialect.
    pub fn read(source: Source, dialect: &Dialect) -> Article {
        let inclusions = Inclusions::of(&source.text);
        let head = front_matter::read(&source.text, source.start(), dialect.front_matter);
        let (mut passed, mut builder) = (dialect::Passed::default(), tree::Builder::new(&source.text));
        builder.jsx = dialect.templates == Templates::Mdx;
        let body = dialect::body(&source.text[head.body..], head.body, dialect, &mut passed);
        let references = match dialect.html {
            true => {
                html::read(&mut builder, &html::Chunk::Whole { html: body.text(), at: head.body });
                References::default()
            }
            false => markdown::read(&mut builder, &body, dialect),
        };
        drop(body);
        let tree = builder.finish();
        let quiet = prose::quiet(&tree, dialect.templates != Templates::None);
        let directives = directives::read(&source, head.front_matter.as_ref(), &tree);
        Article {
            front_matter: head.front_matter,
            body: head.body,
            problems: head.problems,
            source,
            tree,
            directives,
            skipped: passed.skipped,
            tags: passed.tags,
            inclusions,
            references,
            quiet,
            words: OnceCell::new(),
            tally: OnceCell::new(),
            link_lists: OnceCell::new(),
        }
    }

    /// Leaves the article's room to the next one on this thread.
    pub fn recycle(self) {
        spare::leave(self.tree, self.words.into_inner().unwrap_or_default(), self.source.text);
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// A field of the front matter, by its name or its path (`seo.title`).
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.front_matter.as_ref()?.get(path)
    }

    /// Whether a field says exactly this, as a boolean.
    pub fn says(&self, path: &str, value: bool) -> bool {
        self.field(path).is_some_and(|field| field.value.as_bool() == Some(value))
    }

    /// The first of these fields that has a text of its own.
    pub fn first_text(&self, names: &[&str]) -> Option<(&Field, &str)> {
        names.iter().find_map(|name| {
            let field = self.field(name)?;
            let text = field.value.as_str()?.trim();
            (!text.is_empty()).then_some((field, text))
        })
    }

    /// All headings, of Markdown and of HTML.
    pub fn headings(&self) -> impl Iterator<Item = (u8, Element<'_>)> {
        self.tree.headings().filter_map(|node| match node.tag() {
            Some(Tag::H(level)) => Some((level, node)),
            _ => None,
        })
    }

    /// Whether an h1 is the first thing to be read in the body.
    pub fn begins_with_h1(&self) -> bool {
        self.tree.blocks().first().is_some_and(|block| self.tree.get(block.node).tag() == Some(Tag::H(1)))
    }

    /// All links: elements that have an `href`.
    pub fn links(&self) -> impl Iterator<Item = (Element<'_>, Text<'_>)> {
        self.tree.links().filter_map(|node| Some((node, node.attribute(Name::Href)?)))
    }

    pub fn images(&self) -> impl Iterator<Item = Element<'_>> {
        self.tree.images()
    }

    pub fn comments(&self) -> impl Iterator<Item = Element<'_>> {
        self.tree.comments()
    }

    /// The template tags that work: what stands in a code span is shown, if its generator does not stumble over it.
    pub fn shown_tags(&self) -> impl Iterator<Item = &TemplateTag> {
        let code: Vec<Span> = if self.tags.is_empty() { Vec::new() } else { self.tree.code_spans().map(|node| node.span()).collect() };
        let is_code = move |at: u32| code.get(code.partition_point(|span| span.end <= at)).is_some_and(|span| span.start <= at);
        self.tags.iter().filter(move |tag| !is_code(tag.name.start))
    }

    /// The `import` lines of MDX, one or several together.
    pub fn imports(&self) -> impl Iterator<Item = &str> {
        self.comments().map(|comment| comment.span().of(self.text())).filter(|script| script.starts_with("import "))
    }

    /// The visible text of the body in blocks, headings included.
    pub fn blocks(&self) -> impl Iterator<Item = (&Block, Text<'_>)> {
        self.tree.blocks().iter().map(|block| (block, self.tree.text().get(block.text.clone())))
    }

    /// The words a reader sees, in order.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let text = self.tree.text().text();
            let mut words = spare::words();
            words.reserve(text.len() / if text.is_ascii() { 5 } else { 4 });
            prose::words(text, 0..text.len(), &self.quiet, &mut words);
            words
        })
    }

    /// How often each of its words is there.
    pub fn tally(&self) -> &Tally {
        self.tally.get_or_init(|| Tally::of(self.words()))
    }

    /// The lists of links, in document order; none is in another.
    pub fn link_lists(&self) -> &[LinkList] {
        self.link_lists.get_or_init(|| link_lists::link_lists(&self.tree))
    }

    /// Whether a stretch of the visible text is code or a template.
    pub fn is_quiet(&self, range: &Range<usize>) -> bool {
        let index = self.quiet.partition_point(|quiet| quiet.end <= range.start);
        self.quiet.get(index).is_some_and(|quiet| quiet.start < range.end)
    }

    /// The stretches of code and templates that reach into a part of the visible text.
    pub fn quiet_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let (from, end) = (self.quiet.partition_point(|quiet| quiet.end <= range.start), range.end);
        self.quiet[from..].iter().take_while(move |quiet| quiet.start < end)
    }

    /// The first line of prose behind the headings, or of anything; the body's first byte when there is none.
    pub fn first_line(&self) -> Span {
        let heading = |block: &Block| matches!(self.tree.get(block.node).tag(), Some(Tag::H(_)));
        let first = self.tree.blocks().iter().find(|block| !heading(block)).or(self.tree.blocks().first());
        match first {
            Some(block) => {
                let span = self.tree.text().span(block.text.clone());
                let line = self.source.line_at(span.start as usize);
                // A block may begin with the `\n` of a `\r\n`, behind the end of its line.
                Span { start: span.start, end: span.end.min(line.end).max(span.start) }
            }
            None => Span::at(self.body),
        }
    }

    /// The elements that a CSS selector matches. The page is made for the browser's own parser on first use only.
    pub fn select(&self, selector: &select::Selector) -> Vec<Element<'_>> {
        select::select(&self.tree, self.text(), selector)
    }
}

pub use select::Selector;
