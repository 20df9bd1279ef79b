//! What README.md shows and names is so, and CONTRIBUTING.md has a reason for every dependency.

use copydesk::rules::RULES;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(name)).expect(name).replace("\r\n", "\n")
}

/// The folder that the README speaks of, where a command does not go to another.
const FOLDER: &str = "fixtures/affiliate-blog";

/// What `copydesk` with these arguments writes in a folder of the project.
fn copydesk(folder: &str, arguments: &[&str]) -> String {
    let folder: PathBuf = Path::new(ROOT).join(folder);
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).args(arguments).current_dir(folder).output().expect("it runs");
    String::from_utf8(output.stdout).expect("it writes UTF-8")
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect(pattern)
}

/// The fenced blocks of a page, each with its language.
fn fences(page: &str) -> Vec<(String, String)> {
    let fence = regex(r"(?ms)^```(\w+)\n(.*?)^```$");
    fence.captures_iter(page).map(|found| (found[1].to_string(), found[2].to_string())).collect()
}

#[test]
fn the_table_of_rules_is_complete() {
    let mut table = "| rule | severity | what it finds |\n|---|---|---|\n".to_string();
    for rule in RULES {
        let severity = if rule.off { "off" } else { rule.severity.name() };
        table += &format!("| [`{0}`](rules/{0}.md) | {severity} | {1} |\n", rule.id, rule.title.replace('|', "\\|"));
    }
    let readme = read("README.md");
    let (_, rest) = readme.split_once("<!-- rules:begin -->\n").expect("the table has its beginning");
    let (found, _) = rest.split_once("<!-- rules:end -->").expect("the table has its end");
    assert!(found.trim() == table.trim(), "README.md: this belongs between `rules:begin` and `rules:end`:\n\n{table}");
}

#[test]
fn what_is_shown_is_what_copydesk_writes() {
    // The time that a run takes is its own.
    let seconds = regex(r"\d+\.\d\d s\n");
    let mut output = String::new();
    for (language, text) in fences(&read("README.md")) {
        let (folder, text) = text.strip_prefix("$ cd ").and_then(|rest| rest.split_once('\n')).unwrap_or((FOLDER, &text));
        if let Some(shown) = text.strip_prefix("$ copydesk ").filter(|_| language == "console") {
            let (arguments, shown) = shown.split_once('\n').expect("a command has its line");
            output = copydesk(folder, &arguments.split_whitespace().collect::<Vec<_>>());
            let written = seconds.replace_all(&output, "0.00 s\n").into_owned();
            let shown = seconds.replace_all(shown, "0.00 s\n").into_owned();
            let mut rest = written.as_str();
            for part in shown.split("...\n") {
                let at = rest.find(part).unwrap_or_else(|| panic!("`copydesk {arguments}` does not write\n{part}\nbut\n{written}"));
                rest = &rest[at + part.len()..];
            }
        } else if language == "json" {
            let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
            let first = output.lines().next().expect("a command stands before it, and finds something");
            assert_eq!(parse(text), parse(first), "the JSON shown (left) and the first line written (right); written is\n{first}");
        }
    }
    assert!(!output.is_empty(), "README.md shows a command and what it writes");
}

/// The options that `--help` of a command names.
fn options(command: &str) -> BTreeSet<String> {
    let help = copydesk(FOLDER, &[command, "--help"]);
    let line = regex(r"(?m)^ +(?:(-\w), +)?(--[a-z][a-z-]*)");
    let mut names = BTreeSet::new();
    for found in line.captures_iter(&help) {
        names.extend([1, 2].into_iter().filter_map(|group| Some(found.get(group)?.as_str().to_string())));
    }
    assert!(names.contains("--help"), "the help of {command} could not be read:\n{help}");
    names
}

#[test]
fn every_command_and_option_that_is_named_exists() {
    let help = copydesk(FOLDER, &["--help"]);
    let (_, list) = help.split_once("Commands:\n").expect("the help lists the commands");
    let names = regex(r"(?m)^  ([a-z]+) +[A-Z]");
    let list = list.split("\n\n").next().unwrap_or_default();
    let commands: BTreeMap<String, BTreeSet<String>> = names
        .captures_iter(list)
        .map(|found| found[1].to_string())
        .filter(|name| name != "help")
        .map(|name| (name.clone(), options(&name)))
        .collect();
    assert!(commands.contains_key("check"), "the commands could not be read:\n{help}");

    let readme = read("README.md");
    let mut code: Vec<String> = regex("`([^`\n]+)`").captures_iter(&readme).map(|found| found[1].to_string()).collect();
    code.extend(fences(&readme).into_iter().flat_map(|(_, text)| text.lines().map(String::from).collect::<Vec<_>>()));
    let (called, option) = (regex(r"(?:^|[\s;|])copydesk +([^|>;#]*)"), regex(r"^(--[a-z][a-z-]*|-\w)"));
    let mut seen = 0;
    for text in code {
        let through_cargo = text.strip_prefix("cargo run ").and_then(|rest| rest.split_once(" -- "));
        let calls: Vec<String> = match through_cargo {
            Some((_, arguments)) => vec![arguments.to_string()],
            // An option alone, as tables and sentences name it: of the default command, or of any.
            None if text.starts_with('-') && option.is_match(&text) => {
                let name = text.split([' ', ',']).next().unwrap_or_default();
                assert!(commands.values().any(|options| options.contains(name)), "README.md names {name}, which no command takes");
                seen += 1;
                continue;
            }
            None => called.captures_iter(&text).map(|found| found[1].to_string()).collect(),
        };
        for call in calls {
            let mut words = call.split_whitespace().peekable();
            let is_command = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let command = words.next_if(is_command).unwrap_or("check");
            let known = commands.get(command).unwrap_or_else(|| panic!("README.md: `copydesk {call}`: there is no command {command}"));
            for word in words.filter(|word| word.starts_with('-')) {
                let name = option.find(word).map_or(word, |found| found.as_str());
                assert!(known.contains(name), "README.md: `copydesk {call}`: {command} takes no {name}");
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} commands and options were recognised");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml can be read");
    let tables = ["dependencies", "build-dependencies", "dev-dependencies"].map(|name| manifest[name].as_table().expect(name));
    let wanted: BTreeSet<String> = tables.into_iter().flat_map(|table| table.keys().cloned()).collect();
    let page = read("CONTRIBUTING.md");
    let (_, section) = page.split_once("\n## Dependencies\n").expect("there is a section on them");
    let section = section.split("\n## ").next().unwrap_or_default();
    let row = regex(r"(?m)^\| `([a-z0-9_-]+)` \| [^|]+ \|$");
    let told: BTreeSet<String> = row.captures_iter(section).map(|found| found[1].to_string()).collect();
    assert_eq!(wanted, told, "the dependencies in Cargo.toml (left) and those with a reason in CONTRIBUTING.md (right)");
}
