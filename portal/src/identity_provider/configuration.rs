//! Who the identity provider is: a file that its owner alone can read, since it holds the client's
//! secret. Read once, at the start; what it says wrong stops the start.

use super::http;
use super::provider::IdentityProvider;
use crate::private_file;
use crate::start::StartFailure;
use openidconnect::url::{Host, Url};
use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where the provider sends browsers back to.
pub(crate) const CALLBACK: &str = "/my/sign-in/identity-provider/callback";
const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    issuer: String,
    client_id: String,
    client_secret: String,
    public_url: String,
    name: String,
    user_name_claim: String,
    certificate_authority_file: Option<PathBuf>,
}

impl IdentityProvider {
    /// Reads a file that holds one JSON object: `issuer`, `client_id`, `client_secret`, `public_url`
    /// (where browsers find this portal), `name` (what users call the provider), `user_name_claim`,
    /// and, if need be, `certificate_authority_file` (PEM).
    ///
    /// # Errors
    /// [`StartFailure::FileUnusable`], [`StartFailure::FileOpenToOthers`],
    /// [`StartFailure::IdentityProviderInvalid`], [`StartFailure::IdentityProviderUrlInvalid`],
    /// [`StartFailure::CertificateAuthorityUnusable`].
    pub fn from_file(path: &Path) -> Result<Self, StartFailure> {
        let bytes = private_file::read(path)?;
        let bytes = bytes.ok_or_else(|| StartFailure::FileUnusable(path.to_owned()))?;
        let invalid = || StartFailure::IdentityProviderInvalid(path.to_owned());
        let file: File = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
        let texts = [&file.client_id, &file.client_secret, &file.user_name_claim];
        let is_named = NAME_CHARACTERS.contains(&file.name.trim().chars().count())
            && !file.name.chars().any(char::is_control);
        if texts.iter().any(|text| text.is_empty()) || !is_named {
            return Err(invalid());
        }
        let url_invalid = || StartFailure::IdentityProviderUrlInvalid(path.to_owned());
        let issuer = issuer(file.issuer).ok_or_else(url_invalid)?;
        let redirect = redirect(&file.public_url).ok_or_else(url_invalid)?;
        let mut roots = http::web_roots();
        if let Some(authorities) = file.certificate_authority_file {
            // A relative path begins where the file is.
            let folder = path.parent().unwrap_or(Path::new(""));
            add_authorities(&mut roots, &folder.join(authorities))?;
        }
        let client = http::client(roots).ok_or_else(invalid)?;
        Ok(Self::new(
            issuer,
            (
                ClientId::new(file.client_id),
                ClientSecret::new(file.client_secret),
            ),
            redirect,
            (file.name.trim().to_owned(), file.user_name_claim),
            client,
        ))
    }
}

/// An issuer as OpenID Connect Discovery 1.0 §3 wants it: `https`, neither query nor fragment.
fn issuer(text: String) -> Option<IssuerUrl> {
    let issuer = IssuerUrl::new(text).ok()?;
    let url = issuer.url();
    let is_plain = is_https(url) && url.query().is_none() && url.fragment().is_none();
    is_plain.then_some(issuer)
}

fn redirect(public_url: &str) -> Option<RedirectUrl> {
    let mut url = Url::parse(public_url).ok()?;
    let is_origin =
        is_https(&url) && url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    url.set_path(CALLBACK);
    is_origin.then(|| RedirectUrl::from_url(url))
}

fn is_https(url: &Url) -> bool {
    let has_host = url.host().is_some_and(|host| host != Host::Domain(""));
    url.scheme() == "https" && has_host && url.username().is_empty() && url.password().is_none()
}

fn add_authorities(roots: &mut RootCertStore, path: &Path) -> Result<(), StartFailure> {
    let unusable = || StartFailure::CertificateAuthorityUnusable(path.to_owned());
    let pem = std::fs::read(path).map_err(|_| unusable())?;
    let before = roots.len();
    for authority in CertificateDer::pem_slice_iter(&pem) {
        let authority = authority.map_err(|_| unusable())?;
        roots.add(authority).map_err(|_| unusable())?;
    }
    if roots.len() == before {
        return Err(unusable());
    }
    Ok(())
}
