//! What a probe asks and what a lifecycle hook does.
//!
//! Mirrors `validateHandler` and its kin of `pkg/apis/core/validation`.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{
    ExecAction, GRPCAction, HTTPGetAction, LifecycleHandler, Probe, SleepAction, TCPSocketAction,
};

/// The handlers of a probe or a hook: one of them is to be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handler<'a> {
    exec: Option<&'a ExecAction>,
    http_get: Option<&'a HTTPGetAction>,
    tcp_socket: Option<&'a TCPSocketAction>,
    grpc: Option<&'a GRPCAction>,
    sleep: Option<&'a SleepAction>,
}

impl<'a> From<&'a Probe> for Handler<'a> {
    fn from(probe: &'a Probe) -> Self {
        Self {
            exec: probe.exec.as_ref(),
            http_get: probe.http_get.as_ref(),
            tcp_socket: probe.tcp_socket.as_ref(),
            grpc: probe.grpc.as_ref(),
            sleep: None,
        }
    }
}

impl<'a> From<&'a LifecycleHandler> for Handler<'a> {
    fn from(hook: &'a LifecycleHandler) -> Self {
        Self {
            exec: hook.exec.as_ref(),
            http_get: hook.http_get.as_ref(),
            tcp_socket: hook.tcp_socket.as_ref(),
            grpc: None,
            sleep: hook.sleep.as_ref(),
        }
    }
}

const GRPC_MODES: [&str; 2] = ["Plaintext", "TLS"];
const HTTP_PROTOCOLS: [&str; 2] = ["HTTP1", "HTTP2"];

/// How long a hook may sleep.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SleepLimits {
    /// The pod's `terminationGracePeriodSeconds`.
    pub grace_period: Option<i64>,
    /// Whether it may sleep for no time.
    pub may_be_zero: bool,
}

/// Checks the first handler that is set; every other is one too many. Mirrors `validateHandler`.
pub(super) fn validate_handler(
    handler: Handler<'_>,
    limits: SleepLimits,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut handlers = Handlers { path, errors, found: false };
    handlers.check("exec", handler.exec, validate_exec);
    handlers.check("httpGet", handler.http_get, validate_http_get);
    handlers.check("tcpSocket", handler.tcp_socket, |tcp, path, errors| {
        checks::port_number_or_name(&tcp.port, &path.child("port"), errors);
    });
    handlers.check("grpc", handler.grpc, |grpc, path, errors| {
        checks::port_number(grpc.port, &path.child("port"), errors);
        if let Some(mode) = grpc.mode.as_deref().filter(|mode| !GRPC_MODES.contains(mode)) {
            errors.not_supported(&path.child("mode"), mode, &GRPC_MODES);
        }
    });
    handlers.check("sleep", handler.sleep, |sleep, path, errors| {
        validate_sleep(sleep, limits, path, errors);
    });
    if !handlers.found {
        errors.required(path, "say what to do: `exec`, `httpGet`, `tcpSocket` or the like");
    }
}

/// The handlers of one probe or hook as they are walked.
struct Handlers<'w> {
    path: &'w Path<'w>,
    errors: &'w mut FieldErrors,
    found: bool,
}

impl Handlers<'_> {
    fn check<H>(
        &mut self,
        field: &'static str,
        handler: Option<&H>,
        validate: impl FnOnce(&H, &Path<'_>, &mut FieldErrors),
    ) {
        let Some(handler) = handler else { return };
        let path = self.path.child(field);
        if self.found {
            self.errors.forbidden(&path, "there is another handler already; one is allowed");
        } else {
            self.found = true;
            validate(handler, &path, self.errors);
        }
    }
}

/// Mirrors `validateExecAction`.
fn validate_exec(exec: &ExecAction, path: &Path<'_>, errors: &mut FieldErrors) {
    if exec.command.as_ref().is_none_or(Vec::is_empty) {
        errors.required(&path.child("command"), "give the command to run");
    }
}

/// Mirrors `validateHTTPGetAction`, which reports headers at their list.
fn validate_http_get(http: &HTTPGetAction, path: &Path<'_>, errors: &mut FieldErrors) {
    if http.path.as_deref().unwrap_or_default().is_empty() {
        errors.required(&path.child("path"), "give the path to ask for");
    }
    checks::port_number_or_name(&http.port, &path.child("port"), errors);
    let scheme = http.scheme.as_deref().unwrap_or_default();
    if !["HTTP", "HTTPS"].contains(&scheme) {
        errors.not_supported(&path.child("scheme"), scheme, &["HTTP", "HTTPS"]);
    }
    for header in http.http_headers.iter().flatten() {
        checks::http_header_name(&header.name, &path.child("httpHeaders"), errors);
    }
    let Some(protocol) = http.protocol.as_deref() else { return };
    let at = path.child("protocol");
    if !HTTP_PROTOCOLS.contains(&protocol) {
        errors.not_supported(&at, protocol, &HTTP_PROTOCOLS);
    }
    if protocol == "HTTP2" && scheme == "HTTPS" {
        errors.invalid(&at, "`HTTP2` is spoken without TLS alone: leave out `scheme: HTTPS`");
    }
    if protocol == "HTTP2" && http.host.as_ref().is_some_and(|host| !host.is_empty()) {
        errors.invalid(&at, "`HTTP2` is spoken to the pod alone: leave out `host`");
    }
}

/// Mirrors `validateSleepAction`. Without a grace period, the pod itself is reported elsewhere.
fn validate_sleep(
    sleep: &SleepAction,
    limits: SleepLimits,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let (seconds, least) = (sleep.seconds, i64::from(!limits.may_be_zero));
    if let Some(most) = limits.grace_period.filter(|most| !(least..=*most).contains(&seconds)) {
        errors.invalid(
            path,
            format!(
                "cannot sleep {seconds} seconds; it must be from {least} to the pod's \
                 `terminationGracePeriodSeconds`, {most}"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::validation::testing::{assert_table, of_container};

    #[test]
    fn one_handler() {
        assert_table(
            of_container,
            &[
                ("livenessProbe: {}", &["livenessProbe Required"]),
                ("lifecycle: {preStop: {}}", &["lifecycle.preStop Required"]),
                (
                    "livenessProbe: {grpc: {port: 0}, tcpSocket: {port: 1}, exec: {}}",
                    &[
                        "livenessProbe.exec.command Required",
                        "livenessProbe.grpc Forbidden",
                        "livenessProbe.tcpSocket Forbidden",
                    ],
                ),
                (
                    "lifecycle: {postStart: {sleep: {seconds: -1}, httpGet: {port: 1}}}",
                    &["lifecycle.postStart.sleep Forbidden"],
                ),
            ],
        );
    }

    #[test]
    fn what_they_ask() {
        assert_table(
            of_container,
            &[
                ("livenessProbe: {exec: {command: ['']}}", &[]),
                ("livenessProbe: {grpc: {port: 0}}", &["livenessProbe.grpc.port Invalid"]),
                (
                    "livenessProbe: {tcpSocket: {port: '80'}}",
                    &["livenessProbe.tcpSocket.port Invalid"],
                ),
                (
                    "livenessProbe: {tcpSocket: {port: 65536}}",
                    &["livenessProbe.tcpSocket.port Invalid"],
                ),
                ("livenessProbe: {httpGet: {port: any-name}}", &[]),
                (
                    "livenessProbe: {httpGet: {port: 1, scheme: http, httpHeaders: \
                     [{name: 'a b', value: c}, {name: '', value: c}]}}",
                    &[
                        "livenessProbe.httpGet.httpHeaders Invalid",
                        "livenessProbe.httpGet.scheme NotSupported",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn sleep_fits_the_grace_period() {
        assert_table(
            of_container,
            &[
                ("lifecycle: {preStop: {sleep: {seconds: 0}}}", &[]),
                ("lifecycle: {preStop: {sleep: {seconds: 30}}}", &[]),
                (
                    "lifecycle: {preStop: {sleep: {seconds: 31}}}",
                    &["lifecycle.preStop.sleep Invalid"],
                ),
                (
                    "lifecycle: {preStop: {sleep: {seconds: -1}}}",
                    &["lifecycle.preStop.sleep Invalid"],
                ),
            ],
        );
    }
}
