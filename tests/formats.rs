//! What each format says of one small site. The places are counted by hand, in characters from 1 and in bytes from 0.

mod common;

use common::{Folder, Said, copydesk};
use serde_json::{Value, json};

/// Line 5 begins at byte 33: 4 for `---`, 24 for the title, 4 for `---` and 1 for the empty line. In it `字` has three bytes and `🦀`
/// four, so that `[` is character 8 at byte 45, `#rosen` character 20 at byte 57, and `![` character 32 at byte 69.
const ROSES: &str = "---\ntitle: Pruning in March\n---\n\n字🦀 See [the roses](#rosen) and ![](rose.png).\n\n## Roses\n\nA ** sharp** blade.\n\n\
    [one](gone.md) [one](gone.md)\n";
const HEDGE: &str = "---\ntitle: Pruning in March\n---\n\nNothing else.\n";

fn garden() -> Folder {
    Folder::with(&[
        ("copydesk.yml", b"rules: {}\n"),
        ("docs/roses.md", ROSES.as_bytes()),
        ("docs/hedge.md", HEDGE.as_bytes()),
        ("docs/rose.png", b"PNG"),
    ])
}

fn lines(said: &Said) -> Vec<Value> {
    said.out.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

fn place(line: u32, column: u32, byte: u32) -> Value {
    json!({"line": line, "column": column, "byte": byte})
}

/// The fingerprints, and the findings without them.
fn parted(mut findings: Vec<Value>) -> (Vec<String>, Vec<Value>) {
    let take = |finding: &mut Value| finding.as_object_mut().and_then(|object| object.remove("fingerprint"));
    let prints = findings.iter_mut().filter_map(take).filter_map(|print| print.as_str().map(String::from)).collect();
    (prints, findings)
}

fn expected() -> Vec<Value> {
    let title_help = "say in each title what this article has that the others have not; readers and search engines see only the title";
    let title = |path: &str, other: &str| {
        json!({
            "path": path, "rule": "title/duplicate", "severity": "warning", "confidence": "high",
            "message": "another article has the same title", "start": place(2, 8, 11), "end": place(2, 24, 27), "help": title_help,
            "related": [{"path": other, "start": place(2, 8, 11), "end": place(2, 24, 27), "message": "the same title"}],
            "fixes": [],
        })
    };
    let path = |start: Value, end: Value| {
        json!({
            "path": "docs/roses.md", "rule": "link/broken-path", "severity": "error", "confidence": "high",
            "message": "`gone.md` leads nowhere: no file is called `docs/gone.md`", "start": start, "end": end,
            "help": "mend the path, or take the link off", "related": [], "fixes": [],
        })
    };
    vec![
        title("docs/hedge.md", "docs/roses.md"),
        title("docs/roses.md", "docs/hedge.md"),
        json!({
            "path": "docs/roses.md", "rule": "link/broken-fragment", "severity": "error", "confidence": "high",
            "message": "`#rosen` has no target in this article; the nearest heading is `Roses` (#roses)",
            "start": place(5, 20, 57), "end": place(5, 26, 63), "help": null,
            "related": [{"path": "docs/roses.md", "start": place(7, 1, 85), "end": place(7, 9, 93), "message": "`#roses`"}],
            "fixes": [{"title": "Link to #roses", "safety": "risky", "edits": [{"start": 57, "end": 63, "text": "#roses"}]}],
        }),
        json!({
            "path": "docs/roses.md", "rule": "image/missing-alt", "severity": "warning", "confidence": "high",
            "message": "the image has no alternative text: who cannot see it learns nothing of it",
            "start": place(5, 32, 69), "end": place(5, 45, 82),
            "help": "say between the brackets what it shows; if it is mere decoration, write `<img src=… alt=\"\">`",
            "related": [], "fixes": [],
        }),
        json!({
            "path": "docs/roses.md", "rule": "content/broken-emphasis", "severity": "warning", "confidence": "high",
            "message": "readers see the `**`: a space keeps it from making `sharp` bold",
            "start": place(9, 3, 97), "end": place(9, 13, 107), "help": "put the space outside the marks", "related": [],
            "fixes": [{"title": "Put the space outside", "safety": "safe", "edits": [{"start": 97, "end": 107, "text": "**sharp**"}]}],
        }),
        path(place(11, 7, 122), place(11, 14, 129)),
        path(place(11, 22, 137), place(11, 29, 144)),
    ]
}

#[test]
fn jsonl_is_one_finding_a_line() {
    let (prints, found) = parted(lines(&copydesk(&garden().root, &["--format", "jsonl"])));
    assert_eq!(found, expected());
    assert!(prints.iter().all(|print| print.len() == 16 && print.bytes().all(|byte| byte.is_ascii_hexdigit())), "{prints:?}");
}

#[test]
fn the_fields_of_a_line_stand_in_their_order() {
    let said = copydesk(&garden().root, &["--format", "jsonl"]);
    let keys = ["path", "rule", "severity", "confidence", "message", "start", "end", "help", "related", "fixes", "fingerprint"];
    for line in lines(&said) {
        assert_eq!(line.as_object().expect("an object").keys().collect::<Vec<_>>(), keys);
    }
}

#[test]
fn json_is_one_document_with_the_same_findings() {
    let garden = garden();
    garden.write("docs/quiet.md", b"<!-- copydesk-ignore link/broken-path: to come -->\n[a](gone.md)\n");
    let said = copydesk(&garden.root, &["--format", "json", "docs", "nowhere"]);
    let document: Value = serde_json::from_str(&said.out).expect("a JSON document");
    assert_eq!(
        document.as_object().expect("an object").keys().collect::<Vec<_>>(),
        ["articles", "findings", "suppressed", "skipped", "trouble"]
    );
    assert_eq!((&document["articles"], &document["suppressed"], &document["skipped"]), (&json!(3), &json!(1), &json!({})));
    assert_eq!(document["trouble"], json!([{"path": "nowhere", "message": "there is no such file or folder"}]));
    let (_, found) = parted(document["findings"].as_array().expect("a list").clone());
    assert_eq!(found, expected());
}

#[test]
fn fingerprints_stay_while_the_text_moves_and_differ_among_equals() {
    let garden = garden();
    let fingerprints = || parted(lines(&copydesk(&garden.root, &["--format", "jsonl", "docs/roses.md"]))).0;
    let before = fingerprints();
    garden.write("docs/roses.md", ROSES.replace("\n字", "\nA line above.\n\nAnd one more.\n\n字").as_bytes());
    assert_eq!(fingerprints(), before, "lines were added above");
    garden.write("docs/roses.md", ROSES.replace("#rosen", "#tulips").as_bytes());
    let other = fingerprints();
    assert!(other[1] != before[1] && other[2..] == before[2..], "another fragment is another finding: {before:?} {other:?}");
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 6, "two links to one missing file are two findings: {before:?}");
}

#[test]
fn concise_is_a_line_a_finding() {
    let said = copydesk(&garden().root, &["--format", "concise"]);
    let expected = "\
docs/hedge.md:2:8: warning title/duplicate: another article has the same title
docs/roses.md:2:8: warning title/duplicate: another article has the same title
docs/roses.md:5:20: error link/broken-fragment: `#rosen` has no target in this article; the nearest heading is `Roses` (#roses)
docs/roses.md:5:32: warning image/missing-alt: the image has no alternative text: who cannot see it learns nothing of it
docs/roses.md:9:3: warning content/broken-emphasis: readers see the `**`: a space keeps it from making `sharp` bold
docs/roses.md:11:7: error link/broken-path: `gone.md` leads nowhere: no file is called `docs/gone.md`
docs/roses.md:11:22: error link/broken-path: `gone.md` leads nowhere: no file is called `docs/gone.md`
2 articles (plain): 3 errors, 4 warnings, 0 info.
";
    assert_eq!(said.timeless(), expected);
}

/// `字` and `🦀` are two columns wide: the marks stand two columns further to the right than the characters count.
#[test]
fn pretty_shows_the_text_and_ends_with_the_worst_article() {
    let said = copydesk(&garden().root, &["--select", "link/broken-fragment,title,content"]);
    let expected = "\
title/duplicate

  ⚠ another article has the same title
   ╭─[docs/hedge.md:2:8]
 2 │ title: Pruning in March
   ·        ────────────────
   ╰────
  help: say in each title what this article has that the others have not; readers and search
        engines see only the title
        docs/roses.md:2:8 the same title

title/duplicate

  ⚠ another article has the same title
   ╭─[docs/roses.md:2:8]
 2 │ title: Pruning in March
   ·        ────────────────
   ╰────
  help: say in each title what this article has that the others have not; readers and search
        engines see only the title
        docs/hedge.md:2:8 the same title
link/broken-fragment

  × `#rosen` has no target in this article; the nearest heading is `Roses` (#roses)
   ╭─[docs/roses.md:5:20]
 5 │ 字🦀 See [the roses](#rosen) and ![](rose.png).
   ·                      ──────
   ╰────
   ╭─[docs/roses.md:7:1]
 7 │ ## Roses
   · ────┬───
   ·     ╰── `#roses`
   ╰────
content/broken-emphasis

  ⚠ readers see the `**`: a space keeps it from making `sharp` bold
   ╭─[docs/roses.md:9:3]
 9 │ A ** sharp** blade.
   ·   ──────────
   ╰────
  help: put the space outside the marks

2 articles (plain): 1 error, 3 warnings, 0 info.
";
    assert_eq!(said.timeless(), expected);
    assert!(!said.out.contains('\x1b'), "a pipe takes no colours");
}

#[test]
fn pretty_folds_the_fourth_of_a_kind_and_what_is_small() {
    let text = "# Top\n\n[a](gone.md)\n\n[b](gone.md)\n\n[c](gone.md)\n\n[d](gone.md)\n\n[e](gone.md)\n";
    let site = Folder::with(&[
        ("a.md", text.as_bytes()),
        ("copydesk.yml", b"rules: {image: info}\n"),
        ("b.md", b"Words.\n\n![](b.png)\n"),
        ("b.png", b"PNG"),
    ]);
    let short = copydesk(&site.root, &[]);
    assert_eq!(short.out.matches("leads nowhere").count(), 3);
    assert!(short.out.contains("\n  and 2 more of link/broken-path in a.md on lines 9, 11\n"), "{}", short.out);
    assert!(
        short
            .timeless()
            .ends_with("\n2 articles (plain): 5 errors, 0 warnings, 1 info.\n1 finding of severity info not shown; see them with --all\n")
    );
    assert!(!short.out.contains("image/missing-alt"));
    for whole in [copydesk(&site.root, &["--all"]), copydesk(&site.root, &["--fail-on", "info"])] {
        assert_eq!((whole.out.matches("leads nowhere").count(), whole.out.matches("image/missing-alt").count()), (5, 1));
        assert!(!whole.out.contains("more of") && !whole.out.contains("not shown"), "{}", whole.out);
    }
}

/// A byte that is no UTF-8 is one `?` wide, so that what follows is marked where it stands.
#[test]
fn pretty_marks_the_right_text_behind_invalid_bytes() {
    let site = Folder::with(&[("a.md", b"caf\xe9 \xff\xff [a](gone.md)\n")]);
    let said = copydesk(&site.root, &["--select", "link"]);
    assert!(said.out.contains(" 1 │ caf? ?? [a](gone.md)\n   ·             ───────\n"), "{}", said.out);
}

#[test]
fn statistics_count_by_rule() {
    let said = copydesk(&garden().root, &["--format", "concise", "--statistics", "--quiet"]);
    let table = said.out.split_once("findings  per").expect("a table").1;
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(
        rows,
        [
            ["2", "100.0", "error", "link/broken-path"],
            ["2", "100.0", "warning", "title/duplicate"],
            ["1", "50.0", "warning", "content/broken-emphasis"],
            ["1", "50.0", "warning", "image/missing-alt"],
            ["1", "50.0", "error", "link/broken-fragment"],
        ]
    );
}
