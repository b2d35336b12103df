//! The real program over a data directory and a database. Dropped, it is killed.

use super::TestDatabase;
use super::tls::{client, trusting};
use passcode_portal::tls::ServerIdentity;
use reqwest::Client;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Lines};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

pub(crate) struct Program {
    pub(crate) child: Child,
    /// What it says first.
    pub(crate) line: Value,
    /// What it says later.
    pub(crate) lines: Lines<BufReader<ChildStdout>>,
    certificate: Vec<u8>,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    pub(crate) fn command() -> Command {
        Command::new(env!("CARGO_BIN_EXE_passcode-portal"))
    }

    pub(crate) fn start(data: &Path, database: &TestDatabase) -> Self {
        Self::start_with(data, database, |_| ())
    }

    /// Starts it, told something more.
    pub(crate) fn start_with(
        data: &Path,
        database: &TestDatabase,
        tell: impl FnOnce(&mut Command),
    ) -> Self {
        let mut command = Self::command();
        database.tell(&mut command);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
        command
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        tell(&mut command);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        let identity = ServerIdentity::load_or_create(data).unwrap();
        Self {
            child,
            line,
            lines,
            certificate: identity.certificate_der().to_vec(),
        }
    }

    /// A field of its first line.
    pub(crate) fn told(&self, field: &str) -> &str {
        self.line[field].as_str().unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.told("address"))
    }

    /// Trusts its certificate.
    pub(crate) fn client(&self) -> Client {
        client(&self.certificate)
    }

    /// A connection on which requests can be begun and not finished.
    pub(crate) fn connect(&self) -> StreamOwned<ClientConnection, TcpStream> {
        let address = self.told("address").strip_prefix("https://").unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let config = Arc::new(trusting(&self.certificate));
        let connection = ClientConnection::new(config, name).unwrap();
        StreamOwned::new(connection, TcpStream::connect(address).unwrap())
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status();
        assert!(sent.unwrap().success());
    }
}
