//! Every example on every page of a rule is run: in a Bad section the marked findings of that rule and no others of it, in a Good
//! section no finding of any rule.
//!
//! The blocks of a section (or of a `###` part of it) are the files of one site:
//!
//! - `file=path` says where the block stands; `generator=name` on any of them says what the site is (else what its files say).
//! - A line of carets marks the text above it, and says the message; `…` at its end stands for any rest.
//! - `copies=12` writes the file twelve times, with the number for each `{n}` in its name, text and messages.
//! - `escaped` reads `\xFF` in the block as that byte.
//! - `fixed=safe` or `fixed=risky` is what the file becomes when the fixes of the rule up to that safety are made.

use copydesk::config::Pick;
use copydesk::engine::{Options, Run, Session};
use copydesk::finding::{Edit, Safety};
use copydesk::rule::Meta;
use copydesk::rules::RULES;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Default)]
struct Block {
    attributes: BTreeMap<String, String>,
    text: String,
}

/// A finding that an example expects: its file, its bytes, and how its message begins or what it is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    file: String,
    start: usize,
    end: usize,
    message: String,
}

/// The sites of a page: the heading they stand under, and their blocks.
fn sites(page: &str) -> Vec<(String, Vec<Block>)> {
    let mut sites: Vec<(String, Vec<Block>)> = Vec::new();
    let (mut section, mut fence): (String, Option<(String, Block)>) = (String::new(), None);
    for line in page.lines() {
        match &mut fence {
            Some((mark, block)) if line == mark => {
                let (_, block) = (mark.clone(), std::mem::take(block));
                fence = None;
                if block.attributes.contains_key("file") {
                    sites.last_mut().expect("a block stands in a section").1.push(block);
                }
            }
            Some((_, block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            None if line.starts_with("```") => {
                let mark: String = line.chars().take_while(|&c| c == '`').collect();
                let words = line[mark.len()..].split_whitespace();
                let attributes = words.map(|word| word.split_once('=').unwrap_or((word, ""))).map(|(k, v)| (k.to_string(), v.to_string()));
                fence = Some((mark, Block { attributes: attributes.collect(), text: String::new() }));
            }
            None if line.starts_with("## ") || line.starts_with("### ") => {
                if let Some(name) = line.strip_prefix("## ") {
                    section = name.to_string();
                }
                sites.push((section.clone(), Vec::new()));
            }
            None => {}
        }
    }
    sites.retain(|(_, blocks)| !blocks.is_empty());
    sites
}

/// Takes the lines of carets out of a block, and makes them expectations.
fn unmarked(file: &str, text: &str) -> (String, Vec<Expected>) {
    let (mut plain, mut expected, mut line_start) = (String::new(), Vec::new(), 0);
    for line in text.lines() {
        let marks = line.trim_start();
        let carets = marks.chars().take_while(|&c| c == '^').count();
        if carets > 0 && !plain.is_empty() && marks[carets..].starts_with(' ') {
            let above = plain[line_start..].trim_end_matches('\n');
            let byte = |column: usize| line_start + above.char_indices().nth(column).map_or(above.len(), |(at, _)| at);
            let column = line.chars().count() - marks.chars().count();
            let message = marks[carets..].trim().to_string();
            expected.push(Expected { file: file.into(), start: byte(column), end: byte(column + carets), message });
        } else {
            line_start = plain.len();
            plain.push_str(line);
            plain.push('\n');
        }
    }
    (plain, expected)
}

fn bytes(block: &Block, text: &str) -> Vec<u8> {
    if !block.attributes.contains_key("escaped") {
        return text.as_bytes().to_vec();
    }
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hexadecimal digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

fn write(root: &Path, file: &str, bytes: &[u8]) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

fn check(root: &Path) -> Run {
    let options = Options { paths: Vec::new(), generator: None, pick: Pick::default(), as_of: None };
    let run = Session::open(root, &options).unwrap_or_else(|error| panic!("{}", error.message)).check();
    assert!(run.trouble.is_empty(), "{:?}", run.trouble);
    run
}

fn run_site(meta: &Meta, section: &str, blocks: &[Block]) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path().canonicalize().expect("it is there");
    let mut expected = Vec::new();
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let is_fixed = |block: &&Block| block.attributes.contains_key("fixed");
    for block in blocks.iter().filter(|block| !is_fixed(block)) {
        let file = &block.attributes["file"];
        let (text, found) = unmarked(file, &block.text);
        match block.attributes.get("copies").map(|copies| copies.parse::<u32>().expect("a number")) {
            Some(copies) => {
                for n in (1..=copies).map(|n| n.to_string()) {
                    let numbered = |text: &str| text.replace("{n}", &n);
                    expected.extend(found.iter().map(|marked| Expected {
                        file: numbered(&marked.file),
                        start: numbered(&text[..marked.start]).len(),
                        end: numbered(&text[..marked.end]).len(),
                        message: numbered(&marked.message),
                    }));
                    write(&root, &numbered(file), numbered(&text).as_bytes());
                }
            }
            None => {
                expected.extend(found);
                write(&root, file, &bytes(block, &text));
            }
        }
        texts.insert(file, text);
    }
    let generator = blocks.iter().find_map(|block| block.attributes.get("generator"));
    if let Some(generator) = generator.filter(|_| !texts.contains_key("copydesk.yml")) {
        write(&root, "copydesk.yml", format!("site:\n  generator: {generator}\n").as_bytes());
    }
    let run = check(&root);
    if section == "Good" {
        let said: Vec<String> = run.findings.iter().map(|f| format!("{}:{} {}: {}", f.file, f.at.start.line, f.rule, f.message)).collect();
        assert!(said.is_empty(), "{}: the good example has findings: {said:#?}", meta.id);
        return;
    }
    let mut found: Vec<Expected> = run
        .findings
        .iter()
        .filter(|finding| finding.rule == meta.id)
        .map(|f| Expected { file: f.file.to_string(), start: f.span.start as usize, end: f.span.end as usize, message: f.message.clone() })
        .collect();
    expected.sort();
    found.sort();
    for (expected, found) in expected.iter_mut().zip(&found) {
        if let Some(start) = expected.message.strip_suffix('…').filter(|start| found.message.starts_with(start)) {
            expected.message = found.message[..start.len()].to_string() + &found.message[start.len()..];
        }
    }
    assert_eq!(expected, found, "{}: the marks of the bad example (left) and the findings (right) differ", meta.id);
    assert!(!found.is_empty(), "{}: nothing is marked in a bad example", meta.id);
    for block in blocks.iter().filter(is_fixed) {
        let file = block.attributes["file"].as_str();
        let risky = block.attributes["fixed"] == "risky";
        let fixes = run.findings.iter().filter(|f| f.rule == meta.id && *f.file == *file).filter_map(|f| f.fixes.first());
        let edits = fixes.filter(|fix| risky || fix.safety == Safety::Safe).flat_map(|fix| &fix.edits);
        assert_eq!(fixed(&texts[file], edits), block.text, "{}: what the fixes make of {file}", meta.id);
    }
}

fn fixed<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_string();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

#[test]
fn every_example_is_as_its_page_says() {
    let fails = |meta: &&Meta| std::panic::catch_unwind(|| check_page(meta)).is_err();
    let failed: Vec<_> = RULES.iter().filter(fails).map(|meta| meta.id).collect();
    assert!(failed.is_empty(), "these pages and their rules differ: {failed:?}");
}

fn check_page(meta: &Meta) {
    let sites = sites(meta.page);
    for section in ["Bad", "Good"] {
        assert!(sites.iter().any(|(name, _)| name == section), "{}: the section {section} has no example", meta.id);
    }
    for (section, blocks) in sites.iter().filter(|(section, _)| section == "Bad" || section == "Good") {
        run_site(meta, section, blocks);
    }
    let fixes = sites.iter().flat_map(|(_, blocks)| blocks).any(|block| block.attributes.contains_key("fixed"));
    assert_eq!(fixes, meta.fix != "never", "{}: a rule with a fix shows what it makes, and no other does", meta.id);
}

#[test]
fn pages_are_whole() {
    for meta in RULES {
        assert!(!meta.page.contains("TODO"), "{}: the page is not written to its end", meta.id);
        assert!(!meta.sources.is_empty() && meta.sources.iter().all(|source| source.starts_with("https://")), "{}: its sources", meta.id);
        assert!(meta.title.len() <= 80 && !meta.title.ends_with('.'), "{}: the title is one line without a full stop", meta.id);
        assert!(meta.summary.ends_with('.') && meta.summary.len() <= 400, "{}: the summary is a short paragraph", meta.id);
        for option in meta.options {
            assert!(meta.page.contains(&format!("`{}`", option.name)), "{}: the section Options says nothing of {}", meta.id, option.name);
        }
    }
}
