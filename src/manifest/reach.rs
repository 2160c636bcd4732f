//! How far a value that is not known reaches: what is said of one field may hang on another.

use super::fill::Unknown;
use crate::kubernetes::field::{FieldPath, Step};
use crate::yaml::{Document, NodeId};

/// Fields whose parts are held against each other: what is said of one of them hangs on all.
const TOGETHER: [&str; 12] = [
    "selector",
    "labels",
    "matchLabels",
    "resources",
    "updateStrategy",
    "rollingUpdate",
    "fieldRef",
    "seccompProfile",
    "appArmorProfile",
    "windowsOptions",
    "accessModes",
    "os",
];

/// Lists of which each element is held together in the same way.
const EACH: [&str; 3] = ["ports", "volumeMounts", "topologySpreadConstraints"];

/// Fields of which something is said as a whole: a part that is not known leaves the whole open.
const WHOLE: [&str; 15] = [
    "nodeSelector",
    "affinity",
    "nodeAffinity",
    "podAffinity",
    "podAntiAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
    "matchExpressions",
    "matchFields",
    "tolerations",
    "securityContext",
    "startupProbe",
    "readinessProbe",
    "livenessProbe",
];

/// Whether what is said of a field of an object hangs on a value that is not known.
pub(super) fn touches(
    document: &Document,
    object: NodeId,
    path: &FieldPath,
    unknown: &Unknown,
) -> bool {
    let mut node = object;
    let mut field = "";
    let mut is_there = true;
    let mut around = Around::default();
    for step in &path.0 {
        let next = match step {
            Step::Field(name) => document.entry(node, name),
            Step::Key(key) => document.entry(node, key),
            Step::Index(_) => None,
        };
        let next = match (next, step) {
            (Some(entry), _) if unknown.has(entry.key) => return true,
            (Some(entry), _) => Some(entry.value),
            (None, Step::Index(index)) => document.element(node, *index),
            (None, _) => None,
        };
        let Some(next) = next else {
            is_there = false;
            break;
        };
        node = next;
        let is_element = matches!(step, Step::Index(_)) && EACH.contains(&field);
        if let Step::Field(name) = step {
            field = name;
        }
        around.note(document, node, field, step);
        if unknown.has(node)
            || (is_element || TOGETHER.contains(&field)) && unknown.is_in(document, node)
        {
            return true;
        }
    }
    is_there && WHOLE.contains(&field) && unknown.is_in(document, node)
        || elsewhere(document, object, path, unknown)
        || around.is_open(document, path, unknown)
}

/// What lies around a field of a pod: its spec, and its container with the name of the list.
#[derive(Default)]
struct Around<'p> {
    pod: Option<NodeId>,
    container: Option<(NodeId, &'p str)>,
}

impl<'p> Around<'p> {
    /// Takes note of a node on the way to the field.
    fn note(&mut self, document: &Document, node: NodeId, field: &'p str, step: &Step) {
        if field == "spec" && document.get(node, "containers").is_some() {
            self.pod = Some(node);
        }
        if matches!(step, Step::Index(_)) && matches!(field, "containers" | "initContainers") {
            self.container = Some((node, field));
        }
    }

    /// Whether a field of the pod is held against one of its container or of its pod that is not
    /// known.
    fn is_open(&self, document: &Document, path: &FieldPath, unknown: &Unknown) -> bool {
        let Some(pod) = self.pod else { return false };
        let names: Vec<&str> = path
            .0
            .iter()
            .filter_map(|step| match step {
                Step::Field(name) => Some(&**name),
                Step::Key(_) | Step::Index(_) => None,
            })
            .collect();
        let has = |name: &str| names.contains(&name);
        let last = names.last().copied().unwrap_or_default();
        let open = |node: NodeId, key: &str| {
            document.get(node, key).is_some_and(|node| unknown.is_in(document, node))
        };
        let of_pod = |key: &str| open(pod, key);
        let own = |key: &str| self.container.is_some_and(|(container, _)| open(container, key));
        let of_any = |key: &str| {
            let lists = ["containers", "initContainers"];
            let lists = lists.into_iter().filter_map(|list| document.get(pod, list));
            of_pod(key) || lists.flat_map(|list| document.elements(list)).any(|one| open(*one, key))
        };
        let is_first = self.container.is_some_and(|(_, list)| list == "initContainers");
        last == "mountPropagation" && own("securityContext")
            || last == "hostPort" && of_pod("hostNetwork")
            || last == "port" && own("ports")
            || last == "name" && has("volumeDevices") && of_pod("volumes")
            || has("claims") && of_pod("resourceClaims")
            || has("resources") && document.get(pod, "resources").is_some() && of_any("resources")
            || is_first && RUNNING.iter().any(|name| has(name)) && own("restartPolicy")
            || last == "hostNetwork" && of_any("securityContext")
            || last == "hostProcess" && of_pod("securityContext")
    }
}

/// Whether anything that is called so, anywhere in an object, is not known.
pub(super) fn is_any_open(document: &Document, object: NodeId, key: &str, open: &Unknown) -> bool {
    let children = document.entries(object).iter().map(|entry| (document.key(entry), entry.value));
    let elements = document.elements(object).iter().map(|element| ("", *element));
    children.chain(elements).any(|(name, node)| {
        name == key && open.is_in(document, node) || is_any_open(document, node, key, open)
    })
}

/// What containers have that run for as long as the pod does.
const RUNNING: [&str; 4] = ["startupProbe", "readinessProbe", "livenessProbe", "lifecycle"];

/// Whether a field is held against another one that stands elsewhere in the object: a selector
/// against labels, the name of a mount against those of the volumes.
fn elsewhere(document: &Document, object: NodeId, path: &FieldPath, unknown: &Unknown) -> bool {
    let is_open = |keys: &[&str]| {
        let mut keys = keys.iter();
        let node = keys.try_fold(object, |node, key| document.get(node, key));
        node.is_some_and(|node| unknown.is_in(document, node))
    };
    let text = path.to_string();
    let is_matched =
        text.starts_with("spec.selector") || text.starts_with("spec.template.metadata.labels");
    let is_mount = text.contains(".volumeMounts[") && text.ends_with(".name");
    is_matched
        && (is_open(&["spec", "selector"]) || is_open(&["spec", "template", "metadata", "labels"]))
        || is_mount && is_open(&["spec", "template", "spec", "volumes"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;
    use crate::manifest::fill::fill;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;
    use crate::yaml::path::parse;

    #[test]
    fn what_is_not_known_reaches_what_is_held_against_it() {
        let file = SourceFile::new(
            "test.yaml",
            "apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  selector: {matchLabels: {app: '${A}'}}\n  \
             template:\n    metadata: {labels: {app: a}}\n    spec:\n      nodeSelector: {a: '${B}', b: c}\n      \
             containers:\n      - {name: a, image: <image>}\n      \
             - {name: '${N}', resources: {requests: {cpu: 1}, limits: {cpu: '${L}'}}}\n",
        );
        let mut document = parse_document(&file).unwrap();
        let unknown = fill(&mut document, &file, None, Version::DEFAULT).unwrap();
        let open = |path: &str| touches(&document, document.root(), &parse(path), &unknown);
        for path in [
            "spec.selector",
            "spec.template.metadata.labels",
            "spec.template.spec.nodeSelector",
            "spec.template.spec.nodeSelector[a]",
            "spec.template.spec.containers[0].image",
            "spec.template.spec.containers[1].resources.requests[cpu]",
        ] {
            assert!(open(path), "{path}");
        }
        for path in [
            "metadata.name",
            "spec",
            "spec.template.spec.nodeSelector[b]",
            "spec.template.spec.containers",
            "spec.template.spec.containers[0]",
            "spec.template.spec.containers[1].image",
        ] {
            assert!(!open(path), "{path}");
        }
    }

    #[test]
    fn fields_of_a_pod_are_held_against_others() {
        let text = "apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  template:\n    spec:\n      \
                    hostNetwork: ${H}\n      volumes: [{name: '${V}'}]\n      initContainers:\n      \
                    - {name: first, restartPolicy: '${R}', livenessProbe: {httpGet: {port: 1}}}\n      \
                    containers:\n      - name: one\n        securityContext: {privileged: '${P}'}\n        \
                    ports: [{name: '${N}', containerPort: 80}, {containerPort: 81, hostPort: 81}]\n        \
                    readinessProbe: {periodSeconds: 1, httpGet: {port: web}}\n        \
                    volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]\n      \
                    - name: two\n        ports: [{containerPort: 82}]\n        \
                    volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]\n";
        let file = SourceFile::new("test.yaml", text);
        let mut document = parse_document(&file).unwrap();
        let unknown = fill(&mut document, &file, None, Version::DEFAULT).unwrap();
        let open = |path: &str| {
            let path = format!("spec.template.spec.{path}");
            touches(&document, document.root(), &parse(&path), &unknown)
        };
        for path in [
            "initContainers[0].livenessProbe",
            "containers[0].securityContext",
            "containers[0].ports[0].containerPort",
            "containers[0].ports[1].hostPort",
            "containers[0].readinessProbe.httpGet.port",
            "containers[0].volumeMounts[0].mountPropagation",
            "containers[0].volumeMounts[0].name",
        ] {
            assert!(open(path), "{path}");
        }
        for path in [
            "containers[0].ports[1].containerPort",
            "containers[0].readinessProbe.periodSeconds",
            "containers[0].volumeMounts[0].mountPath",
            "containers[1].ports[0].containerPort",
            "containers[1].volumeMounts[0].mountPropagation",
        ] {
            assert!(!open(path), "{path}");
        }
    }
}
