//! A mail server for tests: it speaks as much SMTP as a client needs, answers as it is told, and
//! keeps what it took.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// How its connections are encrypted.
#[derive(Clone)]
pub(crate) enum Offers {
    Nothing,
    Starttls(Arc<ServerConfig>),
    Tls(Arc<ServerConfig>),
}

#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) to: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_encrypted: bool,
}

#[derive(Default)]
struct Kept {
    taken: Vec<Taken>,
    /// Every line that a client said before its mail, with whether it was encrypted.
    said: Vec<(bool, String)>,
    answers: HashMap<&'static str, &'static str>,
}

pub(crate) struct Sink {
    pub(crate) port: u16,
    kept: Arc<Mutex<Kept>>,
    came: Arc<Notify>,
}

impl Sink {
    pub(crate) fn start(offers: Offers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (kept, came) = (Arc::<Mutex<Kept>>::default(), Arc::<Notify>::default());
        let sink = Self {
            port,
            kept: kept.clone(),
            came: came.clone(),
        };
        // Ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let talk = Talk {
                    kept: kept.clone(),
                    came: came.clone(),
                };
                let offers = offers.clone();
                std::thread::spawn(move || talk.with(stream.unwrap(), offers));
            }
        });
        sink
    }

    /// From now on: `answer` to everything that begins with `verb`; `MAIL.` is the end of a mail.
    /// An empty answer is none, and `close` ends the connection.
    pub(crate) fn answers(&self, verb: &'static str, answer: &'static str) {
        self.kept.lock().unwrap().answers.insert(verb, answer);
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.kept.lock().unwrap().taken.clone()
    }

    pub(crate) fn said(&self) -> Vec<(bool, String)> {
        self.kept.lock().unwrap().said.clone()
    }

    /// Resolves when a mail came, whatever was answered.
    pub(crate) async fn came(&self) {
        self.came.notified().await;
    }
}

struct Talk {
    kept: Arc<Mutex<Kept>>,
    came: Arc<Notify>,
}

impl Talk {
    fn with(&self, mut stream: TcpStream, offers: Offers) {
        let encrypted =
            |config, stream| StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
        match offers {
            Offers::Nothing => {
                self.begin(&mut stream, (false, false));
            }
            Offers::Tls(config) => {
                self.begin(&mut encrypted(config, stream), (true, false));
            }
            Offers::Starttls(config) => {
                if self.begin(&mut stream, (false, true)) {
                    self.go_on(&mut encrypted(config, stream), (true, false));
                }
            }
        }
    }

    fn begin(&self, wire: &mut (impl Read + Write), state: (bool, bool)) -> bool {
        wire.write_all(b"220 sink ESMTP\r\n").is_ok() && self.go_on(wire, state)
    }

    /// `true`: from here on it is encrypted.
    fn go_on(
        &self,
        wire: &mut (impl Read + Write),
        (is_encrypted, offers_starttls): (bool, bool),
    ) -> bool {
        let mut to = String::new();
        while let Some(line) = line(wire) {
            let said = (is_encrypted, line.clone());
            self.kept.lock().unwrap().said.push(said);
            let verb = line.split([' ', ':']).next().unwrap().to_uppercase();
            let usual = match verb.as_str() {
                "EHLO" if offers_starttls => "250-sink\r\n250 STARTTLS",
                "EHLO" => "250-sink\r\n250 AUTH PLAIN LOGIN",
                "STARTTLS" => "220 go on",
                "AUTH" => "235 welcome",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            let answer = self.answer(&verb, usual);
            if !reply(wire, answer) {
                return false;
            }
            match verb.as_str() {
                "STARTTLS" => return true,
                "RCPT" => to = line.clone(),
                "DATA" if answer.starts_with("354") => {
                    let bytes = mail(wire);
                    let taken = Taken {
                        to: to.clone(),
                        bytes,
                        is_encrypted,
                    };
                    self.kept.lock().unwrap().taken.push(taken);
                    let replied = reply(wire, self.answer("MAIL.", "250 taken"));
                    self.came.notify_one();
                    if !replied {
                        return false;
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn answer(&self, verb: &str, usual: &'static str) -> &'static str {
        let told = self.kept.lock().unwrap().answers.get(verb).copied();
        told.unwrap_or(usual)
    }
}

fn reply(wire: &mut impl Write, answer: &str) -> bool {
    let written = match answer {
        "" => Ok(()),
        "close" => return false,
        answer => wire.write_all(format!("{answer}\r\n").as_bytes()),
    };
    written.and_then(|()| wire.flush()).is_ok()
}

/// A line without its end; `None` when the client has gone.
fn line(wire: &mut impl Read) -> Option<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        let mut byte = [0];
        wire.read_exact(&mut byte).ok()?;
        line.push(byte[0]);
    }
    Some(String::from_utf8(line).unwrap().trim_end().to_owned())
}

/// What comes until a line with a single dot.
fn mail(wire: &mut impl Read) -> Vec<u8> {
    let mut mail = String::new();
    while let Some(line) = line(wire) {
        if line == "." {
            break;
        }
        mail += line.strip_prefix('.').unwrap_or(&line);
        mail += "\r\n";
    }
    mail.into_bytes()
}

/// A new authority (PEM), and a server's side of TLS with a certificate of it for a name.
pub(crate) fn authority(name: &str) -> (String, Arc<ServerConfig>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let server_key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let certificate = server.signed_by(&server_key, &issuer).unwrap();
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivateKeyDer::try_from(server_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    (pem, Arc::new(config))
}
