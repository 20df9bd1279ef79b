//! Positions and text. Everything else stands on this; it imports nothing of the crate.

mod likeness;
mod mapped;
mod percent;
mod source;
mod span;
pub mod width;

pub use likeness::likeness;
pub use mapped::{Escapes, Mapped, Text};
pub use percent::{percent_decoded, percent_decoded_lossy, percent_encoded};
pub use source::{Defect, Lines, Place, Source};
pub use span::Span;
