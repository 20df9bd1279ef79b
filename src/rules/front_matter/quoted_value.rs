use crate::article::{Data, Field, Value};
use crate::finding::Edit;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotedValue {
    except: Vec<String>,
}

impl ArticleRule for QuotedValue {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let fields = page.front_matter.iter().flat_map(|head| &head.fields);
        for field in fields.filter(|field| !self.except.contains(&field.name)) {
            check(field, &field.value, out);
        }
    }
}

fn check(field: &Field, value: &Value, out: &mut Out<'_>) {
    match &value.data {
        Data::List(items) => items.iter().for_each(|item| check(field, item, out)),
        Data::String(_) => {
            let Some(inside) = value.as_str().and_then(unquoted) else { return };
            let finding = out.report(value.span, format!("the quotes are part of this value: `{}` is read with them", field.name));
            finding.help("take the inner quotes off");
            if let Ok(text) = serde_json::to_string(inside) {
                finding.safe_fix("Take the inner quotes off", vec![Edit::new(value.span, text)]);
            }
        }
        _ => {}
    }
}

/// What stands between two quote marks that enclose the whole text and are its only ones.
fn unquoted(text: &str) -> Option<&str> {
    let text = text.trim();
    ['"', '\'']
        .iter()
        .find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote).filter(|inside| !inside.is_empty() && !inside.contains(quote)))
}
