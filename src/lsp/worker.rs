//! The thread that checks. It takes the newest state of the editor's texts, and gives up on one
//! that is no longer wanted.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::analysis::Analysis;
use super::documents::Buffer;
use super::options::Options;
use super::project::{Place, Project};

/// What is to be checked.
pub(super) struct Job {
    /// The number of the state: each is greater than the one before it.
    pub number: u64,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// What is open.
    pub buffers: Vec<Buffer>,
    /// What the client chooses.
    pub options: Arc<Options>,
    /// Whether files on disk may have changed.
    pub disk: bool,
}

/// What came of it.
pub(super) struct Done {
    /// The number of the state.
    pub number: u64,
    /// The answers; none where the check broke off by a mistake of this program.
    pub analysis: Option<Arc<Analysis>>,
}

/// The thread, as the server sees it.
pub(super) struct Worker {
    jobs: Sender<Job>,
    /// The newest state that was asked for.
    newest: Arc<AtomicU64>,
    /// What comes back.
    pub done: Receiver<Done>,
}

impl Worker {
    /// Starts the thread; it ends with the value.
    pub(super) fn start() -> Self {
        let (jobs, to_do) = unbounded::<Job>();
        let (finished, done) = unbounded();
        let newest = Arc::new(AtomicU64::new(0));
        let of_thread = Arc::clone(&newest);
        thread::spawn(move || work(&to_do, &finished, &of_thread));
        Self { jobs, newest, done }
    }

    /// Asks for a state to be checked; what is being checked is given up.
    pub(super) fn ask(&self, job: Job) {
        self.newest.store(job.number, Ordering::Release);
        // A thread that is gone has been told of.
        let _ = self.jobs.send(job);
    }
}

/// The projects between two jobs.
#[derive(Default)]
struct Projects {
    options: Arc<Options>,
    all: HashMap<Place, Project>,
}

fn work(jobs: &Receiver<Job>, finished: &Sender<Done>, newest: &AtomicU64) {
    let mut projects = Projects::default();
    while let Ok(mut job) = jobs.recv() {
        while let Ok(next) = jobs.try_recv() {
            let disk = job.disk || next.disk;
            job = Job { disk, ..next };
        }
        let number = job.number;
        let is_wanted = || newest.load(Ordering::Acquire) == number;
        let checked = catch_unwind(AssertUnwindSafe(|| projects.check(job, &is_wanted)));
        let analysis = match checked {
            Ok(Some(analysis)) => Some(Arc::new(analysis)),
            Ok(None) => continue,
            // Nothing of what is kept can be relied on after that.
            Err(_) => {
                projects = Projects::default();
                None
            }
        };
        if finished.send(Done { number, analysis }).is_err() {
            return;
        }
    }
}

impl Projects {
    /// Checks all projects; nothing where the answer is not wanted any more.
    fn check(&mut self, job: Job, is_wanted: &dyn Fn() -> bool) -> Option<Analysis> {
        if !Arc::ptr_eq(&self.options, &job.options) {
            self.options = Arc::clone(&job.options);
            self.all.clear();
        }
        if job.disk {
            self.all.values_mut().for_each(Project::forget_disk);
        }
        let places = places(&job);
        self.all.retain(|place, _| places.contains(place));
        let mut analysis = Analysis::default();
        for place in places {
            let new = || Project::new(place.clone(), &job.options);
            let project = self.all.entry(place.clone()).or_insert_with(new);
            let checked = project.check(&job.buffers, is_wanted).ok()?;
            analysis.projects.push(Arc::new(checked));
        }
        Some(analysis)
    }
}

/// The projects of a state: the folders, inner ones first, then what is open and lies in none.
fn places(job: &Job) -> Vec<Place> {
    let mut folders = job.folders.clone();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    folders.dedup();
    let is_in = |buffer: &&Buffer| folders.iter().any(|folder| buffer.key.starts_with(folder));
    let loose = job.buffers.iter().filter(|buffer| buffer.is_manifest() && !is_in(buffer));
    let loose = loose.map(|buffer| match buffer.key.is_absolute() {
        true => Place::File(buffer.key.clone()),
        false => Place::Untitled(buffer.key.clone()),
    });
    let loose: Vec<Place> = loose.collect();
    folders.into_iter().map(Place::Folder).chain(loose).collect()
}
