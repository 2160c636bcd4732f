//! `command-ends`: a container that comes to its end and is started again, for ever.

use k8s_openapi::api::core::v1::Container;

use super::script;
use crate::diagnostic::Severity;
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::image::repository;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// Programs that say or change something and end.
const BRIEF: [&str; 25] = [
    "echo", "printf", "date", "whoami", "id", "hostname", "ls", "uname", "true", "false", "pwd",
    "printenv", "uptime", "df", "sysctl", "modprobe", "mkdir", "cp", "mv", "ln", "rm", "chmod",
    "chown", "touch", "sync",
];
/// Images that bring a shell and start it, where nothing else is said: it has no input, and ends.
const BASES: [&str; 10] = [
    "busybox",
    "alpine",
    "ubuntu",
    "debian",
    "centos",
    "fedora",
    "rockylinux",
    "almalinux",
    "amazonlinux",
    "bash",
];
/// What keeps a script from being what it seems, word by word.
const KEEPS_ON: [&str; 14] = [
    "while", "until", "for", "exec", "wait", "trap", "tail", "&", "if", "case", "{", "(", "nohup",
    "watch",
];
/// Its id.
const ID: &str = "command-ends";

/// The rule.
pub(super) struct CommandEnds;

impl Check for CommandEnds {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let params = cx.params(subject.manifest);
        let known = Known {
            also: params.words(ID, "also"),
            except: params.words(ID, "except"),
            images: params.words(ID, "images"),
            for_ever: params.number(ID, "days") as f64 * 86_400.0,
        };
        for (route, container) in subject.containers(ContainerList::Regular) {
            let found = finding(route.clone(), container, known);
            let terminal = ["stdin", "tty"].into_iter().map(|field| route.clone().field(field));
            findings.0.extend(found.map(|found| terminal.fold(found, Finding::rests_on)));
        }
    }
}

/// What is known of programs and images.
#[derive(Clone, Copy)]
struct Known<'p> {
    /// Programs that end at once, beside [`BRIEF`].
    also: &'p [String],
    /// Programs that don't.
    except: &'p [String],
    /// Images that start a shell, beside [`BASES`].
    images: &'p [String],
    /// So long is for ever, in seconds.
    for_ever: f64,
}

impl Known<'_> {
    /// Whether a program ends at once.
    fn is_brief(self, program: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|one| one == program);
        (BRIEF.contains(&program) || has(self.also)) && !has(self.except)
    }

    /// Whether a command does.
    fn ends_at_once(self, command: &[&str]) -> bool {
        command.first().is_some_and(|program| self.is_brief(script::base_name(program)))
    }

    /// Whether an image starts a shell where nothing else is said.
    fn is_base(self, image: &str) -> bool {
        let name = repository(image);
        let own = name.strip_prefix("docker.io/").unwrap_or(name);
        let own = own.strip_prefix("library/").unwrap_or(own);
        BASES.contains(&own) || self.images.iter().any(|listed| listed == name)
    }
}

fn finding(route: Route, container: &Container, known: Known<'_>) -> Option<Finding> {
    let image = container.image.as_deref().unwrap_or_default();
    let command = container.command.as_deref().unwrap_or_default();
    let arguments = container.args.as_deref().unwrap_or_default();
    if container.stdin == Some(true) || container.tty == Some(true) {
        return None;
    }
    // What an image makes of arguments alone is known only of those that run them.
    if command.is_empty() && !known.is_base(image) {
        return None;
    }
    if command.is_empty() && arguments.is_empty() {
        let message = format!(
            "`{}` has nothing to do: the shell of `{image}` ends at once, and is started again for ever",
            container.name
        );
        let found = Finding::new(message, route.field("image"), "runs a shell without input");
        return Some(found.help("say what it runs in `command`"));
    }
    let words: Vec<&str> = command.iter().chain(arguments).map(String::as_str).collect();
    let ends = ends(&words, known)?;
    let field = if command.is_empty() { "args" } else { "command" };
    let message = match &ends {
        End::After(seconds) => format!(
            "`{}` ends after {} and is started again, for ever",
            container.name,
            duration(*seconds)
        ),
        End::AtOnce(program) => format!(
            "`{}` ends as soon as `{program}` has, and is started again for ever: CrashLoopBackOff",
            container.name
        ),
        End::WithWork(seconds) => format!(
            "`{}` ends {} after its work, and does it again when it is restarted",
            container.name,
            duration(*seconds)
        ),
    };
    let finding = Finding::new(message, route.field(field), "comes to its end").help(
        "a DaemonSet restarts what ends, whatever its exit code; do what is done once in an init \
         container, and end with a program that stays, `sleep infinity` for example",
    );
    let finding = match ends {
        End::WithWork(_) => finding.severity(Severity::Info),
        _ => finding,
    };
    Some(finding)
}

/// How a command ends.
#[derive(Clone, Debug, PartialEq)]
enum End {
    /// It does nothing but sleep.
    After(f64),
    /// It does nothing that lasts.
    AtOnce(String),
    /// It does something, then sleeps.
    WithWork(f64),
}

/// How the command of these words ends; none where it may stay.
fn ends(words: &[&str], known: Known<'_>) -> Option<End> {
    let keeps_on = |word: &&str| {
        KEEPS_ON.contains(word) || word.contains(['`', '|', '<', '>']) || word.ends_with('&')
    };
    let is_script = script::shell_script(words).is_some();
    script::of_commands(words, |commands| {
        let (mut last, mut idle, mut brief) = (Vec::new(), true, true);
        for command in commands {
            if is_script && command.iter().any(keeps_on) {
                return None;
            }
            let ends_at_once = last.is_empty() || known.ends_at_once(&last);
            idle &= ends_at_once || script::sleeps(&last).is_some();
            brief &= ends_at_once;
            last = command;
        }
        if let Some(seconds) = script::sleeps(&last).filter(|seconds| *seconds < known.for_ever) {
            return Some(if idle { End::After(seconds) } else { End::WithWork(seconds) });
        }
        let ends_at_once = brief && known.ends_at_once(&last);
        ends_at_once
            .then(|| End::AtOnce(last.first().map_or("", |p| script::base_name(p)).to_owned()))
    })
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s >= 7200.0 => format!("{:.0} hours", s / 3600.0),
        s if s >= 120.0 => format!("{:.0} minutes", s / 60.0),
        s => format!("{s:.0} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_and_what_stays() {
        let known = Known { also: &[], except: &[], images: &[], for_ever: 2_592_000.0 };
        let of = |words: &[&str]| ends(words, known);
        assert_eq!(of(&["sleep", "300"]), Some(End::After(300.0)));
        assert_eq!(of(&["whoami"]), Some(End::AtOnce("whoami".to_owned())));
        assert_eq!(of(&["sh", "-c", "echo hello; sleep 1h"]), Some(End::After(3600.0)));
        let tuned = of(&["sh", "-c", "sysctl -w vm.max_map_count=262144 && modprobe nbd"]);
        assert_eq!(tuned, Some(End::AtOnce("modprobe".to_owned())));
        assert_eq!(of(&["sh", "-c", "setup && sleep 1h"]), Some(End::WithWork(3600.0)));
        for script in [
            "while true; do date; sleep 5; done",
            "sleep infinity",
            "agent",
            "echo start; agent",
            "echo a > /b; sleep 5 & wait",
            "date | agent",
            "sleep 3650d",
        ] {
            assert_eq!(of(&["sh", "-c", script]), None, "{script}");
        }
    }
}
