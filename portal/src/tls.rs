//! The server's certificate and its key: made at the first start, kept in the data directory.
//!
//! Phones pin the certificate, so it is never renewed behind the administrator's back. Who wants a
//! certificate of their own replaces `tls.pem` (certificate chain and private key).

use crate::private_file;
use crate::secrets::hash_hex;
use crate::start::StartFailure;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

const FILE: &str = "tls.pem";
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Who the server is to its clients.
pub struct ServerIdentity {
    certificate: CertificateDer<'static>,
    config: Arc<ServerConfig>,
}

impl ServerIdentity {
    /// Loads the certificate and its key, or makes them: for `localhost`, `127.0.0.1` and `::1`.
    ///
    /// # Errors
    /// [`StartFailure::CertificateUnusable`], [`StartFailure::CertificateNotMade`],
    /// [`StartFailure::FileUnusable`], [`StartFailure::FileOpenToOthers`].
    pub fn load_or_create(directory: &Path) -> Result<Self, StartFailure> {
        std::fs::create_dir_all(directory)
            .map_err(|_| StartFailure::DirectoryUnusable(directory.to_owned()))?;
        let path = directory.join(FILE);
        let pem = match private_file::read(&path)? {
            Some(pem) => pem,
            None => private_file::create(&path, make()?.as_bytes())?,
        };
        Self::from_pem(&pem).ok_or(StartFailure::CertificateUnusable(path))
    }

    /// SHA-256 of the certificate (DER), in lower-case hexadecimal: what phones pin.
    pub fn fingerprint(&self) -> String {
        hash_hex(&self.certificate)
    }

    /// The certificate, DER.
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    pub(crate) fn config(&self) -> RustlsConfig {
        RustlsConfig::from_config(self.config.clone())
    }

    fn from_pem(pem: &[u8]) -> Option<Self> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(pem)
            .collect::<Result<_, _>>()
            .ok()?;
        let key = PrivateKeyDer::from_pem_slice(pem).ok()?;
        let certificate = chain.first()?.clone();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .ok()?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .ok()?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Some(Self {
            certificate,
            config: Arc::new(config),
        })
    }
}

fn make() -> Result<Zeroizing<String>, StartFailure> {
    let make = || {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
        params
            .distinguished_name
            .push(DnType::CommonName, "Secure Apps Passcode portal");
        let certificate = params.self_signed(&key)?;
        let key_pem = Zeroizing::new(key.serialize_pem());
        Ok(Zeroizing::new(format!("{}{}", certificate.pem(), *key_pem)))
    };
    make().map_err(|_: rcgen::Error| StartFailure::CertificateNotMade)
}
