//! Where an object stands, and the manifest that is made of it.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::Loading;
use crate::diagnostic::ObjectRef;
use crate::manifest::manifest::Manifest;
use crate::manifest::object::Object;
use crate::manifest::outline::Outline;
use crate::manifest::schema::Kind;
use crate::yaml::{Document, NodeId, StandIns};

/// An item of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its place, from 0; that of the outermost list where lists are nested.
    pub index: u32,
    /// The apiVersion and kind that the list's kind tells.
    pub inferred: Option<(String, String)>,
}

/// Where an object stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub document: &'a Arc<Document>,
    pub node: NodeId,
    pub item: Option<u32>,
}

impl Place<'_> {
    /// The object as it is written, of which no more is known than what it calls itself.
    pub(super) fn manifest(
        self,
        loading: &Loading<'_>,
        api_version: String,
        kind: String,
        known: Option<&'static Kind>,
    ) -> Manifest {
        let Place { document, node, item } = self;
        // What is not known is named as it is written.
        let text = |field| {
            let value = document.get(document.get(node, "metadata")?, field)?;
            let unknown = loading.open.as_ref().filter(|unknown| unknown.has(value));
            let written = unknown.map(|_| loading.file.slice(document.span(value)));
            let written = written.map(|text| text.trim_matches(['"', '\'']));
            written.or_else(|| document.as_str(value)).map(str::to_owned)
        };
        let object_ref = ObjectRef {
            api_version,
            kind,
            namespace: text("namespace"),
            name: text("name").unwrap_or_default(),
        };
        Manifest {
            file: Arc::clone(loading.file),
            document: Arc::clone(document),
            node,
            item,
            object_ref: Arc::new(object_ref),
            kind: known,
            object: OnceLock::from(Object::Other),
            stand_ins: StandIns::new(),
            outline: Outline::default(),
            release: loading.release,
            readable: true,
            unknown: BTreeSet::new(),
            open: loading.open.clone(),
            layers: loading.layers,
            defaulted: OnceLock::new(),
            stored: OnceLock::new(),
            verdict: OnceLock::new(),
        }
    }
}
