//! The crate as a tree of modules, and which file uses which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::tokens::{Named, Text};

/// The way to a module from the crate's root: `["yaml", "node"]`.
pub type Way = Vec<String>;

/// Every module of the crate, by its way.
#[derive(Default)]
pub struct Modules(BTreeMap<Way, Module>);

struct Module {
    text: Text,
    /// The way of the file that the module stands in.
    file: Way,
}

/// That a file uses something that another file holds, or a part of the standard library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The file.
    pub user: Way,
    /// Where the path leads as it is written: through rooms that only pass a name on.
    pub written: Way,
    /// The file that holds what is used.
    pub used: Way,
    /// The line of the file.
    pub line: usize,
}

impl Modules {
    /// Reads all the files below a folder `src`.
    pub fn read(src: &Path) -> Self {
        let mut modules = Self::default();
        let mut folders = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(src).unwrap().to_str().unwrap().to_owned();
                    modules.add(&name, &std::fs::read_to_string(&path).unwrap());
                }
            }
        }
        modules.drop_tests();
        modules
    }

    /// The crate that these files make up.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut modules = Self::default();
        for (name, text) in files {
            modules.add(name, text);
        }
        modules.drop_tests();
        modules
    }

    fn add(&mut self, file: &str, text: &str) {
        let text = Text::read(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let way = way(file);
        self.insert(way.clone(), &way, text);
    }

    fn insert(&mut self, way: Way, file: &Way, mut text: Text) {
        for (name, inner) in std::mem::take(&mut text.inline) {
            self.insert(below(&way, &name), file, inner);
        }
        self.0.insert(way, Module { text, file: file.clone() });
    }

    /// Leaves out the files that are compiled for tests alone.
    fn drop_tests(&mut self) {
        let tests: BTreeSet<Way> = self
            .0
            .iter()
            .flat_map(|(way, module)| {
                module.text.test_modules.iter().map(move |name| below(way, name))
            })
            .collect();
        self.0.retain(|way, _| !tests.iter().any(|test| way.starts_with(test)));
    }

    /// The rooms: the modules right below the root.
    pub fn rooms(&self) -> BTreeSet<&str> {
        self.0.keys().filter_map(|way| way.first()).map(String::as_str).collect()
    }

    /// What uses what, in the order of the files.
    pub fn uses(&self) -> BTreeSet<Use> {
        let mut uses = BTreeSet::new();
        for (way, module) in &self.0 {
            for Named { path, line } in &module.text.named {
                let Some((written, used)) = self.resolve(way, path) else { continue };
                if used != module.file {
                    uses.insert(Use { user: module.file.clone(), written, used, line: *line });
                }
            }
        }
        uses
    }

    /// Where a path leads that stands in a module: as it is written, and the file that holds it.
    fn resolve(&self, from: &Way, path: &[String]) -> Option<(Way, Way)> {
        if path.first().is_some_and(|first| first == "std") {
            let part = path.get(..2)?.to_vec();
            return Some((part.clone(), part));
        }
        let written = self.absolute(from, path, &mut Vec::new())?;
        let used = self.holder(&written, &mut Vec::new())?;
        Some((self.deepest(&written), used))
    }

    /// A path from the root: `super`, imported names and submodules are written out.
    fn absolute(&self, from: &Way, path: &[String], seen: &mut Vec<String>) -> Option<Way> {
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" | "daemonlint" => Vec::new(),
            "self" => from.clone(),
            "super" => from.split_last()?.1.to_vec(),
            name if self.0.contains_key(&below(from, name)) => below(from, name),
            name => {
                // `use a::a` would lead to itself.
                if seen.iter().any(|seen| seen == name) {
                    return None;
                }
                seen.push(name.to_owned());
                self.absolute(from, self.0.get(from)?.text.imports.get(name)?, seen)?
            }
        };
        for name in rest {
            match name.as_str() {
                "super" => drop(at.pop()),
                "self" => {}
                name => at.push(name.to_owned()),
            }
        }
        Some(at)
    }

    /// The deepest module on a way.
    fn deepest(&self, way: &[String]) -> Way {
        let length = (0..=way.len()).rev().find(|&length| self.0.contains_key(&way[..length]));
        way[..length.unwrap_or_default()].to_vec()
    }

    /// The file that holds what a way leads to, behind the modules that only pass it on.
    fn holder(&self, way: &Way, seen: &mut Vec<Way>) -> Option<Way> {
        let deepest = self.deepest(way);
        let module = self.0.get(&deepest)?;
        let Some(name) = way.get(deepest.len()) else { return Some(module.file.clone()) };
        if seen.contains(way) {
            return None;
        }
        seen.push(way.clone());
        if let Some(target) = module.text.imports.get(name) {
            let mut target = self.absolute(&deepest, target, &mut Vec::new())?;
            target.extend_from_slice(&way[deepest.len() + 1..]);
            return self.holder(&target, seen);
        }
        if !module.text.items.contains(name) {
            for glob in &module.text.globs {
                let Some(mut target) = self.absolute(&deepest, glob, &mut Vec::new()) else {
                    continue;
                };
                target.push(name.clone());
                let passes = self.0.get(&self.deepest(&target)).is_some_and(|module| {
                    module.text.items.contains(name) || module.text.imports.contains_key(name)
                });
                if passes || self.0.contains_key(&target) {
                    return self.holder(&target, seen);
                }
            }
        }
        Some(module.file.clone())
    }
}

/// The way to a file's module: `yaml/mod.rs` is `yaml`, `lib.rs` the root.
fn way(file: &str) -> Way {
    let name = file.trim_end_matches(".rs").trim_end_matches("mod").trim_end_matches('/');
    name.split('/').filter(|part| *part != "lib" && !part.is_empty()).map(str::to_owned).collect()
}

fn below(way: &[String], name: &str) -> Way {
    let mut way = way.to_vec();
    way.push(name.to_owned());
    way
}
