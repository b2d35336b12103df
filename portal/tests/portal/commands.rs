//! Commands to devices: told until they are acknowledged, carried out once, and what Retire ends.

use crate::resets::office_with_pins;
use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE, request_id};
use passcode_core::portal::wire::path;
use serde_json::{Value, json};

/// An administrator's command.
pub(crate) async fn send_command(office: &Office, phone: &Phone, body: Value) -> Answer {
    let path = format!("/devices/{}/commands", phone.device());
    office.as_admin("POST", &path, &body).await
}

/// What the administrator sees of a device.
pub(crate) async fn shown(office: &Office, phone: &Phone) -> Value {
    let path = format!("/devices/{}", phone.device());
    office.as_admin("GET", &path, &Value::Null).await.ok()
}

/// All commands of a device, newest first, as pairs of name and state.
pub(crate) async fn states(office: &Office, phone: &Phone) -> Vec<(String, String)> {
    let path = format!("/devices/{}/commands", phone.device());
    let answer = office.as_admin("GET", &path, &Value::Null).await.ok();
    let text = |command: &Value, field: &str| command[field].as_str().unwrap().to_owned();
    answer["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|command| (text(command, "command"), text(command, "state")))
        .collect()
}

/// What a check-in tells, after so much was carried out.
pub(crate) async fn told(office: &Office, phone: &Phone, done: u64) -> Vec<Value> {
    let answer = phone.check_in_after(office, done).await.ok();
    answer["commands"].as_array().unwrap().clone()
}

async fn acknowledge(office: &Office, phone: &Phone, done: u64) -> Answer {
    let body = json!({"commands_done": done});
    phone.post(office, path::COMMANDS_DONE, &body).await
}

/// How many entries of an action the trail has, and by whom.
async fn actors(office: &Office, action: &str) -> Vec<String> {
    let trail = office.trail().await;
    let entries = trail.iter().filter(|entry| entry["action"] == action);
    entries
        .map(|entry| entry["actor"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_command_is_told_until_it_is_acknowledged() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::of_alice(&office).await;
    let answer = send_command(&office, &phone, json!({"command": "lock"})).await;
    assert_eq!(answer.status, 201);
    let asked = answer.ok();
    assert_eq!(
        (&asked["sequence"], &asked["state"]),
        (&json!(1), &json!("waiting"))
    );
    assert_eq!(asked["delivered_ms"], Value::Null);
    let lock = json!({"sequence": 1, "command": "lock"});
    office.clock.advance(MINUTE);
    for _ in 0..3 {
        assert_eq!(told(&office, &phone, 0).await, vec![lock.clone()]);
        office.clock.advance(MINUTE);
    }
    assert!(told(&office, &other, 0).await.is_empty());
    let waiting = shown(&office, &phone).await["commands"].clone();
    assert_eq!(waiting[0]["delivered_ms"], 1_767_600_000_000 + MINUTE);
    let done = acknowledge(&office, &phone, 1).await;
    assert_eq!((done.status, done.body.len()), (204, 0));
    assert!(told(&office, &phone, 0).await.is_empty());
    assert_eq!(
        states(&office, &phone).await,
        [("lock".into(), "done".into())]
    );
    assert_eq!(shown(&office, &phone).await["commands"], json!([]));
    assert_eq!(actors(&office, "command.asked").await.len(), 1);
    for action in ["command.delivered", "command.done"] {
        assert_eq!(
            actors(&office, action).await,
            [format!("device:{}", phone.device())]
        );
    }
}

#[tokio::test]
async fn a_check_in_acknowledges_too_and_nothing_is_taken_back() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    for _ in 0..2 {
        send_command(&office, &phone, json!({"command": "lock"}))
            .await
            .ok();
        told(&office, &phone, 0).await;
    }
    assert!(told(&office, &phone, 2).await.is_empty());
    // Late and repeated acknowledgements change nothing.
    for done in [0, 1, 2] {
        assert_eq!(acknowledge(&office, &phone, done).await.status, 204);
        assert!(told(&office, &phone, done).await.is_empty());
    }
    for too_high in [1_003, u64::MAX] {
        let body = phone.check_in_after(&office, too_high).await;
        body.refused(400, "request.malformed");
        acknowledge(&office, &phone, too_high)
            .await
            .refused(400, "request.malformed");
    }
    send_command(&office, &phone, json!({"command": "lock"}))
        .await
        .ok();
    let lock = json!({"sequence": 3, "command": "lock"});
    assert_eq!(told(&office, &phone, 2).await, [lock]);
    assert_eq!(actors(&office, "command.done").await.len(), 1);
}

#[tokio::test]
async fn a_second_lock_takes_the_place_of_the_first() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    for _ in 0..3 {
        send_command(&office, &phone, json!({"command": "lock"}))
            .await
            .ok();
    }
    let lock = json!({"sequence": 3, "command": "lock"});
    assert_eq!(told(&office, &phone, 0).await, [lock]);
    acknowledge(&office, &phone, 3).await.ok();
    let states: Vec<_> = states(&office, &phone)
        .await
        .into_iter()
        .map(|(_, state)| state)
        .collect();
    assert_eq!(states, ["done", "superseded", "superseded"]);
}

#[tokio::test]
async fn retire_ends_everything_at_once_and_the_phone_completes_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let id = request_id();
    phone.reset_as(&office, &id, PASSWORD).await.ok();
    for command in ["lock", "appconnect-unlock", "retire"] {
        send_command(&office, &phone, json!({"command": command}))
            .await
            .ok();
    }
    // Nothing is opened any more, not even again.
    for secret in [pin.as_str(), PASSWORD] {
        phone
            .reset(&office, secret)
            .await
            .refused(401, "device.unknown");
        phone
            .reset_as(&office, &id, secret)
            .await
            .refused(401, "device.unknown");
    }
    office
        .issue_pin(phone.device())
        .await
        .refused(409, "device.retired");
    for body in [
        json!({"command": "lock"}),
        json!({"command": "appconnect-unlock"}),
    ] {
        send_command(&office, &phone, body)
            .await
            .refused(409, "device.retired");
    }
    let device = shown(&office, &phone).await;
    assert_eq!(device["state"], "retiring");
    assert_eq!(device["commands"][0]["delivered_ms"], Value::Null);
    let retire = json!({"sequence": 3, "command": "retire"});
    assert_eq!(told(&office, &phone, 0).await, vec![retire.clone()]);
    assert_eq!(told(&office, &phone, 0).await, [retire]);
    let device = shown(&office, &phone).await;
    assert_eq!(device["commands"][0]["delivered_ms"], 1_767_600_000_000_u64);
    acknowledge(&office, &phone, 3).await.ok();
    acknowledge(&office, &phone, 3)
        .await
        .refused(401, "device.unknown");
    phone
        .check_in(&office, 1)
        .await
        .refused(401, "device.unknown");
    let expected = [
        ("retire", "done"),
        ("appconnect-unlock", "cancelled"),
        ("lock", "cancelled"),
    ];
    let expected = expected.map(|(name, state)| (name.to_owned(), state.to_owned()));
    assert_eq!(states(&office, &phone).await, expected);
    send_command(&office, &phone, json!({"command": "retire"}))
        .await
        .refused(409, "device.retired");
}

/// Also one whose files were put back: it is to destroy its keys whatever it reports.
#[tokio::test]
async fn a_retiring_phone_is_told_whatever_it_reports() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    phone.check_in(&office, 5).await.ok();
    phone
        .check_in(&office, 4)
        .await
        .refused(409, "device.rolled_back");
    send_command(&office, &phone, json!({"command": "retire"}))
        .await
        .ok();
    let answer = phone.check_in(&office, 4).await.ok();
    assert_eq!(answer["commands"][0]["command"], "retire");
    assert_eq!(shown(&office, &phone).await["generation"], 5);
    // The acknowledgement may come with a check-in.
    assert!(told(&office, &phone, 1).await.is_empty());
    assert_eq!(shown(&office, &phone).await["state"], "retired");
}

#[tokio::test]
async fn retired_devices_stay_listed_under_their_state() {
    let office = Office::open().await;
    let [active, retiring, lost] = [
        Phone::of_alice(&office).await,
        Phone::of_alice(&office).await,
        Phone::of_alice(&office).await,
    ];
    for phone in [&retiring, &lost] {
        send_command(&office, phone, json!({"command": "retire"}))
            .await
            .ok();
    }
    let give_up = format!("/devices/{}/retired", lost.device());
    assert_eq!(
        office.as_admin("PUT", &give_up, &json!({})).await.status,
        204
    );
    office
        .as_admin("PUT", &give_up, &json!({}))
        .await
        .refused(409, "device.retired");
    lost.check_in(&office, 1)
        .await
        .refused(401, "device.unknown");
    assert_eq!(
        states(&office, &lost).await,
        [("retire".into(), "cancelled".into())]
    );
    for (filter, mut expected) in [
        ("", vec![active.device(), retiring.device()]),
        ("?state=active", vec![active.device()]),
        ("?state=retiring", vec![retiring.device()]),
        ("?state=retired", vec![lost.device()]),
    ] {
        let path = format!("/devices{filter}");
        let answer = office.as_admin("GET", &path, &Value::Null).await.ok();
        let devices = answer["devices"].as_array().unwrap();
        let mut ids: Vec<_> = devices
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        ids.sort_unstable();
        expected.sort_unstable();
        assert_eq!(ids, expected, "{filter}");
    }
    office
        .as_admin("GET", "/devices?state=lost", &Value::Null)
        .await
        .refused(400, "request.malformed");
    assert_eq!(actors(&office, "device.given_up").await.len(), 1);
}

/// The portal's database was put back: the phone has carried out more than the portal knows of.
#[tokio::test]
async fn a_phone_that_is_ahead_of_a_restored_database_hears_the_next_command() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    assert!(told(&office, &phone, 7).await.is_empty());
    send_command(&office, &phone, json!({"command": "lock"}))
        .await
        .ok();
    let lock = json!({"sequence": 8, "command": "lock"});
    assert_eq!(told(&office, &phone, 7).await, [lock]);
    assert!(told(&office, &phone, 8).await.is_empty());
}

#[tokio::test]
async fn a_user_locks_and_retires_own_devices_only() {
    let office = Office::open().await;
    office.add_user("bob").await;
    let phone = Phone::of_alice(&office).await;
    let bobs = Phone::enroll(&office, "bob", "android", "1.0").await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let send = async |phone: &Phone, command: &str| {
        let path = format!("{SELF_SERVICE}/devices/{}/commands", phone.device());
        let body = json!({"command": command});
        office.call("POST", &path, &token, &body).await
    };
    send(&bobs, "lock").await.refused(404, "device.unknown");
    send(&phone, "appconnect-unlock")
        .await
        .refused(400, "request.malformed");
    send(&phone, "lock").await.ok();
    let asked = send(&phone, "retire").await.ok();
    assert_eq!(asked["asked_by"], Value::Null);
    let waiting = shown(&office, &phone).await["commands"].clone();
    let by_alice = format!("user:{}", phone.identity.user);
    assert_eq!(waiting[0]["asked_by"], by_alice);
    send(&phone, "lock").await.refused(409, "device.retired");
    let path = format!("{SELF_SERVICE}/devices");
    let mine = office.call("GET", &path, &token, &Value::Null).await.ok();
    let mine = &mine["devices"][0];
    assert_eq!(
        (&mine["state"], &mine["commands"][0]["command"]),
        (&json!("retiring"), &json!("retire"))
    );
    assert_eq!(mine["one_time_pin"]["why_not"], "device.retired");
    acknowledge(&office, &phone, 2).await.ok();
    let mine = office.call("GET", &path, &token, &Value::Null).await.ok();
    assert_eq!(mine["devices"], json!([]));
}

#[tokio::test]
async fn what_is_no_command_is_refused() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    for body in [
        json!({"command": "dance"}),
        json!({"command": "lock", "password": "waived"}),
        json!({"command": "appconnect-unlock", "password": "perhaps"}),
        json!({}),
    ] {
        send_command(&office, &phone, body)
            .await
            .refused(400, "request.malformed");
    }
    let path = "/devices/x/commands";
    let body = json!({"command": "lock"});
    office
        .as_admin("POST", path, &body)
        .await
        .refused(404, "device.unknown");
    office
        .as_admin("GET", path, &Value::Null)
        .await
        .refused(404, "device.unknown");
    let path = format!(
        "{}/devices/{}/commands",
        crate::support::ADMIN,
        phone.device()
    );
    office
        .call("POST", &path, "", &body)
        .await
        .refused(401, "session.needed");
    assert!(states(&office, &phone).await.is_empty());
}
