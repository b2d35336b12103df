//! What a portal is told besides its data directory and its database, read once at its start.

use crate::identity_provider::IdentityProvider;
use crate::mail::Mail;

/// What a portal may be told. The default is nothing: it then does without.
#[derive(Default)]
pub struct Settings {
    /// Through whom users may sign in besides the password kept here.
    pub identity_provider: Option<IdentityProvider>,
    /// How notices are mailed.
    pub mail: Option<Mail>,
}
