//! What the user's own helm and kustomize render.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use crate::source::{Rendered, SourceFile};

/// What is rendered before it is read.
#[derive(Clone, Debug, Args)]
pub(super) struct Rendering {
    /// Render this chart with your helm, and read what comes out (may be given several times)
    ///
    /// Findings name the template. Nothing is installed, and no cluster is asked.
    #[arg(long, value_name = "CHART")]
    pub helm: Vec<PathBuf>,

    /// A file with values for --helm (may be given several times; later ones win)
    #[arg(long, value_name = "FILE", requires = "helm")]
    values: Vec<PathBuf>,

    /// Render this folder with your kustomize or kubectl, and read what comes out
    #[arg(long, value_name = "DIR")]
    pub kustomize: Vec<PathBuf>,

    /// How long each of them may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    render_timeout: u64,
}

/// Why nothing was rendered.
#[derive(Debug, thiserror::Error)]
pub(super) enum RenderError {
    /// The tool is not there.
    #[error("{0}")]
    Missing(&'static str),
    /// The tool can't be run.
    #[error("can't run {tool}: {source}")]
    Unrunnable {
        /// Its name.
        tool: &'static str,
        /// Why.
        source: io::Error,
    },
    /// The tool says that something is wrong.
    #[error("{tool} can't render {}: {said}", from.display())]
    Failed {
        /// Its name.
        tool: &'static str,
        /// What it was given.
        from: PathBuf,
        /// What it says.
        said: String,
    },
    /// The tool takes too long.
    #[error("{tool} did not render {} within {seconds} s (--render-timeout)", from.display())]
    Late {
        /// Its name.
        tool: &'static str,
        /// What it was given.
        from: PathBuf,
        /// What it had.
        seconds: u64,
    },
}

const NO_HELM: &str = "--helm needs helm, which is not on the path: install it, or pipe what it \
                       renders elsewhere: helm template CHART | daemonlint check -";
const NO_KUSTOMIZE: &str = "--kustomize needs kustomize or kubectl, and neither is on the path: \
                            install one, or pipe what it renders elsewhere: kustomize build DIR | \
                            daemonlint check -";

impl Rendering {
    /// The first of what is rendered, whose config counts where no path is given.
    pub(super) fn first(&self) -> Option<&Path> {
        self.helm.first().or(self.kustomize.first()).map(PathBuf::as_path)
    }

    /// What is named for it.
    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.helm.iter().chain(&self.values).chain(&self.kustomize)
    }

    /// The folders of kustomizations.
    pub(super) fn kustomizations(&self) -> &[PathBuf] {
        &self.kustomize
    }

    /// Renders what is asked for, each as a file of its own.
    pub(super) fn render(&self) -> Result<Vec<Arc<SourceFile>>, RenderError> {
        let charts = self.helm.iter().map(|chart| self.chart(chart));
        let folders = self.kustomize.iter().map(|folder| self.kustomization(folder));
        charts.chain(folders).collect()
    }

    fn chart(&self, chart: &Path) -> Result<Arc<SourceFile>, RenderError> {
        let mut helm = Command::new("helm");
        helm.arg("template");
        for values in &self.values {
            helm.arg("--values").arg(values);
        }
        helm.arg("--include-crds").arg("--").arg(chart);
        let text = self.run("helm", helm, chart)?.ok_or(RenderError::Missing(NO_HELM))?;
        let file = SourceFile::new(format!("helm:{}", chart.display()), text);
        Ok(Arc::new(file.made_from(Rendered::Chart(chart.to_owned()))))
    }

    fn kustomization(&self, folder: &Path) -> Result<Arc<SourceFile>, RenderError> {
        let mut kustomize = Command::new("kustomize");
        kustomize.arg("build").arg("--").arg(folder);
        let mut kubectl = Command::new("kubectl");
        kubectl.arg("kustomize").arg("--").arg(folder);
        let text = match self.run("kustomize", kustomize, folder)? {
            Some(text) => text,
            None => {
                self.run("kubectl", kubectl, folder)?.ok_or(RenderError::Missing(NO_KUSTOMIZE))?
            }
        };
        let file = SourceFile::new(format!("kustomize:{}", folder.display()), text);
        Ok(Arc::new(file.made_from(Rendered::Kustomization(folder.to_owned()))))
    }

    /// What a tool prints; nothing where there is no such tool.
    fn run(
        &self,
        tool: &'static str,
        command: Command,
        from: &Path,
    ) -> Result<Option<String>, RenderError> {
        let failed = |said: String| RenderError::Failed { tool, from: from.to_owned(), said };
        let limit = Duration::from_secs(self.render_timeout);
        let ended = match run_within(command, limit) {
            Ok(Some(ended)) => ended,
            Ok(None) => {
                let seconds = self.render_timeout;
                return Err(RenderError::Late { tool, from: from.to_owned(), seconds });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(RenderError::Unrunnable { tool, source }),
        };
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr);
            let said = said.trim().trim_start_matches("Error: ");
            return Err(failed(match said {
                "" => format!("it ends with {}", ended.status),
                said => said.to_owned(),
            }));
        }
        let text = String::from_utf8(ended.stdout);
        Ok(Some(text.map_err(|_| failed("what it prints is not UTF-8".to_owned()))?))
    }
}

/// What a program printed, and how it ended.
struct Ended {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// Runs a program to its end; nothing where it takes longer than it may: then it is ended.
fn run_within(mut command: Command, limit: Duration) -> io::Result<Option<Ended>> {
    let until = Instant::now() + limit;
    let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    let (stdout, stderr) = (read_aside(child.stdout.take()), read_aside(child.stderr.take()));
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if Instant::now() >= until => {
                // One that has just ended is not there any more.
                let _ = child.kill();
                let _ = child.wait();
                return Ok(None);
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    // What the program has started may hold the pipes open after its end.
    let rest = |receiver: Receiver<Vec<u8>>| {
        receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
    };
    let (Some(stdout), Some(stderr)) = (rest(stdout), rest(stderr)) else { return Ok(None) };
    Ok(Some(Ended { status, stdout, stderr }))
}

/// Reads a pipe while others are read, too: a program waits for whoever reads none of both.
fn read_aside(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What comes before a pipe breaks is all that there is.
            let _ = pipe.read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}
