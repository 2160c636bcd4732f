//! What keeps a project from being looked at as it is meant.

use crate::config::ConfigError;
use crate::diagnostic::Diagnostic;
use crate::project::SelectionError;
use crate::project::rules::RulesError;

/// What is wrong with a config or with the options.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    /// In words.
    pub message: String,
    /// Where a config says it.
    pub found: Option<Box<Diagnostic>>,
}

impl From<ConfigError> for Wrong {
    fn from(error: ConfigError) -> Self {
        let message = error.to_string();
        match error {
            ConfigError::Wrong(found) => {
                let line = found.file.line(found.primary.span.start);
                let message = format!("{}, line {line}: {message}", found.file.name());
                Self { message, found: Some(found) }
            }
            _ => Self { message, found: None },
        }
    }
}

impl From<SelectionError> for Wrong {
    fn from(error: SelectionError) -> Self {
        match error {
            SelectionError::Chosen(unknown) => unknown.to_string().into(),
            SelectionError::Config(wrong) => wrong.into(),
            SelectionError::Rules(RulesError::Config(wrong)) => wrong.into(),
            SelectionError::Rules(RulesError::Wrong(found)) => match found.into_iter().next() {
                Some(found) => ConfigError::Wrong(Box::new(found)).into(),
                None => "a rule file can't be used".to_owned().into(),
            },
            SelectionError::Rules(error) => error.to_string().into(),
        }
    }
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self { message, found: None }
    }
}
