//! The language server: what `daemonlint check` says, while manifests are written.
//!
//! One thread takes messages in their order ([`server`]), one checks ([`worker`]): each project as
//! `check` would, with the texts of the editor over those on disk. Requests are answered
//! ([`requests`]) once the texts that they are about have been checked.

mod analysis;
mod capabilities;
mod client;
mod cursor;
mod disk;
mod documents;
mod findings;
mod nodes;
mod options;
mod placed;
mod position;
mod project;
mod publish;
mod remembered;
mod requests;
mod server;
mod transport;
mod uri;
mod watch;
mod worker;
mod wrong;

use std::io::{self, BufReader};

use lsp_server::{Connection, ErrorCode, Message, Response};
use serde_json::{Value, json};

use client::Client;
pub use server::Ended;
use server::Server;

/// Serves a client over standard input and output, until it ends the server.
pub(crate) fn serve() -> Ended {
    let (connection, written) = transport::connect(BufReader::new(io::stdin()), io::stdout());
    let ended = serve_on(connection);
    written();
    ended
}

/// Serves a client over a connection, until it ends the server.
#[must_use]
pub fn serve_on(connection: Connection) -> Ended {
    match initialize(&connection) {
        Some((client, options)) => Server::new(connection, client, options).run(),
        None => Ended::Abruptly,
    }
}

/// Waits until the client has said who it is; none where it ends the server before.
fn initialize(connection: &Connection) -> Option<(Client, Value)> {
    for message in &connection.receiver {
        let answer = match message {
            // What a client says of itself may be of any later version of the protocol: what is
            // not understood of it is not needed.
            Message::Request(request) if request.method == "initialize" => {
                if request.params.is_object() {
                    let client = Client::of(&request.params);
                    let answer = json!({
                        "capabilities": capabilities::capabilities(&client),
                        "serverInfo": {
                            "name": "daemonlint",
                            "version": env!("CARGO_PKG_VERSION"),
                        },
                    });
                    let response = Response { id: request.id, response_result: Ok(answer) };
                    connection.sender.send(response.into()).ok()?;
                    let options = request.params.get("initializationOptions");
                    return Some((client, options.cloned().unwrap_or_default()));
                }
                let why = "the parameters are no object".to_owned();
                Response::new_err(request.id, ErrorCode::InvalidParams as i32, why)
            }
            Message::Request(request) => {
                let why = "the server is not initialized yet".to_owned();
                let code = ErrorCode::ServerNotInitialized as i32;
                Response::new_err(request.id, code, why)
            }
            Message::Notification(notification) if notification.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => continue,
        };
        connection.sender.send(answer.into()).ok()?;
    }
    None
}
