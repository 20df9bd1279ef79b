use crate::article::ProblemKind;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicateKey {}

impl ArticleRule for DuplicateKey {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for problem in &page.problems {
            if let ProblemKind::DuplicateKey { first } = problem.kind {
                let finding = out.report(problem.span, problem.message.clone());
                finding.help = problem.help.clone();
                finding.related(first, "it is here first");
            }
        }
    }
}
