//! What Python-Markdown's bodies are to the parser.

use super::*;
use crate::article::body::Body;

const ALL: Extensions = Extensions {
    attributes: true,
    admonitions: true,
    details: true,
    tabs: true,
    blocks: true,
    html: true,
    abbreviations: true,
    snippets: true,
    includes: true,
    objects: true,
};

/// What the parser reads, and the attribute lists.
fn read(text: &str, extensions: Extensions) -> (String, Vec<String>) {
    let (mut found, mut skipped) = (Vec::new(), Skipped::new());
    edits(text, 0, extensions, &mut skipped, &mut found);
    let body = Body::new(text.into(), 0, found);
    let pairs = |list: &crate::article::attributes::AttributeList| {
        let pairs: Vec<_> = list.attributes.iter().map(|a| format!("{}={}", a.name, a.value.of(text))).collect();
        pairs.join(" ")
    };
    (body.text().to_string(), body.lists.iter().map(pairs).collect())
}

fn plain(text: &str) -> String {
    read(text, Extensions::default()).0
}

fn all(text: &str) -> String {
    read(text, ALL).0
}

fn lists(text: &str) -> Vec<String> {
    read(text, ALL).1
}

#[test]
fn headings_begin_lines_and_need_no_blank() {
    assert_eq!(plain("#Tea\n"), "# Tea\n");
    assert_eq!(plain("####### Tea\n"), "###### # Tea\n");
    assert_eq!(plain(" ## Tea\n"), " \\## Tea\n");
    assert_eq!(plain("pot\n## Tea\ncup\n"), "pot\n\n## Tea\ncup\n");
    assert_eq!(plain("## Tea\\\n"), "\\## Tea\\\n");
    assert_eq!(plain("## Tea ##  \n"), "## Tea #\\#  \n");
    assert_eq!(plain("- #Tea\n- pot\n    # cup\n"), "- # Tea\n- pot\n    \\# cup\n");
    assert_eq!(plain("> #Tea\n"), "> # Tea\n");
    assert_eq!(plain("- tea\n\n    #Pot\n\n        #Code\n"), "- tea\n\n    # Pot\n\n        #Code\n");
}

#[test]
fn only_one_line_is_underlined() {
    assert_eq!(plain("Tea\n---\n"), "Tea\n---\n");
    assert_eq!(plain("Tea\npot\n===\n"), "Tea\npot\n\\===\n");
    assert_eq!(plain("Tea\npot\n---\n"), "Tea\npot\n\n---\n");
    assert_eq!(plain("Tea\n ===\n"), "Tea\n \\===\n");
}

#[test]
fn code_is_left_alone_and_unclosed_fences_are_none() {
    for text in ["```\n#Tea\n```\n", "    #Tea\n", "~~~ yaml\n---\n~~~\n"] {
        assert_eq!(plain(text), text);
    }
    assert_eq!(plain("```\n#Tea\n"), "\\```\n\n# Tea\n");
}

#[test]
fn raw_html_goes_on_to_its_end_tag() {
    assert_eq!(plain("<div>\n\n#Tea\n\n</div>\n#Pot\n"), "<div>\n#Tea\n</div>\n\n# Pot\n");
    assert_eq!(plain("<div>\n\n<p>\n\n</div>\n"), "<div>\n<p>\n</div>\n");
    // What is not closed ends where CommonMark ends it.
    assert_eq!(plain("<div>\n\n#Tea\n"), "<div>\n\n# Tea\n");
    assert_eq!(plain("<!-- #Tea\n\n-->\n"), "<!-- #Tea\n\n-->\n");
    assert_eq!(plain("<!-- #Tea\n"), "\\<!-- #Tea\n");
    assert_eq!(all("<div markdown>\n#Tea\n</div>\n"), "<div markdown>\n\n# Tea\n</div>\n");
    assert_eq!(plain("<div>\n\n```\n\nx\n```\n</div>\n"), "<div>\n\n```\n\nx\n```\n</div>\n");
}

#[test]
fn containers_lose_their_marks_and_indentation() {
    assert_eq!(all("!!! note \"Hot *tea*\"\n    #Pot\n\n    cup\nend\n"), "Hot *tea*\n\n# Pot\n\ncup\n\nend\n");
    assert_eq!(all("??? tip\n    !!! note\n        a\n"), "\n\n\n\na\n");
    assert_eq!(all("=== \"Tea\"\n\n    ```\n    #x\n    ```\n"), "Tea\n\n\n```\n#x\n```\n");
    assert_eq!(all("/// note | Tea\n    type: x\n\nPot\n///\n"), "Tea\n\n\nPot\n\n\n");
    assert_eq!(all("/// html | div.x\nPot\n///\n"), "\n\nPot\n\n\n");
    for text in ["!!! note\n    a\n", "=== \"a\"\n\n    b\n", "/// note\n///\n"] {
        assert_eq!(plain(text), text);
    }
}

#[test]
fn what_is_put_in_from_elsewhere_is_left_out() {
    let mut skipped = Skipped::new();
    let mut found = Vec::new();
    let text = "--8<-- \"a.md\"\n\n{* ../b.py ln[1:2] *}\n\n{! c.md !}\n\n::: a.b\n    options:\n      x: y\n\nEnd\n";
    edits(text, 0, ALL, &mut skipped, &mut found);
    assert_eq!(Body::new(text.into(), 0, found).text().trim(), "End");
    assert_eq!(skipped, [("code", 1), ("include", 1), ("mkdocstrings", 1), ("snippet", 1)].into());
    assert_eq!(all("*[HTML]: Markup\nTea\n"), "Tea\n");
}

#[test]
fn lists_of_headings() {
    for (text, expected) in [
        ("## Tea {#green}\n", "id=green"),
        ("##Tea {: #green .x k=v} ##\n", "id=green class=x k=v"),
        ("## Tea { #a #b }\n", "id=b"),
        ("## `Tea` {#green}\n", "id=green"),
        ("Tea {#green}\n---\n", "id=green"),
        ("- ## Tea {#green}\n", "id=green"),
        ("## Tea {title=\"a } b\"}\n", "title=a } b"),
    ] {
        assert_eq!(lists(text), [expected], "{text}");
    }
    for text in ["## Tea{#green}\n", "## Tea {#a} {#b}\n", "## `{#green}`\n", "## Tea {}\n", "Two\nlines {#a}\n===\n", "## Tea {#a\\}\n"] {
        assert!(lists(text).is_empty(), "{text}");
    }
    assert_eq!(all("## Tea # {#green}\n"), "## Tea\n");
    assert_eq!(plain("## Tea {#green}\n"), "## Tea {#green}\n");
}

#[test]
fn lists_of_blocks_and_elements() {
    for (text, expected) in [
        ("Tea\n{: #green}\n", "id=green"),
        ("- tea\n{: .x}\n- pot\n", "class=x"),
        ("*tea*{#green} pot\n", "id=green"),
        ("[tea](pot.md){ .x } cup\n", "class=x"),
        ("`tea`{: #green}\n", "id=green"),
        ("[](){#green}\n", "id=green"),
        ("[tea][pot]{#green}\n\n[pot]: x\n", "id=green"),
        ("``` {#green .python}\nx\n```\n", "id=green class=python"),
        ("/// note\n    attrs: {id: green}\n\nx\n///\n", "id=green"),
    ] {
        assert_eq!(lists(text), [expected], "{text}");
    }
    for text in
        ["Tea {: #green}\n", "{: #green}\n", "## Tea\n{: #green}\n", "[tea]{#green}\n", "(tea){#green}\n", "`{#a}`\n", "- tea {#a}\n"]
    {
        assert!(lists(text).is_empty(), "{text}");
    }
}

#[test]
fn long_and_deep_texts_take_little_time() {
    let start = std::time::Instant::now();
    for piece in
        ["<div>\n", "<!--\n", "> ", "){", "```x\n", "!!! a\n", "- ", "    ", "<p \"'>\n", "*a*{", "#", "\\&", "[a]: b\n", "=== \"\n"]
    {
        let text = piece.repeat(40_000);
        let mut found = Vec::new();
        edits(&text, 0, ALL, &mut Skipped::new(), &mut found);
    }
    assert!(start.elapsed().as_secs() < 60);
}
