//! Work on many things at once.

use rayon::prelude::*;

/// Below this, starting threads costs more than it saves.
const FEW: usize = 4;

/// Does the same with each of some items, on all processors where there are more than a few; the
/// results stand in the items' order.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    if items.len() <= FEW {
        items.iter().map(work).collect()
    } else {
        items.par_iter().map(&work).collect()
    }
}
