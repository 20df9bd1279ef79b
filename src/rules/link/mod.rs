//! Rules about links.

pub mod broken_fragment;
pub mod broken_path;
pub mod empty;
pub mod protocol_relative;
pub mod unnamed;
