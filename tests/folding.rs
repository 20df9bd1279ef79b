//! What nearly all articles of a folder have is told once to a person, and of each article to machines.

mod common;

use common::{Folder, copydesk};

const RULES: &str = "image/generic-alt,link/broken-path";

/// Articles of which all but the last show two images, and each has a broken link of its own and one that all have.
fn shelf(count: usize) -> Folder {
    let folder = Folder::with(&[("copydesk.yml", b"rules: {}\n"), ("about.md", b"Tea.\n"), ("red.png", b"PNG")]);
    for number in 0..count {
        let images = if number + 1 < count { "![image](/red.png) ![image](/red.png)\n\n" } else { "" };
        folder.write(&format!("posts/{number:02}.md"), format!("{images}[a](gone-{number:02}.md) [b](lost.md)\n").as_bytes());
    }
    folder
}

fn concise(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let said = copydesk(&folder.root, &[&["check", "--select", RULES, "--format", "concise"], arguments].concat());
    assert_eq!(said.code, 1);
    said.timeless().lines().map(String::from).collect()
}

#[test]
fn what_nearly_all_articles_of_a_folder_have_is_told_once() {
    let (mend, lost) =
        ("mend the template or script behind it, if there is one", "`lost.md` leads nowhere: no file is called `posts/lost.md`");
    let gone =
        |number: u32| format!("link/broken-path: `gone-{number:02}.md` leads nowhere: no file is called `posts/gone-{number:02}.md`");
    let mut expected = vec![
        format!(
            "posts/00.md:1:3: warning image/generic-alt: `image` fits any image, and does not say what this one shows; so on 11 of 12 articles of posts (22 findings): {mend}"
        ),
        format!("posts/00.md:3:5: error {}", gone(0)),
        format!("posts/00.md:3:21: error link/broken-path: {lost}; so on all 12 articles of posts: {mend}"),
    ];
    expected.extend((1..11).map(|number| format!("posts/{number:02}.md:3:5: error {}", gone(number))));
    expected.push(format!("posts/11.md:1:5: error {}", gone(11)));
    expected.push("13 articles (plain): 24 errors, 22 warnings, 0 info.".into());
    expected.push("32 findings told together with others that say the same; see each with --all".into());
    assert_eq!(concise(&shelf(12), &[]), expected);
}

#[test]
fn machines_and_those_who_ask_are_told_of_each() {
    let folder = shelf(12);
    assert_eq!(concise(&folder, &["--all", "--quiet"]).len(), 46);
    let lines = copydesk(&folder.root, &["check", "--select", RULES, "--format", "jsonl"]).out;
    assert_eq!(lines.lines().count(), 46);
    let json = copydesk(&folder.root, &["check", "--select", RULES, "--format", "json"]).out;
    assert_eq!(json.matches("image/generic-alt").count(), 22);
}

#[test]
fn a_few_articles_prove_nothing() {
    assert_eq!(concise(&shelf(9), &["--quiet"]).len(), 9 * 4 - 2);
    let named: Vec<String> = (0..9).map(|number| format!("posts/{number:02}.md")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).chain(["--quiet"]).collect();
    assert_eq!(concise(&shelf(12), &named).len(), 9 * 4);
}

#[test]
fn folders_with_an_article_each_are_taken_together() {
    let folder = Folder::with(&[("copydesk.yml", b"rules: {}\n"), ("red.png", b"PNG")]);
    for number in 0..10 {
        folder.write(&format!("posts/2024/{number:02}/index.md"), b"![image](/red.png)\n");
    }
    let said = copydesk(&folder.root, &["check", "--select", RULES, "--format", "concise", "--quiet"]).out;
    assert!(said.lines().count() == 1 && said.contains("; so on all 10 articles of posts/2024:"), "{said}");
}

#[test]
fn a_person_sees_it_last_with_an_example() {
    let said = copydesk(&shelf(12).root, &["check", "--select", RULES]).timeless();
    let common = [
        "image/generic-alt: so on 11 of 12 articles of posts (22 findings): mend the template or script behind it, if there is one",
        "link/broken-path: so on all 12 articles of posts: mend the template or script behind it, if there is one",
    ];
    let at = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text}\nis not in\n{said}"));
    assert!(at("gone-11.md") < at(common[0]) && at(common[0]) < at(common[1]) && at(common[1]) < at("13 articles (plain)"));
    assert!(said.matches("lost.md` leads nowhere").count() == 1 && said.matches("`image` fits").count() == 1, "{said}");
}
