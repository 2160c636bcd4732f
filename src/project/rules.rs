//! Users' own rules, from their files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Loaded;
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
    Config(#[from] crate::config::ConfigError),
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

/// Gives the parameters the values that the config has for them.
fn set_params(rules: &mut [OwnRule], config: &Loaded) -> Result<Params, RulesError> {
    let built_in = RuleSet::built_in();
    let mut set = built_in.params().clone();
    for (id, params) in &config.config.params {
        let Some(rule) = rules.iter_mut().find(|rule| rule.id() == id) else {
            if built_in.find(id).is_none() {
                let ids = rules.iter().map(OwnRule::id);
                let ids = ids.chain(built_in.metas().map(|meta| meta.id.as_ref()));
                let help = nearest(id, ids).map(|near| format!("did you mean `{near}`?"));
                return Err(config.wrong(id, format!("no rule is called `{id}`"), help).into());
            }
            for (name, value) in params {
                set.set(id, name, value).map_err(|error| {
                    let help = match &error {
                        ParamError::Unknown { nearest, .. } => nearest.clone(),
                        ParamError::NoParams(_) | ParamError::Value { .. } => None,
                    };
                    let help = help.map(|near| format!("did you mean `{near}`?"));
                    config.wrong(&format!("{id}.{name}"), error.to_string(), help)
                })?;
            }
            continue;
        };
        for (name, value) in params {
            rule.set(name, value).map_err(|near| {
                let message = format!("`{id}` has no parameter `{name}`");
                let help = near.map(|near| format!("did you mean `{near}`?"));
                config.wrong(&format!("{id}.{name}"), message, help)
            })?;
        }
    }
    Ok(set)
}

/// The files of the rules that users bring: they are no manifests.
pub(crate) fn paths_of(rules: &RuleSet) -> impl Iterator<Item = PathBuf> {
    rules.files().map(Arc::as_ref).filter_map(SourceFile::path).map(Path::to_owned)
}
