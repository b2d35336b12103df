//! Somebody at a browser without scripts: keeps cookies, fills in forms, reads what is shown.

use super::{ADMIN_PASSWORD, Answer, Office, send_as_it_is};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header, request};
use std::collections::BTreeMap;

const FORM: &str = "application/x-www-form-urlencoded";
const BOUNDARY: &str = "a-boundary";

pub(crate) struct Visitor {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// One part of a form with a file: its name, a file's name or nothing, and what it holds.
pub(crate) type Part<'a> = (&'a str, &'a str, &'a [u8]);

impl Visitor {
    /// Nobody is signed in.
    pub(crate) fn new(office: &Office) -> Self {
        Self {
            router: office.router.clone(),
            cookies: BTreeMap::new(),
        }
    }

    /// A member of staff, signed in.
    pub(crate) async fn staff(office: &Office, user_name: &str) -> Self {
        let mut visitor = Self::new(office);
        let credentials = [("user_name", user_name), ("password", ADMIN_PASSWORD)];
        let answer = visitor.send_form("/admin/sign-in", &credentials).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        visitor
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// The text of a page.
    pub(crate) async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
        text(&answer)
    }

    /// Fills in a form of whoever is signed in.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut all = vec![("form_token", token.as_str())];
        all.extend(fields);
        self.send_form(path, &all).await
    }

    /// Exactly these fields.
    pub(crate) async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
        self.send(request, Body::from(body)).await
    }

    /// A form with a file, exactly these parts.
    pub(crate) async fn send_parts(&mut self, path: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = match *file {
                "" => String::new(),
                file => format!("; filename=\"{file}\"\r\ncontent-type: text/csv"),
            };
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request, Body::from(body)).await
    }

    /// The token of the session's forms.
    pub(crate) async fn token(&mut self) -> String {
        let page = self.page("/admin/account").await;
        let (_, rest) = page.split_once("name=\"form_token\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    pub(crate) async fn send(&mut self, request: request::Builder, body: Body) -> Answer {
        let cookies = self.cookies.iter();
        let cookies: Vec<_> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies.join("; "));
        let answer = send_as_it_is(&self.router, request.body(body).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// Where an answer leads.
#[track_caller]
pub(crate) fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", text(answer));
    answer.headers[header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned()
}

/// The form is shown again, with this status and the text of this code.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, says: &str) {
    let text = text(answer);
    assert_eq!(answer.status, status, "{text}");
    assert!(
        text.contains("role=\"alert\"") && text.contains(says),
        "{text}"
    );
}
