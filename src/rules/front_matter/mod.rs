//! Rules about front matter.

pub mod broken_canonical;
pub mod duplicate_key;
pub mod duplicate_url;
pub mod invalid_date;
pub mod missing_field;
pub mod quoted_value;
pub mod repeated_value;
pub mod syntax;
pub mod unused_keyword;
