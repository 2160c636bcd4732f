//! What changes make of texts, and that they change nothing else.

use super::*;
use crate::source::{SourceFile, edit};
use crate::yaml::path;
use crate::yaml::{node::Value, parse_stream};

fn text(text: &str) -> Fragment {
    Fragment::Text(text.to_owned())
}

fn literal(text: &str) -> Fragment {
    Fragment::Literal(text.to_owned())
}

fn map<const N: usize>(entries: [(&str, Fragment); N]) -> Fragment {
    Fragment::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn remove(at: &str) -> Change {
    Change::Remove { at: path::parse(at) }
}

fn replace(at: &str, with: Fragment) -> Change {
    Change::Replace { at: path::parse(at), with }
}

fn rename(at: &str, to: &str) -> Change {
    Change::RenameKey { at: path::parse(at), to: to.to_owned() }
}

fn insert(at: &str, value: Fragment) -> Change {
    Change::Insert { at: path::parse(at), value }
}

/// The text after changes of its first document; why not, where they are refused. What Kubernetes
/// reads afterwards is what the changes say.
fn changed(before: &str, changes: &[Change]) -> String {
    let file = SourceFile::new("test.yaml", before);
    let document = parse_stream(&file).remove(0).unwrap();
    let edits = match edits(&file, &document, document.root(), changes) {
        Ok(Edits { edits, .. }) => edits,
        Err(refusal) => return format!("refused: {refusal}"),
    };
    let after = edit::apply(before, &edits);
    check(before, &document, document.root(), changes, &edits);
    after
}

const POD: &str = "\
# head
metadata:
  labels: # of the pods
    app: agent  # one
    # two comes next
    'tier': \"node\"
spec:
  containers:
    - name: a
      # where it comes from
      image: x:1 # pinned
      args: [run, --now]
    # the second
    - name: b
      ports:
        - containerPort: 80
  hostNetwork: true
";

#[test]
fn values_keep_their_quotes_and_comments() {
    insta::assert_snapshot!(changed(POD, &[
        rename("metadata.labels.tier", "it's"),
        replace("metadata.labels.app", text("on")),
        replace("metadata.labels.tier", text("edge \"2\"")),
        replace("spec.containers[0].args[1]", text("--later")),
        replace("spec.hostNetwork", literal("false")),
    ]), @r#"
    # head
    metadata:
      labels: # of the pods
        app: "on"  # one
        # two comes next
        'it''s': "edge \"2\""
    spec:
      containers:
        - name: a
          # where it comes from
          image: x:1 # pinned
          args: [run, "--later"]
        # the second
        - name: b
          ports:
            - containerPort: 80
      hostNetwork: false
    "#);
}

#[test]
fn values_of_another_kind() {
    insta::assert_snapshot!(changed(POD, &[
        replace("metadata.labels", map([])),
        replace("spec.containers[0].image", map([("a", literal("1")), ("b", text("c"))])),
        replace("spec.containers[0].args", Fragment::List(vec![text("x"), map([("y", text("z"))])])),
        replace("spec.containers[1].ports", text("none")),
        replace("spec.hostNetwork", Fragment::List(vec![])),
    ]), @r#"
    # head
    metadata:
      labels: {} # of the pods
    spec:
      containers:
        - name: a
          # where it comes from
          image: # pinned
            a: 1
            b: c
          args:
            - x
            - "y": z
        # the second
        - name: b
          ports: none
      hostNetwork: []
    "#);
}

#[test]
fn what_goes_takes_its_lines_along() {
    insta::assert_snapshot!(changed(POD, &[
        remove("metadata.labels.app"),
        remove("spec.containers[0].name"),
        remove("spec.containers[0].args"),
        remove("spec.containers[1].name"),
        remove("spec.hostNetwork"),
    ]), @r#"
    # head
    metadata:
      labels: # of the pods
        # two comes next
        'tier': "node"
    spec:
      containers:
        -
          # where it comes from
          image: x:1 # pinned
        # the second
        - ports:
            - containerPort: 80
    "#);
    insta::assert_snapshot!(changed(POD, &[
        remove("metadata.labels.app"),
        remove("metadata.labels.tier"),
        remove("spec.containers[0]"),
        remove("spec.containers[1].ports[0].containerPort"),
    ]), @r"
    # head
    metadata:
      labels: {} # of the pods
    spec:
      containers:
        # the second
        - name: b
          ports:
            - {}
      hostNetwork: true
    ");
}

#[test]
fn what_is_new_comes_last_as_its_neighbours_are_laid_out() {
    insta::assert_snapshot!(changed(POD, &[
        insert("metadata.labels[a.b/c]", text("y")),
        insert("spec.containers[0].env", Fragment::List(vec![
            map([("name", text("A")), ("value", text("1"))]),
        ])),
        insert("spec.containers[0].args[9]", text("x")),
        insert("spec.containers[1].ports[1]", map([("containerPort", literal("81"))])),
        insert("spec.affinity.nodeAffinity.required[0].terms", Fragment::List(vec![])),
    ]), @r#"
    # head
    metadata:
      labels: # of the pods
        app: agent  # one
        # two comes next
        'tier': "node"
        a.b/c: "y"
    spec:
      containers:
        - name: a
          # where it comes from
          image: x:1 # pinned
          args: [run, --now, x]
          env:
            - name: A
              value: "1"
        # the second
        - name: b
          ports:
            - containerPort: 80
            - containerPort: 81
      hostNetwork: true
      affinity:
        nodeAffinity:
          required:
            - terms: []
    "#);
    // Lists in the column of their key, wide steps, no line break at the end, CR LF.
    assert_eq!(
        changed("a:\r\n    b:\r\n    - c", &[insert("a.d.e[0]", text("f"))]),
        "a:\r\n    b:\r\n    - c\r\n    d:\r\n        e:\r\n        - f"
    );
    assert_eq!(
        changed(
            "a:\n  b: ~\n  c: # d\n",
            &[insert("a.b.x", text("y")), insert("a.c.x", text("y")),]
        ),
        "a:\n  b:\n    x: \"y\"\n  c: # d\n    x: \"y\"\n"
    );
    assert_eq!(changed("a: |+\n  b\n\n", &[insert("c", text("d"))]), "a: |+\n  b\n\nc: d\n");
    assert_eq!(
        changed("a: |\n  b\n\n# e\n", &[insert("c", text("d"))]),
        "a: |\n  b\nc: d\n\n# e\n"
    );
    assert_eq!(changed("- \n- a\n", &[replace("[0]", map([("b", text("c"))]))]), "- b: c \n- a\n");
}

#[test]
fn json_stays_json() {
    let json = "{\n  \"a\": {\"b\": 1, \"c\": [1, 2]},\n  \"d\": {},\n  \"e\": \"f\"\n}\n";
    insta::assert_snapshot!(changed(json, &[
        remove("a.b"),
        insert("a.c[5]", map([("x", text("y"))])),
        insert("d.on", text("no")),
        rename("e", "g"),
        insert("h", literal("true")),
    ]), @r#"
    {
      "a": {"c": [1, 2, {"x": "y"}]},
      "d": {"on": "no"},
      "g": "f",
      "h": true
    }
    "#);
    insta::assert_snapshot!(changed(json, &[remove("e"), remove("d"), remove("a.c[1]")]), @r#"
    {
      "a": {"b": 1, "c": [1]}
    }
    "#);
    assert_eq!(changed("{\"a\": [1, 2]}", &[remove("a[0]"), remove("a[1]")]), "{\"a\": []}");
}

#[test]
fn braces_and_brackets() {
    let flow = "a: {b: 1, # one\n  c: 2, # two\n  d: }\ne: [x, y, z,]\n";
    assert_eq!(
        changed(flow, &[remove("a.b"), remove("e[2]")]),
        "a: { # one\n  c: 2, # two\n  d: }\ne: [x, y, ]\n"
    );
    assert_eq!(
        changed(
            flow,
            &[replace("a.d", text("3")), insert("a.f", text("g")), insert("e[3]", text("v"))]
        ),
        "a: {b: 1, # one\n  c: 2, # two\n  d: \"3\", f: g }\ne: [x, y, z, v]\n"
    );
    assert_eq!(
        changed(flow, &[replace("a.d", text("3")), insert("e[3]", text("v"))]),
        "a: {b: 1, # one\n  c: 2, # two\n  d: \"3\" }\ne: [x, y, z, v]\n"
    );
    assert_eq!(
        changed("[a: b, c]\n", &[insert("[0].d", text("e"))]),
        "refused: there can be no such value"
    );
}

const SHARED: &str = "\
base: &base
  cpu: 1
  list: [a]
one: *base
two:
  <<: *base
  memory: 2
";

#[test]
fn what_an_alias_repeats_is_copied_or_left_alone() {
    assert_eq!(
        changed(SHARED, &[replace("base.cpu", literal("3"))]),
        "refused: an alias repeats this text elsewhere"
    );
    assert_eq!(changed(SHARED, &[remove("base")]), "refused: an alias repeats this text elsewhere");
    assert_eq!(
        changed(SHARED, &[insert("base.x", literal("3"))]),
        "refused: an alias repeats this text elsewhere"
    );
    assert_eq!(
        changed(SHARED, &[remove("two.cpu")]),
        "refused: a merge key brings it in from elsewhere"
    );
    insta::assert_snapshot!(changed(SHARED, &[
        rename("one.cpu", "gpu"),
        insert("one.list[1]", text("b")),
        replace("two.list[0]", text("c")),
        remove("two.memory"),
    ]), @r"
    base: &base
      cpu: 1
      list: [a]
    one:
      gpu: 1
      list:
        - a
        - b
    two:
      <<: *base
      list:
        - c
    ");
}

#[test]
fn what_would_change_more_than_it_says_is_refused() {
    let refused = |before: &str, change: Change| changed(before, &[change]);
    assert_eq!(refused("a: 1\na: 2\n", remove("a")), "refused: the key appears twice");
    assert_eq!(
        refused("a: !!str 1\n", replace("a", text("x"))),
        "refused: a tag says how the value is read"
    );
    assert_eq!(refused("? a\n: 1\n", remove("a")), "refused: the key is written with `?`");
    assert_eq!(refused("? a\n", insert("a.b", text("x"))), "refused: the key is written with `?`");
    assert_eq!(
        refused("? a\n: {b: 1}\n", replace("a", map([("c", text("x"))]))),
        "refused: the key is written with `?`"
    );
    assert_eq!(
        refused("?\n  a\n", insert("a.b", text("x"))),
        "refused: the key is written with `?`"
    );
    assert_eq!(
        refused("a:\n  &b\n", replace("a", text("x"))),
        "refused: there can be no such value"
    );
    assert_eq!(
        refused("-\n>\n  b\n", replace("[0]", map([("a", text("x"))]))),
        "refused: there can be no such value"
    );
    assert_eq!(
        refused("[]b: c\n", insert("[0]", text("x"))),
        "refused: there can be no such value"
    );
    assert_eq!(
        refused("a:\rb: 1\r\n", insert("a.c", text("x"))),
        "refused: a line ends with something else than a line feed"
    );
    assert_eq!(refused("a: 1\nb: 2\n", rename("a", "b")), "refused: it is there already");
    assert_eq!(refused("a: 1\n", insert("a", text("x"))), "refused: it is there already");
    assert_eq!(refused("a: 1\n", insert("a.b", text("x"))), "refused: there can be no such value");
    assert_eq!(refused("a: 1\n", remove("b")), "refused: there is no such value");
    assert_eq!(refused("a: 1\n", remove("")), "refused: there can be no such value");
}

#[test]
fn what_is_emptied_says_so_before_new_lines_behind_it() {
    let changes = [insert("a.c", literal("1")), remove("a.b.x")];
    insta::assert_snapshot!(changed("a:\n  b:\n    x: y\n", &changes), @r"
    a:
      b: {}
      c: 1
    ");
}

#[test]
fn a_text_takes_nothing_of_what_follows_a_removed_entry() {
    let without_b = |text: &str| changed(text, &[remove("b")]);
    assert_eq!(without_b("a: |+\nb: \n\n"), "a: |+\n");
    assert_eq!(without_b("a: |+ # keep\n  x\n\nb: 1\n\n\nc: 2\n"), "a: |+ # keep\n  x\n\nc: 2\n");
    assert_eq!(without_b("a:\n- >+\n  x\nb: 1\n\n"), "a:\n- >+\n  x\n");
    // A line of blanks has as many of them as stand further right than the text.
    assert_eq!(without_b("a: |\n  x\nb: 1\n    \nc: 2\n"), "a: |\n  x\nc: 2\n");
    assert_eq!(without_b("a: |\n  x\nb: 1\n\nc: 2\n"), "a: |\n  x\n\nc: 2\n");
    // Without its last line break the text would be another one.
    assert_eq!(without_b("a: |\n  x\nb: 1"), "a: |\n  x\n");
    assert_eq!(
        without_b("a: |\n  x\nb: 1\n  # of b\n"),
        "refused: a comment after it would go to the text above it"
    );
    assert_eq!(without_b("a: |\n  x\n# of b\nb: 1\n  # of b\n"), "a: |\n  x\n# of b\n  # of b\n");
    assert_eq!(without_b("a: |\n  x\nb: 1\n# of c\nc: 2\n"), "a: |\n  x\n# of c\nc: 2\n");
}

/// The paths of everything in a document.
fn paths(document: &Document, node: NodeId, steps: &mut Vec<Step>, all: &mut Vec<FieldPath>) {
    let children: Vec<(Step, NodeId)> = match document.value(node) {
        Value::Sequence(elements) => {
            elements.iter().enumerate().map(|(at, node)| (Step::Index(at), *node)).collect()
        }
        Value::Mapping(entries) => entries
            .iter()
            .map(|entry| (Step::Key(document.key(entry).to_owned()), entry.value))
            .collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        steps.push(step);
        all.push(FieldPath(steps.clone()));
        paths(document, child, steps, all);
        steps.pop();
    }
}

/// Changes of every kind at many places of every fixture: what is read afterwards is what was
/// read before, but for the change.
#[test]
fn changes_of_fixtures_change_nothing_else() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let walk = crate::source::walk::walk(&[root], &crate::source::Excludes::default(), false);
    let mut made = 0;
    let mut number = 0_usize;
    for input in &walk.inputs {
        let Ok(file) = crate::source::read::read(input, "") else { continue };
        if file.text().len() > 20_000 {
            continue;
        }
        let first = parse_stream(&file).into_iter().next();
        let Some(Ok(document)) = first else { continue };
        let mut all = Vec::new();
        paths(&document, document.root(), &mut Vec::new(), &mut all);
        for at in all.into_iter().step_by(3) {
            number += 1;
            let deeper = |step: Step| FieldPath(at.0.iter().cloned().chain([step]).collect());
            let change = match number % 7 {
                0 => Change::Remove { at },
                1 => Change::Replace { at, with: text("a: \"b") },
                2 => Change::Replace { at, with: map([("x", text("y")), ("z", literal("1"))]) },
                3 => Change::Replace { at, with: Fragment::List(vec![text("x"), map([])]) },
                4 => Change::Insert {
                    at: deeper(Step::Key("on".to_owned())),
                    value: map([("n", text("v"))]),
                },
                5 => Change::Insert { at: deeper(Step::Index(99)), value: map([("n", text("v"))]) },
                _ => Change::RenameKey { at, to: "new.name/of-it".to_owned() },
            };
            made += usize::from(!changed(file.text(), &[change]).starts_with("refused"));
        }
    }
    assert!(made > 300, "{made} changes made");
}

fn merge_first(at: &str) -> Change {
    Change::MergeFirst { at: path::parse(at) }
}

#[test]
fn a_merge_key_comes_before_what_overrides_it() {
    let text = "\
a: &a
  x: 1
  y: 2
b:
  x: 3 # own
  # then the rest
  <<: *a # merged
  z: 4
c:
  - x: 5
    <<: *a
";
    insta::assert_snapshot!(changed(text, &[merge_first("b"), merge_first("c[0]")]), @"
    a: &a
      x: 1
      y: 2
    b:
      <<: *a # merged
      x: 3 # own
      # then the rest
      z: 4
    c:
      - <<: *a
        x: 5
    ");
    // The others of the text.
    insta::assert_snapshot!(changed(text, &[merge_first("a")]), @"refused: there is no such value");
    insta::assert_snapshot!(changed("a: &a {x: 1}\nb: {x: 2, <<: *a}\n", &[merge_first("b")]), @"refused: there can be no such value");
    insta::assert_snapshot!(changed("a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n", &[merge_first("b")]), @"refused: there can be no such value");
}

#[test]
fn what_needs_no_quotes_gets_none() {
    let image = |with: &str| changed("image: a:1\n", &[replace("image", text(with))]);
    insta::assert_snapshot!(image("registry.example/a@sha256:0"), @"image: registry.example/a@sha256:0");
    insta::assert_snapshot!(image("a: b"), @r#"image: "a: b""#);
    insta::assert_snapshot!(image("a:"), @r#"image: "a:""#);
    insta::assert_snapshot!(image("12:30"), @r#"image: "12:30""#);
}
