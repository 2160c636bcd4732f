//! Answers to what clients ask, one file a kind of request.

mod code_action;
mod completion;
mod definition;
mod diagnostic;
mod execute_command;
mod hover;
mod inlay_hint;
mod suppress;
mod symbols;
mod view;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Request, Response};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentDiagnosticRequest, DocumentSymbolRequest,
    ExecuteCommand, GotoDefinition, HoverRequest, InlayHintRequest, Request as Kind,
};
use serde_json::{Error, Value};

use super::uri;

pub(super) use code_action::FIX_ALL;
pub(super) use completion::TRIGGERS;
pub(super) use execute_command::EXPLAIN;
pub(super) use view::View;

/// Makes an answer of a request's parameters.
type Answer = fn(&View<'_>, Value) -> Result<Value, Error>;

/// The requests that are answered, by their methods.
const REQUESTS: [(&str, Answer); 8] = [
    (CodeActionRequest::METHOD, |view, params| {
        typed::<CodeActionRequest>(params, |params| code_action::answer(view, &params))
    }),
    (Completion::METHOD, |view, params| {
        typed::<Completion>(params, |params| completion::answer(view, &params))
    }),
    (DocumentDiagnosticRequest::METHOD, |view, params| {
        typed::<DocumentDiagnosticRequest>(params, |params| diagnostic::answer(view, &params))
    }),
    (DocumentSymbolRequest::METHOD, |view, params| {
        typed::<DocumentSymbolRequest>(params, |params| symbols::answer(view, &params))
    }),
    (ExecuteCommand::METHOD, |_, params| {
        typed::<ExecuteCommand>(params, |params| execute_command::answer(&params))
    }),
    (GotoDefinition::METHOD, |view, params| {
        typed::<GotoDefinition>(params, |params| definition::answer(view, &params))
    }),
    (HoverRequest::METHOD, |view, params| {
        typed::<HoverRequest>(params, |params| hover::answer(view, &params))
    }),
    (InlayHintRequest::METHOD, |view, params| {
        typed::<InlayHintRequest>(params, |params| inlay_hint::answer(view, &params))
    }),
];

/// Reads the parameters of a kind of request and writes its result.
fn typed<R: Kind>(
    mut params: Value,
    answer: impl FnOnce(R::Params) -> R::Result,
) -> Result<Value, Error> {
    uri::mend(&mut params);
    serde_json::to_value(answer(serde_json::from_value(params)?))
}

fn find(method: &str) -> Option<Answer> {
    REQUESTS.iter().find(|(known, _)| *known == method).map(|(_, answer)| *answer)
}

/// Whether there is such a request.
pub(super) fn is_known(method: &str) -> bool {
    find(method).is_some()
}

/// Whether a request waits until the texts as they are now have been checked: what completes looks
/// at the text itself.
pub(super) fn waits(method: &str) -> bool {
    method != Completion::METHOD
}

/// What a request asks to be explained to the user.
pub(super) fn explanation(request: &Request) -> Option<String> {
    if request.method != ExecuteCommand::METHOD {
        return None;
    }
    execute_command::explanation(&serde_json::from_value(request.params.clone()).ok()?)
}

/// Answers a request. A mistake of this program costs that one answer.
pub(super) fn answer(view: &View<'_>, request: Request) -> Response {
    let Request { id, method, params } = request;
    let Some(answer) = find(&method) else {
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
