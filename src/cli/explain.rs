//! `copydesk explain`.

use super::{CLEAN, Failure, Outcome, print};
use crate::rules;

#[derive(clap::Args)]
pub struct Args {
    /// A rule, such as link/broken-fragment, or a category, such as link
    rule: String,
}

pub fn run(args: &Args) -> Outcome {
    let metas: Vec<_> = match rules::named(&args.rule).collect::<Vec<_>>() {
        // `broken-fragment` is enough where only one rule is called so.
        metas if metas.is_empty() => rules::RULES.iter().filter(|meta| meta.id.ends_with(&format!("/{}", args.rule))).collect(),
        metas => metas,
    };
    if metas.is_empty() {
        let near =
            rules::suggest(&args.rule).map_or_else(|| "`copydesk rules` lists them all".into(), |near| format!("did you mean `{near}`?"));
        return Err(Failure::Arguments(format!("`{}` is no rule and no category; {near}", args.rule)));
    }
    print(|out| {
        if metas.len() > 1 {
            for meta in &metas {
                writeln!(out, "{}: {}\n    {}\n", meta.id, meta.title, meta.summary)?;
            }
            return Ok(());
        }
        for meta in metas {
            let severity = if meta.off { "off".to_string() } else { meta.severity.to_string() };
            writeln!(out, "{}  (severity {severity}, confidence {}, fix {})\n", meta.id, meta.confidence.name(), meta.fix)?;
            writeln!(out, "{}", meta.page.trim_end())?;
            if !meta.options.is_empty() {
                writeln!(out, "\nOptions, under `rules: {}:` in copydesk.yml:", meta.id)?;
                for option in meta.options {
                    writeln!(out, "  {} ({}, default {}): {}", option.name, option.kind, option.default, option.about)?;
                }
            }
            if !meta.sources.is_empty() {
                writeln!(out, "\nSources:")?;
                for source in meta.sources {
                    writeln!(out, "  {source}")?;
                }
            }
        }
        Ok(())
    })?;
    Ok(CLEAN)
}
