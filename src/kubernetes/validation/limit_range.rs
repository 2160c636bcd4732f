//! A LimitRange. Mirrors `ValidateLimitRange` of `pkg/apis/core/validation`.

use super::checks::{self, amount};
use super::metadata::{Naming, validate_object_meta};
use super::resources::{container_resource_name, is_overcommit_allowed, resource_name};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::quantity::{Format, Quantity};
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::{LimitRange, LimitRangeItem};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use std::collections::{BTreeMap, BTreeSet};

type Amounts = Option<BTreeMap<String, ApiQuantity>>;

/// Reports what the API server would refuse of a defaulted LimitRange.
pub(crate) fn validate_limit_range(range: &LimitRange, errors: &mut FieldErrors) {
    validate_object_meta(
        &range.metadata,
        Naming::SUBDOMAIN,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    let root = Path::root("spec");
    let path = root.child("limits");
    let mut types = BTreeSet::new();
    for (index, item) in range.spec.iter().flat_map(|spec| &spec.limits).enumerate() {
        let path = path.index(index);
        validate_type(&item.type_, &path.child("type"), errors);
        if !types.insert(item.type_.as_str()) {
            errors.duplicate(&path.child("type"), &item.type_);
        }
        validate_item(item, &path, errors);
    }
}

/// Mirrors `validateLimitRangeTypeName`.
fn validate_type(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    const TYPES: [&str; 3] = ["Pod", "Container", "PersistentVolumeClaim"];
    let problems = names::qualified_name(name);
    if !problems.is_empty() {
        checks::report(&problems, name, path, errors);
    } else if !name.contains('/') && !TYPES.contains(&name) {
        let types = TYPES.join(", ");
        errors.invalid(path, format!("`{name}` is not a type; one of: {types}"));
    }
}

fn validate_item(item: &LimitRangeItem, path: &Path<'_>, errors: &mut FieldErrors) {
    let of_pod = item.type_ == "Pod";
    let check = match item.type_.as_str() {
        "Pod" | "Container" => container_resource_name,
        _ => resource_name,
    };
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    for (field, amounts, is_default) in [
        ("max", &item.max, false),
        ("min", &item.min, false),
        ("default", &item.default, true),
        ("defaultRequest", &item.default_request, true),
        ("maxLimitRequestRatio", &item.max_limit_request_ratio, false),
    ] {
        let path = path.child(field);
        if is_default && of_pod {
            if amounts.as_ref().is_some_and(|amounts| !amounts.is_empty()) {
                errors.forbidden(&path, "has no place in the type Pod");
            }
            continue;
        }
        for name in amounts.iter().flat_map(BTreeMap::keys) {
            check(name, &path.key(name), errors);
            keys.insert(name);
        }
    }
    let has_storage = |amounts: &Amounts| get(amounts, "storage").is_some();
    if item.type_ == "PersistentVolumeClaim" && !has_storage(&item.min) && !has_storage(&item.max) {
        errors.required(&path.child("limits"), "give `min` or `max` of `storage`");
    }
    for key in keys {
        validate_bounds(item, key, path, errors);
    }
}

fn get(amounts: &Amounts, key: &str) -> Option<Quantity> {
    amounts.as_ref()?.get(key).map(amount)
}

/// One resource's amounts beside each other.
fn validate_bounds(item: &LimitRangeItem, key: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let of_pod = item.type_ == "Pod";
    let [min, max] = [&item.min, &item.max].map(|amounts| get(amounts, key));
    let [default, request] =
        [&item.default, &item.default_request].map(|all| get(all, key).filter(|_| !of_pod));
    let exceeds = |a: &Option<Quantity>, b: &Option<Quantity>| match (a, b) {
        (Some(a), Some(b)) => a > b,
        _ => false,
    };
    let rows = [
        ("min", exceeds(&min, &max), "is more than `max`"),
        ("defaultRequest", exceeds(&min, &request), "is less than `min`"),
        ("defaultRequest", exceeds(&request, &max), "is more than `max`"),
        ("defaultRequest", exceeds(&request, &default), "is more than `default`, the limit"),
        ("default", exceeds(&min, &default), "is less than `min`"),
        ("default", exceeds(&default, &max), "is more than `max`"),
    ];
    for (field, _, detail) in rows.into_iter().filter(|(_, wrong, _)| *wrong) {
        errors.invalid(&path.child(field).key(key), detail);
    }
    let ratio_path = path.child("maxLimitRequestRatio");
    if let Some(ratio) = get(&item.max_limit_request_ratio, key) {
        if ratio < Quantity::new(1, Format::DecimalSi) {
            errors.invalid(&ratio_path.key(key), "must be 1 or more");
        }
        if let (Some(min), Some(max)) = (&min, &max)
            && ratio.milli_value() as f64 / 1000.0
                > max.milli_value() as f64 / min.milli_value() as f64
        {
            errors.invalid(&ratio_path.key(key), "is more than `max` is of `min`");
        }
    }
    if let (Some(default), Some(request)) = (&default, &request)
        && default != request
        && !is_overcommit_allowed(key)
    {
        let detail = format!("`{key}` cannot be overcommitted: must equal `default`");
        errors.invalid(&path.child("defaultRequest").key(key), detail);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_limit_range;

    fn of(item: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: l}}, spec: {{limits: [{item}]}}}}");
        let mut range: LimitRange = serde_yaml::from_str(&yaml).unwrap();
        default_limit_range(&mut range);
        let mut errors = FieldErrors::default();
        validate_limit_range(&range, &mut errors);
        lines(&errors).into_iter().map(|line| line.replace("spec.limits[0].", "")).collect()
    }

    #[test]
    fn bounds_hold_each_other() {
        for (item, expected) in [
            ("{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}}", &[][..]),
            (
                "{type: Container, default: {cpu: 100m}, defaultRequest: {cpu: 500m}}",
                &["defaultRequest[cpu] Invalid"],
            ),
            (
                "{type: Container, min: {cpu: 2}, max: {cpu: 1}}",
                &["defaultRequest[cpu] Invalid", "default[cpu] Invalid", "min[cpu] Invalid"],
            ),
            ("{type: Pod, default: {cpu: 1}}", &["default Forbidden"]),
            ("{type: Pods, max: {cpu: 1}}", &["type Invalid"]),
            ("{type: PersistentVolumeClaim, max: {cpu: 1}}", &["limits Required"]),
            (
                "{type: Container, max: {storage: 1Gi}}",
                &[
                    "defaultRequest[storage] Invalid",
                    "default[storage] Invalid",
                    "max[storage] Invalid",
                ],
            ),
            (
                "{type: Container, maxLimitRequestRatio: {cpu: 500m}}",
                &["maxLimitRequestRatio[cpu] Invalid"],
            ),
        ] {
            assert_eq!(of(item), expected, "{item}");
        }
    }
}
