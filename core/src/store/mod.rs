//! Records as typed values: how they are framed ([`record`]), authenticated ([`generation`]) and
//! what the two that everything needs hold ([`device`], [`ledger`]).

pub mod device;
pub mod generation;
pub mod ledger;
pub mod record;
