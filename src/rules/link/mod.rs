//! Rules about links.

pub mod broken_fragment;
pub mod broken_path;
pub mod empty;
pub mod foreign_fragment;
pub mod list_dump;
pub mod protocol_relative;
pub mod subdomain_network;
pub mod too_many;
pub mod undefined_reference;
pub mod unnamed;
pub mod unpublished_target;
pub mod unsafe_scheme;
pub mod unused_definition;
pub mod vague_text;
