//! Whatever is exported to Swift and Kotlin stands in `bindings/surface.txt`, so that a change of the API
//! is a diff that somebody reads. `UPDATE_PRINTED=1 cargo test -p passcode-bindings` prints it anew.

#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test; few kinds of items are exported"
)]

use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Block, Fields, File, ImplItem, Item, Meta, TraitItem, parse_quote};

#[test]
fn the_exported_surface_is_the_printed_one() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let printed = here.join("surface.txt");
    let surface = surface(&here.join("src"));
    if std::env::var_os("UPDATE_PRINTED").is_some() {
        fs::write(&printed, &surface).unwrap();
    }
    let known = fs::read_to_string(&printed).unwrap_or_default();
    assert!(
        known == surface,
        "the exported surface is not the one of bindings/surface.txt: read the change, then print it \
         with UPDATE_PRINTED=1"
    );
}

#[test]
fn a_change_is_seen() {
    let exported = |source: &str| print(vec![source.to_owned()]);
    let before = exported("#[derive(uniffi::Record)] pub struct Grant { pub id: u64 }");
    assert!(before.contains("pub id: u64"));
    let after = exported("#[derive(uniffi::Record)] pub struct Grant { pub id: u32 }");
    assert_ne!(before, after);
    // Neither documentation, nor what is inside, nor what is not exported.
    let object = "/// Doc.\n#[derive(uniffi::Object)] pub struct Engine { secret: u8 }";
    let inside = "#[uniffi::export] impl Engine { /// Doc.\n pub fn lock(&self) { work(); } }";
    let hidden = "pub struct Hidden; impl Engine { fn hidden(&self) {} }";
    let printed = exported(&format!("{object} {inside} {hidden}"));
    assert!(printed.contains("pub fn lock(&self) {}"));
    for word in ["Doc", "secret", "work", "idden"] {
        assert!(!printed.contains(word), "{word} in {printed}");
    }
}

/// The exported items of every file of a folder, by file name.
fn surface(folder: &Path) -> String {
    let mut files = sources(folder);
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    print(texts.collect())
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let sources = entries.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![path],
    });
    sources.collect()
}

fn print(sources: Vec<String>) -> String {
    let items = sources
        .iter()
        .flat_map(|source| syn::parse_file(source).unwrap().items)
        .filter_map(exported);
    prettyplease::unparse(&File {
        shebang: None,
        attrs: Vec::new(),
        items: items.collect(),
    })
}

/// The item as others see it, if it is exported.
fn exported(mut item: Item) -> Option<Item> {
    match &mut item {
        Item::Struct(record) => {
            let is_object = keep_exports(&mut record.attrs)?.contains("Object");
            if is_object {
                record.fields = Fields::Unit;
                record.semi_token = Some(Default::default());
            }
            record
                .fields
                .iter_mut()
                .for_each(|field| field.attrs.clear());
        }
        Item::Enum(variants) => {
            keep_exports(&mut variants.attrs)?;
            for variant in &mut variants.variants {
                variant.attrs.clear();
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| field.attrs.clear());
            }
        }
        Item::Fn(function) => {
            keep_exports(&mut function.attrs)?;
            *function.block = empty();
        }
        Item::Impl(methods) => {
            keep_exports(&mut methods.attrs)?;
            for method in &mut methods.items {
                if let ImplItem::Fn(method) = method {
                    keep_exports(&mut method.attrs);
                    method.block = empty();
                }
            }
        }
        Item::Trait(port) => {
            keep_exports(&mut port.attrs)?;
            for method in &mut port.items {
                if let TraitItem::Fn(method) = method {
                    method.attrs.clear();
                }
            }
        }
        _ => return None,
    }
    Some(item)
}

fn empty() -> Block {
    parse_quote!({})
}

/// Keeps what exports and what it depends on. `None` if nothing does.
fn keep_exports(attributes: &mut Vec<Attribute>) -> Option<String> {
    attributes.retain(|attribute| {
        let path = attribute.path();
        path.is_ident("derive")
            || path.is_ident("cfg")
            || path
                .segments
                .first()
                .is_some_and(|first| first.ident == "uniffi")
    });
    let exports: Vec<String> = attributes.iter().filter_map(export).collect();
    (!exports.is_empty()).then(|| exports.concat())
}

/// What an attribute exports: the text of `uniffi::…`.
fn export(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::Path(path) => Some(path.segments.last()?.ident.to_string()),
        Meta::List(list) if list.path.is_ident("derive") => {
            let derived = list.tokens.to_string();
            derived.contains("uniffi").then_some(derived)
        }
        Meta::List(list) if !list.path.is_ident("cfg") => Some(list.tokens.to_string()),
        _ => None,
    }
}
