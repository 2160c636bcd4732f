//! Reading an object as its kind: what doesn't fit, and what is still to be filled in.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Loading, Role, excerpt};
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::field::FieldPath;
use crate::manifest::admission::{DECODE, PLACEHOLDER, STRICT, unreadable};
use crate::manifest::decode::{self, Correction, Decoded, Mistake, stand_in, words};
use crate::manifest::late;
use crate::manifest::manifest::{Manifest, first_line};
use crate::manifest::object::Object;
use crate::manifest::outline::Outline;
use crate::manifest::placeholder::comment_after;
use crate::manifest::schema::Kind;
use crate::words::shown;
use crate::yaml::{Document, NodeId, StandIn};

impl Loading<'_> {
    /// Reads an object, and names what of it is still to be filled in.
    pub(super) fn read(&mut self, manifest: &mut Manifest) {
        let mut placeholders = manifest.placeholders().to_vec();
        if let Some(kind) = manifest.kind {
            placeholders.extend(self.read_as(manifest, kind));
        }
        placeholders.sort_by_key(|node| manifest.document.span(*node));
        self.report_placeholders(manifest, &placeholders);
        if self.lets_go {
            manifest.let_go();
        }
    }

    /// Reads an object as its kind, and reports what doesn't fit it. What can't be read has
    /// something else in its place. Gives the values that only their type gives away as
    /// placeholders.
    fn read_as(&mut self, manifest: &mut Manifest, kind: &'static Kind) -> Vec<NodeId> {
        let mut placeholders = Vec::new();
        let document = Arc::clone(&manifest.document);
        let Decoded { mistakes, mut stand_ins } =
            decode::decode(&document, manifest.node, kind.fields, self.release.version());
        for mistake in &mistakes {
            if self.is_open(&document, mistake) {
                stand_ins.extend(decode::any_of_its_type(mistake));
                continue;
            }
            if self.role != Role::Applied && late::is_to_come(&document, mistake) {
                stand_ins.extend(decode::any_of_its_type(mistake));
                manifest.unknown.insert(mistake.node);
                placeholders.push(mistake.node);
                continue;
            }
            self.report(self.mistake(manifest, kind, mistake));
            if let Some((stand_in, is_meant)) = stand_in(self.file, &document, mistake) {
                manifest.readable = false;
                stand_ins.insert(mistake.node, stand_in);
                if !is_meant {
                    manifest.unknown.insert(mistake.node);
                }
            }
        }
        stand_ins.extend(decode::insisted_on(&document, manifest.node, kind));
        if self.lets_go
            && mistakes.is_empty()
            && self.open.is_none()
            && let Some(outline) = Outline::of_tree(&document, manifest.node, kind)
        {
            manifest.wait((outline, stand_ins));
            return placeholders;
        }
        let mut object = Object::read(&document, manifest.node, kind, &stand_ins);
        if let (Object::Unreadable(_), Some(status)) = (&object, manifest.find(&["status"])) {
            // k8s-openapi insists on times in it; the API server takes none of it from a manifest.
            stand_ins.insert(status, StandIn::Null);
            object = Object::read(&document, manifest.node, kind, &stand_ins);
        }
        let pods = object.pods().map(|pods| pods.path.spec());
        if pods.is_some_and(|spec| !manifest.is_known(&spec)) {
            // What is left has no pods to look at; what keeps it from being read is told.
            object = Object::Unreadable("its pod template can't be read".to_owned());
        } else if let Object::Unreadable(message) = &object {
            let finding = unreadable(manifest, message);
            manifest.readable = false;
            self.report(finding);
        }
        manifest.be(object);
        manifest.stand_ins = stand_ins;
        placeholders
    }

    /// Whether a mistake is about a value or a key that is not known.
    fn is_open(&self, document: &Document, mistake: &Mistake) -> bool {
        self.open.as_ref().is_some_and(|unknown| {
            unknown.has(mistake.node)
                || mistake.key.is_some_and(|key| unknown.has(key))
                || late::in_brackets(document, mistake.node).is_some_and(|one| unknown.has(one))
        })
    }

    /// Names what of an object is still to be filled in.
    fn report_placeholders(&mut self, manifest: &Manifest, nodes: &[NodeId]) {
        let Some((first, others)) = nodes.split_first() else { return };
        let document = manifest.document();
        let written = |node: &NodeId| match first_line(self.file, document.span(*node)) {
            span if span.start == span.end => {
                comment_after(self.file.text(), span.end).unwrap_or_default()
            }
            span => self.file.slice(span),
        };
        let mut all: Vec<String> = nodes.iter().map(|node| excerpt(written(node))).collect();
        let mut seen = HashSet::new();
        all.retain(|text| seen.insert(text.clone()));
        let (count, texts) = (all.len(), all.get(..shown(all.len())).unwrap_or_default());
        let message = match count {
            1 => format!("{} is still to be filled in", texts.concat()),
            all if all == texts.len() => {
                format!("{all} values are still to be filled in: {}", texts.join(", "))
            }
            all => format!(
                "{all} values are still to be filled in: {} and {} more",
                texts.join(", "),
                all - texts.len()
            ),
        };
        let span = |node: &NodeId| first_line(self.file, document.span(*node));
        let mut found = manifest
            .finding_at(PLACEHOLDER, Severity::Info, span(first), message)
            .with_text("no rule judges it");
        for node in others {
            found = found.with_label(span(node), "");
        }
        self.report(found.with_help("check what the tool makes of it that fills it in"));
    }

    fn mistake(&self, manifest: &Manifest, kind: &Kind, mistake: &Mistake) -> Diagnostic {
        let document = manifest.document();
        let words = words(self.file, document, manifest.node(), kind, mistake);
        let rule = if mistake.is_strict() { STRICT } else { DECODE };
        let span = mistake.span(self.file, document);
        let is_managed = mistake.is_in_managed_fields();
        let severity = match is_managed {
            true if mistake.is_strict() => Severity::Info,
            true => Severity::Warning,
            false => Severity::Error,
        };
        let mut diagnostic = manifest
            .finding_at(rule, severity, span, words.message)
            .with_route(mistake.path.clone())
            .with_text(words.label);
        if let Some((span, text)) = words.other {
            diagnostic = diagnostic.with_label(span, text);
        }
        diagnostic.help = words.help.map(Into::into);
        if let Some(Correction { title, safe, changes }) = words.correction
            && let Ok(fix) = manifest.fix(title, safe, &changes)
        {
            diagnostic = diagnostic.with_fix(fix);
        }
        if is_managed {
            let help = "the API server writes `managedFields` itself, and whoever applies the object \
                        needs none of it: take all of it out";
            diagnostic.help = Some(help.into());
            diagnostic.drop_fixes();
        }
        // Where the right field stands there as well, what is said of it is true by itself.
        let is_there = |path: FieldPath| manifest.locate(&path).found;
        if let Some(meant) = words.meant.filter(|meant| !meant.path().is_some_and(is_there)) {
            diagnostic.details_mut().meant = Some(meant);
        }
        diagnostic
    }
}
