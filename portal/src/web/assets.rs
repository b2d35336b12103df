//! Style sheets, scripts and pictures: compiled into the program, under names that change with
//! their content, so that browsers may keep them for ever.

use crate::error::Error;
use axum::extract::Path;
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
pub(super) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Files::get(&name) else {
        return Error::NoSuchPath.into_response();
    };
    let tag = format!("\"{}\"", tag(&file));
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
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, kept);
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
