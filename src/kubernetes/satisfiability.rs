//! Whether requirements on labels can hold together, decided without any labels.
//!
//! Kubernetes has no such check: it follows from what each operator means ([`Test::passes`]).

use std::collections::HashMap;

use super::labels::{Requirement, Test};
use super::node_affinity::{FieldRequirement, RequiredNodeAffinity, Term, TermContent};

/// Whether a label can have a value, or be missing, so that all of these pass.
#[must_use]
pub(crate) fn satisfiable(tests: &[&Test]) -> bool {
    let passes_all = |value| tests.iter().all(|test| test.passes(value));
    if passes_all(None) {
        return true;
    }
    // Values are needed. If a list of them is given, one of it must do.
    let lists = tests.iter().find_map(|test| match test {
        Test::In(values) => Some(values),
        _ => None,
    });
    if let Some(values) = lists {
        return values.iter().any(|value| passes_all(Some(value)));
    }
    if tests.iter().any(|test| matches!(test, Test::DoesNotExist)) {
        return false;
    }
    let above = tests.iter().filter_map(|test| match test {
        Test::GreaterThan(limit) => Some(i128::from(*limit)),
        _ => None,
    });
    let below = tests.iter().filter_map(|test| match test {
        Test::LessThan(limit) => Some(i128::from(*limit)),
        _ => None,
    });
    // Finitely many values are ruled out, and a number can be written in many ways (`7`, `07`), so
    // only an empty range leaves nothing. A label's value starts with no sign: it is 0 at least.
    let low = above.max().unwrap_or(-1).max(-1);
    let high = below.min().unwrap_or(i128::from(i64::MAX) + 1);
    high - low >= 2
}

/// Whether whatever passes `given` passes `test` too: `test` adds nothing beside it.
#[must_use]
pub(crate) fn implies(given: &Test, test: &Test) -> bool {
    use Test::{DoesNotExist, Exists, GreaterThan, In, LessThan, NotIn};
    match (given, test) {
        (In(values), test) => values.iter().all(|value| test.passes(Some(value))),
        (DoesNotExist, test) => test.passes(None),
        (NotIn(given), NotIn(values)) => values.iter().all(|value| given.contains(value)),
        (Exists | GreaterThan(_) | LessThan(_), Exists) => true,
        (GreaterThan(given), GreaterThan(limit)) => given >= limit,
        (LessThan(given), LessThan(limit)) => given <= limit,
        (GreaterThan(_) | LessThan(_), NotIn(values)) => {
            values.iter().all(|value| !given.passes(Some(value)))
        }
        _ => false,
    }
}

/// The places of requirements that can't hold together: two if two are enough, else all on one
/// label. None if a node could pass all of them.
#[must_use]
pub(crate) fn conflict(requirements: &[&Requirement]) -> Option<Vec<usize>> {
    let key = |place: &usize| requirements.get(*place).map(|requirement| &requirement.key);
    let hold = |places: &[usize]| {
        let tests = places.iter().filter_map(|place| requirements.get(*place)).map(|r| &r.test);
        satisfiable(&tests.collect::<Vec<_>>())
    };
    let mut places: Vec<usize> = (0..requirements.len()).collect();
    places.sort_by_key(key);
    let groups = places.chunk_by(|one, other| key(one) == key(other)).filter(|group| !hold(group));
    // What can't hold together can't with more beside it either.
    let least = |group: &[usize]| {
        let (mut holding, mut failing) = (0, group.len());
        while failing - holding > 1 {
            let middle = holding.midpoint(failing);
            match hold(group.get(..middle).unwrap_or_default()) {
                true => holding = middle,
                false => failing = middle,
            }
        }
        group.get(..failing).unwrap_or_default().to_vec()
    };
    let group = groups.map(least).min_by_key(|group| group.last().copied())?;
    let place = *group.last()?;
    let pair = group.iter().map(|other| vec![*other, place]).find(|pair| !hold(pair));
    Some(pair.unwrap_or(group))
}

/// The places of two requirements on the node's name that can't hold together.
#[must_use]
pub(crate) fn field_conflict(fields: &[FieldRequirement]) -> Option<(usize, usize)> {
    // As long as nothing clashes, a field is wanted to have one value alone.
    let mut wanted: HashMap<&str, (&str, usize)> = HashMap::new();
    let mut unwanted: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, FieldRequirement { key, value, negated }) in fields.iter().enumerate() {
        let other = wanted.get(&**key).filter(|(other, _)| (other == value) == *negated);
        let other = other.map(|(_, place)| *place);
        let excluded = unwanted.get(&(&**key, &**value)).copied().filter(|_| !negated);
        if let Some(other) = other.into_iter().chain(excluded).min() {
            return Some((other, at));
        }
        match negated {
            true => _ = unwanted.entry((key, value)).or_insert(at),
            false => _ = wanted.entry(key).or_insert((value, at)),
        }
    }
    None
}

/// Whether no node can satisfy both, so that pods with these demands never meet. What is false
/// here may still be true of every node that there is.
#[must_use]
pub(crate) fn never_meet(a: &RequiredNodeAffinity, b: &RequiredNodeAffinity) -> bool {
    let any = [Term {
        index: 0,
        content: TermContent::Requirements { expressions: Vec::new(), fields: Vec::new() },
    }];
    let terms_a = a.terms.as_deref().unwrap_or(&any);
    let terms_b = b.terms.as_deref().unwrap_or(&any);
    terms_a.iter().all(|of_a| {
        terms_b.iter().all(|of_b| {
            let parts =
                [of_a.expressions(), of_b.expressions(), &a.node_selector, &b.node_selector];
            let together: Vec<&Requirement> = parts.into_iter().flatten().collect();
            let fields: Vec<FieldRequirement> =
                of_a.fields().iter().chain(of_b.fields()).cloned().collect();
            let matches_none = |term: &Term| {
                matches!(term.content, TermContent::Empty | TermContent::Unreadable(_))
            };
            matches_none(of_a)
                || matches_none(of_b)
                || conflict(&together).is_some()
                || field_conflict(&fields).is_some()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `key operator value value …`
    fn requirement(text: &str) -> Requirement {
        let mut words = text.split(' ').map(str::to_owned);
        let (key, operator) = (words.next().unwrap(), words.next().unwrap());
        Requirement::new(&key, &operator, &words.collect::<Vec<_>>()).unwrap()
    }

    fn conflict_of(texts: &[&str]) -> Option<Vec<usize>> {
        let requirements: Vec<_> = texts.iter().map(|text| requirement(text)).collect();
        conflict(&requirements.iter().collect::<Vec<_>>())
    }

    #[test]
    fn requirements_that_can_hold_together_and_those_that_cannot() {
        for (texts, expected) in [
            (&["os In linux", "os In windows"][..], Some(vec![0, 1])),
            (&["os In linux", "arch In amd64", "os In windows linux"], None),
            (&["os Exists", "zone Exists", "os DoesNotExist"], Some(vec![0, 2])),
            (&["os In linux", "os DoesNotExist"], Some(vec![0, 1])),
            (&["os NotIn linux", "os DoesNotExist"], None),
            (&["os NotIn linux", "os Exists"], None),
            (&["os In a b", "os NotIn a", "os NotIn b"], Some(vec![0, 1, 2])),
            (&["n Gt 4", "n Lt 5"], Some(vec![0, 1])),
            (&["n Gt 3", "n Lt 5"], None),
            (&["n Gt 3", "n In 3 x"], Some(vec![0, 1])),
            (&["n Gt 3", "n DoesNotExist"], Some(vec![0, 1])),
            (&["n Gt 9223372036854775807"], Some(vec![0, 0])),
            (&["a In x", "b In y"], None),
            (&["b In y", "a In x", "a In y", "b In x"], Some(vec![1, 2])),
            (
                &["a In b c d", "a NotIn b", "a NotIn c", "a NotIn d", "a NotIn e"],
                Some(vec![0, 1, 2, 3]),
            ),
        ] {
            assert_eq!(conflict_of(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn names_that_exclude_each_other() {
        let of = |texts: &[&str]| {
            let field = |text: &&str| {
                let (value, negated) = match text.strip_prefix('!') {
                    Some(value) => (value, true),
                    None => (*text, false),
                };
                let key = "metadata.name".to_owned();
                FieldRequirement { key, value: value.to_owned(), negated }
            };
            field_conflict(&texts.iter().map(field).collect::<Vec<_>>())
        };
        assert_eq!(of(&["a", "a", "!b", "!b"]), None);
        assert_eq!(of(&["a", "a", "b"]), Some((0, 2)));
        assert_eq!(of(&["!b", "a", "!b", "b"]), Some((0, 3)));
        assert_eq!(of(&["a", "!c", "!a"]), Some((0, 2)));
    }

    #[test]
    fn ranges_of_numbers_can_be_empty() {
        let (above, below) = (Test::GreaterThan(3), Test::LessThan(5));
        assert!(satisfiable(&[&above, &below]));
        assert!(!satisfiable(&[&above, &Test::LessThan(4)]));
        assert!(!satisfiable(&[&Test::GreaterThan(i64::MAX)]));
        assert!(!satisfiable(&[&Test::LessThan(0)]) && satisfiable(&[&Test::LessThan(1)]));
        assert!(!satisfiable(&[&above, &Test::DoesNotExist]));
        assert!(!satisfiable(&[&above, &Test::In(vec!["3".into()])]));
    }

    #[test]
    fn what_follows_from_what() {
        for (given, test, expected) in [
            ("k In a", "k In a b", true),
            ("k In a b", "k In a", false),
            ("k In a", "k Exists", true),
            ("k In a", "k NotIn b", true),
            ("k DoesNotExist", "k NotIn b", true),
            ("k NotIn a b", "k NotIn b", true),
            ("k Exists", "k NotIn b", false),
            ("k Gt 5", "k Gt 3", true),
            ("k Gt 5", "k NotIn 4 x", true),
            ("k Lt 5", "k Gt 3", false),
        ] {
            assert_eq!(implies(&requirement(given).test, &requirement(test).test), expected);
        }
    }

    #[test]
    fn two_pods_that_never_meet() {
        let of = |spec: &str| RequiredNodeAffinity::of(&serde_json::from_str(spec).unwrap());
        let linux = of(r#"{"containers":[],"nodeSelector":{"os":"linux"}}"#);
        let windows = of(r#"{"containers":[],"nodeSelector":{"os":"windows"}}"#);
        let term = |terms: &str| {
            of(&format!(
                r#"{{"containers":[],"affinity":{{"nodeAffinity":
                {{"requiredDuringSchedulingIgnoredDuringExecution":
                {{"nodeSelectorTerms":{terms}}}}}}}}}"#
            ))
        };
        let not_linux =
            term(r#"[{"matchExpressions":[{"key":"os","operator":"NotIn","values":["linux"]}]}]"#);
        let here =
            term(r#"[{"matchFields":[{"key":"metadata.name","operator":"In","values":["a"]}]}]"#);
        let there =
            term(r#"[{"matchFields":[{"key":"metadata.name","operator":"In","values":["b"]}]}]"#);
        assert!(never_meet(&linux, &windows) && never_meet(&linux, &not_linux));
        assert!(!never_meet(&windows, &not_linux) && !never_meet(&linux, &linux));
        assert!(never_meet(&here, &there) && !never_meet(&here, &linux));
        assert!(!never_meet(&RequiredNodeAffinity::default(), &linux));
    }
}
