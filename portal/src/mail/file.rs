//! The file that says how notices are mailed. It may hold a password: only its owner may read it,
//! and nothing in it is ever shown.
//!
//! SECURITY: without encryption there is only a server on this computer.

use super::Mail;
use super::server::{Encryption, Server};
use crate::private_file;
use crate::start::StartFailure;
use axum::http::Uri;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use serde::Deserialize;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    host: String,
    port: u16,
    security: Security,
    user_name: Option<String>,
    password: Option<String>,
    from: String,
    public_url: String,
    certificate_authority_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Security {
    Starttls,
    Tls,
    None,
}

impl Mail {
    /// Reads a file. The certificate authority's file is looked for from where this one is.
    ///
    /// # Errors
    /// [`StartFailure::FileUnusable`], [`StartFailure::FileOpenToOthers`], and those that are named
    /// for mail.
    pub fn from_file(path: &Path) -> Result<Self, StartFailure> {
        let bytes = private_file::read(path)?;
        let bytes = bytes.ok_or_else(|| StartFailure::FileUnusable(path.to_owned()))?;
        let invalid = || StartFailure::MailFileInvalid(path.to_owned());
        let file: File = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
        if file.port == 0 || file.host.is_empty() {
            return Err(invalid());
        }
        let from: Result<Mailbox, _> = file.from.parse();
        let url = public_url(&file.public_url);
        let (public_url, public_host) =
            url.ok_or_else(|| StartFailure::MailPublicUrlInvalid(path.to_owned()))?;
        let encryption = encryption(&file, path)?;
        let credentials = match (file.user_name, file.password) {
            (Some(name), Some(password)) => Some(Credentials::new(name, password)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                return Err(StartFailure::MailLoginIncomplete(path.to_owned()));
            }
        };
        Ok(Self {
            server: Server {
                host: file.host,
                port: file.port,
                encryption,
                credentials,
                hello: ClientId::Domain(public_host),
            },
            from: from.map_err(|_| StartFailure::MailFromInvalid(path.to_owned()))?,
            public_url,
        })
    }
}

fn encryption(file: &File, path: &Path) -> Result<Encryption, StartFailure> {
    match file.security {
        Security::None if is_here(&file.host) => Ok(Encryption::None),
        Security::None => Err(StartFailure::MailNotEncrypted(path.to_owned())),
        Security::Starttls => trust(file, path).map(Encryption::Starttls),
        Security::Tls => trust(file, path).map(Encryption::Tls),
    }
}

/// The authorities that the Web trusts, and the organisation's own.
fn trust(file: &File, path: &Path) -> Result<TlsParameters, StartFailure> {
    let mut trust =
        TlsParameters::builder(file.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
    let mut concerned = path.to_owned();
    if let Some(authority) = &file.certificate_authority_file {
        concerned = path.parent().unwrap_or(Path::new("")).join(authority);
        let unusable = || StartFailure::MailAuthorityUnusable(concerned.clone());
        let pem = std::fs::read(&concerned).map_err(|_| unusable())?;
        // What holds no certificate at all would be taken without a word.
        if !pem.windows(PEM_BEGINS.len()).any(|part| part == PEM_BEGINS) {
            return Err(unusable());
        }
        trust = trust.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| unusable())?);
    }
    trust
        .build()
        .map_err(|_| StartFailure::MailAuthorityUnusable(concerned))
}

const PEM_BEGINS: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// An address of the portal without a slash at its end, and the host in it.
fn public_url(text: &str) -> Option<(String, String)> {
    let url: Uri = text.parse().ok()?;
    let authority = url.authority()?.as_str();
    let is_plain = url.query().is_none() && !authority.contains('@') && !text.contains('#');
    if url.scheme_str() != Some("https") || !is_plain {
        return None;
    }
    let host = url.host()?.to_owned();
    Some((text.trim_end_matches('/').to_owned(), host))
}

fn is_here(host: &str) -> bool {
    let address: Option<IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}
