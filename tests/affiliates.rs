//! The inventory of paid links: what each format says, and that all say the same. Places are counted by hand, as in `formats.rs`.

mod common;

use common::{Folder, copydesk, fixture};
use serde_json::{Value, json};
use std::io::Read;
use std::process::{Command, Stdio};

const CONFIG: &str = "affiliate:\n  hosts: [go.kettle.example]\n  merchants: ['pots.example?partner']\n  cloaks: [/go/]\n";

/// Line 3 begins at byte 18: 4 for `---`, 14 for the title. Line 6 begins at byte 58: 35 more for line 3, 4 and 1. In it `字` has three
/// bytes, so that `[one]` is character 3 at byte 62; 41 behind it that link ends, and 5 behind that the other begins.
const KETTLES: &str = "---\ntitle: 薬缶\nbuy: https://go.kettle.example/lid\n---\n\n字 [one](https://pots.example/?partner=desk) and \
    [two](https://pots.example/b?partner=desk2).\n";
/// The tag begins at byte 26 (9 for the heading, 1, 16 for the label and its spaces) and has 65: 9 before the address, 29, 7, 18 for `rel`, 2.
const LIDS: &str = "# A lid.\n\nAdvertisement:  <a href='https://go.kettle.example/a,b' rel='noopener sponsored'>a \"red\" lid</a>\n";

fn shop() -> Folder {
    Folder::with(&[
        ("copydesk.yml", CONFIG.as_bytes()),
        ("docs/kettles.md", KETTLES.as_bytes()),
        ("docs/lids.md", LIDS.as_bytes()),
        ("docs/pans.md", b"# Pans\n\nNothing is sold here.\n"),
    ])
}

fn said(folder: &Folder, arguments: &[&str]) -> String {
    let said = copydesk(&folder.root, &[&["affiliates"], arguments].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments:?}");
    said.out
}

fn place(line: u32, column: u32, byte: u32) -> Value {
    json!({"line": line, "column": column, "byte": byte})
}

#[test]
fn the_table_shows_links_by_article_and_their_sums() {
    let expected = "  \
  line  network            partner id  merchant      rel        disclosed  address

docs/kettles.md
     3  go.kettle.example  -           -             -          no         front matter: https://go.kettle.example/lid
     6  pots.example       desk        pots.example  -          no         https://pots.example/?partner=desk
     6  pots.example       desk2       pots.example  -          no         https://pots.example/b?partner=desk2

docs/lids.md
     3  go.kettle.example  -           -             sponsored  label      https://go.kettle.example/a,b

  links  articles  without rel  undisclosed  network            partner id
      2         2            0            1  go.kettle.example  -
      1         1            1            1  pots.example       desk
      1         1            1            1  pots.example       desk2

Two partner ids of one network on one page:
  docs/kettles.md: pots.example: desk (line 6), desk2 (line 6)

4 affiliate links in 2 of 3 articles
";
    assert_eq!(said(&shop(), &[]), expected);
}

#[test]
fn without_links_a_sentence_says_what_was_looked_at() {
    let folder = Folder::with(&[("a.md", b"# Pans\n\n[ours](https://pans.example/)\n"), ("b.md", b"# Lids\n")]);
    assert_eq!(said(&folder, &[]), "no affiliate links in 2 articles\n");
    assert_eq!(said(&folder, &["--format", "csv"]).lines().count(), 1, "the names of the columns");
    folder.write("b.md", b"# Lids\n\n<ins class=\"adsbygoogle\"></ins>\n");
    assert_eq!(said(&folder, &[]), "no affiliate links in 2 articles; 1 ad unit\n");
}

#[test]
fn json_is_one_document() {
    let shop = shop();
    let document: Value = serde_json::from_str(&said(&shop, &["--format", "json"])).expect("JSON");
    let link = |path: &str, start: Value, end: Value, place: &str, href: &str, rest: Value| {
        let mut link = json!({
            "path": path, "start": start, "end": end, "where": place, "href": href, "network": "go.kettle.example",
            "name": "go.kettle.example", "merchant": null, "partner": null, "confidence": "high",
            "evidence": "go.kettle.example in copydesk.yml", "rel": null, "label": null, "disclosed": "no", "ids_of_network_on_page": 0,
        });
        link.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
        link
    };
    let pots = |partner: &str| {
        json!({
            "network": "pots.example", "name": "pots.example", "merchant": "pots.example", "partner": partner,
            "evidence": "pots.example?partner in copydesk.yml", "ids_of_network_on_page": 2,
        })
    };
    let sum = |network: &str, partner: Value, counts: [u32; 4]| {
        json!({
            "network": network, "name": network, "partner": partner, "links": counts[0], "articles": counts[1],
            "without_rel": counts[2], "undisclosed": counts[3],
        })
    };
    let path = "docs/kettles.md";
    let expected = json!({
        "articles": 3,
        "links": [
            link(path, place(3, 6, 23), place(3, 35, 52), "front_matter", "https://go.kettle.example/lid", json!({})),
            link(path, place(6, 3, 62), place(6, 44, 103), "link", "https://pots.example/?partner=desk", pots("desk")),
            link(path, place(6, 49, 108), place(6, 92, 151), "link", "https://pots.example/b?partner=desk2", pots("desk2")),
            link(
                "docs/lids.md", place(3, 17, 26), place(3, 82, 91), "link", "https://go.kettle.example/a,b",
                json!({"rel": "noopener sponsored", "label": "Advertisement", "disclosed": "label"}),
            ),
        ],
        "sums": [
            sum("go.kettle.example", Value::Null, [2, 2, 0, 1]),
            sum("pots.example", json!("desk"), [1, 1, 1, 1]),
            sum("pots.example", json!("desk2"), [1, 1, 1, 1]),
        ],
        "two_ids": [{
            "path": path, "network": "pots.example", "name": "pots.example", "merchant": "pots.example",
            "ids": [{"partner": "desk", "lines": [6]}, {"partner": "desk2", "lines": [6]}],
        }],
        "ad_blocks": 0, "ad_units": 0,
    });
    assert_eq!(document, expected, "{document:#}");
    let one: Value = serde_json::from_str(&said(&shop, &["--format", "json", "docs/lids.md"])).expect("JSON");
    assert_eq!((&one["articles"], &one["links"]), (&json!(1), &json!([expected["links"][3]])));
}

#[test]
fn csv_is_a_line_a_link() {
    let shop = shop();
    let written = said(&shop, &["--format", "csv"]);
    let lines: Vec<&str> = written.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 5);
    let columns = "path,line,column,where,href,network,merchant,partner,confidence,evidence,rel,label,disclosed,ids_of_network_on_page";
    assert_eq!(lines[0], columns);
    assert_eq!(
        lines[2],
        "docs/kettles.md,6,3,link,https://pots.example/?partner=desk,pots.example,pots.example,desk,high,\
         pots.example?partner in copydesk.yml,,,no,2"
    );
    assert_eq!(
        lines[4],
        "docs/lids.md,3,17,link,\"https://go.kettle.example/a,b\",go.kettle.example,,,high,go.kettle.example in copydesk.yml,\
         noopener sponsored,Advertisement,label,0"
    );
    assert_eq!(said(&shop, &["--format", "csv", "--output", "links.csv"]), "");
    assert_eq!(std::fs::read_to_string(shop.root.join("links.csv")).expect("the file is there"), written);
}

/// Every cell of the spreadsheet is what the JSON has, once the apostrophe is gone that keeps it from being a formula.
fn csv_is_json(folder: &Folder) -> usize {
    let document: Value = serde_json::from_str(&said(folder, &["--format", "json"])).expect("JSON");
    let sheet = said(folder, &["--format", "csv"]);
    let mut sheet = csv::Reader::from_reader(sheet.as_bytes());
    let columns = sheet.headers().expect("the columns have names").clone();
    let rows: Vec<csv::StringRecord> = sheet.records().map(|row| row.expect("every row has every column")).collect();
    let links = document["links"].as_array().expect("a list");
    assert_eq!(rows.len(), links.len());
    for (row, link) in rows.iter().zip(links) {
        for (name, cell) in columns.iter().zip(row) {
            let value = match name {
                "line" | "column" => &link["start"][name],
                _ => &link[name],
            };
            let value = if value.is_null() { String::new() } else { value.as_str().map_or_else(|| value.to_string(), String::from) };
            assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), value, "{name} of {link}");
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{name} of {link} is a formula");
        }
    }
    links.len()
}

#[test]
fn csv_read_back_is_what_json_has() {
    for name in ["paid-links", "affiliate-blog", "clean-blog"] {
        csv_is_json(&fixture(name));
    }
    let folder = shop();
    let odd = "---\ntitle: Odd\nnote: |\n  https://go.kettle.example/a\n  =SUM(A1)\n---\n\n\
        <a href=\"//go.kettle.example/'b',&quot;c&quot;\" rel='=cmd|x'>d</a>\n<a href='https://pots.example/?partner=-desk' rel='&#39;@'>e</a>\n\
        <a href='https://pots.example/?partner=%3D1' rel='+&#9;&#10;x'>f</a> <a href='https://pots.example/?partner=%0A%0D' rel=''>g</a>\n";
    folder.write("=odd, \"quoted\".md", odd.as_bytes());
    folder.write("-odd/@desk.md", odd.as_bytes());
    assert_eq!(csv_is_json(&folder), 4 + 2 * 5);
}

#[test]
fn the_sums_count_every_link_once() {
    for name in ["paid-links", "affiliate-blog"] {
        let document: Value = serde_json::from_str(&said(&fixture(name), &["--format", "json"])).expect("JSON");
        let links = document["links"].as_array().expect("a list");
        let sum = |field: &str| document["sums"].as_array().expect("a list").iter().filter_map(|sum| sum[field].as_u64()).sum::<u64>();
        assert!(links.len() > 5);
        assert_eq!(sum("links"), links.len() as u64);
        assert_eq!(sum("undisclosed"), links.iter().filter(|link| link["disclosed"] == "no").count() as u64);
    }
}

#[test]
fn every_way_a_link_can_hide_is_named() {
    let document: Value = serde_json::from_str(&said(&fixture("paid-links"), &["--format", "json"])).expect("JSON");
    let links = document["links"].as_array().expect("a list");
    let mut places: Vec<&str> = links.iter().filter_map(|link| link["where"].as_str()).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places, ["element", "front_matter", "link", "script", "shortcode"]);
    let of = |path: &str| links.iter().filter(|link| link["path"] == path).map(|link| &link["disclosed"]).collect::<Vec<_>>();
    assert_eq!(of("kitchen/content/posts/a-ladle.md"), ["theme", "theme"]);
    assert_eq!(of("kitchen/content/posts/kaffeekannen.md"), ["label"]);
    assert_eq!(of("kitchen/content/posts/pans-for-eggs.md"), ["label", "no"]);
    assert_eq!(of("kitchen/content/posts/scales.md"), ["no"]);
    assert_eq!(of("kitchen/content/posts/teesiebe.md"), ["yes"]);
    assert_eq!(of("workshop/docs/index.mdx"), ["theme", "theme"]);
}

#[test]
fn a_shop_has_a_programme_in_each_country() {
    let folder = Folder::with(&[
        ("copydesk.yml", b"affiliate:\n  merchants: ['pots.example?partner', 'pots.test?partner']\n"),
        ("a.md", b"# A pot\n\n[here](https://pots.example/?partner=desk-20) [there](https://pots.test/?partner=desk-21)\n"),
    ]);
    let document: Value = serde_json::from_str(&said(&folder, &["--format", "json"])).expect("JSON");
    assert_eq!(document["two_ids"], json!([]));
    folder.write("copydesk.yml", b"");
    let text =
        "# A pot\n\n[here](https://www.amazon.com/dp/B000000000?tag=desk-20) [there](https://www.amazon.de/dp/B000000000?tag=desk-21)\n";
    folder.write("a.md", text.as_bytes());
    let document: Value = serde_json::from_str(&said(&folder, &["--format", "json"])).expect("JSON");
    assert_eq!((document["links"].as_array().map(Vec::len), &document["two_ids"]), (Some(2), &json!([])));
}

#[test]
fn what_cannot_be_done_is_trouble_and_the_rest_is_listed() {
    let shop = shop();
    let said = copydesk(&shop.root, &["affiliates", "docs/lids.md", "docs/gone.md"]);
    assert_eq!((said.code, said.err.as_str()), (2, "copydesk: docs/gone.md: there is no such file or folder\n"));
    assert!(said.out.ends_with("\n1 affiliate link in 1 of 1 article\n"), "{}", said.out);
    assert_eq!(copydesk(&shop.root, &["affiliates", "--format", "pdf"]).code, 2);
    let said = copydesk(&shop.root, &["affiliates", "--output", "no/such/folder/links.csv"]);
    assert!(said.code == 2 && said.err.contains("no/such/folder/links.csv cannot be written"), "{}", said.err);
    let said = copydesk(&Folder::new().root, &["affiliates"]);
    assert_eq!((said.code, said.out.as_str()), (0, "no affiliate links in 0 articles\n"));
    assert!(said.err.contains("no articles were found"), "{}", said.err);
}

#[test]
fn a_closed_pipe_is_no_trouble() {
    let folder = shop();
    folder.write("many.md", "[a](https://go.kettle.example/a)\n\n".repeat(5_000).as_bytes());
    for format in ["table", "csv", "json"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["affiliates", "--format", format])
            .current_dir(&folder.root)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut pipe = child.stdout.take().expect("its output is piped");
        pipe.read_exact(&mut [0; 1]).expect("it says something");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{format}");
    }
}
