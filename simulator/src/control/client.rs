//! The runner's side of the control port. Blocking: for plain threads.

use passcode_core::platform::http::{HttpTransport, pinned_tls};
use reqwest::blocking::{Client, RequestBuilder};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

/// How long a simulated phone waits for its portal.
pub(super) const TIMEOUT: Duration = Duration::from_secs(30);
/// Weeks of a tenant are a hundred derivations, on a machine that may have other things to do.
const DEMO_TIMEOUT: Duration = Duration::from_secs(180);

/// What `passcode-simulator serve` prints when it is ready: one line of JSON.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// Where phones find the portal.
    pub address: String,
    /// The SHA-256 of its certificate, in hexadecimal: what phones pin.
    pub certificate_sha256: String,
    /// Where the control port is.
    pub control: String,
    /// What the control port wants to see.
    pub control_token: String,
}

/// A connection to a simulator server.
pub struct ControlClient {
    client: Client,
    ready: Ready,
    server: Option<Child>,
    /// The server ends when this is closed, even where nobody could tell it to.
    _leash: Option<ChildStdin>,
}

impl ControlClient {
    /// Starts `passcode-simulator serve` as a process of its own and waits until it is ready. It
    /// ends with this client.
    ///
    /// # Errors
    /// If it does not start.
    pub fn start(program: &Path) -> Result<Self, String> {
        // Plain HTTP on loopback; the library wants TLS settings all the same: ones that trust nobody.
        let tls = pinned_tls([0; 32]).map_err(|_| "no TLS")?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .timeout(TIMEOUT)
            .build()
            .map_err(|error| error.to_string())?;
        let mut server = Command::new(program)
            .args(["serve", "--leashed"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let mut line = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .map_err(|error| error.to_string())?;
        }
        let ready = serde_json::from_str(&line).map_err(|error| {
            let _ = server.kill();
            format!("the simulator server did not start: {error}")
        })?;
        Ok(Self {
            client,
            ready,
            _leash: server.stdin.take(),
            server: Some(server),
        })
    }

    /// Where it is.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// A fresh portal.
    ///
    /// # Errors
    /// What is wrong with `given`.
    pub fn begin(&self, given: &Value) -> Result<(), String> {
        self.post("/scenario", given).map(|_| ())
    }

    /// The demo's tenant, whose clock goes on with the wall clock; answers who there is.
    ///
    /// # Errors
    /// What did not come out as expected.
    pub fn begin_demo(&self) -> Result<Value, String> {
        let request = self.request("/demo?clock=running");
        told(request.timeout(DEMO_TIMEOUT).json(&json!({})))
    }

    /// One step, verbatim.
    ///
    /// # Errors
    /// What is wrong with the step.
    pub fn step(&self, step: &Value) -> Result<Map<String, Value>, String> {
        let answer = self.post("/step", step)?;
        answer
            .as_object()
            .cloned()
            .ok_or_else(|| format!("not an answer: {answer}"))
    }

    /// The network of a phone that is enrolled here: it pins the portal's certificate.
    ///
    /// # Errors
    /// If the server's line made no sense.
    pub fn transport(&self) -> Result<HttpTransport, String> {
        let pin = parse_pin(&self.ready.certificate_sha256)?;
        HttpTransport::pinned(&self.ready.address, pin, TIMEOUT)
            .map_err(|failure| format!("no transport: {failure:?}"))
    }

    /// Waits until the server ends.
    pub fn wait(mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.wait();
        }
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        told(self.request(path).json(body))
    }

    fn request(&self, path: &str) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.ready.control));
        request.bearer_auth(&self.ready.control_token)
    }
}

fn told(request: RequestBuilder) -> Result<Value, String> {
    let answer = request.send().map_err(|error| error.to_string())?;
    let status = answer.status();
    let body: Value = answer.json().map_err(|error| error.to_string())?;
    if status.is_success() {
        return Ok(body);
    }
    let reason = body.get("reason").and_then(Value::as_str);
    Err(reason.map_or_else(|| status.to_string(), str::to_owned))
}

impl Drop for ControlClient {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// 32 bytes from hexadecimal digits.
///
/// # Errors
/// If they are not 64 digits.
pub fn parse_pin(hexadecimal: &str) -> Result<[u8; 32], String> {
    let digits: Option<Vec<u8>> = hexadecimal
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let bytes: Vec<u8> = digits
        .unwrap_or_default()
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect();
    bytes
        .try_into()
        .map_err(|_| "a certificate's SHA-256 is 64 hexadecimal digits".to_owned())
}
