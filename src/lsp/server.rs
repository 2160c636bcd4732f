//! The server: takes messages in their order, and answers from the newest check.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select, tick};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{LogMessage, Notification as _, PublishDiagnostics, ShowMessage};
use lsp_types::request::{InlayHintRefreshRequest, Request as _, WorkspaceDiagnosticRefresh};
use lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, LogMessageParams, MessageType,
    ShowMessageParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::analysis::Analysis;
use super::client::Client;
use super::documents::Documents;
use super::options::{Options, merged};
use super::publish::Published;
use super::requests;
use super::uri;
use super::watch;
use super::worker::{Done, Job, Worker};

/// How often files are looked at where the client doesn't watch them.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// How long a check may take before other messages are looked at for cancelled requests.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that the client has initialized.
pub(super) struct Server {
    connection: Connection,
    client: Client,
    documents: Documents,
    /// The options as the client gave them.
    raw_options: Value,
    options: Arc<Options>,
    worker: Worker,
    /// The number of the newest state of the texts.
    newest: u64,
    /// The number of the state that was checked last.
    checked: u64,
    analysis: Arc<Analysis>,
    published: Published,
    /// Requests that wait for the state that they are about, by its number.
    waiting: Vec<(u64, Request)>,
    /// What was shown to the user as wrong.
    shown: BTreeSet<String>,
    /// How many requests the server has sent.
    asked: u64,
    /// Whether the client has said anything since it was answered: nothing is sent before.
    begun: bool,
    shut_down: bool,
}

/// How the client ended the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It said `shutdown` before.
    InOrder,
    /// It didn't.
    Abruptly,
}

impl Server {
    pub(super) fn new(connection: Connection, client: Client, options: Value) -> Self {
        let mut server = Self {
            connection,
            client,
            documents: Documents::default(),
            raw_options: Value::Null,
            options: Arc::default(),
            worker: Worker::start(),
            newest: 0,
            checked: 0,
            analysis: Arc::default(),
            published: Published::default(),
            waiting: Vec::new(),
            shown: BTreeSet::new(),
            asked: 0,
            begun: false,
            shut_down: false,
        };
        server.raw_options = options;
        server
    }

    /// Begins to work, once the client is ready: it says `initialized`, or asks something at once.
    fn begin(&mut self) {
        if !std::mem::replace(&mut self.begun, true) {
            self.choose(self.raw_options.clone());
            if self.client.watches {
                self.send(watch::register());
            }
            self.check(true);
        }
    }

    /// Serves until the client ends it.
    pub(super) fn run(&mut self) -> Ended {
        let messages = self.connection.receiver.clone();
        let done = self.worker.done.clone();
        let looks = if self.client.watches { never() } else { tick(LOOK_AGAIN) };
        loop {
            select! {
                recv(messages) -> message => match message {
                    Ok(message) => {
                        if let Some(ended) = self.take(message, &messages) {
                            return ended;
                        }
                    }
                    // The client is gone.
                    Err(_) if self.shut_down => return Ended::InOrder,
                    Err(_) => return Ended::Abruptly,
                },
                recv(done) -> done => match done {
                    Ok(done) => self.finish(done),
                    Err(_) => return Ended::Abruptly,
                },
                recv(looks) -> _ => if self.begun { self.check(true) },
                recv(after(PATIENCE)) -> _ => {}
            }
        }
    }

    /// Takes a message and all that wait behind it, so that many changes are checked once.
    fn take(&mut self, message: Message, more: &Receiver<Message>) -> Option<Ended> {
        let mut next = Some(message);
        let mut changed = Changed::default();
        while let Some(message) = next {
            let ends = |method: &str| matches!(method, "exit" | "shutdown");
            match &message {
                Message::Request(Request { method, .. })
                | Message::Notification(Notification { method, .. })
                    if !ends(method) =>
                {
                    self.begin();
                }
                _ => {}
            }
            match message {
                Message::Request(request) => {
                    self.check_if(&mut changed);
                    self.request(request);
                }
                Message::Notification(notification) if notification.method == "exit" => {
                    return Some(if self.shut_down { Ended::InOrder } else { Ended::Abruptly });
                }
                Message::Notification(notification) => self.notice(notification, &mut changed),
                // Answers to what the server asked: nothing hangs on them.
                Message::Response(_) => {}
            }
            next = more.try_recv().ok();
        }
        self.check_if(&mut changed);
        None
    }

    fn check_if(&mut self, changed: &mut Changed) {
        let Changed { texts, disk } = std::mem::take(changed);
        if texts || disk {
            self.check(disk);
        }
    }

    /// Has the newest state checked.
    fn check(&mut self, disk: bool) {
        self.newest += 1;
        self.worker.ask(Job {
            number: self.newest,
            folders: self.client.folders.clone(),
            buffers: self.documents.iter().cloned().collect(),
            options: Arc::clone(&self.options),
            disk,
        });
    }

    /// Takes what a check has come to.
    fn finish(&mut self, done: Done) {
        let Done { number, analysis } = done;
        self.checked = self.checked.max(number);
        match analysis {
            // What has changed since is checked already.
            Some(_) if number < self.newest => return,
            Some(analysis) => {
                let before = std::mem::replace(&mut self.analysis, analysis);
                // Not only its own edits change them.
                if self.client.refreshes_hints && !same_runs(&before, &self.analysis) {
                    self.ask(InlayHintRefreshRequest::METHOD);
                }
            }
            None => self.log("the check broke off: this is a mistake of daemonlint"),
        }
        let whole = self.options.whole_workspace;
        let news = self.published.news(&self.analysis, &self.documents, &self.client, whole);
        if !self.client.pulls {
            news.iter().for_each(|one| self.notify(PublishDiagnostics::METHOD, &one.message));
        } else if self.client.pulls_again && news.iter().any(|one| one.from_elsewhere) {
            self.ask(WorkspaceDiagnosticRefresh::METHOD);
        }
        let problems: BTreeSet<String> =
            self.analysis.projects.iter().flat_map(|one| one.problems.iter().cloned()).collect();
        for problem in problems.difference(&self.shown.clone()) {
            self.show(problem);
        }
        self.shown = problems;
        for (number, request) in std::mem::take(&mut self.waiting) {
            if number <= self.checked {
                self.answer(request);
            } else {
                self.waiting.push((number, request));
            }
        }
    }

    /// Asks the client for something that has no parameters, and no answer that counts.
    fn ask(&mut self, method: &str) {
        self.asked += 1;
        let (id, method) = (format!("daemonlint-{}", self.asked).into(), method.to_owned());
        self.send(Request { id, method, params: Value::Null }.into());
    }

    fn request(&mut self, request: Request) {
        if self.shut_down {
            let why = "the server is shut down";
            return self.refuse(request.id, ErrorCode::InvalidRequest, why);
        }
        match request.method.as_str() {
            "shutdown" => {
                self.shut_down = true;
                self.send(Response::new_ok(request.id, Value::Null).into());
            }
            "initialize" => {
                let why = "the server is initialized already";
                self.refuse(request.id, ErrorCode::InvalidRequest, why);
            }
            method if !requests::is_known(method) => {
                let why = format!("there is no {method}");
                self.refuse(request.id, ErrorCode::MethodNotFound, &why);
            }
            // What is asked is about the texts as they are now.
            method if requests::waits(method) && self.checked < self.newest => {
                self.waiting.push((self.newest, request))
            }
            _ => self.answer(request),
        }
    }

    /// Answers a request from what is known now.
    fn answer(&mut self, request: Request) {
        let view = requests::View {
            analysis: &self.analysis,
            documents: &self.documents,
            client: &self.client,
        };
        let explanation = requests::explanation(&request);
        let response = requests::answer(&view, request);
        self.send(response.into());
        if let Some(message) = explanation {
            self.notify(
                ShowMessage::METHOD,
                &ShowMessageParams { typ: MessageType::INFO, message },
            );
        }
    }

    fn notice(&mut self, notification: Notification, changed: &mut Changed) {
        let method = notification.method.clone();
        match method.as_str() {
            "textDocument/didOpen" => {
                if let Some(DidOpenTextDocumentParams { text_document }) = self.read(notification) {
                    self.published.forget(&uri::key(&text_document.uri));
                    self.documents.open(text_document);
                    changed.texts = true;
                }
            }
            "textDocument/didChange" => {
                let params: Option<DidChangeTextDocumentParams> = self.read(notification);
                let Some(params) = params else { return };
                let document = params.text_document;
                let encoding = self.client.encoding;
                changed.texts |= self.documents.change(
                    &document.uri,
                    document.version,
                    params.content_changes,
                    encoding,
                );
            }
            "textDocument/didClose" => {
                let params: Option<DidCloseTextDocumentParams> = self.read(notification);
                let closed =
                    params.and_then(|params| self.documents.close(&params.text_document.uri));
                // What was not saved is gone with it.
                changed.texts |= closed.is_some();
            }
            "textDocument/didSave"
            | "workspace/didChangeWatchedFiles"
            | "workspace/didCreateFiles"
            | "workspace/didDeleteFiles"
            | "workspace/didRenameFiles" => changed.disk = true,
            "workspace/didChangeWorkspaceFolders" => {
                let params: Option<DidChangeWorkspaceFoldersParams> = self.read(notification);
                let Some(DidChangeWorkspaceFoldersParams { event }) = params else { return };
                for gone in event.removed.iter().filter_map(|one| uri::to_path(&one.uri)) {
                    self.client.folders.retain(|folder| *folder != gone);
                }
                let new = event.added.iter().filter_map(|one| uri::to_path(&one.uri));
                self.client.folders.extend(new);
                changed.disk = true;
            }
            "workspace/didChangeConfiguration" => {
                let params: Option<DidChangeConfigurationParams> = self.read(notification);
                let Some(chosen) =
                    params.and_then(|params| params.settings.get("daemonlint").cloned())
                else {
                    return;
                };
                self.choose(merged(self.raw_options.clone(), &chosen));
                changed.disk = true;
            }
            "$/cancelRequest" => self.cancel(&notification.params),
            // What begins so may be left alone, and so may what nobody knows.
            _ => {}
        }
    }

    /// A request that still waits is given up.
    fn cancel(&mut self, params: &Value) {
        let Some(id) = params.get("id").and_then(request_id) else { return };
        let Some(place) = self.waiting.iter().position(|(_, request)| request.id == id) else {
            return;
        };
        self.waiting.remove(place);
        self.refuse(id, ErrorCode::RequestCanceled, "the client has cancelled it");
    }

    /// Takes other options, if they can be read.
    fn choose(&mut self, options: Value) {
        match Options::read(&options) {
            Ok(read) => {
                self.options = Arc::new(read);
                self.raw_options = options;
            }
            Err(why) => self.show(&format!("the options can't be used: {why}")),
        }
    }

    fn read<P: DeserializeOwned>(&self, notification: Notification) -> Option<P> {
        let Notification { method, mut params } = notification;
        uri::mend(&mut params);
        serde_json::from_value(params).map_err(|error| self.log(&format!("{method}: {error}"))).ok()
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, why: &str) {
        self.send(Response::new_err(id, code as i32, why.to_owned()).into());
    }

    fn show(&self, message: &str) {
        let message = format!("daemonlint: {message}");
        let params = ShowMessageParams { typ: MessageType::WARNING, message };
        self.notify(ShowMessage::METHOD, &params);
    }

    fn log(&self, message: &str) {
        let params = LogMessageParams { typ: MessageType::ERROR, message: message.to_owned() };
        self.notify(LogMessage::METHOD, &params);
    }

    fn notify(&self, method: &str, params: &impl serde::Serialize) {
        let params = serde_json::to_value(params).unwrap_or_else(|_| json!({}));
        self.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Sends a message; a client that is gone needs none.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}

/// What has to be checked again.
#[derive(Default)]
struct Changed {
    texts: bool,
    disk: bool,
}

/// Whether two checks have DaemonSets run on as many nodes.
fn same_runs(before: &Analysis, after: &Analysis) -> bool {
    let runs = |analysis: &Analysis| -> Vec<_> {
        analysis.projects.iter().flat_map(|project| project.runs.clone()).collect()
    };
    runs(before) == runs(after)
}

/// The id of a request in parameters.
fn request_id(value: &Value) -> Option<RequestId> {
    serde_json::from_value(value.clone()).ok()
}
