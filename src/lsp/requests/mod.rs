//! Answers to what clients ask, one file a kind of request.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Request, Response};

use super::analysis::Analysis;
use super::client::Client;
use super::documents::Documents;

/// What answers are made of.
pub(super) struct View<'a> {
    /// What the newest check says.
    pub analysis: &'a Analysis,
    /// What is open.
    pub documents: &'a Documents,
    /// Who asks.
    pub client: &'a Client,
}

type Answer = fn(&View<'_>, serde_json::Value) -> Result<serde_json::Value, serde_json::Error>;

/// The requests that are answered: the method, whether it waits until the texts as they are now
/// have been checked, and the answer.
const REQUESTS: [(&str, bool, Answer); 0] = [];

/// Whether there is such a request.
pub(super) fn is_known(method: &str) -> bool {
    REQUESTS.iter().any(|(known, ..)| *known == method)
}

/// Whether a request waits for a check of the texts as they are now.
pub(super) fn waits(method: &str) -> bool {
    REQUESTS.iter().any(|(known, waits, _)| *known == method && *waits)
}

/// Answers a request. A mistake of this program costs that one answer.
pub(super) fn answer(view: &View<'_>, request: Request) -> Response {
    let Request { id, method, params } = request;
    let Some((_, _, answer)) = REQUESTS.iter().find(|(known, ..)| *known == method) else {
        let why = format!("there is no {method}");
        return Response::new_err(id, ErrorCode::MethodNotFound as i32, why);
    };
    match catch_unwind(AssertUnwindSafe(|| answer(view, params))) {
        Ok(Ok(result)) => Response { id, response_result: Ok(result) },
        Ok(Err(wrong)) => Response::new_err(id, ErrorCode::InvalidParams as i32, wrong.to_string()),
        Err(_) => {
            let why = format!("{method} broke off: this is a mistake of daemonlint");
            Response::new_err(id, ErrorCode::InternalError as i32, why)
        }
    }
}
