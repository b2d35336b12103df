//! The form of all rules: checked while it is filled in, saved by the service, never overwriting
//! what somebody else did meanwhile.
//!
//! SECURITY: a sample passcode is looked at and forgotten; it is not sent back, kept or logged.

use super::fields::{Control, Field, sections};
use super::findings::Findings;
use super::merge::{Merged, merge};
use super::typed::Typed;
use super::{address, platform, words};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::configurations::{self, Shown};
use crate::error::{Error, Internal};
use crate::language::Language;
use crate::portal::Context;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, Screen, go_and_say};
use crate::web::staff::mended::can_mend;
use crate::web::who::{Administrator, By};
use axum::extract::State;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::{Platform, SecretText};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TEMPLATE: &str = "admin/configurations/edit.html";

#[derive(Deserialize)]
pub(super) struct Asked {
    /// An earlier version, whose rules are to come back.
    version: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Sent {
    /// The version that was read.
    version: String,
    /// `check` to look only.
    #[serde(default, rename = "do")]
    wanted: String,
    #[serde(default)]
    sample: Option<SecretText>,
    #[serde(default)]
    confirm_password: Option<SecretText>,
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

/// `GET /admin/configurations/{id}/edit`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let mut rules = shown.rules.clone();
    if let Some(version) = asked.version {
        let (_, policy) = configurations::version(&context, &id, version).await?;
        rules = policy.ok_or(Error::NoSuchConfiguration)?.to_json();
    }
    let typed = Typed::of(&rules, platform(&shown.platform));
    let mut form = Form::new(&by.screen, &shown, &typed, None);
    form.restored = asked.version.filter(|version| *version != shown.version);
    by.screen.show(TEMPLATE, form)
}

/// `POST /admin/configurations/{id}/edit`: saves, or only checks.
pub(super) async fn save(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(sent): Filled<Sent>,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let read = sent.version.parse::<u64>().map_err(|_| {
        Error::Malformed("The form does not say which version was read. Load the page again.")
    })?;
    let typed = Typed::new(sent.fields);
    let mut form = Form::new(&by.screen, &shown, &typed, sent.sample.as_ref());
    form.version = read;
    if sent.wanted == "check" {
        form.is_checked = true;
        return by.screen.show(TEMPLATE, form);
    }
    let rules = typed.to_rules(platform(&shown.platform), &shown.rules);
    let confirmed = (&source, sent.confirm_password.as_ref());
    match store(&context, &mut by, confirmed, (&shown, read), &rules).await {
        Ok(()) => Ok(go_and_say(&address(&id), "done-configuration-saved")),
        Err(error) if can_mend(&error) || matches!(error, Error::Policy(_)) => {
            form.problem = Some(Problem::from(&error));
            by.screen.show_refused(error, TEMPLATE, form)
        }
        Err(error @ Error::ConfigurationChanged) => {
            let shown = configurations::find(&context, &id).await?;
            let mut form = clash(&context, &by.screen, &shown, (read, &rules)).await?;
            form.problem = Some(Problem::from(&error));
            by.screen.show_refused(error, TEMPLATE, form)
        }
        Err(error) => Err(error),
    }
}

/// Saves rules; what is dangerous asks again who it is.
async fn store(
    context: &Context,
    by: &mut By<Administrator>,
    (source, password): (&Source, Option<&SecretText>),
    (shown, read): (&Shown, u64),
    rules: &Value,
) -> Result<(), Error> {
    let new = Policy::parse(rules)?;
    let old = Policy::parse(&shown.rules).map_err(|_| Error::Internal(Internal::Record))?;
    // Over another version than the one that was read, nothing is saved.
    if shown.version == read && configurations::is_dangerous(&old, &new) {
        confirm(context, by, source, password).await?;
    }
    configurations::replace(context, &by.session.account, &shown.id, read, rules).await?;
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct Live {
    platform: Platform,
    #[serde(default)]
    sample: Option<SecretText>,
    /// Not looked at, and no rule.
    #[serde(default, rename = "confirm_password")]
    _confirm_password: Option<SecretText>,
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

/// `POST /admin/configurations/check`: what there is to say about a form so far, as a fragment.
pub(super) async fn check(by: By<Administrator>, Filled(live): Filled<Live>) -> Answer {
    let typed = Typed::new(live.fields);
    let kept = Policy::default().to_json();
    let findings = Findings::of(&typed, &kept, live.platform, live.sample.as_ref());
    let view = json!({"findings": findings, "is_fragment": true});
    by.screen.show("admin/configurations/findings.html", view)
}

/// The page of the form.
#[derive(Serialize)]
struct Form {
    configuration: Value,
    /// The version that was read, and that saving replaces.
    version: u64,
    sections: Vec<Section>,
    findings: Findings,
    /// The rules in force, or those of the form, can destroy keys.
    can_wipe: bool,
    is_checked: bool,
    /// It is not: the findings are part of the page.
    is_fragment: bool,
    /// The version whose rules the form was filled with.
    restored: Option<u64>,
    theirs: Option<Theirs>,
    problem: Option<Problem>,
}

#[derive(Serialize)]
struct Section {
    key: &'static str,
    fields: Vec<Input>,
}

#[derive(Serialize)]
struct Input {
    name: &'static str,
    key: String,
    unit: &'static str,
    control: Control,
    text: String,
    is_on: bool,
    is_never: bool,
    default: String,
}

/// What somebody else did meanwhile.
#[derive(Serialize)]
struct Theirs {
    by: Option<String>,
    at_ms: u64,
    changes: Vec<Difference>,
    mine: Vec<Difference>,
    /// What both changed; the form keeps one's own.
    clashes: Vec<Difference>,
}

#[derive(Serialize)]
struct Difference {
    key: String,
    from: String,
    to: String,
}

impl Form {
    fn new(screen: &Screen, shown: &Shown, typed: &Typed, sample: Option<&SecretText>) -> Self {
        let of = platform(&shown.platform);
        let defaults = Policy::default().to_json();
        let input = |field: &Field| Input {
            name: field.name,
            key: field.key(),
            unit: field.unit,
            control: field.control(),
            text: typed.text(*field).to_owned(),
            is_on: typed.is_on(*field),
            is_never: typed.is_never(*field),
            default: defaults.get(field.name).map_or_else(String::new, |rule| {
                words::value_of(screen.language, *field, rule)
            }),
        };
        let section = |(key, fields): (&'static str, &'static [Field])| Section {
            key,
            fields: fields.iter().map(input).collect(),
        };
        Self {
            configuration: json!({
                "id": shown.id, "name": shown.name, "platform": shown.platform,
            }),
            version: shown.version,
            sections: sections(of).map(section).collect(),
            findings: Findings::of(typed, &shown.rules, of, sample),
            can_wipe: can_wipe(&shown.rules) || can_wipe(&typed.to_rules(of, &shown.rules)),
            is_checked: false,
            is_fragment: false,
            restored: None,
            theirs: None,
            problem: None,
        }
    }
}

/// Whether keys can be destroyed under these rules, valid or not.
fn can_wipe(rules: &Value) -> bool {
    let is_other = |field: &str, harmless: &str| rules.get(field).is_some_and(|r| r != harmless);
    is_other("at_the_limit", "lock") || is_other("wipe_out_of_contact_days", "never")
}

/// The form after somebody else has saved: both changes, as far as they go together.
async fn clash(
    context: &Context,
    screen: &Screen,
    shown: &Shown,
    (read, mine): (u64, &Value),
) -> Result<Form, Error> {
    let of = platform(&shown.platform);
    let base = configurations::version(context, &shown.id, read).await;
    let base = match base {
        Ok((_, Some(policy))) => policy.to_json(),
        // No version that anybody can have read: then all of it is one's own.
        Ok((_, None)) | Err(Error::NoSuchConfiguration) => shown.rules.clone(),
        Err(error) => return Err(error),
    };
    let (made, _) = configurations::version(context, &shown.id, shown.version).await?;
    let Merged { typed, clashes } = merge(&base, mine, &shown.rules, of);
    let mut form = Form::new(screen, shown, &typed, None);
    let language = screen.language;
    let clashes = clashes.iter().map(|field| Difference {
        key: field.key(),
        from: value(language, *field, &shown.rules),
        to: value(language, *field, mine),
    });
    form.theirs = Some(Theirs {
        by: made.by,
        at_ms: made.at_ms,
        changes: differences(language, of, (&base, &shown.rules)),
        mine: differences(language, of, (&base, mine)),
        clashes: clashes.collect(),
    });
    Ok(form)
}

fn differences(language: Language, of: Platform, (from, to): (&Value, &Value)) -> Vec<Difference> {
    super::fields::fields(of)
        .filter(|field| from.get(field.name) != to.get(field.name))
        .map(|field| Difference {
            key: field.key(),
            from: value(language, *field, from),
            to: value(language, *field, to),
        })
        .collect()
}

fn value(language: Language, field: Field, rules: &Value) -> String {
    let rule = rules.get(field.name);
    rule.map_or_else(String::new, |rule| words::value_of(language, field, rule))
}
