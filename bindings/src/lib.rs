//! The UniFFI surface over `passcode-core`: an empty façade for now.
//!
//! The exported types come with the Kotlin and Swift layers. No logic will ever live here.
