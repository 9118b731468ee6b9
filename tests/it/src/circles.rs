//! Circles of files: in a crate, what a file needs does not lead back to it.
//!
//! A file that can be read by itself is one concept. Files that need each other are read together, so
//! that a circle of many is one file in pieces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::sandbox::workspace;

/// A module as the names that lead to it from the root of its crate; the root itself is empty.
type Module = Vec<String>;

/// The files of a crate by their modules, each with the paths that it uses.
struct Crate {
    modules: BTreeMap<Module, Uses>,
}

#[derive(Default)]
struct Uses {
    /// Paths from the root of the crate.
    used: BTreeSet<Module>,
    /// Names that it passes on from other modules, with where they come from.
    passed_on: BTreeMap<String, Module>,
}

impl Crate {
    fn read(source: &Path) -> Self {
        let mut texts = BTreeMap::new();
        read_folder(source, &mut Vec::new(), &mut texts);
        let names: BTreeSet<Module> = texts.keys().cloned().collect();
        let uses = |(module, text): (Module, String)| {
            let uses = Uses::of(&module, &text, &names);
            (module, uses)
        };
        Crate {
            modules: texts.into_iter().map(uses).collect(),
        }
    }

    /// The module in which a path ends, behind all that pass its name on.
    fn home(&self, path: &[String], depth: usize) -> Option<Module> {
        let at = (0..=path.len())
            .rev()
            .find(|&at| self.modules.contains_key(&path[..at]))?;
        let module = path[..at].to_vec();
        let passed_on = path
            .get(at)
            .and_then(|name| self.modules[&module].passed_on.get(name));
        match passed_on {
            Some(from) if depth < 8 => self.home(&[from, &path[at + 1..]].concat(), depth + 1),
            _ => Some(module),
        }
    }

    fn needs(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let needs = |(module, uses): (&'_ Module, &Uses)| {
            let homes = uses.used.iter().filter_map(|path| self.home(path, 0));
            homes.filter(|home| home != module).collect()
        };
        self.modules
            .iter()
            .map(|entry| (entry.0, needs(entry)))
            .collect()
    }

    /// The sets of modules that lead back to each other.
    fn circles(&self) -> BTreeSet<BTreeSet<Module>> {
        let needs = self.needs();
        let reach = |from: &Module| {
            let mut seen = BTreeSet::new();
            let mut open: Vec<Module> = needs[from].iter().cloned().collect();
            while let Some(module) = open.pop() {
                if seen.insert(module.clone()) {
                    open.extend(needs[&module].iter().cloned());
                }
            }
            seen
        };
        let reached: BTreeMap<&Module, BTreeSet<Module>> = needs
            .keys()
            .map(|module| (*module, reach(module)))
            .collect();
        let circle = |module: &&Module| -> BTreeSet<Module> {
            let back = reached[*module]
                .iter()
                .filter(|other| reached[other].contains(*module));
            back.cloned().collect()
        };
        needs
            .keys()
            .map(circle)
            .filter(|circle| circle.len() > 1)
            .collect()
    }
}

impl Uses {
    fn of(module: &Module, text: &str, names: &BTreeSet<Module>) -> Self {
        let mut uses = Uses::default();
        let mut rest = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some((is_public, tree)) = use_statement(line) else {
                rest.push_str(line);
                rest.push('\n');
                continue;
            };
            let mut tree = tree.to_owned();
            while !tree.ends_with(';') {
                tree.push_str(lines.next().unwrap().trim());
            }
            for path in paths_of(tree.trim_end_matches(';')) {
                let Some(path) = absolute(module, &path, names) else {
                    continue;
                };
                match path.last().cloned().filter(|_| is_public) {
                    Some(name) => drop(uses.passed_on.insert(name, path)),
                    None => drop(uses.used.insert(path)),
                }
            }
        }
        for root in ["crate::", "super::", "self::"] {
            for (at, _) in rest.match_indices(root) {
                let end = rest[at..].find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
                let path = &rest[at..at + end.unwrap_or(rest.len() - at)];
                let path: Module = path.split("::").map(String::from).collect();
                uses.used.extend(absolute(module, &path, names));
            }
        }
        uses
    }
}

/// Returns what stands behind `use` in a line, and whether the line passes the names on.
fn use_statement(line: &str) -> Option<(bool, &str)> {
    let line = line.trim();
    let (is_public, rest) = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => (true, rest.split_once(')')?.1),
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let tree = rest.trim_start().strip_prefix("use ")?;
    Some((is_public, tree))
}

/// The paths in the tree of a `use`: `a::{b, c::d as e}` has `a::b` and `a::c::d`.
fn paths_of(tree: &str) -> Vec<Module> {
    let Some((stem, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return vec![path.split("::").map(String::from).collect()];
    };
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let stem: Module = stem
        .split("::")
        .filter(|name| !name.is_empty())
        .map(String::from)
        .collect();
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    let parts = parts
        .iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| paths_of(part));
    parts.map(|path| [stem.clone(), path].concat()).collect()
}

/// Returns a path from the root of the crate; none if it leads out of the crate.
fn absolute(module: &Module, path: &[String], names: &BTreeSet<Module>) -> Option<Module> {
    let mut base = module.clone();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => (base, rest) = (Vec::new(), &rest[1..]),
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|name| name == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        name => {
            let inner = [base.as_slice(), &[name.to_owned()]].concat();
            if !names.contains(&inner) {
                return None;
            }
        }
    }
    Some([base.as_slice(), rest].concat())
}

fn read_folder(folder: &Path, module: &mut Module, texts: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "tests" {
            continue;
        }
        module.push(name.clone());
        if path.is_dir() {
            read_folder(&path, module, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_folder = ["mod", "lib", "main"].contains(&name.as_str());
            let of_file = &module[..module.len() - usize::from(is_folder)];
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap_or_default();
            let lines = code
                .lines()
                .map(|line| line.split("//").next().unwrap_or_default());
            texts.insert(of_file.to_vec(), lines.collect::<Vec<_>>().join("\n"));
        }
        module.pop();
    }
}

/// Two files of one folder, or a file and its folder, may be two sides of one concept, such as a chart
/// and its key.
fn is_one_concept(circle: &BTreeSet<Module>) -> bool {
    let [a, b] = &circle.iter().collect::<Vec<_>>()[..] else {
        return false;
    };
    let folder = |module: &Module| module[..module.len().saturating_sub(1)].to_vec();
    let is_inside = !a.is_empty() && !b.is_empty();
    is_inside && (folder(b) == **a || (folder(a) == folder(b) && a.len() > 1))
}

#[test]
fn no_file_needs_what_leads_back_to_it() {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(workspace().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let circles = Crate::read(&folder.join("src")).circles();
        for circle in circles.iter().filter(|circle| !is_one_concept(circle)) {
            let files: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            let name = folder.file_name().unwrap().to_string_lossy();
            found.push(format!("{name}: {}", files.join(", ")));
        }
    }
    assert!(found.is_empty(), "cut each circle at one file: {found:#?}");
}

#[test]
fn a_circle_is_found_through_what_passes_names_on() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\npub use b::{B, Other};\n"),
        ("a.rs", "use crate::{B};\npub struct A(B);\n"),
        (
            "b.rs",
            "use std::fmt;\npub struct B(Option<Box<crate::c::C>>);\npub struct Other;\n",
        ),
        ("c.rs", "use super::a::A;\npub struct C(A);\n"),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let circles = Crate::read(folder.path()).circles();
    let names = ["a", "b", "c"].map(|name| vec![name.to_owned()]);
    assert_eq!(circles, BTreeSet::from([BTreeSet::from(names)]));
}
