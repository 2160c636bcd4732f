//! `implausible-quantity`: amounts whose unit is missing, or another one.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ResourceRequirements;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

use crate::kubernetes::quantity::Quantity;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// Below this many bytes no program runs, and none is asked for.
const LEAST_MEMORY: f64 = 1_048_576.0;
/// So much memory has no node that is sold.
const MOST_MEMORY: f64 = 64.0 * 1_099_511_627_776.0;

/// The rule.
pub(super) struct ImplausibleQuantity;

impl Check for ImplausibleQuantity {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        // From here on cores are likely thousandths: no agent takes so many of a node.
        let most_cores = cx.params(subject.manifest).number("implausible-quantity", "cores") as f64;
        let of_pod = Route::pod_spec(subject.pods.path).field("resources");
        let of_containers = subject.all_containers().filter_map(|(route, container)| {
            Some((route.field("resources"), container.resources.as_ref()?))
        });
        let all = subject.pod.resources.as_ref().map(|own| (of_pod, own)).into_iter();
        for (route, resources) in all.chain(of_containers) {
            check(&route, resources, most_cores, findings);
        }
        for (place, volume) in subject.pod.volumes.iter().flatten().enumerate() {
            let Some(size) = volume.empty_dir.as_ref().and_then(|dir| dir.size_limit.as_ref())
            else {
                continue;
            };
            let list = Route::pod_spec(subject.pods.path).field("volumes").index(place);
            let route = list.field("emptyDir").field("sizeLimit");
            // A page is the least that a file takes.
            if amount(size).is_some_and(|bytes| bytes > 0.0 && bytes < 4096.0) {
                findings.push(of_bytes(size, route, "the size limit"));
            }
        }
    }
}

fn check(
    route: &Route,
    resources: &ResourceRequirements,
    most_cores: f64,
    findings: &mut Findings,
) {
    let lists = [("limits", &resources.limits), ("requests", &resources.requests)];
    for (field, list) in lists {
        for (name, quantity) in list.iter().flat_map(BTreeMap::iter) {
            let route = route.clone().field(field).entry(name);
            let what = format!("the {name} {}", field.trim_end_matches('s'));
            let Some(value) = amount(quantity).filter(|value| *value > 0.0) else { continue };
            match name.as_str() {
                "memory" | "ephemeral-storage" if value < LEAST_MEMORY => {
                    findings.push(of_bytes(quantity, route, &what));
                }
                "memory" if value >= MOST_MEMORY => {
                    findings.push(too_much(quantity, route, &what));
                }
                "cpu" if value >= most_cores => findings.push(of_cores(quantity, route, &what)),
                _ => {}
            }
        }
    }
}

fn amount(quantity: &ApiQuantity) -> Option<f64> {
    Quantity::from_api(quantity).ok().map(|quantity| quantity.to_f64())
}

/// The number before a quantity's unit, and the unit.
fn parts(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn of_bytes(quantity: &ApiQuantity, route: Route, what: &str) -> Finding {
    let written = quantity.0.as_str();
    let (number, unit) = parts(written);
    let is = match unit {
        "m" => "thousandths of a byte".to_owned(),
        "" if number == "1" => "1 byte".to_owned(),
        "" => format!("{number} bytes"),
        "k" | "Ki" => "no more than some kilobytes".to_owned(),
        other => format!("less than a megabyte by its unit `{other}`"),
    };
    let meant = format!("{number}Mi");
    // A number of bytes in millions was counted, and then cut.
    let whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let finding = Finding::new(
        format!("{what} `{written}` is {is}"),
        route.clone(),
        "too little for any program",
    );
    let small = number.parse::<f64>().is_ok_and(|number| number < 100_000.0);
    if !(whole && small && matches!(unit, "" | "m" | "k" | "Ki")) {
        return finding.help("write the unit: `Mi` for megabytes, `Gi` for gigabytes");
    }
    finding
        .help(format!(
            "did you mean `{meant}`? As a limit it keeps the container from starting, as a request \
             it reserves nothing"
        ))
        .covers(route.clone())
        .unsafe_fix(format!("write `{meant}`"), vec![route.written_as(meant)])
}

fn of_cores(quantity: &ApiQuantity, route: Route, what: &str) -> Finding {
    let written = quantity.0.as_str();
    let (number, unit) = parts(written);
    let cores = if unit.is_empty() { "cores" } else { "times as many cores" };
    let message = format!("{what} `{written}` is {number} {cores}: no node has room for the pod");
    let finding = Finding::new(message, route.clone(), "whole cores, without `m`");
    if !unit.is_empty() || number.contains('.') {
        return finding.help("write thousandths of a core with `m`, as in `200m`");
    }
    let meant = format!("{number}m");
    finding
        .help(format!("did you mean `{meant}`, thousandths of a core?"))
        .unsafe_fix(format!("write `{meant}`"), vec![route.written_as(meant)])
}

fn too_much(quantity: &ApiQuantity, route: Route, what: &str) -> Finding {
    let message = format!("{what} `{}` is more than any node has", quantity.0);
    Finding::new(message, route, "the unit is too large")
        .help("write the unit that was meant: `Mi` for megabytes, `Gi` for gigabytes")
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_quantity_is_a_number_and_a_unit() {
        for (text, number, unit) in [("64", "64", ""), ("512m", "512", "m"), ("1.5Gi", "1.5", "Gi")]
        {
            assert_eq!(parts(text), (number, unit), "{text}");
        }
    }
}
