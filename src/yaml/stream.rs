//! A file's text made into documents, split as kubectl splits it: `YAMLOrJSONDecoder` and
//! `YAMLReader` of k8s.io/apimachinery's `pkg/util/yaml`.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::build::{Details, Failure, Scratch, build};
use super::document::{Document, Syntax};
use super::error::{Problem, YamlError};
use super::json;
use super::node::Content;
use super::tree::Tree;
use crate::source::{SourceFile, Span};

/// The documents of a file. Empty and null documents are left out; a document that can't be read
/// is an error in its place, and what comes after it is read all the same (kubectl would stop).
///
/// Comments of documents that are left out go to the next document, or to the last one.
#[must_use]
pub fn parse_stream(file: &SourceFile) -> Vec<Result<Document, YamlError>> {
    let text = file.text();
    let mut stream = Stream::new(file);
    if begins_as_json(text) {
        stream.read_json(text);
    } else {
        stream.read_yaml(text, 0, None);
    }
    let mut found = stream.finish();
    for document in &mut found {
        match document {
            Ok(document) => document.index += left_out_before(file, document.span),
            Err(error) => {
                mark_whole_characters(error, text);
                error.document += left_out_before(file, error.chunk);
            }
        }
    }
    found
}

/// How many documents of the whole text stood before a place and were left out.
fn left_out_before(file: &SourceFile, span: Span) -> u32 {
    file.gaps().map_or(0, |gaps| gaps.before(span.start).documents)
}

/// A text read as one document, as sigs.k8s.io/yaml's `Unmarshal` reads it: text after the first
/// document is ignored, and an empty text is null.
///
/// # Errors
/// When Kubernetes can't read it.
pub fn parse_document(file: &SourceFile) -> Result<Document, YamlError> {
    let span = Span::new(0, file.text().len() as u32);
    match build(file.text(), &mut Scratch::default()) {
        Ok((tree, ignored)) => {
            let text = file.shared_text();
            Ok(document(tree, text, 0, span, Syntax::Yaml, ignored))
        }
        Err(failure) => {
            let mut error = error(failure, 0, span);
            mark_whole_characters(&mut error, file.text());
            Err(error)
        }
    }
}

/// Widens the places of an error that end within a character: the scanner counts in bytes.
fn mark_whole_characters(error: &mut YamlError, text: &str) {
    let whole = |span: &mut Span| {
        while (span.end as usize) < text.len() && !text.is_char_boundary(span.end as usize) {
            span.end += 1;
        }
    };
    whole(&mut error.span);
    if let Some((span, _)) = &mut error.context {
        whole(span);
    }
}

/// The text of a document as kubectl hands it to go-yaml, and where in the file it stands.
struct Chunk<'t> {
    text: Cow<'t, str>,
    span: Span,
    /// Where bytes of the file are left out of the text, as offsets into the text.
    left_out: Vec<u32>,
}

impl<'t> Chunk<'t> {
    /// kubectl ends every line with a line feed alone: the last one too, and CR LF loses its CR.
    /// That matters after another CR only, which would be a line break of its own: CR CR LF is one.
    fn new(text: &'t str, span: Span) -> Self {
        let mut chunk = Self { text: text.into(), span, left_out: Vec::new() };
        let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
        if has_returns && memchr::memmem::find(text.as_bytes(), b"\r\r\n").is_some() {
            let mut rest = text;
            let mut kept = String::with_capacity(text.len());
            while let Some(at) = rest.find("\r\r\n") {
                kept.push_str(&rest[..=at]);
                chunk.left_out.push(kept.len() as u32);
                rest = &rest[at + 2..];
            }
            kept.push_str(rest);
            chunk.text = kept.into();
        }
        if !text.ends_with('\n') {
            chunk.text.to_mut().push('\n');
        }
        chunk
    }

    /// An offset into the text as one into the file.
    fn place(&self, offset: u32) -> u32 {
        let left_out = self.left_out.partition_point(|at| *at <= offset) as u32;
        (self.span.start + offset + left_out).min(self.span.end)
    }

    fn place_span(&self, span: Span) -> Span {
        Span::new(self.place(span.start), self.place(span.end))
    }

    fn place_tree(&self, tree: &mut Tree) {
        for node in &mut tree.nodes {
            node.span = self.place_span(node.span);
        }
        if tree.rare().is_placed() {
            let rare = tree.rare_mut();
            for properties in &mut rare.properties {
                properties.start = self.place(properties.start);
            }
            for comment in &mut rare.comments {
                *comment = self.place_span(*comment);
            }
        }
    }
}

struct Stream {
    text: Arc<String>,
    found: Vec<Result<Document, YamlError>>,
    /// Comments of documents that were left out.
    comments: Vec<Span>,
    scratch: Scratch,
}

impl Stream {
    fn new(file: &SourceFile) -> Self {
        let text = file.shared_text();
        Self { text, found: Vec::new(), comments: Vec::new(), scratch: Scratch::default() }
    }

    fn next_index(&self) -> u32 {
        self.found.len() as u32
    }

    fn finish(mut self) -> Vec<Result<Document, YamlError>> {
        let mut all = self.found.iter_mut().rev();
        if !self.comments.is_empty()
            && let Some(last) = all.find_map(|found| found.as_mut().ok())
        {
            last.tree.rare_mut().comments.append(&mut self.comments);
        }
        self.found
    }

    fn add(&mut self, mut tree: Tree, span: Span, syntax: Syntax, ignored: Option<u32>) {
        if tree.nodes.first().is_some_and(|root| root.content != Content::Null) {
            if !self.comments.is_empty() {
                let before = std::mem::take(&mut self.comments);
                tree.rare_mut().comments.splice(..0, before);
            }
            let text = Arc::clone(&self.text);
            self.found.push(Ok(document(tree, text, self.next_index(), span, syntax, ignored)));
        } else {
            self.comments.extend(&tree.rare().comments);
        }
    }

    fn fail(&mut self, failure: Failure, chunk: Span) {
        self.found.push(Err(error(failure, self.next_index(), chunk)));
    }

    /// A stream that begins with `{`: JSON values one after the other, unless reading them fails
    /// within the first two: then what is left is YAML.
    fn read_json(&mut self, text: &str) {
        let mut position = 0;
        let mut count = 0;
        loop {
            let start = json::skip_blanks(text, position);
            if start == text.len() {
                return;
            }
            let failure = match json::read(text, start) {
                Ok((tree, end)) => {
                    let span = Span::new(start as u32, end as u32);
                    self.add(tree, span, Syntax::Json, None);
                    (position, count) = (end, count + 1);
                    continue;
                }
                Err(failure) => failure,
            };
            match yaml_start(text, position) {
                Some(start) if count < 2 => self.read_yaml(text, start, Some(failure)),
                _ => self.fail(failure, Span::new(start as u32, text.len() as u32)),
            }
            return;
        }
    }

    /// Documents separated by lines that begin with `---`. Where reading JSON failed first, that
    /// failure is what counts if the first document is no YAML either.
    fn read_yaml(&mut self, text: &str, from: usize, mut json_failure: Option<Failure>) {
        let mut start = None;
        let mut next = from;
        for at in separators(text, from) {
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
            if start.is_none() && next < at {
                start = Some(Some(next));
            }
            next = end;
            let rest = text[at + 3..end].trim();
            if !(rest.is_empty() || rest.starts_with('#')) {
                let span = Span::new(at as u32, text[..end].trim_end().len() as u32);
                // The document before it is lost with it.
                let lost = start.flatten().unwrap_or(at);
                let chunk = Span::new(lost as u32, span.end);
                self.fail(Failure::new(Problem::Separator, span), chunk);
                // What follows belongs to this document, up to the next separator.
                start = Some(None);
                continue;
            }
            match start.take() {
                Some(Some(start)) => self.read_chunk(text, start..at, json_failure.take()),
                // A separator with nothing before it is part of the document that it begins.
                None => start = Some(Some(at)),
                Some(None) => {}
            }
        }
        match start {
            Some(Some(start)) => self.read_chunk(text, start..text.len(), json_failure),
            None if next < text.len() => self.read_chunk(text, next..text.len(), json_failure),
            _ => {}
        }
    }

    fn read_chunk(
        &mut self,
        text: &str,
        range: std::ops::Range<usize>,
        json_failure: Option<Failure>,
    ) {
        let span = Span::new(range.start as u32, range.end as u32);
        let chunk = Chunk::new(&text[range], span);
        match build(&chunk.text, &mut self.scratch) {
            Ok((mut tree, ignored)) => {
                chunk.place_tree(&mut tree);
                let ignored = ignored.map(|start| chunk.place(start));
                self.add(tree, span, Syntax::Yaml, ignored);
            }
            Err(mut failure) => {
                let details = failure.details_mut();
                details.span = chunk.place_span(details.span);
                if let Some((context, _)) = &mut details.context {
                    *context = chunk.place_span(*context);
                }
                // The reading that came further tells more.
                let failure = match json_failure {
                    Some(json) if is_meant_as_json(text) && json.start() >= failure.start() => json,
                    _ => failure,
                };
                self.fail(failure, span);
            }
        }
    }
}

/// Whether kubectl tries JSON first: a `{` comes first within the bytes that it looks at.
fn begins_as_json(text: &str) -> bool {
    const LOOKED_AT: usize = 4096;
    let rest = text.trim_start();
    rest.starts_with('{') && text.len() - rest.len() < LOOKED_AT
}

/// Whether a text that begins with `{` goes on as an object of JSON does.
fn is_meant_as_json(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('{').unwrap_or_default();
    rest.trim_start().starts_with(['"', '}'])
}

/// The beginnings of lines that begin with `---`, from a line's beginning on.
fn separators(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let first = text[from..].starts_with("---").then_some(from);
    let others = memchr::memmem::find_iter(&text.as_bytes()[from..], "\n---");
    first.into_iter().chain(others.map(move |found| from + found + 1))
}

/// Where YAML begins after JSON that ended at a position: after the rest of its line. kubectl
/// gives up where less than four bytes are left.
fn yaml_start(text: &str, position: usize) -> Option<usize> {
    let mut start = position;
    for character in text[position..].chars() {
        if text.len() - start < 4 {
            return None;
        }
        if !character.is_whitespace() {
            return Some(start);
        }
        start += character.len_utf8();
        if character == '\n' {
            return Some(start);
        }
    }
    None
}

fn document(
    tree: Tree,
    text: Arc<String>,
    index: u32,
    span: Span,
    syntax: Syntax,
    ignored: Option<u32>,
) -> Document {
    let ignored = ignored.map(|start| Span::new(start, span.end));
    Document { tree, text, wide: OnceLock::new(), index, span, syntax, ignored }
}

fn error(failure: Failure, document: u32, chunk: Span) -> YamlError {
    let Details { problem, span, context } = failure.into_details();
    YamlError { problem, span, context, document, chunk }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Value;

    #[test]
    fn an_error_never_marks_half_a_character() {
        let file = SourceFile::new("test.yaml", "a:\n éb: 1\nc: [\n- é: {\n");
        let errors: Vec<_> = parse_stream(&file).into_iter().filter_map(Result::err).collect();
        assert!(!errors.is_empty());
        for error in errors {
            let context = error.context.map(|(span, _)| span);
            for span in std::iter::once(error.span).chain(context) {
                assert!(file.text().get(span.range()).is_some(), "{span:?}");
            }
        }
        let file = SourceFile::new("test.yaml", "é: 1\n- b\n");
        let error = parse_document(&file).unwrap_err();
        let (context, _) = error.context.unwrap();
        assert_eq!(file.slice(context), "é");
    }

    /// Each document as its index and JSON, or its error.
    fn read(text: &str) -> Vec<String> {
        let file = SourceFile::new("test.yaml", text);
        let describe = |found: Result<Document, YamlError>| match found {
            Ok(document) => format!("{} {}", document.index, document.to_json(document.root())),
            Err(error) => format!("{} error at {}", error.document, error.span.start),
        };
        parse_stream(&file).into_iter().map(describe).collect()
    }

    #[test]
    fn documents_are_counted_without_empty_ones() {
        assert_eq!(
            read("# a\n---\n~\n---\na: 1\n--- # x\n\n---\nb: 2"),
            ["0 {\"a\":1}", "1 {\"b\":2}"]
        );
        assert_eq!(read(""), [""; 0]);
        assert_eq!(read("---"), [""; 0]);
        assert_eq!(read("\u{feff}---\r\na: 1\r\n---\r\nb: 2\r\n"), ["0 {\"a\":1}", "1 {\"b\":2}"]);
    }

    #[test]
    fn a_byte_order_mark_may_begin_any_line_and_is_a_column_of_it() {
        assert_eq!(read("---\n\u{feff}a: 1\n"), ["0 {\"a\":1}"]);
        assert_eq!(read("---\n\u{feff}a: 1\n b: 2\n"), ["0 {\"a\":1,\"b\":2}"]);
        assert_eq!(read("a:\n\u{feff}# x\n  b: 1\n"), ["0 {\"a\":{\"b\":1}}"]);
        // In the file of one document after another, each begins anew.
        assert_eq!(read("a: 1\n---\n\u{feff}b: 2\nc: 3\n"), ["0 {\"a\":1}", "1 {\"b\":2,\"c\":3}"]);
    }

    #[test]
    fn the_last_line_ends_like_any_other() {
        assert_eq!(read("a: |\n  x"), ["0 {\"a\":\"x\\n\"}"]);
        assert_eq!(read("a: |\r\n  x\r\n  y"), ["0 {\"a\":\"x\\ny\\n\"}"]);
    }

    #[test]
    fn two_carriage_returns_before_a_line_feed_are_one_break() {
        assert_eq!(read("a: >\n  x\r\r\n  y\n"), ["0 {\"a\":\"x y\\n\"}"]);
        assert_eq!(read("a: >\n  x\r\r\r\n  y\n"), ["0 {\"a\":\"x\\ny\\n\"}"]);
        let file = SourceFile::new("test.yaml", "a: 1\r\r\nb: 2\r\r\nc: [é]\r\r\n");
        let document = parse_stream(&file).remove(0).unwrap();
        let Value::Mapping(entries) = document.value(document.root()) else { panic!() };
        let texts: Vec<_> =
            entries.iter().map(|entry| file.slice(document.node(entry.value).span)).collect();
        assert_eq!(texts, ["1", "2", "[é]"]);
    }

    #[test]
    fn floats_of_the_same_digits_are_two_keys() {
        let duplicates = |text: &str| {
            let file = SourceFile::new("test.yaml", text);
            parse_document(&file).unwrap().duplicates().len()
        };
        assert_eq!(duplicates("1.5: a\n1.50: b\n"), 1);
        assert_eq!(duplicates(".inf: a\n.inf: b\n"), 1);
        assert_eq!(duplicates(".inf: a\n1e300: b\n"), 0);
        assert_eq!(duplicates(".nan: a\n.nan: b\n"), 0);
    }

    #[test]
    fn json_is_looked_for_in_the_first_bytes_only() {
        let json = |blanks: usize| read(&format!("{}{{\"a\": 1}}[2]\n", " ".repeat(blanks))).len();
        assert_eq!(json(4095), 2);
        // As YAML, text follows the document there, which is ignored.
        assert_eq!(json(4096), 1);
    }

    #[test]
    fn an_error_does_not_hide_what_follows() {
        assert_eq!(
            read("a: [\n---\nb: 1\n---\nc: 2\n--- x\nd: 3\n---\ne: 4\n"),
            // A bad separator spoils the document before it too: kubectl never gets to see it.
            ["0 error at 5", "1 {\"b\":1}", "2 error at 23", "3 {\"e\":4}"]
        );
    }

    #[test]
    fn json_and_yaml() {
        assert_eq!(read("{\"a\": 1}{\"b\": 2}\n[3]"), ["0 {\"a\":1}", "1 {\"b\":2}", "2 [3]"]);
        assert_eq!(read(" {\"a\": 1}\n---\nb: on\n"), ["0 {\"a\":1}", "1 {\"b\":true}"]);
        assert_eq!(read("{a: on}\n---\n{\"b\": 2}\n"), ["0 {\"a\":true}", "1 {\"b\":2}"]);
        assert_eq!(
            read("{\"a\": 1}{\"b\": 2}\n---\nc: 3\n"),
            ["0 {\"a\":1}", "1 {\"b\":2}", "2 error at 18"]
        );
        assert_eq!(read("{\"a\": 1}\n]"), ["0 {\"a\":1}", "1 error at 9"]);
    }

    #[test]
    fn text_after_the_end_is_ignored_and_noted() {
        let ignored = |text: &str| {
            let file = SourceFile::new("test.yaml", text);
            let document = parse_stream(&file).remove(0).unwrap();
            document.ignored.map(|span| file.slice(span).to_owned())
        };
        assert_eq!(ignored("a: 1\n...\nb: 2\n").as_deref(), Some("b: 2\n"));
        assert_eq!(ignored("---\n{a: 1}\nb: 2\n").as_deref(), Some("b: 2\n"));
        assert_eq!(ignored("a: 1\n...\n# c\n...\n"), None);
    }
}
