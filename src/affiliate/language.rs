//! In which languages a page speaks to its readers.
//!
//! A disclosure is there to be understood: on a German page, "Sponsored" tells nobody anything, as two German courts have held. The
//! languages of a page are the one that it declares and the one that its text is in, as templates and folders declare the wrong one
//! often enough. A language without phrases in our table says nothing about others: then all of them count.

use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::sync::LazyLock;
use whatlang::{Lang, detect};

/// The languages of the table of phrases, by code and by name.
pub const NAMES: [(&str, &str); 11] = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("pt", "Portuguese"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("zh", "Chinese"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("ru", "Russian"),
];

/// The bytes of a text by which its languages are told, and those by which the first of them is: that is enough for nearly all pages,
/// and takes a quarter of the time.
const SAMPLE: usize = 4 << 10;
const BEGINNING: usize = 1 << 10;

/// The letters below which a text may be like any language: of 6,600 pieces of English articles with so many one was taken for another
/// language, of those with 80 letters seventeen.
const FEWEST: usize = 300;

/// The languages that the readers of a page understand. The text is looked at only when somebody asks.
pub struct Languages<'t> {
    declared: Option<&'static str>,
    text: &'t str,
    begins: OnceCell<Speech>,
    understood: OnceCell<Box<[&'static str]>>,
}

impl<'t> Languages<'t> {
    /// `declared` as in front matter or a folder's name (`de`, `pt-BR`); `text` is what readers see.
    pub fn new(declared: Option<&str>, text: &'t str) -> Languages<'t> {
        Languages { declared: declared.and_then(known), text, begins: OnceCell::new(), understood: OnceCell::new() }
    }

    /// Whether a disclosure in this language of the table is understood.
    pub fn accept(&self, language: &str) -> bool {
        let begins = matches!(self.begins(), Speech::Known(known) if known == language);
        self.declared == Some(language) || begins || self.understood().is_empty() || self.has(language)
    }

    /// Whether disclosures of the page are to be looked for in this language of the table before others.
    pub fn expect(&self, language: &str) -> bool {
        let begins = || match self.begins() {
            Speech::Known(known) => known == language,
            Speech::Other | Speech::Unsure => true,
        };
        self.declared == Some(language) || begins()
    }

    /// The language that the text begins in, if somebody has asked.
    pub fn known_beginning(&self) -> Option<Speech> {
        self.begins.get().copied()
    }

    fn begins(&self) -> Speech {
        *self.begins.get_or_init(|| Speech::of(self.text))
    }

    /// Whether the page is known to be in this language of the table.
    pub fn has(&self, language: &str) -> bool {
        self.understood().contains(&language)
    }

    /// The name of the language that the page is in, where that is known.
    pub fn first_name(&self) -> Option<&'static str> {
        self.understood().first().map(|language| name(language))
    }

    /// Those of the table; none where nothing is known.
    fn understood(&self) -> &[&'static str] {
        self.understood.get_or_init(|| {
            let mut all: Vec<_> = self.declared.into_iter().chain(spoken(self.text)).collect();
            all.dedup();
            all.into()
        })
    }
}

/// The language in which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// One of the table, by its code.
    Known(&'static str),
    /// One for which there are no phrases.
    Other,
    Unsure,
}

impl Speech {
    /// Of a page that declares its language, or else by its text.
    pub fn declared_or_of(declared: Option<&str>, text: &str) -> Speech {
        match declared {
            Some(tag) => known(tag).map_or(Speech::Other, Speech::Known),
            None => Speech::of(text),
        }
    }

    fn of(text: &str) -> Speech {
        let text = &text[..text.floor_char_boundary(BEGINNING)];
        let script = Letters::of(text).script();
        if let Some(language) = script.filter(|language| *language != "ru").or_else(|| plain(text)) {
            return Speech::Known(language);
        }
        match (script, reliable(text).map(code)) {
            (Some("ru"), Some(None)) => Speech::Other,
            (Some(language), _) => Speech::Known(language),
            (None, Some(language)) => language.map_or(Speech::Other, Speech::Known),
            (None, None) => Speech::Unsure,
        }
    }
}

/// Words that make up a fifth of nearly every text in their language, and are rare in the others.
const COMMON: [(&str, &[&str]); 7] = [
    ("en", &["the", "of", "and", "to", "is", "for", "that", "it", "you", "with", "are", "this"]),
    ("de", &["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "zu", "mit", "den", "auf"]),
    ("fr", &["le", "les", "des", "et", "est", "une", "dans", "que", "pour", "du", "vous", "pas"]),
    ("es", &["el", "los", "las", "y", "en", "es", "por", "con", "una", "para", "que", "se"]),
    ("pt", &["o", "os", "as", "do", "da", "em", "não", "com", "uma", "um", "é", "ao"]),
    ("it", &["il", "di", "che", "è", "per", "non", "sono", "gli", "della", "si", "nel", "le"]),
    ("nl", &["het", "een", "van", "op", "te", "dat", "niet", "zijn", "voor", "met", "je", "de"]),
];

/// The language of a text of some length that is plain to see: no other has half as many of its commonest words. It takes a hundredth of
/// the time of [`reliable`].
fn plain(text: &str) -> Option<&'static str> {
    let mut counts = [0usize; COMMON.len()];
    let mut all = 0;
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        if let Some(languages) = packed(word).and_then(|word| SHARED.get(&word)) {
            languages.iter().for_each(|&language| counts[language] += 1);
        }
    }
    let (best, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let others = counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max()?;
    (all >= FEWEST_WORDS && most * 8 >= all && most >= others * 2).then_some(COMMON[best].0)
}

const FEWEST_WORDS: usize = 60;

/// The languages in which a word is one of the [`COMMON`], by their index.
static SHARED: LazyLock<FxHashMap<u64, Vec<usize>>> = LazyLock::new(|| {
    let mut shared: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (language, (_, common)) in COMMON.iter().enumerate() {
        common.iter().filter_map(|word| packed(word)).for_each(|word| shared.entry(word).or_default().push(language));
    }
    shared
});

/// The bytes of a word, in lower case as far as ASCII goes, if there are no more than a number holds.
fn packed(word: &str) -> Option<u64> {
    (word.len() <= 8).then(|| word.bytes().fold(0, |packed, byte| packed << 8 | u64::from(byte.to_ascii_lowercase())))
}

/// The English name of a language of the table.
pub fn name(code: &str) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == code).map_or("another language", |(_, name)| name)
}

/// The language of the table that a tag means: `de` for `de-AT`. Some folders are named for the country.
fn known(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let primary = match primary.to_ascii_lowercase().as_str() {
        "cn" => "zh",
        "jp" => "ja",
        "kr" => "ko",
        _ => primary,
    };
    NAMES.iter().map(|(code, _)| *code).find(|code| code.eq_ignore_ascii_case(primary))
}

fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE)]
}

/// The languages of the table that a text is in, the first of them before others: there are several where it is written in several
/// scripts, or changes in its middle.
fn spoken(text: &str) -> Vec<&'static str> {
    let text = sample(text);
    let letters = Letters::of(text);
    let mut languages: Vec<&'static str> = letters.script().into_iter().collect();
    if languages == ["ru"] && reliable(text).is_some_and(|language| code(language).is_none()) {
        return Vec::new();
    }
    // Names and terms are in Latin letters everywhere.
    if languages.is_empty() || letters.latin * 2 > letters.all {
        let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
        let parts = [reliable(text), reliable(first), reliable(second)];
        // A whole that is like nothing may be two languages; one half of it alone says little.
        if parts[0].is_none() && parts[1..].contains(&None) {
            return Vec::new();
        }
        for language in parts.into_iter().flatten().filter_map(code) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
    }
    languages
}

/// How many letters of a text are in which script.
#[derive(Default)]
struct Letters {
    all: usize,
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    cyrillic: usize,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
            letters.all += 1;
            match letter {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => letters.latin += 1,
                '\u{3041}'..='\u{30ff}' => letters.kana += 1,
                '\u{3400}'..='\u{9fff}' => letters.han += 1,
                '\u{ac00}'..='\u{d7a3}' => letters.hangul += 1,
                '\u{400}'..='\u{52f}' => letters.cyrillic += 1,
                _ => {}
            }
        }
        letters
    }

    /// The language that has a script (almost) for itself, where a tenth of the text is in it: such letters are often whole words.
    fn script(&self) -> Option<&'static str> {
        let has = |letters: usize| letters > 0 && letters * 10 >= self.all;
        // No Japanese text does without kana, and Chinese ones have them in names only.
        let is_japanese = self.kana * 10 >= self.kana + self.han;
        match () {
            () if has(self.hangul) => Some("ko"),
            () if has(self.cyrillic) => Some("ru"),
            () if has(self.kana + self.han) => Some(if is_japanese { "ja" } else { "zh" }),
            () => None,
        }
    }
}

/// The language of a text that is long enough to tell.
fn reliable(text: &str) -> Option<Lang> {
    if text.chars().filter(|letter| letter.is_alphabetic()).take(FEWEST).count() < FEWEST {
        return None;
    }
    detect(text).filter(|found| found.is_reliable()).map(|found| found.lang())
}

fn code(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Rus => "ru",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The kettle stands on the stove, and nobody has moved it since the morning. When the water boils, the lid begins to \
        rattle, and whoever is nearest takes it off the flame before the handle gets too hot to touch.";
    const GERMAN: &str = "Der Kessel steht auf dem Herd, und niemand hat ihn seit dem Morgen bewegt. Wenn das Wasser kocht, klappert der \
        Deckel, und wer am nächsten steht, nimmt ihn vom Feuer, bevor der Griff zu heiß wird.";
    const SWEDISH: &str = "Kitteln står på spisen och ingen har rört den sedan i morse. När vattnet kokar börjar locket skramla, och den som \
        står närmast lyfter den från lågan innan handtaget blir för varmt att hålla i.";
    const JAPANESE: &str = "やかんはコンロの上にあり、朝から誰も動かしていません。お湯が沸くと蓋が鳴り始めます。";
    const CHINESE: &str = "水壶放在炉子上，从早上起就没有人动过。水开的时候盖子会响，离得最近的人把它拿下来。";

    /// Of a text that says it twice, to be long enough.
    fn accepted(declared: Option<&str>, text: &str) -> Vec<&'static str> {
        understood(declared, &text.repeat(2))
    }

    fn understood(declared: Option<&str>, text: &str) -> Vec<&'static str> {
        let languages = Languages::new(declared, text);
        NAMES.iter().map(|(code, _)| *code).filter(|code| languages.accept(code)).collect()
    }

    #[test]
    fn a_text_is_known_by_its_letters_and_its_words() {
        for (text, language) in [(ENGLISH, "en"), (GERMAN, "de"), (JAPANESE, "ja"), (CHINESE, "zh")] {
            assert_eq!(accepted(None, text), [language], "{text}");
        }
        assert_eq!(accepted(None, "주전자는 아침부터 난로 위에 있고 아무도 옮기지 않았습니다."), ["ko"]);
        let russian = "Чайник стоит на плите, и никто не трогал его с самого утра. Когда вода закипает, крышка начинает дребезжать, и тот, кто \
            стоит ближе всех, снимает его с огня, пока ручка не стала слишком горячей.";
        assert_eq!(accepted(None, russian), ["ru"]);
    }

    #[test]
    fn what_a_page_declares_counts_besides() {
        assert_eq!(accepted(Some("de-AT"), ENGLISH), ["en", "de"]);
        assert_eq!(accepted(Some("cn"), CHINESE), ["zh"]);
        assert_eq!(accepted(Some("pt_BR"), ""), ["pt"]);
        assert_eq!(Languages::new(Some("de"), ENGLISH).first_name(), Some("German"));
        // Too short to tell.
        assert_eq!(accepted(Some("de"), "So does citric acid."), ["de"]);
    }

    #[test]
    fn a_page_in_two_languages_accepts_both() {
        assert_eq!(understood(None, &format!("{}{}", GERMAN.repeat(2), ENGLISH.repeat(2))), ["en", "de"]);
        assert_eq!(understood(None, &format!("{JAPANESE}\n{}", ENGLISH.repeat(2))), ["en", "ja"]);
    }

    #[test]
    fn where_nothing_is_known_everything_counts() {
        for (declared, text) in [(None, ""), (None, "Kettle, lid, lock"), (Some("sv"), SWEDISH), (None, SWEDISH)] {
            assert_eq!(accepted(declared, text).len(), NAMES.len(), "{text}");
        }
        let ukrainian = "Чайник стоїть на плиті, і ніхто не чіпав його від самого ранку. Коли вода закипає, кришка починає деренчати, і той, \
            хто стоїть найближче, знімає її з вогню, поки ручка не стала надто гарячою.";
        assert_eq!(accepted(None, ukrainian).len(), NAMES.len());
        let speech = |declared, text: &str| Speech::declared_or_of(declared, &text.repeat(2));
        assert_eq!([speech(None, SWEDISH), speech(Some("sv"), ""), speech(None, ukrainian)], [Speech::Other; 3]);
        assert_eq!([speech(Some("de"), ENGLISH), speech(None, GERMAN)], [Speech::Known("de"); 2]);
        assert_eq!((speech(None, JAPANESE), speech(None, "")), (Speech::Known("ja"), Speech::Unsure));
    }

    #[test]
    fn what_is_plain_is_no_more_than_what_is_reliable() {
        for text in [ENGLISH, GERMAN, SWEDISH] {
            let text = text.repeat(3);
            assert!(plain(&text).is_none_or(|language| reliable(&text).and_then(code) == Some(language)), "{text}");
        }
        assert_eq!([plain(&ENGLISH.repeat(3)), plain(&GERMAN.repeat(3))], [Some("en"), Some("de")]);
        assert_eq!([plain(ENGLISH), plain(&SWEDISH.repeat(3)), plain("")], [None; 3]);
        assert!(COMMON.iter().flat_map(|(_, common)| *common).all(|word| packed(word).is_some()));
    }

    #[test]
    fn terms_in_latin_letters_do_not_change_the_language() {
        let terms = "水壶的 kettle --boil 选项会先检查 lid 的状态，再打开 stove。The kettle 是一个很小的程序，用起来很方便。";
        assert_eq!(accepted(None, terms), ["zh"]);
    }
}
