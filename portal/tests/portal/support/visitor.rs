//! Somebody at a browser without scripts: keeps cookies, fills in forms, reads what is shown.

use super::{ADMIN_PASSWORD, Answer, Office, PASSWORD, send_as_it_is};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header, request};
use std::collections::BTreeMap;

const FORM: &str = "application/x-www-form-urlencoded";
const BOUNDARY: &str = "a-boundary";

pub(crate) struct Visitor {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    /// The token of the forms on the last page that had one.
    pub(crate) form_token: String,
    pub(crate) language: &'static str,
}

/// One part of a form with a file: its name, a file's name or nothing, and what it holds.
pub(crate) type Part<'a> = (&'a str, &'a str, &'a [u8]);

impl Visitor {
    /// Nobody is signed in.
    pub(crate) fn new(office: &Office) -> Self {
        Self {
            router: office.router.clone(),
            cookies: BTreeMap::new(),
            form_token: String::new(),
            language: "en",
        }
    }

    /// A member of staff, signed in.
    pub(crate) async fn staff(office: &Office, user_name: &str) -> Self {
        let mut visitor = Self::new(office);
        let credentials = [("user_name", user_name), ("password", ADMIN_PASSWORD)];
        let answer = visitor.send_form("/admin/sign-in", &credentials).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        visitor.page("/admin").await;
        visitor
    }

    /// A new member of staff, signed in.
    pub(crate) async fn new_staff(office: &Office, user_name: &str, role: &str) -> Self {
        office.staff(user_name, role).await;
        Self::staff(office, user_name).await
    }

    /// A user, signed in.
    pub(crate) async fn user(office: &Office, user_name: &str) -> Self {
        let mut visitor = Self::new(office);
        let credentials = [("user_name", user_name), ("password", PASSWORD)];
        let answer = visitor.send_form("/my/sign-in", &credentials).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        visitor.page("/my/devices").await;
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

    /// Fills in a form of the last page.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = self.with_token(fields);
        self.send_form(path, &fields).await
    }

    /// The same, to be sent by the test.
    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let body = serde_html_form::to_string(self.with_token(fields)).unwrap();
        let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
        self.as_a_browser(request).body(Body::from(body)).unwrap()
    }

    fn with_token<'a>(&self, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let mut fields: Vec<_> = fields.collect();
        fields.push(("form_token", self.form_token.clone()));
        fields
    }

    /// Exactly these fields.
    pub(crate) async fn send_form<V: AsRef<str>>(
        &mut self,
        path: &str,
        fields: &[(&str, V)],
    ) -> Answer {
        let fields = fields.iter().map(|(name, value)| (*name, value.as_ref()));
        let body = serde_html_form::to_string(fields.collect::<Vec<_>>()).unwrap();
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

    pub(crate) async fn send(&mut self, request: request::Builder, body: Body) -> Answer {
        let request = self.as_a_browser(request).body(body).unwrap();
        let answer = send_as_it_is(&self.router, request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(token) = field(&answer, "form_token") {
            self.form_token = token;
        }
        answer
    }

    /// What a browser says of itself, unless the test has said it.
    fn as_a_browser(&self, mut request: request::Builder) -> request::Builder {
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        for (name, value) in [
            ("accept", "text/html"),
            ("accept-language", self.language),
            ("sec-fetch-site", "same-origin"),
            ("cookie", &cookies),
        ] {
            let said = request.headers_ref();
            if !said.is_some_and(|said| said.contains_key(name)) {
                request = request.header(name, value);
            }
        }
        request
    }
}

pub(crate) fn text(answer: &Answer) -> String {
    // Templates escape slashes too, which a browser reads like any other.
    String::from_utf8_lossy(&answer.body).replace("&#x2f;", "/")
}

/// The value of a hidden field.
pub(crate) fn field(answer: &Answer, name: &str) -> Option<String> {
    let page = text(answer);
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split('"').next().unwrap().to_owned())
}

/// The page has this status, and says all this.
#[track_caller]
pub(crate) fn says(answer: &Answer, status: u16, words: &[&str]) -> String {
    let page = text(answer);
    assert_eq!(answer.status, status, "{page}");
    for words in words {
        assert!(page.contains(words), "{words:?} is not in {page}");
    }
    page
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
