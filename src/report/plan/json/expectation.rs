//! What is expected of a placement, for programs.

use serde::Serialize;

use crate::rules::Judged;

/// What is expected of a placement.
#[derive(Serialize)]
pub(super) struct Expectation<'a> {
    expectation: &'a str,
    /// None where that is not known, or it can't be read.
    holds: Option<bool>,
    message: &'a str,
    /// The nodes that break it.
    nodes: Vec<Breaker<'a>>,
    /// The pools whose new nodes do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pools: Vec<BreakingPool<'a>>,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Breaker<'a> {
    node: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct BreakingPool<'a> {
    pool: &'a str,
    reason: &'a str,
}

impl<'a> Expectation<'a> {
    pub(super) fn new(judged: &'a Judged) -> Self {
        let nodes = judged.nodes.iter().map(|(node, reason)| Breaker { node, reason });
        let pools = judged.pools.iter().map(|(pool, reason)| BreakingPool { pool, reason });
        Self {
            expectation: &judged.text,
            holds: match (judged.holds(), judged.is_broken()) {
                (false, false) => None,
                (holds, _) => Some(holds),
            },
            message: &judged.said,
            nodes: nodes.collect(),
            pools: pools.collect(),
            file: judged.file.name(),
            line: judged.file.position(judged.span.start).line,
        }
    }
}
