//! Parameters of this program's rules: the heads of their files give the defaults, a config other
//! values.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use serde_json::Value as Json;

use super::meta::Meta;
use crate::source::SourceFile;
use crate::words::near::nearest;
use crate::yaml::cursor::{At, Read};
use crate::yaml::parse_document;

/// The largest number that a parameter may have.
pub(crate) const MOST: i64 = 1_000_000_000;

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Param {
    /// A whole number, not below 0.
    Number(i64),
    /// A list of words.
    Words(Vec<String>),
    /// Anything: of a user's own rule, whose expressions make of it what they will.
    Any(Json),
}

/// The values of parameters, by rule and name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(HashMap<String, BTreeMap<String, Param>>);

/// Why a parameter can't be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ParamError {
    /// The rule has none.
    #[error("`{0}` has no parameters")]
    NoParams(String),
    /// The rule has no such one.
    #[error("`{rule}` has no parameter `{name}`")]
    Unknown {
        /// The rule.
        rule: String,
        /// The name.
        name: String,
        /// The one that is spelt most like it.
        nearest: Option<String>,
    },
    /// The value is of another kind.
    #[error("`{rule}.{name}`: {wanted} is wanted here")]
    Value {
        /// The rule.
        rule: String,
        /// The name.
        name: String,
        /// What is wanted.
        wanted: String,
    },
}

impl Params {
    /// The defaults of rules.
    pub(super) fn of<'m>(metas: impl IntoIterator<Item = &'m Meta>) -> Self {
        let own = metas.into_iter().filter_map(|meta| {
            let defaults = read(meta.params.as_deref()?).ok()?;
            Some((meta.id.to_string(), defaults))
        });
        Self(own.collect())
    }

    /// A number; 0 where there is no such parameter.
    pub(super) fn number(&self, rule: &str, name: &str) -> i64 {
        match self.of_rule(rule).get(name) {
            Some(Param::Number(number)) => *number,
            _ => {
                debug_assert!(false, "`{rule}` has no number `{name}`");
                0
            }
        }
    }

    /// Words; none where there is no such parameter.
    pub(super) fn words(&self, rule: &str, name: &str) -> &[String] {
        match self.of_rule(rule).get(name) {
            Some(Param::Words(words)) => words,
            _ => {
                debug_assert!(false, "`{rule}` has no words `{name}`");
                &[]
            }
        }
    }

    /// The parameters of a rule.
    pub(crate) fn of_rule(&self, rule: &str) -> &BTreeMap<String, Param> {
        static NONE: BTreeMap<String, Param> = BTreeMap::new();
        self.0.get(rule).unwrap_or(&NONE)
    }

    /// The rules that have some, with them, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Param>)> {
        let mut all: Vec<_> = self.0.iter().map(|(rule, params)| (rule.as_str(), params)).collect();
        all.sort_unstable_by_key(|(rule, _)| *rule);
        all.into_iter()
    }

    /// The same with those of a user's own rule.
    pub(crate) fn add_own(&mut self, rule: &str, params: &serde_json::Map<String, Json>) {
        let own = params.iter().map(|(name, value)| (name.clone(), Param::Any(value.clone())));
        self.0.insert(rule.to_owned(), own.collect());
    }

    /// The parameters of a user's own rule, if it has some.
    pub(crate) fn own(&self, rule: &str) -> Option<Json> {
        let value = |(name, param): (&String, &Param)| match param {
            Param::Any(value) => Some((name.clone(), value.clone())),
            Param::Number(_) | Param::Words(_) => None,
        };
        Some(Json::Object(self.0.get(rule)?.iter().filter_map(value).collect()))
    }

    /// Gives a parameter another value.
    ///
    /// # Errors
    /// When the rule has no such parameter, or its values are of another kind.
    pub(crate) fn set(&mut self, rule: &str, name: &str, value: &Json) -> Result<(), ParamError> {
        let params = self.0.get_mut(rule).ok_or_else(|| ParamError::NoParams(rule.to_owned()))?;
        let near = nearest(name, params.keys().map(String::as_str)).map(str::to_owned);
        let (rule, name) = (rule.to_owned(), name.to_owned());
        let Some(param) = params.get_mut(&name) else {
            return Err(ParamError::Unknown { rule, name, nearest: near });
        };
        let given = param.kin(value);
        *param = given.ok_or_else(|| {
            let wanted = match param {
                Param::Number(_) => format!("a whole number from 0 to {MOST}"),
                Param::Words(_) => "a list of strings".to_owned(),
                Param::Any(_) => "a value".to_owned(),
            };
            ParamError::Value { rule, name, wanted }
        })?;
        Ok(())
    }
}

impl Param {
    /// A value, if it is of the same kind.
    fn kin(&self, value: &Json) -> Option<Self> {
        match self {
            Self::Number(_) => {
                let number = value.as_i64().filter(|number| (0..=MOST).contains(number))?;
                Some(Self::Number(number))
            }
            Self::Words(_) => {
                let words = value.as_array()?.iter();
                let words = words.map(|word| word.as_str().map(str::to_owned));
                Some(Self::Words(words.collect::<Option<_>>()?))
            }
            Self::Any(_) => Some(Self::Any(value.clone())),
        }
    }
}

/// Reads the defaults in a rule's head.
pub(super) fn read(text: &str) -> Read<BTreeMap<String, Param>> {
    let file = SourceFile::new("", text);
    let Ok(document) = parse_document(&file) else { return Ok(BTreeMap::new()) };
    let one = |(_, value): (_, At<'_>)| -> Read<(String, Param)> {
        let param = if value.is_list() {
            let words = value.list()?.into_iter().map(|word| Ok(word.text()?.to_owned()));
            Param::Words(words.collect::<Read<_>>()?)
        } else {
            Param::Number(value.number(0, MOST)?)
        };
        Ok((value.key().to_owned(), param))
    };
    At::root(&document).entries()?.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn the_heads_of_all_rules_can_be_read() {
        let rules = RuleSet::built_in();
        let with: Vec<&Meta> = rules.metas().filter(|meta| meta.params.is_some()).collect();
        assert!(with.len() > 8, "{}", with.len());
        for meta in with {
            let read = read(meta.params.as_deref().unwrap());
            assert!(read.is_ok_and(|params| !params.is_empty()), "{}", meta.id);
            assert!(!rules.params().of_rule(&meta.id).is_empty(), "{}", meta.id);
        }
    }

    #[test]
    fn a_value_is_of_the_kind_of_the_default() {
        let mut params = RuleSet::built_in().params().clone();
        let mut set = |rule: &str, name: &str, value: Json| {
            params.set(rule, name, &value).map_err(|error| error.to_string())
        };
        assert_eq!(set("daemonset-overhead", "share", json!(40)), Ok(()));
        let refused = [
            set("daemonset-overhead", "share", json!(-1)),
            set("daemonset-overhead", "share", json!("40%")),
            set("daemonset-overhead", "shares", json!(4)),
            set("missing-recommended-labels", "labels", json!("team")),
            set("host-namespaces", "share", json!(4)),
        ];
        let refused: Vec<String> = refused.into_iter().map(Result::unwrap_err).collect();
        insta::assert_snapshot!(refused.join("\n"), @r"
        `daemonset-overhead.share`: a whole number from 0 to 1000000000 is wanted here
        `daemonset-overhead.share`: a whole number from 0 to 1000000000 is wanted here
        `daemonset-overhead` has no parameter `shares`
        `missing-recommended-labels.labels`: a list of strings is wanted here
        `host-namespaces` has no parameters
        ");
        assert_eq!(params.number("daemonset-overhead", "share"), 40);
    }
}
