//! What a failure of the portal leaves in the log. That no secret does: `smoke.rs`.

use crate::support::Office;
use serde_json::Value;
use std::io;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn an_internal_error_is_logged_once_and_told_to_nobody() {
    let office = Office::open().await;
    office.portal.close().await;
    let kept = Kept::default();
    let log = tracing_subscriber::fmt().with_writer(kept.clone()).json();
    let answer = {
        let _here = tracing::subscriber::set_default(log.flatten_event(true).finish());
        let path = "/api/admin/v1/groups?secret=1";
        office.call("GET", path, &office.admin, &Value::Null).await
    };
    let body = answer.refused(500, "portal.internal");
    assert!(!body.to_string().contains("database"), "{body}");
    let log = kept.text();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert_eq!(lines[0]["level"], "ERROR");
    assert_eq!(lines[0]["code"], "portal.internal");
    assert_eq!(lines[0]["cause"], "internal.database");
    assert_eq!(lines[0]["route"], "/api/admin/v1/groups");
    assert_eq!(lines[0]["request_id"], answer.request_id);
    assert_eq!(answer.request_id.len(), 22);
}
