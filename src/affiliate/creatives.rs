//! Which image or frame is an advertisement by itself, and which element a place for some.

use crate::article::{Element, Name};

/// Whether an image, video or frame with this address is the creative of an advertisement.
pub fn is_creative(src: &str) -> bool {
    const ADDRESSES: &[&str] = &["//a.impactradius-go.com/display-", "//secure.avangate.com/images/merchant/"];
    ADDRESSES.iter().any(|address| src.contains(address))
}

/// Whose advertisements an element makes room for, of one that does: `<ins class="adsbygoogle">`.
pub fn unit(element: Element<'_>) -> Option<&'static str> {
    let class = element.attribute(Name::Class)?;
    class.as_str().split_ascii_whitespace().any(|class| class == "adsbygoogle").then_some("Google AdSense")
}
