//! Rules about images.

pub mod missing_alt;
pub mod repeated_alt;
