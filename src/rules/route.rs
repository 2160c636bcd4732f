//! Ways through an object, as checks write them.

use std::borrow::Cow;

use crate::kubernetes::field::{FieldPath, Step};
use crate::manifest::{Manifest, PodPath};
use crate::yaml::edit::{Change, Fragment};

/// Which part of an entry a place means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The key.
    Key,
}

/// So many steps lie in a route itself.
const NEAR: usize = 8;

/// A way through an object to a place in it, `spec.template.spec.containers[2].image` for
/// example. Checks name places before they know whether there is anything to tell of them: what leads
/// to most places is no allocation.
#[derive(Clone, Debug)]
pub struct Route {
    near: [Near; NEAR],
    length: u8,
    /// The steps behind those.
    far: Vec<Step>,
    part: Part,
}

/// A step by what needs no room of its own.
#[derive(Clone, Copy, Debug)]
enum Near {
    Field(&'static str),
    Index(usize),
}

impl From<Near> for Step {
    fn from(step: Near) -> Self {
        match step {
            Near::Field(name) => Self::Field(Cow::Borrowed(name)),
            Near::Index(index) => Self::Index(index),
        }
    }
}

impl Route {
    /// The whole object.
    #[must_use]
    pub const fn root() -> Self {
        Self { near: [Near::Index(0); NEAR], length: 0, far: Vec::new(), part: Part::Value }
    }

    /// `spec`.
    #[must_use]
    pub fn spec() -> Self {
        Self::root().field("spec")
    }

    /// `metadata`.
    #[must_use]
    pub fn metadata() -> Self {
        Self::root().field("metadata")
    }

    /// The spec of the pods that are at a path: `spec.template.spec`, for example.
    #[must_use]
    pub fn pod_spec(path: PodPath) -> Self {
        let mut route = Self::template(path);
        route.push(Near::Field("spec"));
        route
    }

    /// The labels of the pods that are at a path.
    #[must_use]
    pub fn pod_labels(path: PodPath) -> Self {
        Self::template(path).field("metadata").field("labels")
    }

    fn template(path: PodPath) -> Self {
        // Asked by most rules of each workload: a route is too large to be handed on at each step.
        let mut route = Self::root();
        for name in path.keys() {
            route.push(Near::Field(name));
        }
        route
    }

    /// A field of the object here.
    #[must_use]
    pub fn field(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        match name.into() {
            Cow::Borrowed(name) => self.push(Near::Field(name)),
            Cow::Owned(name) => self.far.push(Step::Field(name.into())),
        }
        self
    }

    /// An element of the list here.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.push(Near::Index(index));
        self
    }

    /// An entry of the map here.
    #[must_use]
    pub fn entry(mut self, key: impl Into<String>) -> Self {
        self.far.push(Step::Key(key.into()));
        self
    }

    /// The way on from here.
    #[must_use]
    pub fn then(self, steps: impl IntoIterator<Item = Step>) -> Self {
        steps.into_iter().fold(self, |route, step| match step {
            Step::Field(name) => route.field(name),
            Step::Index(index) => route.index(index),
            Step::Key(key) => route.entry(key),
        })
    }

    fn push(&mut self, step: Near) {
        // Those behind a step that lies apart lie there, too.
        let free = self.near.get_mut(usize::from(self.length)).filter(|_| self.far.is_empty());
        match free {
            Some(free) => {
                *free = step;
                self.length += 1;
            }
            None => self.far.push(step.into()),
        }
    }

    fn near(&self) -> &[Near] {
        self.near.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// The field.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        let near = self.near();
        let mut steps = Vec::with_capacity(near.len() + self.far.len());
        steps.extend(near.iter().map(|step| Step::from(*step)));
        steps.extend_from_slice(&self.far);
        FieldPath(steps)
    }

    /// Which part of the field.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Whether it leads to an entry of a map.
    #[must_use]
    pub fn is_entry(&self) -> bool {
        matches!(self.far.last(), Some(Step::Key(_)))
    }

    /// Whether it leads to an element of a list.
    #[must_use]
    pub fn is_element(&self) -> bool {
        match self.far.last() {
            Some(last) => matches!(last, Step::Index(_)),
            None => matches!(self.near().last(), Some(Near::Index(_))),
        }
    }

    /// Whether what is said of the place rests on values that are known.
    #[must_use]
    pub fn is_known_in(&self, manifest: &Manifest) -> bool {
        !manifest.has_unknown() || manifest.is_known(&self.path())
    }

    /// The change that writes another string here: a new key where the key is meant.
    #[must_use]
    pub fn written_as(self, text: impl Into<String>) -> Change {
        let (at, text) = (self.path(), text.into());
        match self.part {
            Part::Key => Change::RenameKey { at, to: text },
            Part::Value => Change::Replace { at, with: Fragment::Text(text) },
        }
    }

    /// The change that takes out what is here, with its key.
    #[must_use]
    pub fn taken_out(self) -> Change {
        Change::Remove { at: self.path() }
    }

    /// The change that writes a value here, where none is.
    #[must_use]
    pub fn filled_with(self, value: Fragment) -> Change {
        Change::Insert { at: self.path(), value }
    }

    /// The change that writes another value here.
    #[must_use]
    pub fn set_to(self, value: Fragment) -> Change {
        Change::Replace { at: self.path(), with: value }
    }

    /// The key of this place and not its value.
    #[must_use]
    pub const fn key(mut self) -> Self {
        self.part = Part::Key;
        self
    }
}

impl From<FieldPath> for Route {
    fn from(path: FieldPath) -> Self {
        Self::root().then(path.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_in_order_wherever_they_lie() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let short = FieldPath::of(&names);
        let long = short.clone().index(7).field("h").index(9);
        let named = FieldPath::of(&["a"]).key("b").field("c").index(1);
        let owned = FieldPath::of(&["a"]).field("b".to_owned()).field("c");
        for path in [FieldPath::root(), short, long, named.clone(), owned] {
            let route = Route::from(path.clone());
            assert_eq!(route.path(), path);
            assert_eq!(route.clone().field("x").path(), path.clone().field("x"));
            assert!(!route.clone().field("x").is_element() && route.index(0).is_element());
        }
        assert!(Route::from(named.parent().parent()).is_entry());
    }
}
