//! `port-protocol-lost`: two ports of one number, of which client-side apply knows one.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1::Service;

use super::front;
use crate::kubernetes::containers::ContainerList;
use crate::manifest::{Manifest, Workload};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct PortProtocolLost;

impl Check for PortProtocolLost {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(against) = cx.against else { return };
        let service = || against.service_updated_by(manifest);
        let Some(old) = against.updated_by(manifest).or_else(service) else { return };
        let mut before = lists(old);
        for (name, list) in lists(manifest) {
            if let Some(was) = before.remove(&name) {
                findings.0.extend(changed(&list, &was, old));
            }
        }
    }
}

/// A list that client-side apply merges by the number of a port.
struct Ports {
    route: Route,
    /// The field of the number.
    key: &'static str,
    /// Number and protocol of each.
    all: Vec<(i32, String)>,
}

impl Ports {
    fn protocols(&self, number: i32) -> BTreeSet<&str> {
        let of_number = self.all.iter().filter(|(port, _)| *port == number);
        of_number.map(|(_, protocol)| protocol.as_str()).collect()
    }
}

/// An object's lists of ports: a Service's own, or those of containers by their names.
fn lists(manifest: &Manifest) -> BTreeMap<String, Ports> {
    if let Some(service) = manifest.typed::<Service>() {
        let ports = service.spec.iter().flat_map(|spec| spec.ports.iter().flatten());
        let all = ports.map(|port| (port.port, front::protocol(port).to_owned())).collect();
        let route = Route::spec().field("ports");
        return BTreeMap::from([(String::new(), Ports { route, key: "port", all })]);
    }
    let mut lists = BTreeMap::new();
    let pods = Workload::of(manifest).map(|workload| workload.pods);
    let Some((path, pod)) = pods.and_then(|pods| Some((pods.path, pods.spec?))) else {
        return lists;
    };
    for list in [ContainerList::Init, ContainerList::Regular] {
        for (place, container) in list.of(pod).iter().enumerate() {
            let route = Route::pod_spec(path).field(list.field()).index(place).field("ports");
            let ports = container.ports.iter().flatten().map(|port| {
                let protocol = port.protocol.as_deref().filter(|written| !written.is_empty());
                (port.container_port, protocol.unwrap_or("TCP").to_owned())
            });
            let ports = Ports { route, key: "containerPort", all: ports.collect() };
            lists.insert(container.name.clone(), ports);
        }
    }
    lists
}

/// The numbers that have several protocols, before or after, and not the same.
fn changed(new: &Ports, old: &Ports, old_manifest: &Manifest) -> Vec<Finding> {
    let numbers: BTreeSet<i32> =
        new.all.iter().chain(&old.all).map(|(number, _)| *number).collect();
    let one = |number: i32| {
        let (is, was) = (new.protocols(number), old.protocols(number));
        if is == was || is.is_empty() || was.is_empty() || (is.len() < 2 && was.len() < 2) {
            return None;
        }
        let added = new
            .all
            .iter()
            .position(|(port, protocol)| *port == number && !was.contains(protocol.as_str()));
        let route = match added {
            Some(place) => new.route.clone().index(place).field(new.key),
            None => new.route.clone(),
        };
        let message = match added.and_then(|place| new.all.get(place)) {
            Some((_, protocol)) => format!(
                "{number}/{protocol} comes beside {number}/{}: `kubectl apply` keeps one of them",
                was.iter().next()?
            ),
            None => format!(
                "{number}/{} goes and {number}/{} stays: `kubectl apply` takes both away",
                was.difference(&is).next()?,
                is.iter().next()?
            ),
        };
        let text = match added {
            Some(_) => "told apart from the other by its protocol alone",
            None => "one of two of this number is gone",
        };
        let at = old.all.iter().position(|(port, _)| *port == number).unwrap_or_default();
        let before = old.route.clone().index(at).field(old.key);
        Some(Finding::new(message, route, text).related_in(old_manifest, &before, "as it was").help(
            format!(
                "client-side apply finds the entries of this list by `{}` alone; apply this change \
                 with `kubectl apply --server-side` (Argo CD: `ServerSideApply=true`), or with \
                 `kubectl replace`",
                new.key
            ),
        ))
    };
    numbers.into_iter().filter_map(one).collect()
}
