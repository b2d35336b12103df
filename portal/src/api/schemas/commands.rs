//! What is asked of devices, and the organisation's escrow keys.

use serde::Deserialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// Where a device is in its life.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DeviceState {
    /// In use.
    Active,
    /// Told to destroy its keys, or to be told.
    Retiring,
    /// Has destroyed its keys, or was given up.
    Retired,
}

/// What is asked of a device.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CommandKind {
    Lock,
    Retire,
    AppconnectUnlock,
}

/// What became of a command.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CommandState {
    Waiting,
    Done,
    Superseded,
    Cancelled,
    Expired,
    /// The phone used the grant without having said so.
    Used,
    /// Five wrong tries ended the grant.
    Exhausted,
}

/// A command as its user sees it.
#[derive(ToSchema)]
pub(crate) struct OwnCommand {
    sequence: u64,
    command: CommandKind,
    state: CommandState,
    asked_ms: u64,
    /// When the phone was first told.
    #[schema(required)]
    delivered_ms: Option<u64>,
    #[schema(required)]
    ended_ms: Option<u64>,
}

/// A command.
#[derive(ToSchema)]
pub(crate) struct Command {
    sequence: u64,
    command: CommandKind,
    state: CommandState,
    asked_ms: u64,
    /// Like `administrator:` or `user:` and an id.
    asked_by: String,
    /// When the phone was first told.
    #[schema(required)]
    delivered_ms: Option<u64>,
    #[schema(required)]
    ended_ms: Option<u64>,
    /// Of an AppConnect Unlock.
    #[schema(nullable = false)]
    grant: Option<ShownGrant>,
}

/// Leave to choose a new passcode once.
#[derive(ToSchema)]
pub(crate) struct ShownGrant {
    id: String,
    state: GrantState,
    password: PasswordAsked,
    #[schema(required)]
    reason: Option<String>,
    expires_ms: u64,
}

/// What became of a grant.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GrantState {
    Live,
    Used,
    Cancelled,
    Expired,
    Exhausted,
}

/// Whether the account's password is asked.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PasswordAsked {
    Asked,
    Waived,
}

/// The commands to a device.
#[derive(ToSchema)]
pub(crate) struct Commands {
    commands: Vec<Command>,
}

/// What a user asks of an own device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnWish {
    command: OwnCommandKind,
}

/// What users may ask.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OwnCommandKind {
    Lock,
    Retire,
}

/// What an administrator asks of a device.
pub(crate) struct Wish;

impl ToSchema for Wish {}

impl PartialSchema for Wish {
    fn schema() -> RefOr<Schema> {
        let or_none = SchemaType::from_iter([Type::String, Type::Null]);
        let unlock = || wish("appconnect-unlock");
        let asked = unlock()
            .property("password", one_word("asked"))
            .property("reason", reason(or_none));
        let waived = unlock()
            .property("password", one_word("waived"))
            .required("password")
            .property("reason", reason(Type::String.into()))
            .required("reason");
        let one = OneOfBuilder::new()
            .description(Some("What an administrator asks of a device."))
            .item(wish("lock"))
            .item(wish("retire"))
            .item(asked)
            .item(waived);
        one.into()
    }
}

fn wish(command: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .property("command", one_word(command))
        .required("command")
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

fn reason(kind: SchemaType) -> ObjectBuilder {
    let reason = ObjectBuilder::new().schema_type(kind);
    reason.description(Some("4 to 200 characters in one line, for the audit trail"))
}

fn one_word(word: &str) -> Object {
    let text = ObjectBuilder::new().schema_type(Type::String);
    text.enum_values(Some([word])).build()
}

/// Every escrow key.
#[derive(ToSchema)]
pub(crate) struct EscrowKeys {
    escrow_keys: Vec<ShownEscrowKey>,
}

/// An escrow key.
#[derive(ToSchema)]
pub(crate) struct ShownEscrowKey {
    id: String,
    state: EscrowKeyState,
    created_ms: u64,
    #[schema(required)]
    destroyed_ms: Option<u64>,
    /// How many active devices rely on it.
    devices: u64,
}

/// What an escrow key is good for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EscrowKeyState {
    /// Phones seal to it.
    Current,
    /// It only opens.
    Former,
    /// Its private half is gone.
    Destroyed,
}

/// The new current escrow key.
#[derive(ToSchema)]
pub(crate) struct NewEscrowKey {
    id: String,
    state: EscrowKeyState,
    /// The id of the one before.
    former: String,
}

/// The active devices that rely on an escrow key.
#[derive(ToSchema)]
pub(crate) struct DevicesOfKey {
    devices: Vec<DeviceOfKey>,
}

/// An active device that relies on an escrow key.
#[derive(ToSchema)]
pub(crate) struct DeviceOfKey {
    id: String,
    /// Its user's id.
    user: String,
    name: String,
    /// Whether it said so; else it was only told of the key.
    reported: bool,
    last_seen_ms: u64,
}
