//! The beginning of a rule of one's own.

/// A whole rule of this id, with comments that say what its fields are.
#[must_use]
pub(crate) fn skeleton(id: &str) -> String {
    let example = |registry: &str| EXAMPLE.replace("REGISTRY", registry);
    let (bad, good) = (example("mirror.example.com"), example("registry.example.com"));
    let expect = "    # Which rule, and where: line and column of the mark.";
    let head = HEAD.replace("RULE", id);
    format!("{head}  - bad: |\n{bad}{expect}\n    expect: [\"{id} at 13:18\"]\n  - good: |\n{good}")
}

const HEAD: &str = "\
id: RULE
# What it finds, in one line.
title: An image from another registry
# selector, update-strategy, targeting, capacity, pods, networking, security, hygiene
category: security
# error, warning or info
severity: warning
why: |
  What would happen, and by which mechanism.
fix: |
  What to write instead. The first paragraph is the help of each finding.
# The page that says more.
# reference: https://docs.example.com/images

# What the expressions find as `params`; the config may give other values.
params:
  registry: registry.example.com/
check:
  # What must be true. `self` is the value at a place; `object` is the whole object.
  cel: self.startsWith(params.registry)
  # The places, each a finding of its own: a path, or an expression that gives paths.
  at: spec.template.spec.containers[*].image
  # What a finding says; or a text that is always the same, as `message`.
  messageExpression: \"'`' + self + '` is not from ' + params.registry\"
  kinds: [DaemonSet]

# `daemonlint rules test` holds the rule to these. Near misses make the best good ones.
examples:
";

// A backslash would take the first line's indentation.
const EXAMPLE: &str = "      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: ops}
      spec:
        selector:
          matchLabels: {app: agent}
        template:
          metadata:
            labels: {app: agent}
          spec:
            containers:
              - name: agent
                image: REGISTRY/agent:v1
";
