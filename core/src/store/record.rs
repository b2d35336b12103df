//! The frame of every record: magic, kind, version, body.
//!
//! It decides whether bytes are a record that this version understands. It refuses anything it would
//! not have written itself, and never repairs.

use crate::error::Error;
use crate::ports::{RecordName, Revision, Store};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// FORMAT: the first four bytes.
const MAGIC: [u8; 4] = *b"SAPR";
/// FORMAT: the version that this library writes, and the only one so far.
const VERSION: u8 = 1;
/// No record comes near this: 64 KiB.
const MAXIMUM_BYTES: usize = 64 * 1024;

/// FORMAT: what a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who this phone is to the portal.
    Device = 1,
    /// The container key in its slots.
    Vault = 2,
    /// Attempts, rules and the portal's time.
    Ledger = 3,
    /// A reset that waits for its answer.
    Reset = 4,
}

/// A record that was read, and the revision that it had.
pub struct Loaded<T> {
    /// What it says.
    pub value: T,
    /// For [`save`].
    pub revision: Revision,
}

/// Reads a record; `None` if there is none.
///
/// # Errors
/// [`Error::StoreUnavailable`], [`Error::RecordDamaged`], [`Error::RecordVersionUnsupported`].
pub fn load<T: Serialize + DeserializeOwned>(
    store: &dyn Store,
    name: RecordName,
    kind: Kind,
) -> Result<Option<Loaded<T>>, Error> {
    let Some(stored) = store.read(name)? else {
        return Ok(None);
    };
    let bytes = Zeroizing::new(stored.bytes);
    Ok(Some(Loaded {
        value: decode(kind, &bytes)?,
        revision: stored.revision,
    }))
}

/// Writes a record in place of the one that had this revision.
///
/// # Errors
/// [`Error::StoreUnavailable`], [`Error::StoreConflict`].
pub fn save<T: Serialize>(
    store: &dyn Store,
    (name, kind): (RecordName, Kind),
    expected: Option<Revision>,
    value: &T,
) -> Result<Revision, Error> {
    Ok(store.replace(name, expected, &encode(kind, value)?)?)
}

/// The bytes of a record.
///
/// # Errors
/// [`Error::RecordDamaged`] if the value is larger than any record may be.
pub fn encode<T: Serialize>(kind: Kind, value: &T) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(1024));
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&[kind as u8, VERSION]);
    bytes.extend_from_slice(&encode_body(value)?);
    if bytes.len() > MAXIMUM_BYTES {
        Err(Error::RecordDamaged)
    } else {
        Ok(bytes)
    }
}

/// The value of a record.
///
/// # Errors
/// [`Error::RecordVersionUnsupported`] if a newer library wrote it, [`Error::RecordDamaged`] if
/// these are not bytes that this library writes.
pub fn decode<T: Serialize + DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<T, Error> {
    match bytes {
        _ if bytes.len() > MAXIMUM_BYTES => Err(Error::RecordDamaged),
        [m, a, g, i, of, version, body @ ..] if [*m, *a, *g, *i] == MAGIC && *of == kind as u8 => {
            if *version == VERSION {
                decode_body(body)
            } else {
                Err(Error::RecordVersionUnsupported)
            }
        }
        _ => Err(Error::RecordDamaged),
    }
}

/// A part of a record that is authenticated as bytes.
///
/// # Errors
/// [`Error::RecordDamaged`] if it cannot be encoded.
pub fn encode_body<T: Serialize>(value: &T) -> Result<Zeroizing<Vec<u8>>, Error> {
    postcard::to_allocvec(value)
        .map(Zeroizing::new)
        .map_err(|_| Error::RecordDamaged)
}

/// The value of [`encode_body`].
///
/// # Errors
/// [`Error::RecordDamaged`] unless the value encodes back to the very same bytes.
pub fn decode_body<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let value: T = postcard::from_bytes(bytes).map_err(|_| Error::RecordDamaged)?;
    if *encode_body(&value)? == bytes {
        Ok(value)
    } else {
        Err(Error::RecordDamaged)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, decode, encode};
    use crate::error::Error;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(u32, String), Error> {
        decode(Kind::Device, bytes)
    }

    #[test]
    fn only_what_would_be_written_is_read() {
        let bytes = encode(Kind::Device, &(7u32, "x".to_owned())).unwrap();
        assert_eq!(read(&bytes), Ok((7, "x".to_owned())));
        for length in 0..bytes.len() {
            assert_eq!(
                read(&bytes[..length]),
                Err(Error::RecordDamaged),
                "{length}"
            );
        }
        assert_eq!(
            read(&[&bytes[..], b"x"].concat()),
            Err(Error::RecordDamaged)
        );
        let mut newer = bytes.to_vec();
        newer[5] = 2;
        assert_eq!(read(&newer), Err(Error::RecordVersionUnsupported));
        let mut other_kind = bytes.to_vec();
        other_kind[4] = 2;
        assert_eq!(read(&other_kind), Err(Error::RecordDamaged));
        // 7 as a two-byte varint means the same to a lenient reader.
        let lenient = [b"SAPR\x01\x01", &[0x87, 0][..], b"\x01x"].concat();
        assert_eq!(read(&lenient), Err(Error::RecordDamaged));
    }

    #[test]
    fn nothing_larger_than_any_record_is_read_or_written() {
        assert!(encode(Kind::Device, &(7u32, "x".repeat(70_000))).is_err());
        assert_eq!(read(&[0; 70_000]), Err(Error::RecordDamaged));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&body);
            let _ = read(&[b"SAPR\x01\x01", &body[..]].concat());
        }
    }
}
