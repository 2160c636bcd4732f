//! A DaemonSet's placement beside its manifest, and what is said of it in words.

use crate::diagnostic::Diagnostic;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::pod_admission::{Change, Plugin};
use crate::manifest::Manifest;
use crate::planner::demand::{DEVICE_CLASS, Waits};
use crate::planner::rollout::Strategy;
use crate::planner::template::{field, of_template, template_path};
use crate::planner::{DaemonSetIx, Otherwise, Placement, Verdict};
use crate::rules::{Judged, PodPolicies, replace_command, restart_command};
use crate::words::count;
use crate::words::escape::escape;

/// What stands in a manifest at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The line, from 1, of the field, or of what encloses it where it is not written.
    pub line: u32,
    /// The value, if the field is there and a scalar.
    pub value: Option<String>,
}

/// A DaemonSet's placement beside its manifest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned<'a> {
    /// Its place in the run.
    pub place: DaemonSetIx,
    /// Where its pods go.
    pub placement: &'a Placement,
    /// What keeps them waiting.
    pub waits: &'a Waits,
    /// What may become of them instead, by chance.
    pub otherwise: &'a [Otherwise],
    /// What is expected of its placement.
    pub expectations: &'a [Judged],
    /// What policies make of them, where any are asked.
    pub policies: Option<&'a PodPolicies>,
    /// Where it is written.
    pub manifest: &'a Manifest,
    /// The API server would refuse it as it is.
    pub refused: bool,
    /// What the API server would refuse in it as an update of the old one.
    pub objections: &'a [Diagnostic],
    /// The namespace where one of its name is left.
    pub left: Option<&'a str>,
    /// The alternative that it belongs to, where there are any.
    pub deployment: Option<&'a str>,
}

impl<'a> Planned<'a> {
    /// The manifest's file, as shown; of a chart that was rendered, the template.
    #[must_use]
    pub(crate) fn file(&self) -> &'a str {
        let file = self.manifest.file();
        let start = self.manifest.document().span(self.manifest.node()).start;
        let template = file.rendered().and_then(|_| file.template_at(start));
        template.unwrap_or_else(|| file.name())
    }

    /// What stands in the manifest at a field.
    #[must_use]
    pub(crate) fn written(&self, field: &FieldPath) -> Written {
        let document = self.manifest.document();
        let location = self.manifest.locate(field);
        let span = location.span(document);
        let text = document.as_str(location.node).map(str::to_owned);
        let value = text.or_else(|| document.literal(location.node));
        Written {
            line: self.manifest.file().position(span.start).line,
            value: match self.manifest.is_known(field) {
                true => value.filter(|_| location.found),
                // Not what stands in for it.
                false => location.found.then(|| self.as_written(field)),
            },
        }
    }

    /// Until when a pod stays where none is wanted any more and nothing puts it out.
    #[must_use]
    pub(crate) fn stays_until(&self) -> &'static str {
        match self.manifest.daemon_set().map(Strategy::of) {
            Some(Strategy::OnDelete) => "until it is deleted by hand",
            _ => "until the next update, which deletes it",
        }
    }

    /// `namespace/name`, safe to show.
    #[must_use]
    pub(crate) fn title(&self) -> String {
        format!("{}/{}", escape(&self.placement.namespace), escape(&self.placement.name))
    }

    /// The place of a field for the end of a line: the file's own name and the line.
    pub(in crate::report) fn place(&self, field: Option<&FieldPath>) -> Option<String> {
        let written = self.written(field?);
        let name = self.file().rsplit(['/', '\\']).next().unwrap_or_default();
        // No line of a template is one of what it renders to.
        if self.manifest.file().rendered().is_some() {
            return Some(escape(name).into_owned());
        }
        Some(format!("{}:{}", escape(name), written.line))
    }

    /// Whether the API server would refuse it, as it is or as an update.
    #[must_use]
    pub(crate) const fn is_refused(&self) -> bool {
        self.refused || !self.objections.is_empty()
    }

    /// What is to be said of it before its nodes: that the API server refuses it, and which
    /// objects change its pods on their way.
    #[must_use]
    pub(crate) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.refused {
            let file = escape(self.file());
            remarks.push(format!(
                "the API server refuses this manifest as it is: daemonlint check {file}"
            ));
        }
        remarks.extend(self.update_refused());
        if let Some(left) = self.left {
            let name = escape(&self.placement.name);
            let left = escape(left);
            remarks.push(format!(
                "a second DaemonSet: {left}/{name} keeps running beside it until it is deleted \
                 (kubectl delete daemonset {name} -n {left})"
            ));
        }
        remarks.extend(self.pods_refused());
        remarks.extend(self.gated());
        remarks.extend(self.in_any_order());
        remarks.extend(self.by_chance());
        remarks.extend(self.not_known().map(|said| format!("not known: {}", escape(&said))));
        remarks.extend(self.taken_into_account());
        remarks
    }

    /// Whether no pod of it will come, or every one of them waits.
    pub(super) fn refusal_or_gate(&self) -> bool {
        self.pods_refused().is_some() || self.gated().is_some()
    }

    /// That the API server refuses the update, why, and the way out.
    fn update_refused(&self) -> Option<String> {
        let first = self.objections.first()?;
        let line = first.file.position(first.primary.span.start).line;
        let file = self.file().rsplit(['/', '\\']).next().unwrap_or_default();
        let more = match self.objections.len() {
            1 => String::new(),
            all => format!(" and {} more", all - 1),
        };
        let is_selector = first.route.to_string() == "spec.selector";
        let way_out = match is_selector {
            true => format!(
                "; keep the old selector, take another name, or before applying: {}, and afterwards, \
                 where old pods are adopted: {}",
                replace_command(self.manifest),
                restart_command(self.manifest)
            ),
            false => String::new(),
        };
        let said = format!(
            "the API server refuses this update: {} ({file}:{line}){more}{way_out}",
            first.message
        );
        Some(escape(&said).into_owned())
    }

    /// That the API server refuses its pods, who and why.
    fn pods_refused(&self) -> Option<String> {
        let refusal = self.placement.refusal.as_ref()?;
        let refused = self.placement.count(Verdict::is_refused);
        let wanted = self.placement.desired();
        let pods = match (refused, wanted) {
            // Of a new DaemonSet no pod is asked for, of an old one each.
            _ if self.refused && refusal.plugin == Plugin::NamespaceLifecycle => {
                "all that is new,".to_owned()
            }
            (0, 0) => "every pod".to_owned(),
            (0, _) => return None,
            (refused, wanted) if refused == wanted => "every pod".to_owned(),
            (refused, wanted) => format!("{refused} of {wanted} pods, by chance which,"),
        };
        let object = refusal.object.as_ref().map(|object| {
            let namespace = object.namespace.iter().map(|name| format!("{name}/"));
            let name = format!("{}{}", namespace.collect::<String>(), object.name);
            match object.kind == refusal.plugin.as_str() {
                true => format!(" {name}"),
                false => format!(" ({} {name})", object.kind),
            }
        });
        let place = refusal.field().and_then(|field| self.place(Some(&of_template(field))));
        let said = format!(
            "the API server refuses {pods} {}{}: {}",
            refusal.plugin,
            object.unwrap_or_default(),
            refusal.words().join("; ")
        );
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        Some(format!("{}{place}", escape(&said)))
    }

    /// That who comes first decides where its pods run, or how many do.
    fn by_chance(&self) -> Option<String> {
        let placement = self.placement;
        let nodes = placement.count(|verdict| verdict.chance);
        if nodes == 0 || !self.otherwise.is_empty() {
            return None;
        }
        let many = self.how_many();
        Some(format!(
            "{many}, and where is chance: on {} it hangs on which pods come first",
            count(nodes, "node")
        ))
    }

    /// How many pods run, at least and at most where that is chance.
    fn how_many(&self) -> String {
        match self.placement.range {
            Some((least, most)) if least < most => format!("{least} to {most} pods run"),
            _ => format!("{} run", count(self.placement.running(), "pod")),
        }
    }

    /// That its pods hang on an order that nobody sets, and what comes of it.
    pub(crate) fn in_any_order(&self) -> impl Iterator<Item = String> {
        self.otherwise.iter().map(|other| {
            let said = other.said();
            let many = match self.placement.count(|verdict| verdict.chance) {
                0 => String::new(),
                _ => format!(": {}", self.how_many()),
            };
            format!("{}{many}", escape(&said))
        })
    }

    /// What its pods name, of which nobody knows whether it is there, and what is still to be filled
    /// in of what they ask of nodes.
    pub(crate) fn not_known(&self) -> impl Iterator<Item = String> {
        let unknown = self.waits.unknown.iter();
        let unknown = unknown.map(|one| match one.name.as_str() {
            class if one.kind == DEVICE_CLASS => {
                format!("whether a device of the DeviceClass {class} is free")
            }
            "" => format!("which {} its volume claim gets", one.kind),
            name => format!("whether the {} {name} is there", one.kind),
        });
        let where_to = match self.placement.open() {
            0 => None,
            open => Some(format!(
                "whether {} a pod: it hangs on what is still to be filled in",
                if open == 1 { "1 node gets".to_owned() } else { format!("{open} nodes get") }
            )),
        };
        let policies = self.policies.into_iter().flat_map(|all| &all.unknown);
        let policies = policies.map(|said| format!("whether {said}"));
        where_to.into_iter().chain(self.open_needs()).chain(unknown).chain(policies)
    }

    /// What is still to be filled in of what its containers ask for.
    fn open_needs(&self) -> Vec<String> {
        let spec = self.manifest.daemon_set().and_then(|one| one.spec.template.spec.as_ref());
        let Some(spec) = spec.filter(|_| self.manifest.has_unknown()) else { return Vec::new() };
        let mut said = Vec::new();
        let init = spec.init_containers.iter().flatten();
        let lists = [("containers", spec.containers.len()), ("initContainers", init.count())];
        for (list, number) in lists {
            for place in 0..number {
                let path = template_path([field(list), Step::Index(place)]);
                let is_open = |name| !self.manifest.is_known(&path.clone().field(name));
                let name = self.written(&path.clone().field("name")).value.unwrap_or_default();
                if is_open("resources") {
                    said.push(format!("what `{name}` asks for: its resources are to be filled in"));
                }
            }
        }
        said
    }

    /// That its pods are created and not scheduled before somebody opens their gates.
    fn gated(&self) -> Option<String> {
        let spec = self.manifest.daemon_set()?.spec.template.spec.as_ref()?;
        let gates: Vec<&str> =
            spec.scheduling_gates.iter().flatten().map(|gate| gate.name.as_str()).collect();
        let gate = gates.first()?;
        let more = match gates.len() {
            1 => String::new(),
            all => format!(" and {} more", all - 1),
        };
        let gate = escape(gate);
        Some(format!("every pod waits until the scheduling gate {gate}{more} is taken off it"))
    }

    /// The objects that change its pods on their way, with what they do; none where none does.
    #[must_use]
    pub(crate) fn taken_into_account(&self) -> Option<String> {
        let changes = self
            .placement
            .changes
            .iter()
            .filter(|change| !matches!(change, Change::RequestsFromLimits | Change::HostPorts));
        let changes: Vec<String> = changes.map(ToString::to_string).collect();
        let said = changes.join(", ");
        (!said.is_empty()).then(|| format!("taken into account: {}", escape(&said)))
    }
}
