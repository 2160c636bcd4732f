//! What the environment says of the terminal.

use crate::report::Screen;

/// Whether the program runs as a step of GitHub Actions.
pub(super) fn in_github_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// More threads than that do nothing faster, and where the system grants no more of them, none would
/// be started at all.
const MOST_THREADS: usize = 256;

/// Takes an unreasonable RAYON_NUM_THREADS for a reasonable one.
pub(super) fn bound_threads() {
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|asked| asked.parse().ok());
    if asked.is_some_and(|asked: usize| asked > MOST_THREADS) {
        // Nothing has begun yet that could have started threads.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(MOST_THREADS).build_global();
    }
}

/// What the environment says of the terminal.
pub(super) struct Environment {
    /// Whether colours are wanted; where nothing says so, a terminal that can show them has them.
    colors: Option<bool>,
    dumb: bool,
    /// Whether it can show more than ASCII.
    pub unicode: bool,
    /// Whether it makes links of addresses behind words.
    pub links: bool,
    columns: Option<usize>,
}

impl Environment {
    /// As it is now.
    pub(super) fn new() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// As these variables say.
    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let on = |name: &str| set(name).map(|value| value != "0" && value != "false");
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
        // No locale at all is common in containers, whose terminals are today's all the same.
        let ascii = locale.is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !locale.contains("utf-8") && !locale.contains("utf8")
        });
        let colors = match set("NO_COLOR") {
            Some(_) => Some(false),
            None if on("FORCE_COLOR") == Some(true) || on("CLICOLOR_FORCE") == Some(true) => {
                Some(true)
            }
            None if on("FORCE_COLOR") == Some(false) || on("CLICOLOR") == Some(false) => {
                Some(false)
            }
            None => None,
        };
        Self {
            colors,
            dumb,
            unicode: !dumb && !ascii,
            links: !dumb && on("FORCE_HYPERLINK").unwrap_or_else(|| has_links(set)),
            columns: set("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }

    /// Whether there are colours where it is a terminal, or none.
    pub(super) fn has_colors(&self, terminal: bool) -> bool {
        self.colors.unwrap_or(terminal && !self.dumb)
    }

    /// The columns of what is written to.
    pub(super) fn width(&self, terminal: bool) -> usize {
        let measured = || terminal.then(terminal_size::terminal_size).flatten();
        let columns = self.columns.or_else(|| measured().map(|(width, _)| usize::from(width.0)));
        columns.filter(|columns| *columns > 0).unwrap_or(Screen::DEFAULT_WIDTH).max(MIN_WIDTH)
    }
}

/// Whether the terminal is one that is known to have links; others may show their addresses as
/// rubbish.
fn has_links(set: impl Fn(&str) -> Option<String>) -> bool {
    // A multiplexer hides which terminal is behind it.
    if set("TMUX").is_some() || set("STY").is_some() {
        return false;
    }
    let program = set("TERM_PROGRAM").unwrap_or_default();
    let term = set("TERM").unwrap_or_default();
    // GNOME's terminal and its kin have them since VTE 0.50.
    let vte = set("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    vte.is_some_and(|version| version >= 5000)
        || ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "zed"]
            .contains(&program.as_str())
        || ["kitty", "alacritty", "foot", "ghostty", "wezterm", "contour"]
            .iter()
            .any(|known| term.contains(known))
        || ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM"].iter().any(|name| set(name).is_some())
}

/// Below this nothing can be laid out: the terminal breaks the lines.
const MIN_WIDTH: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Environment {
        Environment::of(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn colours_where_they_are_wanted() {
        let on = |variables: &[(&str, &str)]| {
            let environment = with(variables);
            (environment.has_colors(true), environment.has_colors(false))
        };
        assert_eq!(on(&[]), (true, false));
        assert_eq!(on(&[("TERM", "dumb")]), (false, false));
        assert_eq!(on(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]), (false, false));
        assert_eq!(on(&[("NO_COLOR", ""), ("FORCE_COLOR", "1")]), (true, true));
        assert_eq!(on(&[("CLICOLOR_FORCE", "1")]), (true, true));
        assert_eq!(on(&[("CLICOLOR_FORCE", "0")]), (true, false));
        assert_eq!(on(&[("FORCE_COLOR", "0")]), (false, false));
        assert_eq!(on(&[("CLICOLOR", "0")]), (false, false));
    }

    #[test]
    fn links_where_the_terminal_is_known_to_have_them() {
        assert!(!with(&[]).links);
        assert!(!with(&[("TERM", "xterm-256color")]).links);
        assert!(with(&[("TERM", "xterm-kitty")]).links);
        assert!(with(&[("VTE_VERSION", "7600")]).links);
        assert!(!with(&[("VTE_VERSION", "4205")]).links);
        assert!(with(&[("TERM_PROGRAM", "WezTerm")]).links);
        assert!(!with(&[("TERM_PROGRAM", "WezTerm"), ("TMUX", "/tmp/tmux")]).links);
        assert!(!with(&[("TERM_PROGRAM", "WezTerm"), ("FORCE_HYPERLINK", "0")]).links);
        assert!(with(&[("TERM", "xterm"), ("FORCE_HYPERLINK", "1")]).links);
        assert!(!with(&[("TERM", "dumb"), ("FORCE_HYPERLINK", "1")]).links);
    }
}
