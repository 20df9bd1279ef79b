//! What each slug rule makes of each character.
//!
//! A table has lines of first and last code point and what becomes of those between them in the middle of a word: `K` kept, `D` dropped,
//! `S` a separator, `L` lower case, `M` the text that follows as a JSON string (without quotes, it is the whole word). The tables that
//! real generators made stand in `oracle/chars` of the folder `shared` beside the repository, or of the folder that
//! `COPYDESK_SHARED` names. The short ones below hold what follows from the rules themselves.

use copydesk::generator::slug::{self, Piece};
use std::path::{Path, PathBuf};

type Rule = fn(&[Piece<'_>], &mut String);

/// hexo-util's `slugize` as a rule.
fn slugize(pieces: &[Piece<'_>], out: &mut String) {
    for piece in pieces {
        if let Piece::Text { text, .. } = piece {
            slug::slugize(text, out);
        }
    }
}

const RULES: &[(&str, Rule)] = &[
    ("github-slugger", slug::github),
    ("hexo-util-slugize", slugize),
    ("hugo-blackfriday", slug::hugo_blackfriday::<true>),
    ("hugo-github-ascii", slug::hugo_github_ascii::<true>),
    ("hugo-github", slug::hugo_github::<true>),
    ("jekyll", slug::kramdown),
    ("mdbook-0.4", slug::mdbook_04),
    ("mdbook", slug::mdbook),
    ("mdit-vue-slugify", slug::vitepress),
    ("pymdown-slugs-lower", slug::pymdown_lower),
    ("pymdown-slugs-none", slug::pymdown_none),
    ("python-markdown", slug::python_markdown),
];

/// ASCII, letters of some scripts, and the characters on which generators differ most.
const SAMPLES: &[(&str, &str)] = &[
    (
        "github-slugger",
        "20 20 S|2D 2D K|41 5A L|21 2C D|A0 A0 D|B2 B2 D|301 301 K|416 416 L|FE0F FE0F K|2160 2160 L|4E2D 4E2D K|1F375 1F375 D",
    ),
    ("hexo-util-slugize", r#"20 2F S|41 5A K|A0 A0 S|E9 E9 M "e"|C6 C6 M "AE"|301 301 K|2014 2014 K|3002 3002 K|1F375 1F375 K"#),
    ("hugo-blackfriday", "20 2C S|41 5A L|5F 5F S|BD BD K|301 301 S|416 416 L|4E2D 4E2D K"),
    ("hugo-github-ascii", r#"20 20 S|2D 2D K|41 5A L|E9 E9 M "e"|F8 F8 D|301 301 D|4E2D 4E2D D"#),
    ("hugo-github", r#"20 20 S|21 26 D|41 5A L|5F 5F K|BD BD D|130 130 M "i"|301 301 D|416 416 L|4E2D 4E2D K"#),
    ("jekyll", "9 9 S|20 20 S|41 5A L|A0 A0 D|B2 B2 D|301 301 K|416 416 L|4E2D 4E2D K"),
    ("mdbook-0.4", "20 20 S|41 5A L|A0 A0 S|B2 B2 K|C9 C9 K|301 301 D|416 416 K|4E2D 4E2D K"),
    ("mdbook", r#"20 20 S|41 5A L|A0 A0 S|B2 B2 K|C9 C9 L|130 130 M "i"|301 301 D|416 416 L|4E2D 4E2D K"#),
    ("mdit-vue-slugify", r#"20 2F S|41 5A L|A0 A0 S|B2 B2 M "2"|E9 E9 M "e"|301 301 D|2014 2014 K|201C 201D S|4E2D 4E2D K"#),
    ("pymdown-slugs-lower", "20 20 S|2D 2D K|41 5A L|A0 A0 S|B2 B2 K|301 301 M áb|416 416 L|200B 200B D|4E2D 4E2D K"),
    ("pymdown-slugs-none", "20 20 S|41 5A K|A0 A0 S|B2 B2 K|301 301 M áb|416 416 K|4E2D 4E2D K"),
    ("python-markdown", r#"20 20 S|2D 2D S|41 5A L|5F 5F K|BD BD M "12"|E9 E9 M "e"|301 301 D|416 416 D|4E2D 4E2D D"#),
];

/// What is wrong with a rule, at most a few examples; and how many characters were looked at.
fn check<'t>(rule: Rule, rows: impl Iterator<Item = [&'t str; 4]>) -> (usize, Vec<String>) {
    let (mut count, mut wrong) = (0, Vec::new());
    let code = |hex: &str| u32::from_str_radix(hex, 16).unwrap_or_else(|_| panic!("{hex} is no code point"));
    for [first, last, action, text] in rows {
        for c in (code(first)..=code(last)).filter_map(char::from_u32) {
            let expected = match action {
                "K" => format!("a{c}b"),
                "D" => "ab".to_string(),
                "S" => "a-b".to_string(),
                "L" => format!("a{}b", c.to_lowercase()),
                "M" if text.starts_with('"') => format!("a{}b", serde_json::from_str::<String>(text).expect(text)),
                "M" => text.to_string(),
                other => panic!("unknown action {other}"),
            };
            let (word, mut made) = (format!("a{c}b"), String::new());
            rule(&[Piece::Text { raw: &word, text: &word }], &mut made);
            count += 1;
            if made != expected {
                wrong.push(format!("U+{:04X}: {made:?}, not {expected:?}", u32::from(c)));
            }
        }
    }
    (count, wrong)
}

fn fields(line: &str, separator: char) -> [&str; 4] {
    let mut fields = line.splitn(4, separator);
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

fn assert_right(name: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{name}: {} characters, such as\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

#[test]
fn the_rules_keep_and_drop_what_they_say() {
    assert!(RULES.iter().map(|(name, _)| name).eq(SAMPLES.iter().map(|(name, _)| name)), "every rule has a sample");
    for ((name, rule), (_, sample)) in RULES.iter().zip(SAMPLES) {
        let (count, wrong) = check(*rule, sample.split('|').map(|row| fields(row, ' ')));
        assert!(count > 10);
        assert_right(name, &wrong);
    }
}

#[test]
fn the_rules_agree_with_the_generators() {
    let shared = std::env::var_os("COPYDESK_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join("oracle/chars");
    if !folder.is_dir() {
        println!("not checked: there is no {}", folder.display());
        return;
    }
    for (name, rule) in RULES {
        let path = folder.join(format!("{name}.tsv"));
        let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (count, wrong) = check(*rule, table.lines().filter(|line| !line.starts_with('#')).map(|line| fields(line, '\t')));
        println!("{name}: {count} characters");
        assert!(count > 100_000);
        assert_right(name, &wrong);
    }
}
