//! A pod's volumes, found by their names.

use std::collections::HashMap;

use k8s_openapi::api::core::v1::Volume;

/// From so many volumes on, a table finds one sooner than looking at each.
const MANY: usize = 16;

/// A pod's volumes, found by their names: of several of one name the first.
#[derive(Clone, Debug)]
pub(crate) struct VolumeNames<'a> {
    volumes: &'a [Volume],
    /// Their places, where there are many.
    places: Option<HashMap<&'a str, usize>>,
}

impl<'a> VolumeNames<'a> {
    pub(crate) fn new(volumes: &'a [Volume]) -> Self {
        let places = || {
            let all = volumes.iter().enumerate().rev();
            all.map(|(place, volume)| (volume.name.as_str(), place)).collect()
        };
        Self { volumes, places: (volumes.len() >= MANY).then(places) }
    }

    /// The volume of a name, with its place.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &'a Volume)> {
        let place = match &self.places {
            Some(places) => *places.get(name)?,
            None => self.volumes.iter().position(|volume| volume.name == name)?,
        };
        Some((place, self.volumes.get(place)?))
    }
}
