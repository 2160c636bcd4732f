//! Which fields of a DaemonSet's spec differ.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::{Map, Value};

use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::quantity::canonical;
use crate::kubernetes::release::Release;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field: its path in the new object, or in the old one where it goes.
    pub field: FieldPath,
    /// What it was: scalars as they are, all else as JSON. None if it is new.
    pub old: Option<String>,
    /// What it is; none if it goes.
    pub new: Option<String>,
}

impl FieldChange {
    /// Whether the field is one of the pod template.
    #[must_use]
    pub fn is_in_template(&self) -> bool {
        let root = |place: usize, name: &str| matches!(self.field.0.get(place), Some(Step::Field(field)) if field == name);
        root(0, "spec") && root(1, "template")
    }
}

/// Whether the pod templates of two DaemonSets differ, so that pods are replaced.
#[must_use]
pub(crate) fn template_changes(old: &DaemonSet, new: &DaemonSet, release: Release) -> bool {
    field_changes(old, new, release).iter().any(FieldChange::is_in_template)
}

/// The fields of the specs of two DaemonSets that differ after defaulting, in the order of the new
/// one, as they are written. A default that follows from another field says nothing by itself.
#[must_use]
pub fn field_changes(old: &DaemonSet, new: &DaemonSet, release: Release) -> Vec<FieldChange> {
    let mut walk = Walk::default();
    walk.at(&Step::Field("spec".into()), &Step::Field("spec".into()), |walk| {
        walk.compare(&json(&defaulted(old, release)), &json(&defaulted(new, release)));
    });
    let (old, new) = (json(old), json(new));
    let mut changes = walk.changes;
    changes.retain_mut(|difference| {
        let was = at(&old, &difference.old_path).filter(|_| difference.change.old.is_some());
        let is = at(&new, &difference.new_path).filter(|_| difference.change.new.is_some());
        if !difference.is_order {
            difference.change.old = was.map(text).or(difference.change.old.take());
            difference.change.new = is.map(text).or(difference.change.new.take());
        }
        was.is_some() || is.is_some()
    });
    changes.into_iter().map(|difference| difference.change).collect()
}

fn json(daemon_set: &DaemonSet) -> Value {
    serde_json::to_value(&daemon_set.spec).unwrap_or_default()
}

fn defaulted(daemon_set: &DaemonSet, release: Release) -> DaemonSet {
    let mut daemon_set = daemon_set.clone();
    default_daemon_set(&mut daemon_set, release);
    daemon_set
}

/// What stands at a path that begins at `spec`.
fn at<'v>(spec: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().skip(1).try_fold(spec, |value, step| match step {
        Step::Field(name) => value.get(&**name),
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// Maps whose keys are data and not fields.
const MAPS: [&str; 9] = [
    "labels",
    "annotations",
    "matchLabels",
    "nodeSelector",
    "requests",
    "limits",
    "overhead",
    "volumeAttributes",
    "options",
];

#[derive(Default)]
struct Walk {
    /// Where the walk is in the old object and in the new one: elements that are matched by name
    /// may have moved.
    old: Vec<Step>,
    new: Vec<Step>,
    changes: Vec<Difference>,
}

struct Difference {
    change: FieldChange,
    old_path: Vec<Step>,
    new_path: Vec<Step>,
    /// The elements are the same, in another order.
    is_order: bool,
}

impl Walk {
    fn at(&mut self, old: &Step, new: &Step, walk: impl FnOnce(&mut Self)) {
        self.old.push(old.clone());
        self.new.push(new.clone());
        walk(self);
        self.old.pop();
        self.new.pop();
    }

    fn compare(&mut self, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => self.objects(old, new),
            (Value::Array(old), Value::Array(new)) => self.lists(old, new),
            (Value::String(old), Value::String(new)) if self.is_quantity() && same(old, new) => {}
            _ => self.changed(Some(text(old)), Some(text(new)), false),
        }
    }

    fn compare_optional(&mut self, old: Option<&Value>, new: Option<&Value>) {
        let written = |value: &&Value| !is_nothing(&self.new, value);
        match (old.filter(written), new.filter(written)) {
            (Some(old), Some(new)) => self.compare(old, new),
            (None, None) => {}
            (old, new) => self.changed(old.map(text), new.map(text), false),
        }
    }

    /// Whether the walk is at an amount of a resource.
    fn is_quantity(&self) -> bool {
        match self.new.as_slice() {
            [.., Step::Field(list), Step::Key(_)] => {
                matches!(&**list, "requests" | "limits" | "overhead")
            }
            [.., Step::Field(name)] => matches!(&**name, "sizeLimit" | "divisor"),
            _ => false,
        }
    }

    fn changed(&mut self, old: Option<String>, new: Option<String>, is_order: bool) {
        let path = if new.is_some() { &self.new } else { &self.old };
        self.changes.push(Difference {
            change: FieldChange { field: FieldPath(path.clone()), old, new },
            old_path: self.old.clone(),
            new_path: self.new.clone(),
            is_order,
        });
    }

    fn objects(&mut self, old: &Map<String, Value>, new: &Map<String, Value>) {
        let is_map = matches!(self.new.last(), Some(Step::Field(name)) if MAPS.contains(&&**name));
        let gone = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(gone) {
            let step =
                if is_map { Step::Key(key.clone()) } else { Step::Field(key.clone().into()) };
            let (old, new) = (old.get(key), new.get(key));
            self.at(&step, &step, |walk| walk.compare_optional(old, new));
        }
    }

    /// Elements with names are compared by name, so that one more in front is one change and not
    /// one of each that follows; all others by their place.
    fn lists(&mut self, old: &[Value], new: &[Value]) {
        let (Some(old_names), Some(new_names)) = (names(old), names(new)) else {
            for place in 0..old.len().max(new.len()) {
                let step = Step::Index(place);
                let (old, new) = (old.get(place), new.get(place));
                self.at(&step, &step, |walk| walk.compare_optional(old, new));
            }
            return;
        };
        let before = self.changes.len();
        for (place, value) in new.iter().enumerate() {
            let old_place = name(value).and_then(|name| old_names.get(name)).copied();
            let was = old_place.and_then(|place| old.get(place));
            let (old_step, step) = (Step::Index(old_place.unwrap_or(place)), Step::Index(place));
            self.at(&old_step, &step, |walk| walk.compare_optional(was, Some(value)));
        }
        for (place, value) in old.iter().enumerate() {
            if name(value).is_some_and(|name| !new_names.contains_key(name)) {
                let step = Step::Index(place);
                self.at(&step, &step, |walk| walk.compare_optional(Some(value), None));
            }
        }
        // The same elements in another order make another template.
        let order = |list: &[Value]| list.iter().filter_map(name).collect::<Vec<_>>().join(", ");
        let (old, new) = (order(old), order(new));
        if self.changes.len() == before && old != new {
            self.changed(Some(old), Some(new), true);
        }
    }
}

/// Whether two amounts are stored as the same text.
fn same(old: &str, new: &str) -> bool {
    matches!((canonical(old), canonical(new)), (Ok(old), Ok(new)) if old == new)
}

/// Fields that are no pointers in Kubernetes' types: `false` and zero are stored as nothing.
const FALSE_IS_NOTHING: [&str; 7] =
    ["hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "readOnly"];
const ZERO_IS_NOTHING: [&str; 2] = ["hostPort", "initialDelaySeconds"];
/// Fields that are pointers to a text, so that an empty one is stored.
const EMPTY_IS_STORED: [&str; 4] = ["runtimeClassName", "storageClassName", "type", "fsType"];

/// Whether a value at this path is stored as if it were not written (`omitempty`): the revision
/// of a pod template is what is stored.
fn is_nothing(path: &[Step], value: &Value) -> bool {
    let Some(Step::Field(name)) = path.last() else { return false };
    let is = |list: &[&str]| list.contains(&&**name);
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::String(text) => text.is_empty() && !is(&EMPTY_IS_STORED),
        Value::Bool(on) => !on && is(&FALSE_IS_NOTHING),
        Value::Number(number) => number.as_i64() == Some(0) && is(&ZERO_IS_NOTHING),
        Value::Object(map) => {
            let of_container =
                matches!(path, [.., Step::Index(_), Step::Field(name)] if name == "resources");
            map.is_empty() && (is(&MAPS) || is(&["metadata"]) || of_container)
        }
    }
}

fn name(value: &Value) -> Option<&str> {
    value.get("name").and_then(Value::as_str)
}

/// The places of the elements by their names, if all have one and no two the same.
fn names(list: &[Value]) -> Option<BTreeMap<&str, usize>> {
    let mut names = BTreeMap::new();
    for (place, value) in list.iter().enumerate() {
        if names.insert(name(value)?, place).is_some() {
            return None;
        }
    }
    Some(names)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
