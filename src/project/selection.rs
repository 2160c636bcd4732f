//! Which rules run.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rules::{RulesError, rules, set_param};
use crate::config::{self, ConfigError, GivenParam, Level, Loaded, Whereabouts};
use crate::diagnostic::Severity;
use crate::rules::{
    Acceptance, Baseline, Exceptions, Expected, ObjectNames, Override, ParamValue, Profile,
    RuleSet, Selection, UnknownSelector, WITHOUT_REASON, Where,
};
use crate::source::ExcludeError;
use crate::source::read::read_file;
use crate::source::system::system_error;

/// What was chosen for a run: it comes before the config.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// The profile of rules.
    pub profile: Option<String>,
    /// Rules or categories to run.
    pub select: Vec<String>,
    /// Rules or categories to leave out, beside those of the config.
    pub ignore: Vec<String>,
    /// Files and folders with rules, beside those of the config.
    pub rules: Vec<PathBuf>,
    /// What was found before.
    pub before: Before,
}

/// What was found before, and is not told again.
#[derive(Clone, Debug, Default)]
pub(crate) enum Before {
    /// What the config's baseline has, if it names one.
    #[default]
    Config,
    /// What this baseline has.
    Baseline(PathBuf),
    /// Nothing.
    Nothing,
}

/// A word that names no rule and no category.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SelectionError {
    /// It was chosen.
    #[error(transparent)]
    Chosen(#[from] UnknownSelector),
    /// It stands in the config.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A rule file can't be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

/// Which rules run: what was chosen before the config.
///
/// # Errors
/// For a word that names no rule and no category, for a glob that is none, and for rule files that
/// can't be used.
pub(crate) fn select(chosen: &Chosen, config: &Loaded) -> Result<Selection, SelectionError> {
    let unknown = |unknown| misnamed(unknown, chosen, config);
    let select = if chosen.select.is_empty() { &config.config.select } else { &chosen.select };
    let mut ignore: Vec<String> = off(&config.config.severity).map(str::to_owned).collect();
    ignore.extend(chosen.ignore.iter().chain(&config.config.ignore).cloned());
    let rules = rules(&chosen.rules, config)?;
    let mut selection = Selection::new(&rules, select, &ignore).map_err(unknown)?;
    let profile = chosen.profile.as_deref().or(config.config.profile).and_then(Profile::named);
    selection = selection.with_profile(profile.unwrap_or_default());
    if config.config.require_reason {
        if chosen.select.is_empty() {
            selection = selection.with(WITHOUT_REASON).map_err(unknown)?;
        }
        selection.set_severity(WITHOUT_REASON, Severity::Error).map_err(unknown)?;
    }
    for (word, severity) in severities(&config.config.severity) {
        selection.set_severity(word, severity).map_err(unknown)?;
    }
    let exceptions = exceptions(&rules, chosen, config)?;
    selection = selection.with_exceptions(exceptions).with_expected(expected(config)?);
    if let Some(baseline) = baseline(&chosen.before, config)? {
        selection = selection.with_baseline(Arc::new(baseline));
    }
    Ok(selection)
}

/// What was found before, from its file.
fn baseline(before: &Before, config: &Loaded) -> Result<Option<Baseline>, ConfigError> {
    let path = match (before, &config.config.baseline) {
        (Before::Baseline(path), _) => path.clone(),
        (Before::Config, Some(path)) => config.resolve(path),
        (Before::Nothing, _) | (Before::Config, None) => return Ok(None),
    };
    let read = read_file(&path).map_err(|error| io::Error::from(error.problem));
    let file = match (read, before, &config.config.baseline) {
        (Ok(file), ..) => file,
        (Err(error), Before::Config, Some(named)) => {
            let message = format!("can't read {}: {}", path.display(), system_error(&error));
            let help = "`daemonlint baseline PATH…` writes it".to_owned();
            return Err(config.wrong(&named.display().to_string(), message, Some(help)));
        }
        (Err(error), ..) => return Err(ConfigError::Unreadable { path, error }),
    };
    let folder = path.parent().unwrap_or(&path);
    let read = Baseline::read(&Arc::new(file), folder).map_err(ConfigError::Wrong)?;
    Ok(Some(read.without_files(Path::exists)))
}

/// The words whose rules are off.
fn off(severity: &BTreeMap<String, Level>) -> impl Iterator<Item = &str> {
    let off = severity.iter().filter(|(_, level)| **level == Level::Off);
    off.map(|(word, _)| word.as_str())
}

/// The words whose rules have a severity, with it.
fn severities(severity: &BTreeMap<String, Level>) -> impl Iterator<Item = (&str, Severity)> {
    severity.iter().filter_map(|(word, level)| Some((word.as_str(), level.severity()?)))
}

/// What holds in some places alone. What was chosen comes before it: rules that were selected are
/// not added to, and those that were to be left out don't come back.
fn exceptions(
    rules: &RuleSet,
    chosen: &Chosen,
    config: &Loaded,
) -> Result<Exceptions, SelectionError> {
    let unknown = |unknown| misnamed(unknown, chosen, config);
    let mut overrides = Vec::new();
    for one in &config.config.overrides {
        let at = whereabouts(&one.at, config)?;
        let select = if chosen.select.is_empty() { one.select.as_slice() } else { &[] };
        let ignore = one.ignore.iter().map(String::as_str).chain(off(&one.severity));
        let ignore: Vec<&str> = ignore.collect();
        let severities = severities(&one.severity);
        let params = params(rules, &one.params, config)?;
        let new = Override::new(rules, at, select, &ignore, severities, params);
        overrides.push(new.map_err(unknown)?);
    }
    let mut accepted = Vec::new();
    for one in &config.config.suppress {
        let Some(file) = &config.file else { continue };
        let (at, place) = (whereabouts(&one.at, config)?, (Arc::clone(file), one.span));
        let new = Acceptance::new(rules, at, &one.rules, &one.reason, place);
        accepted.push(new.map_err(unknown)?);
    }
    Exceptions::new(rules, overrides, accepted, &config.config.enforce, &chosen.ignore)
        .map_err(unknown)
}

/// Values for parameters, each of which takes its own.
fn params(
    rules: &RuleSet,
    given: &[GivenParam],
    config: &Loaded,
) -> Result<Vec<ParamValue>, ConfigError> {
    let mut tried = rules.params().clone();
    let ids = rules.metas().map(|meta| meta.id.as_ref());
    let one = |given: &GivenParam| {
        set_param(&mut tried, ids.clone(), given, config)?;
        let GivenParam { rule, name, value, .. } = given.clone();
        Ok(ParamValue { rule, name, value })
    };
    given.iter().map(one).collect()
}

/// What a config expects of placement.
///
/// # Errors
/// For a sentence that can't be read, and for a glob that is none.
pub(crate) fn expected(config: &Loaded) -> Result<Vec<Expected>, ConfigError> {
    let Some(file) = &config.file else { return Ok(Vec::new()) };
    let one = |expected: &config::Expected| {
        let (namespace, name) = (expected.namespace.clone(), expected.name.clone());
        let names = ObjectNames { kind: None, namespace, name };
        let objects = [names.clone()];
        let wrong = |error: ExcludeError| config.wrong(&error.pattern, error.to_string(), None);
        let at = Where::new(&config.folder, &[], &objects).map_err(wrong)?;
        let texts = expected.that.iter().map(|(text, span)| (text.as_str(), *span));
        Expected::new(at, (names, expected.span), texts, file).map_err(|(wrong, span)| {
            let message = format!("this expectation can't be read: {}", wrong.message);
            config.wrong_at(span, message, Some(format!("write for example `{}`", wrong.instead)))
        })
    };
    config.config.expect.iter().map(one).collect()
}

/// The places that a config names.
fn whereabouts(at: &Whereabouts, config: &Loaded) -> Result<Where, ConfigError> {
    let names = |named: &'_ config::ObjectNames| ObjectNames {
        kind: named.kind.clone(),
        namespace: named.namespace.clone(),
        name: named.name.clone(),
    };
    let objects: Vec<ObjectNames> = at.objects.iter().map(names).collect();
    let wrong = |error: ExcludeError| config.wrong(&error.pattern, error.to_string(), None);
    Where::new(&config.folder, &at.paths, &objects).map_err(wrong)
}

/// A word that names no rule, where it stands: among what was chosen, or in the config file.
fn misnamed(unknown: UnknownSelector, chosen: &Chosen, config: &Loaded) -> SelectionError {
    if chosen.select.iter().chain(&chosen.ignore).any(|word| *word == unknown.word) {
        return unknown.into();
    }
    let help = unknown.nearest.as_ref().map(|nearest| format!("did you mean `{nearest}`?"));
    let message = format!("no rule or category is called `{}`", unknown.word);
    let wrong: ConfigError = config.wrong(&unknown.word, message, help);
    wrong.into()
}
