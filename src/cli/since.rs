//! `--since`: what was found at a revision is no news.

use std::path::Path;
use std::sync::Arc;

use super::against;
use super::arguments::{Cluster, Inputs};
use super::chosen::ChosenRules;
use super::elsewhere::Clusters;
use super::exit::Failure;
use crate::manifest::suppression::Before as Is;
use crate::pipeline::{Run, Scope};
use crate::project::{Before, Configs};
use crate::rules::{Baseline, Identities};
use crate::source::Request;

/// How a run is asked.
pub(super) struct Asked<'a> {
    /// The cluster that the arguments name.
    pub given: &'a Cluster,
    /// What they say of manifests.
    pub inputs: &'a Inputs,
    /// The configs as they are now.
    pub configs: &'a Configs,
}

/// What a run finds in its paths as they were at a revision, by the configs as they are now.
pub(super) fn found(
    since: &str,
    request: &Request,
    &Asked { given, inputs, configs }: &Asked<'_>,
    chosen: &ChosenRules,
    run: &Run<'_>,
    before: &Before,
) -> Result<Baseline, Failure> {
    if !since.starts_with(against::GIT) {
        let message = format!("--since takes a revision: {}{since}", against::GIT);
        return Err(Failure::Usage(message));
    }
    let mut sources = against::old_sources(since, request)?.sources;
    let main = configs.main.clone();
    let old = match std::env::current_dir() {
        Ok(here) if !inputs.config.is_chosen() => Configs::nearest(main, &sources, &here)?,
        _ => Configs::only(main),
    };
    let old = old.in_cluster(configs.cluster().clone());
    if !inputs.no_exclude {
        old.exclude(&mut sources)?;
    }
    let elsewhere = Clusters::of(given, inputs, &old, &sources)?;
    let inputs = &elsewhere.inputs(inputs);
    let old = elsewhere.join(old, inputs, &mut sources)?;
    let reading = old.reading(&sources, |one| inputs.kubernetes.release(one))?;
    let scopes: Vec<Scope<'_>> = chosen.scopes(&old, before)?;
    let (policies, against) = (run.policies, None);
    let old = Run {
        inventory: run.inventory,
        policies,
        against,
        rules: run.rules.clone(),
        scopes,
        sites: elsewhere.sites(run.inventory),
        release: run.release,
        ..Run::over(&reading)
    };
    let checked = old.check();
    let identities = Identities::new(&reading.workspace);
    let is = Is::Revision(since.to_owned());
    let found = Baseline::of(is, Path::new(""), &checked.diagnostics, &identities);
    Ok(found.without_files(Path::exists))
}

/// The same run without what was found.
pub(super) fn without<'a>(mut run: Run<'a>, found: &Baseline) -> Run<'a> {
    let found = Arc::new(found.clone());
    run.rules = run.rules.with_baseline(Arc::clone(&found));
    for scope in &mut run.scopes {
        scope.rules = scope.rules.clone().with_baseline(Arc::clone(&found));
    }
    run
}
