//! The places that a plan knows.

use crate::inventory::ix::index_type;

index_type! {
    /// The place of a DaemonSet in a run.
    DaemonSetIx
}

index_type! {
    /// The place of a pod that runs among those of the inventory.
    PodIx
}

index_type! {
    /// The place of a node among those on which pods meet.
    SiteIx
}

index_type! {
    /// The place of a verdict among those that a placement has.
    VerdictIx
}

index_type! {
    /// The place of a class of nodes that the DaemonSets of a run can't tell apart.
    NodeClassIx
}

index_type! {
    /// The place of a class of nodes on which, besides, the pods of a run lack the same.
    RoomClassIx
}

index_type! {
    /// The place of a pod among those that a plan asks for: one as each DaemonSet's controller
    /// creates it, and behind these those that are scheduled as others.
    AskedIx
}
