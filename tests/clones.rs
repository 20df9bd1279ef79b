//! Articles that are copies of one another, made here: what `content/near-duplicate` finds is held against the resemblance of the
//! texts, which is counted in full.

mod common;

use common::Folder;
use copydesk::engine::Run;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Chance that is the same in every run (SplitMix64).
struct Random(u64);

impl Random {
    fn new() -> Random {
        Random(2024)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize % limit
    }
}

/// The paragraphs of an article; each a line of words.
type Paragraphs = Vec<Vec<String>>;

/// A word of a made-up language with some five thousand of them, the first ones far more usual than the last.
fn word(random: &mut Random) -> String {
    const PARTS: [&str; 17] = ["ka", "lo", "mer", "ti", "sun", "ve", "dra", "po", "ni", "gel", "bar", "to", "wi", "sha", "cu", "ren", "fo"];
    let rank = random.below(5_000) * random.below(5_000) / 5_000;
    format!("{}{}{}", PARTS[rank % 17], PARTS[rank / 17 % 17], PARTS[rank / 289 % 17])
}

fn article(random: &mut Random, words: usize) -> Paragraphs {
    let mut paragraphs = Vec::new();
    let mut left = words;
    while left > 0 {
        let length = (30 + random.below(60)).min(left);
        paragraphs.push((0..length).map(|_| word(random)).collect());
        left -= length;
    }
    paragraphs
}

/// Puts another word in the place of every so many.
fn replaced(random: &mut Random, paragraphs: &Paragraphs, every: usize) -> Paragraphs {
    let mut paragraphs = paragraphs.clone();
    for own in paragraphs.iter_mut().flatten() {
        if random.below(every) == 0 {
            *own = word(random);
        }
    }
    paragraphs
}

fn shuffled(random: &mut Random, paragraphs: &Paragraphs) -> Paragraphs {
    let mut paragraphs = paragraphs.clone();
    (1..paragraphs.len()).rev().for_each(|last| paragraphs.swap(last, random.below(last + 1)));
    paragraphs
}

/// The resemblance of each two articles that have any sequence of five words in common, and as many as 150 words, counted in full.
fn resemblances(articles: &BTreeMap<String, Paragraphs>) -> BTreeMap<(String, String), f64> {
    let words: Vec<(&String, Vec<&str>)> =
        articles.iter().map(|(path, text)| (path, text.iter().flatten().map(String::as_str).collect())).collect();
    let mut holders: HashMap<&[&str], BTreeSet<usize>> = HashMap::new();
    for (at, (_, words)) in words.iter().enumerate() {
        words.windows(5).for_each(|sequence| {
            holders.entry(sequence).or_default().insert(at);
        });
    }
    let (mut sizes, mut both) = (vec![0_usize; words.len()], BTreeMap::new());
    for holders in holders.values() {
        for &a in holders {
            sizes[a] += 1;
            holders.range(a + 1..).for_each(|&b| *both.entry((a, b)).or_insert(0_usize) += 1);
        }
    }
    let long = |at: usize| words[at].1.len() >= 150;
    let all = both.into_iter().filter(|((a, b), _)| long(*a) && long(*b));
    all.map(|((a, b), both)| ((words[a].0.clone(), words[b].0.clone()), both as f64 / (sizes[a] + sizes[b] - both) as f64)).collect()
}

fn text(paragraphs: &Paragraphs) -> String {
    paragraphs.iter().map(|words| format!("{}.\n\n", words.join(" "))).collect()
}

/// The pairs of articles that the findings name, by what stands for them in the names of the files.
fn pairs(run: &Run) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for finding in run.findings.iter().filter(|finding| finding.rule == "content/near-duplicate") {
        for label in &finding.related {
            let (a, b) = (finding.file.to_string(), label.file.to_string());
            pairs.insert((a.clone().min(b.clone()), a.max(b)));
        }
    }
    pairs
}

/// Articles, each with two copies: few enough in a group that findings name them all.
fn injected(random: &mut Random) -> BTreeMap<String, Paragraphs> {
    let mut articles = BTreeMap::new();
    for number in 0..150 {
        let words = 150 + random.below([100, 400, 2_000][number % 3]);
        let original = article(random, words);
        let copy = match number % 6 {
            0 => original.clone(),
            1 => shuffled(random, &original),
            kind => replaced(random, &original, [0, 0, 100, 50, 30, 10][kind]),
        };
        // From what is all but the same to what has half in common.
        let mut cut = original.clone();
        cut.truncate((original.len() * (1 + number % 10)).div_ceil(10));
        articles.insert(format!("{number:03}-b.md"), copy);
        articles.insert(format!("{number:03}-c.md"), cut);
        articles.insert(format!("{number:03}-a.md"), original);
    }
    articles
}

#[test]
fn what_is_alike_is_found_and_nothing_else() {
    let mut random = Random::new();
    let articles = injected(&mut random);
    let folder = Folder::new();
    articles.iter().for_each(|(path, paragraphs)| folder.write(path, text(paragraphs).as_bytes()));
    let found = pairs(&folder.run());
    let truth = resemblances(&articles);
    let wrong: Vec<_> = found.iter().filter(|pair| truth.get(pair).is_none_or(|&truth| truth < 0.6)).collect();
    assert!(wrong.is_empty(), "these have less than 60 % in common: {wrong:?}");
    let alike: Vec<_> = truth.iter().filter(|(_, truth)| **truth >= 0.8).collect();
    assert!(alike.len() > 150, "{} pairs are alike", alike.len());
    let missed: Vec<_> = alike.iter().filter(|(pair, _)| !found.contains(pair)).collect();
    assert!(missed.len() * 100 <= alike.len(), "{} of {} pairs are missed: {missed:?}", missed.len(), alike.len());
}

/// What the messages say, without the paths.
fn messages(folder: &Folder) -> Vec<String> {
    let run = folder.run();
    let all = run.findings.iter().filter(|finding| finding.rule == "content/near-duplicate");
    all.map(|finding| format!("{} {}", finding.file, finding.message)).collect()
}

#[test]
fn advertisements_lists_of_links_and_titles_are_no_text() {
    let mut random = Random::new();
    let own = text(&article(&mut random, 300));
    let dressed = |number: usize, heading: &str| {
        let middle = own.find("\n\n").map_or(0, |at| at + 2);
        let block = format!(
            "<!-- affiliate ads begin -->\n<a href=\"https://kettle{number}.sjv.io/c/1000001/2000002/{number}\">{}</a>\n<!-- affiliate ads end -->\n\n",
            heading.repeat(30)
        );
        let links: String = (0..20).map(|link| format!("- [{heading} {link}](https://links{number}.example/{link})\n")).collect();
        format!("## {heading}\n\n{}{block}{}{links}", &own[..middle], &own[middle..])
    };
    let folder = Folder::with(&[
        ("a.md", dressed(1, "A kettle that sings ").as_bytes()),
        ("b.md", dressed(2, "Which rope holds a barge ").as_bytes()),
    ]);
    let same = "this article and another have the same text, word for word";
    assert_eq!(messages(&folder), [format!("a.md {same}"), format!("b.md {same}")]);
}

#[test]
fn pages_that_cannot_be_taken_for_one_another_are_not_compared() {
    let mut random = Random::new();
    let own = text(&article(&mut random, 300));
    let short = text(&article(&mut random, 140));
    let with = |front: &str| format!("---\ntitle: A kettle\n{front}---\n\n{own}");
    let folder = Folder::with(&[
        ("copydesk.yml", b"site: {generator: hexo}\n"),
        ("source/kettle.md", with("").as_bytes()),
        ("source/fr/kettle.md", with("").as_bytes()),
        ("source/kettle.ja.md", with("").as_bytes()),
        ("source/said.md", with("lang: nl\n").as_bytes()),
        ("source/v1.2/kettle.md", with("").as_bytes()),
        ("source/_drafts/kettle-2.md", with("").as_bytes()),
        ("source/_posts/draft.md", with("published: false\n").as_bytes()),
        ("source/hidden.md", with("robots: noindex\n").as_bytes()),
        ("source/guest.md", with("canonical: https://tea.example/kettle/\n").as_bytes()),
        ("source/fr/kettle.html", with("").as_bytes()),
        ("source/us/kettle.md", with("alternates: {en: /kettle.html}\n").as_bytes()),
        ("source/short.md", short.as_bytes()),
        ("source/short-too.md", short.as_bytes()),
    ]);
    assert!(pairs(&folder.run()).is_empty(), "{:?}", pairs(&folder.run()));
}

#[test]
fn names_and_threads_make_no_difference() {
    let mut random = Random::new();
    let articles: Vec<Paragraphs> = injected(&mut random).into_values().take(60).collect();
    let count = articles.len();
    let found = |name: fn(usize, usize) -> usize, threads: usize| {
        let folder = Folder::new();
        articles.iter().enumerate().for_each(|(i, own)| folder.write(&format!("{:03}.md", name(i, count)), text(own).as_bytes()));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pairs(&pool.install(|| folder.run()))
    };
    let number = |path: &str| path.trim_end_matches(".md").parse::<usize>().expect("it was named so");
    let forth = found(|i, _| i, 1);
    let back: BTreeSet<(String, String)> = found(|i, count| count - 1 - i, 2)
        .iter()
        .map(|(a, b)| (format!("{:03}.md", count - 1 - number(b)), format!("{:03}.md", count - 1 - number(a))))
        .collect();
    assert!(forth.len() > 10);
    assert_eq!(forth, back);
}

#[test]
fn a_group_is_told_once_to_a_person_and_to_machines_for_each_article() {
    let mut random = Random::new();
    let own = text(&article(&mut random, 200));
    let files: Vec<String> = (0..12).map(|number| format!("kettle-{number:02}.md")).collect();
    let written: Vec<(&str, &[u8])> = files.iter().map(|file| (file.as_str(), own.as_bytes())).collect();
    let folder = Folder::with(&written);
    let lines = |arguments: &[&str]| {
        let said = common::copydesk(&folder.root, arguments).out;
        said.lines().filter(|line| line.contains("content/near-duplicate")).map(String::from).collect::<Vec<_>>()
    };
    let concise = lines(&["check", "--format", "concise"]);
    let named = (1..11).map(|number| format!("kettle-{number:02}.md")).collect::<Vec<_>>().join(", ");
    let message = "this article and 11 others have the same text, word for word";
    assert_eq!(concise, [format!("kettle-00.md:1:1: warning content/near-duplicate: {message}; the same is said of {named} and 1 more")]);
    assert_eq!(lines(&["check", "--format", "concise", "--all"]).len(), 12);
    assert_eq!(lines(&["check", "--format", "jsonl"]).len(), 12);
    // Its head, and the line with the others.
    assert_eq!(lines(&["check"]).len(), 2);
}
