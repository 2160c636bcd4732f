//! Which rules run.

use std::path::PathBuf;

use super::rules::{RulesError, rules};
use crate::config::{ConfigError, Level, Loaded};
use crate::rules::{Profile, Selection, UnknownSelector};

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
/// For a word that names no rule and no category, and for rule files that can't be used.
pub(crate) fn select(chosen: &Chosen, config: &Loaded) -> Result<Selection, SelectionError> {
    let select = if chosen.select.is_empty() { &config.config.select } else { &chosen.select };
    let off = config.config.severity.iter().filter(|(_, level)| **level == Level::Off);
    let mut ignore: Vec<String> = off.map(|(word, _)| word.clone()).collect();
    ignore.extend(chosen.ignore.iter().chain(&config.config.ignore).cloned());
    let mut selection = Selection::new(&rules(&chosen.rules, config)?, select, &ignore)
        .map_err(|unknown| misnamed(unknown, chosen, config))?;
    let profile = chosen.profile.as_deref().or(config.config.profile).and_then(Profile::named);
    selection = selection.with_profile(profile.unwrap_or_default());
    for (word, level) in &config.config.severity {
        if let Some(severity) = level.severity() {
            let set = selection.set_severity(word, severity);
            set.map_err(|unknown| misnamed(unknown, chosen, config))?;
        }
    }
    Ok(selection)
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
