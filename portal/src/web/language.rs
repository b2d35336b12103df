//! The switch between languages.

use super::cookies::Cookie;
use super::form::Plain;
use super::screen::go;
use crate::language::Language;
use crate::local::Local;
use axum::response::Response;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    language: Language,
    /// What is no place of ours leads to the beginning.
    next: Option<String>,
}

/// `POST /language`: from now on pages are in this language.
pub(super) async fn choose(Plain(choice): Plain<Choice>) -> Response {
    let next = choice.next.as_deref().and_then(Local::parse);
    let mut response = go(next.as_ref().map_or("/", Local::as_str));
    Cookie::Language.set(&mut response, choice.language.as_str());
    response
}
