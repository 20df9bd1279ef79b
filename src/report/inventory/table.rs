//! For a person: the links by article, the sums below them.

use super::{Inventory, Link, Sum, TwoIds};
use crate::finding::counted;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Writes the inventory, in so many columns where a terminal has no more.
pub fn write(inventory: &Inventory, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    if !inventory.links.is_empty() {
        links(&inventory.links, width, out)?;
        sums(&inventory.sums, width, out)?;
        two_ids(&inventory.two_ids, out)?;
    }
    writeln!(out, "{}", closing(inventory))
}

/// `7 affiliate links in 3 of 14 articles; also 2 marked advertisements`.
fn closing(inventory: &Inventory) -> String {
    let among = counted(inventory.articles, "article");
    let mut line = match inventory.links.len() {
        0 => format!("no affiliate links in {among}"),
        links => {
            let with = inventory.links.chunk_by(|a, b| a.path == b.path).count();
            format!("{} in {with} of {among}", counted(links, "affiliate link"))
        }
    };
    let others = [(inventory.ad_blocks, "ad block"), (inventory.ad_units, "ad unit")];
    let others: Vec<String> = others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(*count, what)).collect();
    if !others.is_empty() {
        line += &format!("; {}", others.join(" and "));
    }
    line
}

fn links(links: &[Link], width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let cells = |link: &Link| {
        let text = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).unwrap_or("-").to_owned();
        let place = match link.place {
            "link" => String::new(),
            "front_matter" => "front matter: ".into(),
            place => format!("{place}: "),
        };
        // What windows may do with one another says nothing of payment.
        let told = |word: &&str| !["noopener", "noreferrer"].iter().any(|other| word.eq_ignore_ascii_case(other));
        let rel = link.rel.as_deref().map(|rel| rel.split_ascii_whitespace().filter(told).collect::<Vec<_>>().join(" "));
        let (line, disclosed) = (link.start.line.to_string(), link.disclosed.name().to_owned());
        [line, link.name.to_string(), text(&link.partner), text(&link.merchant), text(&rel), disclosed, format!("{place}{}", link.href)]
    };
    let head = ["line", "network", "partner id", "merchant", "rel", "disclosed", "address"];
    let grid = Grid::new(head, 1, links.iter().map(cells).collect(), width);
    writeln!(out, "{}", grid.head())?;
    let mut lines = grid.lines();
    for article in links.chunk_by(|a, b| a.path == b.path) {
        writeln!(out, "\n{}", article.first().map_or_else(String::new, |link| printable(&link.path)))?;
        lines.by_ref().take(article.len()).try_for_each(|line| writeln!(out, "{line}"))?;
    }
    writeln!(out)
}

fn sums(sums: &[Sum], width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let cells = |sum: &Sum| {
        let [links, articles, without_rel, undisclosed] =
            [sum.links, sum.articles, sum.without_rel, sum.undisclosed].map(|n| n.to_string());
        [links, articles, without_rel, undisclosed, sum.name.to_string(), sum.partner.as_deref().unwrap_or("-").to_owned()]
    };
    let head = ["links", "articles", "without rel", "undisclosed", "network", "partner id"];
    let grid = Grid::new(head, 4, sums.iter().map(cells).collect(), width);
    writeln!(out, "{}", grid.head())?;
    grid.lines().try_for_each(|line| writeln!(out, "{line}"))?;
    writeln!(out)
}

fn two_ids(two_ids: &[TwoIds], out: &mut dyn Write) -> io::Result<()> {
    if two_ids.is_empty() {
        return Ok(());
    }
    writeln!(out, "Two partner ids of one network on one page:")?;
    for TwoIds { path, name, merchant, ids, .. } in two_ids {
        let programme = merchant.as_deref().filter(|shop| *shop != name).map_or(name.to_string(), |shop| format!("{name}, {shop}"));
        let ids: Vec<String> = ids.iter().map(|id| format!("{} ({})", id.partner, lines(&id.lines))).collect();
        writeln!(out, "  {}: {}", printable(path), printable(&format!("{programme}: {}", ids.join(", "))))?;
    }
    writeln!(out)
}

fn lines(lines: &[u32]) -> String {
    let what = if lines.len() == 1 { "line" } else { "lines" };
    format!("{what} {}", lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
}

/// Cells in columns as wide as their widest; where there is no room for that, the widest columns give way.
struct Grid<const N: usize> {
    head: [&'static str; N],
    /// So many of the first columns hold numbers, and end together.
    numbers: usize,
    rows: Vec<[String; N]>,
    widths: [usize; N],
}

/// Between two columns, and before the first.
const GAP: usize = 2;
/// No column becomes narrower than this, which is `sponsored`.
const NARROWEST: usize = 9;
/// So many times as wide as the others the last column stays.
const LAST: usize = 2;

impl<const N: usize> Grid<N> {
    fn new(head: [&'static str; N], numbers: usize, rows: Vec<[String; N]>, width: Option<usize>) -> Grid<N> {
        let rows: Vec<[String; N]> = rows.into_iter().map(|row| row.map(|cell| printable(&cell))).collect();
        let mut widths = head.map(UnicodeWidthStr::width);
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        let room = width.unwrap_or(usize::MAX);
        // The last column says most.
        let weight = |column: usize, width: usize| if column + 1 == N { width / LAST } else { width };
        while widths.iter().map(|width| GAP + width).sum::<usize>() > room {
            let wide = widths.iter_mut().enumerate().filter(|(_, width)| **width > NARROWEST);
            let Some((_, widest)) = wide.max_by_key(|(column, width)| weight(*column, **width)) else { break };
            *widest -= 1;
        }
        Grid { head, numbers, rows, widths }
    }

    fn head(&self) -> String {
        self.line(self.head)
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|row| self.line(row.each_ref().map(String::as_str)))
    }

    fn line(&self, cells: [&str; N]) -> String {
        let mut line = String::new();
        for (column, (cell, width)) in cells.iter().zip(self.widths).enumerate() {
            let cell = fit(cell, width);
            let room = " ".repeat(width.saturating_sub(cell.width()));
            let (before, behind) = if column < self.numbers { (room.as_str(), "") } else { ("", room.as_str()) };
            line += &format!("{:GAP$}{before}{cell}{behind}", "");
        }
        line.trim_end().to_owned()
    }
}

/// A text in so many columns, of a longer one its beginning and its end.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let take = |characters: &mut dyn Iterator<Item = char>, room: usize| -> usize {
        let mut used = 0;
        let fits = |c: &char| {
            used += c.width().unwrap_or(0);
            used <= room
        };
        characters.take_while(fits).map(char::len_utf8).sum()
    };
    let room = width.saturating_sub(1);
    let head = take(&mut text.chars(), room.div_ceil(2));
    let tail = take(&mut text.chars().rev(), room / 2);
    format!("{}…{}", &text[..head], &text[text.len() - tail..])
}

/// A text that cannot move the cursor.
fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_its_beginning_and_its_end() {
        assert_eq!(fit("https://pots.example/lid", 24), "https://pots.example/lid");
        assert_eq!(fit("https://pots.example/lid", 11), "https…e/lid".to_string());
        // Each of these is two columns wide.
        assert_eq!(fit("薬缶の蓋の話", 9), "薬缶…の話");
        assert_eq!(fit("薬缶の蓋の話", 12), "薬缶の蓋の話");
        assert_eq!(fit("薬缶", 1), "…");
    }

    #[test]
    fn the_widest_columns_give_way() {
        let row = |cells: [&str; 3]| cells.map(String::from);
        let rows = || vec![row(["7", "kettle", "a name that is a good deal too long"]), row(["12", "薬缶", "short"])];
        let wide = Grid::new(["no", "what", "why"], 1, rows(), None);
        let lines: Vec<String> = wide.lines().collect();
        assert_eq!(lines, ["   7  kettle  a name that is a good deal too long", "  12  薬缶    short"]);
        assert_eq!(wide.head(), "  no  what    why");
        let narrow = Grid::new(["no", "what", "why"], 1, rows(), Some(30));
        assert!(narrow.lines().all(|line| line.width() <= 30));
        assert_eq!(narrow.lines().next().as_deref(), Some("   7  kettle  a name t…oo long"));
        // Nothing becomes so narrow that it says nothing.
        assert_eq!(Grid::new(["no", "what", "why"], 1, rows(), Some(5)).widths, [2, 6, 9]);
    }

    #[test]
    fn an_article_cannot_write_to_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\tc"), "a\u{fffd}[2Jb\u{fffd}c");
    }
}
