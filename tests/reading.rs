//! What reading promises for any text: exact spans, and an answer instead of a panic or a hang.

use std::path::Path;
use std::time::{Duration, Instant};

use daemonlint::internals::source::{SourceFile, Span, walk::walk};
use daemonlint::internals::yaml::{
    Document, MAX_DEPTH, NodeId, Problem, Style, Value, comment::comments, parse_stream, path,
};
use k8s_openapi::api::apps::v1::DaemonSet;

const SAMPLE: &str = "# The agent.\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent # short\n  \
    labels: {app: \"agent\", \"größe\": klein}\n  annotations:\n    text: |\n      two\n      lines\n    folded: >-\n      \
    one\n      line\nspec:\n  selector: &selector\n    matchLabels: {app: agent}\n  template:\n    metadata:\n      \
    labels: {app: agent}\n    spec:\n      hostNetwork: yes\n      containers:\n      - name: main\n        image: \
    'example.com/agent:v1'\n        args: [--level, 0x1F, plain\n          folded, \"a\\tb\"]\n        resources: \
    {limits: {cpu: 0.5, memory: 1Gi}}\n      -\n        name: other\n        <<: {image: x}\n---\n{\"kind\": \"List\", \
    \"items\": []}\n";

/// The sample and the project's manifests.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut texts = vec![SAMPLE.to_owned()];
    for input in walk(&[folder], &Default::default(), false).inputs {
        let daemonlint::internals::source::Input::File(path) = input else { continue };
        texts.extend(std::fs::read_to_string(path));
    }
    assert!(texts.len() > 20, "the fixtures are not where they were");
    texts
}

fn documents(file: &SourceFile) -> Vec<Document> {
    parse_stream(file).into_iter().filter_map(Result::ok).collect()
}

/// Holds the spans of all nodes and comments against the text.
fn check_spans(file: &SourceFile, document: &Document) {
    for (id, node) in document.nodes() {
        let text = file.slice(node.span);
        assert!(
            node.span.is_empty() || !text.is_empty(),
            "{:?} is no place in the text",
            node.span
        );
        match node.style {
            Style::Plain => {
                assert_eq!(text, text.trim_matches([' ', '\t', '\r', '\n']));
                if let Value::String(value) = document.value(id)
                    && !text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
                    && !converted(document, id)
                {
                    assert_eq!(value, text);
                }
            }
            Style::SingleQuoted => assert!(text.starts_with('\'') && text.ends_with('\'')),
            Style::DoubleQuoted => assert!(text.starts_with('"') && text.ends_with('"')),
            Style::Literal => assert!(text.starts_with('|')),
            Style::Folded => assert!(text.starts_with('>')),
            Style::Alias => assert!(text.starts_with('*')),
            Style::Empty => assert!(text.is_empty()),
            Style::Flow | Style::Block => assert!(!text.is_empty()),
        }
    }
    for comment in comments(file, document) {
        assert!(file.slice(comment.span).starts_with('#'));
    }
}

/// Whether a node is a key that YAML reads as a number or boolean, and JSON has as a string.
fn converted(document: &Document, id: NodeId) -> bool {
    let Some(text) = document.as_str(id) else { return false };
    matches!(text, "true" | "false") || text.starts_with(|c: char| "-.0123456789".contains(c))
}

#[test]
fn spans_are_exact_whatever_the_encoding_and_the_line_breaks() {
    for text in texts() {
        for text in [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            text.replace("app", "äpp😀"),
            text.replace('\n', "\n\n").replace(": ", ":   "),
        ] {
            let file = SourceFile::new("test.yaml", text);
            for document in documents(&file) {
                check_spans(&file, &document);
            }
        }
    }
}

#[test]
fn spans_are_exact_far_down() {
    let mut text = String::from("\u{feff}");
    for index in 0..40_000 {
        text += &format!("kéy{index}:\r\n- välue{index} # nöte\r\n- \"{index}\"\r\n");
    }
    let file = SourceFile::new("test.yaml", text);
    let document = documents(&file).remove(0);
    check_spans(&file, &document);
    assert_eq!(document.comments().len(), 40_000);
    let location = path::locate(&document, &path::parse("kéy39999[0]"));
    assert_eq!(file.slice(location.value_span(&document)), "välue39999");
    assert_eq!(file.position(location.value_span(&document).start).line, 119_999);
}

/// A small generator of numbers, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn a_thousand_broken_manifests_are_answered() {
    const BYTES: &[u8] = b" \n:-?[]{},#&*!|>'\"%@`\t\\ab01.\r~<=\x00\x7f\xc2\x85\xff";
    let texts = texts();
    let mut random = Random(36);
    for _ in 0..1000 {
        let mut bytes = texts[random.below(texts.len())].clone().into_bytes();
        for _ in 0..=random.below(4) {
            let (at, byte) = (random.below(bytes.len()), BYTES[random.below(BYTES.len())]);
            match random.below(4) {
                0 if !bytes.is_empty() => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at),
                _ => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            }
        }
        let Ok((text, _)) = daemonlint::internals::source::read::decode(bytes) else { continue };
        answer(text);
    }
}

/// Does with a text all that reading offers.
fn answer(text: String) {
    let file = SourceFile::new("test.yaml", text);
    for found in parse_stream(&file) {
        match found {
            Ok(document) => {
                check_spans(&file, &document);
                let root = document.root();
                let _ = document.decode::<DaemonSet>(root);
                let json: Result<serde_json::Value, _> = document.decode(root);
                assert_eq!(json, Ok(document.to_json(root)));
                let middle = document.span.start.midpoint(document.span.end);
                let _ = path::path_at(&document, middle);
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                let end = file.text().len() as u32;
                let Span { start, end: error_end } = error.span;
                assert!(start <= error_end && error_end <= end, "{error:?}");
                assert!(file.text().is_char_boundary(start as usize), "{error:?}");
                let _ = file.position(start);
            }
        }
    }
}

/// The problem of a text's first document, which must be found in no time.
fn problem(text: String) -> Option<Problem> {
    let file = SourceFile::new("test.yaml", text);
    let start = Instant::now();
    let found = parse_stream(&file);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    found.into_iter().next()?.err().map(|error| error.problem)
}

#[test]
fn depth_is_limited() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("[a: ", "]")] {
        let nested = |depth: usize| format!("{}1{}\n", open.repeat(depth), close.repeat(depth));
        assert_eq!(problem(nested(MAX_DEPTH / 2)), None, "{open}");
        assert!(problem(nested(50_000)).is_some(), "{open}");
    }
    let json =
        |depth: usize| format!("{}1{}", "{\"a\":[".repeat(depth / 2), "]}".repeat(depth / 2));
    assert_eq!(problem(json(MAX_DEPTH)), None);
    assert_eq!(problem(json(MAX_DEPTH + 2)), Some(Problem::TooDeep));
    let chain: String =
        (1..600).map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1)).collect();
    assert_eq!(problem(format!("a0: &a0 x\n{chain}")), Some(Problem::TooDeep));
}

#[test]
fn the_deepest_tree_leaves_room_on_the_stack() {
    let text = format!("{}1{}\n", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    answer(text);
}

#[test]
fn aliases_do_not_multiply() {
    let doubling: String =
        (1..40).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1)).collect();
    assert_eq!(problem(format!("a0: &a0 [x, y]\n{doubling}")), Some(Problem::ExcessiveAliasing));
    let merging: String = (1..40)
        .map(|level| format!("a{level}: &a{level}\n  <<: [*a{0}, *a{0}]\n", level - 1))
        .collect();
    assert_eq!(problem(format!("a0: &a0 {{x: y}}\n{merging}")), Some(Problem::ExcessiveAliasing));
    let long = format!("a: &a {}\nb:\n{}", "x".repeat(1 << 20), "- *a\n".repeat(1000));
    assert_eq!(problem(long), Some(Problem::ExcessiveAliasing));
    assert_eq!(problem(format!("a: &a [x]\nb:\n{}", "- *a\n".repeat(90))), None);
}

#[test]
fn large_inputs_take_time_in_proportion() {
    let keys: String = (0..100_000).map(|index| format!("k{index}: &a{index} {index}\n")).collect();
    assert_eq!(problem(keys), None);
    assert!(problem("a: 'x\n".repeat(50_000)).is_some());
    assert_eq!(problem("# note\n".repeat(200_000)), None);
    assert_eq!(problem("- {a: [b]}\n".repeat(100_000)), None);
    assert!(problem("[".repeat(200_000)).is_some());
    assert!(problem("{\"a\":".repeat(200_000)).is_some());
    assert_eq!(problem("---\na: 1\n".repeat(50_000)), None);
    assert_eq!(problem(format!("a: {}\n", "x ".repeat(500_000))), None);
    assert_eq!(problem(format!("a: \"{}\"\n", "\\n x\n ".repeat(200_000))), None);
}
