use crate::article::ProblemKind;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syntax {}

impl ArticleRule for Syntax {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for problem in page.problems.iter().filter(|problem| !matches!(problem.kind, ProblemKind::DuplicateKey { .. })) {
            let finding = out.report(problem.span, problem.message.clone());
            finding.help = problem.help.clone();
        }
    }
}
