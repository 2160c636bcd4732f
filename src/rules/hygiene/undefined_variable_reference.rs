//! `undefined-variable-reference`: `$(NAME)` that Kubernetes leaves as it is written.
//!
//! Mirrors `makeEnvironmentVariables` (`pkg/kubelet/kubelet_pods.go`): a variable's value sees those that
//! stand before it, commands and arguments see all.

use hashbrown::{HashMap, HashSet};
use k8s_openapi::api::core::v1::Container;

use super::script::{shell_script, takes_a_command, words};
use crate::diagnostic::Severity;
use crate::kubernetes::expansion::references;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::near::nearest;

/// The rule.
pub(super) struct UndefinedVariableReference;

impl Check for UndefinedVariableReference {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            if !refers(container) {
                continue;
            }
            let named = |place: usize| {
                let name = route.clone().field("env").index(place).field("name");
                name.is_known_in(subject.manifest)
            };
            let is_all_known = !subject.manifest.has_unknown();
            // A variable whose name is still to be filled in may be the one that is meant.
            if !is_all_known && !(0..container.env.as_ref().map_or(0, Vec::len)).all(named) {
                continue;
            }
            let known = Known::of(container);
            for (place, variable) in container.env.iter().flatten().enumerate() {
                let value = variable.value.as_deref().filter(|value| value.contains(OPENING));
                let Some(value) = value else { continue };
                let at = route.clone().field("env").index(place).field("value");
                known.look(value, Some(place), &at, findings);
            }
            let all: Vec<_> = words(container).collect();
            let plain: Vec<&str> = all.iter().map(|(.., word)| *word).collect();
            let script = shell_script(&plain);
            let mut before = "";
            for (field, place, word) in all {
                // Of an image's own command nobody knows whether it is a shell.
                if word.contains(OPENING) && script != Some(word) && !takes_a_command(before) {
                    let at = route.clone().field(field).index(place);
                    known.look(word, None, &at, findings);
                }
                before = word;
            }
            for (place, mount) in container.volume_mounts.iter().flatten().enumerate() {
                let path = mount.sub_path_expr.as_deref().unwrap_or_default();
                for name in references(path).into_iter().filter(|name| known.lacks(name)) {
                    let at = route.clone().field("volumeMounts").index(place).field("subPathExpr");
                    let message = format!(
                        "`{}` never starts: `$({name})` is no variable of it, and a path has to be whole",
                        container.name
                    );
                    let finding = Finding::new(message, at, "CreateContainerConfigError");
                    findings.push(finding.severity(Severity::Error).help(known.help(name)));
                }
            }
        }
    }
}

/// What a reference begins with.
const OPENING: &str = "$(";

/// Whether any text of a container may name a variable.
fn refers(container: &Container) -> bool {
    let variables = container.env.iter().flatten().filter_map(|one| one.value.as_deref());
    let mounts = container.volume_mounts.iter().flatten();
    let paths = mounts.filter_map(|mount| mount.sub_path_expr.as_deref());
    let words = words(container).map(|(.., word)| word);
    variables.chain(paths).chain(words).any(|text| text.contains(OPENING))
}

/// The variables of a container.
struct Known<'c> {
    /// Those of `env`, in its order.
    names: Vec<&'c str>,
    /// Where each name stands first among them.
    first: HashMap<&'c str, usize>,
    /// What names from elsewhere begin with.
    prefixes: HashSet<&'c str>,
}

impl<'c> Known<'c> {
    fn of(container: &'c Container) -> Self {
        let names = container.env.iter().flatten().map(|variable| variable.name.as_str());
        let names: Vec<&str> = names.collect();
        let first = names.iter().enumerate().rev().map(|(place, name)| (*name, place)).collect();
        let sources = container.env_from.iter().flatten();
        let prefixes = sources.map(|source| source.prefix.as_deref().unwrap_or_default());
        Self { names, first, prefixes: prefixes.collect() }
    }

    /// Whether the container surely has no variable of this name.
    fn lacks(&self, name: &str) -> bool {
        !self.first.contains_key(name)
            && !self.may_come_from_elsewhere(name)
            && !is_of_service(name)
    }

    fn may_come_from_elsewhere(&self, name: &str) -> bool {
        let mut beginnings = (0..=name.len()).filter_map(|end| name.get(..end));
        !self.prefixes.is_empty() && beginnings.any(|beginning| self.prefixes.contains(beginning))
    }

    /// Tells the references of a text that stay in it. A value sees the variables before its own.
    fn look(&self, text: &str, own: Option<usize>, at: &Route, findings: &mut Findings) {
        // A script or a file of some program's own has its own use for such signs.
        if text.contains(['\n', ';', '|', '&']) {
            return;
        }
        let mut told: HashSet<&str> = HashSet::new();
        for name in references(text) {
            let later = own.and_then(|own| {
                let place = *self.first.get(name)?;
                (place >= own).then_some(place)
            });
            let why = match later {
                _ if told.contains(name) => continue,
                Some(_) if self.may_come_from_elsewhere(name) || is_of_service(name) => continue,
                Some(place) if Some(place) == own => {
                    format!("`{name}` has no value before this one")
                }
                Some(_) => format!("`{name}` comes later in the list"),
                None if is_variable(name) && self.lacks(name) => {
                    "the container has no variable of this name".to_owned()
                }
                None => continue,
            };
            told.insert(name);
            let message = format!("`$({name})` stays as it is written: {why}");
            let finding = Finding::new(message, at.clone(), "reaches the program as this text");
            findings.push(match later {
                Some(place) if Some(place) != own => finding.help(format!(
                    "write `{name}` before it: a value sees the variables that stand above its own"
                )),
                Some(_) => finding.help(
                    "what the image sets is not known to Kubernetes: write the whole value, or add to it \
                     in the command that starts the program",
                ),
                None => finding.help(self.help(name)),
            });
        }
    }

    fn help(&self, name: &str) -> String {
        match nearest(name, self.names.iter().copied()) {
            Some(near) => format!("did you mean `$({near})`?"),
            None => format!(
                "give the container the variable in `env`, or write `$$({name})` where the text is meant"
            ),
        }
    }
}

/// Whether a name is written as variables are: what else stands in such brackets may be a shell's.
fn is_variable(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a variable may come from a Service (`FromServices` of `pkg/kubelet/envvars`).
fn is_of_service(name: &str) -> bool {
    let of_port = |protocol: &str| name.contains("_PORT_") && name.contains(protocol);
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || ["_TCP", "_UDP", "_SCTP"].into_iter().any(of_port)
        || name == "KUBERNETES_PORT"
}
