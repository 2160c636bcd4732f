//! Amounts of resources as the scheduler counts them.

use super::symbols::{Symbol, Symbols};
use crate::kubernetes::names::qualified_name;
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::resources::Requests;
use std::borrow::Cow;

/// Amounts of resources in the scheduler's units (its `framework.Resource`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ResourceAmounts {
    /// Thousandths of a CPU, rounded up.
    pub milli_cpu: i64,
    /// Bytes.
    pub memory: i64,
    /// Bytes.
    pub ephemeral_storage: i64,
    /// For a node: how many pods it takes. For what runs on a node: how many pods there are.
    pub pods: i64,
    /// Extended resources, huge pages and what else the scheduler counts, in whole units or
    /// bytes, sorted by symbol.
    pub scalar: Box<[(Symbol, i64)]>,
}

/// A resource that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Resource {
    /// `pods`.
    Pods,
    /// `cpu`, in thousandths.
    Cpu,
    /// `memory`, in bytes.
    Memory,
    /// `ephemeral-storage`, in bytes.
    EphemeralStorage,
    /// Any other, in whole units or bytes.
    Scalar(Symbol),
}

impl Resource {
    /// The resource's name.
    #[must_use]
    pub fn name(self, symbols: &Symbols) -> &str {
        match self {
            Self::Pods => "pods",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::EphemeralStorage => "ephemeral-storage",
            Self::Scalar(symbol) => symbols.text(symbol),
        }
    }

    /// The resource of that name, if an inventory with these symbols can have any of it.
    #[must_use]
    pub fn find(name: &str, symbols: &Symbols) -> Option<Self> {
        Some(match name {
            "pods" => Self::Pods,
            "cpu" => Self::Cpu,
            "memory" => Self::Memory,
            "ephemeral-storage" => Self::EphemeralStorage,
            _ => Self::Scalar(symbols.find(name).filter(|_| is_scalar(name))?),
        })
    }

    /// The resource of that name, if the scheduler counts it.
    pub fn named(name: &str, symbols: &mut Symbols) -> Option<Self> {
        Some(match name {
            "pods" => Self::Pods,
            "cpu" => Self::Cpu,
            "memory" => Self::Memory,
            "ephemeral-storage" => Self::EphemeralStorage,
            _ if is_scalar(name) => Self::Scalar(symbols.intern(name)),
            _ => return None,
        })
    }
}

impl ResourceAmounts {
    /// The amount of a resource.
    #[must_use]
    pub fn get(&self, resource: Resource) -> i64 {
        match resource {
            Resource::Pods => self.pods,
            Resource::Cpu => self.milli_cpu,
            Resource::Memory => self.memory,
            Resource::EphemeralStorage => self.ephemeral_storage,
            Resource::Scalar(symbol) => {
                let place = self.scalar.binary_search_by_key(&symbol, |(name, _)| *name);
                place.ok().and_then(|place| self.scalar.get(place)).map_or(0, |(_, amount)| *amount)
            }
        }
    }

    /// The resources of which there is anything but nothing.
    pub fn iter(&self) -> impl Iterator<Item = (Resource, i64)> + '_ {
        let fixed = [
            (Resource::Pods, self.pods),
            (Resource::Cpu, self.milli_cpu),
            (Resource::Memory, self.memory),
            (Resource::EphemeralStorage, self.ephemeral_storage),
        ];
        let scalar = self.scalar.iter().map(|(name, amount)| (Resource::Scalar(*name), *amount));
        fixed.into_iter().chain(scalar).filter(|(_, amount)| *amount != 0)
    }

    /// Adds the amounts of another, as `Resource.Add` does.
    pub fn add(&mut self, other: &Self) {
        self.milli_cpu = self.milli_cpu.saturating_add(other.milli_cpu);
        self.memory = self.memory.saturating_add(other.memory);
        self.ephemeral_storage = self.ephemeral_storage.saturating_add(other.ephemeral_storage);
        self.pods = self.pods.saturating_add(other.pods);
        if other.scalar.is_empty() {
            return;
        }
        let mut scalar = std::mem::take(&mut self.scalar).into_vec();
        for (name, amount) in &other.scalar {
            match scalar.binary_search_by_key(name, |(name, _)| *name) {
                Ok(place) => {
                    if let Some((_, sum)) = scalar.get_mut(place) {
                        *sum = sum.saturating_add(*amount);
                    }
                }
                Err(place) => scalar.insert(place, (*name, *amount)),
            }
        }
        self.scalar = scalar.into_boxed_slice();
    }

    /// Takes the amounts of another off, of which these were made.
    pub fn subtract(&mut self, other: &Self) {
        self.milli_cpu = self.milli_cpu.saturating_sub(other.milli_cpu);
        self.memory = self.memory.saturating_sub(other.memory);
        self.ephemeral_storage = self.ephemeral_storage.saturating_sub(other.ephemeral_storage);
        self.pods = self.pods.saturating_sub(other.pods);
        for (name, amount) in &other.scalar {
            if let Ok(place) = self.scalar.binary_search_by_key(name, |(name, _)| *name)
                && let Some((_, sum)) = self.scalar.get_mut(place)
            {
                *sum = sum.saturating_sub(*amount);
            }
        }
    }

    /// Sets one amount from its text; scalar ones go to `scalar`, for [`Self::with_scalar`].
    /// What the scheduler doesn't count is passed over.
    ///
    /// # Errors
    /// Says what is wrong with a text that is no quantity.
    pub fn set(
        &mut self,
        name: &str,
        text: &str,
        scalar: &mut Vec<(Symbol, i64)>,
        symbols: &mut Symbols,
    ) -> Result<(), String> {
        let quantity = Quantity::parse(text.trim())
            .map_err(|error| format!("`{text}` as an amount of `{name}` {error}"))?;
        self.set_quantity(name, &quantity, scalar, symbols);
        Ok(())
    }

    fn set_quantity(
        &mut self,
        name: &str,
        quantity: &Quantity,
        scalar: &mut Vec<(Symbol, i64)>,
        symbols: &mut Symbols,
    ) {
        match Resource::named(name, symbols) {
            Some(Resource::Cpu) => self.milli_cpu = quantity.milli_value(),
            Some(Resource::Memory) => self.memory = quantity.value(),
            Some(Resource::EphemeralStorage) => self.ephemeral_storage = quantity.value(),
            Some(Resource::Pods) => self.pods = quantity.value(),
            Some(Resource::Scalar(symbol)) => scalar.push((symbol, quantity.value())),
            None => {}
        }
    }

    /// These amounts with scalar ones; of one that comes twice, the last counts.
    #[must_use]
    pub fn with_scalar(mut self, mut scalar: Vec<(Symbol, i64)>) -> Self {
        scalar.reverse();
        scalar.sort_by_key(|(name, _)| *name);
        scalar.dedup_by_key(|(name, _)| *name);
        self.scalar = scalar.into_boxed_slice();
        self
    }

    /// The amounts of what a pod asks for (`Resource.Add`).
    #[must_use]
    pub fn of_requests(requests: &Requests, symbols: &mut Symbols) -> Self {
        let mut amounts = Self::default();
        let mut scalar = Vec::new();
        for (name, quantity) in requests {
            amounts.set_quantity(name, quantity, &mut scalar, symbols);
        }
        amounts.with_scalar(scalar)
    }
}

/// Whether the scheduler counts a resource by name (`IsScalarResourceName`).
#[must_use]
pub(crate) fn is_scalar(name: &str) -> bool {
    name.starts_with("hugepages-")
        || name.starts_with("attachable-volumes-")
        || name.contains("kubernetes.io/")
        || is_extended(name)
}

/// Whether a resource is one that someone else than Kubernetes offers (`IsExtendedResourceName`).
#[must_use]
pub(crate) fn is_extended(name: &str) -> bool {
    let native = !name.contains('/') || name.contains("kubernetes.io/");
    if native || name.starts_with("requests.") {
        return false;
    }
    let quota: Cow<'_, str> = Cow::Owned(format!("requests.{name}"));
    qualified_name(&quota).is_empty()
}
