//! Rules about titles.

pub mod duplicate;
pub mod near_duplicate;
