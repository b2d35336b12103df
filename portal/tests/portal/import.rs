//! Users and their groups from a file: checked first, then carried out, all or nothing.

use crate::audit::is_chained;
use crate::support::{ADMIN, Answer, Office, PASSWORD, SELF_SERVICE, send, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::fmt::Write as _;

pub(crate) fn request(office: &Office, query: &str, file: impl Into<Vec<u8>>) -> Request<Body> {
    Request::post(format!("{ADMIN}/users/import{query}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", office.admin))
        .header(header::CONTENT_TYPE, "text/csv")
        .body(Body::from(file.into()))
        .unwrap()
}

async fn check(office: &Office, file: impl Into<Vec<u8>>) -> Value {
    let request = request(office, "?check=true", file);
    let answer = send(&office.router, request).await;
    assert_eq!(answer.status, 200);
    answer.ok()
}

pub(crate) async fn import(office: &Office, file: impl Into<Vec<u8>>) -> Answer {
    send(&office.router, request(office, "", file)).await
}

/// Line, column and code of every problem.
async fn problems(office: &Office, file: impl Into<Vec<u8>>) -> Vec<(u64, String, String)> {
    let checked = check(office, file).await;
    let problems = checked["problems"].as_array().unwrap().iter();
    let problem = |problem: &Value| {
        let column = problem["column"].as_str().unwrap_or("-").to_owned();
        let code = problem["code"].as_str().unwrap().to_owned();
        (problem["line"].as_u64().unwrap(), column, code)
    };
    problems.map(problem).collect()
}

fn problem(line: u64, column: &str, code: &str) -> (u64, String, String) {
    (line, column.to_owned(), code.to_owned())
}

pub(crate) async fn get(office: &Office, path: &str) -> Value {
    office.as_admin("GET", path, &Value::Null).await.ok()
}

async fn details(office: &Office, user_name: &str) -> Value {
    let found = get(office, &format!("/users/search?text={user_name}")).await;
    let id = found["rows"][0]["id"].as_str().unwrap().to_owned();
    get(office, &format!("/users/{id}/details")).await
}

/// Who there is, and which groups.
async fn everything(office: &Office) -> (Value, Value, usize) {
    let users = get(office, "/users").await;
    let groups = get(office, "/groups").await;
    (users, groups, office.trail().await.len())
}

#[tokio::test]
async fn a_file_of_a_spreadsheet_is_checked_and_then_imported() {
    let office = Office::open().await;
    let field = office.group("Field staff", &[]).await;
    let file = format!(
        "{}{}{}{}{}",
        "\u{feff}groups;user_name;password;email;language;display_name;sign_in\r\n",
        "SALES| field STAFF |sales;bob;mot de passe;Bob@EXAMPLE.org;fr;\"Bob \"\"B\"\" Élan\";\r\n",
        ";;;;;;\r\n",
        "Sales;carol;;;;;identity-provider\r\n",
        ";dora;\"a;b\"\"c|d e\";;en;Dora;password",
    );
    let before = everything(&office).await;
    let checked = check(&office, file.clone()).await;
    let expected = json!({"rows": 3, "with_password": 2, "new_groups": ["SALES"], "problems": []});
    assert_eq!(checked, expected);
    assert_eq!(everything(&office).await, before);
    let imported = import(&office, file.clone()).await;
    assert_eq!(imported.status, 201);
    let expected = json!({"users": 3, "with_password": 2, "new_groups": 1});
    assert_eq!(imported.json(), expected);

    let bob = details(&office, "bob").await;
    assert_eq!(
        (&bob["display_name"], &bob["email"], &bob["language"]),
        (
            &json!("Bob \"B\" Élan"),
            &json!("Bob@example.org"),
            &json!("fr")
        )
    );
    let groups = bob["groups"].as_array().unwrap();
    assert_eq!(
        (&groups[0]["id"], &groups[1]["name"]),
        (&json!(field), &json!("SALES"))
    );
    office.sign_in(SELF_SERVICE, "bob", "mot de passe").await;
    office.sign_in(SELF_SERVICE, "DORA", "a;b\"c|d e").await;
    let carol = details(&office, "carol").await;
    assert_eq!(
        (
            &carol["sign_in"],
            &carol["has_password"],
            &carol["password_set_ms"]
        ),
        (&json!("identity-provider"), &json!(false), &Value::Null)
    );
    // Again, everybody is there already.
    let taken = |line| problem(line, "user_name", "user.exists");
    let found = problems(&office, file.clone()).await;
    assert_eq!(found, [taken(2), taken(4), taken(5)]);
    let refused = import(&office, file).await.refused(400, "import.refused");
    assert_eq!(refused["fields"][2]["field"], "line 5, user_name");
    assert_eq!(refused["fields"][2]["code"], "user.exists");
}

#[tokio::test]
async fn the_trail_says_who_came_and_once_that_it_was_an_import() {
    let office = Office::open().await;
    let before = office.trail().await.len();
    let file = "user_name,groups,password\nbob,A;B|C,secret of bob\ncarol,c,\n";
    import(&office, file).await.ok();
    let trail = office.trail().await;
    is_chained(&trail);
    let actions: Vec<_> = trail[before..]
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    let mut expected = vec!["group.created"; 3];
    expected.extend(["user.created", "user.created", "users.imported"]);
    assert_eq!(actions, expected);
    let (bob, imported) = (&trail[before + 3], trail.last().unwrap());
    assert_eq!(bob["account"], details(&office, "bob").await["id"]);
    assert_eq!(bob["detail"]["groups"].as_array().unwrap().len(), 3);
    assert_eq!(
        imported["detail"],
        json!({"users": 2, "with_password": 1, "groups_created": 3, "members_added": 4})
    );
    assert!(!json!(trail).to_string().contains("secret"));
}

#[tokio::test]
async fn who_has_no_password_signs_in_once_an_administrator_has_set_one() {
    let office = Office::open().await;
    import(&office, "user_name\nbob\n").await.ok();
    let bob = details(&office, "bob").await;
    assert_eq!(
        (&bob["has_password"], &bob["sign_in"]),
        (&json!(false), &json!("password"))
    );
    let listed = get(&office, "/users").await;
    assert_eq!(listed["users"][1]["password_set_ms"], Value::Null);
    for password in ["", "12345678", "AAAAAAAAAAAAAAAAAAAAAA"] {
        let body = json!({"user_name": "bob", "password": password});
        let path = format!("{SELF_SERVICE}/session");
        let refused = office.call("POST", &path, "", &body).await;
        refused.refused(401, "credentials.not_accepted");
    }
    let path = format!("/users/{}/password", bob["id"].as_str().unwrap());
    let body = json!({"password": PASSWORD});
    office.as_admin("PUT", &path, &body).await.ok();
    office.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    let bob = details(&office, "bob").await;
    assert_eq!(bob["has_password"], true);
}

#[tokio::test]
async fn every_problem_of_every_line_is_told_with_its_line() {
    let office = Office::open().await;
    let long = "x".repeat(129);
    let file = format!(
        "user_name,display_name,email,language,groups,sign_in,password\r\n\
         bob,\"Bob\r\nin two lines\",bob,de,\"{}\",card,short\r\n\
         \r\n\
         ,,,,,,correct horse\r\n\
         {long},,,,,,\r\n\
         ALICE,,,,,,\"open\r\nquote\"\r\n\
         carol,,\r\n\
         bOB,,,EN,,second-factor,\r\n",
        "x".repeat(65)
    );
    let found = problems(&office, file.clone()).await;
    let expected = [
        problem(2, "display_name", "name.invalid"),
        problem(2, "email", "email.invalid"),
        problem(2, "language", "import.language_unknown"),
        problem(2, "groups", "import.group_invalid"),
        problem(2, "sign_in", "import.sign_in_unknown"),
        problem(2, "password", "password.length"),
        problem(5, "user_name", "import.user_name_missing"),
        problem(6, "user_name", "user.name_invalid"),
        problem(7, "password", "import.password_characters"),
        problem(7, "user_name", "user.exists"),
        problem(9, "-", "import.fields"),
        problem(10, "language", "import.language_unknown"),
        problem(10, "sign_in", "import.sign_in_unknown"),
        problem(10, "user_name", "import.user_name_repeated"),
    ];
    assert_eq!(found, expected);
    // The same with the line breaks of others.
    let unix = problems(&office, file.replace("\r\n", "\n")).await;
    assert_eq!(unix, expected);
    let old = problems(&office, file.replace("\r\n", "\r")).await;
    assert_eq!(old, expected);
    let before = everything(&office).await;
    let refused = import(&office, file).await;
    let fields = refused.refused(400, "import.refused")["fields"].clone();
    assert_eq!(fields.as_array().unwrap().len(), expected.len());
    let told = String::from_utf8(refused.body).unwrap();
    for secret in ["short", "correct horse", "open"] {
        assert!(!told.contains(secret), "{secret}");
    }
    assert_eq!(everything(&office).await, before);
}

/// A file of so many users, who all go on like this.
fn many(rows: usize, row: &str) -> Vec<u8> {
    let mut file = "user_name,groups,password\n".to_owned();
    for number in 0..rows {
        writeln!(file, "u{number}{row}").unwrap();
    }
    file.into_bytes()
}

/// A file of so many users, each in so many groups of their own.
fn with_groups(users: usize, groups: usize) -> Vec<u8> {
    let mut file = many(0, "");
    for user in 0..users {
        let groups = (0..groups).map(|number| format!("g{user}-{number}"));
        let groups = groups.collect::<Vec<_>>().join("|");
        file.extend(format!("u{user},{groups},\n").bytes());
    }
    file
}

#[tokio::test]
async fn what_is_no_file_of_users_is_said_so() {
    let office = Office::open().await;
    for (file, expected) in [
        (vec![], problem(1, "-", "import.empty")),
        (
            b"\xef\xbb\xbf\r\n".to_vec(),
            problem(1, "-", "import.empty"),
        ),
        (b"user_name\n\n".to_vec(), problem(1, "-", "import.empty")),
        (
            b"\nann,secret password\nbob,x".to_vec(),
            problem(2, "-", "import.no_header"),
        ),
        (
            b"user_name,x\nbob,1".to_vec(),
            problem(1, "2", "import.column_unknown"),
        ),
        (
            b"user_name;email;email\nbob;;".to_vec(),
            problem(1, "email", "import.column_repeated"),
        ),
        (
            b"user_name\nJos\xe9".to_vec(),
            problem(2, "user_name", "import.not_utf8"),
        ),
        (
            b"user_name\nb\0b".to_vec(),
            problem(2, "user_name", "user.name_invalid"),
        ),
        (many(5001, ",,"), problem(5002, "-", "import.too_many_rows")),
        (
            many(251, ",,password"),
            problem(252, "password", "import.too_many_passwords"),
        ),
        (
            with_groups(1, 51),
            problem(2, "groups", "import.too_many_groups"),
        ),
        (
            with_groups(11, 50),
            problem(1, "-", "import.too_many_groups"),
        ),
    ] {
        let start = String::from_utf8_lossy(&file[..file.len().min(40)]).into_owned();
        assert_eq!(problems(&office, file).await, [expected], "{start}");
    }
    // UTF-16, as some programs call Unicode.
    let utf16: Vec<_> = "user_name\nbob"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        problems(&office, utf16).await,
        [problem(1, "-", "import.no_header")]
    );
    let step = request(&office, "?check=perhaps", "user_name\nbob");
    let refused = send(&office.router, step).await;
    refused.refused(400, "request.malformed");
}

#[tokio::test]
async fn a_file_has_1_mib_and_everything_else_64_kib() {
    let office = Office::open().await;
    let mut file = "user_name,display_name\n".to_owned();
    for number in 0..4000 {
        writeln!(file, "u{number},{}", " ".repeat(250)).unwrap();
    }
    file.extend(std::iter::repeat_n('\n', (1 << 20) - file.len()));
    let checked = check(&office, file.clone()).await;
    assert_eq!(
        (&checked["rows"], &checked["problems"]),
        (&json!(4000), &json!([]))
    );
    file.push('\n');
    let beyond = request(&office, "?check=true", file);
    let refused = send_as_it_is(&office.router, beyond).await;
    refused.refused(413, "request.too_large");
    let body = json!({"name": "x".repeat(64 * 1024)});
    let refused = office.as_admin("POST", "/groups", &body).await;
    refused.refused(413, "request.too_large");
}
