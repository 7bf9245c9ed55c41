//! Circles between the modules of a crate.

use std::collections::{BTreeMap, BTreeSet};

/// A circle of modules, each of which names the next; `None` where there is none. Sources are paths below the crate's root
/// with their code. What a module and its own submodules say of each other does not count.
pub fn find(sources: &[(String, String)]) -> Option<Vec<String>> {
    let modules: BTreeMap<_, _> =
        sources.iter().map(|(name, code)| (module_of(name), code.as_str())).collect();
    let edges: BTreeMap<_, _> =
        modules.iter().map(|(module, code)| (module.clone(), named(module, code, &modules))).collect();
    let mut done = BTreeSet::new();
    edges.keys().find_map(|module| search(module, &edges, &mut Vec::new(), &mut done))
}

type Module = Vec<String>;

fn module_of(name: &str) -> Module {
    let mut parts: Module = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// The modules that a module names.
fn named(module: &Module, code: &str, modules: &BTreeMap<Module, &str>) -> BTreeSet<Module> {
    let paths = imports(code).into_iter().chain(inline_paths(code));
    let found = paths.filter_map(|path| {
        let mut full = absolute(module, &path)?;
        while !modules.contains_key(&full) {
            full.pop()?;
        }
        Some(full)
    });
    found.filter(|other| !other.starts_with(module) && !module.starts_with(other)).collect()
}

/// The path from the crate's root; `None` for one into another crate.
fn absolute(module: &Module, path: &str) -> Option<Module> {
    let mut base = module.clone();
    let mut names = path.split("::").map(str::trim).peekable();
    match names.next()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
            while names.next_if_eq(&"super").is_some() {
                base.pop();
            }
        }
        _ => return None,
    }
    base.extend(names.map(|name| name.split(' ').next().unwrap_or(name).to_owned()));
    Some(base)
}

/// The paths of all `use`, with groups in brackets written out.
fn imports(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let uses = regex_lite::Regex::new(r"(?s)\buse ([^;]+);").unwrap();
    for found in uses.captures_iter(code) {
        write_out("", &found[1], &mut paths);
    }
    paths
}

fn write_out(before: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        return paths.push(format!("{before}{tree}"));
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in group.char_indices().chain([(group.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                write_out(&format!("{before}{head}"), &group[start..at], paths);
                start = (at + 1).min(group.len());
            }
            _ => {}
        }
    }
}

fn inline_paths(code: &str) -> Vec<String> {
    let path = regex_lite::Regex::new(r"\b(?:crate|super|self)(?:::\w+)+").unwrap();
    path.find_iter(code).map(|found| found.as_str().to_owned()).collect()
}

fn search(
    module: &Module,
    edges: &BTreeMap<Module, BTreeSet<Module>>,
    trail: &mut Vec<Module>,
    done: &mut BTreeSet<Module>,
) -> Option<Vec<String>> {
    if let Some(start) = trail.iter().position(|earlier| earlier == module) {
        return Some(trail[start..].iter().map(|module| module.join("/")).collect());
    }
    if done.contains(module) {
        return None;
    }
    trail.push(module.clone());
    let found = edges[module].iter().find_map(|next| search(next, edges, trail, done));
    trail.pop();
    done.insert(module.clone());
    found
}

#[test]
fn a_circle_is_found_through_groups_and_parents() {
    let sources = [
        ("a.rs", "use super::{b::{self, X}, c};"),
        ("b/mod.rs", "mod d;"),
        ("b/d.rs", "fn f() { crate::c::g() }"),
        ("c.rs", "use std::fmt;\nuse crate::b::d::Y as Z;"),
    ];
    let sources = sources.map(|(name, code)| (name.to_owned(), code.to_owned()));
    assert_eq!(find(&sources), Some(vec!["c".to_owned(), "b/d".to_owned()]));
    assert_eq!(find(&sources[..3]), None);
}
