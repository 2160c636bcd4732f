//! A container. Mirrors `SetDefaults_Container`, `SetDefaults_Probe` and `SetDefaults_HTTPGetAction`
//! of `pkg/apis/core/v1/defaults.go`, and the defaults that are marked on fields.

use super::{round_up_to_milli, set_if_empty, set_if_zero};
use crate::kubernetes::image;
use k8s_openapi::api::core::v1::{
    Container, ContainerPort, EnvVar, EphemeralContainer, HTTPGetAction, Lifecycle,
    ObjectFieldSelector, Probe, ResourceRequirements,
};

/// The protocol of a port that names none.
pub(super) const PROTOCOL: &str = "TCP";

/// The fields that both types of containers have.
macro_rules! default_fields {
    ($container:ident) => {
        default_image_and_termination(
            $container.image.as_deref(),
            &mut $container.image_pull_policy,
            &mut $container.termination_message_path,
            &mut $container.termination_message_policy,
        );
        default_ports(&mut $container.ports);
        default_env(&mut $container.env);
        default_resources($container.resources.as_mut());
        let probes = [
            &mut $container.liveness_probe,
            &mut $container.readiness_probe,
            &mut $container.startup_probe,
        ];
        probes.into_iter().flatten().for_each(default_probe);
        default_lifecycle($container.lifecycle.as_mut());
    };
}

pub(super) fn default_container(container: &mut Container) {
    default_fields!(container);
}

pub(super) fn default_ephemeral_container(container: &mut EphemeralContainer) {
    default_fields!(container);
}

fn default_image_and_termination(
    image: Option<&str>,
    pull_policy: &mut Option<String>,
    message_path: &mut Option<String>,
    message_policy: &mut Option<String>,
) {
    set_if_empty(pull_policy, image::default_pull_policy(image.unwrap_or_default()));
    set_if_empty(message_path, "/dev/termination-log");
    set_if_empty(message_policy, "File");
}

fn default_ports(ports: &mut Option<Vec<ContainerPort>>) {
    for port in ports.iter_mut().flatten() {
        set_if_empty(&mut port.protocol, PROTOCOL);
    }
}

fn default_env(env: &mut Option<Vec<EnvVar>>) {
    for source in env.iter_mut().flatten().filter_map(|variable| variable.value_from.as_mut()) {
        if let Some(field_ref) = &mut source.field_ref {
            default_object_field_selector(field_ref);
        }
        if let Some(file_key_ref) = &mut source.file_key_ref {
            file_key_ref.optional.get_or_insert(false);
        }
    }
}

pub(super) fn default_object_field_selector(selector: &mut ObjectFieldSelector) {
    set_if_empty(&mut selector.api_version, "v1");
}

fn default_resources(resources: Option<&mut ResourceRequirements>) {
    if let Some(resources) = resources {
        round_up_to_milli(&mut resources.limits);
        round_up_to_milli(&mut resources.requests);
    }
}

fn default_probe(probe: &mut Probe) {
    set_if_zero(&mut probe.timeout_seconds, 1);
    set_if_zero(&mut probe.period_seconds, 10);
    set_if_zero(&mut probe.success_threshold, 1);
    set_if_zero(&mut probe.failure_threshold, 3);
    if let Some(http_get) = &mut probe.http_get {
        default_http_get(http_get);
    }
    if let Some(grpc) = &mut probe.grpc {
        grpc.service.get_or_insert_default();
    }
}

fn default_lifecycle(lifecycle: Option<&mut Lifecycle>) {
    let Some(lifecycle) = lifecycle else { return };
    for handler in [&mut lifecycle.post_start, &mut lifecycle.pre_stop].into_iter().flatten() {
        if let Some(http_get) = &mut handler.http_get {
            default_http_get(http_get);
        }
    }
}

fn default_http_get(http_get: &mut HTTPGetAction) {
    set_if_empty(&mut http_get.path, "/");
    set_if_empty(&mut http_get.scheme, "HTTP");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_of_zeros_gets_the_usual_figures() {
        let mut probe = Probe {
            timeout_seconds: Some(0),
            http_get: Some(HTTPGetAction::default()),
            ..Probe::default()
        };
        default_probe(&mut probe);
        assert_eq!(probe.timeout_seconds, Some(1));
        assert_eq!(probe.period_seconds, Some(10));
        assert_eq!(probe.failure_threshold, Some(3));
        assert_eq!(probe.initial_delay_seconds, None);
        assert_eq!(probe.http_get.unwrap().path.as_deref(), Some("/"));
    }
}
