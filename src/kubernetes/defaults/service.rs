//! A Service. Mirrors `SetDefaults_Service` of `pkg/apis/core/v1/defaults.go`.

use super::set_if_empty;
use k8s_openapi::api::core::v1::{Service, SessionAffinityConfig};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// Seconds that a client stays at a pod where the manifest doesn't say: three hours.
const AFFINITY_SECONDS: i32 = 10_800;

/// Fills in a Service's defaults.
pub(crate) fn default_service(service: &mut Service) {
    let spec = service.spec.get_or_insert_default();
    set_if_empty(&mut spec.session_affinity, "None");
    match spec.session_affinity.as_deref() {
        Some("None") => spec.session_affinity_config = None,
        Some("ClientIP") => {
            let config: &mut SessionAffinityConfig =
                spec.session_affinity_config.get_or_insert_default();
            let client = config.client_ip.get_or_insert_default();
            client.timeout_seconds.get_or_insert(AFFINITY_SECONDS);
        }
        _ => {}
    }
    set_if_empty(&mut spec.type_, "ClusterIP");
    for port in spec.ports.iter_mut().flatten() {
        set_if_empty(&mut port.protocol, "TCP");
        let is_unset = match &port.target_port {
            None | Some(IntOrString::Int(0)) => true,
            Some(IntOrString::String(name)) => name.is_empty(),
            Some(IntOrString::Int(_)) => false,
        };
        if is_unset {
            port.target_port = Some(IntOrString::Int(port.port));
        }
    }
    let kind = spec.type_.as_deref().unwrap_or_default();
    let has_ips = spec.external_ips.as_ref().is_some_and(|ips| !ips.is_empty());
    let (is_balanced, is_inside) = (kind == "LoadBalancer", kind == "ClusterIP");
    if is_balanced || kind == "NodePort" || is_inside && has_ips {
        set_if_empty(&mut spec.external_traffic_policy, "Cluster");
    }
    if is_balanced || kind == "NodePort" || is_inside {
        spec.internal_traffic_policy.get_or_insert_with(|| "Cluster".to_owned());
    }
    if is_balanced {
        spec.allocate_load_balancer_node_ports.get_or_insert(true);
    }
}
