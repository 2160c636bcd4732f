//! What a pod asks of a node. Mirrors `PodRequests` of `k8s.io/component-helpers/resource`.

use crate::kubernetes::containers::is_sidecar;
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Container, ContainerStatus, Pod, PodSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use thiserror::Error;

use super::quantity::{Quantity, QuantityError};

/// Quantities by the name of their resource.
pub type Requests = BTreeMap<String, Quantity>;

/// A quantity that can't be read. The API server takes no such pod.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{resource}: `{text}` {source}")]
pub struct RequestError {
    /// The name of the resource.
    pub resource: String,
    /// The quantity as written.
    pub text: String,
    /// Why it can't be read.
    pub source: QuantityError,
}

/// What a pod of this spec asks for, as the scheduler counts it: all containers together, or the
/// most that is needed while init containers run; sidecars (init containers that go on) beside
/// both; then what is set for the pod as a whole; then the overhead of its runtime.
///
/// The spec is taken as it is: that a limit without a request is a request too is defaulting.
///
/// # Errors
/// If a quantity can't be read.
pub fn pod_requests(spec: &PodSpec) -> Result<Requests, RequestError> {
    requests(spec, |container| {
        read(&container.resources.as_ref().and_then(|r| r.requests.as_ref()))
    })
}

/// What a pod that exists takes: where its status says that a container has more than its spec
/// asks for (it is being resized), that counts.
///
/// # Errors
/// If a quantity can't be read.
pub fn running_pod_requests(pod: &Pod) -> Result<Requests, RequestError> {
    let Some(spec) = &pod.spec else { return Ok(Requests::new()) };
    let status = pod.status.as_ref();
    let statuses: BTreeMap<&str, &ContainerStatus> = status
        .iter()
        .flat_map(|status| [&status.init_container_statuses, &status.container_statuses])
        .flatten()
        .flatten()
        .map(|status| (status.name.as_str(), status))
        .collect();
    // A resize that this node can't do doesn't count, only what the container has.
    let infeasible = status
        .iter()
        .flat_map(|status| status.conditions.iter().flatten())
        .find(|condition| condition.type_ == "PodResizePending")
        .is_some_and(|condition| condition.reason.as_deref() == Some("Infeasible"));
    requests(spec, |container| {
        let wanted = container.resources.as_ref().and_then(|r| r.requests.as_ref());
        let Some(status) = statuses.get(container.name.as_str()) else { return read(&wanted) };
        let actual = status.resources.as_ref().and_then(|r| r.requests.as_ref());
        let allocated = status.allocated_resources.as_ref();
        let mut most = Requests::new();
        if !infeasible || (actual.is_none() && allocated.is_none()) {
            raise(&mut most, &read(&wanted)?);
        }
        raise(&mut most, &read(&actual)?);
        raise(&mut most, &read(&allocated)?);
        Ok(most)
    })
}

/// Whether a resource can be set for a pod as a whole (`IsSupportedPodLevelResource`).
#[must_use]
pub fn is_pod_level_resource(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with("hugepages-")
}

/// What the containers of a pod ask for together, without what is set for the pod as a whole
/// (`AggregateContainerRequests`).
///
/// # Errors
/// If a quantity can't be read.
pub fn container_requests(spec: &PodSpec) -> Result<Requests, RequestError> {
    aggregate(spec, |container| {
        read(&container.resources.as_ref().and_then(|r| r.requests.as_ref()))
    })
}

/// What the containers of a pod may take together (`AggregateContainerLimits`).
///
/// # Errors
/// If a quantity can't be read.
pub fn container_limits(spec: &PodSpec) -> Result<Requests, RequestError> {
    aggregate(spec, |container| read(&container.resources.as_ref().and_then(|r| r.limits.as_ref())))
}

fn requests(
    spec: &PodSpec,
    of_container: impl Fn(&Container) -> Result<Requests, RequestError>,
) -> Result<Requests, RequestError> {
    let mut total = aggregate(spec, of_container)?;
    let pod_level = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
    let pod_level = read(&pod_level)?.into_iter().filter(|(name, _)| is_pod_level_resource(name));
    total.extend(pod_level);
    add(&mut total, &read(&spec.overhead.as_ref())?);
    Ok(total)
}

fn aggregate(
    spec: &PodSpec,
    of_container: impl Fn(&Container) -> Result<Requests, RequestError>,
) -> Result<Requests, RequestError> {
    let mut total = Requests::new();
    for container in &spec.containers {
        add(&mut total, &of_container(container)?);
    }

    let mut sidecars = Requests::new();
    let mut while_starting = Requests::new();
    for container in spec.init_containers.iter().flatten() {
        let mut needed = of_container(container)?;
        if is_sidecar(container) {
            add(&mut total, &needed);
            add(&mut sidecars, &needed);
            raise(&mut while_starting, &sidecars);
        } else {
            add(&mut needed, &sidecars);
            raise(&mut while_starting, &needed);
        }
    }
    raise(&mut total, &while_starting);
    Ok(total)
}

fn read(list: &Option<&BTreeMap<String, ApiQuantity>>) -> Result<Requests, RequestError> {
    let entries = list.iter().flat_map(|list| list.iter());
    entries
        .map(|(resource, quantity)| match Quantity::from_api(quantity) {
            Ok(read) => Ok((resource.clone(), read)),
            Err(source) => {
                Err(RequestError { resource: resource.clone(), text: quantity.0.clone(), source })
            }
        })
        .collect()
}

/// `addResourceList`.
fn add(total: &mut Requests, more: &Requests) {
    for (resource, quantity) in more {
        match total.get_mut(resource) {
            Some(sum) => *sum += *quantity,
            None => {
                total.insert(resource.clone(), *quantity);
            }
        }
    }
}

/// `maxResourceList`.
fn raise(most: &mut Requests, other: &Requests) {
    for (resource, quantity) in other {
        match most.get_mut(resource) {
            Some(largest) => *largest = (*largest).max(*quantity),
            None => {
                most.insert(resource.clone(), *quantity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(spec: &str) -> String {
        let requests = pod_requests(&serde_json::from_str(spec).unwrap()).unwrap();
        requests.iter().map(|(name, q)| format!("{name}={q}")).collect::<Vec<_>>().join(" ")
    }

    fn container(cpu: &str, restart_policy: &str) -> String {
        format!(
            r#"{{"name":"c","restartPolicy":{restart_policy},"resources":{{"requests":{{"cpu":"{cpu}"}}}}}}"#
        )
    }

    #[test]
    fn init_containers_count_while_they_run_and_sidecars_always() {
        let main = container("100m", "null");
        let init = container("1", "null");
        let sidecar = container("200m", r#""Always""#);
        let spec = |init: &[&str]| {
            format!(r#"{{"containers":[{main}],"initContainers":[{}]}}"#, init.join(","))
        };
        assert_eq!(asked(&spec(&[])), "cpu=100m");
        assert_eq!(asked(&spec(&[&sidecar])), "cpu=300m");
        assert_eq!(asked(&spec(&[&init, &sidecar])), "cpu=1");
        assert_eq!(asked(&spec(&[&sidecar, &init])), "cpu=1200m");
    }

    #[test]
    fn what_is_set_for_the_pod_counts_instead_and_overhead_on_top() {
        let main = container("100m", "null");
        assert_eq!(
            asked(&format!(
                r#"{{"containers":[{main}],"overhead":{{"cpu":"50m","memory":"1Mi"}},
                "resources":{{"requests":{{"cpu":"2","example.com/gpu":"1"}}}}}}"#
            )),
            "cpu=2050m memory=1Mi"
        );
    }

    #[test]
    fn a_resize_counts_at_its_largest() {
        let pod = |reason: &str| {
            let pod: Pod = serde_json::from_str(&format!(
                r#"{{"metadata":{{}},"spec":{{"containers":[{}]}},"status":{{
                "conditions":[{{"type":"PodResizePending","status":"True","reason":"{reason}"}}],
                "containerStatuses":[{{"name":"c","ready":true,"restartCount":0,"image":"",
                "imageID":"","allocatedResources":{{"cpu":"1"}}}}]}}}}"#,
                container("2", "null")
            ))
            .unwrap();
            running_pod_requests(&pod).unwrap()["cpu"].to_string()
        };
        assert_eq!(pod("Deferred"), "2");
        assert_eq!(pod("Infeasible"), "1");
    }

    #[test]
    fn an_unreadable_quantity_is_named() {
        let spec = format!(r#"{{"containers":[{}]}}"#, container("1 core", "null"));
        let error = pod_requests(&serde_json::from_str(&spec).unwrap()).unwrap_err();
        assert_eq!((error.resource.as_str(), error.text.as_str()), ("cpu", "1 core"));
    }
}
