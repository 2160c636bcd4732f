//! The text of a new config.

use super::found::Found;
use crate::kubernetes::release::Version;
use crate::words::count;
use crate::words::list::and;
use crate::words::yaml::scalar;

/// How many of anything are named.
const NAMED: usize = 6;

/// A config that fits what was found; `baseline` names the one that goes with it.
pub(super) fn config(found: &Found, baseline: Option<&str>) -> String {
    [
        head(found),
        RULES.to_owned(),
        left_out(found),
        kubernetes(found),
        nodes(found),
        PLACES.to_owned(),
        before(baseline),
    ]
    .join("\n")
}

const RULES: &str = "\
# Which rules run: default, strict (also those that some find too much), or security.
# profile: strict

# Rules and categories that are not wanted here (`daemonlint rules` lists them), and other severities.
# ignore: [hygiene]
# severity:
#   no-memory-limit: info       # error, warning, info or off
# params:
#   daemonset-overhead: {share: 25}
# fail-on: warning              # error is the default
";

const PLACES: &str = "\
# Exceptions by path or object, for what nobody can annotate, and what no comment may suppress.
# overrides:
#   - paths: [vendor/**]
#     ignore: [hygiene]
# suppress:
#   - rules: [privileged-container]
#     objects: [{kind: DaemonSet, namespace: kube-system, name: \"cilium*\"}]
#     reason: it is the network of every node
# require-reason: true
# enforce: [secret-in-env]
";

fn head(found: &Found) -> String {
    let mut head = String::from(
        "# What `daemonlint check` does here. All that may stand in this file: daemonlint schema config\n",
    );
    let one = |(folder, (objects, sets)): (&String, &(usize, usize))| {
        format!("{folder} ({}, {})", count(*objects, "object"), count(*sets, "DaemonSet"))
    };
    let folders: Vec<String> = found.folders.iter().map(one).collect();
    match folders.is_empty() {
        true => head.push_str("# No object of Kubernetes was found.\n"),
        false => head.push_str(&format!("# Objects are in {}.\n", some(&folders))),
    }
    let names = |names: &std::collections::BTreeSet<String>| -> Vec<String> {
        names.iter().cloned().collect()
    };
    if !found.charts.is_empty() {
        let charts = some(&names(&found.charts));
        head.push_str(&format!(
            "# Charts are in {charts}: what they render to is checked by\n#   daemonlint check --helm CHART\n"
        ));
    }
    if !found.kustomizations.is_empty() {
        let folders = some(&names(&found.kustomizations));
        head.push_str(&format!(
            "# Kustomizations are in {folders}; what one renders to is checked by\n#   daemonlint check --kustomize DIR\n"
        ));
    }
    one_line_each(&head)
}

/// A few names, each without what would end a comment.
fn some(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        shown.push(format!("{} more", names.len() - NAMED));
    }
    and(&shown)
}

/// Names of files may hold line breaks, which would end a comment.
fn one_line_each(text: &str) -> String {
    text.lines()
        .map(|line| if line.starts_with('#') { format!("{line}\n") } else { format!("# {line}\n") })
        .collect()
}

fn left_out(found: &Found) -> String {
    let globs: Vec<String> = found.left_out.iter().map(|name| format!("{name}/**")).collect();
    let globs = if globs.is_empty() { vec!["vendor/**".to_owned()] } else { globs };
    let mut text = format!(
        "# Files and folders that are not checked.\n# exclude: [{}]\n",
        globs.iter().map(|glob| scalar(glob).into_owned()).collect::<Vec<_>>().join(", ")
    );
    text.push_str("\n# Folders that are applied each by itself: what is in one is never held against another.\n");
    if !found.alternatives.is_empty() {
        let same = format!(
            "# These hold the same objects, and are told apart: {}\n",
            some(&found.alternatives)
        );
        text.push_str(&one_line_each(&same));
    }
    text.push_str("# deployments: [envs/*]\n");
    text
}

fn kubernetes(found: &Found) -> String {
    let known = Version::ALL.map(|version| version.to_string()).join(", ");
    let text = format!("# The Kubernetes that answers: {known}.\n");
    match &found.version {
        Some((version, why)) => {
            let why =
                one_line_each(&format!("# {why} says so.\n").replace("nodes of", "list of nodes"));
            format!("{text}{why}kubernetes: \"{version}\"\n")
        }
        None => format!("{text}# kubernetes: \"{}\"\n", Version::DEFAULT),
    }
}

fn nodes(found: &Found) -> String {
    let text = "# The nodes: with them the rules about places and room run, too.\n".to_owned();
    match found.inventories.as_slice() {
        [] => format!(
            "{text}#   kubectl get nodes -o json | daemonlint inventory pack - -o nodes.yaml\n# nodes: nodes.yaml\n"
        ),
        [(_, one, number)] => {
            format!("{text}nodes: {}   # {}\n", scalar(one), count(*number, "node"))
        }
        several => {
            let lines = several.iter().take(NAMED).map(|(_, one, number)| {
                format!("# nodes: {}   # {}\n", scalar(one), count(*number, "node"))
            });
            format!(
                "{text}# There are several lists: name one of them.\n{}",
                lines.collect::<String>()
            )
        }
    }
}

fn before(baseline: Option<&str>) -> String {
    let text = "# What was found already: only what is new is told. `daemonlint baseline .` writes it again.\n";
    match baseline {
        Some(baseline) => format!("{text}baseline: {}\n", scalar(baseline)),
        None => format!("{text}# baseline: .daemonlint-baseline.json\n"),
    }
}
