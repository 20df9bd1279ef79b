//! What kramdown's bodies are to the parser.

use super::*;
use crate::article::body::Body;

/// What the parser reads.
fn read(text: &str) -> String {
    body(text).0
}

/// What the parser reads, and the attributes that were taken out.
fn body(text: &str) -> (String, Vec<String>) {
    let mut found = Vec::new();
    edits(text, text, 0, &mut found);
    let body = Body::new(text.into(), 0, found);
    let show = |list: &crate::article::attributes::AttributeList| {
        let pairs: Vec<_> = list.attributes.iter().map(|a| format!("{}={}", a.name, a.value.of(text))).collect();
        format!("{:?} {}", list.place, pairs.join(" "))
    };
    (body.text().to_string(), body.lists.iter().map(show).collect())
}

fn same(text: &str) {
    assert_eq!(read(text), text);
}

#[test]
fn headings_begin_at_the_very_beginning() {
    same("# Tea\n## Cup ##\ntext\n### Pot\n");
    assert_eq!(read(" # Tea\n"), " \\# Tea\n");
    assert_eq!(read("#\n\n## \n"), "\\#\n\n\\## \n");
    assert_eq!(read("- cup\n\n  # Tea\n\n    # Pot\n"), "- cup\n\n  # Tea\n\n    \\# Pot\n");
    assert_eq!(read("> # Tea\n>  # Pot\n"), "> # Tea\n>  \\# Pot\n");
}

#[test]
fn an_underline_needs_one_line_after_a_blank_one() {
    same("Tea\n===\n\nPot\n-\n");
    assert_eq!(read("Green\nTea\n===\n"), "Green\nTea\n\\===\n");
    assert_eq!(read("# A\nTea\n---\n"), "# A\nTea\n\\---\n");
    same("---\n\nTea\n---\n");
}

#[test]
fn fences_need_an_end_and_one_word() {
    same("```rb\n# Tea\n```\n");
    assert_eq!(read("```\n# Tea\n"), "\\`\\`\\`\n# Tea\n");
    assert_eq!(read("``` rb x\n# Tea\n```\n"), "\\`\\`\\` rb x\n# Tea\n\\`\\`\\`\n");
    same("~~~~\n~~~\n # Tea\n~~~~\n");
    assert_eq!(read("    cup\n# Tea\n"), "    cup\n    # Tea\n");
}

#[test]
fn blocks_of_html_go_to_their_end_tag() {
    assert_eq!(read("<div>\n\n# Tea\n\n</div>\n# Pot\n"), "<div>\n# Tea\n</div>\n\n# Pot\n");
    assert_eq!(read("<div><div>\n\n</div>\n\n</div> tea\n"), "<div><div>\n</div>\n</div> \n\ntea\n");
    same("<pre>\n\n# Tea\n\n</pre>\n");
    same("<span>\n\n# Tea\n");
    assert_eq!(read("</div>\n# Tea\n"), "</div>\n\n# Tea\n");
    // What templates may close is left to CommonMark.
    same("<div {{ a }}>\n\n# Tea\n");
    assert_eq!(read("<div>\n\n# Tea\n"), "<div>\n# Tea\n");
}

#[test]
fn a_tag_within_lines_begins_a_paragraph() {
    assert_eq!(read("<a id=\"x\">\n\t\t<img src=\"y\">\n</a>\n# Tea\n"), "<a id=\"x\">\n\n<img src=\"y\">\n\n</a>\n\n# Tea\n");
    assert_eq!(read("1. tea\n\nPot\n---\n"), "1. tea\n\nPot\n---\n");
}

#[test]
fn markdown_in_html() {
    assert_eq!(read("<div markdown=\"1\">\n# Tea\n # Pot\n</div>\n# Cup\n"), "<div markdown=\"1\">\n\n# Tea\n \\# Pot\n</div>\n\n# Cup\n");
    assert_eq!(read("<p markdown=\"1\">*tea*</p>\n"), "<p markdown=\"1\">\n\n*tea*\n\n</p>\n");
    assert_eq!(read("<ul>\n\n<li markdown=\"1\">\n# Tea\n</li>\n\n</ul>\n"), "<ul>\n<li markdown=\"1\">\n\n# Tea\n</li>\n</ul>\n");
}

#[test]
fn comments_and_templates() {
    same("<!--\n\n # Tea\n\n-->\n\n # Pot\n".trim_end_matches("\n # Pot\n"));
    assert_eq!(read("<!-- tea\n # Pot\n"), "\\<!-- tea\n \\# Pot\n");
    assert_eq!(read("{%xx%}\nTea\n---\n"), "\nTea\n---\n");
    assert_eq!(read("<!-- a --> [tea](b)\n"), "<!-- a --> \n[tea](b)\n");
}

#[test]
fn attribute_lists_of_blocks() {
    assert_eq!(
        body("Tea\n{: #green .x}\n\n# Pot\n{:#pot}\n"),
        ("Tea\n\n\n# Pot\n\n".into(), vec!["Block id=green class=x".into(), "Block id=pot".into()])
    );
    assert_eq!(body("{: #green}\n# Tea\n"), ("# Tea\n".into(), vec!["Next id=green".into()]));
    assert_eq!(body("> {: #green}\n> # Tea\n").1, ["Next id=green"]);
    assert_eq!(body("* {:#one} tea\n* pot\n{:toc}\n"), ("* tea\n* pot\n\n".into(), vec!["Block id=one".into(), "Block toc=".into()]));
    assert_eq!(body("Tea\n{:toc}\n").1, ["Block "]);
    assert_eq!(body("{:cup: #green}\n\nTea\n{:cup}\n"), ("\n\nTea\n\n".into(), vec!["Block id=green".into()]));
    same("    {: #green}\n");
}

#[test]
fn attribute_lists_within_lines() {
    assert_eq!(
        body("A [cup](b){: #c} of *tea*{:.x}.\n"),
        ("A [cup](b) of *tea*.\n".into(), vec!["Inline id=c".into(), "Inline class=x".into()])
    );
    same("`{: #a}` and \\*{: #b}, tea {: #c}\n");
    assert_eq!(body("## Tea {#green} ##\n").1, Vec::<String>::new());
    assert_eq!(body("## Tea ## {#green}\n"), ("## Tea ##\n".into(), vec!["Heading id=green".into()]));
    assert_eq!(body("Tea {#green}\n---\n"), ("Tea\n---\n".into(), vec!["Heading id=green".into()]));
}

#[test]
fn what_is_text_in_headings() {
    assert_eq!(read("## a \\& b\n"), "## a \\\\& b\n");
    assert_eq!(read("## Tea <div>x</div> `<div>` <b>y</b>\n"), "## Tea \\<div>x\\</div> `<div>` <b>y</b>\n");
    assert_eq!(read("## $$ a*b $$ c\n"), "## `a*b` c\n");
}

#[test]
fn extensions_formulas_and_abbreviations() {
    assert_eq!(read("{::comment}\n# Tea\n{:/comment}\n\n{::options x=\"1\" /}\n# Pot\n"), "\n\n\n# Pot\n");
    assert_eq!(read("$$\n# Tea\n$$\n\n*[HTML]: Hypertext\n"), "\n\n\n");
    assert_eq!(read("{::nomarkdown}\n<b>\n{:/}\n"), "\n<b>\n\n");
}

#[test]
fn footnotes_and_definitions_hold_blocks() {
    assert_eq!(read("[^a]: Tea\n\n     # Pot\n"), "[^a]: Tea\n\n     \\# Pot\n");
    assert_eq!(read("Tea\n: Green\n\n   # Pot\n"), "Tea\n: Green\n\n   \\# Pot\n");
    assert_eq!(read("1) tea\n"), "1\\) tea\n");
}

#[test]
fn line_ends_of_windows() {
    assert_eq!(
        body("# Tea {#a}\r\n\r\nPot\r\n{: #b}\r\n"),
        ("# Tea\r\n\r\nPot\r\n\r\n".into(), vec!["Heading id=a".into(), "Block id=b".into()])
    );
    assert_eq!(read("<div>\r\n\r\n# Tea\r\n</div>\r\n# Pot\r\n"), "<div>\r\n# Tea\r\n</div>\r\n\n# Pot\r\n");
}

#[test]
fn nothing_is_looked_for_again_and_again() {
    let count = 20_000;
    for line in [
        "```a\n",
        "<!--\n\n",
        "<div>\n\n",
        "<p markdown=\"1\">\n\n",
        "{::comment}\n",
        "$$\na\n",
        "> ",
        "- ",
        "[^a]: b\n\n",
        "*{:a ",
        "{:a:",
        "# <b a=\"",
    ] {
        let text = line.repeat(count) + "\n";
        assert!(!read(&text).is_empty());
        let text = format!("{{{{ a }}}}\n{text}");
        assert!(!read(&text).is_empty());
    }
}
