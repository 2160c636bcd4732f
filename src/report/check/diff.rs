//! What fixes would change, as `diff -u` prints it.

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::report::shared::screen::{Screen, Tone};
use crate::source::SourceFile;
use crate::words::escape::{escape, escape_source};

/// Lines around a change.
const AROUND: usize = 3;

/// A unified diff from one state of a file to another; nothing where they are the same. On a screen
/// what could do harm there is shown and not sent; elsewhere the lines are those of the file, for
/// `patch -p0`.
#[must_use]
pub(crate) fn render(before: &SourceFile, after: &SourceFile, screen: &Screen) -> String {
    let [old, new] =
        [before, after].map(|file| file.text().split_inclusive('\n').collect::<Vec<_>>());
    // Lines that stand once in both cut the texts into pieces: Myers' algorithm alone would take as
    // many steps as there are lines for each change.
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&old, &new);
    let name = escape(before.name());
    let mut shown = String::new();
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        if shown.is_empty() {
            let head = [format!("--- {name}"), format!("+++ {name}")];
            shown.extend(head.map(|line| screen.paint(Tone::Strong, &line) + "\n"));
        }
        let header = screen.paint(Tone::Note, &hunk.header().to_string());
        shown.push_str(&format!("{header}\n"));
        for change in hunk.iter_changes() {
            let (sign, tone) = match change.tag() {
                ChangeTag::Delete => ('-', Some(Tone::Bad)),
                ChangeTag::Insert => ('+', Some(Tone::Good)),
                ChangeTag::Equal => (' ', None),
            };
            let text = change.value();
            let bare = text.strip_suffix('\n').unwrap_or(text);
            let line = match screen.color || screen.drawing {
                true => format!("{sign}{}", escape_source(bare.strip_suffix('\r').unwrap_or(bare))),
                false => format!("{sign}{bare}"),
            };
            shown.push_str(&tone.map_or(line.clone(), |tone| screen.paint(tone, &line)));
            shown.push('\n');
            if bare.len() == text.len() {
                shown.push_str("\\ No newline at end of file\n");
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let file = SourceFile::new("a\u{1b}.yaml", before);
        render(&file, &file.with_text(after), &Screen::default())
    }

    #[test]
    fn changes_come_with_what_stands_around_them() {
        let before = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7";
        assert_snapshot!(shown(before, &before.replace('5', "6").replace("g: 7", "g: 8")), @r"
        --- a\x1B.yaml
        +++ a\x1B.yaml
        @@ -2,6 +2,6 @@
         b: 2
         c: 3
         d: 4
        -e: 5
        +e: 6
         f: 6
        -g: 7
        \ No newline at end of file
        +g: 8
        \ No newline at end of file
        ");
        assert_eq!(shown(before, before), "");
    }

    #[test]
    fn line_breaks_are_those_of_the_file_and_a_screen_is_safe() {
        assert!(shown("a: 1\r\n", "a: 2\r\n").ends_with("-a: 1\r\n+a: 2\r\n"));
        let (before, screen) =
            (SourceFile::new("a", "\u{202e}\n"), Screen { drawing: true, ..Screen::default() });
        let shown = render(&before, &before.with_text("x\n"), &screen);
        assert!(shown.ends_with("-\\u202E\n+x\n"), "{shown}");
    }
}
