//! What is kept of an object where its typed form is let go of: what is asked of all objects of a
//! run.

use k8s_openapi::api::core::v1::{ContainerPort, PodSpec};

use super::object::Object;
use super::pods::PodPath;
use super::schema::Kind;
use crate::kubernetes::containers::containers;
use crate::kubernetes::node_starters::{CILIUM, CILIUM_NOT_READY, startup_taint};
use crate::yaml::{Document, NodeId};

/// A few facts of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// The name of its type, where it is known by one.
    pub type_name: Option<&'static str>,
    /// Where its pods are; nowhere where it brings none.
    pub pods: Option<PodPath>,
    /// The ports of the node that its pods ask for, as far as the manifest tells.
    pub host_ports: Box<[i32]>,
    /// Its pods are those of the network for which new nodes keep other pods back.
    pub is_network_agent: bool,
}

impl Outline {
    pub(super) fn of(object: &Object) -> Self {
        let pods = object.pods();
        let spec = pods.and_then(|pods| pods.spec);
        let is_agent =
            |spec| startup_taint(spec).is_some_and(|taint| taint.key == CILIUM_NOT_READY);
        Self {
            type_name: object.type_name(),
            pods: pods.map(|pods| pods.path),
            host_ports: spec.map(host_ports).unwrap_or_default(),
            is_network_agent: spec.is_some_and(is_agent),
        }
    }

    /// The same of an object that can be read as its kind, told by its tree alone: of workloads with a
    /// template, where the tree tells all of it.
    pub(super) fn of_tree(document: &Document, object: NodeId, kind: &Kind) -> Option<Self> {
        let name = WITH_A_TEMPLATE.iter().find(|name| **name == kind.kind)?;
        if kind.api_version != APPS || has_times(document, object) {
            return None;
        }
        let path = PodPath::TEMPLATE;
        let mut way = path.keys().iter().chain(&["spec"]);
        let pod = way.try_fold(object, |node, key| document.get(node, key));
        let host_ports = match pod {
            Some(pod) => host_ports_in(document, pod)?,
            None => Box::default(),
        };
        Some(Self { type_name: Some(*name), pods: Some(path), host_ports, is_network_agent: false })
    }
}

const APPS: &str = "apps/v1";
/// The kinds of that version that have pods at `spec.template` and nothing else of the kind, by the
/// names of their types.
const WITH_A_TEMPLATE: [&str; 3] = ["DaemonSet", "Deployment", "ReplicaSet"];

/// Whether an object has anything that the API server writes: times among it are read by other rules
/// than its own here.
fn has_times(document: &Document, object: NodeId) -> bool {
    let metadata = document.get(object, "metadata").map(|node| document.entries(node));
    let mut keys = metadata.into_iter().flatten().map(|entry| document.key(entry));
    let is_written = |key: &str| key == "managedFields" || key.ends_with("Timestamp");
    let template = ["spec", "template", "metadata"];
    let template = template.iter().try_fold(object, |node, key| document.get(node, key));
    let mut of_pods = template.map_or(&[][..], |node| document.entries(node)).iter();
    document.get(object, "status").is_some()
        || keys.any(is_written)
        || of_pods.any(|entry| is_written(document.key(entry)))
}

/// The numbers of the host ports of a pod, by its tree; none where a typed pod tells more.
fn host_ports_in(document: &Document, pod: NodeId) -> Option<Box<[i32]>> {
    let in_host_network =
        document.get(pod, "hostNetwork").is_some_and(|node| document.as_bool(node) == Some(true));
    let lists = ["initContainers", "containers"].into_iter();
    let lists = lists.filter_map(|list| document.get(pod, list));
    let mut found = Vec::new();
    for container in lists.flat_map(|list| document.elements(list)) {
        let image = document.get(*container, "image").and_then(|image| document.as_str(image));
        if image.is_some_and(|image| image.contains(CILIUM)) {
            return None;
        }
        let ports = document.get(*container, "ports").map(|ports| document.elements(ports));
        for port in ports.into_iter().flatten() {
            let number = |field| match document.get(*port, field) {
                Some(value) if !document.is_null(value) => {
                    document.as_i64(value).and_then(|number| i32::try_from(number).ok()).map(Some)
                }
                _ => Some(None),
            };
            let (host, own) = (number("hostPort")?, number("containerPort")?);
            let written = host.filter(|port| *port > 0);
            found.extend(written.or(if in_host_network { Some(own?) } else { None }));
        }
    }
    Some(found.into())
}

/// The numbers of the host ports of a pod.
fn host_ports(pod: &PodSpec) -> Box<[i32]> {
    let in_host_network = pod.host_network == Some(true);
    let ports = containers(pod).flat_map(|container| container.ports.iter().flatten());
    let number = |port: &ContainerPort| {
        let written = port.host_port.filter(|port| *port > 0);
        written.or_else(|| in_host_network.then_some(port.container_port))
    };
    ports.filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::schema::lookup::find;
    use crate::source::SourceFile;
    use crate::yaml::{StandIns, parse_document};

    /// What the tree of an object tells, and what its type does.
    fn both(kind: &str, pod: &str, more: &str) -> (Option<Outline>, Outline) {
        let text = format!(
            "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec:\n  \
             selector: {{matchLabels: {{a: b}}}}\n  serviceName: a\n  template:\n    \
             metadata: {{labels: {{a: b}}}}\n    spec: {pod}\n{more}"
        );
        let document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
        let kind = find("apps/v1", kind).unwrap();
        let object = Object::read(&document, document.root(), kind, &StandIns::new());
        let of_tree = Outline::of_tree(&document, document.root(), kind);
        (of_tree, Outline::of(&object))
    }

    #[test]
    fn a_tree_tells_what_the_type_does() {
        let image =
            "{name: a, image: b, ports: [{containerPort: 80}, {containerPort: 1, hostPort: 9}]}";
        for pod in [
            format!("{{containers: [{image}]}}"),
            format!("{{hostNetwork: true, containers: [{image}], initContainers: [{image}]}}"),
            "{containers: [{name: a, ports: [{containerPort: 1.0, hostPort: 0}]}]}".to_owned(),
            "{hostNetwork: false, containers: [{name: a, ports: null}], initContainers: }"
                .to_owned(),
            "{containers: []}".to_owned(),
        ] {
            for kind in WITH_A_TEMPLATE {
                let (of_tree, of_type) = both(kind, &pod, "");
                assert_eq!(of_tree, Some(of_type), "{kind}: {pod}");
            }
        }
        let (_, of_type) = both(
            "DaemonSet",
            "{hostNetwork: true, containers: [{name: a, ports: [{containerPort: 7}]}]}",
            "",
        );
        assert_eq!(*of_type.host_ports, [7]);
    }

    #[test]
    fn what_a_tree_may_not_tell_is_left_to_the_type() {
        let pod = "{containers: [{name: a, image: b}]}";
        for (kind, pod, more) in [
            ("DaemonSet", pod, "status: {}\n"),
            ("StatefulSet", pod, ""),
            ("DaemonSet", "{containers: [{name: cilium-agent, image: quay.io/cilium/cilium}]}", ""),
            ("DaemonSet", "{containers: [{name: a, ports: [{containerPort: 1e20}]}]}", ""),
            ("DaemonSet", "{hostNetwork: true, containers: [{name: a, ports: [{name: b}]}]}", ""),
        ] {
            assert_eq!(both(kind, pod, more).0, None, "{kind}: {pod} {more}");
        }
    }
}
