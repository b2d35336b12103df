//! Style sheets, scripts and pictures: compiled into the program, under names that change with
//! their content, so that browsers may keep them for ever.

use crate::error::Error;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets"]
#[exclude = "*.md"]
#[exclude = "**/LICENSE*"]
struct Files;

/// Where a page finds a file: its path, with the beginning of its content's SHA-256.
pub(super) fn address(name: &str) -> Option<String> {
    let tag = tag(&Files::get(name)?);
    Some(format!("/assets/{name}?v={tag}"))
}

/// `GET /assets/{path}`.
pub(super) async fn serve(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(file) = Files::get(&name) else {
        return Error::NoSuchPath.into_response();
    };
    let tag = tag(&file);
    let kept = kept(query.as_deref(), &tag);
    let tag = format!("\"{tag}\"");
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file.data.into_owned().into_response()
    };
    let kind = HeaderValue::from_static(kind(&name));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// How long it is kept: for ever only under the name that changes with it. While instances of two
/// versions run, one may be asked for what the other has.
fn kept(query: Option<&str>, tag: &str) -> &'static str {
    if query.and_then(|query| query.strip_prefix("v=")) == Some(tag) {
        "public, max-age=31536000, immutable"
    } else {
        "public, no-cache"
    }
}

/// The few kinds that are there.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn kept(address: &str) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let name = path.trim_start_matches("/assets/").to_owned();
        let query = RawQuery(Some(query.to_owned()));
        let response = serve(Path(name), query, HeaderMap::new()).await;
        let kept = &response.headers()[header::CACHE_CONTROL];
        kept.to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn only_what_is_asked_for_by_its_content_is_kept_for_ever() {
        let address = address("portal.css").unwrap();
        assert!(kept(&address).await.contains("immutable"));
        for other in ["/assets/portal.css", "/assets/portal.css?v=000000000000"] {
            assert_eq!(kept(other).await, "public, no-cache");
        }
    }
}
