//! Rules about images.

pub mod generic_alt;
pub mod missing_alt;
pub mod missing_file;
pub mod repeated_alt;
pub mod stuffed_alt;
