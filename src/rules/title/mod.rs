//! Rules about titles.

pub mod duplicate;
pub mod heading_mismatch;
pub mod near_duplicate;
pub mod repeated_keyword;
pub mod stale_year;
pub mod templated;
pub mod too_long;
pub mod too_short;
