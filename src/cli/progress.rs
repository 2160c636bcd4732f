//! A line on the terminal while work takes long.

use std::io::IsTerminal;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that ends before this is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says what is being done, if standard error is a terminal and the work takes longer than a
/// second. Dropped, it takes its line back.
pub(super) struct Progress {
    shared: Arc<Shared>,
    watcher: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    doing: String,
    bar: Option<ProgressBar>,
    done: bool,
}

impl Progress {
    /// Starts to watch the clock.
    pub(super) fn start(doing: &str, quiet: bool) -> Self {
        let shared = Arc::new(Shared::default());
        shared.lock().doing = doing.to_owned();
        let watched = Arc::clone(&shared);
        let watch = !quiet && std::io::stderr().is_terminal();
        let watcher = watch.then(|| std::thread::spawn(move || watched.show_when_late()));
        Self { shared, watcher }
    }

    /// Says what is being done now.
    pub(super) fn now(&self, doing: impl Into<String>) {
        let mut state = self.shared.lock();
        state.doing = doing.into();
        if let Some(bar) = &state.bar {
            bar.set_message(state.doing.clone());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let bar = {
            let mut state = self.shared.lock();
            state.done = true;
            state.bar.take()
        };
        self.shared.changed.notify_all();
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        if let Some(watcher) = self.watcher.take() {
            // A watcher that panicked has nothing more to show.
            let _ = watcher.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show_when_late(&self) {
        let waited = self.changed.wait_timeout_while(self.lock(), PATIENCE, |state| !state.done);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if state.done {
            return;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(state.doing.clone());
        bar.enable_steady_tick(Duration::from_millis(120));
        state.bar = Some(bar);
    }
}
