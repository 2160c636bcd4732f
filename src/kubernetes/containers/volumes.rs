//! A pod's volumes, found by their names.

use std::collections::HashMap;

use k8s_openapi::api::core::v1::Volume;

/// From so many volumes on, a table finds one sooner than looking at each.
const MANY: usize = 16;

/// A pod's volumes, found by their names: of several of one name the first.
#[derive(Clone, Debug)]
pub(crate) struct VolumeNames<'a> {
    volumes: &'a [Volume],
    /// The places of the first and the last of each name, where there are many.
    places: Option<HashMap<&'a str, (usize, usize)>>,
}

impl<'a> VolumeNames<'a> {
    pub(crate) fn new(volumes: &'a [Volume]) -> Self {
        let places = || {
            let mut places: HashMap<&str, (usize, usize)> = HashMap::with_capacity(volumes.len());
            for (place, volume) in volumes.iter().enumerate() {
                places.entry(&volume.name).or_insert((place, place)).1 = place;
            }
            places
        };
        Self { volumes, places: (volumes.len() >= MANY).then(places) }
    }

    /// The volume of a name, with its place.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &'a Volume)> {
        let place = match &self.places {
            Some(places) => places.get(name)?.0,
            None => self.volumes.iter().position(|volume| volume.name == name)?,
        };
        Some((place, self.volumes.get(place)?))
    }

    /// The last volume of a name.
    pub(crate) fn last(&self, name: &str) -> Option<&'a Volume> {
        match &self.places {
            Some(places) => self.volumes.get(places.get(name)?.1),
            None => self.volumes.iter().rfind(|volume| volume.name == name),
        }
    }

    /// All of them, in their order.
    pub(crate) const fn all(&self) -> &'a [Volume] {
        self.volumes
    }
}
