//! `writable-host-path`: files of the node that are there to be read, mounted writable.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::host_access::{HostMount, host_mounts};
use crate::yaml::edit::{Change, Fragment};

/// What agents read and have no reason to write.
const READ: [&str; 30] = [
    "/proc",
    "/sys",
    "/boot",
    "/lib/modules",
    "/usr/lib/modules",
    "/usr/src",
    "/etc/os-release",
    "/usr/lib/os-release",
    "/etc/lsb-release",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/etc/hosts",
    "/etc/hostname",
    "/etc/passwd",
    "/etc/group",
    "/etc/machine-id",
    "/etc/ssl/certs",
    "/etc/pki",
    "/etc/resolv.conf",
    "/usr",
    "/lib",
    "/lib64",
    "/run/udev",
    "/run/log/journal",
    "/var/lib/docker/containers",
    "/var/log",
    "/var/log/containers",
    "/var/log/journal",
    "/var/log/pods",
    "/sys/class",
];

/// Whether something suggests that a container writes there: a program is told of a file in it, or the
/// path is made where it is missing.
fn is_written_to(mount: &HostMount<'_>) -> bool {
    let is_made = mount.source.type_.as_deref().is_some_and(|kind| kind.ends_with("OrCreate"));
    let container = mount.container;
    let words = container.command.iter().chain(&container.args).flatten();
    let values = container.env.iter().flatten().filter_map(|variable| variable.value.as_ref());
    let inside = format!("{}/", mount.mount.mount_path.trim_end_matches('/'));
    is_made || words.chain(values).any(|word| word.contains(&inside))
}

/// The rule.
pub(super) struct WritableHostPath;

impl Check for WritableHostPath {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for mount in host_mounts(subject) {
            let path = mount.path();
            let context = mount.container.security_context.as_ref();
            let privileged = context.and_then(|context| context.privileged) == Some(true);
            // What sets the kernel up writes to /proc and /sys.
            let is_work = privileged && (path == "/proc" || path == "/sys");
            let is_read = READ.contains(&&*path) && !is_written_to(&mount);
            if !mount.is_writable() || is_work || !is_read {
                continue;
            }
            let name = &mount.container.name;
            let message =
                format!("`{name}` can write to `{path}` of the node, which is there to be read");
            let at = mount.route().field("readOnly").path();
            let value = Fragment::Literal("true".to_owned());
            let change = match mount.mount.read_only {
                Some(_) => Change::Replace { at, with: value },
                None => Change::Insert { at, value },
            };
            findings.push(
                Finding::new(message, mount.route().field("mountPath"), "without `readOnly`")
                    .help("write `readOnly: true` in this mount")
                    .unsafe_fix("mount it read-only", vec![change]),
            );
        }
    }
}
