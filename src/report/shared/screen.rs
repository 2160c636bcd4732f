//! What the output goes to: how wide it is, and whether it takes colour and line drawing.

/// How to write for whoever reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether ANSI colours may be written.
    pub color: bool,
    /// Whether it is a terminal that shows line drawing.
    pub drawing: bool,
    /// Whether it is a terminal that makes links of addresses behind words.
    pub links: bool,
}

impl Default for Screen {
    /// A file or a pipe.
    fn default() -> Self {
        Self { width: Self::DEFAULT_WIDTH, color: false, drawing: false, links: false }
    }
}

/// What a piece of text means, and thereby its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Refused, lost, does not run.
    Bad,
    /// Doubtful.
    Warn,
    /// Runs, gained.
    Good,
    /// Worth knowing.
    Note,
    /// A name or a heading.
    Strong,
    /// Beside the point: places, separators.
    Faint,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Self::Bad => "31",
            Self::Warn => "33",
            Self::Good => "32",
            Self::Note => "36",
            Self::Strong => "1",
            Self::Faint => "2",
        }
    }
}

impl Screen {
    /// The width where nothing tells it.
    pub const DEFAULT_WIDTH: usize = 110;

    /// A text that leads to an address (OSC 8), or as it is. An address that is none is left out.
    #[must_use]
    pub fn link(&self, url: &str, text: &str) -> String {
        let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
        if self.links && is_plain && url.starts_with("https://") {
            format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
        } else {
            text.to_owned()
        }
    }

    /// A text in its colour, or as it is.
    #[must_use]
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone.code())
        } else {
            text.to_owned()
        }
    }
}
