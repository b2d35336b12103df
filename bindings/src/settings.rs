//! What the host knows about itself.

use crate::kdf::DerivationCost;
use passcode_core::flow;
use passcode_core::portal::wire;

/// What the host knows about itself.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Settings {
    /// The phone's operating system.
    pub platform: Platform,
    /// The app's version, like `3.1.0`: 1 to 32 characters.
    pub app_version: String,
    /// What the user calls the phone: 1 to 64 characters.
    pub device_name: String,
    /// What a derivation costs in new vaults: what [`crate::calibrate`] found once on this phone.
    pub derivation_cost: DerivationCost,
}

/// A phone's operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Platform {
    /// iOS: the Go app.
    Ios,
    /// Android: Secure Apps Manager.
    Android,
}

impl From<Settings> for flow::Settings {
    fn from(settings: Settings) -> Self {
        Self {
            platform: match settings.platform {
                Platform::Ios => wire::Platform::Ios,
                Platform::Android => wire::Platform::Android,
            },
            app_version: settings.app_version,
            device_name: settings.device_name,
            kdf: settings.derivation_cost.into(),
        }
    }
}
