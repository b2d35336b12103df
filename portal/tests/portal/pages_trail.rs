//! The pages of the audit trail: whom they are for, what they refuse, and that nothing in them comes
//! out as it was put in.

use crate::support::visitor::{Visitor, leads_to, says, text};
use crate::support::{Answer, Office, Phone, scale};
use serde_json::Value;
use sqlx::Executor as _;

const VERIFY: &str = "/admin/audit/verify";

#[track_caller]
fn says_not(answer: &Answer, words: &str) {
    let page = text(answer);
    assert!(!page.contains(words), "{words} is in {page}");
}

#[tokio::test]
async fn everybody_reads_the_trail_and_only_some_verify_export_or_see_keys() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let mut helga = Visitor::new_staff(&office, "helga", "help-desk").await;
    let mut aude = Visitor::new_staff(&office, "aude", "auditor").await;
    for (path, allowed) in [
        ("/admin/audit", [200, 200, 200]),
        ("/admin/audit/1", [200, 200, 200]),
        ("/admin/audit/verify", [200, 403, 200]),
        ("/admin/audit/export", [200, 403, 200]),
        ("/admin/escrow-keys", [200, 403, 200]),
        ("/admin/escrow-keys/new", [200, 403, 403]),
        ("/admin/audit/0", [404, 404, 404]),
        ("/admin/audit/99999999999999999999", [404, 404, 404]),
    ] {
        for (visitor, status) in [&mut root, &mut helga, &mut aude].into_iter().zip(allowed) {
            assert_eq!(visitor.get(path).await.status, status, "{path}");
        }
    }
    let list = helga.get("/admin/audit").await;
    for path in [
        "/admin/audit/verify",
        "/admin/audit/export",
        "/admin/staff/",
    ] {
        says_not(&list, path);
    }
    says(&list, 200, &["Signed in", "root"]);
    let list = root.get("/admin/audit").await;
    says(&list, 200, &["/admin/staff/", "/admin/audit/verify"]);
}

#[tokio::test]
async fn what_is_asked_for_is_found_or_said_not_to_be_there() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let device = phone.device();
    for (query, found) in [
        ("action=device.enrolled", true),
        ("action=device.", true),
        ("action=group.", false),
        ("by=ROOT", true),
        ("by=alice", false),
        ("about=alice&action=user.created", true),
        (&format!("device={device}"), true),
        ("from=2026-01-05&to=2026-01-05", true),
        ("to=2026-01-04", false),
        ("from=2026-01-06", false),
        ("reason=password.wrong", false),
        ("action=&by=&about=&device=&from=&to=&reason=", true),
    ] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        let page = says(&page, 200, &[]);
        assert_eq!(page.contains("<tbody>"), found, "{query}");
    }
    for (query, said) in [
        ("by=nobody", "Nobody here has this user name"),
        ("about=%00", "Nobody here has this user name"),
        ("device=none", "No device has this name or id"),
        ("from=yesterday", "This is not a date"),
        ("to=1969-12-31", "This is not a date"),
        ("from=2026-01-06&to=2026-01-05", "The last day is before"),
        (
            "action=%3Cscript%3E",
            "asks for something that does not exist",
        ),
        ("reason=a%20b", "asks for something that does not exist"),
    ] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        says(&page, 422, &[said]);
        says_not(&page, "<tbody>");
        says_not(&page, "<script>");
    }
    for query in ["at=x", "at=", "by=a&by=b", "at=W10"] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, 400, "{query}");
    }
}

#[tokio::test]
async fn pages_lead_to_one_another_with_their_filters() {
    let office = Office::open().await;
    scale::add_lines(&mut office.connect().await, 260).await;
    let mut root = Visitor::staff(&office, "root").await;
    let next = |page: &Answer, rel: &str| {
        let page = text(page);
        let (_, link) = page.split_once(&format!("rel=\"{rel}\" href=\""))?;
        Some(link.split('"').next()?.replace("&amp;", "&"))
    };
    let rows = |page: &Answer| text(page).matches("<th scope=\"row\">").count();
    let first = root.get("/admin/audit?action=session.begun").await;
    assert_eq!(next(&first, "prev"), None);
    let (mut page, mut seen) = (first, 0);
    loop {
        seen += rows(&page);
        says_not(&page, "Passcode reset refused");
        let Some(path) = next(&page, "next") else {
            break;
        };
        page = root.get(&path).await;
    }
    // Eight of ten lines, without the four of the beginning; the administrator's own, and what this
    // visit began with.
    assert_eq!(seen, 207);
    let back = root.get(&next(&page, "prev").unwrap()).await;
    assert_eq!(rows(&back), 50);
    // What several accounts did comes in one order.
    let mixed = root.get("/admin/audit?by=root&from=2026-01-01").await;
    says(&mixed, 200, &["Signed in"]);
}

#[tokio::test]
async fn hostile_names_are_only_text() {
    let office = Office::open().await;
    let evil = "<script>alert(1)</script>";
    office.add_user(evil).await;
    office.group(evil, &[]).await;
    let mut root = Visitor::staff(&office, "root").await;
    let list = root.get("/admin/audit").await;
    says(&list, 200, &["&lt;script&gt;alert(1)"]);
    says_not(&list, "<script>alert");
    let last = office.trail().await.len();
    for sequence in last - 3..=last {
        let page = root.get(&format!("/admin/audit/{sequence}")).await;
        says_not(&page, "<script>alert");
    }
    let by = root.get("/admin/audit?by=%22%3E%3Cscript%3Ealert(1)").await;
    says_not(&by, "<script>alert");
    let export = root
        .get(&format!(
            "/admin/audit/export?by={}",
            "%3Cscript%3Ealert(1)%3C/script%3E"
        ))
        .await;
    says_not(&export, "<script>alert");
}

#[tokio::test]
async fn an_export_is_a_form_holds_what_was_asked_for_and_is_recorded() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let page = root
        .get("/admin/audit/export?by=root&action=session.")
        .await;
    let words = [
        "Signing in: everything",
        "about 1 KB",
        "name=\"by\" value=\"root\"",
    ];
    says(&page, 200, &words);
    let form = [("by", "root"), ("action", "session.")];
    let file = root.post("/admin/audit/export", &form).await;
    let lines: Vec<Value> = says(&file, 200, &[])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(lines.len() >= 2);
    assert!(lines.iter().all(|line| line["action"] == "session.begun"));
    let recorded = office.trail().await.pop().unwrap();
    assert_eq!(recorded["action"], "audit.exported");
    let filter = &recorded["detail"]["filter"];
    assert_eq!(filter["action"], "session.");
    assert_eq!(filter["actor"].as_array().unwrap().len(), 3);
    let before = office.trail().await.len();
    let wrong = root.post("/admin/audit/export", &[("by", "nobody")]).await;
    assert_eq!(leads_to(&wrong), "/admin/audit?by=nobody");
    let outdated = [("form_token", "x")];
    let outdated = root.send_form("/admin/audit/export", &outdated).await;
    assert_eq!(outdated.status, 403);
    assert_eq!(office.trail().await.len(), before);
}

#[tokio::test]
async fn a_chain_is_verified_part_by_part_and_what_is_broken_is_said() {
    let office = Office::open().await;
    scale::add_chained_lines(&mut office.connect().await, 25_000).await;
    let mut root = Visitor::staff(&office, "root").await;
    root.page(VERIFY).await;
    let part = root.post(VERIFY, &[("from", "1")]).await;
    let next = "name=\"from\" value=\"20001\"";
    says(&part, 200, &["20,000 of 25,00", "value=\"20000\"", next]);
    let whole = root.post(VERIFY, &[("from", "20001")]).await;
    let words = ["are there, in order and unchanged", "Fingerprint"];
    says(&whole, 200, &words);
    office
        .connect()
        .await
        .execute("UPDATE audit SET reason = 'x' WHERE sequence = 77")
        .await
        .unwrap();
    let broken = root.post(VERIFY, &[("from", "1")]).await;
    let words = [
        "Something is wrong at entry 77",
        "fingerprint does not fit",
        "security",
    ];
    says(&broken, 200, &words);
    office
        .connect()
        .await
        .execute("DELETE FROM audit WHERE sequence = 70")
        .await
        .unwrap();
    let missing = root.post(VERIFY, &[("from", "1")]).await;
    says(
        &missing,
        200,
        &["Something is wrong at entry 70", "missing"],
    );
    assert_eq!(root.post(VERIFY, &[("from", "-1")]).await.status, 400);
    let outdated = [("form_token", "x"), ("from", "1")];
    assert_eq!(root.send_form(VERIFY, &outdated).await.status, 403);
}
