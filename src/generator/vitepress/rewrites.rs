//! `rewrites`: pages that stand elsewhere than their files, in the patterns of path-to-regexp as far as sites use them.

use crate::generator::script::Literal;

/// The rules in their order; the first that matches counts.
pub struct Rewrites(Vec<Rule>);

enum Rule {
    Known {
        from: Vec<Part>,
        to: String,
    },
    /// A pattern that is not understood: it may match anything.
    Unknown,
}

/// A part of a pattern between two slashes.
enum Part {
    Literal(String),
    /// `:name`, with what stands before and behind it.
    One {
        before: String,
        name: String,
        after: String,
    },
    /// `:name*`: any number of parts; `:name+`: one at least.
    Many {
        name: String,
        least: usize,
    },
}

impl Rewrites {
    pub fn read(value: &Literal) -> Rewrites {
        match value {
            Literal::Map(entries) => Rewrites(entries.iter().map(|(from, to)| rule(from, to)).collect()),
            Literal::Computed(_) => Rewrites(vec![Rule::Unknown]),
            _ => Rewrites(Vec::new()),
        }
    }

    /// Where the page of this file stands: `Some(None)` where it is, `None` if that cannot be known.
    pub fn apply(&self, path: &str) -> Option<Option<String>> {
        let parts: Vec<&str> = path.split('/').collect();
        for rule in &self.0 {
            let Rule::Known { from, to } = rule else { return None };
            let mut values = Vec::new();
            if matches(from, &parts, &mut values) {
                return Some(Some(filled(to, &values)));
            }
        }
        Some(None)
    }
}

fn rule(from: &str, to: &Literal) -> Rule {
    let parts: Option<Vec<Part>> = from.split('/').map(part).collect();
    match (parts, to) {
        // More than one part of any length would be tried in many ways.
        (Some(from), Literal::Text(to)) if from.iter().filter(|part| matches!(part, Part::Many { .. })).count() <= 1 => {
            Rule::Known { from, to: to.trim_start_matches('/').to_string() }
        }
        _ => Rule::Unknown,
    }
}

fn part(text: &str) -> Option<Part> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let Some((before, rest)) = text.split_once(':') else {
        return (!text.contains(['(', '{', '*', '+', '?', '^', '\\'])).then(|| Part::Literal(text.to_string()));
    };
    let name = rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())].to_string();
    let after = &rest[name.len()..];
    match (before, after) {
        _ if name.is_empty() => None,
        ("", "*" | "(.*)") => Some(Part::Many { name, least: 0 }),
        ("", "+" | "(.+)") => Some(Part::Many { name, least: 1 }),
        (before, after) if !(before.to_string() + after).contains(['(', '{', '*', '+', '?', '^', '\\', ':']) => {
            Some(Part::One { before: before.to_string(), name, after: after.to_string() })
        }
        _ => None,
    }
}

/// Whether the parts of a path are those of the pattern; the values of its parameters are noted. Letter case does not count.
fn matches<'p>(pattern: &'p [Part], parts: &[&str], values: &mut Vec<(&'p str, String)>) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return parts.is_empty() };
    if let Part::Many { name, least } = first {
        // There is one such part at most: what the others need is left to them.
        let Some(count) = parts.len().checked_sub(rest.len()).filter(|count| count >= least) else { return false };
        values.push((name, parts[..count].join("/")));
        return matches(rest, &parts[count..], values);
    }
    let Some((part, others)) = parts.split_first() else { return false };
    let is_one = match first {
        Part::Literal(text) => text.eq_ignore_ascii_case(part),
        Part::One { before, name, after } => {
            let value = strip(part, before, after);
            values.extend(value.map(|value| (name.as_str(), value.to_string())));
            value.is_some()
        }
        Part::Many { .. } => false,
    };
    is_one && matches(rest, others, values)
}

/// The text between what stands before and behind it; something must be left.
fn strip<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let inside = text.get(before.len()..text.len().checked_sub(after.len())?)?;
    let is_framed = text[..before.len()].eq_ignore_ascii_case(before) && text[text.len() - after.len()..].eq_ignore_ascii_case(after);
    (is_framed && !inside.is_empty()).then_some(inside)
}

/// The target with the values of its parameters.
fn filled(to: &str, values: &[(&str, String)]) -> String {
    let fill = |part: &str| {
        let Some((before, rest)) = part.split_once(':') else { return part.to_string() };
        let name = &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())];
        let after = rest[name.len()..].trim_start_matches("(.*)").trim_start_matches("(.+)").trim_start_matches(['*', '+']);
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        format!("{before}{value}{after}")
    };
    to.split('/').map(fill).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(rules: &[(&str, &str)], path: &str) -> Option<Option<String>> {
        let entries = rules.iter().map(|(from, to)| (from.to_string(), Literal::Text(to.to_string()))).collect();
        Rewrites::read(&Literal::Map(entries)).apply(path)
    }

    fn moved(from: &str, to: &str, path: &str) -> Option<String> {
        rewritten(&[(from, to)], path).flatten()
    }

    #[test]
    fn parameters_are_filled_in() {
        assert_eq!(moved("en/:rest*", ":rest*", "en/a/b.md").as_deref(), Some("a/b.md"));
        assert_eq!(moved("kit/:pot/src/:page*", ":pot/:page*", "kit/red/src/x/y.md").as_deref(), Some("red/x/y.md"));
        assert_eq!(moved("kit/:pot/src/:page", ":pot/:page", "kit/red/src/x/y.md"), None);
        assert_eq!(moved("posts/:slug.md", "blog/:slug/index.md", "posts/tea.md").as_deref(), Some("blog/tea/index.md"));
        assert_eq!(moved("a.md", "b.md", "A.md").as_deref(), Some("b.md"));
    }

    #[test]
    fn the_first_rule_counts_and_others_are_not_guessed() {
        assert_eq!(rewritten(&[("a.md", "x.md"), (":any", "y.md")], "a.md"), Some(Some("x.md".into())));
        assert_eq!(rewritten(&[("a.md", "x.md"), ("(.*)\\.md", "y.md")], "a.md"), Some(Some("x.md".into())));
        assert_eq!(rewritten(&[("a.md", "x.md"), ("(.*)\\.md", "y.md")], "b.md"), None);
        assert_eq!(rewritten(&[("a.md", "x.md")], "b.md"), Some(None));
    }
}
