//! Patterns over paths of fields.

use std::fmt;

use super::{FieldPath, Step};

/// A set of field paths: one path in which steps may stand for any element of a list, written
/// `spec.template.spec.containers[*].image`.
///
/// ```
/// use daemonlint::internals::kubernetes::field::RoutePattern;
/// let images = RoutePattern::of(&["spec", "containers", "*", "image"]);
/// assert_eq!(images.to_string(), "spec.containers[*].image");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoutePattern(Vec<PatternStep>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PatternStep {
    Exactly(Step),
    AnyElement,
}

impl RoutePattern {
    /// A pattern of fields from the object on; `*` stands for any element of a list.
    #[must_use]
    pub fn of(steps: &[&'static str]) -> Self {
        let step = |name: &&'static str| match *name {
            "*" => PatternStep::AnyElement,
            name => PatternStep::Exactly(Step::Field(name.into())),
        };
        Self(steps.iter().map(step).collect())
    }

    /// The pattern of a field of what this one matches.
    #[must_use]
    pub fn field(mut self, name: &str) -> Self {
        self.0.push(PatternStep::Exactly(Step::Field(name.to_owned().into())));
        self
    }

    /// The one path that it matches; none where it may match several.
    #[must_use]
    pub fn path(&self) -> Option<FieldPath> {
        let step = |step: &PatternStep| match step {
            PatternStep::Exactly(step) => Some(step.clone()),
            PatternStep::AnyElement => None,
        };
        self.0.iter().map(step).collect::<Option<_>>().map(FieldPath)
    }

    /// The path of it that lies nearest to another one: with its elements as far as both go, and the
    /// only one of a list where there is just one; none where it may be several.
    #[must_use]
    pub fn near(
        &self,
        other: &FieldPath,
        is_single: impl Fn(&FieldPath) -> bool,
    ) -> Option<FieldPath> {
        let mut path = FieldPath::default();
        for step in &self.0 {
            let step = match (step, other.0.get(path.0.len())) {
                (PatternStep::Exactly(step), _) => step.clone(),
                (PatternStep::AnyElement, Some(Step::Index(index)))
                    if other.0.starts_with(&path.0) =>
                {
                    Step::Index(*index)
                }
                (PatternStep::AnyElement, _) if is_single(&path) => Step::Index(0),
                (PatternStep::AnyElement, _) => return None,
            };
            path.0.push(step);
        }
        Some(path)
    }

    /// Whether it matches a path, to its end.
    #[must_use]
    pub fn matches(&self, path: &FieldPath) -> bool {
        self.0.len() == path.0.len() && self.agrees(path)
    }

    /// Whether it matches a path or one that encloses it.
    #[must_use]
    pub fn encloses(&self, path: &FieldPath) -> bool {
        self.0.len() <= path.0.len() && self.agrees(path)
    }

    /// Whether all that it matches is a path or lies in it.
    #[must_use]
    pub fn lies_in(&self, path: &FieldPath) -> bool {
        self.0.len() >= path.0.len() && self.agrees(path)
    }

    /// Whether the two are the same as far as both go.
    fn agrees(&self, path: &FieldPath) -> bool {
        self.0.iter().zip(&path.0).all(|(own, step)| match own {
            PatternStep::Exactly(own) => own == step,
            PatternStep::AnyElement => matches!(step, Step::Index(_)),
        })
    }
}

impl From<FieldPath> for RoutePattern {
    fn from(path: FieldPath) -> Self {
        Self(path.0.into_iter().map(PatternStep::Exactly).collect())
    }
}

impl fmt::Display for RoutePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                PatternStep::AnyElement => f.write_str("[*]")?,
                PatternStep::Exactly(step) => step.write(f, position == 0)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::field::Path;

    #[test]
    fn a_path_lies_in_itself_and_in_what_encloses_it() {
        let template = Path::root("spec").child("template").to_field_path();
        let containers = template.clone().field("containers");
        let pattern = RoutePattern::from(template.clone());
        assert!(pattern.encloses(&containers) && pattern.encloses(&template));
        assert!(pattern.matches(&template) && !pattern.matches(&containers));
        assert!(!RoutePattern::from(containers.clone()).encloses(&template));
        assert!(RoutePattern::from(containers).lies_in(&template));
        assert!(!RoutePattern::of(&["spec", "templates"]).encloses(&template));
    }

    #[test]
    fn any_element_is_one_of_a_list() {
        let names = RoutePattern::of(&["spec", "containers", "*", "name"]);
        let spec = Path::root("spec");
        let list = spec.child("containers");
        assert!(names.matches(&list.index(2).child("name").to_field_path()));
        assert!(!names.matches(&list.index(2).child("image").to_field_path()));
        assert!(!names.matches(&list.key("2").child("name").to_field_path()));
        assert_eq!(names.path(), None);
    }

    #[test]
    fn the_nearest_path_has_the_elements_of_the_other_one() {
        let pattern = RoutePattern::of(&["spec", "containers", "*"]);
        let spec = Path::root("spec");
        let inside = spec.child("containers").index(2).child("x").to_field_path();
        let near = |other: &FieldPath, single| {
            pattern.near(other, |_| single).map(|path| path.to_string())
        };
        assert_eq!(near(&inside, false).as_deref(), Some("spec.containers[2]"));
        let beside = spec.child("tolerations").index(2).to_field_path();
        assert_eq!(near(&beside, false), None);
        assert_eq!(near(&beside, true).as_deref(), Some("spec.containers[0]"));
    }

    #[test]
    fn a_key_with_dots_is_one_step() {
        let labels = Path::root("metadata");
        let labels = labels.child("labels");
        let dotted = labels.key("app.kubernetes.io/name").to_field_path();
        let pattern = RoutePattern::from(labels.key("app").to_field_path());
        assert!(!pattern.encloses(&dotted));
        let own = RoutePattern::from(dotted.clone());
        assert!(own.matches(&dotted));
        assert_eq!(own.path(), Some(dotted));
        assert_eq!(own.to_string(), "metadata.labels[app.kubernetes.io/name]");
    }
}
