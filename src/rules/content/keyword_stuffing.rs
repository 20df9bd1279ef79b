use crate::article::{Element, Name, Tag, Word, hash};
use crate::facts::is_external;
use crate::finding::Confidence;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeywordStuffing {
    min_words: usize,
    min_count: usize,
    declared_percent: f64,
    word_percent: f64,
    pair_percent: f64,
    triple_percent: f64,
    declared_fields: Vec<String>,
    list_links: usize,
    list_percent: f64,
}

impl ArticleRule for KeywordStuffing {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        self.in_text(page, out);
        self.in_lists(page, out);
    }
}

/// A phrase that is said too often: the words at which it begins.
struct Hit {
    length: usize,
    starts: Vec<usize>,
    declared: bool,
    limit: f64,
}

impl KeywordStuffing {
    fn in_text(&self, page: &Page<'_>, out: &mut Out<'_>) {
        // Counting words is the dearest thing there is to do with an article: most are seen to be harmless without.
        let text = page.tree.text().text();
        // A word and what parts it from the next are two bytes at the least.
        if text.len() < 2 * self.min_words {
            return;
        }
        let runs = Runs::of(text);
        let declared = self.declared_phrases(page).any(|phrase| runs.may_begin(phrase, self.min_count));
        if !declared && !self.may_be_heavy(&runs) {
            return;
        }
        let words = page.words();
        if words.len() < self.min_words {
            return;
        }
        let text = page.tree.text();
        let Some(hit) = self.declared(page, words).or_else(|| self.undeclared(text.text(), words)) else { return };
        let span = |&start: &usize| text.span(words[start].start as usize..words[start + hit.length - 1].end as usize);
        let spans: Vec<Span> = hit.starts.iter().map(span).collect();
        let first = hit.starts[0];
        let phrase = text.text()[words[first].start as usize..words[first + hit.length - 1].end as usize]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let percent = spans.len() as f64 * 100.0 / words.len() as f64;
        let kind = if hit.declared { "the declared keyphrase " } else { "" };
        let message = format!(
            "{kind}`{phrase}` stands {} times in {} words of the page ({percent:.1} %; the limit is {} %)",
            spans.len(),
            words.len(),
            hit.limit
        );
        let finding = out.report(spans[0], message);
        finding.help("say it where a reader needs it, and use other words elsewhere").subject(phrase.to_lowercase());
        if !hit.declared {
            finding.confidence(Confidence::Medium);
        }
        for span in &spans[1..] {
            finding.related(*span, "again");
        }
    }

    /// Whether any phrase may be frequent enough, judged by runs of letters and digits in a table of their hashes. There are hardly
    /// more runs than words, and equal words make equal runs.
    ///
    /// A phrase has a word that means something at each end: either two of them are frequent, or the one that stands at both ends is
    /// twice as frequent.
    fn may_be_heavy(&self, runs: &Runs) -> bool {
        let most = runs.slots.iter().copied().max().unwrap_or(0);
        let reaches = |percent: f64, count: u32| {
            count as usize >= self.min_count && f64::from(count) * 100.0 >= percent * 0.9 * f64::from(runs.count)
        };
        let phrase = self.triple_percent.min(self.pair_percent);
        let alone = self.word_percent.min(2.0 * phrase);
        reaches(alone, most) || reaches(phrase, most) && runs.slots.iter().filter(|&&count| reaches(phrase, count)).count() > 1
    }

    /// The keyphrases of the front matter, in lists or parted by commas.
    fn declared_phrases<'p>(&'p self, page: &'p Page<'_>) -> impl Iterator<Item = &'p str> {
        let fields = self.declared_fields.iter().filter_map(|name| page.field(name));
        fields.flat_map(|field| field.value.strings()).flat_map(|text| text.as_str().split(','))
    }

    /// The declared keyphrase that is most over Yoast's limit.
    fn declared(&self, page: &Page<'_>, words: &[Word]) -> Option<Hit> {
        let phrases = self.declared_phrases(page).map(|phrase| phrase.unicode_words().map(hash).collect::<Vec<u64>>());
        phrases
            .filter(|phrase| !phrase.is_empty())
            .map(|phrase| (occurrences(words, &phrase), phrase.len()))
            .filter(|(starts, _)| {
                starts.len() >= self.min_count && starts.len() as f64 * 100.0 > self.declared_percent * words.len() as f64
            })
            .max_by_key(|(starts, _)| starts.len())
            .map(|(starts, length)| Hit { length, starts, declared: true, limit: self.declared_percent })
    }

    /// The longest phrase that is far more frequent than in ordinary prose.
    ///
    /// A phrase is no more frequent than any of its words, so that only the few words that are heavy themselves are looked at.
    fn undeclared(&self, text: &str, words: &[Word]) -> Option<Hit> {
        let total = words.len() as f64;
        let least = |percent: f64| (percent * total / 100.0).max(self.min_count as f64);
        let lightest = least(self.triple_percent.min(self.pair_percent).min(self.word_percent));
        let heavy = heavy_words(words, lightest as u32);
        let content: FxHashSet<u64> =
            heavy.iter().filter(|(_, at)| is_content(&text[words[**at as usize].range()])).map(|(&hash, _)| hash).collect();
        if content.is_empty() {
            return None;
        }
        for (length, percent) in [(3, self.triple_percent), (2, self.pair_percent), (1, self.word_percent)] {
            let mut starts: FxHashMap<[u64; 3], Vec<usize>> = FxHashMap::default();
            for (start, window) in words.windows(length).enumerate() {
                // A phrase begins and ends with a word that means something, and does not run from one sentence into the next.
                let means = content.contains(&window[0].hash) && content.contains(&window[length - 1].hash);
                if means && window.iter().all(|word| heavy.contains_key(&word.hash)) && !has_break(text, window) {
                    let mut key = [0; 3];
                    window.iter().zip(&mut key).for_each(|(word, key)| *key = word.hash);
                    starts.entry(key).or_default().push(start);
                }
            }
            let over = |starts: &Vec<usize>| starts.len() as f64 >= least(percent) && starts.len() as f64 * 100.0 > percent * total;
            let mut over: Vec<_> = starts.into_values().map(|starts| apart(&starts, length)).filter(over).collect();
            over.sort_by_key(|starts| (std::cmp::Reverse(starts.len()), starts[0]));
            if let Some(starts) = over.into_iter().next() {
                return Some(Hit { length, starts, declared: false, limit: percent });
            }
        }
        None
    }

    /// Lists of links to other sites whose texts all say the same word.
    fn in_lists(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let is_outward = |node: &Element<'_>| node.attribute(Name::Href).is_some_and(|href| is_external(href.as_str()));
        if page.links().filter(|(link, _)| is_outward(link)).count() < self.list_links {
            return;
        }
        let is_list = |node: &Element<'_>| matches!(node.tag(), Some(Tag::Ul | Tag::Ol));
        for list in page.tree.nodes().filter(|node| is_list(node) && !node.ancestors().any(|outer| is_list(&outer))) {
            let links: Vec<Element<'_>> = list.descendants().filter(|node| node.tag() == Some(Tag::A) && is_outward(node)).collect();
            // A change log or a bibliography leads to one site, and says what all of it is.
            if links.len() < self.list_links || hosts(&links) < 3 {
                continue;
            }
            let texts: Vec<Vec<(u64, Span, &str)>> = links.iter().map(|link| content_words(*link)).collect();
            // Numbers and names of a change log are short; titles are not.
            if texts.iter().map(Vec::len).sum::<usize>() < 4 * links.len() {
                continue;
            }
            let mut holders: FxHashMap<u64, Vec<(Span, &str)>> = FxHashMap::default();
            for words in &texts {
                let mut seen = Vec::new();
                for &(hash, span, word) in words {
                    if !seen.contains(&hash) {
                        seen.push(hash);
                        holders.entry(hash).or_default().push((span, word));
                    }
                }
            }
            let most = holders.into_values().max_by_key(|found| (found.len(), std::cmp::Reverse(found[0].0.start)));
            let Some(found) = most.filter(|found| found.len() as f64 * 100.0 >= self.list_percent * links.len() as f64) else { continue };
            let word = found[0].1;
            let finding =
                out.report(found[0].0, format!("`{word}` stands in {} of the {} link texts of this list", found.len(), links.len()));
            finding
                .help("a list of links that repeats one word is made for search engines; keep the few that help the reader")
                .subject(word.to_lowercase());
            for (span, _) in &found[1..] {
                finding.related(*span, "again");
            }
        }
    }
}

const RUN_SLOTS: usize = 4096;

/// How often each run of letters and digits stands in a text, by a hash that some of them share; function words are not counted.
struct Runs {
    slots: [u32; RUN_SLOTS],
    count: u32,
}

impl Runs {
    fn of(text: &str) -> Runs {
        let (bytes, function_runs) = (text.as_bytes(), &**FUNCTION_RUNS);
        let (mut runs, mut at) = (Runs { slots: [0; RUN_SLOTS], count: 0 }, 0);
        while at < bytes.len() {
            let (hash, end) = run(bytes, at);
            // Each ideograph is a word; they begin with these bytes.
            let ideographs = bytes[at..end].iter().filter(|byte| matches!(byte, 0xe4..=0xe9)).count() as u32;
            runs.count += ideographs.max(u32::from(end > at));
            if end > at + 1 && function_runs[run_slot(hash)] != hash {
                runs.slots[run_slot(hash)] += 1;
            }
            at = end.max(at + 1);
        }
        runs
    }

    /// Whether a phrase may stand in the text as often as this.
    fn may_begin(&self, phrase: &str, count: usize) -> bool {
        let phrase = phrase.trim_start_matches(|c: char| !c.is_alphanumeric()).as_bytes();
        if phrase.is_empty() {
            return false;
        }
        let (hash, end) = run(phrase, 0);
        let counted = end > 1 && FUNCTION_RUNS[run_slot(hash)] != hash;
        // Of a script without spaces a run is more than a word.
        !counted || !phrase[0].is_ascii() || self.slots[run_slot(hash)] as usize >= count
    }
}

fn run_slot(hash: u64) -> usize {
    (hash >> 52) as usize
}

/// What a byte is to a run: 0 for what parts runs, 1 for ASCII letters and digits, 2 for all beyond ASCII.
static CLASSES: [u8; 256] = {
    let (mut classes, mut byte) = ([0; 256], 0);
    while byte < 256 {
        classes[byte] = if byte >= 0x80 { 2 } else { (byte as u8).is_ascii_alphanumeric() as u8 };
        byte += 1;
    }
    classes
};

/// The run that begins at `at`: its hash, and where it ends; nothing where none does.
fn run(bytes: &[u8], at: usize) -> (u64, usize) {
    let class = CLASSES[bytes[at] as usize];
    if class == 0 {
        return (0, at);
    }
    let mut hash = 0_u64;
    for (offset, &byte) in bytes[at..].iter().enumerate() {
        if CLASSES[byte as usize] != class {
            return (hash, at + offset);
        }
        hash = (hash.rotate_left(5) ^ u64::from(byte | 0x20)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (hash, bytes.len())
}

/// The hashes of function words, each in its slot. Of two in one slot one is lost, and counts as a word with a meaning.
static FUNCTION_RUNS: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut slots = vec![0; RUN_SLOTS].into_boxed_slice();
    for word in FUNCTION.split_ascii_whitespace() {
        let (hash, _) = run(word.as_bytes(), 0);
        slots[run_slot(hash)] = hash;
    }
    slots
});

/// The words that occur at least `least` times, with the first place of each among `words`.
fn heavy_words(words: &[Word], least: u32) -> FxHashMap<u64, u32> {
    // Counted in small slots first: a word whose slot is light is light, and most are.
    const SLOTS: usize = 1024;
    let mut slots = [0_u32; SLOTS];
    let slot = |word: &Word| (word.hash >> 20) as usize % SLOTS;
    for word in words {
        slots[slot(word)] += 1;
    }
    let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| slots[slot(word)] >= least) {
        counts.entry(word.hash).or_insert((0, at as u32)).0 += 1;
    }
    counts.into_iter().filter(|(_, (count, _))| *count >= least).map(|(hash, (_, at))| (hash, at)).collect()
}

/// To how many hosts the links lead.
fn hosts(links: &[Element<'_>]) -> usize {
    let host = |link: &Element<'_>| {
        let href = link.attribute(Name::Href)?;
        let (_, rest) = href.as_str().split_once("//")?;
        rest.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
    };
    links.iter().filter_map(host).collect::<FxHashSet<_>>().len()
}

/// The words of a link's text that mean something, each with its place.
fn content_words(link: Element<'_>) -> Vec<(u64, Span, &str)> {
    let text = link.text();
    let words = text.as_str().unicode_word_indices().filter(|(_, word)| is_content(word));
    words.map(|(at, word)| (hash(word), text.part(at..at + word.len()), word)).collect()
}

/// Where the phrase begins, in order and without overlap.
fn occurrences(words: &[Word], phrase: &[u64]) -> Vec<usize> {
    let starts: Vec<usize> = words
        .windows(phrase.len())
        .enumerate()
        .filter(|(_, window)| window.iter().map(|word| word.hash).eq(phrase.iter().copied()))
        .map(|(at, _)| at)
        .collect();
    apart(&starts, phrase.len())
}

fn apart(starts: &[usize], length: usize) -> Vec<usize> {
    let mut free = 0;
    let mut kept = Vec::with_capacity(starts.len());
    for &start in starts {
        if start >= free {
            kept.push(start);
            free = start + length;
        }
    }
    kept
}

fn has_break(text: &str, window: &[Word]) -> bool {
    window
        .windows(2)
        .any(|pair| text[pair[0].end as usize..pair[1].start as usize].contains(['.', '!', '?', ':', ';', '(', ')', '[', ']', '\n', '|']))
}

/// Words that hold sentences together.
const FUNCTION: &str = "a about above after again all also an and any are as at be because been before being below between both but by can cannot \
    could did do does doing don't down during each even every few first for from further get had has have having he her here hers him his how i if in \
    into is it its it's just let like may me might more most much must my new no nor not now of off on once one only or other our out over own same \
    she should so some such than that the their them then there these they this those through to too two under until up upon us use used using very \
    was we well were what when where which while who whom why will with within without would yes you your yours you're via per \
    der die das und ist nicht ein eine einen einem einer mit von zu den dem des auf für im in als auch sich es an werden aus er hat dass sie nach wird \
    bei um noch wie über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn kann ihr \
    wir ihre ihren ihrer ihrem seine ihnen uns mir mich dir dich hier diese dieser dieses diesem diesen wird hat damit \
    le la les des un une et est dans pour que qui sur par au avec plus pas ce il se ne sont de du en vous nous ils elle elles vos votre nos notre ses son sa leur leurs cette ces cet aux si tout tous \
    el los las una y es en por con para no del se su al lo como más pero sus o ha este tu tus mi mis si ya muy esta esto estos estas ser son fue te nos le les al cuando puede \
    il di che non per una sono con della delle dei nel come da gli o os um uma não com dos das ao na nas";

/// Whether a word means something by itself: not a function word, not a number, not a single letter, and of a script that parts words
/// with spaces.
fn is_content(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| FUNCTION.split_ascii_whitespace().map(hash).collect());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_function = || match word.contains('’') {
        true => WORDS.contains(&hash(&word.replace('’', "'"))),
        false => WORDS.contains(&hash(word)),
    };
    letters >= 2 && !word.chars().any(is_unspaced) && !is_function()
}

/// Scripts that write words without spaces: what the segmenter cuts out of them is no word to count.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
