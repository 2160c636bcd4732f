//! The NodePools that EKS Auto Mode brings along: `general-purpose` and `system`.

use crate::inventory::builder::InventoryBuilder;
use crate::source::SourceFile;
use crate::yaml::cursor::{At, Read};
use crate::yaml::parse_stream;

use super::karpenter;

/// What both require: machines of the families C, M and R, of the fifth generation or later, on demand.
const BOTH: &str = "
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: NAME}
spec:
  template:
    spec:
      nodeClassRef: {group: eks.amazonaws.com, kind: NodeClass, name: default}
      taints: [TAINTS]
      requirements:
        - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
        - {key: eks.amazonaws.com/instance-category, operator: In, values: [c, m, r]}
        - {key: eks.amazonaws.com/instance-generation, operator: Gt, values: ['4']}
        - {key: kubernetes.io/arch, operator: In, values: [ARCHITECTURES]}
        - {key: kubernetes.io/os, operator: In, values: [linux]}
";

/// Name, taints, architectures.
const POOLS: [(&str, &str, &str); 2] = [
    ("general-purpose", "", "amd64"),
    ("system", "{key: CriticalAddonsOnly, effect: NoSchedule}", "amd64, arm64"),
];

/// Reads which of them an eksctl `autoModeConfig` turns on: without a list, both.
///
/// # Errors
/// At the first mistake in what is read.
pub(super) fn read(config: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    if !config.get("enabled").map(At::flag).transpose()?.unwrap_or_default() {
        return Ok(());
    }
    let wanted = config.get("nodePools").map(At::texts).transpose()?;
    for (name, taints, architectures) in POOLS {
        if wanted.as_ref().is_some_and(|all| all.iter().all(|(_, one)| *one != name)) {
            continue;
        }
        let text = BOTH.replace("NAME", name).replace("TAINTS", taints);
        let text = text.replace("ARCHITECTURES", architectures);
        let file = SourceFile::new("", text.as_str());
        for document in parse_stream(&file).into_iter().flatten() {
            // What is built in is no mistake of what is read.
            karpenter::read(At::root(&document), builder)
                .map_err(|wrong| config.wrong(wrong.message))?;
        }
    }
    Ok(())
}
