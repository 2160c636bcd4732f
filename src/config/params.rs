//! Values for the parameters of rules.

use serde_json::Value as Json;

use crate::source::Span;
use crate::yaml::cursor::{At, Read};

/// A value for a parameter of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenParam {
    /// The rule.
    pub rule: String,
    /// Where it is named.
    pub rule_span: Span,
    /// The parameter.
    pub name: String,
    /// Where it is named.
    pub name_span: Span,
    /// The value.
    pub value: Json,
}

/// `params`: nothing where there is none.
pub(super) fn params(at: At<'_>) -> Read<Vec<GivenParam>> {
    let mut all = Vec::new();
    let Some(rules) = at.get("params") else { return Ok(all) };
    for (rule_span, rule) in rules.entries()? {
        for (name_span, value) in rule.entries()? {
            all.push(GivenParam {
                rule: rule.key().to_owned(),
                rule_span,
                name: value.key().to_owned(),
                name_span,
                value: value.decode()?,
            });
        }
    }
    Ok(all)
}
