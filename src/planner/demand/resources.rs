//! Room for a pod. Mirrors the plugin `NodeResourcesFit` (`fitsRequest`).

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::PodSpec;
use k8s_openapi::api::resource::v1::DeviceClass;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

use crate::inventory::resources::{Resource, is_scalar};
use crate::inventory::{Inventory, ResourceAmounts};
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::pod_admission::AdmissionContext;
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::release::Gate;
use crate::kubernetes::resources::{is_pod_level_resource, pod_requests};
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::planner::template::{field, template_path};

/// What a pod needs of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The resource's name.
    pub name: String,
    /// The resource; none for one that the inventory has never heard of, so that no node has any.
    pub resource: Option<Resource>,
    /// How much: thousandths for `cpu`, else bytes or units.
    pub amount: i64,
    /// The field that asks for most of it; none for the place of the pod itself.
    pub field: Option<FieldPath>,
    /// The DeviceClass that stands for the resource where a node has none of it by itself.
    pub device_class: Option<String>,
}

impl Need {
    /// What a pod of this spec needs, its own place first; `written` is the spec before
    /// defaulting.
    #[must_use]
    pub fn all(
        spec: &PodSpec,
        written: Option<&PodSpec>,
        inventory: &Inventory,
        context: &AdmissionContext<'_>,
    ) -> Vec<Self> {
        let mut needs = vec![Self {
            name: "pods".to_owned(),
            resource: Some(Resource::Pods),
            amount: 1,
            field: None,
            device_class: None,
        }];
        // What can't be read is refused by the API server; it asks for nothing here.
        let requests = pod_requests(spec).unwrap_or_default();
        // In the order in which the scheduler names them.
        let order = |name: &str| {
            let fixed = ["cpu", "memory", "ephemeral-storage"];
            fixed.iter().position(|fixed| *fixed == name).unwrap_or(fixed.len())
        };
        let mut requests: Vec<_> = requests.into_iter().collect();
        requests.sort_by_key(|(name, _)| order(name));
        for (name, quantity) in requests {
            let resource = Resource::find(&name, &inventory.symbols);
            let is_cpu = resource == Some(Resource::Cpu);
            let amount = if is_cpu { quantity.milli_value() } else { quantity.value() };
            // What the scheduler doesn't count is not asked for.
            if amount != 0 && (resource.is_some() || is_scalar(&name)) {
                let field = Some(asks_most(spec, written, &name));
                let device_class = device_class(&name, context);
                needs.push(Self { name, resource, amount, field, device_class });
            }
        }
        needs
    }

    /// Whether there is not enough. `used` may be less than nothing where a pod's own predecessor
    /// was taken off.
    #[must_use]
    pub fn exceeds(&self, allocatable: &ResourceAmounts, used: &ResourceAmounts) -> bool {
        let left = |resource| allocatable.get(resource).saturating_sub(used.get(resource));
        self.exceeds_left(|resource| allocatable.get(resource), left)
    }

    /// Whether there is not enough where `all` says what the node has of a resource, and `left` what
    /// is left of that.
    pub fn exceeds_left(
        &self,
        all: impl Fn(Resource) -> i64,
        left: impl Fn(Resource) -> i64,
    ) -> bool {
        // What the node doesn't have by itself is a matter of devices.
        if self.device_class.is_some() && self.resource.map_or(0, all) <= 0 {
            return false;
        }
        self.amount > self.resource.map_or(0, left)
            // The scheduler doesn't compare what is not asked for.
            && self.amount > 0
    }

    /// The reason when there is not enough.
    #[must_use]
    pub fn refusal(&self) -> Reason {
        let message = match self.resource {
            Some(Resource::Pods) => "Too many pods".to_owned(),
            _ => format!("Insufficient {}", self.name),
        };
        Reason {
            resource: Some(self.name.clone()),
            ..Reason::new(
                Plugin::NodeResourcesFit,
                message,
                self.field.clone(),
                Fact::Resource { name: self.name.clone(), need: self.amount },
            )
        }
    }
}

/// What stands before a DeviceClass's name in the resource that every one of them is.
const DEVICE_CLASS: &str = "deviceclass.resource.kubernetes.io/";

/// The DeviceClass that a resource is asked of where a node has none of it
/// (`shouldDelegateResourceToDRA`).
fn device_class(resource: &str, context: &AdmissionContext<'_>) -> Option<String> {
    if !context.release.on(Gate::DRAExtendedResource) {
        return None;
    }
    let is = |class: &&&DeviceClass| {
        let own = class.metadata.name.as_deref();
        let named = class.spec.as_ref().and_then(|spec| spec.extended_resource_name.as_deref());
        named == Some(resource)
            || resource.strip_prefix(DEVICE_CLASS).is_some_and(|n| own == Some(n))
    };
    context.device_classes.iter().find(is).and_then(|class| class.metadata.name.clone())
}

type List = BTreeMap<String, ApiQuantity>;

/// The field that asks for most of a resource: a container's, the pod's own, or its overhead.
fn asks_most(spec: &PodSpec, written: Option<&PodSpec>, name: &str) -> FieldPath {
    let amount = |list: Option<&List>| {
        list.and_then(|list| list.get(name)).and_then(|text| Quantity::from_api(text).ok())
    };
    let overhead = amount(spec.overhead.as_ref())
        .map(|amount| (amount, template_path([field("overhead"), Step::Key(name.to_owned())])));
    let of_pod = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
    let mut asks: Vec<(Quantity, FieldPath)> = Vec::new();
    if let Some(amount) = amount(of_pod).filter(|_| is_pod_level_resource(name)) {
        let resources = written.and_then(|spec| spec.resources.as_ref());
        let requests = resources.and_then(|resources| resources.requests.as_ref());
        let list = list_name(requests, name);
        asks.push((
            amount,
            template_path([field("resources"), field(list), Step::Key(name.to_owned())]),
        ));
    } else {
        for list in [ContainerList::Regular, ContainerList::Init] {
            for (place, container) in list.of(spec).iter().enumerate() {
                let requests = container.resources.as_ref().and_then(|r| r.requests.as_ref());
                let Some(amount) = amount(requests) else { continue };
                let written = written.and_then(|spec| list.of(spec).get(place));
                let resources = written.and_then(|container| container.resources.as_ref());
                let requests = resources.and_then(|resources| resources.requests.as_ref());
                let path = [
                    field(list.field()),
                    Step::Index(place),
                    field("resources"),
                    field(list_name(requests, name)),
                    Step::Key(name.to_owned()),
                ];
                asks.push((amount, template_path(path)));
            }
        }
    }
    // The first of the largest: later ones must be larger.
    let mut most = None;
    for ask in asks.into_iter().chain(overhead) {
        if most.as_ref().is_none_or(|(amount, _)| ask.0 > *amount) {
            most = Some(ask);
        }
    }
    most.map_or_else(|| template_path([field("containers")]), |(_, path)| path)
}

/// Where a request is written: a limit without a request is one.
fn list_name(requests: Option<&List>, name: &str) -> &'static str {
    if requests.is_some_and(|requests| requests.contains_key(name)) { "requests" } else { "limits" }
}
