//! One conversation with the organisation's mail server, by SMTP.
//!
//! SECURITY: with encryption configured, nothing but the greeting is said without it, and only to a
//! server whose certificate is trusted. What a server answers is never logged: it likes to repeat
//! addresses.

use super::by_byte::ByByte;
use super::failure::Failure;
use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// For each step. A whole conversation ends long before its lease does.
const STEP: Duration = Duration::from_secs(30);

/// RFC 4954 §6: a login is needed, or a better one.
const LOGIN: [u16; 4] = [530, 534, 535, 538];

/// Where mail is handed in.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) credentials: Option<Credentials>,
    /// How this computer calls itself.
    pub(super) hello: ClientId,
}

/// How a connection is encrypted.
pub(super) enum Encryption {
    /// From its first byte.
    Tls(TlsParameters),
    /// After the greeting, or not at all.
    Starttls(TlsParameters),
    /// Never: a server on this computer.
    None,
}

impl Server {
    /// Hands a mail in.
    pub(super) async fn send(&self, message: &Message) -> Result<(), Failure> {
        let mut connection = within(self.connect()).await?;
        if let Some(credentials) = &self.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let login = connection.auth(&mechanisms, credentials);
            within(async { login.await.map_err(|error| of_login(&error)) }).await?;
        }
        within(hand_in(&mut connection, message)).await?;
        // The mail is taken, however the server says goodbye.
        let _ = timeout(STEP, connection.quit()).await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let (address, hello) = ((self.host.as_str(), self.port), &self.hello);
        let connect =
            |tls| AsyncSmtpConnection::connect_tokio1(address, Some(STEP), hello, tls, None);
        let connected = match &self.encryption {
            Encryption::Starttls(tls) => return self.upgrade(tls.clone()).await,
            Encryption::Tls(tls) => connect(Some(tls.clone())).await,
            Encryption::None => connect(None).await,
        };
        connected.map_err(|error| of_server(&error))
    }

    async fn upgrade(&self, tls: TlsParameters) -> Result<AsyncSmtpConnection, Failure> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = Box::new(ByByte(stream.map_err(|_| Failure::Unreachable)?));
        let greeting = AsyncSmtpConnection::connect_with_transport(stream, &self.hello);
        let mut connection = greeting.await.map_err(|error| of_server(&error))?;
        if !connection.can_starttls() {
            return Err(Failure::NotEncrypted);
        }
        let encrypting = connection.starttls(tls, &self.hello);
        encrypting.await.map_err(|error| of_server(&error))?;
        Ok(connection)
    }
}

/// What a server says to each step tells whether it is the mail that it does not want.
async fn hand_in(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<(), Failure> {
    let (envelope, bytes) = (message.envelope(), message.formatted());
    let mut parameters = Vec::new();
    let mut addresses = envelope.from().into_iter().chain(envelope.to());
    if !addresses.all(|address| AsRef::<str>::as_ref(address).is_ascii()) {
        if !connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            return Err(Failure::Address);
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    // Letters are written in seven bits.
    if !bytes.is_ascii() {
        return Err(Failure::NotWritten);
    }
    let from = connection.command(Mail::new(envelope.from().cloned(), parameters));
    from.await.map_err(|error| of_sender(&error))?;
    for to in envelope.to() {
        let to = connection.command(Rcpt::new(to.clone(), Vec::new()));
        to.await.map_err(|error| of_mail(&error))?;
    }
    let data = connection.command(Data);
    data.await.map_err(|error| of_mail(&error))?;
    let taken = connection.message(&bytes);
    taken.await.map_err(|error| of_mail(&error))?;
    Ok(())
}

async fn within<T>(step: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    timeout(STEP, step)
        .await
        .unwrap_or(Err(Failure::Unreachable))
}

fn of_server(error: &Error) -> Failure {
    if error.is_tls() || is_handshake(error) {
        Failure::NotTrusted
    } else {
        Failure::Unreachable
    }
}

/// A refused certificate comes as a failure to connect.
fn is_handshake(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let io = cause.downcast_ref::<std::io::Error>();
        let inner = io.and_then(std::io::Error::get_ref);
        if cause.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        source = cause.source();
    }
    false
}

/// Also with 5xx it is the configuration that is wrong, not the mail.
fn of_login(error: &Error) -> Failure {
    if error.status().is_some() || error.is_client() {
        Failure::LoginRefused
    } else {
        Failure::Unreachable
    }
}

/// No mail of this portal is wanted: that is nothing that a mail can help.
fn of_sender(error: &Error) -> Failure {
    let failure = of_mail(error);
    if failure == Failure::Refused {
        Failure::SenderRefused
    } else {
        failure
    }
}

fn of_mail(error: &Error) -> Failure {
    let code = error.status().map(u16::from);
    if code.is_some_and(|code| LOGIN.contains(&code)) {
        Failure::LoginRefused
    } else if error.is_permanent() {
        Failure::Refused
    } else if error.is_transient() {
        Failure::Postponed
    } else if error.is_client() {
        Failure::Address
    } else {
        Failure::Unreachable
    }
}
