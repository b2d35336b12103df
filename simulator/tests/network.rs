//! The built-in network client against real sockets, and the control port's token.
#![expect(clippy::unwrap_used, reason = "a test")]

use passcode_core::platform::http::{HttpTransport, pinned_tls};
use passcode_core::ports::{HttpRequest, Transport, TransportFailure};
use passcode_simulator::control::ControlClient;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

fn server() -> ControlClient {
    ControlClient::start(Path::new(env!("CARGO_BIN_EXE_passcode-simulator"))).unwrap()
}

fn send(transport: &HttpTransport, path: &str) -> Result<u16, TransportFailure> {
    let request = HttpRequest {
        path: path.to_owned(),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: Zeroizing::new(b"{}".to_vec()),
    };
    transport.send(&request).map(|answer| answer.status)
}

fn to(address: &str, pin: [u8; 32], timeout: Duration) -> HttpTransport {
    HttpTransport::pinned(address, pin, timeout).unwrap()
}

const LONG: Duration = Duration::from_secs(30);

#[test]
fn only_the_pinned_certificate_is_trusted() {
    let server = server();
    server.begin(&serde_json::json!({})).unwrap();
    let nonce = "/api/device/v1/nonce";
    assert_eq!(send(&server.transport().unwrap(), nonce), Ok(200));
    let other = to(&server.ready().address, [7; 32], LONG);
    assert_eq!(send(&other, nonce), Err(TransportFailure::Untrusted));
    let plain = server.ready().address.replace("https", "http");
    let refused = HttpTransport::pinned(&plain, [7; 32], LONG).err();
    assert_eq!(refused, Some(TransportFailure::Untrusted));
}

#[test]
fn nobody_there_and_nobody_answering_are_told_apart() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", silent.local_addr().unwrap());
    let timed_out = send(&to(&address, [7; 32], Duration::from_millis(300)), "/");
    assert_eq!(timed_out, Err(TransportFailure::TimedOut));
    drop(silent);
    let unreachable = send(&to(&address, [7; 32], LONG), "/");
    assert_eq!(unreachable, Err(TransportFailure::Unreachable));
}

#[test]
fn the_control_port_hears_only_who_has_its_token() {
    let server = server();
    let client = reqwest::blocking::Client::builder()
        .tls_backend_preconfigured(pinned_tls([0; 32]).unwrap())
        .no_proxy()
        .build()
        .unwrap();
    let status = format!("{}/status", server.ready().control);
    let with = |token: &str| {
        client
            .get(&status)
            .bearer_auth(token)
            .send()
            .unwrap()
            .status()
    };
    assert_eq!(client.get(&status).send().unwrap().status(), 401);
    assert_eq!(with("0123456789abcdef"), 401);
    assert_eq!(with(&server.ready().control_token), 200);
}
