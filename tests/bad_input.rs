//! Bad input is normal input: the bad place is said, the rest is checked, and nothing is written.

mod common;

use common::{ENDLESS, Folder, dialects, listed, run};
use copydesk::article::Article;
use copydesk::text::Source;
use std::fs;
use std::time::SystemTime;

/// A defect that must be found whatever stands beside it.
const WITNESS: (&str, &[u8]) = ("witness.md", b"# A page\n\n[nowhere](gone.md)\n");
const SEEN: &str = "witness.md:3 link/broken-path \"gone.md\"";

fn with_witness(path: &str, bytes: &[u8]) -> Vec<String> {
    let folder = Folder::with(&[WITNESS, (path, bytes)]);
    let run = folder.run();
    assert!(run.trouble.is_empty(), "{:?}", run.trouble);
    let listed = listed(&folder.root, &run);
    assert!(listed.contains(&SEEN.to_string()), "the rest is checked: {listed:?}");
    listed.into_iter().filter(|line| !line.starts_with("witness")).collect()
}

#[test]
fn invalid_bytes_are_said_and_the_rest_is_read_around_them() {
    let found = with_witness("a.md", b"# One\n\nA \xff byte and [nothing]() here.\n");
    assert_eq!(found, ["a.md:3 engine/invalid-utf8 \"\u{fffd}\"", "a.md:3 link/empty \"[nothing]()\""]);
}

#[test]
fn utf16_is_said_once() {
    let found = with_witness("a.md", b"\xff\xfe#\0 \0A\0");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("a.md:1 engine/invalid-utf8"));
}

#[test]
fn byte_order_marks_line_ends_and_nesting_change_no_finding() {
    let text = "---\ntitle: A title\n---\n\n## One\n\nA [kettle](#nowhere) and ** this** here.\n\n[](https://example.org/)\n";
    let plain = with_witness("a.md", text.as_bytes());
    assert_eq!(plain.len(), 3, "{plain:?}");
    assert_eq!(with_witness("a.md", format!("\u{feff}{text}").as_bytes()), plain);
    assert_eq!(with_witness("a.md", text.replace('\n', "\r\n").as_bytes()), plain);
    assert_eq!(with_witness("a.md", text.replacen('\n', "\r\n", 4).as_bytes()), plain);
}

#[test]
fn empty_files_are_fine() {
    for bytes in [&b""[..], b"\n", b"\xef\xbb\xbf", b"---\n---\n", b"   "] {
        let found = with_witness("a.md", bytes);
        assert!(found.iter().all(|line| line.contains("front-matter/missing-field")), "{bytes:?}: {found:?}");
    }
}

#[test]
fn front_matter_that_never_closes_is_said_at_its_opening_line() {
    let found = with_witness("a.md", b"---\ntitle: A title\ndate: 2024-01-01\n\n# One\n\nText of the article.\n");
    assert_eq!(found, ["a.md:1 front-matter/syntax \"---\""]);
}

#[test]
fn a_key_that_is_there_twice() {
    let found = with_witness("a.md", b"---\ntitle: One\ntitle: Two\n---\n\nText.\n");
    assert_eq!(found, ["a.md:3 front-matter/duplicate-key \"title\""]);
}

#[test]
fn brackets_without_end() {
    for text in
        ["[".repeat(100_000), "![".repeat(50_000), "<a ".repeat(30_000), "> ".repeat(20_000), "- ".repeat(20_000), "*_".repeat(50_000)]
    {
        with_witness("a.md", text.as_bytes());
    }
    with_witness("a.md", format!("---\na: {}\n---\n", "[".repeat(100_000)).as_bytes());
}

#[test]
fn marks_without_end_in_every_dialect() {
    for (detected, name) in dialects() {
        for piece in ENDLESS {
            let text = format!("{}\n\n# Seen\n", piece.repeat(2_000));
            let article = Article::read(Source::new(name.into(), text.into_bytes()), &detected.generator.dialect(name));
            let anchors = detected.generator.anchors(&article);
            assert!(anchors.iter().all(|anchor| article.text().get(anchor.span.range()).is_some()), "{name}, {piece:?}: {anchors:?}");
        }
    }
}

#[test]
fn one_line_of_ten_megabytes() {
    let line = "a word and [a link](other.md#part) ".repeat(10 * 1024 * 1024 / 35);
    let found = with_witness("a.md", &line.as_bytes()[..10_000]);
    assert!(!found.is_empty());
    let words: String = (0..1_200_000).map(|n| format!("word{n} ")).collect();
    assert!(words.len() > 10 * 1024 * 1024);
    let folder = Folder::with(&[WITNESS, ("b.md", words.as_bytes())]);
    assert_eq!(listed(&folder.root, &folder.run()), [SEEN]);
}

#[test]
fn a_path_that_does_not_exist_is_trouble_and_the_rest_is_checked() {
    let folder = Folder::with(&[WITNESS]);
    let run = run(&folder.root, &["gone", "witness.md"]);
    assert_eq!(run.trouble.len(), 1);
    assert_eq!((run.trouble[0].path.as_str(), run.trouble[0].message.as_str()), ("gone", "there is no such file or folder"));
    assert_eq!(listed(&folder.root, &run), [SEEN]);
}

#[cfg(unix)]
#[test]
fn loops_of_links_are_not_followed() {
    let folder = Folder::with(&[WITNESS, ("a/b.md", b"# B\n")]);
    std::os::unix::fs::symlink(&folder.root, folder.root.join("a/loop")).expect("a link can be made");
    let run = folder.run();
    assert!(run.trouble.is_empty());
    assert_eq!(run.articles, 2);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_trouble() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[WITNESS, ("closed/a.md", b"# A\n")]);
    let closed = folder.root.join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("the mode can be set");
    // Whoever may read everything (root) sees no trouble here.
    let may_read = fs::read_dir(&closed).is_ok();
    let run = folder.run();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("the mode can be set");
    assert!(may_read || run.trouble.iter().any(|trouble| trouble.path == "closed"), "{:?}", run.trouble);
    assert!(listed(&folder.root, &run).contains(&SEEN.to_string()));
}

#[test]
fn a_mistake_in_the_configuration_has_its_place() {
    let cases = [
        ("rules:\n  link/broken-fragmant: off\n", "link/broken-fragmant", "did you mean `link/broken-fragment`?"),
        ("rules:\n  image/repeated-alt: {minn: 4}\n", "minn", "did you mean `min`?"),
        ("rules:\n  image/repeated-alt: {min: four}\n", "four", "the default is 3"),
        ("rules:\n  link: loud\n", "loud", "there are off, on, info, warning, error"),
        ("site:\n  generator: hexxo\n", "hexxo", "did you mean `hexo`?"),
        ("rulez: {}\n", "rulez", "did you mean `rules`?"),
        ("affiliate:\n  cloak: [/go/]\n", "cloak", "did you mean `cloaks`?"),
        ("affiliate:\n  hosts: [/go/]\n", "/go/", "redirects of your own site go to `cloaks`"),
        (
            "affiliate:\n  merchants: [kettle.example]\n",
            "kettle.example",
            "add the parameter that holds your id, or a path: `kettle.example?partner`, `kettle.example/deals/`",
        ),
        ("disclosure:\n  provided_by: them\n", "them", "did you mean `theme`?"),
    ];
    for (text, at, help) in cases {
        let folder = Folder::with(&[WITNESS, ("copydesk.yml", text.as_bytes())]);
        let options = copydesk::engine::Options::default();
        let error = copydesk::engine::Session::open(&folder.root, &options).err().expect(text);
        assert_eq!((error.span.of(&error.text), error.help.as_deref()), (at, Some(help)), "{text}");
    }
}

#[test]
fn checking_changes_no_byte_and_no_time() {
    let site = common::fixture("affiliate-blog");
    let mut state: Vec<(std::path::PathBuf, Vec<u8>, SystemTime)> = Vec::new();
    let snapshot = |state: &mut Vec<_>| {
        let mut folders = vec![site.root.clone()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path()) {
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let time = path.metadata().and_then(|metadata| metadata.modified()).expect("it has a time");
                        state.push((path.clone(), fs::read(&path).expect("it can be read"), time));
                    }
                }
            }
        }
        state.sort();
    };
    snapshot(&mut state);
    site.run();
    let mut after = Vec::new();
    snapshot(&mut after);
    assert_eq!(state, after);
}
