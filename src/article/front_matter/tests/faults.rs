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
            ("a: \"C:«\\»dir\"\nb: 1", "begins an escape", "write `a: 'C:\\dir'`", &["a", "b"]),
            ("a: 1\n«<<<<<<< main»\nb: 1\n=======\nb: 2\n>>>>>>> topic\nc: 1", "a merge conflict", "keep one side", &["a", "b", "c"]),
            ("a: x«\u{7}»y\nb: 1", "U+0007", "delete it", &["a", "b"]),
        ],
    );
}

#[test]
fn faults_of_toml() {
    check(
        "+++\n",
        "\n+++\nbody\n",
        &[
            ("a = «some text»\nb = 1", "must be in quotes", "write `a = \"some text\"`", &["a", "b"]),
            ("a«:» 1\nb = 1", "a `=` between a name and its value", "name = ", &["b"]),
            ("«some text»\nb = 1", "this line is no field", "name = ", &["b"]),
            ("«a =»\nb = 1", "`a` has no value", "write `a = \"\"`", &["a", "b"]),
            ("a = «\"»open\nb = 1", "the quote that opens here", "same line", &["a", "b"]),
            ("a = «\"»\"\"open\nb = 1", "the quote that opens here", "where the text ends", &["b"]),
            ("a = «[»1, 2\nb = 1", "this `[` is never closed", "put a `]`", &["b"]),
            ("a = 'it'«s»'\nb = 1", "more text follows", "write `a = \"it's\"`", &["a", "b"]),
            ("a = «True»\nb = «2031-13-01»", "`True` is no value", "`true` or `false`", &["a", "b"]),
            ("a = \"C:\\«d»ir\"\nb = 1", "begins an escape", "single quotes", &["a", "b"]),
            ("a = 1\n«<<<<<<< main»\nb = 1\n=======\nb = 2\n>>>>>>> topic\nc = 1", "a merge conflict", "keep one side", &["a", "b", "c"]),
        ],
    );
}

#[test]
fn faults_of_json() {
    check(
        "{",
        "}\nbody\n",
        &[
            ("\"a\": 1«,»\n", "a comma behind the last member", "delete it", &["a"]),
            ("\"a\": 1\n«\"»b\": 2", "a comma is missing", "put a `,`", &["a", "b"]),
            ("\n«a»: 1,\n\"b\": 2", "must be in double quotes", "\"name\"", &["a", "b"]),
            ("\"a\": «yes», \"b\": 2", "`yes` is no value of JSON", "double quotes", &["a", "b"]),
            ("\"a\": 1, \"b\": «'»x'", "no single quotes", "write `\"`", &["a"]),
            ("\"a\": 1, \"b\": \"«\\»q\"", "begins an escape", "write `", &["a"]),
            ("\"a\": 1, \"b\": «\"»x\n", "never closed on its line", "new line", &["a"]),
            ("\"a\": [1«,»]", "a comma behind the last item", "delete it", &["a"]),
            ("\"a\" «1»", "a `:` is missing behind the name `a`", "\"name\": value", &[]),
        ],
    );
}

#[test]
fn blocks_that_are_never_closed() {
    // The text, the end of its front matter, the body.
    for (text, end, body) in [
        ("---\ntitle: x\n", "title: x", ""),
        ("---\ntitle: x\ndate: y\n\nThe text.\n", "date: y", "\nThe text.\n"),
        ("---\ntitle: x\n# The harbour\n\nThe text.\n", "title: x", "# The harbour\n\nThe text.\n"),
        (
            "---\ntitle: x\n\n# The harbour\n\nThe text goes on.\n\n---\n\nMore.\n",
            "title: x",
            "\n# The harbour\n\nThe text goes on.\n\n---\n\nMore.\n",
        ),
        ("+++\ntitle = 'x'\n\nThe text.\n", "title = 'x'", "\nThe text.\n"),
        ("{\n\"title\": \"x\"\n\nThe text.\n", "\"x\"", "\nThe text.\n"),
    ] {
        let head = read(text, 0, HUGO);
        let open = Span::new(0, if text.starts_with('{') { 1 } else { 3 });
        let problems: Vec<_> = head.problems.iter().map(|problem| (problem.kind, problem.span)).collect();
        assert_eq!(problems, [(ProblemKind::Unclosed, open)], "{text:?} {:?}", head.problems);
        assert_eq!(&text[head.body..], body);
        let front = head.front_matter.unwrap_or_else(|| panic!("{text}"));
        assert!(front.span.of(text).ends_with(end), "{text:?} {front:?}");
        assert_eq!(front.get("title").and_then(|field| field.value.as_str()), Some("x"));
    }
}

#[test]
fn a_fault_among_fields_is_no_missing_end() {
    let text = "---\ntitle: x\n\nsome words of text\n\ntags: [a]\n---\nbody\n";
    let head = read(text, 0, HUGO);
    assert_eq!(
        head.problems.iter().map(|problem| (problem.kind, problem.span.of(text))).collect::<Vec<_>>(),
        [(ProblemKind::Syntax, "some words of text")]
    );
    assert_eq!(&text[head.body..], "body\n");
}

#[test]
fn a_name_stands_once() {
    let many: String = (0..100).map(|i| format!("k{i}: 1\n")).collect();
    for (text, pairs) in [
        ("---\na: 1\nb: 2\na: 3\na: 4\n---\n".to_string(), vec![("a", 4, 14), ("a", 4, 19)]),
        ("---\n- \"a\": 1\n---\n".to_string(), vec![]),
        ("---\nx:\n  a: 1\n  'a': 2\n---\n".to_string(), vec![("a", 9, 16)]),
        (format!("---\n{many}k7: 2\n---\n"), vec![("k7", 46, 4 + many.len() as u32)]),
        (
            "+++\na = 1\n[t]\na = 1\nb.c = 2\nb.c = 3\n[[l]]\na = 1\n[[l]]\na = 2\n[t]\n+++\n".to_string(),
            vec![("c", 20, 30), ("t", 11, 61)],
        ),
        ("{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}, \"a\": 2}".to_string(), vec![("c", 15, 23), ("a", 1, 32)]),
    ] {
        let head = read(&text, 0, HUGO);
        let found: Vec<_> = head.problems.iter().map(|problem| (problem.kind, problem.span.start, problem.message.clone())).collect();
        let expected: Vec<_> =
            pairs.iter().map(|&(name, first, second)| (first, second, format!("the field `{name}` is there already"))).collect();
        let starts = |kind| if let ProblemKind::DuplicateKey { first } = kind { first.start } else { u32::MAX };
        assert_eq!(
            found.into_iter().map(|(kind, second, message)| (starts(kind), second, message)).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
        let fields = head.front_matter.map(|front| front.fields).unwrap_or_default();
        let first = fields.iter().find(|field| field.name == "a").map(|field| field.value.span.of(&text));
        assert!(first.is_none_or(|first| first == "1"));
    }
}

#[test]
fn a_configuration_must_hold_fields() {
    let (fields, _, problems) = yaml("\n- a\n", 10);
    assert!(fields.is_empty());
    assert_eq!(problems.iter().map(|problem| problem.span).collect::<Vec<_>>(), [Span::new(11, 14)]);
    let (fields, _, problems) = yaml("a: 1\n---\nb: 2\n", 0);
    assert_eq!((fields.len(), problems.len()), (2, 1));
    assert_eq!(yaml("# nothing\n", 0).2, []);
}
