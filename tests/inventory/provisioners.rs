//! Karpenter, Cluster API and eksctl.

use insta::assert_snapshot;

use crate::{read, refuse, show_pools};

#[test]
fn the_fixtures_pools_are_read() {
    let text = std::fs::read_to_string("fixtures/inventory/provisioners.yaml").unwrap();
    assert_snapshot!(show_pools(&read(&text)), @r#"
    0 general: (new node) [beta.kubernetes.io/os=linux example.com/team=platform karpenter.k8s.aws/ec2nodeclass=default karpenter.sh/initialized=true karpenter.sh/nodepool=general karpenter.sh/registered=true kubernetes.io/hostname=(new node) kubernetes.io/os=linux] [] ready pool=- room=?
      open: karpenter.k8s.aws/instance-category [In(["c", "m", "r"])], karpenter.k8s.aws/instance-generation [GreaterThan(4)], karpenter.sh/capacity-type [In(["spot", "on-demand"])], kubernetes.io/arch [In(["amd64", "arm64"]), In(["amd64", "arm64"])], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/arch [In(["amd64", "arm64"]), In(["amd64", "arm64"])], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup: node.cilium.io/agent-not-ready closed: None
    0 gpu: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=g6.xlarge beta.kubernetes.io/os=linux karpenter.sh/capacity-type=on-demand karpenter.sh/initialized=true karpenter.sh/nodepool=gpu karpenter.sh/registered=true kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=g6.xlarge] [nvidia.com/gpu=present:NoSchedule] ready pool=- room=?
      open: topology.kubernetes.io/zone [], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 retired: (new node) [beta.kubernetes.io/os=linux karpenter.sh/initialized=true karpenter.sh/nodepool=retired karpenter.sh/registered=true kubernetes.io/hostname=(new node) kubernetes.io/os=linux] [] ready pool=- room=?
      open: karpenter.sh/capacity-type [In(["on-demand", "reserved", "spot"])], kubernetes.io/arch [], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/arch [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: Some("its limits allow no node")
    0 storage: (new node) [beta.kubernetes.io/arch=amd64 example.com/disk=nvme kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) node-role.kubernetes.io/storage=] [example.com/storage=true:NoSchedule] ready pool=- room=pods 110 cpu 4000 memory 16000000000
      open: kubernetes.io/os [], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/os [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region [], node.kubernetes.io/windows-build [] or missing
      startup:  closed: None
    0 ingress: (new node) [alpha.eksctl.io/cluster-name=prod alpha.eksctl.io/nodegroup-name=ingress beta.kubernetes.io/arch=arm64 beta.kubernetes.io/instance-type=c7g.large beta.kubernetes.io/os=linux eks.amazonaws.com/capacityType=ON_DEMAND eks.amazonaws.com/nodegroup=ingress example.com/role=ingress failure-domain.beta.kubernetes.io/region=eu-west-1 kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=c7g.large topology.kubernetes.io/region=eu-west-1] [example.com/ingress=:NoSchedule] ready pool=- room=?
      open: topology.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/zone []
      startup:  closed: None
    0 windows: (new node) [alpha.eksctl.io/cluster-name=prod alpha.eksctl.io/nodegroup-name=windows beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=m6i.large beta.kubernetes.io/os=windows failure-domain.beta.kubernetes.io/region=eu-west-1 kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=windows node.kubernetes.io/instance-type=m6i.large topology.kubernetes.io/region=eu-west-1] [] ready pool=- room=?
      open: topology.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/zone [], node.kubernetes.io/windows-build []
      startup:  closed: None
    "#);
}

#[test]
fn nodes_that_exist_belong_to_their_pool() {
    let text = "\
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: general}
spec: {template: {spec: {requirements: [{key: zone, operator: NotIn, values: [b]}]}}}
---
apiVersion: v1
items:
- apiVersion: v1
  kind: Node
  metadata: {name: n-1, labels: {karpenter.sh/nodepool: general}}
- apiVersion: v1
  kind: Node
  metadata: {name: n-2, labels: {karpenter.sh/nodepool: other}}
kind: List
";
    let inventory = read(text);
    let pools: Vec<_> = inventory.nodes.iter().map(|node| node.pool).collect();
    assert_eq!(pools, [Some(daemonlint::internals::inventory::ix::Ix::new(0)), None]);
    assert_eq!(inventory.pools.first().unwrap().count, 0);
}

#[test]
fn a_list_as_kubectl_prints_it_is_read_as_well() {
    let text = "\
apiVersion: v1
items:
- apiVersion: karpenter.sh/v1
  kind: NodePool
  metadata:
    name: a
  spec:
    template:
      spec:
        taints:
        - effect: NoSchedule
          key: gpu
  status:
    conditions:
    - status: \"True\"
      type: Ready
    resources:
      cpu: \"0\"
- apiVersion: karpenter.sh/v1
  kind: NodePool
  metadata:
    name: b
  spec:
    template:
      spec:
        taints:
        - effect: Sometimes
          key: gpu
kind: List
";
    assert_snapshot!(refuse(text), @"input:27:11: `Sometimes` is not a taint's effect: those are NoSchedule, PreferNoSchedule, NoExecute");
    let inventory = read(&text.replace("Sometimes", "NoExecute"));
    let names: Vec<_> = inventory.pools.iter().map(|pool| &*pool.name).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn requirements_are_taken_together() {
    let pool = |requirements: &str| {
        let text = format!(
            "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {{name: p}}\nspec: {{template: {{spec: {{requirements: [{requirements}]}}}}}}\n"
        );
        let inventory = read(&text);
        let key = inventory.symbols.find("k").unwrap();
        let pool = inventory.pools.first().unwrap();
        let label = pool.template.labels.get(key).map(|value| inventory.text(value).to_owned());
        let open = pool.open.iter().find(|open| open.key == key);
        let open = open.map(|o| format!("{:?} {}", o.tests, o.may_be_missing));
        format!("{label:?} {open:?} {:?}", pool.closed)
    };
    let all = [
        pool("{key: k, operator: In, values: [a, b]}, {key: k, operator: NotIn, values: [b]}"),
        pool("{key: k, operator: In, values: [a]}, {key: k, operator: NotIn, values: [a]}"),
        pool("{key: k, operator: Exists}, {key: k, operator: DoesNotExist}"),
        pool("{key: k, operator: DoesNotExist}"),
        pool("{key: k, operator: NotIn, values: [a]}"),
        pool("{key: k, operator: Gte, values: ['3']}, {key: k, operator: Lte, values: ['9']}"),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    Some("a") None None
    None Some("[In([\"a\"]), NotIn([\"a\"])] false") Some("its requirements contradict each other")
    None None Some("its requirements contradict each other")
    None None None
    None Some("[NotIn([\"a\"])] false") None
    None Some("[GreaterThan(2), LessThan(10)] false") None
    "#);
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let all = [
        refuse("apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: {}\n"),
        refuse(
            "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: p}\nspec:\n  template:\n    spec:\n      taints:\n      - {key: a, effect: Never}\n",
        ),
        refuse(
            "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: p}\nspec: {limits: {cpu: lots}}\n",
        ),
        refuse(
            "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nnodeGroups: [{labels: {a: b}}]\n",
        ),
    ];
    assert_snapshot!(all.join("\n"), @"
    input:1:1: a NodePool without metadata.name
    input:8:9: `Never` is not a taint's effect: those are NoSchedule, PreferNoSchedule, NoExecute
    input:4:22: `lots` as a limit of cpu is not a number with an optional suffix, as in `500m` or `1.5Gi`
    input:3:14: a node group without a name
    ");
}

#[test]
fn node_groups_of_other_tools_are_read() {
    let text = std::fs::read_to_string("fixtures/inventory/node_groups.yaml").unwrap();
    assert_snapshot!(show_pools(&read(&text)), @r#"
    0 line: (new node) [kubernetes.io/hostname=(new node) node-role.kubernetes.io/line=] [] ready pool=- room=?
      open: kubernetes.io/os [], kubernetes.io/arch [], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/os [], beta.kubernetes.io/arch [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region [], node.kubernetes.io/windows-build [] or missing
      startup:  closed: None
    0 ocp-worker-a: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=m6i.xlarge beta.kubernetes.io/os=linux failure-domain.beta.kubernetes.io/region=eu-west-1 failure-domain.beta.kubernetes.io/zone=eu-west-1a kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node-role.kubernetes.io/infra= node-role.kubernetes.io/worker= node.kubernetes.io/instance-type=m6i.xlarge node.openshift.io/os_id=rhel topology.kubernetes.io/region=eu-west-1 topology.kubernetes.io/zone=eu-west-1a] [node-role.kubernetes.io/infra=:NoSchedule] ready pool=- room=pods 110 cpu 4000 memory 17179869184
      open: 
      startup:  closed: None
    0 shop-pool: (new node) [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/instance-type=m7g.large beta.kubernetes.io/os=linux eks.amazonaws.com/capacityType=SPOT eks.amazonaws.com/nodegroup=shop example.com/shop=yes kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=m7g.large] [example.com/shop=only:NoSchedule] ready pool=- room=?
      open: topology.kubernetes.io/zone [], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 spot: (new node) [agentpool=spot beta.kubernetes.io/instance-type=Standard_D4s_v5 beta.kubernetes.io/os=linux example.com/shop=yes kubernetes.azure.com/agentpool=spot kubernetes.azure.com/mode=user kubernetes.azure.com/scalesetpriority=spot kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=Standard_D4s_v5] [kubernetes.azure.com/scalesetpriority=spot:NoSchedule] ready pool=- room=?
      open: kubernetes.io/arch [In(["amd64", "arm64"])], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/arch [In(["amd64", "arm64"])], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 shop-gke: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=e2-standard-4 beta.kubernetes.io/os=linux cloud.google.com/gke-nodepool=shop-gke example.com/shop=yes kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=e2-standard-4] [example.com/shop=only:NoExecute] ready pool=- room=?
      open: topology.kubernetes.io/zone [], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: Some("its largest size is 0")
    0 vision: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=n1-standard-8 beta.kubernetes.io/os=linux cloud.google.com/gke-accelerator=nvidia-tesla-t4 cloud.google.com/gke-nodepool=vision cloud.google.com/gke-spot=true example.com/use=vision kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=n1-standard-8] [example.com/use=vision:PreferNoSchedule nvidia.com/gpu=present:NoSchedule] ready pool=- room=?
      open: topology.kubernetes.io/zone [], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 nodes-west: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/os=linux example.com/tier=west kops.k8s.io/instancegroup=nodes-west kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node-role.kubernetes.io/node=] [example.com/tier=west:NoSchedule] ready pool=- room=?
      open: node.kubernetes.io/instance-type [In(["t3.large", "t3a.large"])], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/instance-type [In(["t3.large", "t3a.large"])], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 control: (new node) [beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=t3.large beta.kubernetes.io/os=linux kops.k8s.io/instancegroup=control kops.k8s.io/kops-controller-pki= kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node-role.kubernetes.io/control-plane= node.kubernetes.io/exclude-from-external-load-balancers= node.kubernetes.io/instance-type=t3.large] [node-role.kubernetes.io/control-plane=:NoSchedule] ready pool=- room=?
      open: topology.kubernetes.io/zone [], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 apples: (new node) [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/instance-type=m5.large beta.kubernetes.io/os=linux example.com/fruit=apple failure-domain.beta.kubernetes.io/region=eu-central-1 kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=m5.large topology.kubernetes.io/region=eu-central-1 worker.garden.sapcloud.io/group=apples worker.gardener.cloud/cri-name=containerd worker.gardener.cloud/pool=apples worker.gardener.cloud/system-components=true] [] ready pool=- room=?
      open: topology.kubernetes.io/zone [In(["eu-central-1a", "eu-central-1b"])], failure-domain.beta.kubernetes.io/zone [In(["eu-central-1a", "eu-central-1b"])]
      startup: node.gardener.cloud/critical-components-not-ready closed: None
    0 general-x7k2p: (new node) [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/instance-type=c6g.large beta.kubernetes.io/os=linux failure-domain.beta.kubernetes.io/zone=eu-west-1b karpenter.k8s.aws/ec2nodeclass=default karpenter.k8s.aws/instance-category=c karpenter.k8s.aws/instance-family=c6g karpenter.k8s.aws/instance-generation=6 karpenter.k8s.aws/instance-size=large karpenter.sh/initialized=true karpenter.sh/nodepool=general karpenter.sh/registered=true kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=c6g.large topology.kubernetes.io/zone=eu-west-1b] [] ready pool=- room=pods 29 cpu 1930 memory 3250585600
      open: karpenter.sh/capacity-type [In(["on-demand", "reserved", "spot"])], topology.kubernetes.io/region [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 rocket: (new node) [alpha.eksctl.io/cluster-name=own alpha.eksctl.io/nodegroup-name=rocket beta.kubernetes.io/arch=amd64 beta.kubernetes.io/instance-type=m5.large beta.kubernetes.io/os=linux example.com/set=1 failure-domain.beta.kubernetes.io/region=eu-west-1 kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=m5.large topology.kubernetes.io/region=eu-west-1] [example.com/set=1:NoSchedule example.com/set=1:NoExecute] ready pool=- room=?
      open: topology.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/zone []
      startup:  closed: None
    0 azure: (new node) [beta.kubernetes.io/os=linux karpenter.azure.com/aksnodeclass=default karpenter.azure.com/sku-family=D karpenter.sh/initialized=true karpenter.sh/nodepool=azure karpenter.sh/registered=true kubernetes.io/hostname=(new node) kubernetes.io/os=linux] [] ready pool=- room=?
      open: karpenter.sh/capacity-type [In(["on-demand", "reserved", "spot"])], kubernetes.io/arch [In(["amd64", "arm64"])], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/arch [In(["amd64", "arm64"])], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    "#);
}

#[test]
fn a_node_class_is_found_however_its_group_is_written() {
    for group in [
        "group: karpenter.k8s.aws",
        "apiVersion: karpenter.k8s.aws/v1beta1",
        "group: karpenter.k8s.aws/v1",
    ] {
        let text = format!(
            "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {{name: p}}\nspec: {{template: {{spec: {{nodeClassRef: {{{group}, kind: EC2NodeClass, name: c}}}}}}}}\n---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {{name: c}}\nspec: {{amiFamily: AL2023}}\n"
        );
        let inventory = read(&text);
        let template = &inventory.pools.first().unwrap().template;
        assert_eq!(inventory.label(template, "kubernetes.io/os"), Some("linux"), "{group}");
        assert_eq!(
            inventory.label(template, "karpenter.k8s.aws/ec2nodeclass"),
            Some("c"),
            "{group}"
        );
    }
}

#[test]
fn machines_of_openshift_are_as_large_as_either_annotation_says() {
    let room = |annotations: &str| {
        let text = format!(
            "apiVersion: machine.openshift.io/v1beta1\nkind: MachineSet\nmetadata:\n  name: lathe\n  annotations:\n    \
             machine.openshift.io/cluster-api-autoscaler-node-group-max-size: \"2\"\n{annotations}spec:\n  replicas: 0\n"
        );
        let shown = show_pools(&read(&text));
        let (_, room) = shown.lines().next().unwrap().split_once("room=").unwrap();
        format!("{room} {}", shown.lines().last().unwrap().trim())
    };
    let sized =
        "    machine.openshift.io/vCPU: \"8\"\n    machine.openshift.io/memoryMb: \"2048\"\n";
    let own = "    capacity.cluster-autoscaler.kubernetes.io/";
    let all = [
        room(&format!("{sized}    machine.openshift.io/GPU: \"0\"\n")),
        room(&format!(
            "{sized}    machine.openshift.io/GPU: \"2\"\n    machine.openshift.io/maxPods: \"250\"\n"
        )),
        // The autoscaler's own annotations go first, and need no type of a GPU.
        room(&format!("{sized}{own}cpu: \"4\"\n{own}gpu-count: \"1\"\n")),
        room(&format!("{sized}{own}gpu-count: \"1.5\"\n")),
        room("    machine.openshift.io/vCPU: \"8\"\n    machine.openshift.io/memoryMb: 2Gi\n"),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    pods 110 cpu 8000 memory 2147483648 startup:  closed: None
    pods 250 cpu 8000 memory 2147483648 nvidia.com/gpu 2 startup:  closed: None
    pods 110 cpu 4000 memory 2147483648 nvidia.com/gpu 1 startup:  closed: None
    ? startup:  closed: Some("gpu-count in its annotations is no whole number: the autoscaler starts no first node")
    ? startup:  closed: Some("an amount in its annotations is no quantity: the autoscaler starts no first node")
    "#);
}

#[test]
fn machines_of_openshift_are_where_their_cloud_has_them() {
    let labels = |machine: &str| {
        let text = format!(
            "apiVersion: machine.openshift.io/v1beta1\nkind: MachineSet\nmetadata: {{name: lathe}}\n\
             spec: {{template: {{spec: {{providerSpec: {{value: {machine}}}}}}}}}\n"
        );
        let inventory = read(&text);
        let pool = inventory.pools.first().unwrap();
        let of = |key: &str| {
            let value = pool.template.labels.get(inventory.symbols.find(key)?)?;
            Some(inventory.text(value).to_owned())
        };
        [
            "node.kubernetes.io/instance-type",
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
        ]
        .map(|key| of(key).unwrap_or_else(|| "-".to_owned()))
        .join(" ")
    };
    let all = [
        labels(
            "{instanceType: m6i.large, placement: {availabilityZone: eu-west-1b, region: eu-west-1}}",
        ),
        labels("{vmSize: Standard_D4s_v5, location: northeurope, zone: '2'}"),
        labels("{vmSize: Standard_D4s_v5, location: northcentralus, zone: ''}"),
        labels("{machineType: n2-standard-4, region: europe-west3, zone: europe-west3-c}"),
        labels("{numCPUs: 4, memoryMiB: 16384, workspace: {datacenter: one}}"),
    ];
    assert_snapshot!(all.join("\n"), @"
    m6i.large eu-west-1 eu-west-1b
    Standard_D4s_v5 northeurope northeurope-2
    Standard_D4s_v5 northcentralus -
    n2-standard-4 europe-west3 europe-west3-c
    - - -
    ");
}

#[test]
fn node_pools_of_the_azure_service_operator_are_read() {
    let text = "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureASOManagedMachinePool
metadata: {name: carrier}
spec:
  resources:
    - apiVersion: containerservice.azure.com/v1api20240901
      kind: ManagedClustersAgentPool
      metadata: {name: carrier-pool}
      spec: {azureName: spare, mode: System, vmSize: Standard_D4s_v5, scaleSetPriority: Spot, maxPods: 60, nodeTaints: ['example.com/spare=yes:NoExecute']}
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: MachinePool
metadata: {name: carrier}
spec: {template: {spec: {infrastructureRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AzureASOManagedMachinePool, name: carrier}}}}
";
    assert_snapshot!(show_pools(&read(text)), @r#"
    0 spare: (new node) [agentpool=spare beta.kubernetes.io/instance-type=Standard_D4s_v5 beta.kubernetes.io/os=linux kubernetes.azure.com/agentpool=spare kubernetes.azure.com/mode=system kubernetes.azure.com/scalesetpriority=spot kubernetes.io/hostname=(new node) kubernetes.io/os=linux node.kubernetes.io/instance-type=Standard_D4s_v5] [example.com/spare=yes:NoExecute kubernetes.azure.com/scalesetpriority=spot:NoSchedule] ready pool=- room=?
      open: kubernetes.io/arch [In(["amd64", "arm64"])], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/arch [In(["amd64", "arm64"])], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    0 carrier: (new node) [kubernetes.io/hostname=(new node)] [] ready pool=- room=?
      open: kubernetes.io/os [], kubernetes.io/arch [], node.kubernetes.io/instance-type [], topology.kubernetes.io/zone [], topology.kubernetes.io/region [], beta.kubernetes.io/os [], beta.kubernetes.io/arch [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/zone [], failure-domain.beta.kubernetes.io/region [], node.kubernetes.io/windows-build [] or missing
      startup:  closed: Some("its managed machine pool tells of its nodes")
    "#);
}

#[test]
fn arm_machines_of_gke_keep_others_off() {
    let pool = |machine: &str| {
        let text = format!(
            "apiVersion: container.cnrm.cloud.google.com/v1beta1\nkind: ContainerNodePool\nmetadata: {{name: mill}}\n\
             spec: {{nodeConfig: {{machineType: {machine}}}}}\n"
        );
        let inventory = read(&text);
        let pool = inventory.pools.first().unwrap();
        let arch = pool.template.labels.get(inventory.symbols.find("kubernetes.io/arch").unwrap());
        let taints = pool.template.taints.iter().filter_map(|id| inventory.taint(*id));
        let taints: Vec<String> = taints
            .map(|t| format!("{}={}:{}", t.key, t.value.as_deref().unwrap_or(""), t.effect))
            .collect();
        format!("{machine} {:?} {taints:?}", arch.map(|value| inventory.text(value)))
    };
    assert_snapshot!(["t2a-standard-2", "c4a-highmem-8", "n2d-standard-4"].map(pool).join("\n"), @r#"
    t2a-standard-2 Some("arm64") ["kubernetes.io/arch=arm64:NoSchedule"]
    c4a-highmem-8 Some("arm64") ["kubernetes.io/arch=arm64:NoSchedule"]
    n2d-standard-4 Some("amd64") []
    "#);
}

#[test]
fn older_names_stand_for_the_newer_ones() {
    let pool =
        |text: &str| show_pools(&read(text)).replace(" kubernetes.io/hostname=(new node)", "");
    let machines = "apiVersion: cluster.x-k8s.io/v1beta1
kind: MachineDeployment
metadata:
  name: press
  annotations:
    capacity.cluster-autoscaler.kubernetes.io/labels: beta.kubernetes.io/arch=arm64,failure-domain.beta.kubernetes.io/zone=one
";
    assert_snapshot!(pool(machines), @"
    0 press: (new node) [beta.kubernetes.io/arch=arm64 failure-domain.beta.kubernetes.io/zone=one kubernetes.io/arch=arm64 topology.kubernetes.io/zone=one] [] ready pool=- room=?
      open: kubernetes.io/os [], node.kubernetes.io/instance-type [], topology.kubernetes.io/region [], beta.kubernetes.io/os [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/region [], node.kubernetes.io/windows-build [] or missing
      startup:  closed: None
    ");
    let karpenter = "apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: press}
spec: {template: {spec: {requirements: [{key: failure-domain.beta.kubernetes.io/zone, operator: In, values: [one, two]}, {key: topology.kubernetes.io/zone, operator: NotIn, values: [two]}]}}}
";
    assert_snapshot!(pool(karpenter), @r#"
    0 press: (new node) [failure-domain.beta.kubernetes.io/zone=one karpenter.sh/initialized=true karpenter.sh/nodepool=press karpenter.sh/registered=true topology.kubernetes.io/zone=one] [] ready pool=- room=?
      open: karpenter.sh/capacity-type [In(["on-demand", "reserved", "spot"])], kubernetes.io/os [], kubernetes.io/arch [], node.kubernetes.io/instance-type [], topology.kubernetes.io/region [], beta.kubernetes.io/os [], beta.kubernetes.io/arch [], beta.kubernetes.io/instance-type [], failure-domain.beta.kubernetes.io/region [], node.kubernetes.io/windows-build [] or missing
      startup:  closed: None
    "#);
}

#[test]
fn groups_of_kops_that_karpenter_manages_are_pools_of_it() {
    let group = |rest: &str| {
        show_pools(&read(&format!(
            "apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: {{name: loom}}\nspec:\n  role: \
             Node\n  manager: Karpenter\n{rest}"
        )))
    };
    assert_snapshot!(group(
        "  machineType: m6g.large,m6g.xlarge\n  maxSize: 3\n  maxPrice: \"0.2\"\n  kubelet: {maxPods: 40}\n  \
         nodeLabels: {example.com/a: b, karpenter.sh/other: c}\n  taints: [\"example.com/a=b:NoSchedule\"]\n  \
         zones: [eu-west-1a]\n"
    ), @r#"
    0 loom: (new node) [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/os=linux example.com/a=b failure-domain.beta.kubernetes.io/zone=eu-west-1a karpenter.k8s.aws/ec2nodeclass=loom karpenter.k8s.aws/instance-category=m karpenter.k8s.aws/instance-family=m6g karpenter.k8s.aws/instance-generation=6 karpenter.sh/capacity-type=spot karpenter.sh/initialized=true karpenter.sh/nodepool=loom karpenter.sh/registered=true kops.k8s.io/instancegroup=loom kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux node-role.kubernetes.io/node= topology.kubernetes.io/zone=eu-west-1a] [example.com/a=b:NoSchedule] ready pool=- room=?
      open: node.kubernetes.io/instance-type [In(["m6g.large", "m6g.xlarge"])], karpenter.k8s.aws/instance-size [In(["large", "xlarge"])], topology.kubernetes.io/region [], beta.kubernetes.io/instance-type [In(["m6g.large", "m6g.xlarge"])], failure-domain.beta.kubernetes.io/region []
      startup:  closed: None
    "#);
    let pool = read(
        "apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: {name: loom}\nspec: {manager: \
         Karpenter, minSize: 2}\n",
    );
    let pool = pool.pools.first().unwrap();
    assert!(!pool.origin.is_autoscaled() && pool.provisioning.fixed);
    assert!(group("  maxSize: 0\n").contains("its limits allow no node"));
    assert!(read(
        "apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: {name: loom}\nspec: {manager: CloudGroup}\n"
    )
    .pools
    .first()
    .unwrap()
    .origin
    .is_autoscaled());
}

#[test]
fn instance_types_and_families_tell_the_architecture() {
    let pool = |requirement: &str| {
        let seen = show_pools(&read(&format!(
            "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {{name: loom}}\nspec: {{template: {{spec: \
             {{nodeClassRef: {{group: karpenter.k8s.aws, kind: EC2NodeClass, name: d}}, requirements: \
             [{requirement}]}}}}}}\n"
        )));
        let sets = |arch: &str| seen.contains(&format!(" kubernetes.io/arch={arch} "));
        match (sets("amd64"), sets("arm64")) {
            (true, _) => "amd64",
            (_, true) => "arm64",
            _ => "open",
        }
    };
    let of = |label: &str, values: &str| {
        pool(&format!("{{key: {label}, operator: In, values: [{values}]}}"))
    };
    let family = |values: &str| of("karpenter.k8s.aws/instance-family", values);
    let types = |values: &str| of("node.kubernetes.io/instance-type", values);
    assert_eq!(["g5g", "g5", "g4dn", "g4dn, g5g"].map(family), ["arm64", "amd64", "amd64", "open"]);
    assert_eq!(
        ["c7g.large, t4g.nano", "p4d.24xlarge", "odd"].map(types),
        ["arm64", "amd64", "open"]
    );
}

#[test]
fn templates_of_aws_tell_the_system_and_the_architecture() {
    let of = |spec: &str| {
        let seen = show_pools(&read(&format!(
            "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineDeployment\nmetadata: {{name: loom}}\nspec: \
             {{template: {{spec: {{infrastructureRef: {{kind: AWSMachineTemplate, name: loom}}}}}}}}\n---\n\
             apiVersion: infrastructure.cluster.x-k8s.io/v1beta2\nkind: AWSMachineTemplate\nmetadata: {{name: \
             loom}}\nspec: {{template: {{spec: {{{spec}}}}}}}\n"
        )));
        let known = |label: &str| {
            let value = seen.split(&format!(" kubernetes.io/{label}=")).nth(1);
            value.and_then(|rest| rest.split([' ', ']']).next()).unwrap_or("?").to_owned()
        };
        format!("{} {}", known("os"), known("arch"))
    };
    assert_eq!(of("instanceType: m6g.large"), "linux arm64");
    assert_eq!(of("instanceType: m5.large, ami: {eksLookupType: AmazonLinux2023}"), "linux amd64");
    assert_eq!(of("instanceType: m5.large, ami: {id: ami-1}"), "? amd64");
    assert_eq!(of("imageLookupBaseOS: '${BASE_OS}'"), "? ?");
    assert_eq!(of("imageLookupBaseOS: windows-2022"), "windows ?");
    assert_eq!(of("imageLookupFormat: 'own-{{.K8sVersion}}'"), "? ?");
    assert_eq!(of("imageLookupFormat: 'own-windows-{{.K8sVersion}}'"), "windows ?");
}

/// OpenShift's autoscaler adds the annotation's taints to those of the machines; upstream's puts them in
/// their place.
#[test]
fn openshift_keeps_taints_of_machines_beside_those_of_the_annotation() {
    let taints = |api: &str, prefix: &str| {
        let inventory = read(&format!(
            "apiVersion: {api}\nkind: MachineSet\nmetadata:\n  name: lathe\n  annotations:\n    \
             {prefix}/cluster-api-autoscaler-node-group-max-size: \"2\"\n    \
             capacity.cluster-autoscaler.kubernetes.io/taints: a=2:NoSchedule,b=1:NoSchedule\nspec:\n  template: \
             {{spec: {{taints: [{{key: a, value: \"1\", effect: NoSchedule}}]}}}}\n"
        ));
        show_pools(&inventory).split(['[', ']']).nth(3).unwrap().to_owned()
    };
    assert_eq!(
        taints("machine.openshift.io/v1beta1", "machine.openshift.io"),
        "a=1:NoSchedule a=2:NoSchedule b=1:NoSchedule"
    );
    assert_eq!(
        taints("cluster.x-k8s.io/v1beta1", "cluster.x-k8s.io"),
        "a=2:NoSchedule b=1:NoSchedule"
    );
}
