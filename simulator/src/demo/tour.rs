//! The tenant that stays up, as tables that a person can read: who there is, and what to try.

use crate::control::Ready;
use serde_json::Value;
use std::io::{self, Write};

/// Prints where the portal is, its accounts and its phones.
///
/// # Errors
/// If nothing can be printed.
pub fn print(ready: &Ready, tenant: &Value, output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "The portal stays up until Ctrl-C. Its weeks up to now were made a moment ago.\n\
         \n  portal               {}\
         \n  certificate SHA-256  {}\
         \n  control port         {}\
         \n  control token        {}\n",
        ready.address, ready.certificate_sha256, ready.control, ready.control_token
    )?;
    let people = rows(tenant, "people", |person| {
        let name = text(person, "display_name");
        let role = text(person, "role");
        let who = match (name, role) {
            ("", role) => role.to_owned(),
            (name, "user") => name.to_owned(),
            (name, role) => format!("{name} ({role})"),
        };
        let sign_in = ["user_name", "password"].map(|field| text(person, field).to_owned());
        let [user_name, password] = sign_in;
        vec![user_name, password, who, text(person, "try").to_owned()]
    });
    table(
        &["user name", "password", "who", "what to try"],
        &people,
        output,
    )?;
    let phones = rows(tenant, "phones", |phone| {
        let app = format!("{} {}", text(phone, "platform"), text(phone, "app_version"));
        let user = match text(phone, "user_name") {
            "" => "not enrolled",
            user => user,
        };
        let passcode = text(phone, "passcode");
        [text(phone, "id"), &app, user, passcode]
            .map(str::to_owned)
            .to_vec()
    });
    writeln!(output)?;
    table(&["phone", "app", "user", "passcode"], &phones, output)?;
    writeln!(
        output,
        "\nThe phones are simulated and do what the control port is told: docs/testing-on-a-laptop.md."
    )
}

fn rows(tenant: &Value, list: &str, row: impl Fn(&Value) -> Vec<String>) -> Vec<Vec<String>> {
    let listed = tenant.get(list).and_then(Value::as_array);
    listed.into_iter().flatten().map(row).collect()
}

fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object.get(field).and_then(Value::as_str).unwrap_or("")
}

fn table(headings: &[&str], rows: &[Vec<String>], output: &mut impl Write) -> io::Result<()> {
    let headings: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
    let lines: Vec<_> = std::iter::once(&headings).chain(rows).collect();
    let widths = (0..headings.len()).map(|column| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    });
    let widths: Vec<_> = widths.collect();
    for line in lines {
        let cells = line.iter().zip(&widths);
        let cells: Vec<_> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(output, "  {}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
