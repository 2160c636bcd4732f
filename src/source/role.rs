//! What a file is there for, as far as its path tells.

use std::path::{Component, Path, PathBuf};

use super::place::absolute;

/// Words that say of a folder or file that it is of tests, wherever they stand in its name.
const ANYWHERE: [&str; 6] = ["e2e", "e2etest", "e2etests", "loadtest", "loadtests", "testdata"];

/// Words that say so where a name begins or ends with them.
const AT_AN_END: [&str; 3] = ["test", "testing", "tests"];

/// Whole names of folders with clusters that are set up for tests: KubeVirt's projects carry them along.
const CLUSTERS: [&str; 2] = ["cluster-up", "kubevirtci"];

/// Names of environments: a folder `test` beside one of them is another one.
const ENVIRONMENTS: [&str; 9] =
    ["dev", "development", "live", "preprod", "prod", "production", "qa", "stage", "staging"];

/// What folders of environments are called.
const OF_ENVIRONMENTS: [&str; 9] = [
    "clusters",
    "env",
    "environment",
    "environments",
    "envs",
    "overlay",
    "overlays",
    "stages",
    "values",
];

/// Whether a path leads to what is there for tests: by the folders below its repository and the
/// file's name.
pub(super) fn is_of_tests(path: &Path) -> bool {
    let path = absolute(path);
    // Most paths have no such word at all, and then nothing has to be looked up.
    let names = || path.components().filter_map(name_of);
    if !names().any(|name| folder_is_of_tests(name) || file_is_of_tests(name)) {
        return false;
    }
    let mut folder = top(&path);
    let Ok(below) = path.strip_prefix(&folder) else { return false };
    let (Some(folders), Some(file)) = (below.parent(), below.file_name()) else { return false };
    for name in folders.components().filter_map(name_of) {
        if folder_is_of_tests(name) && !is_environment(&folder, name) {
            return true;
        }
        folder.push(name);
    }
    file.to_str().is_some_and(file_is_of_tests)
}

fn name_of(part: Component<'_>) -> Option<&str> {
    match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    }
}

/// The folder from which a path counts: the repository's, outside of one the working directory
/// where that is above, else the file's own.
fn top(path: &Path) -> PathBuf {
    let here = absolute(Path::new(""));
    let repository = path.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    match repository.or_else(|| path.starts_with(&here).then_some(&here)) {
        Some(folder) => folder.to_owned(),
        None => path.parent().unwrap_or(path).to_owned(),
    }
}

/// The words of a name.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

fn folder_is_of_tests(name: &str) -> bool {
    let words = words(name);
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let ends = [words.first(), words.last()];
    CLUSTERS.contains(&name)
        || words.iter().any(|word| is(&ANYWHERE, word))
        || ends.into_iter().flatten().any(|word| is(&AT_AN_END, word))
}

/// The same for a file: `test.yaml` alone is what people call anything that they try.
fn file_is_of_tests(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    words(stem).len() > 1 && folder_is_of_tests(stem)
}

/// Whether a folder that is called as tests are is an environment, among others.
fn is_environment(around: &Path, name: &str) -> bool {
    let is_called = |names: &[&str], folder: &Path| {
        let name = folder.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| names.contains(&name))
    };
    AT_AN_END.contains(&name)
        && (is_called(&OF_ENVIRONMENTS, around)
            || ENVIRONMENTS.iter().any(|other| around.join(other).is_dir()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_by_their_names() {
        for name in [
            "test",
            "tests",
            "e2e",
            "e2e-tests",
            "kind-e2e",
            "test_files",
            "API-Tests",
            "cluster-up",
        ] {
            assert!(folder_is_of_tests(name), "{name}");
        }
        for name in ["latest", "contest", "attestation", "deploy", "a-test-b", ""] {
            assert!(!folder_is_of_tests(name), "{name}");
        }
        for name in ["test-agent.yaml", "agent_test.yml", "test-e2e-agent.yaml", "deploy-e2e.yaml"]
        {
            assert!(file_is_of_tests(name), "{name}");
        }
        for name in ["test.yaml", "tests.yml", "agent.test", "agent.yaml", "latest-agent.yaml"] {
            assert!(!file_is_of_tests(name), "{name}");
        }
    }

    #[test]
    fn a_path_counts_from_the_repository() {
        let root = tempfile::tempdir().unwrap();
        let repository = root.path().join("tests/repository");
        std::fs::create_dir_all(repository.join(".git")).unwrap();
        std::fs::create_dir_all(repository.join("k8s/prod")).unwrap();
        let is = |path: &str| is_of_tests(&repository.join(path));
        assert!(is("test/e2e/agent.yaml"));
        assert!(is("pkg/internal/test/a.yaml"));
        assert!(!is("deploy/agent.yaml"));
        // An environment among others.
        assert!(!is("k8s/test/agent.yaml"));
        assert!(!is("overlays/test/agent.yaml"));
        assert!(is("overlays/test/e2e/agent.yaml"));
        // Outside of a repository and of the working directory only the file's name is known.
        assert!(!is_of_tests(&root.path().join("tests/agent.yaml")));
        assert!(is_of_tests(&root.path().join("tests/test-agent.yaml")));
    }
}
