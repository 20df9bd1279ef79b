//! Work grows as the input does. What is counted is bytes asked of the allocator, never seconds: twice the input may cost little more
//! than twice the bytes.

mod common;

use common::{ENDLESS, Folder, dialects};
use copydesk::affiliate::Survey;
use copydesk::article::Article;
use copydesk::config::Pick;
use copydesk::engine::{Options, Session};
use copydesk::facts::{Facts, MainText};
use copydesk::generator::{self, Generator, Root};
use copydesk::rules;
use copydesk::text::Source;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, which counts what each thread asks for and gives back.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
    static GIVEN_BACK: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<usize>>, bytes: usize) {
    // A thread that ends frees memory when its counters are gone.
    let _ = counter.try_with(|counter| counter.set(counter.get() + bytes));
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(&ASKED, layout.size());
        // SAFETY: as the caller has it.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(&GIVEN_BACK, layout.size());
        // SAFETY: as the caller has it.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that `work` asks for, and those of them that are still held by what it returns.
fn counted<T>(work: impl FnOnce() -> T) -> (usize, isize) {
    let (asked, back) = (ASKED.get(), GIVEN_BACK.get());
    let result = work();
    let (asked, back) = (ASKED.get() - asked, GIVEN_BACK.get() - back);
    drop(result);
    (asked, asked as isize - back as isize)
}

/// Bytes that a whole check of these articles asks for, by one thread and with every rule.
fn cost_of_check(articles: &[(String, String)]) -> usize {
    let folder = Folder::with(&[("copydesk.yml", b"site: {generator: plain}\n")]);
    articles.iter().for_each(|(path, text)| folder.write(path, text.as_bytes()));
    let select = rules::categories().into_iter().map(String::from).collect();
    let options = Options { paths: Vec::new(), generator: None, pick: Pick { select, ignore: Vec::new() }, as_of: None };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    pool.install(|| {
        counted(|| {
            let run = Session::open(&folder.root, &options).unwrap_or_else(|error| panic!("{}", error.message)).check();
            assert!(run.trouble.is_empty() && run.articles as usize == articles.len(), "{:?}", run.trouble);
            run
        })
        .0
    })
}

/// Holds the growth from `size` to twice `size`. A fixed share (rules, patterns, threads) only makes the ratio smaller, so the first
/// run, which also pays for what is made once, is not counted.
fn linear(what: &str, size: usize, articles: impl Fn(usize) -> Vec<(String, String)>) {
    cost_of_check(&articles(1));
    let (once, twice) = (cost_of_check(&articles(size)), cost_of_check(&articles(2 * size)));
    let ratio = twice as f64 / once as f64;
    assert!(ratio < 2.6, "{what}: {once} bytes for {size}, {twice} for twice as many: {ratio:.2} times");
}

fn one(text: String) -> Vec<(String, String)> {
    vec![("a.md".into(), text)]
}

fn repeated(what: &str, text: &'static str, size: usize) {
    linear(what, size, |count| one(text.repeat(count)));
}

const PARAGRAPH: &str = "The second weir [holds the water](#weir) back until *late* summer, and ![a gate](gate.png) lets it go. ";

#[test]
fn many_articles() {
    linear("articles", 100, |count| {
        let text =
            |i: usize| format!("---\ntitle: Weir number {i}\ndescription: What weir {i} does\n---\n\n## Weir\n\n{}\n", PARAGRAPH.repeat(4));
        (0..count).map(|i| (format!("weirs/{i}.md"), text(i))).collect()
    });
}

/// Articles with nearly the same text, and articles made from one template: each is compared with a few, not with all.
#[test]
fn many_articles_alike() {
    let prose = |from: usize| {
        (from..from + 160).map(|word| format!("weir{word}{} ", if word % 20 == 19 { ".\n\n" } else { "" })).collect::<String>()
    };
    let dated = |body: String| format!("---\ntitle: A weir\ndate: 2024-05-01\n---\n\n{body}");
    linear("equal articles", 100, |count| (0..count).map(|i| (format!("{i}.md"), dated(prose(0)))).collect());
    linear("nearly equal articles", 100, |count| {
        (0..count).map(|i| (format!("{i}.md"), dated(prose(0) + &format!("Weir {i} it is.")))).collect()
    });
    linear("articles from a template", 100, |count| {
        (0..count).map(|i| (format!("{i}.md"), dated(prose(0) + &prose(1_000 + 160 * i)))).collect()
    });
}

#[test]
fn many_links_between_articles() {
    linear("links between articles", 60, |count| {
        let links =
            |i: usize| (0..20).map(|k| format!("[next]({}.md#part-{k}) [gone](gone-{k}.md)\n\n", (i + k) % count)).collect::<String>();
        (0..count).map(|i| (format!("{i}.md"), format!("# Weir {i}\n\n## Part\n\n{}", links(i)))).collect()
    });
}

#[test]
fn one_long_article() {
    linear("paragraphs", 400, |count| {
        let part = |i: usize| {
            format!("## Weir\n\n{}\n\n- one\n- two\n\n<div class=\"note\">Mind the [step](#weir).</div>\n\n## Weir {i}\n\n", PARAGRAPH)
        };
        one((0..count).map(part).collect())
    });
}

#[test]
fn equal_headings() {
    repeated("headings", "## The same\n\nText.\n\n", 1_000);
}

#[test]
fn broken_links_on_one_line() {
    repeated("broken links", "[gone](gone.md) ", 1_000);
    repeated("broken fragments", "[gone](#gone) ", 1_000);
}

/// Each broken fragment looks for the nearest of all ids: a fixed number of them grows as the headings do.
#[test]
fn a_few_broken_fragments_among_many_headings() {
    linear("headings around broken fragments", 500, |count| {
        let headings: String = (0..count).map(|i| format!("## Weir {i}\n\n")).collect();
        one((0..20).map(|i| format!("[weir](#wier-{i})\n\n")).collect::<String>() + &headings)
    });
}

#[test]
fn affiliate_links_and_images() {
    repeated("affiliate links", "[a tent](https://www.amazon.com/dp/B000000000?tag=weir-20)\n\n", 500);
    repeated("images", "![weir](weir.png)\n\n", 1_000);
    linear("images with one text", 500, |count| one((0..count).map(|i| format!("![weir](weir-{i}.png)\n\n")).collect()));
}

#[test]
fn advertisements() {
    repeated("marked blocks", "<!-- ad begin -->\n[a tent](https://tent.example/)\n<!-- ad end -->\n\nText.\n\n", 300);
    repeated("blocks without an end", "<!-- ad begin -->\n\n[a tent](https://tent.example/)\n\n", 300);
    repeated("ends without a block", "<!-- ad end -->\n\n", 500);
    repeated("containers", "<div class=\"ad\"><a href=\"https://amzn.to/1\">a tent</a></div>\n\n", 300);
    repeated("containers in containers", "<div class=\"ad\">\n\n", 300);
    repeated("banners", "<a href=\"https://amzn.to/1\"><img src=\"x.png\" alt=\"x\" width=\"728\" height=\"90\"></a>\n\n", 300);
    repeated("labels", "<!-- ad begin -->\nAd: [a tent](https://amzn.to/1)\n<!-- ad end -->\n\n", 300);
}

#[test]
fn emphasis_and_html() {
    repeated("emphasis that does not render", "A ** bold** word. ", 1_000);
    repeated("the same in HTML", "<div>A ** bold** word.\n\n", 500);
    repeated("tables", "<table><tr><td>x<td>y\n\n", 500);
    repeated("comments", "<!-- copydesk-ignore link -->\n\n[gone](gone.md)\n\n", 300);
}

#[test]
fn lines_of_html_in_a_quotation() {
    repeated("HTML over lines", "> <p>A line & more\n", 1_000);
    repeated("a tag over lines", "> word <a\n> href=\"weir.md\">x</a>\n", 500);
}

#[test]
fn what_has_no_end() {
    let deep = [("quotations", "> "), ("lists", "- "), ("brackets", "["), ("images", "!["), ("tags", "<a "), ("comments", "<!-- ")];
    let marks =
        [("asterisks", "*_"), ("backticks", "`` ` "), ("braces", "{{ "), ("links", "[a]("), ("references", "&#"), ("tags", "<p><a>")];
    for (what, token) in deep.into_iter().chain(marks) {
        // Long enough that no step on the way (a first buffer that is outgrown) weighs.
        repeated(what, token, 10_000);
    }
}

/// Bytes that reading a text in a dialect asks for.
fn cost_of_reading(generator: &dyn Generator, name: &str, text: &str) -> usize {
    let source = Source::new(name.into(), text.as_bytes().to_vec());
    counted(|| {
        let article = Article::read(source, &generator.dialect(name));
        Facts::of(&article, generator, name, &Survey::default(), &MainText::default())
    })
    .0
}

/// Holds the growth from `size` pieces to four times as many, in every dialect: a buffer that is outgrown on the way weighs, but not
/// as much as what is done once more for each.
fn linear_in_dialects(size: usize, what: &str, text: impl Fn(usize) -> String) {
    let (few, many) = (text(size), text(4 * size));
    for (detected, name) in dialects() {
        let cost = |text: &str| cost_of_reading(&*detected.generator, name, text);
        cost(&few);
        let (less, more) = (cost(&few), cost(&many));
        let ratio = more as f64 / less as f64;
        let of = detected.generator.name();
        assert!(ratio < 9.0, "{of}, {name}, {what:?}: {less} bytes for {size}, {more} for four times as many: {ratio:.2} times");
    }
}

#[test]
fn what_has_no_end_in_any_dialect() {
    ENDLESS.iter().for_each(|piece| linear_in_dialects(500, piece, |count| piece.repeat(count)));
}

/// Each of them with a name of its own.
#[test]
fn many_names_in_any_dialect() {
    type Part = fn(usize) -> String;
    let parts: &[(&str, Part)] = &[
        ("headings", |i| format!("## Weir {i}\n\n")),
        ("ids", |i| format!("## Weir {{#weir-{i}}}\n\n")),
        ("ids of blocks", |i| format!("Weir\n{{: #weir-{i}}}\n\n")),
        ("ids of elements", |i| format!("*weir*{{#weir-{i}}} ")),
        ("named lists", |i| format!("{{:w{i}: .x}}\n\nWeir\n{{: w{i}}}\n\n")),
        ("footnotes", |i| format!("Weir[^w{i}]\n\n[^w{i}]: Water\n\n")),
        ("terms", |i| format!("Weir {i}\n: Water\n\n")),
        ("definitions", |i| format!("[weir][w{i}]\n\n[w{i}]: weir.md\n\n")),
        ("abbreviations", |i| format!("*[W{i}]: Weir\n\n")),
        ("components", |i| format!("<Weir id=\"w{i}\">\n\n- a\n\n</Weir>\n\n")),
        ("containers", |i| format!("::: tip {i}\n\n!!! note \"{i}\"\n\n    Weir\n\n:::\n\n")),
        ("shortcodes", |i| format!("{{{{< weir {i} >}}}} {{% weir {i} %}}\n\n")),
    ];
    parts.iter().for_each(|(what, part)| linear_in_dialects(200, what, |count| (0..count).map(part).collect()));
}

#[test]
fn front_matter_without_end() {
    linear("tags", 500, |count| one(format!("---\ntitle: Weir\ntags: [{}]\n---\n\nText.\n", "weir, ".repeat(count))));
    linear("fields", 300, |count| one(format!("---\n{}---\n\nText.\n", (0..count).map(|i| format!("f{i}: v\n")).collect::<String>())));
    linear("brackets", 1_000, |count| one(format!("---\na: {}\n---\n\nText.\n", "[".repeat(count))));
}

/// What the rules on words count: one word all over, in every place where they look for it.
#[test]
fn what_is_said_again_and_again() {
    let all = |count: usize, piece: &str| piece.repeat(count);
    linear("words", 4_000, |count| one(all(count, "kettle ")));
    linear("phrases", 2_000, |count| one(all(count, "Buy the kettle lid, a kettle lid. ")));
    linear("a title", 1_000, |count| one(format!("---\ntitle: {}\n---\n\nText.\n", all(count, "kettle kettles, "))));
    linear("descriptions of images", 1_000, |count| one(all(count, "![kettle kettle kettle](a.png)\n\n")));
    let declared = |field: &str, phrases: String, body: String| one(format!("---\n{field}: {phrases}\n---\n\n{body}\n"));
    linear("a keyphrase", 1_000, |count| declared("focuskw", all(count, "kettle "), all(count, "A kettle. ")));
    linear("keywords", 500, |count| declared("keywords", all(count, "kettle lid, "), all(count, "A kettle lid. ")));
    linear("unused keywords", 500, |count| {
        declared("keywords", (0..count).map(|i| format!("rope {i},")).collect(), all(count, "A kettle. "))
    });
}

/// What is kept of an article is small beside its text: 14,000 articles have to fit into 100 MiB.
#[test]
fn what_is_kept_of_an_article_is_small() {
    let root = Root { files: &[], read: &|_| None, version: None };
    let plain = generator::plain(&root).generator;
    let text = format!(
        "---\ntitle: A weir\ndate: 2024-05-01\ntags: [water]\n---\n\n{}",
        format!("## Weir\n\n{}\n\n", PARAGRAPH.repeat(6)).repeat(10)
    );
    let article = Article::read(Source::new("a.md".into(), text.clone().into_bytes()), &plain.dialect("a.md"));
    // The words belong to the article.
    assert!(!article.words().is_empty());
    let (_, kept) = counted(|| Facts::of(&article, &*plain, "a.md", &Survey::default(), &MainText::default()));
    assert!(article.links().count() == 60 && kept > 1_000, "there is something to keep: {kept}");
    // Sixty links and images each, ten headings: five times what an article usually has.
    assert!(kept < 30_000, "{kept} bytes are kept of {}", text.len());
}
