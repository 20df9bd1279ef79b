//! Whether an image is there only to be counted.

use super::is_pixel;
use crate::article::{Element, Name};

/// Whether an image is not meant to be seen: it has no size to speak of, is hidden, or is known to count visitors.
pub fn is_invisible(image: Element<'_>) -> bool {
    let is_tiny = |size: &str| matches!(size.trim().trim_end_matches("px"), "0" | "1");
    let attribute = |name| image.attribute(name).is_some_and(|size| is_tiny(size.as_str()));
    let style = |property| image.style(property).is_some_and(|size| is_tiny(&size));
    let tiny = (attribute(Name::Width) || style("width")) && (attribute(Name::Height) || style("height"));
    let known = image.attribute(Name::Src).is_some_and(|src| is_pixel(src.as_str().trim()));
    tiny || image.is_hidden() || known
}
