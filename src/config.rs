//! `.daemonlint.yaml`: what a project always wants, so that nobody has to type it.

mod exceptions;
mod expect;
mod nearest;
mod params;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::pod_admission::OptionalPlugin;
use crate::kubernetes::release::{Asked, GateError, Named, VersionError};
use crate::source::read::read_file;
use crate::source::system::system_error;
use crate::source::{SourceFile, Span};
use crate::yaml::cursor::{At, Read, Wrong};
use crate::yaml::parse_document;

pub(crate) use exceptions::{Accepted, ObjectNames, Override, Whereabouts};
pub(crate) use expect::Expected;
pub(crate) use nearest::{Nearest, find, of_cluster, reachable};
pub(crate) use params::GivenParam;
use words::Words;

/// The file's names. Two of them side by side are an error.
pub(crate) const FILE_NAMES: [&str; 2] = [".daemonlint.yaml", ".daemonlint.yml"];

/// The JSON Schema of the file, for editors: what `daemonlint schema config` prints.
pub(crate) const SCHEMA: &str = include_str!("config.schema.json");

/// The fields of the file.
const FIELDS: [&str; 22] = [
    "profile",
    "select",
    "ignore",
    "severity",
    "overrides",
    "suppress",
    "require-reason",
    "enforce",
    "expect",
    "baseline",
    "rules",
    "params",
    "exclude",
    "deployments",
    "nodes",
    "pods",
    "cluster",
    "complete",
    "admission-plugins",
    "fail-on",
    "kubernetes",
    "feature-gates",
];

/// What the file may hold. Arguments of the command line come before it: `--select` replaces
/// `select`, `--fail-on` replaces `fail-on`, `--nodes` replaces `nodes`, `--pods` replaces `pods`,
/// `--cluster` replaces `cluster`, `--kubernetes` replaces `kubernetes`; `--ignore`, `--rules`, `--exclude` and `--feature-gates` add to the
/// lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// The profile of rules that run where none is selected by name.
    pub profile: Option<&'static str>,
    /// Rules or categories to run; all that are on by default where the list is empty.
    pub select: Vec<String>,
    /// Rules or categories to leave out.
    pub ignore: Vec<String>,
    /// Severities other than the rules' own, by rule or category.
    pub severity: BTreeMap<String, Level>,
    /// Other rules and severities in some places.
    pub overrides: Vec<Override>,
    /// Findings that are accepted in some places.
    pub suppress: Vec<Accepted>,
    /// Whether each suppression has to say why.
    pub require_reason: bool,
    /// Rules or categories that no manifest may suppress.
    pub enforce: Vec<String>,
    /// What is expected of the placement of DaemonSets.
    pub expect: Vec<Expected>,
    /// The findings that were there before, relative to the config file.
    pub baseline: Option<PathBuf>,
    /// Files and folders with rules of the project's own, relative to the config file.
    pub rules: Vec<PathBuf>,
    /// Values of rules' parameters.
    pub params: Vec<GivenParam>,
    /// Globs of files and folders that are left out, named or found, seen from the config's folder.
    pub exclude: Vec<String>,
    /// Globs of folders, each of which is applied by itself, seen from the config's folder.
    pub deployments: Vec<String>,
    /// The node inventory, relative to the config file.
    pub nodes: Option<PathBuf>,
    /// The pods that run already, relative to the config file.
    pub pods: Option<PathBuf>,
    /// What the cluster has: files and dumps, relative to the config file.
    pub cluster: Vec<PathBuf>,
    /// What neither the manifests nor the cluster's files have does not exist.
    pub complete: bool,
    /// The admission plugins that are on though they are off by default.
    pub admission_plugins: Vec<OptionalPlugin>,
    /// The lowest severity that makes the exit code 1.
    pub fail_on: Option<Severity>,
    /// The Kubernetes to answer for.
    pub kubernetes: Option<Asked>,
    /// Feature gates that its API server has other than by default.
    pub feature_gates: Vec<(Named, bool)>,
    /// Where the words stand that name rules or categories, and the globs.
    places: Words,
}

impl Config {
    /// Whether it says what the cluster is that manifests are applied to.
    #[must_use]
    pub(crate) const fn names_cluster(&self) -> bool {
        self.nodes.is_some() || self.pods.is_some() || !self.cluster.is_empty()
    }
}

/// What a rule's findings count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
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
    pub(crate) const fn severity(self) -> Option<Severity> {
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
    /// There are two in one folder.
    #[error(
        "{} and {} stand side by side: keep one of them",
        first.display(),
        second.display()
    )]
    Two {
        /// The one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// It says something that it can't say.
    #[error("{}", .0.message)]
    Wrong(Box<Diagnostic>),
}

/// A config with the file that it comes from.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says; the default where there is no file.
    pub(crate) config: Config,
    /// The file.
    pub file: Option<Arc<SourceFile>>,
    /// The file's folder: relative paths in it start there.
    pub folder: PathBuf,
}

impl Loaded {
    /// A path of the config, seen from the working directory.
    #[must_use]
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// An error at a word of the file that names a rule or a category, or at a glob.
    #[must_use]
    pub(crate) fn wrong(
        &self,
        word: &str,
        message: impl Into<Box<str>>,
        help: Option<String>,
    ) -> ConfigError {
        self.wrong_at(self.config.places.of(word), message, help)
    }

    /// An error at a place of the file.
    #[must_use]
    pub(crate) fn wrong_at(
        &self,
        span: Span,
        message: impl Into<Box<str>>,
        help: Option<String>,
    ) -> ConfigError {
        let name = FILE_NAMES[0];
        let file = self.file.clone().unwrap_or_else(|| Arc::new(SourceFile::new(name, "")));
        let mut diagnostic = Diagnostic::new("config", Severity::Error, message, file, span);
        diagnostic.help = help.map(Into::into);
        ConfigError::Wrong(Box::new(diagnostic))
    }
}

/// Reads a config file.
///
/// # Errors
/// When it can't be read, isn't YAML, or holds a field or a value that a config hasn't.
pub(crate) fn load(path: &Path) -> Result<Loaded, ConfigError> {
    let file = read_file(path).map_err(|error| ConfigError::Unreadable {
        path: path.to_owned(),
        error: error.problem.into(),
    })?;
    of_text(path, file.text().to_owned())
}

/// Reads the text of a config file that lies, or will lie, at a path.
///
/// # Errors
/// As [`load`].
pub fn of_text(path: &Path, text: String) -> Result<Loaded, ConfigError> {
    let file = Arc::new(SourceFile::new(path.display().to_string(), text).at(path));
    let config = parse(&file)?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Loaded { config, file: Some(file), folder })
}

fn parse(file: &Arc<SourceFile>) -> Result<Config, ConfigError> {
    let wrong = |span: Span, message: String| {
        Diagnostic::new("config", Severity::Error, message, Arc::clone(file), span)
    };
    let parsed = match parse_document(file) {
        Ok(document) => read(At::root(&document)),
        Err(error) => {
            let found = wrong(error.span, error.to_string());
            return Err(ConfigError::Wrong(Box::new(found)));
        }
    };
    parsed.map_err(|Wrong { span, message }| {
        let found = wrong(span, message)
            .with_help("`daemonlint schema config` prints what this file may hold");
        ConfigError::Wrong(Box::new(found))
    })
}

fn read(at: At<'_>) -> Read<Config> {
    let mut config = Config::default();
    // A file of nothing but comments is an empty config.
    if at.is_null() {
        return Ok(config);
    }
    at.no_duplicates()?;
    at.only("a config", &FIELDS)?;
    let mut words = Words::default();
    config.select = words.list(at, "select")?;
    let profiles = ["default", "strict", "security"].map(|name| (name, name));
    config.profile = at.get("profile").map(|word| word.one_of(&profiles)).transpose()?;
    config.ignore = words.list(at, "ignore")?;
    config.rules = words.list(at, "rules")?.into_iter().map(PathBuf::from).collect();
    config.exclude = words.list(at, "exclude")?;
    config.deployments = words.list(at, "deployments")?;
    config.severity = words.severities(at)?;
    config.require_reason = flag(at, "require-reason")?;
    config.enforce = words.list(at, "enforce")?;
    config.overrides = exceptions::overrides(at, &mut words)?;
    config.expect = expect::expect(at, &mut words)?;
    if let Some(baseline) = at.get("baseline") {
        words.note(baseline.text()?, baseline.span());
    }
    config.suppress = exceptions::suppress(at, &mut words, config.require_reason)?;
    config.params = params::params(at)?;
    let path = |key: &str| at.get(key).map(|path| path.text().map(PathBuf::from)).transpose();
    config.baseline = path("baseline")?;
    config.nodes = path("nodes")?;
    config.pods = path("pods")?;
    config.cluster = at.get("cluster").map(read_cluster).transpose()?.unwrap_or_default();
    config.complete = flag(at, "complete")?;
    let plugins = OptionalPlugin::ALL.map(|plugin| (plugin.as_str(), plugin));
    if let Some(listed) = at.get("admission-plugins") {
        let listed = listed.list()?.into_iter().map(|word| word.one_of(&plugins));
        config.admission_plugins = listed.collect::<Read<_>>()?;
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severities = severities.map(|severity| (severity.as_str(), severity));
    config.fail_on = at.get("fail-on").map(|word| word.one_of(&severities)).transpose()?;
    config.kubernetes = at.get("kubernetes").map(read_version).transpose()?;
    if let Some(gates) = at.get("feature-gates") {
        for (span, on) in gates.entries()? {
            let named = on.key().parse();
            let gate = named.map_err(|e: GateError| Wrong { span, message: e.to_string() })?;
            config.feature_gates.push((gate, on.flag()?));
        }
    }
    config.places = words;
    Ok(config)
}

/// `1.34` is a number in YAML, and `v1.34.2` a text.
fn read_version(at: At<'_>) -> Read<Asked> {
    let text = at.literal("a version")?;
    text.parse().map_err(|error: VersionError| at.wrong(error.to_string()))
}

/// One path, or several. A config comes with the manifests of others and must not choose a program
/// to run: only the command line asks kubectl.
fn read_cluster(at: At<'_>) -> Read<Vec<PathBuf>> {
    let all = if at.text().is_ok() { vec![at] } else { at.list()? };
    let path = |at: At<'_>| -> Read<PathBuf> {
        let text = at.text()?;
        if text == "kubectl" || text.starts_with("kubectl:") {
            return Err(at.wrong("kubectl is asked on the command line alone: --cluster kubectl"));
        }
        Ok(PathBuf::from(text))
    };
    all.into_iter().map(path).collect()
}

/// True or false; false where nothing is written.
fn flag(at: At<'_>, key: &str) -> Read<bool> {
    at.get(key).map_or(Ok(false), At::flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Config, ConfigError> {
        parse(&Arc::new(SourceFile::new(FILE_NAMES[0], text)))
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
        assert_eq!(&*found.message, "`selekt` is not a field of a config; `select` is");
    }

    #[test]
    fn messages_are_for_people() {
        let message = |text: &str| match config(text) {
            Err(ConfigError::Wrong(found)) => {
                format!("{} | {}", found.file.slice(found.primary.span), found.message)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            message("severity: {hygiene: warn}"),
            "warn | `hygiene`: `warn` is not known here; one of `error`, `warning`, `info`, `off`"
        );
        assert_eq!(message("ignore: a"), "a | `ignore`: a list is wanted here, this is a string");
        assert_eq!(message("- a"), "- a | a map is wanted here, this is a list");
        assert_eq!(message("nodes: [a]"), "[a] | `nodes`: a string is wanted here, this is a list");
        assert_eq!(
            message("ignore: [on]"),
            "on | a string is wanted here, this is a boolean: put it in quotes"
        );
        assert_eq!(message("a: [\n"), " | a value is expected here");
    }

    #[test]
    fn a_word_is_pointed_at_where_it_is_used() {
        let file = Arc::new(SourceFile::new(FILE_NAMES[0], "# selector\nignore: [selector]\n"));
        let config = parse(&file).unwrap();
        let loaded = Loaded { config, file: Some(file), folder: PathBuf::new() };
        let ConfigError::Wrong(found) = loaded.wrong("selector", "", None) else { panic!() };
        assert_eq!(found.primary.span.start, 20);
    }

    #[test]
    fn the_schema_names_the_fields() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        let of_items = |key: &str| format!("/properties/{key}/items/properties");
        for (pointer, fields) in [
            ("/properties".to_owned(), FIELDS.as_slice()),
            (of_items("overrides"), &exceptions::OVERRIDE_FIELDS),
            (of_items("suppress"), &exceptions::SUPPRESS_FIELDS),
            ("/$defs/objects/items/properties".to_owned(), &exceptions::OBJECT_FIELDS),
            (of_items("expect"), &expect::EXPECT_FIELDS),
        ] {
            let named = schema.pointer(&pointer).and_then(|named| named.as_object()).unwrap();
            let mut named: Vec<&str> = named.keys().map(String::as_str).collect();
            let mut fields = fields.to_vec();
            named.sort_unstable();
            fields.sort_unstable();
            assert_eq!(named, fields, "{pointer}");
        }
    }
}
