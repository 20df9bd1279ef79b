//! The sites under `fixtures/`, each with the findings that it was written to have.

mod common;

use common::{fixture, listed, run};
use std::path::Path;

/// What `fixtures/NAME.expected` lists, sorted.
fn expected(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(format!("{name}.expected"));
    let text = std::fs::read_to_string(path).expect("the list is there");
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    lines.sort();
    lines
}

fn check(name: &str) {
    let site = fixture(name);
    let run = site.run();
    assert!(run.trouble.is_empty(), "{:?}", run.trouble);
    let (found, expected) = (listed(&site.root, &run), expected(name));
    let missing: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    let surplus: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "{name}\nmissing: {missing:#?}\nsurplus: {surplus:#?}");
    assert_eq!(found.len(), expected.len(), "{name}: something is said twice");
}

#[test]
fn the_affiliate_blog_has_every_defect_it_was_written_with() {
    check("affiliate-blog");
}

#[test]
fn the_clean_blog_is_clean() {
    check("clean-blog");
}

#[test]
fn the_documents_of_a_plain_repository() {
    check("docs");
}

#[test]
fn paid_links_are_found_wherever_they_hide() {
    check("paid-links");
}

#[test]
fn several_sites_are_judged_each_by_itself() {
    check("several-sites");
    let site = fixture("several-sites");
    let generators = site.run().generators;
    // The folder itself holds no article of its own.
    assert!(generators.contains(&"hexo") && generators.contains(&"mdbook"), "{generators:?}");
}

#[test]
fn what_is_said_of_an_article_does_not_depend_on_the_paths_named() {
    let site = fixture("affiliate-blog");
    let whole = listed(&site.root, &site.run());
    for path in ["source/_posts/three-season-tents.md", "source/_posts"] {
        let part = listed(&site.root, &run(&site.root, &[path]));
        let wanted: Vec<_> = whole.iter().filter(|line| line.starts_with(path)).cloned().collect();
        assert!(!part.is_empty());
        assert_eq!(part, wanted, "{path}");
    }
    let inside = run(&site.root.join("source/_posts"), &["three-season-tents.md"]);
    let rules = |run: &copydesk::engine::Run| run.findings.iter().map(|f| (f.rule, f.span)).collect::<Vec<_>>();
    assert_eq!(rules(&inside), rules(&run(&site.root, &["source/_posts/three-season-tents.md"])));
}

#[test]
fn suppressed_findings_are_kept_with_their_reason() {
    let run = fixture("affiliate-blog").run();
    let hidden: Vec<_> = run.suppressed.iter().map(|finding| finding.rule).collect();
    for rule in ["link/broken-path", "image/missing-alt", "front-matter/unused-keyword"] {
        assert!(hidden.contains(&rule), "{rule} is not among {hidden:?}");
    }
}
