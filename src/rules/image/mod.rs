//! Rules about images.

pub mod missing_alt;
pub mod missing_file;
pub mod repeated_alt;
