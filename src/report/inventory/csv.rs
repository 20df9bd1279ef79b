//! For a spreadsheet: RFC 4180, UTF-8, a line a link.

use super::Link;
use std::borrow::Cow;
use std::io::{self, Write};

/// The columns, a contract: new ones come at the end.
const COLUMNS: [&str; 14] = [
    "path",
    "line",
    "column",
    "where",
    "href",
    "network",
    "merchant",
    "partner",
    "confidence",
    "evidence",
    "rel",
    "label",
    "disclosed",
    "ids_of_network_on_page",
];

pub fn write(links: &[Link], out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS).map_err(output)?;
    for link in links {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells: [String; COLUMNS.len()] = [
            link.path.to_string(),
            link.start.line.to_string(),
            link.start.column.to_string(),
            link.place.into(),
            link.href.clone(),
            link.network.to_string(),
            text(&link.merchant),
            text(&link.partner),
            link.confidence.into(),
            link.evidence.clone(),
            text(&link.rel),
            text(&link.label),
            link.disclosed.name().into(),
            link.ids_of_network_on_page.to_string(),
        ];
        table.write_record(cells.iter().map(|cell| guarded(cell).into_owned())).map_err(output)?;
    }
    table.flush()
}

/// A text that no spreadsheet takes for a formula: articles come from many hands, and a formula can send data away.
///
/// An apostrophe is put before what could begin one (<https://owasp.org/www-community/attacks/CSV_Injection>), and before an
/// apostrophe, so that without the first one every cell is what the article says.
fn guarded(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\'']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// A closed pipe must be known for one.
fn output(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_text() {
        for formula in ["=1+1", "+1", "-odd.md", "@desk", "\t=1", "＝1", "'=1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for text in ["", "https://pots.example/?a=-1", "12", "a'b"] {
            assert_eq!(guarded(text), text);
        }
    }
}
