//! What a cluster has, asked of the user's own kubectl: one command that reads, within a time.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

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

/// Asks for everything in one go.
///
/// # Errors
/// When kubectl can't be started, takes longer than `limit`, or fails.
pub(super) fn ask(context: &str, limit: Duration) -> Result<SourceFile, KubectlError> {
    let end = Instant::now() + limit;
    let mut resources = RESOURCES.to_vec();
    loop {
        let answer = run(context, &resources, limit, end)?;
        if answer.status.success() {
            let name = if context.is_empty() {
                KUBECTL.to_owned()
            } else {
                format!("{KUBECTL}:{context}")
            };
            let (text, encoding) =
                decode(answer.stdout).map_err(|error| KubectlError::Failed(error.to_string()))?;
            return Ok(SourceFile::new(name, text).encoded(encoding));
        }
        let said = String::from_utf8_lossy(&answer.stderr).trim().to_owned();
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
    resources: &[&str],
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
    fn the_word_names_a_context() {
        assert_eq!(context("kubectl"), Some(""));
        assert_eq!(context("kubectl:prod"), Some("prod"));
        assert_eq!(context("kubectl.json"), None);
        assert_eq!(context("cluster.json"), None);
    }
}
