//! Front matter in its three languages: values, and that every span leads to what was written.

mod faults;

use super::*;
use proptest::prelude::*;
use serde_json::Value as Json;

const PLAIN: Forms = Forms { without_opening: false, json: false, toml: true };
const HUGO: Forms = Forms { without_opening: false, json: true, toml: true };
const HEXO: Forms = Forms { without_opening: true, json: false, toml: false };

fn front(text: &str) -> FrontMatter {
    let head = read(text, 0, HUGO);
    assert_eq!(head.problems, [], "{text}");
    head.front_matter.unwrap_or_else(|| panic!("no front matter in {text:?}"))
}

/// Every span lies in the text and on character boundaries, children inside of parents, and strings lead back to their bytes.
fn hold_laws(text: &str, fields: &[Field], around: Span) {
    for field in fields {
        assert!(around.contains(field.key) && text.get(field.key.range()).is_some(), "{text:?} {field:?}");
        hold_law(text, &field.value, around);
    }
}

fn hold_law(text: &str, value: &Value, around: Span) {
    assert!(around.contains(value.span) && text.get(value.span.range()).is_some(), "{text:?} {value:?} not in {around:?}");
    match &value.data {
        Data::String(mapped) => {
            let (mut whole, mut last) = (String::new(), value.span.start);
            for (piece, span, atomic) in mapped.pieces(0..mapped.len()) {
                assert!(last <= span.start && span.end <= value.span.end, "{text:?} {value:?}");
                assert!(atomic || span.of(text) == piece, "{text:?} {piece:?} {span:?}");
                whole.push_str(piece);
                last = span.end;
            }
            assert_eq!(whole, mapped.text());
        }
        Data::List(items) => items.iter().for_each(|item| hold_law(text, item, value.span)),
        Data::Map(fields) => hold_laws(text, fields, value.span),
        _ => {}
    }
}

fn json(fields: &[Field], number: fn(&str) -> Json) -> Json {
    fn one(value: &Value, number: fn(&str) -> Json) -> Json {
        match &value.data {
            Data::Null => Json::Null,
            Data::Bool(value) => (*value).into(),
            Data::Number(text) => number(text),
            Data::Date(text) => text.to_string().into(),
            Data::String(mapped) => mapped.text().into(),
            Data::List(items) => items.iter().map(|item| one(item, number)).collect(),
            Data::Map(fields) => json(fields, number),
        }
    }
    Json::Object(fields.iter().map(|field| (field.name.clone(), one(&field.value, number))).collect())
}

const YAML: &[&str] = &[
    "",
    "# nothing but a comment\n",
    "title: A day at the harbour\ndraft: false\nweight: 12\nratio: 1.5e3\ncode: 007\nhex: 0x1F\nempty:\ntilde: ~\nyes: no\nday: 2031-04-05\n",
    "a: \"quo\\\"ted \\u00e9 \\x41 \\U0001f600\"\nb: 'it''s'\nc: \"two\n  lines \\\n  joined\n\n  and a gap\"\n",
    "a: plain over\n  two lines\n\n  and a third\nb: next\n",
    "a: |\n  one\n   two\n\n  three\nb: >-\n  folded\n  text\n\n  gap\n   deeper\n  end\nc: |+\n  kept\n\nd: >2\n    x\n  y\ne: |\nf: end\n",
    "tags: [a, 'b c', \"d\", 1, true, {x: 1}]\nlist:\n- a\n- b: 1\n  c: 2\n-\n- - d\n  - e\nmap: {a: 1, b: [c]}\nnone: []\nnot: {}\n",
    "seo:\n  title: Über uns\n  \"og:image\": /a.png\n  deep:\n    deeper: [x]\n? key\n: value\n1: one\n",
    "# above\na: 1 # behind\n\n  # between\nb: 2\nc: # no value\n",
    "base: &base Some words\nagain: *base\nnumber: &n 12\nother: [*n, *base]\ntyped: !!str 12\nint: !!int \"3\"\n",
    "title: 山の上の港\nカテゴリ: [旅, 海]\nurl: http://example.org/a#b\ntime: 2031-04-05T09:01:01.789Z\n",
];

#[test]
fn yaml_has_the_values_of_serde_yaml() {
    for text in YAML.iter().copied().chain(["a: x\r\nb:\r\n  - |\r\n    one\r\n    two\r\n  - \"c\r\n    d\"\r\n"]) {
        let whole = format!("---\n{text}---\nbody\n");
        let front = front(&whole);
        hold_laws(&whole, &front.fields, front.inside);
        let expected: Option<Json> = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let number = |text: &str| serde_yaml::from_str(text).unwrap_or_default();
        assert_eq!(json(&front.fields, number), expected.unwrap_or_else(|| Json::Object(Default::default())), "{text}");
        let (fields, comments, problems) = yaml(text, 4);
        assert_eq!(format!("{fields:?}{comments:?}"), format!("{:?}{:?}", front.fields, front.comments));
        assert_eq!(problems, []);
    }
}

#[test]
fn toml_has_the_values_of_toml() {
    for text in [
        "",
        "title = \"A \\\"day\\\" \\u00e9 \\\\\"\nraw = 'C:\\dir'\nn = 1_000\nx = 0x1F\nf = 1.5\nb = true\n",
        "long = \"\"\"\none \\\n   two\nthree\"\"\"\nother = '''\na\nb'''\n",
        "# c\ntags = [\"a\", # b\n  'c',\n]\n[extra]\nmath = true\n[extra.deep]\nx = {y = [1, 2]}\n[[item]]\nn = 1\n[[item]]\nn = 2\n[item.sub]\nq = \"#\"\n",
        "a.b = 1\na.\"c d\" = 2\n[t.u.v]\n",
    ] {
        let whole = format!("+++\n{text}+++\nbody\n");
        let front = front(&whole);
        hold_laws(&whole, &front.fields, front.inside);
        let expected: Json = ::toml::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let number = |text: &str| ::toml::from_str::<Json>(&format!("x = {text}")).map(|table| table["x"].clone()).unwrap_or_default();
        assert_eq!(json(&front.fields, number), expected, "{text}");
    }
}

#[test]
fn json_has_the_values_of_serde_json() {
    for text in [
        "{}",
        "{\"title\": \"A \\\"day\\\" \\u00e9 \\ud83d\\ude00 \\/ \\n\", \"n\": [1, -2.5e3, 0], \"o\": {\"a\": null, \"b\": true, \"é\": []}}",
        "{\r\n\t\"a\" : [ ] ,\r\n\t\"b\" : { }\r\n}",
    ] {
        let whole = format!("{text}\nbody\n");
        let front = front(&whole);
        hold_laws(&whole, &front.fields, front.inside);
        let number = |text: &str| serde_json::from_str(text).unwrap_or_default();
        assert_eq!(json(&front.fields, number), serde_json::from_str::<Json>(text).unwrap_or_default(), "{text}");
        assert_eq!(front.span.of(&whole), text);
    }
}

#[test]
fn dates_of_toml_are_dates() {
    let text = "+++\na = 2031-04-05\nb = 2031-04-05T06:07:08Z\n+++\n";
    let front = front(text);
    let dates = front.fields.iter().filter(|field| matches!(field.value.data, Data::Date(_)));
    let dates: Vec<_> = dates.map(|field| field.value.scalar()).collect();
    assert_eq!(dates, [Some("2031-04-05"), Some("2031-04-05T06:07:08Z")]);
}

#[test]
fn delimiters() {
    // The text, the forms, the inside and the body; no inside where there is no front matter.
    let cases: &[(&str, Forms, Option<&str>, &str)] = &[
        ("---\na: 1\n---\nbody", PLAIN, Some("a: 1\n"), "body"),
        ("---  \r\na: 1\r\n---\t\r\nbody", PLAIN, Some("a: 1\r\n"), "body"),
        ("---\na: 1\n...\nbody\n---\n", PLAIN, Some("a: 1\n"), "body\n---\n"),
        ("---\na: 1\n---", PLAIN, Some("a: 1\n"), ""),
        ("---\n---\nbody", PLAIN, Some(""), "body"),
        ("---\na: 1\n---\n\n---\n\nb: 2\n\n---\n", PLAIN, Some("a: 1\n"), "\n---\n\nb: 2\n\n---\n"),
        ("---", PLAIN, None, "---"),
        ("---\n", PLAIN, None, "---\n"),
        ("---\n\nA walk by the sea.\n", PLAIN, None, "---\n\nA walk by the sea.\n"),
        ("---\n\nA walk: by the sea.\n\n---\n\nMore: of it.\n", PLAIN, Some("\nA walk: by the sea.\n\n"), "\nMore: of it.\n"),
        ("---\n\nA walk by the sea.\n\n---\n", PLAIN, None, "---\n\nA walk by the sea.\n\n---\n"),
        ("---\n- one\n- two\n---\n", PLAIN, None, "---\n- one\n- two\n---\n"),
        ("----\na: 1\n----\n", PLAIN, None, "----\na: 1\n----\n"),
        ("--- a\nb: 1\n---\n", PLAIN, None, "--- a\nb: 1\n---\n"),
        ("body\n---\na: 1\n---\n", PLAIN, None, "body\n---\na: 1\n---\n"),
        ("+++\na = 1\n+++\nbody", PLAIN, Some("a = 1\n"), "body"),
        ("+++\na = 1\n+++\nbody", HEXO, None, "+++\na = 1\n+++\nbody"),
        ("{\"a\": 1}\nbody", HUGO, Some("\"a\": 1"), "body"),
        ("{ \n\"a\": {}\n} \nbody", HUGO, Some(" \n\"a\": {}\n"), "body"),
        ("{\"a\": 1}\nbody", PLAIN, None, "{\"a\": 1}\nbody"),
        ("{% raw %}\n", HUGO, None, "{% raw %}\n"),
        ("{{ x }}\n", HUGO, None, "{{ x }}\n"),
        ("{: .note }\n", HUGO, None, "{: .note }\n"),
        ("-----\na: 1\n-----\nbody", HEXO, Some("a: 1\n"), "body"),
        ("---\na: 1\n---body", HEXO, Some("a: 1\n"), "body"),
        (";;;\n\"a\": 1\n;;;\nbody", HEXO, Some("\"a\": 1\n"), "body"),
        ("a: 1\nb: 2\n---\nbody", HEXO, Some("a: 1\nb: 2\n"), "body"),
        ("a: 1\nb: 2\n---\nbody", PLAIN, None, "a: 1\nb: 2\n---\nbody"),
        ("\"a\": 1\n;;;\nbody", HEXO, Some("\"a\": 1\n"), "body"),
        ("A walk by the sea.\n\n---\nbody", HEXO, None, "A walk by the sea.\n\n---\nbody"),
        ("# Harbour\n\ntext\n---\n", HEXO, None, "# Harbour\n\ntext\n---\n"),
        ("---\na:\n\t- 1\n\t- b: 2\n---\nbody", HEXO, Some("a:\n\t- 1\n\t- b: 2\n"), "body"),
        ("---\na:\n\t- b: 1\n\t\tc: 2\n---\nbody", HEXO, Some("a:\n\t- b: 1\n\t\tc: 2\n"), "body"),
        ("---\na:\n\t- 1\nb:\n  - \"x\n\t\ty\"\n---\nbody", HEXO, Some("a:\n\t- 1\nb:\n  - \"x\n\t\ty\"\n"), "body"),
    ];
    for &(text, forms, inside, body) in cases {
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{text}");
            let head = read(&text, mark.len(), forms);
            assert_eq!(head.problems, [], "{text:?}");
            assert_eq!(head.front_matter.as_ref().map(|front| front.inside.of(&text)), inside, "{text:?}");
            assert_eq!(&text[head.body..], body, "{text:?}");
            if let Some(front) = head.front_matter {
                assert_eq!(front.span.start as usize, mark.len());
                hold_laws(&text, &front.fields, front.inside);
            }
        }
    }
}

#[test]
fn values_and_their_places() {
    let text = "---\na: word # c\nb: \"x\\ty\"\nc:\n  - one\n  - two\nd:\ne: |-\n  l1\n  l2\n\nf: {g: [h]}\ni: p\n  q\n---\n";
    let front = front(text);
    let spans: Vec<_> = front.fields.iter().map(|field| field.value.span.of(text)).collect();
    assert_eq!(spans, ["word", "\"x\\ty\"", "one\n  - two", "", "|-\n  l1\n  l2", "{g: [h]}", "p\n  q"]);
    let absent = front.get("d").map(|field| field.value.span);
    assert_eq!(absent, text.find("d:").map(|at| Span::at(at + 2)));
    assert_eq!(front.get("f.g").map(|field| field.value.span.of(text)), Some("[h]"));
    assert_eq!(front.comments.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["# c"]);
    assert_eq!((front.open.of(text), front.span.of(text).len()), ("---", text.len() - 1));
}

#[test]
fn strings_lead_back_to_their_bytes() {
    let text = "---\na: \"x\\u00e9y\"\nb: 'it''s'\nc: >\n  one\n  two\nd: p\n\n  q\n---\n";
    let front = front(text);
    let pieces = |name: &str| -> Vec<(String, &str, bool)> {
        let text_of = |field: &Field| match &field.value.data {
            Data::String(mapped) => {
                mapped.pieces(0..mapped.len()).map(|(piece, span, atomic)| (piece.into(), span.of(text), atomic)).collect()
            }
            _ => Vec::new(),
        };
        front.get(name).map(text_of).unwrap_or_default()
    };
    let verbatim = |text| (String::from(text), text, false);
    assert_eq!(pieces("a"), [verbatim("x"), ("é".into(), "\\u00e9", true), verbatim("y")]);
    assert_eq!(pieces("b"), [verbatim("it"), ("'".into(), "''", true), verbatim("s")]);
    assert_eq!(pieces("c"), [verbatim("one"), (" ".into(), "\n  ", true), verbatim("two"), ("\n".into(), "", true)]);
    assert_eq!(pieces("d"), [verbatim("p"), ("\n".into(), "\n\n  ", true), verbatim("q")]);
}

#[test]
fn a_field_is_found_by_its_path() {
    let front = front("---\ntitle: x\nseo:\n  title: y\nog.title: z\nlist: [a, 1]\n---\n");
    let text = |path: &str| front.get(path).and_then(|field| field.value.as_str());
    assert_eq!(
        [text("title"), text("seo.title"), text("og.title"), text("Title"), text("seo.x")],
        [Some("x"), Some("y"), Some("z"), None, None]
    );
    let list = front.get("list").map(|field| field.value.strings().map(|text| text.as_str()).collect::<Vec<_>>());
    assert_eq!(list, Some(vec!["a"]));
}

#[test]
fn bombs_cost_nothing() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    (1..50).for_each(|i| bomb += &format!("a{i}: &a{i} [{}*a{}]\n", format!("*a{}, ", i - 1).repeat(9), i - 1));
    let copies = format!("a: &a {}\n{}", "x".repeat(1000), String::from("b:\n") + &"- *a\n".repeat(10_000));
    for text in [bomb, copies, "[".repeat(100_000), "{a: ".repeat(50_000), "- ".repeat(50_000), "? ".repeat(50_000), "a:\n ".repeat(50_000)]
    {
        for (before, behind) in [("---\n", "\n---\n"), ("+++\na = ", "\n+++\n"), ("{\"a\": ", "}"), ("", "")] {
            let text = format!("{before}{text}{behind}");
            let head = read(&text, 0, HUGO);
            assert!(head.problems.len() < 100);
            hold_laws(&text, &yaml(&text, 0).0, Span::new(0, text.len()));
        }
    }
}

/// Front matter out of the pieces that make trouble.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "---\n", "+++\n", "...\n", ";;;\n", "{", "}", "[", "]", ",", ":", ": ", "\n", "\n", "\r\n", "\r", " ", "  ", "\t", "\"", "'", "\"\"\"\n", "'''", "\\", "\\u00e9",
    "\\ud83d\\ude00", "|\n", ">-\n", "- ", "? ", "a: ", "b: ", "title: x\n", "x = 1\n", "[t]\n", "[[t]]\n", "a.b = ", "&a ", "*a", "!!str ", "# c\n", "é", "\u{a0}", "\u{feff}",
    "😀", "1", "2031-04-05", "null", "<<<<<<< h\n", "=======\n", "@", "%", "word", "\u{0}", "\u{85}", "：", "-----\n", "\"k\":",
];

#[rustfmt::skip]
const SIMPLE: &[&str] = &[
    "a: ", "b: ", "tags:", "a:", ": ", "\n", "\n", "\n", "\r\n", "\n- ", "\n  - ", " ", "  ", "[", "]", ", ", "\"", "\"x y\"", "'x'", "''", "#", " # c", "\n# c", "word", "it's", "-", "12",
    "007", "true", "~", "é", "http://x/y#z", "\n  a: ", "\n  b:", "\n- a: ", "\n  - b:", "\n  word", "\n é", "{", "}", "|", "\\", "*", "&", "!", "?", ".", "\t", "\u{a0}", "\u{85}", "[a, 'b', 1]", "2031-04-05", "<<",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_reader(text in soup(PIECES), open in prop::sample::select(&["", "---\n", "+++\n", "{\"a\": "][..]), hexo: bool) {
        let text = format!("{open}{text}\n---\nbody\n+++\n");
        let head = read(&text, 0, if hexo { HEXO } else { HUGO });
        prop_assert!(text.get(head.body..).is_some());
        if let Some(front) = &head.front_matter {
            prop_assert!(front.span.of(&text).len() == front.span.len() && front.open.of(&text).len() == front.open.len());
            hold_laws(&text, &front.fields, front.inside);
        }
        let (fields, comments, problems) = yaml(&text, 0);
        hold_laws(&text, &fields, Span::new(0, text.len()));
        prop_assert!(comments.iter().all(|span| span.of(&text).starts_with('#')));
        for problem in head.problems.iter().chain(&problems) {
            prop_assert!(text.get(problem.span.range()).is_some_and(|part| !part.contains('\n')), "{problem:?}");
        }
    }

    #[test]
    fn the_short_way_reads_as_the_parser_does(text in soup(SIMPLE)) {
        if let Some(block) = yaml::simple::read(&text, 3) {
            prop_assert_eq!(format!("{block:?}"), format!("{:?}", yaml::read(&text, 3, true)));
        }
    }

    #[test]
    fn any_text_is_read(text in "(---\n|\\+\\+\\+\n|\\{)?\\PC{0,60}(\n\\PC{0,30}){0,4}") {
        let head = read(&text, 0, HUGO);
        prop_assert!(text.get(head.body..).is_some());
        yaml(&text, 0);
    }
}
