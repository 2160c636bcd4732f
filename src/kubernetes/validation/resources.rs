//! Requests, limits and claims of a container, and of a pod as a whole.

use super::checks;
use super::context::PodContext;
use super::strictness::Strictness;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::release::Change;
use k8s_openapi::api::core::v1::{PodSpec, ResourceClaim, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Mirrors `ValidateContainerResourceRequirements`.
pub(super) fn validate_container_resources(
    pod: &PodContext<'_>,
    resources: &ResourceRequirements,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let rules = Rules { name: container_resource_name, strictness: pod.strictness };
    validate_resource_requirements(pod, resources, rules, path, errors);
}

/// Mirrors `validatePodResourceRequirements`, for the pod's own `resources`.
pub(super) fn validate_pod_resource_requirements(
    pod: &PodContext<'_>,
    resources: &ResourceRequirements,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let huge_pages = pod.strictness.release.has(Change::PodsHaveHugePagesAsAWhole);
    let name = if huge_pages { pod_resource_name } else { pod_resource_name_in_1_32 };
    let rules = Rules { name, strictness: pod.strictness };
    validate_resource_requirements(pod, resources, rules, path, errors);
}

/// Mirrors `validateOverhead`: the overhead is checked as a container's limits.
pub(super) fn validate_overhead(
    overhead: &Amounts,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let rules = Rules { name: container_resource_name, strictness };
    validate_amounts(Some(overhead), rules, &path.child("limits"), errors);
    validate_huge_pages_have_company([Some(overhead), None], path, errors);
}

/// Amounts by resource: limits, requests or an overhead.
type Amounts = BTreeMap<String, ApiQuantity>;

/// How names and amounts are checked.
#[derive(Clone, Copy)]
struct Rules {
    /// The check of a resource's name: as one of a container, or of a pod as a whole.
    name: fn(&str, &Path<'_>, &mut FieldErrors),
    strictness: Strictness,
}

/// Mirrors `validateResourceRequirements`.
fn validate_resource_requirements(
    pod: &PodContext<'_>,
    resources: &ResourceRequirements,
    rules: Rules,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let (limits, requests) = (resources.limits.as_ref(), resources.requests.as_ref());
    validate_amounts(limits, rules, &path.child("limits"), errors);
    validate_amounts(requests, rules, &path.child("requests"), errors);
    for (name, request) in requests.into_iter().flatten() {
        let limit = limits.and_then(|limits| limits.get(name));
        validate_request_and_limit(name, request, limit, path, errors);
    }
    validate_huge_pages_have_company([limits, requests], path, errors);
    if let Some(claims) = resources.claims.as_deref().filter(|claims| !claims.is_empty()) {
        validate_claims(pod.spec, claims, &path.child("claims"), errors);
    }
}

/// Checks each name and amount by itself.
fn validate_amounts(
    amounts: Option<&Amounts>,
    rules: Rules,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (name, written) in amounts.into_iter().flatten() {
        let path = path.key(name);
        (rules.name)(name, &path, errors);
        let amount = checks::amount(written);
        errors.alone(|errors| {
            validate_quantity_value(name, &amount, &written.0, &path, errors);
        });
        if is_huge_page(name)
            && !rules.strictness.excused.indivisible_huge_pages
            && !is_whole_pages(name, &amount)
        {
            errors.invalid(&path, format!("`{}` is not a whole number of pages", written.0));
        }
    }
}

/// What is wrong is reported at `limits` or `requests`, not at the resource.
fn validate_request_and_limit(
    name: &str,
    request: &ApiQuantity,
    limit: Option<&ApiQuantity>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let overcommit = is_overcommit_allowed(name);
    let Some(limit) = limit else {
        if !overcommit {
            let detail =
                format!("`{name}` cannot be overcommitted: give it a limit that is its request");
            errors.required(&path.child("limits"), detail);
        }
        return;
    };
    let (asked, most) = (checks::amount(request), checks::amount(limit));
    let verb = match asked.cmp(&most) {
        Ordering::Equal => return,
        _ if !overcommit => "must equal",
        Ordering::Greater => "may not exceed",
        Ordering::Less => return,
    };
    let detail = format!("the request of `{name}`, {}, {verb} its limit, {}", request.0, limit.0);
    let requests = path.child("requests");
    errors.written_at(&requests, &requests.key(name), |errors| errors.invalid(&requests, detail));
}

fn validate_huge_pages_have_company(
    lists: [Option<&Amounts>; 2],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let any = |test: fn(&str) -> bool| {
        lists.into_iter().flatten().flat_map(BTreeMap::keys).any(|name| test(name))
    };
    if any(is_huge_page) && !any(|name| name == "cpu" || name == "memory") {
        errors.forbidden(path, "huge pages go with `cpu` or `memory`");
    }
}

/// Mirrors `ValidateResourceQuantityValue`.
pub(super) fn validate_quantity_value(
    name: &str,
    quantity: &Quantity,
    text: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if quantity.is_negative() {
        errors.invalid(path, format!("`{text}` must be 0 or more"));
    }
    if is_integer_resource(name) && quantity.milli_value() % 1000 != 0 {
        errors.invalid(path, format!("`{text}`: `{name}` is counted in whole numbers"));
    }
}

/// Mirrors `validateContainerResourceName`.
pub(super) fn container_resource_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if !names::qualified_name(name).is_empty() {
        let detail = format!("`{name}` is not a resource, such as `cpu` or `example.com/device`");
        errors.invalid(path, detail);
    } else if !name.contains('/') {
        if !["cpu", "memory", "ephemeral-storage"].contains(&name) && !is_huge_page(name) {
            errors.invalid(
                path,
                format!(
                    "a container has no resource `{name}`: it is `cpu`, `memory`, \
                     `ephemeral-storage`, `hugepages-<size>` or a device's with its domain"
                ),
            );
        }
    } else if !is_native(name) && !is_extended(name) {
        errors.invalid(
            path,
            format!("`{name}` is not a name for a device, such as `example.com/gpu`"),
        );
    }
}

/// Mirrors `validateResourceName`.
pub(super) fn resource_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let problems = names::qualified_name(name);
    if !problems.is_empty() {
        checks::report(&problems, name, path, errors);
    } else if !name.contains('/') && !is_standard(name) {
        errors.invalid(path, format!("`{name}` is not a resource, and has no domain"));
    }
}

/// Mirrors `ValidateResourceQuotaResourceName`.
pub(super) fn quota_resource_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let problems = names::qualified_name(name);
    if !problems.is_empty() {
        checks::report(&problems, name, path, errors);
    } else if !name.contains('/') && !is_standard_in_quotas(name) {
        errors.invalid(path, format!("`{name}` is not a resource that a quota counts"));
    }
}

/// Mirrors `IsStandardQuotaResourceName`.
fn is_standard_in_quotas(name: &str) -> bool {
    let quota_pages = ["hugepages-", "requests.hugepages-"];
    name != "storage" && (COUNTED.contains(&name) || MEASURED.contains(&name))
        || quota_pages.iter().any(|prefix| name.starts_with(prefix))
}

/// Mirrors `validatePodResourceName`.
fn pod_resource_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    pod_resource_name_of(name, &["cpu", "memory", "hugepages-<size>"], path, errors);
}

/// The same before pods had huge pages as a whole.
fn pod_resource_name_in_1_32(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    pod_resource_name_of(name, &["cpu", "memory"], path, errors);
}

fn pod_resource_name_of(name: &str, supported: &[&str], path: &Path<'_>, errors: &mut FieldErrors) {
    let is_supported = match is_huge_page(name) {
        true => supported.iter().any(|one| is_huge_page(one)),
        false => supported.contains(&name),
    };
    if !names::qualified_name(name).is_empty() || (!name.contains('/') && !is_standard(name)) {
        errors.invalid(path, format!("`{name}` is not a resource, such as `cpu` or `memory`"));
    } else if !is_supported {
        errors.not_supported(path, name, supported);
    }
}

/// Mirrors `IsHugePageResourceName` of `pkg/apis/core/helper`, like the tests that follow.
pub(super) fn is_huge_page(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// Mirrors `IsHugePageResourceValueDivisible`.
pub(super) fn is_whole_pages(name: &str, quantity: &Quantity) -> bool {
    let size = name.strip_prefix("hugepages-").and_then(|size| Quantity::parse(size).ok());
    size.is_some_and(|size| {
        size.sign() > 0
            && size.milli_value() % 1000 == 0
            && quantity.value().checked_rem(size.value()) == Some(0)
    })
}

/// Mirrors `IsNativeResource`: without a domain, or under `kubernetes.io`.
fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Mirrors `IsExtendedResourceName`: the name must fit behind `requests.` in a quota.
fn is_extended(name: &str) -> bool {
    let domain = name.split('/').next().unwrap_or_default().len();
    !is_native(name)
        && !name.starts_with("requests.")
        && names::qualified_name(name).is_empty()
        && "requests.".len() + domain <= names::DNS1123_SUBDOMAIN_MAX_LENGTH
}

/// Mirrors `IsOvercommitAllowed`.
pub(super) fn is_overcommit_allowed(name: &str) -> bool {
    is_native(name) && !is_huge_page(name)
}

/// Mirrors `IsIntegerResourceName`.
fn is_integer_resource(name: &str) -> bool {
    COUNTED.contains(&name) || is_extended(name)
}

/// Mirrors `IsStandardResourceName`.
fn is_standard(name: &str) -> bool {
    COUNTED.contains(&name)
        || MEASURED.contains(&name)
        || is_huge_page(name)
        || name.starts_with("requests.hugepages-")
}

/// Standard resources that are counted in whole numbers (`integerResources`).
const COUNTED: [&str; 9] = [
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "services.nodeports",
    "services.loadbalancers",
];

/// The other standard resources.
const MEASURED: [&str; 11] = [
    "cpu",
    "memory",
    "ephemeral-storage",
    "storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "requests.storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
];

/// Mirrors `validateResourceClaimNames`.
fn validate_claims(
    spec: &PodSpec,
    claims: &[ResourceClaim],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    // What earlier entries name: a whole claim, or `claim/request` for one request of it.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (index, claim) in claims.iter().enumerate() {
        let path = path.index(index);
        let name = claim.name.as_str();
        if name.is_empty() {
            errors.required(&path, "name an entry of the pod's `resourceClaims`");
            continue;
        }
        if seen.contains(name) {
            errors.duplicate(&path, name);
        } else if let Some(request) = claim.request.as_deref().filter(|text| !text.is_empty()) {
            checks::dns_label(request, &path.child("request"), errors);
            let key = format!("{name}/{request}");
            if seen.contains(&key) {
                errors.duplicate(&path, &key);
            }
            seen.insert(key);
        } else {
            let request = |key: &String| key.strip_prefix(name).is_some_and(|k| k.starts_with('/'));
            if seen.iter().any(request) {
                errors.duplicate(&path, name);
            }
            seen.insert(name.to_owned());
        }
        let known = spec.resource_claims.iter().flatten().any(|known| known.name == name);
        if !known {
            let detail = format!("the pod's `resourceClaims` have no `{name}`");
            errors.push(&path, Reason::NotFound, detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::containers::VolumeNames;
    use crate::kubernetes::validation::testing::{of_container, of_pod};

    fn of(limits: &str, requests: &str) -> Vec<String> {
        let fields = format!("resources: {{limits: {{{limits}}}, requests: {{{requests}}}}}");
        of_container(&fields)
            .into_iter()
            .map(|line| line.replace("resources.", "").replace("resources", "*"))
            .collect()
    }

    #[test]
    fn names() {
        assert!(of("cpu: 1, memory: 1, ephemeral-storage: 1, a.b/c: 1", "").is_empty());
        // Names with a domain of Kubernetes' own are not looked into.
        assert!(of("kubernetes.io/anything: 1500m, a.kubernetes.io/b: 1", "").is_empty());
        for bad in ["gpu", "storage", "pods", "requests.cpu", "a.b/", "'a b/c'", "requests.a.b/c"] {
            let name = bad.trim_matches('\'');
            assert_eq!(of(&format!("{bad}: 1"), ""), [format!("limits[{name}] Invalid")], "{bad}");
        }
        // In a quota, `requests.` is put before it, which makes this one too long.
        let long = format!("{}.b/c", ["a"; 123].join("."));
        assert_eq!(of(&format!("{long}: 1"), "").len(), 1);
    }

    #[test]
    fn amounts() {
        assert_eq!(of("cpu: -1", "cpu: -2"), ["limits[cpu] Invalid", "requests[cpu] Invalid"]);
        assert!(of("cpu: 0.1m", "").is_empty());
        assert_eq!(
            of("a.b/c: 1500m", "a.b/c: 1500m"),
            ["limits[a.b/c] Invalid", "requests[a.b/c] Invalid"]
        );
    }

    #[test]
    fn requests_and_limits() {
        assert!(of("memory: 1Gi", "memory: 1024Mi").is_empty());
        assert_eq!(of("cpu: 1", "cpu: 1001m"), ["requests Invalid"]);
        assert_eq!(of("a.b/c: 2", "a.b/c: 1"), ["requests Invalid"]);
        assert_eq!(of("", "a.b/c: 1"), ["limits Required"]);
        assert_eq!(of("", "hugepages-2Mi: 2Mi, cpu: 1"), ["limits Required"]);
    }

    #[test]
    fn huge_pages() {
        assert!(of("hugepages-2Mi: 4Mi, memory: 1", "").is_empty());
        assert_eq!(of("hugepages-2Mi: 4Mi", ""), ["* Forbidden"]);
        for bad in ["hugepages-2Mi: 3Mi", "hugepages-: 1", "hugepages-x: 1", "hugepages-0: 1"] {
            let name = bad.split(':').next().unwrap();
            let lines = of(&format!("{bad}, cpu: 1"), "");
            assert_eq!(lines, [format!("limits[{name}] Invalid")], "{bad}");
        }
    }

    #[test]
    fn claims() {
        let of = |claims: &str| {
            of_pod(&format!(
                "{{resourceClaims: [{{name: a, resourceClaimName: x}}], \
                 containers: [{{name: c, image: i, resources: {{claims: [{claims}]}}}}]}}"
            ))
            .into_iter()
            .map(|line| line.replace("containers[0].resources.claims", "*"))
            .collect::<Vec<_>>()
        };
        assert!(of("{name: a, request: b}, {name: a, request: c}").is_empty());
        assert_eq!(of("{name: ''}, {name: b}"), ["*[0] Required", "*[1] NotFound"]);
        assert_eq!(of("{name: a}, {name: a, request: B}"), ["*[1] Duplicate"]);
        assert_eq!(of("{name: a, request: b}, {name: a}"), ["*[1] Duplicate"]);
        assert_eq!(of("{name: a, request: b}, {name: a, request: b}"), ["*[1] Duplicate"]);
        assert_eq!(of("{name: a, request: B}"), ["*[0].request Invalid"]);
    }

    #[test]
    fn overhead_and_resources_of_a_whole_pod() {
        let lines = |errors: FieldErrors| {
            let line = |error: &crate::kubernetes::field::FieldError| {
                format!("{} {:?}", error.path, error.reason)
            };
            errors.0.iter().map(line).collect::<Vec<_>>()
        };
        let overhead = serde_yaml::from_str("{gpu: 1, hugepages-2Mi: 3Mi}").unwrap();
        let mut errors = FieldErrors::default();
        validate_overhead(&overhead, Strictness::default(), &Path::root("overhead"), &mut errors);
        assert_eq!(
            lines(errors),
            [
                "overhead.limits[gpu] Invalid",
                "overhead.limits[hugepages-2Mi] Invalid",
                "overhead Forbidden"
            ]
        );

        let resources = serde_yaml::from_str(
            "{requests: {a.b/c: 1, ephemeral-storage: 1, gpu: 1, hugepages-2Mi: 2Mi, pods: 1}, \
             limits: {hugepages-2Mi: 2Mi, memory: 1, a.b/c: 1}}",
        )
        .unwrap();
        let (spec, volumes) = (PodSpec::default(), BTreeMap::new());
        let (named, strictness) = (&VolumeNames::new(&[]), Strictness::default());
        let pod = PodContext { spec: &spec, named, volumes: &volumes, strictness };
        let mut errors = FieldErrors::default();
        validate_pod_resource_requirements(&pod, &resources, &Path::root("r"), &mut errors);
        assert_eq!(
            lines(errors),
            [
                "r.limits[a.b/c] NotSupported",
                "r.requests[a.b/c] NotSupported",
                "r.requests[ephemeral-storage] NotSupported",
                "r.requests[gpu] Invalid",
                "r.requests[pods] NotSupported",
            ]
        );
    }
}
