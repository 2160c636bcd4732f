//! What is known of the values that a rule's expressions name: by its kinds, the path of its places and
//! its parameters.

use serde_json::{Map, Value as Json};

use super::pattern::{Pattern, Reached};
use crate::manifest::schema::{Kind, lookup};
use crate::rules::cel::typed::{mistakes, of_kind, of_schema};
use crate::rules::cel::{Environment, Problem, Type};
use crate::rules::text::Expressions;

/// What the expressions of a rule name.
pub(super) struct Typed {
    /// For each kind that the rule looks at the type of its objects, and that of `self`.
    objects: Vec<(Type, Type)>,
    /// The rule's parameters.
    params: Type,
    /// A step of the path to its places that none of its kinds has.
    pub(super) missing: Option<Problem>,
}

impl Typed {
    /// By what a rule says of itself.
    pub(super) fn of(written: &Expressions, params: &Map<String, Json>) -> Self {
        let names: Vec<&str> = match written.kinds.as_slice() {
            [] => vec!["DaemonSet"],
            some => some.iter().map(String::as_str).collect(),
        };
        let kinds = kinds(&names);
        let at = written.at.as_ref().map(|at| at.text.as_str());
        let pattern = at.and_then(Pattern::parse);
        let reach = |kind: &&'static Kind| match &pattern {
            Some(pattern) => pattern.reach(kind.fields),
            None => Reached::Anything,
        };
        let reached: Vec<Reached> = kinds.iter().map(reach).collect();
        let mut lacking = reached.iter().map(|reached| match reached {
            Reached::Nothing(missing) => Some(missing),
            Reached::Anything | Reached::Value(_) => None,
        });
        let first = lacking.next().flatten().filter(|_| lacking.all(|other| other.is_some()));
        let missing = first.and_then(|missing| {
            let text = at?;
            let step = word(text, &missing.name)?;
            Some(Problem::new(step, missing.words()))
        });
        let place = |reached: Reached| match reached {
            Reached::Value(ty) => of_schema(&ty),
            Reached::Anything | Reached::Nothing(_) => Type::Dyn,
        };
        let objects = kinds.into_iter().map(of_kind).zip(reached.into_iter().map(place)).collect();
        let of_params: Vec<(&str, Type)> =
            params.keys().map(|name| (name.as_str(), Type::Dyn)).collect();
        Self { objects, params: Type::declared("params", &of_params), missing }
    }

    /// What is wrong with an expression that can be compiled in an environment, for objects of all
    /// the rule's kinds alike.
    pub(super) fn mistakes(&self, text: &str, env: &Environment) -> Vec<Problem> {
        let env = env.clone().with("params", self.params.clone());
        let env = env.with("nodes", Type::list(node()));
        let of = |(object, place): &(Type, Type)| {
            let env = env.clone().with("object", object.clone()).with("oldObject", object.clone());
            if env.has("self") { env.with("self", place.clone()) } else { env }
        };
        let mut envs: Vec<Environment> = self.objects.iter().map(of).collect();
        if envs.is_empty() {
            envs.push(env);
        }
        let found = mistakes(text, &envs).into_iter();
        found.filter(|one| one.of.len() == envs.len()).map(|one| one.problem).collect()
    }
}

/// The kinds of these names; none where one of them is not Kubernetes' own.
fn kinds(names: &[&str]) -> Vec<&'static Kind> {
    let of = |name: &&str| -> Option<Vec<&'static Kind>> {
        let all: Vec<_> = lookup::versions(name).collect();
        (!all.is_empty()).then_some(all)
    };
    let all: Option<Vec<Vec<&'static Kind>>> = names.iter().map(of).collect();
    all.unwrap_or_default().into_iter().flatten().collect()
}

fn node() -> Type {
    lookup::find("v1", "Node").map_or(Type::Dyn, of_kind)
}

/// Where a name stands in a path as a word.
fn word(text: &str, name: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let is_whole = |at: &usize| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(is_part)
    };
    text.match_indices(name).map(|(at, _)| at).find(is_whole)
}
