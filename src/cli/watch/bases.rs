//! What a kustomization is made of that lies elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::source::around::KUSTOMIZATIONS;
use crate::source::place::without_dots;
use crate::source::read::read_file;
use crate::yaml::parse_document;

/// The files and folders outside of a kustomization's folder that it names, and what these name in
/// turn. Whatever in it is the path of something that is there counts: bases, components, patches,
/// files of generators and transformers.
pub(super) fn elsewhere(folder: &Path) -> BTreeSet<PathBuf> {
    let (mut found, mut read) = (BTreeSet::new(), BTreeSet::from([folder.to_owned()]));
    let mut to_read = vec![folder.to_owned()];
    while let Some(next) = to_read.pop() {
        for path in KUSTOMIZATIONS.iter().flat_map(|name| named(&next.join(name), &next)) {
            // What lies below may lead elsewhere, and is looked at for that alone.
            if !path.starts_with(folder) {
                found.insert(path.clone());
            }
            if path.is_dir() && read.insert(path.clone()) {
                to_read.push(path);
            }
        }
    }
    found
}

/// The paths in a kustomization that lead to something.
fn named(kustomization: &Path, folder: &Path) -> Vec<PathBuf> {
    let Ok(file) = read_file(kustomization) else { return Vec::new() };
    let Ok(document) = parse_document(&file) else { return Vec::new() };
    let mut texts = Vec::new();
    collect(&document.to_json(document.root()), &mut texts);
    let lines = texts.iter().filter(|text| !text.is_empty() && !text.contains('\n'));
    // A generator's file may have a key: `key=path`.
    let paths = lines.map(|text| text.rsplit('=').next().unwrap_or(text));
    paths.map(|path| without_dots(&folder.join(path))).filter(|path| path.exists()).collect()
}

fn collect(value: &Json, texts: &mut Vec<String>) {
    match value {
        Json::String(text) => texts.push(text.clone()),
        Json::Array(all) => all.iter().for_each(|one| collect(one, texts)),
        Json::Object(all) => all.values().for_each(|one| collect(one, texts)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bases_name_in_turn_counts_and_circles_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let overlay = "resources: [../../base, inner]\npatches: [{path: own.yaml}]\n\
                       configMapGenerator: [{name: a, files: [key=../shared.conf, gone.conf]}]\n";
        file("envs/prod/kustomization.yaml", overlay);
        file("envs/prod/own.yaml", "");
        file("envs/prod/inner/kustomization.yml", "resources: [../../../beside/one.yaml, '..']\n");
        file("envs/shared.conf", "");
        file("beside/one.yaml", "");
        file("base/Kustomization", "components: [../part]\n");
        file("part/kustomization.yaml", "resources: [../base]\n");
        let found = elsewhere(&folder.path().join("envs/prod"));
        let names = found.iter().map(|path| path.strip_prefix(folder.path()).unwrap());
        let names: Vec<_> = names.map(|path| path.to_str().unwrap()).collect();
        assert_eq!(names, ["base", "beside/one.yaml", "envs/shared.conf", "part"]);
    }
}
