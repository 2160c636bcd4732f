//! Why a document can't be read.

use crate::source::Span;

/// A document that Kubernetes can't read, and where that shows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct YamlError {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub span: Span,
    /// Where what is wrong began, with a word about it: the list that is never closed.
    pub context: Option<(Span, &'static str)>,
    /// The document's place in the stream, from 0, empty and null documents not counted.
    pub document: u32,
    /// The bytes of the whole document.
    pub chunk: Span,
}

/// What is wrong with a document. Each says it in one line for a human.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The text is no YAML.
    #[error("{0}")]
    Syntax(&'static str),
    /// The text is no JSON.
    #[error("{0}")]
    Json(&'static str),
    /// A line that begins with `---` has more than a comment after it.
    #[error("nothing but a comment may follow the `---` that separates documents")]
    Separator,
    /// An alias without an anchor before it.
    #[error("nothing before this alias has the anchor `&{0}`")]
    UnknownAnchor(String),
    /// An alias within what its anchor names.
    #[error("`*{0}` stands inside the value that it repeats")]
    RecursiveAlias(String),
    /// Aliases of aliases that multiply, as go-yaml limits them.
    #[error("the aliases of this document repeat too much of it")]
    ExcessiveAliasing,
    /// Collections within collections beyond [`MAX_DEPTH`](super::MAX_DEPTH).
    #[error("the values are nested more than {} levels deep", super::MAX_DEPTH)]
    TooDeep,
    /// `<<` with something that can't be merged.
    #[error("a merge key (`<<`) wants a map or a list of maps")]
    MergeNotMap,
    /// A list or a map as a key.
    #[error("a key must be a scalar, and this is {0}")]
    KeyNotScalar(&'static str),
    /// A key that has no counterpart in JSON.
    #[error("JSON has no such key: put it in quotes")]
    KeyNotJson,
    /// `.inf` or `.nan`.
    #[error("JSON has no infinite numbers and no NaN: put the text in quotes if it is one")]
    NumberNotJson,
    /// A scalar that isn't what its tag says.
    #[error("`{text}` can't be read as the tag `{tag}` demands")]
    TagMismatch {
        /// The scalar.
        text: String,
        /// The tag in its short form, `!!int`.
        tag: String,
    },
    /// `!!binary` without base64.
    #[error("`!!binary` wants base64")]
    NotBase64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_stream;

    fn failure(text: &str) -> (SourceFile, YamlError) {
        let file = SourceFile::new("test.yaml", text);
        let error = parse_stream(&file).into_iter().find_map(Result::err).unwrap();
        (file, error)
    }

    /// The first problem of each text: its place, the text that is marked, the words.
    fn problems(texts: &[&str]) -> String {
        let describe = |text: &&str| {
            let (file, error) = failure(text);
            let place = |span: Span| {
                let position = file.position(span.start);
                format!("{}:{} `{}`", position.line, position.column, file.slice(span))
            };
            let context = error.context.map(|(span, word)| format!(" ({word}: {})", place(span)));
            format!("{} {error}{}\n", place(error.span), context.unwrap_or_default())
        };
        texts.iter().map(describe).collect()
    }

    #[test]
    fn mistakes_of_indentation() {
        insta::assert_snapshot!(problems(&[
            "a:\n\tb: 1\n",
            "a:\n    b: 1\n  c: 2\n",
            "a: 1\n- b\n",
            "- a\nb: c\n",
            "a: 1\nb\nc: 2\n",
            "key:value\nother: 1\n",
            "a: - b\n",
        ]), @r"
        2:1 `	` a tab can't indent: use spaces
        3:3 `c: 2` the indentation fits none of the lines above: a key is expected in their column (the map: 1:1 `a`)
        2:1 `-` a `-` can't stand between the keys of a map: mind the indentation (the map: 1:1 `a`)
        2:1 `b: c` the list goes on here, so a `-` is expected, in the column of the others (the list: 1:1 `-`)
        2:1 `b` a key is expected here, but its `:` is missing
        2:1 `other` no key can stand here, since this line continues the text above: mind the indentation, and the blank after `:` (the text begins here: 1:1 `k`)
        1:4 `-` a list can't begin here: put it on a line of its own
        ");
    }

    #[test]
    fn mistakes_of_quoting_and_brackets() {
        insta::assert_snapshot!(problems(&[
            "a: b: c\n",
            "a: 'it's'\n",
            "a: \"x\nb: 1\n",
            "a: \"\\d\"\n",
            "a: @x\n",
            "a: [1, 2\nb: 3\n",
            "a: [1, \"x\" y]\n",
            "{\"a\": [1, 2}\n",
            "a: 1\n--- b\n",
        ]), @r#"
        1:5 `:` a second `:` can't stand here: put the text in quotes, or begin a new line
        1:8 `s'` text can't follow the closing quote: write `''` for a quote inside of single quotes
        1:4 `"x` this quote is never closed
        1:5 `\d` YAML has no such escape: write `\\` for a backslash, or use single quotes (in these double quotes: 1:4 `"`)
        1:4 `@` text can't begin with `@` or `` ` ``, which YAML reserves: put it in quotes
        2:2 `:` a `,` or `]` is expected here (the list: 1:4 `[`)
        1:12 `y` a `,` or `]` is expected here (the list: 1:4 `[`)
        1:12 `}` a `,` or `]` is expected here
        2:1 `--- b` nothing but a comment may follow the `---` that separates documents
        "#);
    }

    #[test]
    fn what_json_can_not_hold() {
        insta::assert_snapshot!(problems(&[
            "a: *b\n",
            "a: &a [*a]\n",
            "a: !!int x\n",
            "a: .inf\n",
            "? [a]\n: b\n",
            "~: 1\n",
            "<<: 1\n",
        ]), @r"
        1:4 `*b` nothing before this alias has the anchor `&b`
        1:8 `*a` `*a` stands inside the value that it repeats
        1:10 `x` `x` can't be read as the tag `!!int` demands
        1:4 `.inf` JSON has no infinite numbers and no NaN: put the text in quotes if it is one
        1:3 `[a]` a key must be a scalar, and this is a list
        1:1 `~` JSON has no such key: put it in quotes
        1:5 `1` a merge key (`<<`) wants a map or a list of maps
        ");
    }
}
