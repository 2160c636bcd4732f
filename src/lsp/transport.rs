//! Messages over a pair of streams. What can't be read as a message is answered as such, and ends
//! nothing: an editor's mistake must not take its diagnostics away.

use std::io::{self, BufRead, Read, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::json;

/// The largest message that is taken, in bytes.
const MAX_BYTES: usize = 1 << 30;

/// What goes to the client.
enum Out {
    Message(Message),
    /// That a message could not be read, so that nobody knows whose answer this is.
    Unreadable(ErrorCode, String),
}

/// A connection over two streams; the second value waits until all is written, once the
/// connection's sender is gone.
pub(super) fn connect(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
) -> (Connection, impl FnOnce()) {
    let (to_client, from_server) = unbounded::<Message>();
    let (to_server, from_client) = unbounded::<Message>();
    let (complaints, complained) = unbounded::<Out>();
    let writer = thread::spawn(move || write_all(output, &from_server, &complained));
    thread::spawn(move || read_all(input, &to_server, &complaints));
    let connection = Connection { sender: to_client, receiver: from_client };
    (connection, move || _ = writer.join())
}

/// Writes what comes until nothing can come any more.
fn write_all(mut output: impl Write, messages: &Receiver<Message>, complaints: &Receiver<Out>) {
    let (mut complaining, never) = (complaints.clone(), crossbeam_channel::never());
    loop {
        let out = crossbeam_channel::select! {
            recv(messages) -> message => match message {
                Ok(message) => Out::Message(message),
                Err(_) => return,
            },
            recv(complaining) -> complaint => match complaint {
                Ok(complaint) => complaint,
                Err(_) => {
                    complaining = never.clone();
                    continue;
                }
            },
        };
        // Who has closed the stream reads no more.
        if write(&mut output, &out).is_err() {
            return;
        }
    }
}

fn write(output: &mut impl Write, out: &Out) -> io::Result<()> {
    match out {
        Out::Message(message) => message.write(output),
        Out::Unreadable(code, why) => {
            let answer = json!({
                "jsonrpc": "2.0",
                "id": null,
                "error": {"code": *code as i32, "message": why},
            });
            let text = answer.to_string();
            write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
            output.flush()
        }
    }
}

/// Reads messages until the stream ends.
fn read_all(mut input: impl BufRead, messages: &Sender<Message>, complaints: &Sender<Out>) {
    while let Some(text) = read_text(&mut input) {
        let message = String::from_utf8(text)
            .map_err(|error| (ErrorCode::ParseError, error.to_string()))
            .and_then(|text| parse(&text));
        let sent = match message {
            Ok(message) => messages.send(message).is_ok(),
            Err((code, why)) => complaints.send(Out::Unreadable(code, why)).is_ok(),
        };
        if !sent {
            return;
        }
    }
}

fn parse(text: &str) -> Result<Message, (ErrorCode, String)> {
    let value: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| (ErrorCode::ParseError, format!("this is no JSON: {error}")))?;
    serde_json::from_value(value)
        .map_err(|_| (ErrorCode::InvalidRequest, "this is no message of JSON-RPC 2.0".to_owned()))
}

/// The body of the next message; none at the stream's end, or where no body can be found any more.
fn read_text(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut size = None;
    let mut seen = false;
    loop {
        let mut line = Vec::new();
        // A header is a short line; what never ends is none.
        let read = input.by_ref().take(1 << 16).read_until(b'\n', &mut line).ok()?;
        if read == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match size {
                Some(size) => return read_exactly(input, size),
                // Blank lines between messages mean nothing; a head without a length is skipped.
                None if seen => seen = false,
                None => {}
            }
            continue;
        }
        seen = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            size = value.trim().parse::<usize>().ok().filter(|size| *size <= MAX_BYTES);
        }
    }
}

fn read_exactly(input: &mut impl BufRead, size: usize) -> Option<Vec<u8>> {
    // Room is made as bytes come: a length may be a lie.
    let mut body = Vec::new();
    input.by_ref().take(size as u64).read_to_end(&mut body).ok()?;
    (body.len() == size).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(text: &str) -> Vec<String> {
        let mut input = text.as_bytes();
        std::iter::from_fn(|| read_text(&mut input))
            .map(|body| String::from_utf8(body).unwrap())
            .collect()
    }

    #[test]
    fn heads_are_read_as_they_come() {
        assert_eq!(
            bodies(
                "Content-Length: 2\r\n\r\nabcontent-length:1\n\nc\r\nContent-Type: x\r\nContent-Length: 1\r\n\r\nd"
            ),
            ["ab", "c", "d"]
        );
        assert_eq!(bodies("Content-Length: 99999999999999999999\r\n\r\nab"), [""; 0]);
        assert_eq!(bodies("Content-Length: 5\r\n\r\nab"), [""; 0]);
        assert_eq!(bodies("nonsense\r\n\r\nContent-Length: 1\r\n\r\na"), ["a"]);
    }

    #[test]
    fn what_is_no_message_is_told_apart() {
        let code = |text: &str| parse(text).map(|_| ()).map_err(|(code, _)| code as i32);
        assert_eq!(code("{"), Err(-32700));
        assert_eq!(code("[]"), Err(-32600));
        assert_eq!(code("{\"id\": 1.5, \"method\": \"x\"}"), Ok(()));
        assert_eq!(code("{\"id\": \"a\", \"method\": \"shutdown\"}"), Ok(()));
    }
}
