//! The program as its users meet it: arguments, exit codes, and what goes where.

mod common;

use common::{Folder, Said, copydesk, fixture};
use copydesk::rules::RULES;
use serde_json::{Value, json};
use std::io::Read;
use std::process::{Command, Stdio};

const FORMATS: [&str; 4] = ["pretty", "concise", "json", "jsonl"];
const CLEAN: &[u8] = b"# A garden\n\nNothing is wrong here.\n";
/// One error and one warning.
const FAULTY: &[u8] = b"# A pond\n\n[reeds](reeds.md)\n\n![](https://a.example/pond.png)\n";
/// One warning.
const BARE: &[u8] = b"# A shed\n\n![](https://a.example/shed.png)\n";

/// The lines of a report without its summary.
fn concise(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let said = copydesk(&folder.root, &[arguments, &["--format", "concise", "--quiet"]].concat());
    assert_eq!(said.err, "", "{arguments:?}");
    said.out.lines().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect()
}

fn trouble(said: &Said, message: &str) {
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    assert!(said.err.contains(message), "{message:?} is not in {:?}", said.err);
}

#[test]
fn the_exit_code_says_how_it_went_in_every_format() {
    let (clean, bare, faulty) = (Folder::with(&[("a.md", CLEAN)]), Folder::with(&[("a.md", BARE)]), Folder::with(&[("a.md", FAULTY)]));
    let folders = [("clean", &clean), ("bare", &bare), ("faulty", &faulty)];
    for format in FORMATS {
        for (level, expected) in [("error", [0, 0, 1]), ("warning", [0, 1, 1]), ("info", [0, 1, 1]), ("never", [0, 0, 0])] {
            for ((name, folder), code) in folders.iter().zip(expected) {
                let said = copydesk(&folder.root, &["--format", format, "--fail-on", level]);
                assert_eq!((said.code, said.err.as_str()), (code, ""), "{name}, {format}, --fail-on {level}");
            }
        }
        assert_eq!(copydesk(&faulty.root, &["--format", format]).code, 1, "an error is what fails by default");
        let said = copydesk(&faulty.root, &["--format", format, "--fail-on", "never", "a.md", "b.md"]);
        assert_eq!((said.code, said.err.as_str()), (2, "copydesk: b.md: there is no such file or folder\n"), "{format}");
        assert!(said.out.contains("reeds.md"), "{format}: what could be read was checked: {}", said.out);
    }
}

#[test]
fn arguments_that_cannot_be_followed_are_trouble() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    trouble(&copydesk(&folder.root, &["--format", "pdf"]), "possible values: pretty, concise, json, jsonl");
    trouble(&copydesk(&folder.root, &["--fail-on", "sometimes"]), "possible values: error, warning, info, never");
    trouble(&copydesk(&folder.root, &["--generator", "typewriter"]), "hexo");
    trouble(&copydesk(&folder.root, &["--no-such-option"]), "--no-such-option");
    trouble(&copydesk(&folder.root, &["--output", "no/such/folder/report.txt"]), "no/such/folder/report.txt cannot be written");
}

#[test]
fn names_of_rules_that_do_not_exist_are_told_with_their_nearest() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    for option in ["--select", "--ignore"] {
        let near = "copydesk: `link/broken-pat` is no rule and no category; did you mean `link/broken-path`?\n";
        let said = copydesk(&folder.root, &[option, "image,link/broken-pat"]);
        trouble(&said, near);
        assert_eq!(said.err, near);
        trouble(&copydesk(&folder.root, &[option, "imge"]), "did you mean `image`?");
        trouble(&copydesk(&folder.root, &[option, "zzzzzzzzzz"]), "`copydesk rules` lists them all");
    }
}

#[test]
fn a_configuration_that_cannot_be_used_is_trouble_at_its_place() {
    let folder = Folder::with(&[("a.md", FAULTY), ("copydesk.yml", b"rules:\n  link/broken-pth: off\n")]);
    for format in FORMATS {
        let said = copydesk(&folder.root, &["--format", format, "--fail-on", "never"]);
        trouble(&said, "`link/broken-pth` is no rule and no category");
        assert!(said.err.contains("copydesk.yml:2:3]") && said.err.contains("did you mean `link/broken-path`?"), "{}", said.err);
    }
}

#[test]
fn without_a_command_the_working_directory_is_checked() {
    let folder = Folder::with(&[("a.md", FAULTY), ("sub/b.md", BARE)]);
    let all = ["a.md:3:9: error link/broken-path", "a.md:5:1: warning image/missing-alt", "sub/b.md:3:1: warning image/missing-alt"];
    assert_eq!(concise(&folder, &[]), all);
    assert_eq!(concise(&folder, &["check"]), all);
    assert_eq!(concise(&folder, &["."]), all);
    assert_eq!(concise(&folder, &["check", "a.md", "sub"]), all);
    assert_eq!(concise(&folder, &["a.md"]), all[..2]);
    assert_eq!(concise(&folder, &["a.md", "a.md", "./a.md"]), all[..2], "named thrice, said once");
}

#[test]
fn behind_two_dashes_everything_is_a_path() {
    let folder = Folder::with(&[("-odd.md", FAULTY), ("rules/a.md", BARE)]);
    let paths = ["--format", "concise", "--quiet", "--", "-odd.md"];
    let said = copydesk(&folder.root, &paths);
    assert_eq!((said.code, said.out.lines().count()), (1, 2), "{}{}", said.out, said.err);
    let said = copydesk(&folder.root, &["check", "--format", "concise", "--quiet", "--", "rules"]);
    assert!(said.out.starts_with("rules/a.md:3:1: warning"), "{}{}", said.out, said.err);
}

#[test]
fn paths_are_shown_as_seen_from_where_one_stands() {
    let folder = Folder::with(&[("copydesk.yml", b"rules: {}\n"), ("a.md", FAULTY), ("sub/b.md", BARE)]);
    let seen = |arguments: &[&str]| copydesk(&folder.root.join("sub"), &[arguments, &["--format", "concise", "--quiet"]].concat()).out;
    assert!(seen(&[]).starts_with("b.md:3:1: warning image/missing-alt") && !seen(&[]).contains("a.md:"), "{}", seen(&[]));
    assert!(seen(&["../a.md"]).starts_with("../a.md:3:9: error link/broken-path"), "{}", seen(&["../a.md"]));
    assert_eq!(seen(&[".."]).lines().count(), 3);
    let absolute = folder.root.join("sub/b.md");
    assert_eq!(seen(&[&absolute.to_string_lossy()]), seen(&["b.md"]));
}

#[test]
fn rules_are_selected_and_ignored_by_name_and_by_category() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    let (path, alt) = ("a.md:3:9: error link/broken-path", "a.md:5:1: warning image/missing-alt");
    assert_eq!(concise(&folder, &["--select", "link"]), [path]);
    assert_eq!(concise(&folder, &["--select", "link/broken-path,image"]), [path, alt]);
    assert_eq!(concise(&folder, &["--select", "link", "--select", "image"]), [path, alt]);
    assert_eq!(concise(&folder, &["--ignore", "link"]), [alt]);
    assert_eq!(concise(&folder, &["--select", "link", "--ignore", "link/broken-path"]), [""; 0]);
    assert_eq!(copydesk(&folder.root, &["--ignore", "link/broken-path"]).code, 0, "a warning alone does not fail");
}

#[test]
fn the_report_goes_to_a_file() {
    let folder = Folder::with(&[("a.md", FAULTY)]);
    for format in ["concise", "json", "jsonl"] {
        let shown = copydesk(&folder.root, &["--format", format, "--quiet"]);
        let said = copydesk(&folder.root, &["--format", format, "--quiet", "--output", "report.txt"]);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (1, "", ""));
        let written = std::fs::read_to_string(folder.root.join("report.txt")).expect("the report is there");
        assert_eq!(written, shown.out);
        assert!(written.contains("link/broken-path"));
    }
}

#[test]
fn quiet_leaves_only_the_findings() {
    let (clean, faulty) = (Folder::with(&[("a.md", CLEAN)]), Folder::with(&[("a.md", FAULTY)]));
    for format in ["pretty", "concise"] {
        let said = copydesk(&clean.root, &["--format", format, "--quiet"]);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
        assert_eq!(copydesk(&clean.root, &["--format", format]).timeless(), "1 article (plain): nothing to report.\n");
        assert!(!copydesk(&faulty.root, &["--format", format, "-q"]).out.contains("1 article"));
    }
    let empty = Folder::new();
    assert!(copydesk(&empty.root, &[]).err.contains("no articles were found"));
    assert_eq!(copydesk(&empty.root, &["--quiet"]).err, "");
}

#[test]
fn what_an_article_suppresses_is_counted_and_not_shown() {
    let folder = Folder::with(&[(
        "a.md",
        b"# A pond\n\n<!-- copydesk-ignore link/broken-path: to come -->\n[reeds](reeds.md)\n\n[moss](moss.md)\n",
    )]);
    assert_eq!(concise(&folder, &[]), ["a.md:6:8: error link/broken-path"]);
    let said = copydesk(&folder.root, &["--format", "concise"]);
    assert!(said.out.ends_with("\n1 finding suppressed\n"), "{}", said.out);
    folder.write("a.md", b"# A pond\n\n<!-- copydesk-ignore link/empty -->\n[bank](#a-pond)\n");
    assert_eq!(concise(&folder, &[]), ["a.md:3:22: warning engine/unused-suppression"]);
}

#[test]
fn what_is_excluded_stays_so_even_when_it_is_named() {
    let folder =
        Folder::with(&[("copydesk.yml", b"exclude: [old, 'draft-*.md']\n"), ("a.md", BARE), ("old/b.md", FAULTY), ("draft-c.md", FAULTY)]);
    assert_eq!(concise(&folder, &[]), ["a.md:3:1: warning image/missing-alt"]);
    assert_eq!(concise(&folder, &["a.md", "draft-c.md", "old/b.md"]), ["a.md:3:1: warning image/missing-alt"]);
    let said = copydesk(&folder.root, &["old/b.md"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("no articles were found"), "{}", said.err);
}

#[test]
fn a_rule_is_explained_by_its_id_its_name_and_its_category() {
    let folder = Folder::new();
    let page = copydesk(&folder.root, &["explain", "link/broken-path"]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    assert!(page.out.starts_with("link/broken-path  (severity error, confidence "), "{}", page.out);
    assert!(page.out.contains("## Bad") && page.out.contains("\nSources:\n  https://"));
    assert_eq!(copydesk(&folder.root, &["explain", "broken-path"]).out, page.out);
    let category = copydesk(&folder.root, &["explain", "link"]).out;
    let wanted: Vec<_> = RULES.iter().filter(|meta| meta.category() == "link").collect();
    assert!(wanted.len() > 1 && wanted.iter().all(|meta| category.contains(&format!("{}: {}", meta.id, meta.title))), "{category}");
    assert!(!category.contains("image/"));
    trouble(&copydesk(&folder.root, &["explain", "link/brokn-path"]), "did you mean `link/broken-path`?");
    trouble(&copydesk(&folder.root, &["explain", "zzzzzzzzzz"]), "`copydesk rules` lists them all");
}

#[test]
fn every_rule_is_listed_for_machines_and_for_people() {
    let folder = Folder::new();
    let listed: Value = serde_json::from_str(&copydesk(&folder.root, &["rules", "--format", "json"]).out).expect("JSON");
    let listed = listed.as_array().expect("a list");
    assert_eq!(listed.len(), RULES.len());
    let text = copydesk(&folder.root, &["rules"]).out;
    for (object, meta) in listed.iter().zip(RULES) {
        let keys: Vec<_> = object.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["id", "severity", "confidence", "title", "summary", "fix", "since", "options", "sources"]);
        assert_eq!((&object["id"], &object["title"], &object["sources"]), (&json!(meta.id), &json!(meta.title), &json!(meta.sources)));
        assert!(["off", "info", "warning", "error"].contains(&object["severity"].as_str().expect("a severity")));
        assert!(text.lines().any(|line| line.starts_with(meta.id) && line.ends_with(meta.title)), "{}", meta.id);
    }
}

#[test]
fn the_configuration_of_a_path_is_shown_with_its_overrides() {
    let config = b"exclude: [old]\nrules:\n  link: warning\n  image/missing-alt: off\noverrides:\n  - files: news/**\n    rules: {link/broken-path: info}\n";
    let folder = Folder::with(&[("copydesk.yml", config), ("a.md", FAULTY), ("news/b.md", FAULTY)]);
    let level = |path: &str, rule: &str| {
        let said = copydesk(&folder.root, &["config", path]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        let line = said.out.lines().find(|line| line.starts_with(&format!("{rule} "))).expect("every rule has a line").to_string();
        line[rule.len()..].trim().to_string()
    };
    assert_eq!(level("a.md", "link/broken-path"), "warning  (set)");
    assert_eq!(level("news/b.md", "link/broken-path"), "info  (set)");
    assert_eq!(level("news/b.md", "link/broken-fragment"), "warning  (set)");
    assert_eq!(level("a.md", "image/missing-alt"), "off  (set)");
    assert_eq!(level("a.md", "title/duplicate"), "warning");
    let head = copydesk(&folder.root, &["config", "news/b.md"]).out;
    for line in ["site:       .", "configured: copydesk.yml", "excluded:   old", "overrides:  news/**"] {
        assert!(head.lines().any(|shown| shown == line), "{line:?} is not in {head}");
    }
    assert!(!copydesk(&folder.root, &["config", "a.md"]).out.contains("overrides:"));
    assert_eq!(copydesk(&folder.root, &["config", "gone.md"]).code, 2);
    let found = concise(&folder, &["--select", "link"]);
    assert_eq!(found, ["a.md:3:9: warning link/broken-path", "news/b.md:3:9: info link/broken-path"], "and so it is done");
}

#[test]
fn the_configuration_shows_what_a_site_says_of_its_advertising() {
    let house = b"affiliate:\n  hosts: go.kettle.example\ndisclosure:\n  flags: [paid]\n";
    let config = b"extends: house.yml\naffiliate:\n  merchants: ['pots.example?partner']\n  cloaks: [/go/, /out/]\n  markers:\n    \
        - {begin: promo, end: promo over}\ndisclosure:\n  provided_by: theme\n  shortcodes: [paid-note]\n";
    let folder = Folder::with(&[("copydesk.yml", config), ("house.yml", house), ("a.md", CLEAN)]);
    let said = copydesk(&folder.root, &["config", "a.md"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let (head, _) = said.out.split_once("\n\n").expect("the settings come first");
    let shown: Vec<&str> = head.lines().skip_while(|line| !line.starts_with("configured:")).collect();
    let expected = [
        "configured: copydesk.yml",
        "extends:    house.yml",
        "paid links: go.kettle.example, pots.example?partner",
        "redirects:  /go/, /out/",
        "ad markers: promo … promo over",
        "disclosure: by the theme, above every article",
        "disclosure: by front matter: paid",
        "disclosure: by shortcodes: paid-note",
    ];
    assert_eq!(shown, expected);
    assert!(!copydesk(&Folder::with(&[("a.md", CLEAN)]).root, &["config"]).out.contains("disclosure:"));
}

#[test]
fn the_schema_names_every_rule_and_every_option() {
    let schema: Value = serde_json::from_str(&copydesk(&Folder::new().root, &["schema"]).out).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let rules = &schema["$defs"]["rules"]["properties"];
    for meta in RULES {
        assert!(rules[meta.category()].is_object(), "{}", meta.id);
        let options = &rules[meta.id]["anyOf"][1]["properties"];
        assert!(options["severity"].is_object(), "{}", meta.id);
        assert!(meta.options.iter().all(|option| options[option.name]["description"] == option.about), "{}: {options}", meta.id);
    }
    let generators = schema["properties"]["site"]["properties"]["generator"]["enum"].as_array().expect("a list");
    assert!(generators.len() >= 10 && generators.contains(&json!("hexo")));
}

#[test]
fn inspect_shows_what_is_believed_of_an_article() {
    let text = "---\ntitle: 池塘\n---\n\n## Reeds\n\n[up](#reeds) [moss](moss.md) [shop](https://example.com/) ![](pond.png)\n";
    let folder = Folder::with(&[("a.md", text.as_bytes()), ("b.md", CLEAN)]);
    let said = copydesk(&folder.root, &["inspect", "--format", "jsonl", "a.md"]);
    assert_eq!((said.code, said.err.as_str(), said.out.lines().count()), (0, "", 1));
    let place = |line: u32, column: u32, byte: u32| json!({"line": line, "column": column, "byte": byte});
    let link = |href: &str, text: &str, target: &str, resolved: Value, columns: (u32, u32)| {
        // Line 7 begins at byte 33: 4, 14 for the title, 4 and 1, 9 for the heading and 1; behind it all is ASCII.
        let (start, end) = (place(7, columns.0, 32 + columns.0), place(7, columns.1, 32 + columns.1));
        json!({"href": href, "text": text, "target": target, "resolved": resolved, "start": start, "end": end})
    };
    let expected = json!({
        "path": "a.md", "generator": "plain", "url": null, "no_url": "not known", "draft": false,
        "front_matter": {"title": {"value": "池塘", "start": place(2, 8, 11), "end": place(2, 10, 17)}},
        "headings": [{"level": 2, "text": "Reeds", "id": "reeds", "start": place(5, 1, 23), "end": place(5, 9, 31)}],
        "anchors": [{"id": "reeds", "from": "heading", "start": place(5, 1, 23), "end": place(5, 9, 31)}],
        "links": [
            link("#reeds", "up", "page", json!("a.md#reeds"), (1, 13)),
            link("moss.md", "moss", "broken", Value::Null, (14, 29)),
            link("https://example.com/", "shop", "external", json!("https://example.com/"), (30, 58)),
        ],
        "images": [{"src": "pond.png", "alt": null, "in_link": false, "start": place(7, 59, 91), "end": place(7, 72, 104)}],
        "affiliate": [], "words": 4, "skipped": {},
    });
    let found: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(found, expected, "{found:#}");
    assert_eq!(copydesk(&folder.root, &["inspect", "--format", "jsonl"]).out.lines().count(), 2);
    assert_eq!(copydesk(&folder.root, &["inspect", "gone.md"]).code, 2);
}

#[test]
fn inspect_knows_the_site_of_a_generator() {
    let site = fixture("affiliate-blog");
    let said = copydesk(&site.root, &["inspect", "--format", "jsonl"]);
    let articles: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(articles.iter().all(|article| article["generator"] == "hexo"));
    // One has a date that cannot be read, and so no address.
    let without: Vec<&Value> = articles.iter().filter(|article| !article["url"].as_str().is_some_and(|url| url.starts_with('/'))).collect();
    assert_eq!(without.iter().map(|article| &article["path"]).collect::<Vec<_>>(), ["source/_posts/winter-sleeping-pads.md"]);
    let links: Vec<&Value> = articles.iter().flat_map(|article| article["affiliate"].as_array().expect("a list")).collect();
    assert!(links.len() > 3);
    for link in links {
        assert!(link["network"].is_string() && link["disclosed"].is_boolean() && link["start"]["line"].is_u64(), "{link}");
    }
    let text = copydesk(&site.root, &["inspect"]).out;
    assert!(text.starts_with("site .: hexo ("), "{text}");
}

#[test]
fn inspect_shows_why_a_link_is_an_affiliate_link() {
    let config = b"affiliate:\n  merchants: ['pots.example?partner']\n";
    let text = b"---\nbuy: https://pots.example/lid?partner=desk\n---\n\nA lid.\n";
    let folder = Folder::with(&[("copydesk.yml", config), ("a.md", text)]);
    let said = copydesk(&folder.root, &["inspect", "--format", "jsonl"]);
    let found: Value = serde_json::from_str(&said.out).expect("JSON");
    let place = |column: u32| json!({"line": 2, "column": column, "byte": 3 + column});
    let expected = json!([{
        "href": "https://pots.example/lid?partner=desk", "where": "front_matter", "network": "pots.example", "merchant": "pots.example",
        "partner": "desk", "evidence": "pots.example?partner in copydesk.yml", "rel": null, "disclosed": false,
        "start": place(6), "end": place(43),
    }]);
    assert_eq!(found["affiliate"], expected, "{:#}", found["affiliate"]);
    let line = "affiliate https://pots.example/lid?partner=desk (pots.example by pots.example?partner in copydesk.yml, not disclosed before it, line 2)";
    assert!(copydesk(&folder.root, &["inspect"]).out.contains(line));
}

/// `copydesk | head -1`: the reader goes away while there is much to say.
#[test]
fn a_closed_pipe_is_no_trouble() {
    let text = "[gone](gone.md)\n\n".repeat(5_000);
    let folder = Folder::with(&[("a.md", text.as_bytes())]);
    for format in FORMATS {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["--format", format, "--all"])
            .current_dir(&folder.root)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut first = [0; 1];
        let mut pipe = child.stdout.take().expect("its output is piped");
        pipe.read_exact(&mut first).expect("it says something");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{format}");
    }
}
