//! Users' own rules, from their files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{ConfigError, GivenParam, Loaded};
use crate::diagnostic::Diagnostic;
use crate::rules::RuleSet;
use crate::rules::own::OwnRule;
use crate::rules::params::{ParamError, Params};
use crate::source::walk::walk;
use crate::source::{Excludes, SourceFile, read};
use crate::words::near::nearest;

/// Rule files that can't be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RulesError {
    /// One can't be read.
    #[error("{0}")]
    Unreadable(String),
    /// There is no file where rules were asked for.
    #[error("there is no rule file (*.yaml, *.yml) in {0}")]
    Nothing(String),
    /// What is wrong in them.
    #[error("{}", .0.first().map_or("", |found| &*found.message))]
    Wrong(Vec<Diagnostic>),
    /// A parameter that no rule has.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// The rules of this program, and those of the files and folders that were chosen or that a config
/// names.
///
/// # Errors
/// When a file can't be read, or is no rule, or has the id of another one.
pub(crate) fn rules(chosen: &[PathBuf], config: &Loaded) -> Result<RuleSet, RulesError> {
    let named = config.config.rules.iter().map(|path| config.resolve(path));
    let paths: Vec<PathBuf> = chosen.iter().cloned().chain(named).collect();
    let mut own = read_rules(&paths)?;
    let params = set_params(&mut own, config)?;
    Ok(beside_built_in(own)?.with_params(params))
}

/// Rules beside those of this program.
///
/// # Errors
/// When one has the id of another.
pub(crate) fn beside_built_in(own: Vec<OwnRule>) -> Result<RuleSet, RulesError> {
    let (mut rules, mut wrong) = (RuleSet::built_in(), Vec::new());
    for rule in own {
        let taken = rules.find(rule.id()).map(|other| match other.file() {
            Some(file) => format!("{} has a rule `{}` already", file.name(), rule.id()),
            None => format!("`{}` is a rule of this program", rule.id()),
        });
        let again = rules.clone();
        match taken {
            Some(message) => wrong.push(rule.wrong(message)),
            None => rules = rules.with(rule.into_rule()).unwrap_or(again),
        }
    }
    if wrong.is_empty() { Ok(rules) } else { Err(RulesError::Wrong(wrong)) }
}

/// Reads the rules of files and folders, each file once.
///
/// # Errors
/// When a file can't be read, or is no rule.
pub(crate) fn read_rules(paths: &[PathBuf]) -> Result<Vec<OwnRule>, RulesError> {
    let mut seen = BTreeSet::new();
    let (mut rules, mut wrong) = (Vec::new(), Vec::new());
    for path in paths {
        let found = walk(&[path], &Excludes::default(), true);
        if let Some(failure) = found.failures.first() {
            return Err(RulesError::Unreadable(failure.to_string()));
        }
        if found.inputs.is_empty() {
            return Err(RulesError::Nothing(path.display().to_string()));
        }
        for input in &found.inputs {
            let file = read::read(input, read::STDIN_NAME);
            let file = Arc::new(file.map_err(|error| RulesError::Unreadable(error.to_string()))?);
            let known = file.path().map(real);
            if known.is_some_and(|known| !seen.insert(known)) {
                continue;
            }
            match OwnRule::read(&file) {
                Ok(rule) => rules.push(rule),
                Err(found) => wrong.extend(found),
            }
        }
    }
    if wrong.is_empty() { Ok(rules) } else { Err(RulesError::Wrong(wrong)) }
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Gives the parameters of rules the values that the config has for them.
fn set_params(rules: &mut [OwnRule], config: &Loaded) -> Result<Params, RulesError> {
    let built_in = RuleSet::built_in();
    let mut set = built_in.params().clone();
    for rule in rules.iter() {
        set.add_own(rule.id(), rule.params());
    }
    let ids = || rules.iter().map(OwnRule::id).chain(built_in.metas().map(|meta| meta.id.as_ref()));
    for given in &config.config.params {
        set_param(&mut set, ids(), given, config)?;
    }
    for rule in rules {
        if let Some(params) = set.own(rule.id()) {
            rule.set(&params);
        }
    }
    Ok(set)
}

/// Gives a parameter the value that a config has for it.
///
/// # Errors
/// When there is no such rule or parameter, or its values are of another kind: at its place.
pub(super) fn set_param<'i>(
    set: &mut Params,
    ids: impl Iterator<Item = &'i str> + Clone,
    given: &GivenParam,
    config: &Loaded,
) -> Result<(), ConfigError> {
    let GivenParam { rule, rule_span, name, name_span, value } = given;
    let hint = |near: Option<&str>| near.map(|near| format!("did you mean `{near}`?"));
    if !ids.clone().any(|id| id == rule) {
        let message = format!("no rule is called `{rule}`");
        return Err(config.wrong_at(*rule_span, message, hint(nearest(rule, ids))));
    }
    set.set(rule, name, value).map_err(|error| {
        let near = match &error {
            ParamError::Unknown { nearest, .. } => nearest.as_deref(),
            ParamError::NoParams(_) | ParamError::Value { .. } => None,
        };
        config.wrong_at(*name_span, error.to_string(), hint(near))
    })
}

/// The files of the rules that users bring: they are no manifests.
pub(crate) fn paths_of(rules: &RuleSet) -> impl Iterator<Item = PathBuf> {
    rules.files().map(Arc::as_ref).filter_map(SourceFile::path).map(Path::to_owned)
}
