//! Dependencies between named things, and the circular ones among them.

use std::collections::{BTreeMap, BTreeSet};

/// Which names need which, each need with the place `P` where it is written.
#[derive(Debug)]
pub struct Needs<P> {
    of: BTreeMap<String, BTreeMap<String, P>>,
}

/// Names that need one another, and where that is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Circle<P> {
    /// Each needs the one after it; the last is the first again.
    pub names: Vec<String>,
    /// The places of these needs, in the same order.
    pub places: Vec<P>,
}

impl<P> Default for Needs<P> {
    fn default() -> Self {
        Self { of: BTreeMap::new() }
    }
}

impl<P: Clone> Needs<P> {
    /// Adds a need; of several for the same two names the first one's place counts.
    pub fn add(&mut self, name: &str, needed: &str, place: P) {
        self.of.entry(name.to_owned()).or_default().entry(needed.to_owned()).or_insert(place);
    }

    /// The first circle by name; `None` where there is an order for all.
    pub fn circle(&self) -> Option<Circle<P>> {
        let mut done = BTreeSet::new();
        let names = self.of.keys().find_map(|start| self.walk(start, &mut Vec::new(), &mut done))?;
        let places = names.windows(2).filter_map(|pair| self.of.get(&pair[0])?.get(&pair[1])).cloned();
        Some(Circle { places: places.collect(), names })
    }

    fn walk<'n>(
        &'n self,
        name: &'n str,
        path: &mut Vec<&'n str>,
        done: &mut BTreeSet<&'n str>,
    ) -> Option<Vec<String>> {
        if let Some(start) = path.iter().position(|visited| *visited == name) {
            return Some(path[start..].iter().chain([&name]).map(|name| (*name).to_owned()).collect());
        }
        if done.contains(name) {
            return None;
        }
        path.push(name);
        let found = self.of.get(name).into_iter().flatten().find_map(|(next, _)| self.walk(next, path, done));
        path.pop();
        done.insert(name);
        found
    }
}

impl<P> Circle<P> {
    /// The names in their order, as a message shows them.
    pub fn path(&self) -> String {
        self.names.join(" → ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(needs: &[(&str, &str)]) -> Option<(String, Vec<usize>)> {
        let mut all = Needs::default();
        needs.iter().enumerate().for_each(|(place, (name, needed))| all.add(name, needed, place));
        all.circle().map(|circle| (circle.path(), circle.places))
    }

    #[test]
    fn a_circle_is_found_with_its_places_behind_what_only_leads_to_it() {
        let needs = [("a", "b"), ("b", "c"), ("c", "d"), ("c", "x"), ("d", "b"), ("d", "b")];
        assert_eq!(circle(&needs), Some(("b → c → d → b".to_owned(), vec![1, 2, 4])));
        assert_eq!(circle(&[("a", "a")]), Some(("a → a".to_owned(), vec![0])));
        assert_eq!(circle(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")]), None);
    }
}
