//! `.daemonlint.yaml`: what a project always wants, so that nobody has to type it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::system::system_error;
use crate::source::{SourceFile, Span};

/// The file's name.
pub const FILE_NAME: &str = ".daemonlint.yaml";

/// The JSON Schema of the file, for editors: what `daemonlint config schema` prints.
pub const SCHEMA: &str = include_str!("config.schema.json");

/// What the file may hold. Arguments of the command line come before it: `--select` replaces
/// `select`, `--fail-on` replaces `fail-on`, `--nodes` replaces `nodes`, `--pods` replaces `pods`;
/// `--ignore` and `--exclude` add to the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Rules or categories to run; all that are on by default where the list is empty.
    pub select: Vec<String>,
    /// Rules or categories to leave out.
    pub ignore: Vec<String>,
    /// Severities other than the rules' own, by rule or category.
    pub severity: BTreeMap<String, Level>,
    /// Globs of files and folders that a directory's walk leaves out.
    pub exclude: Vec<String>,
    /// The node inventory, relative to the config file.
    pub nodes: Option<PathBuf>,
    /// The pods that run already, relative to the config file.
    pub pods: Option<PathBuf>,
    /// The lowest severity that makes the exit code 1.
    pub fail_on: Option<Severity>,
}

/// What a rule's findings count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Worth knowing.
    Info,
    /// Nothing: the rule does not run.
    Off,
}

impl Level {
    /// The severity; none where the rule is off.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

/// A config file that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It can't be read.
    #[error("can't read {}: {}", path.display(), system_error(error))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It says something that it can't say.
    #[error("{}", .0.message)]
    Wrong(Box<Diagnostic>),
}

/// A config with the file that it comes from.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says; the default where there is no file.
    pub config: Config,
    /// The file.
    pub file: Option<Arc<SourceFile>>,
    /// The file's folder: relative paths in it start there.
    pub folder: PathBuf,
}

impl Loaded {
    /// A path of the config, seen from the working directory.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// An error at a text of the file, the first one that stands there as a value of its own.
    #[must_use]
    pub fn wrong(
        &self,
        text: &str,
        message: impl Into<String>,
        help: Option<String>,
    ) -> ConfigError {
        let file = self.file.clone().unwrap_or_else(|| Arc::new(SourceFile::new(FILE_NAME, "")));
        let start = file.text().find(text).unwrap_or_default();
        let span = Span::new(start as u32, (start + text.len()) as u32);
        let mut diagnostic = Diagnostic::new("config", Severity::Error, message, file, span);
        diagnostic.help = help;
        ConfigError::Wrong(Box::new(diagnostic))
    }
}

/// Finds the config file of the working directory: in it, or in the nearest folder above it. The
/// path is seen from there: `.daemonlint.yaml`, `../.daemonlint.yaml` …
#[must_use]
pub fn find(working_directory: &Path) -> Option<PathBuf> {
    working_directory.ancestors().enumerate().find_map(|(up, folder)| {
        let shown: PathBuf = std::iter::repeat_n("..", up).collect();
        folder.join(FILE_NAME).is_file().then(|| shown.join(FILE_NAME))
    })
}

/// Reads a config file.
///
/// # Errors
/// When it can't be read, isn't YAML, or holds a field or a value that a config hasn't.
pub fn load(path: &Path) -> Result<Loaded, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
    let file = Arc::new(SourceFile::new(path.display().to_string(), text));
    let config = parse(&file)?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Loaded { config, file: Some(file), folder })
}

fn parse(file: &Arc<SourceFile>) -> Result<Config, ConfigError> {
    // A file of nothing but comments is an empty config.
    let parsed: Result<Option<Config>, _> = serde_yaml::from_str(file.text());
    parsed.map(Option::unwrap_or_default).map_err(|error| {
        let span = error.location().map_or_else(Span::default, |place| {
            let start = place.index().min(file.text().len());
            let rest = file.text().get(start..).unwrap_or_default();
            let length = rest.find([':', '\n', '\r', ' ', ',']).unwrap_or(rest.len());
            Span::new(start as u32, (start + length) as u32)
        });
        let message = plain(&without_place(&error.to_string()));
        let diagnostic =
            Diagnostic::new("config", Severity::Error, message, Arc::clone(file), span)
                .with_help("`daemonlint config schema` prints what this file may hold");
        ConfigError::Wrong(Box::new(diagnostic))
    })
}

/// The parser's message without its own line and column, which the report shows anyway.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// The parser's message in words that take no programmer.
fn plain(message: &str) -> String {
    let (field, problem) = match message.split_once(": ") {
        Some((field, problem)) if !field.contains(' ') => (format!("{field}: "), problem),
        _ => (String::new(), message),
    };
    if let Some(rest) = problem.strip_prefix("unknown variant ")
        && let Some((value, known)) = rest.split_once(", expected ")
    {
        let known = known.trim_start_matches("one of ");
        return format!("{field}{value} is not known here; one of: {known}");
    }
    if let Some(rest) = problem.strip_prefix("invalid type: ")
        && let Some((found, expected)) = rest.rsplit_once(", expected ")
    {
        return format!("{field}{} is wanted here, not {}", kind(expected), kind(found));
    }
    message.to_owned()
}

/// What serde calls a kind of value, as YAML's users call it.
fn kind(name: &str) -> String {
    match name {
        "a sequence" | "sequence" => "a list".to_owned(),
        "a map" | "map" | "struct Config" => "a map".to_owned(),
        "path string" => "a path".to_owned(),
        "unit value" => "nothing".to_owned(),
        _ => match name.strip_prefix("string ") {
            Some(text) => format!("the text {text}"),
            None => name.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Config, ConfigError> {
        parse(&Arc::new(SourceFile::new(FILE_NAME, text)))
    }

    #[test]
    fn a_config_is_read() {
        let text = "\
select: [admission]
severity:
  no-readiness-probe: error
  hygiene: off
fail-on: warning
";
        let read = config(text).unwrap();
        assert_eq!(read.select, ["admission"]);
        assert_eq!(read.severity["no-readiness-probe"], Level::Error);
        assert_eq!(read.severity["hygiene"], Level::Off);
        assert_eq!(read.fail_on, Some(Severity::Warning));
        assert_eq!(config("# nothing yet\n").unwrap(), Config::default());
    }

    #[test]
    fn a_wrong_field_is_pointed_at() {
        let Err(ConfigError::Wrong(found)) = config("ignore: []\nselekt: [admission]\n") else {
            panic!("accepted")
        };
        assert_eq!(found.file.slice(found.primary.span), "selekt");
        assert!(found.message.starts_with("unknown field `selekt`"), "{}", found.message);
    }

    #[test]
    fn messages_are_for_people() {
        let message = |text: &str| match config(text) {
            Err(ConfigError::Wrong(found)) => found.message,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            message("severity: {hygiene: warn}"),
            "severity.hygiene: `warn` is not known here; one of: `error`, `warning`, `info`, `off`"
        );
        assert_eq!(message("ignore: a"), "ignore: a list is wanted here, not the text \"a\"");
        assert_eq!(message("- a"), "a map is wanted here, not a list");
        assert_eq!(message("nodes: [a]"), "nodes: a path is wanted here, not a list");
    }

    #[test]
    fn the_schema_names_the_fields() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        let named: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        let Err(ConfigError::Wrong(found)) = config("x: 1") else { panic!("accepted") };
        for name in &named {
            assert!(found.message.contains(&format!("`{name}`")), "{name}: {}", found.message);
        }
        assert_eq!(found.message.matches('`').count() / 2 - 1, named.len());
    }
}
