//! The configs of a run, as the arguments want them.

use std::sync::Arc;

use super::arguments::{Inputs, Step};
use super::exit::Failure;
use crate::config::{FILE_NAMES, Loaded};
use crate::manifest::{Reading, surroundings};
use crate::pipeline::portions::read_large;
use crate::project::Configs;
use crate::source::{Request, SourceFile, Sources};
use crate::words::escape::escape;
use crate::words::{count, names};

/// Reads the manifests, each as its nearest config wants it.
pub(super) fn read(
    inputs: &Inputs,
    main: Loaded,
    request: &Request,
    cluster: &[Arc<SourceFile>],
) -> Result<(Configs, Reading), Failure> {
    let (configs, sources) = read_texts(inputs, main, request, cluster, None)?;
    let reading = configs.reading(&sources, |loaded| inputs.kubernetes.release(loaded))?;
    Ok((configs, reading))
}

/// The same, where an upgrade may be asked about: as the version before reads them, and as the one
/// after does.
pub(super) fn read_for(
    inputs: &Inputs,
    main: Loaded,
    request: &Request,
    cluster: &[Arc<SourceFile>],
    step: Option<Step>,
) -> Result<(Configs, Reading, Option<Reading>), Failure> {
    let Some(step) = step else {
        let (configs, reading) = read(inputs, main, request, cluster)?;
        return Ok((configs, reading, None));
    };
    let (configs, sources) = read_texts(inputs, main, request, cluster, Some(step))?;
    let (reading, later) = read_both(&configs, inputs, &sources, step)?;
    Ok((configs, reading, Some(later)))
}

/// Reads the texts that no config leaves out, and those that tell what the cluster has.
pub(super) fn read_texts(
    inputs: &Inputs,
    main: Loaded,
    request: &Request,
    cluster: &[Arc<SourceFile>],
    step: Option<Step>,
) -> Result<(Configs, Sources), Failure> {
    let mut sources = Sources::read(request);
    let configs = match std::env::current_dir() {
        Ok(here) if !inputs.config.is_chosen() => Configs::nearest(main, &sources, &here)?,
        // Without a working directory there is no nearest file.
        _ => Configs::only(main),
    };
    let release = inputs.kubernetes.release_before(step, &configs.main)?;
    let cluster = surroundings(cluster, release).map_err(Failure::ClusterObject)?;
    let configs = configs.in_cluster(cluster);
    if !inputs.no_exclude {
        configs.exclude(&mut sources)?;
    }
    if let Some(file) = sources.large() {
        let release = inputs.kubernetes.release_before(step, configs.of(file.id()))?;
        read_large(&mut sources, release);
    }
    Ok((configs, sources))
}

/// The manifests as the version before an upgrade reads them, and as the one after does.
pub(super) fn read_both(
    configs: &Configs,
    inputs: &Inputs,
    sources: &Sources,
    step: Step,
) -> Result<(Reading, Reading), Failure> {
    let kubernetes = &inputs.kubernetes;
    let reading = configs
        .reading(sources, |loaded| Ok::<_, Failure>(kubernetes.releases(step, loaded)?.0))?;
    let later = configs
        .reading(sources, |loaded| Ok::<_, Failure>(kubernetes.releases(step, loaded)?.1))?;
    Ok((reading, later))
}

/// Says which configs were found, where that is not the one that is expected: the working
/// directory's, or the one that was named.
pub(super) fn found(configs: &Configs, inputs: &Inputs) -> String {
    let files = configs.all().filter_map(|one| one.file.as_ref()).map(|file| file.name());
    let told = files.filter(|name| *name != FILE_NAMES[0]);
    let told: Vec<_> = told.map(escape).collect();
    if told.is_empty() || inputs.config.is_chosen() {
        return String::new();
    }
    format!("config: {}\n", names(told.iter().map(|name| &**name), 120))
}

/// Says how many files of a cluster's dump could not be understood.
pub(super) fn unread(files: usize) -> String {
    match files {
        0 => String::new(),
        _ => format!("note: {} of the cluster's dump can't be read\n", count(files, "file")),
    }
}
