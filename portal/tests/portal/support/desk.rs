//! Pages as a browser gets them: a member of staff with cookies and forms, and what a page says.

use super::{ADMIN_PASSWORD, Answer, Office, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header, request};
use std::collections::BTreeMap;

/// A member of staff at a browser: its cookies, and the token of its forms.
pub(crate) struct Desk<'a> {
    office: &'a Office,
    cookies: BTreeMap<String, String>,
    pub(crate) form_token: String,
}

impl<'a> Desk<'a> {
    pub(crate) async fn of(office: &'a Office, user_name: &str) -> Self {
        let mut desk = Self {
            office,
            cookies: BTreeMap::new(),
            form_token: String::new(),
        };
        let form = [("user_name", user_name), ("password", ADMIN_PASSWORD)];
        assert_eq!(desk.post("/admin/sign-in", &form).await.status, 303);
        desk.get("/admin").await;
        desk
    }

    /// A new member of staff.
    pub(crate) async fn new(office: &'a Office, user_name: &str, role: &str) -> Self {
        office.staff(user_name, role).await;
        Self::of(office, user_name).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let escaped =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let token = [("form_token", self.form_token.as_str())];
        let pairs = fields.iter().chain(&token);
        let pairs = pairs.map(|(name, value)| format!("{name}={}", escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body).await
    }

    pub(crate) async fn send(&mut self, request: request::Builder, body: String) -> Answer {
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        let request = request
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "));
        let request = request.body(Body::from(body)).unwrap();
        let answer = send_as_it_is(&self.office.router, request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(token) = field(&answer, "form_token") {
            self.form_token = token;
        }
        answer
    }
}

pub(crate) fn text(answer: &Answer) -> String {
    let page = String::from_utf8(answer.body.clone()).unwrap();
    // Templates escape slashes too, which a browser reads like any other.
    page.replace("&#x2f;", "/")
}

/// The value of a hidden field.
pub(crate) fn field(answer: &Answer, name: &str) -> Option<String> {
    let page = text(answer);
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split('"').next().unwrap().to_owned())
}

#[track_caller]
pub(crate) fn says(answer: &Answer, status: u16, words: &[&str]) -> String {
    let page = text(answer);
    assert_eq!(answer.status, status, "{page}");
    for words in words {
        assert!(page.contains(words), "{words:?} is not in {page}");
    }
    page
}
