//! Objects that are read whole, since they describe many nodes: the short form, and what
//! provisioners make nodes from.

use super::builder::InventoryBuilder;
use super::error::Problem;
use super::provisioner::{
    capa, capz, cluster_api, cluster_class, eksctl, gardener, gke, karpenter, kops,
    machine_template, node_claim, node_class, openshift,
};
use super::short;
use crate::source::SourceFile;
use crate::yaml::cursor::{At, Read, Wrong};
use crate::yaml::parse_stream;

/// Reads an object, or says what is wrong with it.
type Reader = fn(At<'_>, &mut InventoryBuilder) -> Read<()>;

/// The objects that are read whole: group, kind, how.
const KINDS: [(&str, &str, Reader); 21] = [
    (short::GROUP, short::KIND, short::read),
    ("karpenter.sh", "NodePool", karpenter::read),
    ("karpenter.sh", "NodeClaim", node_claim::read),
    ("karpenter.k8s.aws", "EC2NodeClass", node_class::read_ec2),
    ("karpenter.azure.com", "AKSNodeClass", node_class::read_azure),
    ("cluster.x-k8s.io", "MachineDeployment", cluster_api::read),
    ("cluster.x-k8s.io", "MachineSet", cluster_api::read),
    ("cluster.x-k8s.io", "MachinePool", cluster_api::read),
    ("cluster.x-k8s.io", "Cluster", cluster_class::read),
    ("infrastructure.cluster.x-k8s.io", "AWSManagedMachinePool", capa::read),
    ("infrastructure.cluster.x-k8s.io", "AzureManagedMachinePool", capz::read),
    ("infrastructure.cluster.x-k8s.io", "AzureASOManagedMachinePool", capz::read_carrier),
    ("containerservice.azure.com", "ManagedClustersAgentPool", capz::read_agent_pool),
    ("infrastructure.cluster.x-k8s.io", "GCPManagedMachinePool", gke::read_managed),
    ("machine.openshift.io", "MachineSet", openshift::read),
    ("autoscaling.openshift.io", "MachineAutoscaler", openshift::read_autoscaler),
    ("container.cnrm.cloud.google.com", "ContainerNodePool", gke::read_connector),
    ("eksctl.io", "ClusterConfig", eksctl::read),
    ("kops.k8s.io", "InstanceGroup", kops::read),
    // As kops wrote it once, and still reads it.
    ("kops", "InstanceGroup", kops::read),
    ("core.gardener.cloud", "Shoot", gardener::read),
];

/// A kind of object that is read whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole(Reader);

impl Whole {
    /// What an object is, by its apiVersion and kind.
    #[must_use]
    pub(super) fn of(api_version: &str, kind: &str) -> Option<Self> {
        let (group, _) = api_version.split_once('/')?;
        let is = |(known, of, _): &&(&str, &str, Reader)| (*known, *of) == (group, kind);
        let known = KINDS.iter().find(is).map(|(.., reader)| *reader);
        // Each provider has kinds of its own.
        let template = group == machine_template::GROUP && machine_template::is_such(kind);
        known.or(template.then_some(machine_template::read as Reader)).map(Self)
    }

    /// Reads such an object from its text, which begins in that column of its first line.
    ///
    /// # Errors
    /// The object is refused.
    pub(super) fn read(
        self,
        text: &str,
        column: usize,
        builder: &mut InventoryBuilder,
    ) -> Result<(), Problem> {
        let file = SourceFile::new("", text);
        let problem = |wrong: Wrong| {
            let place = file.position(wrong.span.start);
            let first = if place.line == 1 { column - 1 } else { 0 };
            Problem::At {
                line: place.line as usize - 1,
                column: place.column as usize + first,
                message: wrong.message,
            }
        };
        for document in parse_stream(&file) {
            let document = document
                .map_err(|error| problem(Wrong { span: error.span, message: error.to_string() }))?;
            let root = At::root(&document);
            root.no_duplicates().map_err(problem)?;
            (self.0)(root, builder).map_err(problem)?;
        }
        Ok(())
    }
}
