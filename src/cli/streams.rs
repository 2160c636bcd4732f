//! Standard output and standard error.

use std::io::{self, Write};

use super::exit::Failure;
use crate::manifest::{Reading, Skipped, Why};
use crate::source::Sources;
use crate::source::walk::STDIN;
use crate::words::escape::escape;

/// Writes to standard error; where that is closed, there is nobody to tell.
pub(super) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error what could not be read, and which given paths led to nothing.
pub(super) fn say_unread(reading: &Reading) {
    for failure in &reading.failures {
        say(&format!("error: can't read {}\n", escape(failure)));
    }
    for path in &reading.empty {
        let path = match path.to_str() {
            Some(STDIN) => "standard input".to_owned(),
            _ => path.display().to_string(),
        };
        if reading.nothing {
            let is_test_data = |skipped: &Skipped| skipped.why == Why::TestData;
            let what = match reading.ignored {
                true => "holds nothing but what git ignores; --no-ignore reads that, too",
                false if reading.skipped.iter().any(is_test_data) => {
                    "holds nothing but test data; --no-exclude reads that, too"
                }
                false => "holds no *.yaml, *.yml or *.json file, and so no Kubernetes object",
            };
            say(&format!("error: {} {what}\n", escape(&path)));
        } else {
            say(&format!("warning: no Kubernetes object in {}\n", escape(&path)));
        }
    }
}

/// Says what could not be read of what lies around the files that are asked about.
pub(super) fn say_beside(sources: &Sources) {
    for failure in &sources.beside {
        say(&format!(
            "warning: can't read {} (it may belong to what is checked)\n",
            escape(failure)
        ));
    }
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// The same in whatever encoding.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    printed(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

/// The same for what is written as it is made.
pub(super) fn print_with(
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    printed(content(&mut stdout).and_then(|()| stdout.flush()))
}

/// What came of writing to standard output.
pub(super) fn printed(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        // Who closes the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::Stdout),
    }
}
