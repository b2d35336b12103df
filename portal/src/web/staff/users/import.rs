//! Users from a file: a look at what it would do, then all of it or nothing.
//!
//! A page cannot keep a file, and a file may hold passwords: so nothing of it is written into a
//! page, and for the second step the browser sends it again.

use crate::accounts::Source;
use crate::api::Shared;
use crate::error::Error;
use crate::import::{self, Checked, FILE_BYTES, Imported, Problem as OfFile};
use crate::portal::Context;
use crate::texts::key_of;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go};
use crate::web::staff::list::address;
use crate::web::staff::mended::can_mend;
use crate::web::upload::{AROUND_BYTES, Uploaded};
use crate::web::who::{Administrator, By};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const PAGE: &str = "admin/users/import.html";
/// Problems that a page shows; who mends these sees the others.
const SHOWN: usize = 200;

pub(super) fn routes() -> Router<Arc<Context>> {
    let limit = DefaultBodyLimit::max(FILE_BYTES + AROUND_BYTES);
    Router::new()
        .route("/admin/users/import", post(read).layer(limit).get(page))
        .route("/admin/users/import/template.csv", get(template))
        .route("/admin/users/import/done", get(done))
}

fn view(checked: Option<&Checked>, problems: &[OfFile], problem: Option<Problem>) -> Value {
    let shown: Vec<_> = problems.iter().take(SHOWN).map(of_file).collect();
    json!({
        "checked": checked, "problems": shown, "problem_count": problems.len(),
        "problem": problem, "file_bytes": FILE_BYTES,
    })
}

fn of_file(problem: &OfFile) -> Value {
    json!({
        "line": problem.line, "column": problem.column, "key": key_of(problem.code.as_str()),
    })
}

/// `GET /admin/users/import`.
async fn page(by: By<Administrator>) -> Answer {
    by.screen.show(PAGE, view(None, &[], None))
}

/// `POST /admin/users/import`.
async fn read(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    form: Result<Uploaded, Error>,
) -> Answer {
    let form = match form {
        Err(error @ Error::TooLarge) => {
            let problem = Problem::from(&error);
            return by
                .screen
                .show_refused(error, PAGE, view(None, &[], Some(problem)));
        }
        form => form?,
    };
    if form.step == "import" {
        return carry_out(&context, &mut by, &source, &form).await;
    }
    let checked = import::check(&context, &form.file).await?;
    let view = view(Some(&checked), &checked.problems, None);
    let status = if checked.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    by.screen.show_as(status, PAGE, view)
}

/// It lets many people in at once: so it asks again who it is.
async fn carry_out(
    context: &Context,
    by: &mut By<Administrator>,
    source: &Source,
    form: &Uploaded,
) -> Answer {
    let imported = async {
        confirm(context, by, source, form.confirm_password.as_ref()).await?;
        import::carry_out(context, &by.session.account, &form.file).await
    };
    match imported.await {
        Ok(Imported {
            users,
            with_password,
            new_groups,
        }) => {
            let numbers = [users, with_password, new_groups].map(|number| number.to_string());
            let [users, with_password, new_groups] = &numbers;
            let pairs = [
                ("users", users.as_str()),
                ("with_password", with_password),
                ("new_groups", new_groups),
            ];
            Ok(go(&address("/admin/users/import/done", &pairs)))
        }
        Err(error) => {
            let problems: &[OfFile] = if let Error::Import(problems) = &error {
                problems
            } else if can_mend(&error) {
                &[]
            } else {
                return Err(error);
            };
            let view = view(None, problems, Some(Problem::from(&error)));
            by.screen.show_refused(error, PAGE, view)
        }
    }
}

/// What was imported; numbers alone, which the next page repeats.
#[derive(Deserialize)]
struct Numbers {
    users: u32,
    with_password: u32,
    new_groups: u32,
}

/// `GET /admin/users/import/done`.
async fn done(by: By<Administrator>, Queried(numbers): Queried<Numbers>) -> Answer {
    let view = json!({
        "users": numbers.users, "with_password": numbers.with_password,
        "without_password": numbers.users.saturating_sub(numbers.with_password),
        "new_groups": numbers.new_groups,
    });
    by.screen.show("admin/users/imported.html", view)
}

/// `GET /admin/users/import/template.csv`. The mark at its beginning tells spreadsheets that it is
/// UTF-8.
async fn template(_: By<Administrator>) -> Answer {
    let text = format!("\u{feff}{}", import::template());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"users.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}
