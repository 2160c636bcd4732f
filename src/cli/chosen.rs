//! Arguments that say which rules run.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use crate::config::Loaded;
use crate::kubernetes::release::Release;
use crate::manifest::{Manifest, Reading};
use crate::pipeline::Scope;
use crate::project::{self, Before, Chosen, Configs};
use crate::rules::Selection;
use crate::source::{Request, Sources};

/// Which rules run, and which policies hold.
#[derive(Debug, Args)]
pub(super) struct ChosenRules {
    /// Which rules run where none is selected: `strict` also those that are off by default, but for
    /// those about security; `security` all of these beside the default [default: default]
    #[arg(long, value_name = "NAME", value_parser = ["default", "strict", "security"])]
    profile: Option<String>,

    /// Also hold the manifests against the policies in this file or folder
    ///
    /// ValidatingAdmissionPolicies: what a cluster that has them would refuse. Their bindings and
    /// parameters are taken from there and from the manifests; one without a binding holds for all
    /// that its rules match. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub policy: Vec<PathBuf>,

    /// Also run the rules in this file or folder
    ///
    /// Rules of your own, in the format of this program's, with an expression in CEL that must be
    /// true (`check.cel`); the README shows one. May be given several times.
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// Run only these rules or categories (`all`: also those that are off by default)
    #[arg(long, value_name = "RULE|CATEGORY", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Leave out these rules or categories
    #[arg(long, value_name = "RULE|CATEGORY", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl ChosenRules {
    /// The files that the arguments name.
    pub(super) fn named(&self) -> impl Iterator<Item = &PathBuf> {
        self.policy.iter().chain(&self.rules)
    }

    /// Which rules run: the arguments before the config.
    pub(super) fn select(&self, config: &Loaded, before: &Before) -> Result<Selection, Failure> {
        let chosen = Chosen {
            profile: self.profile.clone(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            rules: self.rules.clone(),
            before: before.clone(),
        };
        Ok(project::select(&chosen, config)?)
    }

    /// The rules of the files that have a config of their own.
    pub(super) fn scopes(
        &self,
        configs: &Configs,
        before: &Before,
    ) -> Result<Vec<Scope<'static>>, Failure> {
        let one = |(loaded, files): &(Loaded, _)| {
            Ok(Scope::new(Clone::clone(files), self.select(loaded, before)?))
        };
        configs.nearer.iter().map(one).collect()
    }

    /// The policies that were given, with what stands beside them.
    pub(super) fn policies(&self, release: Release) -> Result<Option<Reading>, Failure> {
        let paths = &self.policy;
        if paths.is_empty() {
            return Ok(None);
        }
        let request = Request { paths: paths.clone(), ..Request::default() };
        let reading = Reading::for_release(&Sources::read(&request), release);
        if let Some(failure) = reading.failures.first() {
            return Err(Failure::Usage(failure.clone()));
        }
        let is_policy = |manifest: &Manifest| {
            let kind = manifest.object_ref().kind.as_str();
            matches!(kind, "ValidatingAdmissionPolicy" | "MutatingAdmissionPolicy")
        };
        if !reading.workspace.manifests().any(is_policy) {
            let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            let message = format!("there is no ValidatingAdmissionPolicy in {}", named.join(", "));
            return Err(Failure::Usage(message));
        }
        Ok(Some(reading))
    }
}
