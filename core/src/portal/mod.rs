//! The conversation with the portal: what is said ([`wire`]), how requests are signed
//! ([`signing`]), and the phone's side of it ([`client`]).

pub mod client;
pub mod signing;
pub mod wire;

#[cfg(test)]
mod tests;
