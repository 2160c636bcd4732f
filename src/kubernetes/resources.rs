//! What a pod asks of a node. Mirrors `PodRequests` of `k8s.io/component-helpers/resource`.

use crate::kubernetes::containers::is_sidecar;
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Container, ContainerStatus, Pod, PodSpec, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use thiserror::Error;

use super::quantity::{Quantity, QuantityError};

/// Quantities by the name of their resource.
pub(crate) type Requests = BTreeMap<String, Quantity>;

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
    requests(spec, written_requests, read)
}

/// What a pod that exists takes. Where its status says what its containers have (`resources`), the
/// most of that, of what is allocated to them and of what the spec asks for counts, since one of
/// them may still be on its way (a resize in place); so it is for what is set for the pod as a
/// whole. Of init containers only sidecars can be resized.
///
/// # Errors
/// If a quantity can't be read.
pub(crate) fn running_pod_requests(pod: &Pod) -> Result<Requests, RequestError> {
    let Some(spec) = &pod.spec else { return Ok(Requests::new()) };
    let status = pod.status.as_ref();
    let statuses: BTreeMap<&str, &ContainerStatus> = status
        .iter()
        .flat_map(|status| [&status.container_statuses, &status.init_container_statuses])
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
    let most = |wanted: List<'_>, actual: &ResourceRequirements, allocated: List<'_>| {
        let mut most = Requests::new();
        let wanted = wanted.filter(|_| !infeasible);
        for list in [wanted, actual.requests.as_ref(), allocated] {
            raise(&mut most, &read(list)?);
        }
        Ok(most)
    };
    let resized = |container: &Container, runs_on: bool| {
        let wanted = container.resources.as_ref().and_then(|r| r.requests.as_ref());
        let status = statuses.get(container.name.as_str()).filter(|_| runs_on);
        match status.and_then(|status| Some((status, status.resources.as_ref()?))) {
            Some((status, actual)) => most(wanted, actual, status.allocated_resources.as_ref()),
            None => read(wanted),
        }
    };
    let of_pod = |wanted: List<'_>| {
        let Some((status, actual)) = status.and_then(|s| Some((s, s.resources.as_ref()?))) else {
            return read(wanted);
        };
        let effective = most(wanted, actual, status.allocated_resources.as_ref())?;
        // Only what the spec sets is replaced; what is said nowhere else is nothing.
        let names = wanted.into_iter().flat_map(BTreeMap::keys);
        let amount = |name: &String| effective.get(name).copied().unwrap_or(Quantity::ZERO);
        Ok(names.map(|name| (name.clone(), amount(name))).collect())
    };
    requests(spec, resized, of_pod)
}

/// What a pod of this spec may take, with the overhead of its runtime where there is a limit
/// (`PodLimits`).
///
/// # Errors
/// If a quantity can't be read.
pub(crate) fn pod_limits(spec: &PodSpec) -> Result<Requests, RequestError> {
    let mut total = container_limits(spec)?;
    let of_pod = read(spec.resources.as_ref().and_then(|resources| resources.limits.as_ref()))?;
    total.extend(of_pod.into_iter().filter(|(name, _)| is_pod_level_resource(name)));
    for (name, overhead) in read(spec.overhead.as_ref())? {
        if let Some(limit) = total.get_mut(&name) {
            *limit += overhead;
        }
    }
    Ok(total)
}

/// Whether a resource is none of Kubernetes' own (`IsExtendedResourceName`).
#[must_use]
pub(crate) fn is_extended(name: &str) -> bool {
    name.contains('/') && !name.contains("kubernetes.io/") && !name.starts_with("requests.")
}

/// Whether a resource can be set for a pod as a whole (`IsSupportedPodLevelResource`).
#[must_use]
pub(crate) fn is_pod_level_resource(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with("hugepages-")
}

/// What the containers of a pod ask for together, without what is set for the pod as a whole
/// (`AggregateContainerRequests`).
///
/// # Errors
/// If a quantity can't be read.
pub(crate) fn container_requests(spec: &PodSpec) -> Result<Requests, RequestError> {
    aggregate(spec, written_requests)
}

/// What the containers of a pod may take together (`AggregateContainerLimits`).
///
/// # Errors
/// If a quantity can't be read.
pub(crate) fn container_limits(spec: &PodSpec) -> Result<Requests, RequestError> {
    aggregate(spec, |container, _| {
        read(container.resources.as_ref().and_then(|r| r.limits.as_ref()))
    })
}

fn written_requests(container: &Container, _runs_on: bool) -> Result<Requests, RequestError> {
    read(container.resources.as_ref().and_then(|r| r.requests.as_ref()))
}

/// `of_container` is also told whether the container runs on once the pod has started; `of_pod`
/// gets what the spec sets for the pod as a whole.
fn requests(
    spec: &PodSpec,
    of_container: impl Fn(&Container, bool) -> Result<Requests, RequestError>,
    of_pod: impl Fn(List<'_>) -> Result<Requests, RequestError>,
) -> Result<Requests, RequestError> {
    let mut total = aggregate(spec, of_container)?;
    let pod_level = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
    let pod_level = of_pod(pod_level)?.into_iter().filter(|(name, _)| is_pod_level_resource(name));
    total.extend(pod_level);
    add(&mut total, &read(spec.overhead.as_ref())?);
    Ok(total)
}

fn aggregate(
    spec: &PodSpec,
    of_container: impl Fn(&Container, bool) -> Result<Requests, RequestError>,
) -> Result<Requests, RequestError> {
    let mut total = Requests::new();
    for container in &spec.containers {
        add(&mut total, &of_container(container, true)?);
    }

    let mut sidecars = Requests::new();
    let mut while_starting = Requests::new();
    for container in spec.init_containers.iter().flatten() {
        let sidecar = is_sidecar(container);
        let mut needed = of_container(container, sidecar)?;
        if sidecar {
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

type List<'a> = Option<&'a BTreeMap<String, ApiQuantity>>;

fn read(list: List<'_>) -> Result<Requests, RequestError> {
    let entries = list.into_iter().flatten();
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

    fn taken(spec: &str, status: &str) -> String {
        let pod = format!(r#"{{"metadata":{{}},"spec":{spec},"status":{status}}}"#);
        let requests = running_pod_requests(&serde_json::from_str(&pod).unwrap()).unwrap();
        requests.iter().map(|(name, q)| format!("{name}={q}")).collect::<Vec<_>>().join(" ")
    }

    fn status(reason: &str, of_container: &str) -> String {
        format!(
            r#"{{"conditions":[{{"type":"PodResizePending","status":"True","reason":"{reason}"}}],
            "containerStatuses":[{{"name":"c","ready":true,"restartCount":0,"image":"",
            "imageID":"",{of_container}}}]}}"#
        )
    }

    #[test]
    fn a_resize_counts_at_its_largest() {
        let spec = format!(r#"{{"containers":[{}]}}"#, container("2", "null"));
        let of_container = |cpu: &str| {
            format!(
                r#""allocatedResources":{{"cpu":"1"}},"resources":{{"requests":{{"cpu":"{cpu}"}}}}"#
            )
        };
        assert_eq!(taken(&spec, &status("Deferred", &of_container("500m"))), "cpu=2");
        assert_eq!(taken(&spec, &status("Infeasible", &of_container("500m"))), "cpu=1");
        assert_eq!(taken(&spec, &status("Deferred", &of_container("3"))), "cpu=3");
    }

    #[test]
    fn a_status_without_resources_says_nothing_of_a_resize() {
        let spec = format!(r#"{{"containers":[{}]}}"#, container("2", "null"));
        let allocated = r#""allocatedResources":{"cpu":"3"}"#;
        for reason in ["Deferred", "Infeasible"] {
            assert_eq!(taken(&spec, &status(reason, allocated)), "cpu=2");
        }
    }

    #[test]
    fn of_init_containers_only_sidecars_are_resized() {
        let of = |init: &str| format!(r#"{{"containers":[],"initContainers":[{init}]}}"#);
        let has = r#""resources":{"requests":{"cpu":"3"}}"#;
        assert_eq!(taken(&of(&container("1", "null")), &status("", has)), "cpu=1");
        assert_eq!(taken(&of(&container("1", r#""Always""#)), &status("", has)), "cpu=3");
    }

    #[test]
    fn a_resize_of_the_pod_as_a_whole_counts_too() {
        let spec = format!(
            r#"{{"containers":[{}],"resources":{{"requests":{{"cpu":"2"}}}}}}"#,
            container("1", "null")
        );
        let has = r#"{"resources":{"requests":{"cpu":"3","memory":"1Gi"}}}"#;
        assert_eq!(taken(&spec, has), "cpu=3");
        assert_eq!(taken(&spec, r#"{"allocatedResources":{"cpu":"3"}}"#), "cpu=2");
    }

    #[test]
    fn an_unreadable_quantity_is_named() {
        let spec = format!(r#"{{"containers":[{}]}}"#, container("1 core", "null"));
        let error = pod_requests(&serde_json::from_str(&spec).unwrap()).unwrap_err();
        assert_eq!((error.resource.as_str(), error.text.as_str()), ("cpu", "1 core"));
    }
}
