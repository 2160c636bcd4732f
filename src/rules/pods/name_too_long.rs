//! `name-too-long`: a name that leaves no room for the name of its revisions.

use crate::kubernetes::names::DNS1123_SUBDOMAIN_MAX_LENGTH;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// What the controller adds to the name (`snapshot` of `pkg/controller/daemon/update.go`): a dash
/// and a hash of 32 bits in decimal, ten digits for three templates of four, and seldom fewer than
/// nine.
const ADDED: usize = 11;

/// The rule.
pub(super) struct NameTooLong;

impl Check for NameTooLong {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let length = subject.name().len();
        let longest = DNS1123_SUBDOMAIN_MAX_LENGTH - ADDED;
        // A longer one is refused itself.
        if length <= longest || length > DNS1123_SUBDOMAIN_MAX_LENGTH {
            return;
        }
        let message = format!(
            "the name has {length} characters: its revision's name is too long, and no pod comes"
        );
        let label = format!(
            "with `-` and a hash of ten digits, {} of at most {DNS1123_SUBDOMAIN_MAX_LENGTH}",
            length + ADDED
        );
        let help = format!(
            "write a name of at most {longest} characters; the DaemonSet is taken, and the \
             controller fails to record its revision before it makes pods, without an event"
        );
        let route = Route::metadata().field("name");
        findings.push(Finding::new(message, route, label).help(help));
    }
}
