//! The configs of a run, as the arguments want them.

use super::arguments::{Inputs, Step};
use super::exit::Failure;
use crate::config::{FILE_NAMES, Loaded};
use crate::manifest::Reading;
use crate::project::Configs;
use crate::source::{Request, Sources};
use crate::words::escape::escape;
use crate::words::names;

/// Reads the manifests, each as its nearest config wants it.
pub(super) fn read(
    inputs: &Inputs,
    main: Loaded,
    request: &Request,
) -> Result<(Configs, Reading), Failure> {
    let (configs, reading, _) = read_for(inputs, main, request, None)?;
    Ok((configs, reading))
}

/// The same, where an upgrade is asked about: as the version before reads them, and as the one
/// after does.
pub(super) fn read_for(
    inputs: &Inputs,
    main: Loaded,
    request: &Request,
    step: Option<Step>,
) -> Result<(Configs, Reading, Option<Reading>), Failure> {
    let mut sources = Sources::read(request);
    let configs = match std::env::current_dir() {
        Ok(here) if !inputs.config.is_chosen() => Configs::nearest(main, &sources, &here)?,
        // Without a working directory there is no nearest file.
        _ => Configs::only(main),
    };
    if !inputs.no_exclude {
        configs.exclude(&mut sources)?;
    }
    let kubernetes = &inputs.kubernetes;
    let Some(Step { from, to }) = step else {
        let reading = configs.reading(&sources, |loaded| kubernetes.release(loaded))?;
        return Ok((configs, reading, None));
    };
    let reading = configs.reading(&sources, |loaded| kubernetes.release_of(from, loaded))?;
    let later =
        configs.reading::<Failure>(&sources, |loaded| Ok(kubernetes.later_release(to, loaded)))?;
    Ok((configs, reading, Some(later)))
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
