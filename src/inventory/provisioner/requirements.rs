//! What the labels of new nodes are required to be: in the notation of node affinity.

use std::collections::BTreeMap;

use crate::inventory::pool::OpenLabel;
use crate::inventory::short::shape::Shape;
use crate::inventory::tables::Tables;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_labels::newer_name;
use crate::yaml::cursor::{At, Read};

/// Requirements, by the label's key; those under an older name by the newer one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requirements(BTreeMap<String, Vec<Test>>);

impl Requirements {
    /// Reads a list of requirements.
    ///
    /// # Errors
    /// One of them is none.
    pub(crate) fn read(&mut self, at: At<'_>) -> Read<()> {
        for requirement in at.list()? {
            let text = |key: &str| requirement.get(key).map_or(Ok(""), At::text);
            let (key, operator) = (text("key")?, text("operator")?);
            let values = match requirement.get("values") {
                Some(values) => values.texts()?.into_iter().map(|(_, v)| v.to_owned()).collect(),
                None => Vec::new(),
            };
            let (strict, by) = match operator {
                // Karpenter's own: at least, at most.
                "Gte" => ("Gt", -1),
                "Lte" => ("Lt", 1),
                other => (other, 0),
            };
            let made = Requirement::new(key, strict, &values);
            let made = made.map_err(|error| requirement.wrong(error.to_string()))?;
            let test = match made.test {
                Test::GreaterThan(limit) => Test::GreaterThan(limit.saturating_add(by)),
                Test::LessThan(limit) => Test::LessThan(limit.saturating_add(by)),
                other => other,
            };
            // Karpenter takes an older name for the newer one (`NormalizedLabels`).
            let key = newer_name(&made.key).map_or(made.key, str::to_owned);
            let tests = self.0.entry(key).or_default();
            if !tests.contains(&test) {
                tests.push(test);
            }
        }
        Ok(())
    }

    /// Whether no value satisfies the requirements on some label.
    #[must_use]
    pub(crate) fn contradict_themselves(&self) -> bool {
        self.0.values().any(|tests| {
            named(tests).is_some_and(|values| values.is_empty())
                || (tests.contains(&Test::DoesNotExist) && tests.iter().any(demands_label))
        })
    }

    /// The labels that are named.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The labels that a node must not have.
    pub(crate) fn refused(&self) -> impl Iterator<Item = &str> {
        let refused = self.0.iter().filter(|(_, tests)| tests.contains(&Test::DoesNotExist));
        refused.map(|(key, _)| key.as_str())
    }

    /// Sets the labels of which only one value is possible, and gives those that stay open. Labels
    /// that the shape has already stay as they are.
    pub(crate) fn apply(&self, shape: &mut Shape, tables: &mut Tables) -> Vec<OpenLabel> {
        let mut open = Vec::new();
        for (key, tests) in &self.0 {
            let symbol = tables.symbols.intern(key);
            let known = shape.labels.iter().any(|(known, _)| *known == symbol);
            if known || tests.contains(&Test::DoesNotExist) {
                continue;
            }
            match named(tests).as_deref() {
                Some([only]) => shape.set_text(key, only, tables),
                _ => open.push(OpenLabel {
                    key: symbol,
                    tests: tests.as_slice().into(),
                    // Nothing but `NotIn` holds for a label that isn't there.
                    may_be_missing: !tests.iter().any(demands_label),
                }),
            }
        }
        open
    }
}

/// Whether a test fails where the label is missing.
fn demands_label(test: &Test) -> bool {
    !test.passes(None)
}

/// The values that the tests leave of those that they name; none if they name no list of them.
fn named(tests: &[Test]) -> Option<Vec<&str>> {
    let list = tests.iter().find_map(|test| match test {
        Test::In(values) => Some(values),
        _ => None,
    })?;
    let passes = |value: &&str| tests.iter().all(|test| test.passes(Some(value)));
    let mut values: Vec<&str> = list.iter().map(String::as_str).filter(passes).collect();
    values.sort_unstable();
    values.dedup();
    Some(values)
}
