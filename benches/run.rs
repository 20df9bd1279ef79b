//! What the parts of a run cost, on a corpus that is made here: `cargo bench`.

use copydesk::affiliate::{Context, Settings, Survey, recognise};
use copydesk::article::{Article, Dialect, Tally, Word, hash};
use copydesk::engine::{Options, Session};
use copydesk::facts::{MainText, Sketch};
use copydesk::generator::{self, Root};
use copydesk::rule::{Check, Out, Page};
use copydesk::rules;
use copydesk::site::{Clusters, Sample};
use copydesk::text::Source;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const SENTENCES: [&str; 6] = [
    "The lock keeper writes the level into the book before the first boat comes up.",
    "In a dry summer the gates stay shut, and *nobody* is in a hurry.",
    "See [what the boards say](#what-the-boards-say) for the signs, and `level.csv` for the numbers.",
    "On Sundays the kiosk sells tea, postcards and a [map of the towpath](https://example.com/map?from=lock&to=weir).",
    "水位が高いときは、門は開かない。",
    "Who walks along the bank should mind the ropes &amp; the geese.",
];

/// Article `number` of the corpus: front matter, six sections with prose, a list, an image and a piece of HTML.
fn article(number: usize) -> String {
    let mut text = format!(
        "---\ntitle: Lock number {number}\ndescription: How lock {number} is worked\ndate: 2024-03-05\ntags: [locks, water]\n---\n\n"
    );
    for section in 0..6 {
        let heading = ["What the boards say", "Going up", "Going down", "In winter", "The keeper", "How to get there"][section];
        text += &format!("## {heading}\n\n");
        for paragraph in 0..4 {
            let sentences = (0..5).map(|sentence| SENTENCES[(number + section * 3 + paragraph * 5 + sentence * 7) % SENTENCES.len()]);
            text += &format!("{}\n\n", sentences.collect::<Vec<_>>().join(" "));
        }
        text += "- ropes\n- a windlass\n- [the next lock](1.md)\n\n![The lower gate, half open](gate.svg)\n\n<div class=\"note\">Mind the <b>step</b>.</div>\n\n";
    }
    text
}

fn read(text: &str, dialect: &Dialect) -> Article {
    Article::read(Source::new("lock.md".into(), text.as_bytes().to_vec()), dialect)
}

fn one_article(criterion: &mut Criterion) {
    let (text, dialect) = (article(1), Dialect::default());
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |bencher| bencher.iter(|| read(black_box(&text), &dialect)));
    let unread = || read(&text, &dialect);
    group.bench_function("words", |bencher| bencher.iter_batched(unread, |article| article.words().len(), BatchSize::SmallInput));
    let counted = unread();
    group.bench_function("tally", |bencher| bencher.iter(|| Tally::of(black_box(counted.words())).entries().len()));
    let meta = rules::find("content/keyword-stuffing").expect("the rule is there");
    let Ok(Check::Article(rule)) = rules::make(meta, Default::default()) else { panic!("it is a rule about one article") };
    let generator = generator::plain(&Root { files: &[], read: &|_| None, version: None }).generator;
    let settings = Settings::default();
    // Of the first no word is frequent enough to be looked at twice; of the second, every phrase of up to three words is counted.
    for (name, text) in [("phrases", article(1)), ("phrases of a stuffed article", stuffed())] {
        let article = read(&text, &dialect);
        let page = Page::new(&article, &*generator, "lock.md", &settings);
        let check = || {
            let mut findings = Vec::new();
            rule.check(&page, &mut Out::new(meta, &article.source.path, &mut findings));
            findings.len()
        };
        assert_eq!(check(), usize::from(name != "phrases"));
        group.bench_function(name, |bencher| bencher.iter(check));
    }
    group.finish();
}

/// The article with a paragraph that says its words again and again.
fn stuffed() -> String {
    article(1)
        + &"Buy the lock now, since a cheap lock beats any other lock, and our lock shop has each lock at the best lock price. ".repeat(40)
}

fn addresses(criterion: &mut Criterion) {
    let plain = "https://example.com/canal/locks/map?from=lock&to=weir#north";
    criterion.bench_function("recognise/no affiliate", |bencher| bencher.iter(|| recognise(black_box(plain)).is_none()));
}

/// The sketch of an article whose words are there already: compare with `article/words`.
fn sketch(criterion: &mut Criterion) {
    let (text, main) = (article(1), MainText::default());
    let read = read(&text, &Dialect::default());
    read.words();
    let mut group = criterion.benchmark_group("sketch");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("of an article", |bencher| bencher.iter(|| Sketch::of(black_box(&main).stretches_below_heading(&read))));
    let (own, other) = (text_of(1, 0), text_of(1, 1));
    group.bench_function("resemblance", |bencher| bencher.iter(|| black_box(&own).resemblance(black_box(&other))));
    group.finish();
}

/// The sketch of 300 words, text `number` in a wording of its own.
fn text_of(number: usize, wording: usize) -> Sketch {
    let word = |at: usize| if at % 60 == 59 { format!("w{number}-{wording}-{at}") } else { format!("w{number}-{at}") };
    let words: Vec<Word> = (0..300).map(|at| Word { start: 0, end: 0, hash: hash(&word(at)) }).collect();
    Sketch::of([&words[..]].into_iter())
}

/// The groups among many sketches: the time grows as their number does, also where all texts are nearly the same.
fn clusters(criterion: &mut Criterion) {
    type Text = fn(usize) -> Sketch;
    let sites: [(&str, Text); 3] = [
        ("all different", |i| text_of(i, 0)),
        ("every fifth text in five wordings", |i| text_of(if i % 10 < 5 { i / 10 } else { i + 1_000_000 }, i % 10)),
        ("one text in as many wordings", |i| text_of(0, i)),
    ];
    let mut group = criterion.benchmark_group("clusters");
    for (name, text) in sites {
        for count in [1_000_usize, 10_000, 100_000] {
            let sketches: Vec<Sketch> = (0..count).map(text).collect();
            let samples = || (0..).zip(&sketches).map(|(page, sketch)| Sample { page, group: 0, sketch }).collect();
            group.sample_size(10).throughput(Throughput::Elements(count as u64));
            let id = format!("{count}, {name}");
            group
                .bench_function(id, |bencher| bencher.iter_batched(samples, |all| Clusters::of(all).groups().len(), BatchSize::LargeInput));
        }
    }
    group.finish();
}

/// The same article with what an article has that sells: affiliate links, an advertisement between comments, a disclosure.
fn selling(number: usize) -> String {
    let mut text = article(number);
    text += "We earn a commission when you buy through links on this page.\n\n<!-- ad:start -->\n";
    text += "<a href=\"https://locks.pxf.io/c/1000001/2000002/3003\"><img src=\"//a.impactradius-go.com/display-ad/3003-2000002\" alt=\"\"></a>\n";
    text +=
        "<!-- /ad -->\n\nBuy [a rope](https://www.amazon.com/dp/B000?tag=locks-20) or [a windlass](https://locks.sjv.io/c/1000001/2/3).\n";
    text
}

/// Makes the article of a number.
type Make = fn(usize) -> String;

/// The sites that recognition and a whole run are measured on.
const SITES: [(&str, Make); 3] = [
    ("200 articles without advertising", article),
    ("200 articles, every tenth with advertising", mixed),
    ("200 articles with advertising", selling),
];

/// A site of which every tenth article sells: more than most do.
fn mixed(number: usize) -> String {
    if number.is_multiple_of(10) { selling(number) } else { article(number) }
}

/// What recognition takes of a run: compare with `check`, which does it with all the rest.
fn recognition(criterion: &mut Criterion) {
    let settings = Settings::default();
    let context = Context { settings: &settings, host: Some("locks.example"), language: None };
    let mut group = criterion.benchmark_group("recognition");
    for (name, make) in SITES {
        let texts: Vec<String> = (0..200).map(make).collect();
        let articles: Vec<Article> = texts.iter().map(|text| read(text, &Dialect::default())).collect();
        group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
        group.bench_function(name, |bencher| {
            bencher.iter(|| articles.iter().map(|article| Survey::of(black_box(article), &context).links.len()).sum::<usize>());
        });
    }
    group.finish();
}

/// A whole run, on all threads: `RAYON_NUM_THREADS=1` makes it comparable with its parts.
fn whole_check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for (name, make) in SITES {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let articles: Vec<String> = (0..200).map(make).collect();
        for (number, text) in articles.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{number}.md")), text).expect("an article can be written");
        }
        group.sample_size(20).throughput(Throughput::Bytes(articles.iter().map(|text| text.len() as u64).sum()));
        group.bench_function(name, |bencher| {
            bencher.iter(|| match Session::open(folder.path(), &Options::default()) {
                Ok(session) => session.check().findings.len(),
                Err(error) => panic!("{}", error.message),
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one_article, sketch, clusters, addresses, recognition, whole_check);
criterion_main!(benches);
