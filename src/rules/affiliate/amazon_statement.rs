use crate::facts::{Facts, Statement};
use crate::rule::{Out, Patterns, SiteRule};
use crate::site::Site;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmazonStatement {
    statement_pages: Patterns,
}

impl SiteRule for AmazonStatement {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>) {
        let Some(link) = page.amazon.filter(|_| page.amazon_statement == Statement::Absent) else { return };
        if site.states_amazon(|other| self.statement_pages.matches(&other.local)) {
            return;
        }
        let wording = wording(page.spoken.as_deref().or(page.language.as_deref()).unwrap_or("en"));
        out.report(
            link,
            format!("a link of Amazon's programme, without the statement that its agreement asks for: \"{wording}\""),
        )
        .help("put it on this page, or once on a page about the site (About, Disclosure, Imprint); where a theme shows it, set `disclosure: {provided_by: theme}`");
    }
}

/// The statement as Amazon words it for the programme in a language.
fn wording(language: &str) -> &'static str {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "de" => "Als Amazon-Partner verdiene ich an qualifizierten Verkäufen",
        "fr" => "En tant que Partenaire Amazon, je réalise un bénéfice sur les achats remplissant les conditions requises",
        "es" => "En calidad de Afiliado de Amazon, obtengo ingresos por las compras adscritas que cumplen los requisitos aplicables",
        "it" => "In qualità di Affiliato Amazon io ricevo un guadagno dagli acquisti idonei",
        "ja" | "jp" => "Amazonのアソシエイトとして、[名前]は適格販売により収入を得ています",
        _ => "As an Amazon Associate I earn from qualifying purchases",
    }
}
