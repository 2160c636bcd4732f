//! What is wrong with an expression that can be compiled, once it is known what its objects are.
//!
//! When an expression is evaluated an object is a map of anything, and a field that is misspelt shows
//! as one that is missing: on the first object that comes, or never, behind `has`. Of objects of known
//! kinds it shows at once.

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::rules) use super::check::of_schema;
use super::environment::Environment;
use super::lang::Problem;
use super::program::Program;
use super::types::{Object, Type};
use crate::manifest::schema::Kind;

/// A mistake, and the kinds of objects for which it is one, by their place among those that were asked
/// about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Mistake {
    /// What is wrong.
    pub problem: Problem,
    /// The kinds.
    pub of: BTreeSet<usize>,
}

/// The type of the objects of a kind.
#[must_use]
pub(in crate::rules) const fn of_kind(kind: &'static Kind) -> Type {
    Type::Object(Object::Schema(kind.fields))
}

/// The mistakes in an expression for sure, where its variables have the types of each of these
/// environments, in the order of its text.
#[must_use]
pub(in crate::rules) fn mistakes(text: &str, envs: &[Environment]) -> Vec<Mistake> {
    let mut all: BTreeMap<usize, Mistake> = BTreeMap::new();
    for (place, env) in envs.iter().enumerate() {
        let problems = Program::compile(text, env).err().unwrap_or_default();
        for problem in problems.into_iter().filter(|problem| problem.certain) {
            let at = problem.at;
            let one = || Mistake { problem, of: BTreeSet::new() };
            all.entry(at).or_insert_with(one).of.insert(place);
        }
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::schema::lookup;

    fn found(text: &str, kinds: &[&str]) -> Vec<String> {
        let env = |kind: &&str| {
            let kind = lookup::find("apps/v1", kind).unwrap();
            Environment::new(36).with("object", of_kind(kind))
        };
        let envs: Vec<Environment> = kinds.iter().map(env).collect();
        let one = |one: Mistake| {
            let of: Vec<String> = one.of.iter().map(ToString::to_string).collect();
            format!("{} [{}]", one.problem.message, of.join(", "))
        };
        mistakes(text, &envs).into_iter().map(one).collect()
    }

    #[test]
    fn a_field_that_a_kind_lacks() {
        let both = ["DaemonSet", "Deployment"];
        assert_eq!(
            found("has(object.spec.template.spec.hostNetwrk)", &both),
            ["undefined field 'hostNetwrk'; did you mean `hostNetwork`? [0, 1]"]
        );
        assert_eq!(
            found("!has(object.spec.replicas) || object.spec.replicas > 1", &both),
            ["undefined field 'replicas' [0]", "undefined field 'replicas' [0]"]
        );
        assert_eq!(
            found("object.spec.template.spec.containers.all(c, c.imag != '')", &both[..1]),
            ["undefined field 'imag'; did you mean `image`? [0]"]
        );
    }

    #[test]
    fn a_value_of_another_type() {
        let one = ["DaemonSet"];
        assert_eq!(
            found("object.spec.minReadySeconds == '10'", &one),
            ["found no matching overload for '_==_' applied to '(int, string)' [0]"]
        );
        assert_eq!(
            found("object.metadata.name + 1 == ''", &one),
            ["found no matching overload for '_+_' applied to '(string, int)' [0]"]
        );
    }

    #[test]
    fn what_is_right_when_it_is_evaluated_is_no_mistake() {
        for text in [
            "object.spec.template.spec.securityContext == {}",
            "object['spec']['template'] != null",
            "object.spec.template.spec.hostNetwork != null",
            "(object.spec.template.spec.containers + object.spec.template.spec.ephemeralContainers)\
             .all(c, c.image != '')",
            "[object.spec, object.metadata].all(o, has(o.labels) || has(o.template))",
            "object.spec.updateStrategy.rollingUpdate.maxUnavailable == 1",
            "quantity(object.spec.template.spec.containers[0].resources.limits['memory']).isGreaterThan(quantity('1Gi'))",
            "object.metadata.?labels['app'].orValue('') == 'a'",
            "object.spec.template.spec.?hostPID.orValue(false)",
            "has(object.metadata.labels) && object.metadata.labels.team == 'a'",
        ] {
            assert_eq!(found(text, &["DaemonSet"]), Vec::<String>::new(), "{text}");
        }
    }
}
