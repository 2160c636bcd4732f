//! What the environment says of the terminal.

use crate::report::Screen;

/// Whether the program runs as a step of GitHub Actions.
pub(super) fn in_github_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// What the environment says of the terminal.
pub(super) struct Environment {
    /// Whether colours are wanted where there can be any.
    pub colors: bool,
    /// Whether it can show more than ASCII.
    pub unicode: bool,
    columns: Option<usize>,
}

impl Environment {
    /// As it is now.
    pub(super) fn new() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
        // No locale at all is common in containers, whose terminals are today's all the same.
        let ascii = locale.is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !locale.contains("utf-8") && !locale.contains("utf8")
        });
        Self {
            colors: set("NO_COLOR").is_none() && !dumb,
            unicode: !dumb && !ascii,
            columns: set("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }

    /// The columns of what is written to.
    pub(super) fn width(&self, terminal: bool) -> usize {
        let measured = || terminal.then(terminal_size::terminal_size).flatten();
        let columns = self.columns.or_else(|| measured().map(|(width, _)| usize::from(width.0)));
        columns.filter(|columns| *columns > 0).unwrap_or(Screen::DEFAULT_WIDTH).max(MIN_WIDTH)
    }
}

/// Below this nothing can be laid out: the terminal breaks the lines.
const MIN_WIDTH: usize = 40;
