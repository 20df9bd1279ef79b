//! kramdown's options, as far as they change ids.

use serde_json::Value;

/// `kramdown:` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `input: GFM`, Jekyll's default; kramdown's own Markdown otherwise, which makes ids in another way.
    pub gfm: bool,
    pub auto_ids: bool,
    pub auto_id_prefix: String,
    /// The levels of headings that a table of contents lists.
    pub toc_levels: Vec<u8>,
    pub transliterated: bool,
}

impl Options {
    pub fn read(value: &Value) -> Options {
        let flag = |key: &str, default: bool| match &value[key] {
            Value::Bool(flag) => *flag,
            Value::String(text) => text != "false",
            _ => default,
        };
        Options {
            gfm: value["input"].as_str().is_none_or(|input| input.eq_ignore_ascii_case("gfm")),
            auto_ids: flag("auto_ids", true),
            auto_id_prefix: value["auto_id_prefix"].as_str().unwrap_or_default().to_string(),
            toc_levels: levels(&value["toc_levels"]).unwrap_or_else(|| (1..=6).collect()),
            transliterated: flag("transliterated_header_ids", false),
        }
    }
}

/// `1..6`, `2,3`, `[2, 3]`.
fn levels(value: &Value) -> Option<Vec<u8>> {
    let level = |text: &str| text.trim().parse::<u8>().ok().filter(|level| (1..=6).contains(level));
    match value {
        Value::Array(items) => Some(items.iter().filter_map(Value::as_u64).filter_map(|level| u8::try_from(level).ok()).collect()),
        Value::Number(number) => level(&number.to_string()).map(|level| vec![level]),
        Value::String(text) => match text.split_once("..") {
            Some((first, last)) => Some((level(first)?..=level(last.trim_start_matches('.'))?).collect()),
            None => Some(text.split(',').filter_map(level).collect()),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::root::yaml;
    use super::*;

    #[test]
    fn levels_of_the_table_of_contents() {
        let levels = |text: &str| Options::read(&yaml(text)).toc_levels;
        assert_eq!(levels("toc_levels: 2..3\n"), [2, 3]);
        assert_eq!(levels("toc_levels: 2,4\n"), [2, 4]);
        assert_eq!(levels("toc_levels: [1, 5]\n"), [1, 5]);
        assert_eq!(levels("auto_ids: true\n"), [1, 2, 3, 4, 5, 6]);
    }
}
