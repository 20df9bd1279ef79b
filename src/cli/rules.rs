//! `copydesk rules`.

use super::{CLEAN, Outcome, print};
use crate::rule::Meta;
use crate::rules::RULES;
use serde_json::json;

#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_parser = ["text", "json"], default_value = "text")]
    format: String,
}

pub fn run(args: &Args) -> Outcome {
    print(|out| match args.format.as_str() {
        "json" => {
            let rules: Vec<_> = RULES.iter().map(object).collect();
            serde_json::to_writer_pretty(&mut *out, &rules)?;
            writeln!(out)
        }
        _ => {
            let width = RULES.iter().map(|meta| meta.id.len()).max().unwrap_or(0);
            for meta in RULES {
                let severity = if meta.off { "off" } else { meta.severity.name() };
                writeln!(out, "{:width$}  {severity:8} {}", meta.id, meta.title)?;
            }
            writeln!(out, "\n`copydesk explain RULE` says more.")
        }
    })?;
    Ok(CLEAN)
}

fn object(meta: &Meta) -> serde_json::Value {
    json!({
        "id": meta.id,
        "severity": if meta.off { "off" } else { meta.severity.name() },
        "confidence": meta.confidence.name(),
        "title": meta.title,
        "summary": meta.summary,
        "fix": meta.fix,
        "since": meta.since,
        "options": meta.defaults(),
        "sources": meta.sources,
    })
}
