//! `affiliate:` and `disclosure:`, what a site says of its own advertising.

use super::{Config, Outcome, Reader};
use crate::affiliate::{Markers, Pattern};
use crate::article::{Data, Field};

impl Reader<'_> {
    /// `affiliate: {hosts, merchants, cloaks, markers}`.
    pub(super) fn affiliate(&self, field: &Field, config: &mut Config) -> Outcome<()> {
        let settings = &mut config.affiliate;
        for setting in self.map(&field.value)? {
            match setting.name.as_str() {
                "hosts" | "merchants" => settings.programmes.extend(self.patterns(setting)?),
                "cloaks" => settings.cloaks.extend(self.patterns(setting)?),
                "markers" => settings.markers.extend(self.markers(setting)?),
                name => return self.unknown(setting.key, "setting of `affiliate`", name, &["hosts", "merchants", "cloaks", "markers"]),
            }
        }
        Ok(())
    }

    fn patterns(&self, setting: &Field) -> Outcome<Vec<Pattern>> {
        let mut patterns = Vec::new();
        for (text, span) in self.strings(&setting.value)? {
            let pattern = match Pattern::new(&text) {
                Ok(pattern) => pattern,
                Err(problem) => return self.error(span, problem, None),
            };
            match setting.name.as_str() {
                // All addresses of a shop would be affiliate links.
                "merchants" if !pattern.is_narrow() => {
                    let help = "add the parameter that holds your id, or a path: `kettle.example?partner`, `kettle.example/deals/`";
                    return self.error(span, format!("every link to {text} would be an affiliate link"), Some(help.into()));
                }
                "hosts" | "merchants" if !pattern.has_host() => {
                    return self.error(
                        span,
                        format!("`{text}` begins with no host"),
                        Some("redirects of your own site go to `cloaks`".into()),
                    );
                }
                _ => patterns.push(pattern),
            }
        }
        Ok(patterns)
    }

    fn markers(&self, setting: &Field) -> Outcome<Vec<Markers>> {
        let Data::List(items) = &setting.value.data else {
            return self.error(setting.value.span, "a list is wanted here, each item with `begin` and `end`".into(), None);
        };
        let mut found = Vec::new();
        for item in items {
            let (mut begin, mut end) = (None, None);
            for field in self.map(item)? {
                let text = || field.value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(String::from);
                match field.name.as_str() {
                    "begin" => begin = text(),
                    "end" => end = text(),
                    name => return self.unknown(field.key, "part of a marker", name, &["begin", "end"]),
                }
            }
            match (begin, end) {
                (Some(begin), Some(end)) => found.push(Markers { begin, end }),
                _ => return self.error(item.span, "the words of two comments are wanted here: `begin` and `end`".into(), None),
            }
        }
        Ok(found)
    }

    /// `disclosure: {provided_by, flags, shortcodes}`.
    pub(super) fn disclosure(&self, field: &Field, config: &mut Config) -> Outcome<()> {
        let settings = &mut config.affiliate;
        let names =
            |setting: &Field| -> Outcome<Vec<String>> { Ok(self.strings(&setting.value)?.into_iter().map(|(name, _)| name).collect()) };
        for setting in self.map(&field.value)? {
            match (setting.name.as_str(), setting.value.as_str()) {
                ("provided_by", Some("theme")) => settings.by_theme = true,
                ("provided_by", Some("article")) => settings.by_theme = false,
                ("provided_by", Some(name)) => {
                    return self.unknown(setting.value.span, "place of a disclosure", name, &["theme", "article"]);
                }
                ("provided_by", None) => return self.error(setting.value.span, "`theme` or `article` is wanted here".into(), None),
                ("flags", _) => settings.flags.extend(names(setting)?),
                ("shortcodes", _) => settings.shortcodes.extend(names(setting)?),
                (name, _) => return self.unknown(setting.key, "setting of `disclosure`", name, &["provided_by", "flags", "shortcodes"]),
            }
        }
        Ok(())
    }
}
