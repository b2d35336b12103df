//! Configurations: what they are, what changed, and which of them applies.

use super::{Platform, Rules};
use serde_json::Value;
use utoipa::ToSchema;

/// Every configuration.
#[derive(ToSchema)]
pub(crate) struct Configurations {
    configurations: Vec<NamedConfiguration>,
}

/// A configuration.
#[derive(ToSchema)]
pub(crate) struct NamedConfiguration {
    id: String,
    name: String,
    platform: Platform,
    /// Whether it applies wherever no other one does.
    is_default: bool,
    version: u64,
    rules: Rules,
    /// The groups that it is assigned to.
    groups: Vec<AssignedGroup>,
}

/// A configuration after its change.
#[derive(ToSchema)]
pub(crate) struct ChangedConfiguration {
    id: String,
    name: String,
    platform: Platform,
    is_default: bool,
    version: u64,
    rules: Rules,
    groups: Vec<AssignedGroup>,
    changes: Vec<RuleChange>,
}

/// A group that a configuration is assigned to.
#[derive(ToSchema)]
pub(crate) struct AssignedGroup {
    id: String,
    name: String,
}

/// What changed in one rule.
#[derive(ToSchema)]
pub(crate) struct RuleChange {
    field: String,
    from: Value,
    to: Value,
    /// `stricter`, `looser` or `mixed`.
    direction: String,
}

/// Every version of a configuration.
#[derive(ToSchema)]
pub(crate) struct ConfigurationVersions {
    versions: Vec<ConfigurationVersion>,
}

/// A version of a configuration.
#[derive(ToSchema)]
pub(crate) struct ConfigurationVersion {
    version: u64,
    /// As they were written then.
    #[schema(value_type = Object)]
    rules: Value,
    changed_ms: u64,
    /// Like `administrator:` and an id; `portal` for what was there from the start.
    changed_by: String,
}

/// Which configuration applies, and why.
#[derive(ToSchema)]
pub(crate) struct Explanation {
    /// The user's id.
    user: String,
    platform: Platform,
    /// The one that applies.
    configuration: ConfigurationName,
    /// Every configuration of the platform, the one that wins first, the default last.
    candidates: Vec<Candidate>,
    /// The rules of the one that applies, beside those of the default.
    rules: Vec<ExplainedRule>,
}

/// A configuration without its rules.
#[derive(ToSchema)]
pub(crate) struct ConfigurationName {
    id: String,
    name: String,
    version: u64,
}

/// A configuration that could apply.
#[derive(ToSchema)]
pub(crate) struct Candidate {
    id: String,
    name: String,
    version: u64,
    applies: bool,
    why: Why,
    /// The one that wins over it.
    #[schema(nullable = false)]
    after: Option<ConfigurationName>,
    groups: Vec<CandidateGroup>,
}

/// Why a configuration applies or not.
#[derive(serde::Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Why {
    InGroup,
    LowerPriority,
    NotInGroup,
    NotAssigned,
    Default,
    DefaultNotNeeded,
}

/// A group that a configuration is assigned to.
#[derive(ToSchema)]
pub(crate) struct CandidateGroup {
    id: String,
    name: String,
    /// Whether the user is in it.
    member: bool,
}

/// A rule of the configuration that applies.
#[derive(ToSchema)]
pub(crate) struct ExplainedRule {
    rule: String,
    value: Value,
    default: Value,
}
