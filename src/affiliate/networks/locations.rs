//! Where images and scripts of advertisements come from.

use super::address::{Address, suffixes};
use super::names::Names;
use super::shape::Shape;

/// Addresses on certain hosts, and shapes on any, each with what it stands for.
pub struct Locations<T> {
    by_host: Names<Vec<(Shape, T)>>,
    anywhere: Vec<(Shape, T)>,
}

impl<T: Copy> Locations<T> {
    /// Reads addresses as the tables have them: `ads.example`, `ads.example/show.php?zone`, and for any host `/show.php?zone`.
    pub fn new(written: impl Iterator<Item = (&'static str, T)>) -> Locations<T> {
        let mut locations = Locations { by_host: Names::default(), anywhere: Vec::new() };
        for (address, meaning) in written {
            let (host, rest) = address.split_at(address.find(['/', '*', '?']).unwrap_or(address.len()));
            let list = if host.is_empty() { &mut locations.anywhere } else { locations.by_host.entry(host) };
            list.push((Shape::from(rest.to_owned()), meaning));
        }
        locations
    }

    /// What the address stands for, of one that is in the table.
    pub fn get(&self, address: &Address<'_>) -> Option<T> {
        let fitting = |list: &[(Shape, T)]| list.iter().find(|(shape, _)| shape.fits(address)).map(|&(_, meaning)| meaning);
        let on_host = |host| self.by_host.get(host).and_then(|(_, list)| fitting(list));
        suffixes(&address.host).find_map(on_host).or_else(|| fitting(&self.anywhere))
    }
}
