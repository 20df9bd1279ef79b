use crate::affiliate::is_invisible;
use crate::article::{Name, Syntax};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingAlt {}

impl ArticleRule for MissingAlt {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for image in page.images() {
            let alt = image.attribute(Name::Alt);
            let missing = match image.syntax() {
                Syntax::Markdown => alt.is_none_or(|alt| alt.as_str().trim().is_empty()),
                Syntax::Html => alt.is_none(),
            };
            if !missing {
                continue;
            }
            let decorative = image.attribute(Name::AriaHidden).is_some_and(|value| value.as_str() != "false")
                || image.attribute(Name::Role).is_some_and(|role| matches!(role.as_str(), "presentation" | "none"));
            // Screen readers read these in its place; Markdown cannot write them, and makes its title besides an empty text.
            let says = |name| image.attribute(name).is_some_and(|text| !text.as_str().trim().is_empty());
            let named = image.syntax() == Syntax::Html && (says(Name::AriaLabel) || says(Name::Title));
            // `{...props}` and templates in the tag may bring the attribute along.
            let computed = image.syntax() == Syntax::Html && image.span().of(page.text()).contains('{');
            if named || decorative || computed || is_invisible(image) {
                continue;
            }
            out.report(image.span(), "the image has no alternative text: who cannot see it learns nothing of it").help(
                match image.syntax() {
                    Syntax::Markdown => "say between the brackets what it shows; if it is mere decoration, write `<img src=… alt=\"\">`",
                    Syntax::Html => "add `alt=\"…\"` with what it shows; `alt=\"\"` if it is mere decoration",
                },
            );
        }
    }
}
