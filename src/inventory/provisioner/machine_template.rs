//! Machine templates of Cluster API's infrastructure providers (`AWSMachineTemplate`,
//! `DockerMachineTemplate`, …), and the machine pools of these: what they say of a machine.

use super::{instance_type, is_variable};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::machine_template::{MachineTemplate, Texts};
use crate::inventory::pool::NodeClassRef;
use crate::kubernetes::names::namespace_or_default;
use crate::yaml::cursor::{At, Read};

/// The API group of infrastructure providers.
pub(crate) const GROUP: &str = "infrastructure.cluster.x-k8s.io";

/// Whether a kind of that group is read here.
#[must_use]
pub(crate) fn is_such(kind: &str) -> bool {
    kind.ends_with("MachineTemplate") || kind.ends_with("MachinePool")
}

/// Reads a template. One without a status stands in a file, and says at most the operating system of
/// its machines.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let text = |path: &[&str]| at.find(path).and_then(|at| at.text().ok());
    let (Some(kind), Some(name)) = (text(&["kind"]), text(&["metadata", "name"])) else {
        return Ok(());
    };
    let disk = ["osDisk", "osType"];
    let template = at.find(&["spec", "template"]);
    // Azure's, of machines and of a pool of them; vSphere's.
    let os = template.and_then(|template| {
        let machine = template.get("spec").unwrap_or(template);
        machine.find(&disk).or_else(|| machine.get("os"))
    });
    let spec_os = os.and_then(|os| os.text().ok()).unwrap_or_default().to_lowercase();
    let amazon = match kind {
        "AWSMachineTemplate" => template.and_then(|template| template.get("spec")),
        "AWSMachinePool" => at.find(&["spec", "awsLaunchTemplate"]),
        _ => None,
    };
    let spec_os = amazon.map_or(spec_os, |machine| os_of_image(machine).to_owned());
    let machine = amazon.and_then(|machine| machine.get("instanceType"));
    let machine = machine.and_then(|name| name.text().ok());
    let spec_arch = machine.and_then(instance_type::architecture).unwrap_or_default();
    let has_status = at.get("status").is_some();
    if !has_status && spec_os.is_empty() && spec_arch.is_empty() {
        return Ok(());
    }
    let information = texts(at.find(&["status", "nodeInfo"]));
    let told = |key: &str| {
        let found = information.iter().find(|(known, _)| **known == *key);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    builder.machine_templates.push(MachineTemplate {
        this: NodeClassRef::managed(kind, name),
        namespace: namespace_or_default(text(&["metadata", "namespace"])).into(),
        spec_os: spec_os.into(),
        spec_arch,
        has_status,
        capacity: texts(at.find(&["status", "capacity"])),
        os: told("operatingSystem"),
        arch: told("architecture"),
    });
    Ok(())
}

/// The operating system of a machine of AWS, by how its image is looked up (`pkg/cloud/services/ec2/ami.go` of
/// the provider): for EKS there is Amazon Linux alone, and else its name tells, which by default begins with
/// a distribution of Linux. Of an image's id nobody knows what it is; then it is empty.
fn os_of_image(machine: At<'_>) -> &'static str {
    let text = |path: &[&str]| machine.find(path).and_then(|at| at.text().ok()).unwrap_or_default();
    let has = |path: &[&str]| !text(path).is_empty();
    let is_open = |path: &str| is_variable(text(&[path]));
    if has(&["ami", "id"]) || is_open("imageLookupFormat") || is_open("imageLookupBaseOS") {
        return "";
    }
    if has(&["ami", "eksLookupType"]) {
        return "linux";
    }
    let format = text(&["imageLookupFormat"]);
    let name = format.replace("{{.BaseOS}}", text(&["imageLookupBaseOS"])).to_lowercase();
    let base = text(&["imageLookupBaseOS"]).to_lowercase();
    if name.contains("windows") || format.is_empty() && base.contains("windows") {
        "windows"
    } else if format.is_empty() || format.contains("BaseOS") {
        "linux"
    } else {
        ""
    }
}

/// A map of texts; the autoscaler takes nothing of one that holds something else
/// (`NestedStringMap`).
fn texts(at: Option<At<'_>>) -> Texts {
    let entries = at.and_then(|at| at.entries().ok()).unwrap_or_default();
    let pair = |(_, at): &(_, At<'_>)| Some((at.key().into(), at.text().ok()?.into()));
    entries.iter().map(pair).collect::<Option<_>>().unwrap_or_default()
}
