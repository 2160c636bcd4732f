use std::fs;

use super::*;

/// A folder with these files, and what walking it finds, relative to it.
fn found(files: &[&str], arguments: &[&str], excludes: &[&str]) -> (Vec<String>, Walk) {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match file.split_once("->") {
            Some((link, target)) => {
                std::os::unix::fs::symlink(target, folder.path().join(link)).unwrap();
            }
            None => fs::write(path, "a: 1\n").unwrap(),
        }
    }
    let arguments: Vec<_> = arguments.iter().map(|path| folder.path().join(path)).collect();
    let walk = walk(&arguments, &Excludes::new(excludes).unwrap(), false);
    let names = walk.inputs.iter().map(|input| match input {
        Input::File(path) => {
            path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned()
        }
        Input::Stdin => STDIN.to_owned(),
    });
    (names.collect(), walk)
}

#[test]
fn directories_give_manifests_in_order() {
    let files = ["b/x.yml", "a.YAML", "c.json", "b.txt", ".git/d.yaml", ".hidden.yaml", "b/a.yaml"];
    let (names, walk) = found(&files, &["."], &[]);
    assert_eq!(names, ["a.YAML", "b/a.yaml", "b/x.yml", "c.json"]);
    assert!(walk.failures.is_empty() && walk.empty.is_empty());
}

#[test]
fn named_files_are_taken_as_they_are_and_once() {
    let (names, _) = found(&["b.txt", "a.yaml", ".c"], &["b.txt", ".c", ".", "a.yaml"], &[]);
    assert_eq!(names, ["b.txt", ".c", "a.yaml"]);
    let (names, walk) = found(&["b.txt", "x/a.yaml"], &["b.txt", "x/a.yaml"], &["*.yaml"]);
    assert_eq!(names, ["b.txt"]);
    assert!(walk.left_out[0].ends_with("x/a.yaml") && walk.failures.is_empty());
}

#[test]
fn what_is_not_there_and_what_is_empty() {
    let (names, walk) = found(&["a/b.txt"], &["a", "nowhere"], &[]);
    assert!(names.is_empty());
    assert!(walk.empty[0].ends_with("a"));
    assert!(matches!(&walk.failures[..], [WalkError::NotFound(path)] if path.ends_with("nowhere")));
}

#[test]
fn excludes() {
    let files = ["charts/a.yaml", "x/charts/b.yaml", "x/y/c.yaml", "x/y/d.yaml", "e.yaml"];
    assert_eq!(found(&files, &[""], &["charts/", "x/**/c.yaml"]).0, ["e.yaml", "x/y/d.yaml"]);
    assert_eq!(found(&files, &[""], &["./x"]).0, ["charts/a.yaml", "e.yaml"]);
    assert_eq!(found(&files, &[""], &["x/*.yaml", "e.*"]).0.len(), 4);
    assert!(Excludes::new(&["a[", "b"]).is_err());
}

#[test]
fn what_git_ignores_is_not_found_unless_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    fs::create_dir(root.join(".git")).unwrap();
    write(".git/info/exclude", "mine.yaml\n");
    write(".gitignore", "/out/\n*.local.yaml\n!kept.local.yaml\nall/*\n");
    write("a/.gitignore", "deep\n");
    for file in ["out/x.yaml", "b.local.yaml", "kept.local.yaml", "mine.yaml", "all/z.yaml"] {
        write(file, "");
    }
    for file in ["a/deep/y.yaml", "a/c.yaml", "out/w.local.yaml"] {
        write(file, "");
    }
    let found = |path: &str, all: bool| {
        let walk = walk(&[root.join(path)], &Excludes::default(), all);
        let names = walk.inputs.iter().map(|input| match input {
            Input::File(path) => path.strip_prefix(root).unwrap().display().to_string(),
            Input::Stdin => STDIN.to_owned(),
        });
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("", false), "a/c.yaml kept.local.yaml");
    assert_eq!(found("", true).split(' ').count(), 8);
    assert_eq!(found("a", false), "a/c.yaml");
    assert_eq!(found("a/deep", false), "a/deep/y.yaml");
    assert_eq!(found("out", false), "out/w.local.yaml out/x.yaml");
    assert_eq!(found("all", false), "all/z.yaml");
    assert_eq!(found("b.local.yaml", false), "b.local.yaml");
}

#[test]
fn a_folders_patterns_are_seen_from_it() {
    let patterns = ["clusters/*/made/**", "old", "/top.yaml"];
    let excludes = Excludes::default().within(Path::new("/repo/./x/.."), &patterns).unwrap();
    for (searched, path, expected) in [
        ("/repo", "/repo/clusters/a/made/b/c.yaml", true),
        ("/repo/clusters/a/made", "/repo/clusters/a/made/c.yaml", true),
        ("/repo/clusters/a/made/../app", "/repo/clusters/a/made/../app/c.yaml", false),
        ("/repo/x", "/repo/x/clusters/a/made/c.yaml", false),
        ("/repo/x/old/y", "/repo/x/old/y", true),
        ("/repo", "/repo", false),
        ("/repo", "/repo/top.yaml", true),
        ("/repo/x", "/repo/x/top.yaml", false),
        // Another checkout of the same files.
        ("/before", "/before/clusters/a/made/c.yaml", true),
        ("/old", "/old/c.yaml", false),
    ] {
        let matches = excludes.matches(Path::new(searched), Path::new(path));
        assert_eq!(matches, expected, "{searched} {path}");
    }
    assert!(excludes.matches_file(Path::new("/repo/old/a.yaml")));
}

#[test]
fn what_would_be_found_is_known_before_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join(".gitignore"), "gone/\n").unwrap();
    let excludes = Excludes::default().within(root, &["old"]).unwrap();
    let found = |file: &str, all| would_find(root, &root.join(file), &excludes, all);
    for (file, by_default, all) in [
        ("a/b.yaml", true, true),
        ("a/b.txt", false, false),
        (".a/b.yaml", false, false),
        ("gone/deep/b.yaml", false, true),
        ("old/b.yaml", false, false),
        ("../b.yaml", false, false),
    ] {
        assert_eq!((found(file, false), found(file, true)), (by_default, all), "{file}");
    }
}

#[test]
fn what_is_no_plain_file_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), "a: 1\n").unwrap();
    std::os::unix::net::UnixListener::bind(folder.path().join("socket.yaml")).unwrap();
    let walk = walk(&[folder.path()], &Excludes::default(), false);
    assert_eq!(walk.inputs, [Input::File(folder.path().join("a.yaml"))]);
    assert!(walk.failures.is_empty());
}

#[test]
fn links_in_circles_end_and_no_file_comes_twice() {
    let files = ["a/x.yaml", "a/loop->..", "b->a", "copy.yaml->a/x.yaml", "lost.yaml->nowhere"];
    let (names, walk) = found(&files, &[""], &[]);
    assert_eq!(names, ["a/x.yaml"]);
    assert_eq!(walk.failures.len(), 1, "{:?}", walk.failures);
}
