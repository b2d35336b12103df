//! What a portal is told when it starts, besides where its data is. Everything is optional.

use crate::identity_provider::IdentityProvider;

/// What a portal works with, read once at its start.
#[derive(Default)]
pub struct Settings {
    /// Through whom users may sign in besides the password kept here.
    pub identity_provider: Option<IdentityProvider>,
}
