//! A container's lifecycle hooks and the signal that stops it.

use super::context::PodContext;
use super::handler::{SleepLimits, validate_handler};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Gate;
use k8s_openapi::api::core::v1::{Lifecycle, PodSpec};

/// Mirrors `validateLifecycle`.
pub(super) fn validate_lifecycle(
    pod: &PodContext<'_>,
    lifecycle: &Lifecycle,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let limits = SleepLimits {
        grace_period: pod.spec.termination_grace_period_seconds,
        may_be_zero: pod
            .strictness
            .allows(Gate::PodLifecycleSleepActionAllowZero, pod.strictness.excused.empty_sleeps),
    };
    if let Some(hook) = &lifecycle.post_start {
        validate_handler(hook.into(), limits, &path.child("postStart"), errors);
    }
    if let Some(hook) = &lifecycle.pre_stop {
        validate_handler(hook.into(), limits, &path.child("preStop"), errors);
    }
    if let Some(signal) = &lifecycle.stop_signal {
        validate_stop_signal(pod.spec, signal, &path.child("stopSignal"), errors);
    }
}

/// Mirrors `validateStopSignal`.
fn validate_stop_signal(spec: &PodSpec, signal: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    const WINDOWS: [&str; 2] = ["SIGKILL", "SIGTERM"];
    match spec.os.as_ref().map(|os| os.name.as_str()) {
        None => errors.forbidden(path, "goes with `spec.os.name`, since each system has its own"),
        Some("windows") if !WINDOWS.contains(&signal) => {
            errors.not_supported(path, signal, &WINDOWS);
        }
        Some("linux") if !is_linux_signal(signal) => {
            let common = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "…"];
            errors.not_supported(path, signal, &common);
        }
        Some(_) => {}
    }
}

/// Mirrors `supportedStopSignalsLinux`.
fn is_linux_signal(signal: &str) -> bool {
    const NAMES: [&str; 36] = [
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT",
        "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM",
        "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
        "RTMIN", "RTMAX",
    ];
    let Some(name) = signal.strip_prefix("SIG") else { return false };
    let real_time = |start, most| {
        name.strip_prefix(start)
            .filter(|number: &&str| !number.starts_with(['0', '+']))
            .and_then(|number| number.parse().ok())
            .is_some_and(|number: u8| (1..=most).contains(&number))
    };
    NAMES.contains(&name) || real_time("RTMIN+", 15) || real_time("RTMAX-", 14)
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::validation::testing::of_pod;

    #[test]
    fn stop_signals() {
        let of = |os: &str, signal: &str| {
            of_pod(&format!(
                "{{{os} containers: [{{name: c, image: i, lifecycle: {{stopSignal: {signal}}}}}]}}"
            ))
            .join(", ")
            .replace("containers[0].lifecycle.", "")
        };
        assert_eq!(of("", "SIGTERM"), "stopSignal Forbidden");
        assert_eq!(of("os: {name: windows},", "SIGKILL"), "");
        assert_eq!(of("os: {name: windows},", "SIGHUP"), "stopSignal NotSupported");
        for good in ["SIGHUP", "SIGRTMIN", "SIGRTMIN+15", "SIGRTMAX-14", "SIGRTMAX"] {
            assert_eq!(of("os: {name: linux},", good), "", "{good}");
        }
        let bad =
            ["HUP", "SIG", "sighup", "SIGRTMIN+16", "SIGRTMIN+0", "SIGRTMIN+01", "SIGRTMAX-15"];
        for bad in bad {
            assert_eq!(of("os: {name: linux},", bad), "stopSignal NotSupported", "{bad}");
        }
    }
}
