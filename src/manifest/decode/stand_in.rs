//! What is read in the place of a value that its field can't take, so that the rest of the object
//! can be looked at.

use super::super::schema::{Kind, Type};
use super::{Mistake, What};
use crate::source::SourceFile;
use crate::yaml::{Document, NodeId, StandIn, StandIns, Style, Value};

/// What is read in the place of a mistaken value, and whether that is what was meant; none where
/// the value can be read as it is.
pub(crate) fn stand_in(
    file: &SourceFile,
    document: &Document,
    mistake: &Mistake,
) -> Option<(StandIn, bool)> {
    let meant = match mistake.what {
        What::Unknown { .. } | What::OtherVersion { .. } | What::Duplicate { .. } => return None,
        What::Quantity(_) => return Some((StandIn::Text("0".to_owned()), false)),
        What::Type(expected) => as_meant(file, document, mistake.node, expected),
        What::Range(_) | What::Fraction | What::Time | What::MicroTime | What::Base64 => None,
    };
    Some(meant.map_or((StandIn::Null, false), |stand_in| (stand_in, true)))
}

/// Something of the type that a field takes, in the place of a value that is not known yet.
pub(crate) fn any_of_its_type(mistake: &Mistake) -> Option<(NodeId, StandIn)> {
    let stand_in = match mistake.what {
        What::Unknown { .. } | What::Duplicate { .. } => return None,
        What::Type(Type::Int32 | Type::Int64) => StandIn::Int(1),
        What::Type(Type::Bool) => StandIn::Bool(false),
        What::Quantity(_) => StandIn::Text("1".to_owned()),
        _ => StandIn::Null,
    };
    Some((mistake.node, stand_in))
}

/// What k8s-openapi's types insist on and Go's don't: the apiVersion and kind of an object that is
/// read as another kind than it says, and those of a StatefulSet's claims.
pub(crate) fn insisted_on(document: &Document, object: NodeId, kind: &Kind) -> StandIns {
    let mut stand_ins = StandIns::new();
    let mut insist = |node: NodeId, api_version: &str, kind: &str| {
        for (key, text) in [("apiVersion", api_version), ("kind", kind)] {
            if let Some(value) = document.get(node, key)
                && document.as_str(value) != Some(text)
            {
                stand_ins.insert(value, StandIn::Text(text.to_owned()));
            }
        }
    };
    insist(object, kind.api_version, kind.kind);
    if kind.kind == "StatefulSet" {
        let spec = document.get(object, "spec");
        let claims = spec.and_then(|spec| document.get(spec, "volumeClaimTemplates"));
        for claim in claims.into_iter().flat_map(|claims| document.elements(claims)) {
            insist(*claim, "v1", "PersistentVolumeClaim");
        }
    }
    stand_ins
}

/// A scalar as the type that its field takes, where no more than quotes are wrong.
fn as_meant(
    file: &SourceFile,
    document: &Document,
    node: NodeId,
    expected: Type,
) -> Option<StandIn> {
    match (expected, document.value(node)) {
        (
            Type::Text | Type::IntOrString,
            Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Float(_),
        ) => {
            let written = match document.node(node).style {
                Style::Plain => file.slice(document.span(node)).to_owned(),
                _ => document.literal(node)?,
            };
            Some(StandIn::Text(written))
        }
        (Type::Bool, Value::String(text)) => text.parse().ok().map(StandIn::Bool),
        (Type::Int32, Value::String(text)) => {
            text.parse::<i32>().ok().map(|number| StandIn::Int(number.into()))
        }
        (Type::Int64, Value::String(text)) => text.parse().ok().map(StandIn::Int),
        _ => None,
    }
}
