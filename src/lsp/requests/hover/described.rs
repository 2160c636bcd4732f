//! What fields are for, in a sentence or two of our own: those of DaemonSets, their pods, and what
//! mostly stands beside them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A line a field: the end of the way to it in a pod template, or `KIND/` and the whole way; a tab;
/// what it is for.
const LINES: &str = include_str!("described.tsv");

static TABLE: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| LINES.lines().filter_map(|line| line.split_once('\t')).collect());

/// What begins the end of a way that counts outside of pods, too.
const ANYWHERE: [&str; 3] = ["metadata", "selector", "template"];

/// What the field at the end of a way through an object is for; none where nothing is written about
/// it.
pub(in crate::lsp::requests) fn described(kind: &str, way: &[&str]) -> Option<&'static str> {
    if let Some(text) = TABLE.get(&*format!("{kind}/{}", way.join("."))) {
        return Some(text);
    }
    let of_pod = match kind {
        "Pod" => Some(0),
        _ => way.iter().position(|word| *word == "template"),
    };
    let way: Vec<&str> = way.iter().enumerate().map(|(at, word)| plain(word, at, way)).collect();
    // The longest end of the way comes first; one word alone says too little.
    (0..way.len().saturating_sub(1)).find_map(|start| {
        let end = way.get(start..)?;
        let is_meant = of_pod.is_some_and(|pod| start >= pod) || ANYWHERE.contains(end.first()?);
        TABLE.get(&*end.join(".")).filter(|_| is_meant).copied()
    })
}

/// Fields of one type have one name, whichever container or probe they are of.
fn plain<'w>(word: &'w str, at: usize, way: &[&str]) -> &'w str {
    let goes_on = at + 1 < way.len();
    match word {
        "initContainers" | "ephemeralContainers" if goes_on => "containers",
        "livenessProbe" | "readinessProbe" | "startupProbe" if goes_on => "Probe",
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lsp::cursor::known;
    use crate::manifest::schema::lookup::versions;
    use crate::manifest::schema::{Fields, Type};

    /// All ways through the fields of a kind, written as in the table.
    fn ways(fields: Fields, way: &mut Vec<&'static str>, all: &mut BTreeSet<String>) {
        for field in fields {
            way.push(field.name);
            let steps = way.clone();
            let plain: Vec<_> =
                steps.iter().enumerate().map(|(at, word)| plain(word, at, &steps)).collect();
            all.insert(plain.join("."));
            let mut inner = field.kind;
            let depth = way.len();
            while let Type::List(of) = inner {
                way.push("*");
                inner = *of;
                all.insert(format!("{}.*", plain.join(".")));
            }
            if let Type::Struct(fields) = inner {
                ways(fields, way, all);
            }
            way.truncate(depth - 1);
        }
    }

    #[test]
    fn every_line_is_about_a_field_that_there_is() {
        let fields = versions("DaemonSet").next().unwrap().fields;
        let mut all = BTreeSet::new();
        ways(fields, &mut Vec::new(), &mut all);
        let mut keys = BTreeSet::new();
        for line in LINES.lines() {
            let (key, text) = line.split_once('\t').unwrap();
            assert!(keys.insert(key), "{key} stands there twice");
            assert!(text.ends_with('.'), "{line}");
            match key.split_once('/') {
                Some((kind, way)) => {
                    let kind = versions(kind).find(|kind| kind.is_stable()).unwrap();
                    let way: Vec<&str> = way.split('.').collect();
                    assert!(known(kind.fields, &way).is_some(), "{key}");
                }
                None => {
                    let end = format!(".{key}");
                    let is_there = |way: &String| way == key || way.ends_with(&end);
                    assert!(all.iter().any(is_there), "{key}");
                }
            }
        }
    }

    #[test]
    fn fields_are_found_in_all_kinds_of_pods() {
        let found = |kind, way: &str| described(kind, &way.split('.').collect::<Vec<_>>());
        let image = found("DaemonSet", "spec.template.spec.containers.*.image").unwrap();
        assert_eq!(found("Pod", "spec.initContainers.*.image"), Some(image));
        let job = "spec.jobTemplate.spec.template.spec.containers.*.image";
        assert_eq!(found("CronJob", job), Some(image));
        let probe = "spec.template.spec.containers.*.livenessProbe";
        assert!(found("Deployment", probe).unwrap().contains("restarted"));
        let period = format!("{probe}.periodSeconds");
        assert!(found("Deployment", &period).unwrap().contains("10 seconds"));
        // A claim's request is no pod's.
        assert_eq!(found("PersistentVolumeClaim", "spec.resources.requests"), None);
        assert_eq!(found("DaemonSet", "spec.template.spec.nope"), None);
    }

    /// What nothing is written about of what authors of DaemonSets meet first.
    #[test]
    fn hardly_a_field_of_pods_and_containers_is_left_out() {
        let fields = versions("DaemonSet").next().unwrap().fields;
        let pod = ["spec", "template", "spec"];
        let mut missing = Vec::new();
        for more in [&[][..], &["containers", "*"], &["containers", "*", "securityContext"]] {
            let way = [&pod[..], more].concat();
            let Some(Type::Struct(fields)) = known(fields, &way).map(|known| known.kind) else {
                panic!("{way:?} is no struct");
            };
            let way = |name| [&way[..], &[name]].concat();
            let undescribed =
                fields.iter().filter(|field| described("DaemonSet", &way(field.name)).is_none());
            missing.extend(undescribed.map(|field| field.name));
        }
        insta::assert_snapshot!(missing.join(" "), @"evictionResponders schedulingGroup workloadRef");
    }
}
