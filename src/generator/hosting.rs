//! The redirects that the host of a site makes, and not its generator: `_redirects` (Netlify, Cloudflare Pages), `netlify.toml`,
//! `vercel.json`.
//!
//! Each is a pair of a site-root path, in which `*` and `:name` stand for anything, and the address it leads to.

use super::root::{Root, string, toml};
use serde_json::Value;

/// The redirects of a site whose generator serves these folders as they are.
pub fn redirects(root: &Root<'_>, served: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let folders = served.iter().map(|folder| folder.trim_matches('/')).chain([""]);
    let mut seen: Vec<String> = Vec::new();
    for folder in folders {
        let path = if matches!(folder, "" | ".") { "_redirects".to_string() } else { format!("{folder}/_redirects") };
        if !seen.contains(&path)
            && let Some((path, text)) = root.first(&[&path])
        {
            found.extend(text.lines().filter_map(line));
            seen.push(path);
        }
    }
    if let Some((_, text)) = root.first(&["netlify.toml"]) {
        let rules = toml(&text);
        let rule = |rule: &Value| {
            let is_plain = rule.get("conditions").is_none() && rule.get("query").is_none();
            let status = rule.get("status").and_then(Value::as_u64).unwrap_or(301);
            is_plain.then(|| pair(&string(rule, &["from"])?, &string(rule, &["to"])?, status)).flatten()
        };
        found.extend(rules.get("redirects").and_then(Value::as_array).into_iter().flatten().filter_map(rule));
    }
    if let Some((_, text)) = root.first(&["vercel.json"]) {
        let config: Value = serde_json::from_str(&text).unwrap_or_default();
        let rule = |rule: &Value| {
            let is_plain = rule.get("has").is_none() && rule.get("missing").is_none();
            is_plain.then(|| pair(&string(rule, &["source"])?, &string(rule, &["destination"])?, 308)).flatten()
        };
        let rules = ["redirects", "rewrites"].iter().filter_map(|name| config.get(name)?.as_array()).flatten();
        found.extend(rules.filter_map(rule));
    }
    found
}

/// A line of `_redirects`: from, to, and perhaps a status and conditions.
fn line(line: &str) -> Option<(String, String)> {
    let line = line.split(" #").next().filter(|line| !line.trim_start().starts_with('#'))?;
    let mut parts = line.split_whitespace();
    let (from, to) = (parts.next()?, parts.next()?);
    let status = parts.next().map_or(Some(301), |status| status.trim_end_matches('!').parse().ok())?;
    // What holds for some readers only (`Country=de`, `Language=de`) says nothing of the others; nor does a query (`from id=:id to`).
    parts.next().is_none().then(|| pair(from, to, status)).flatten()
}

/// A redirect from a path of the site. All that there is (`/*`) is no redirect of single pages: another host has the whole site then, or
/// one page answers for those that are missing.
fn pair(from: &str, to: &str, status: u64) -> Option<(String, String)> {
    let is_path = from.starts_with('/') && !from.starts_with("//") && !matches!(from.trim_matches('/'), "" | "*" | ":path*" | "(.*)");
    (is_path && (to.starts_with('/') || to.contains("://")) && matches!(status, 200 | 300..400)).then(|| (from.into(), to.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut paths: Vec<String> = files.iter().map(|(path, _)| path.to_string()).collect();
        paths.sort();
        let read = |path: &str| files.iter().find(|(other, _)| *other == path).map(|(_, text)| text.to_string());
        redirects(&Root { files: &paths, read: &read, version: None }, &["static".into()])
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect()
    }

    #[test]
    fn lines_of_redirects() {
        let text = "# ours\n/go/kettle  https://shop.example/k?partner=7  302\n/old/* /new/:splat\n\n/lid /pot 301! # moved\n\
                    /* /404.html 404\n/de/* /deutsch/:splat 302 Language=de\nhttps://old.example/a https://new.example/a\n/go\n/a /b nonsense\n";
        let expected = pairs(&[("/go/kettle", "https://shop.example/k?partner=7"), ("/old/*", "/new/:splat"), ("/lid", "/pot")]);
        assert_eq!(of(&[("static/_redirects", text)]), expected);
        assert_eq!(of(&[("_redirects", text)]), expected);
        assert_eq!(of(&[("other/_redirects", text)]), []);
    }

    #[test]
    fn rules_of_netlify_and_vercel() {
        let netlify = "[[redirects]]\nfrom = \"/go/pot\"\nto = \"https://shop.example/pot\"\n\n[[redirects]]\nfrom = \"/x\"\nto = \"/y\"\n\
                       status = 404\n\n[[redirects]]\nfrom = \"/z\"\nto = \"/y\"\nconditions = {Country = [\"de\"]}\n";
        assert_eq!(of(&[("netlify.toml", netlify)]), pairs(&[("/go/pot", "https://shop.example/pot")]));
        let vercel =
            "{\"redirects\": [{\"source\": \"/go/:name\", \"destination\": \"https://shop.example/:name\"}, {\"source\": \"/(.*)\"}]}";
        assert_eq!(of(&[("vercel.json", vercel)]), pairs(&[("/go/:name", "https://shop.example/:name")]));
        assert_eq!(of(&[("vercel.json", "{"), ("netlify.toml", "[[")]), []);
    }
}
