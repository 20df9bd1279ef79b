//! What is said of faults, and where. The place of a fault stands between `«` and `»`.

use super::super::*;
use super::HUGO;

/// The text without its marks, and the marked places.
fn marked(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut spans) = (String::new(), Vec::new());
    for part in text.split_inclusive(['«', '»']) {
        plain.push_str(part.trim_end_matches(['«', '»']));
        match part.chars().next_back() {
            Some('«') => spans.push(Span::at(plain.len())),
            Some('»') => spans.iter_mut().last().into_iter().for_each(|span| span.end = plain.len() as u32),
            _ => {}
        }
    }
    (plain, spans)
}

/// One case a row: the text, a part of the message, a part of the help, and the fields that are there all the same.
fn check(open: &str, close: &str, rows: &[(&str, &str, &str, &[&str])]) {
    for &(text, message, help, names) in rows {
        let (text, spans) = marked(&format!("{open}{text}{close}"));
        let head = read(&text, 0, HUGO);
        let problems: Vec<_> = head.problems.iter().map(|problem| (problem.kind, problem.span)).collect();
        let expected: Vec<_> = spans.iter().map(|&span| (ProblemKind::Syntax, span)).collect();
        assert_eq!(problems, expected, "{text}\n{:#?}", head.problems);
        assert!(head.problems[0].message.contains(message), "{text}\n{:?}", head.problems[0].message);
        let given = head.problems[0].help.as_deref().unwrap_or_default();
        assert!(if help.is_empty() { given.is_empty() } else { given.contains(help) }, "{text}\n{given:?}");
        let fields = head.front_matter.map(|front| front.fields).unwrap_or_default();
        assert_eq!(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), names, "{text}");
    }
}

#[test]
fn faults_of_yaml() {
    check(
        "---\n",
        "\n---\nbody\n",
        &[
            (
                "title: Tea«:» a guide\nb: 1",
                "a value that holds `: ` must be in quotes",
                "write `title: \"Tea: a guide\"`",
                &["title", "b"],
            ),
            ("a: 1\ntitle: The \"best\"«:» it's\nb: 1", "holds `: `", "write `title: 'The \"best\": it''s'`", &["a", "title", "b"]),
            ("a: «\"»open\nb: 1", "the quote that opens here is never closed", "write `a: \"open\"`", &["a", "b"]),
            ("a: «\"»open\nb: \"x\"\nc: 1", "the quote that opens here is never closed", "write `a: \"open\"`", &["b", "c"]),
            ("a: 'it'«s»'\nb: 1", "more text follows", "write `a: \"it's\"`", &["a", "b"]),
            ("a: \"Tea\" «o»r \"Milk\"\nb: 1", "more text follows", "write `a: '\"Tea\" or \"Milk\"'`", &["a", "b"]),
            ("a:\n«\t»b: 1\nc: 2", "a tab indents this line", "two spaces", &["c"]),
            ("a: one\n«\t»two\nc: 2", "a tab indents this line", "two spaces", &["c"]),
            ("a:\n«\u{a0}»\u{a0}- b\nc: 2", "a non-breaking space", "plain spaces", &["c"]),
            ("a: 1\n«\u{a0}» b: 1", "a non-breaking space", "plain spaces", &["a", "\u{a0} b"]),
            ("a: «@»home\nb: 1", "cannot begin with `@`", "write `a: \"@home\"`", &["a", "b"]),
            ("a: {«%» tag %}\nb: 1", "cannot begin with `%`", "write `a: \"{% tag %}\"`", &["a", "b"]),
            ("a: «*»bold*\nb: 1", "is a reference in YAML", "write `a: \"*bold*\"`", &["a", "b"]),
            ("a: [x] «y»\nb: 1", "more text follows", "write `a: \"[x] y\"`", &["a", "b"]),
            ("a: «[»x, y\nb: 1", "this `[` is never closed", "put a `]`", &["b"]),
            ("a: «{»x: 1\nb: 1", "this `{` is never closed", "put a `}`", &["b"]),
            ("a: «-» b\nc: 1", "cannot begin a value", "quotes", &["a", "c"]),
            ("a: [b]\n  «-» c\nd: 1", "`a` has a value already", "all in its brackets", &["a", "d"]),
            ("a: 1\n  c«:» 2\nd: 1", "as if it were part of `a`", "left margin", &["d"]),
            ("a:\n    - b\n  «c»: 1\nd: 1", "fits none of the lines above", "indent it", &["a", "d"]),
            ("title«:»Tea\nb: 1", "a blank is missing behind `title:`", "write `title: Tea`", &["b"]),
            ("title«:»Tea", "a blank is missing behind `title:`", "write `title: Tea`", &[]),
            ("a: 1\ntitle«：»茶\nb: 1", "full width", "write `title: 茶`", &["a", "b"]),
            ("a: 1\n«some text»\nb: 1", "this line is no field", "`---` is missing", &["a", "b"]),
            ("a: «|» text\nb: 1", "text cannot follow `|`", "write `a: \"| text\"`", &["a", "b"]),
            ("a: \"C:«\\»dir\"\nb: 1", "begins an escape", "write `\\\\`", &["a", "b"]),
            ("a: 1\n«<<<<<<< main»\nb: 1\n=======\nb: 2\n>>>>>>> topic\nc: 1", "a merge conflict", "keep one side", &["a", "b", "c"]),
            ("a: x«\u{7}»y\nb: 1", "U+0007", "delete it", &["a", "b"]),
        ],
    );
}
