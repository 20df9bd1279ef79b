use super::is_pixel;
use crate::article::{Element, Name};

/// Whether an image is not meant to be seen: it has no size to speak of, is hidden, or is known to count visitors.
pub fn is_invisible(image: Element<'_>) -> bool {
    let tiny = |name| {
        let size = image.attribute(name).map(|size| size.as_str().trim().trim_end_matches("px"));
        size.is_some_and(|size| matches!(size, "0" | "1"))
    };
    let style = image.attribute(Name::Style).map(|style| style.as_str().replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    let hidden = style.contains("display:none") || style.contains("visibility:hidden");
    let known = image.attribute(Name::Src).is_some_and(|src| is_pixel(src.as_str().trim()));
    tiny(Name::Width) && tiny(Name::Height) || hidden || known
}
