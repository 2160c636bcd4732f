//! What a cluster has, asked of the user's own kubectl: a command or two that read, within a time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use k8s_openapi::api::admissionregistration::v1::ParamKind;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::source::SourceFile;
use crate::source::read::decode;

/// The program, and the word for it on the command line.
const KUBECTL: &str = "kubectl";

/// What is asked for.
const RESOURCES: [&str; 21] = [
    "namespaces",
    "limitranges",
    "resourcequotas",
    "priorityclasses",
    "runtimeclasses",
    "serviceaccounts",
    "poddisruptionbudgets",
    "persistentvolumeclaims",
    "persistentvolumes",
    "storageclasses",
    "resourceclaims",
    "resourceclaimtemplates",
    "deviceclasses",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
    "mutatingadmissionpolicies",
    "mutatingadmissionpolicybindings",
    "validatingwebhookconfigurations",
    "mutatingwebhookconfigurations",
    "nodes",
    "pods",
];

/// Why kubectl gives no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum KubectlError {
    /// It can't be started.
    #[error("can't run kubectl: {}", missing(.0))]
    NotRun(io::Error),
    /// It takes too long.
    #[error("kubectl gave no answer within {0} s (--kubectl-timeout allows more)")]
    TimedOut(u64),
    /// It ended with an error.
    #[error("kubectl get: {0}")]
    Failed(String),
}

fn missing(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not on the PATH".to_owned(),
        _ => error.to_string(),
    }
}

/// The context that `kubectl:CONTEXT` names, empty for the current one; none for anything else.
pub(super) fn context(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(KUBECTL)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(':') }
}

/// What kubectl answered.
pub(super) struct Answered {
    /// The objects.
    pub texts: Vec<SourceFile>,
    /// The resources that this user may not list.
    pub refused: Vec<String>,
}

/// Asks for everything in one go, and for what the answer makes worth knowing in another.
///
/// # Errors
/// When kubectl can't be started, takes longer than `limit`, or fails.
pub(super) fn ask(context: &str, limit: Duration) -> Result<Answered, KubectlError> {
    let end = Instant::now() + limit;
    let name = match context {
        "" => KUBECTL.to_owned(),
        context => format!("{KUBECTL}:{context}"),
    };
    let time = (limit, end);
    let mut answered = Answered { texts: Vec::new(), refused: Vec::new() };
    let first = get(context, RESOURCES.map(str::to_owned).to_vec(), time, &mut answered.refused)?;
    let first = source(&name, first.unwrap_or_default())?;
    let more = worth_knowing(first.text());
    answered.texts.push(first);
    let more = match more.is_empty() {
        true => None,
        false => get(context, more, time, &mut answered.refused)?,
    };
    if let Some(more) = more {
        answered.texts.push(source(&format!("{name} (2)"), more)?);
    }
    Ok(answered)
}

fn source(name: &str, bytes: Vec<u8>) -> Result<SourceFile, KubectlError> {
    let (text, encoding) =
        decode(bytes).map_err(|error| KubectlError::Failed(error.to_string()))?;
    Ok(SourceFile::new(name, text).encoded(encoding))
}

/// Asks for resources, without those that the API server has not, or gives to others alone; none where
/// nothing is left of them.
fn get(
    context: &str,
    mut resources: Vec<String>,
    (limit, end): (Duration, Instant),
    refused: &mut Vec<String>,
) -> Result<Option<Vec<u8>>, KubectlError> {
    while !resources.is_empty() {
        let answer = run(context, &resources, limit, end)?;
        if answer.status.success() {
            return Ok(Some(answer.stdout));
        }
        let said = String::from_utf8_lossy(&answer.stderr).trim().to_owned();
        // kubectl prints what it was given all the same.
        let forbidden = forbidden(&said);
        if !forbidden.is_empty() && forbidden.len() < resources.len() {
            refused.extend(forbidden);
            return Ok(Some(answer.stdout));
        }
        // An older API server has not all of them.
        let unknown = resources.iter().position(|name| is_unknown(name, &said));
        match unknown {
            Some(place) => _ = resources.remove(place),
            None if said.is_empty() => {
                return Err(KubectlError::Failed(answer.status.to_string()));
            }
            None => return Err(KubectlError::Failed(said)),
        }
    }
    Ok(None)
}

/// The resources that the API server refuses to list, if kubectl complains of nothing else.
fn forbidden(said: &str) -> Vec<String> {
    let one = |line: &str| {
        let (_, rest) = line
            .strip_prefix("Error from server (Forbidden): ")?
            .split_once("cannot list resource \"")?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let lines = said.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.filter(|line| !line.starts_with("Warning:"));
    lines.map(one).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// What else is worth knowing where the answer has this: the kinds of the policies' parameters, but for
/// secrets, and OpenShift's node selector of namespaces.
fn worth_knowing(answer: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct List {
        #[serde(default)]
        items: Vec<Item>,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Item {
        kind: String,
        metadata: Metadata,
        spec: Option<Spec>,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Metadata {
        annotations: Option<BTreeMap<String, IgnoredAny>>,
    }
    #[derive(Default, Deserialize)]
    #[serde(default, rename_all = "camelCase")]
    struct Spec {
        param_kind: Option<ParamKind>,
    }
    let Ok(List { items }) = serde_json::from_str(answer) else { return Vec::new() };
    let mut more = BTreeSet::new();
    for Item { kind, metadata, spec } in items {
        let annotations = metadata.annotations.unwrap_or_default();
        if kind == "Namespace" && annotations.keys().any(|key| key.starts_with("openshift.io/")) {
            more.insert("schedulers.config.openshift.io".to_owned());
        }
        let param_kind = spec.and_then(|spec| spec.param_kind).filter(|_| kind.ends_with("Policy"));
        more.extend(param_kind.and_then(|kind| resource(&kind)));
    }
    more.into_iter().collect()
}

/// A kind in kubectl's words; none for secrets.
fn resource(kind: &ParamKind) -> Option<String> {
    let ParamKind { api_version: Some(version), kind: Some(kind) } = kind else { return None };
    let is_word = |word: &str| {
        !word.starts_with('-')
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
    };
    if kind == "Secret" || !is_word(kind) {
        return None;
    }
    match version.split_once('/') {
        None => Some(kind.clone()),
        Some((group, version)) if is_word(group) && is_word(version) => {
            Some(format!("{kind}.{version}.{group}"))
        }
        Some(_) => None,
    }
}

/// Whether kubectl says that the API server has no such resource.
fn is_unknown(resource: &str, said: &str) -> bool {
    said.contains(&format!("the server doesn't have a resource type \"{resource}\""))
}

struct Answer {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

fn run(
    context: &str,
    resources: &[String],
    limit: Duration,
    end: Instant,
) -> Result<Answer, KubectlError> {
    let mut command = Command::new(KUBECTL);
    if !context.is_empty() {
        command.arg(format!("--context={context}"));
    }
    command
        .arg("get")
        .arg(resources.join(","))
        .args(["--all-namespaces", "--output=json"])
        .arg(format!("--request-timeout={}s", limit.as_secs().max(1)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(KubectlError::NotRun)?;
    let stdout = child.stdout.take().map(all_of);
    let stderr = child.stderr.take().map(all_of);
    let late = |error: RecvTimeoutError, child: &mut Child| {
        let _ = child.kill();
        let _ = child.wait();
        match error {
            RecvTimeoutError::Timeout => KubectlError::TimedOut(limit.as_secs()),
            RecvTimeoutError::Disconnected => KubectlError::Failed("it was cut off".to_owned()),
        }
    };
    let mut wait = |output: Option<Receiver<io::Result<Vec<u8>>>>| {
        let Some(output) = output else { return Ok(Vec::new()) };
        let left = end.saturating_duration_since(Instant::now());
        match output.recv_timeout(left) {
            Ok(bytes) => bytes.map_err(KubectlError::NotRun),
            Err(error) => Err(late(error, &mut child)),
        }
    };
    let (stdout, stderr) = (wait(stdout)?, wait(stderr)?);
    // Both ends are closed: it is gone, or about to go.
    let status = child.wait().map_err(KubectlError::NotRun)?;
    Ok(Answer { status, stdout, stderr })
}

/// Reads to the end beside the program: a pipe that nobody empties stops whoever writes into it.
fn all_of(mut pipe: impl Read + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = pipe.read_to_end(&mut bytes).map(|_| bytes);
        // Nobody waits any more where the time is over.
        let _ = sender.send(read);
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_user_may_not_list_is_left_out() {
        let line = |name: &str| {
            format!(
                "Error from server (Forbidden): {name} is forbidden: User \"jo\" cannot list resource \
                 \"{name}\" in API group \"\" at the cluster scope"
            )
        };
        let two = format!("{}\n{}\n", line("limitranges"), line("pods"));
        assert_eq!(forbidden(&two), ["limitranges", "pods"]);
        // Whatever else goes wrong is told as it is.
        assert!(forbidden(&format!("{two}Unable to connect to the server: EOF")).is_empty());
    }

    #[test]
    fn parameters_of_policies_are_worth_another_look() {
        let policy = |kind: &str, version: &str| {
            format!(
                r#"{{"kind": "ValidatingAdmissionPolicy", "metadata": {{}}, "spec": {{"paramKind": {{"apiVersion": "{version}", "kind": "{kind}"}}}}}}"#
            )
        };
        let all = [
            policy("ConfigMap", "v1"),
            policy("Secret", "v1"),
            policy("Limit", "rules.example.com/v1"),
            policy("--raw", "v1"),
            r#"{"kind": "Pod", "spec": {"containers": []}}"#.to_owned(),
        ];
        let list = format!("{{\"items\": [{}]}}", all.join(","));
        assert_eq!(worth_knowing(&list), ["ConfigMap", "Limit.v1.rules.example.com"]);
        let project = r#"{"items": [{"kind": "Namespace", "metadata": {"annotations": {"openshift.io/requester": "jo"}}}]}"#;
        assert_eq!(worth_knowing(project), ["schedulers.config.openshift.io"]);
        assert!(worth_knowing("no JSON").is_empty());
    }

    #[test]
    fn the_word_names_a_context() {
        assert_eq!(context("kubectl"), Some(""));
        assert_eq!(context("kubectl:prod"), Some("prod"));
        assert_eq!(context("kubectl.json"), None);
        assert_eq!(context("cluster.json"), None);
    }
}
