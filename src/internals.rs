//! What the tests and the benches look at inside the house: they hold single pieces against
//! Kubernetes' own records. It is no interface: whoever uses the library finds all of it at the
//! crate's root. Everything that stands neither there nor here can be seen to be unused.
#![allow(missing_docs)]

pub mod config {
    pub use crate::config::{ConfigError, Loaded, of_text};
}

pub mod diagnostic {
    pub use crate::diagnostic::{Diagnostic, Fix, Severity};
}

pub mod fix {
    pub use crate::fix::apply;
}

pub mod inventory {
    pub use crate::inventory::{Error, Inventory, Loader, Node, NodeIx, Pod, Pool, Resource};
    pub mod ix {
        pub use crate::inventory::ix::Ix;
    }
    pub mod pack {
        pub use crate::inventory::pack::{Options, pack};
    }
    pub mod short {
        pub use crate::inventory::short::{API_VERSION, FIELDS, KIND, SCHEMA};
        pub mod groups {
            pub use crate::inventory::short::groups::GROUP_FIELDS;
        }
        pub mod pods {
            pub use crate::inventory::short::pods::{NAMESPACE_FIELDS, POD_FIELDS};
        }
        pub mod pools {
            pub use crate::inventory::short::pools::POOL_FIELDS;
        }
    }
}

pub mod kubernetes {
    pub mod disabled_fields {
        pub use crate::kubernetes::disabled_fields::{
            Fate, disabled_fields, without_disabled_fields,
        };
    }
    pub mod field {
        pub use crate::kubernetes::field::{
            CompactPath, FieldError, FieldErrors, FieldPath, Path, Reason, RoutePattern, Step,
        };
    }
    pub mod label_selector {
        pub use crate::kubernetes::label_selector::Selector;
    }
    pub mod node_affinity {
        pub use crate::kubernetes::node_affinity::RequiredNodeAffinity;
    }
    pub mod pod_admission {
        pub use crate::kubernetes::pod_admission::{
            AdmissionContext, OptionalPlugin, Plugin, QuotaUse, Refusal, admit, are_let_in,
            labels_are_accepted, limit_range_is_accepted, refuses_daemon_set, refuses_object,
        };
    }
    pub mod quantity {
        pub use crate::kubernetes::quantity::{Quantity, canonical};
    }
    pub mod release {
        pub use crate::kubernetes::release::{Gate, Release, Version};
    }
    pub mod resources {
        pub use crate::kubernetes::resources::pod_requests;
    }
    pub mod toleration {
        pub use crate::kubernetes::toleration::{
            NO_EXECUTE, NO_SCHEDULE, add_daemon_pod_tolerations, tolerates, untolerated,
        };
    }
    pub mod validation {
        pub use crate::kubernetes::validation::validate_daemon_set_update;
    }
}

pub mod lsp {
    pub use crate::lsp::{Ended, serve_on};
}

pub mod manifest {
    pub use crate::manifest::{
        Loaded, Manifest, Object, Options, Reading, Setup, Surroundings, Workspace, admission, load,
    };
    pub mod schema {
        pub use crate::manifest::schema::{Fields, Kind, Type, lookup};
    }
    pub mod suppression {
        pub use crate::manifest::suppression::{Terms, sift};
    }
}

pub mod pipeline {
    pub use crate::pipeline::{Against, Run};
}

pub mod planner {
    pub use crate::planner::{Candidate, Company, DaemonSetIx, Doubts, Fleet, Reason, Verdict};
    pub mod capacity {
        pub use crate::planner::capacity::{Budget, Collision, Excess, LedgerEntry, ScaleDown};
    }
    pub mod change {
        pub use crate::planner::change::{Changes, Group, NodeOf, Updates, compare, field_changes};
    }
    pub mod daemon_pod {
        pub use crate::planner::daemon_pod::daemon_pod;
    }
    pub mod rollout {
        pub use crate::planner::rollout::{
            NodeGroup, Obstacle, OldPod, Rollout, Scenario, Strategy, forecast,
        };
        pub mod run {
            pub use crate::planner::rollout::run::run;
        }
        pub mod state {
            pub use crate::planner::rollout::state::{NodeState, Phase, PodId, PodState, State};
        }
        pub mod sync {
            pub use crate::planner::rollout::sync::{Choice, Status, Sync};
        }
    }
    pub mod why {
        pub use crate::planner::why::{Outcome, why};
    }
}

pub mod report {
    pub use crate::report::Screen;
    pub mod check {
        pub use crate::report::check::{FORMATS, Findings, render};
    }
    pub mod plan {
        pub use crate::report::plan::{Asked, FORMATS, Told};
    }
    pub mod shared {
        pub mod format {
            pub use crate::report::shared::format::Audience;
        }
    }
}

pub mod rules {
    pub use crate::rules::own::OwnRule;
    pub use crate::rules::search::search;
    pub use crate::rules::{Baseline, RuleSet, Selection};
    pub mod policy {
        pub use crate::rules::cel::policy::{
            AnnotationAction, CompiledPolicy, Known, Operation, Request, Verdict, matches,
        };
    }
}

pub mod source {
    pub use crate::source::{Edit, Input, SourceFile, Sources, Span, edit};
    pub mod read {
        pub use crate::source::read::decode;
    }
    pub mod walk {
        pub use crate::source::walk::walk;
    }
}

pub mod yaml {
    pub use crate::yaml::{
        Document, MAX_DEPTH, NodeId, Problem, Style, Value, parse_document, parse_stream,
    };
    pub mod edit {
        pub use crate::yaml::edit::{Change, Edits, Fragment, edits};
    }
    pub mod comment {
        pub use crate::yaml::comment::comments;
    }
    pub mod path {
        pub use crate::yaml::path::{locate, parse, path_at};
    }
}
