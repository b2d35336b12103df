//! The dependency arrows inside `core` (ARCHITECTURE.md), read from the source with a real parser.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// Who may name whom: layer by layer, and the few arrows within a layer.
fn allowed(module: &str) -> Option<&'static [&'static str]> {
    Some(match module {
        "error" | "clock" => &[],
        "ports" => &["clock", "error"],
        "crypto" => &["ports", "error"],
        "policy" => &["error"],
        "passcode" => &["policy", "crypto", "error"],
        "store" => &["policy", "crypto", "clock", "ports", "error"],
        "vault" | "attempts" | "session" => &[
            "store", "policy", "passcode", "crypto", "clock", "ports", "error",
        ],
        "portal" => &["crypto", "ports", "error"],
        "reset" => &["store", "portal", "crypto", "clock", "ports", "error"],
        "platform" | "testing" => &["crypto", "clock", "ports", "error"],
        "flow" => &[
            "reset", "session", "attempts", "vault", "portal", "store", "policy", "passcode",
            "crypto", "clock", "ports", "error",
        ],
        _ => return None,
    })
}

const CRYPTOGRAPHIC: [&str; 9] = [
    "aes_gcm",
    "argon2",
    "hkdf",
    "hmac",
    "hpke",
    "p256",
    "sha2",
    "subtle",
    "x25519_dalek",
];

#[derive(Default)]
struct Names {
    /// First segments after `crate::`.
    modules: BTreeSet<String>,
    /// First segments of every other path: crates, among others.
    roots: BTreeSet<String>,
    /// Names that a file takes from `crate`: paths that begin with them name no crate.
    taken: BTreeSet<String>,
}

impl Names {
    fn add(&mut self, segments: &[String]) {
        match segments {
            [first, second, ..] if first == "crate" => {
                self.modules.insert(second.clone());
            }
            [first, ..] => {
                self.roots.insert(first.clone());
            }
            [] => {}
        }
    }

    /// One more file: what it takes from `crate` means nothing in the next.
    fn add_file(&mut self, file: &syn::File) {
        let mut names = Self::default();
        names.visit_file(file);
        self.modules.extend(names.modules);
        self.roots
            .extend(names.roots.difference(&names.taken).cloned());
    }

    fn add_use(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_use(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|item| self.add_use(item, before));
            }
            syn::UseTree::Name(name) => self.add_with(before, name.ident.to_string()),
            syn::UseTree::Rename(rename) => self.add_with(before, rename.ident.to_string()),
            syn::UseTree::Glob(_) => self.add(before),
        }
    }

    fn add_with(&mut self, before: &[String], last: String) {
        if before.first().is_some_and(|first| first == "crate") {
            let taken = if last == "self" {
                before.last().cloned()
            } else {
                Some(last.clone())
            };
            self.taken.extend(taken);
        }
        self.add(&[before, &[last]].concat());
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_use(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.add(&segments);
        syn::visit::visit_path(self, path);
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// Module → what it names, tests left out.
fn names() -> BTreeMap<String, Names> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut names: BTreeMap<String, Names> = BTreeMap::new();
    for path in rust_files(&source) {
        let relative = path.strip_prefix(&source).unwrap();
        let parts: Vec<_> = relative
            .iter()
            .map(|part| part.to_str().unwrap().trim_end_matches(".rs"))
            .collect();
        if parts
            .iter()
            .any(|part| ["tests", "known_answers", "lib"].contains(part))
        {
            continue;
        }
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        names
            .entry(parts[0].to_owned())
            .or_default()
            .add_file(&file);
    }
    assert!(names.len() >= 12, "{:?}", names.keys());
    names
}

#[test]
fn arrows_go_down_only() {
    let names = names();
    for (module, named) in &names {
        let allowed = allowed(module).unwrap_or_else(|| panic!("place {module} in a layer"));
        for other in named
            .modules
            .iter()
            .filter(|other| names.contains_key(*other))
        {
            assert!(
                other == module || allowed.contains(&other.as_str()),
                "{module} names {other}"
            );
        }
    }
}

#[test]
fn only_crypto_names_cryptographic_crates() {
    for (module, named) in names() {
        let found = CRYPTOGRAPHIC
            .iter()
            .find(|name| named.roots.contains(**name));
        assert!(
            module == "crypto" || found.is_none(),
            "{module} names {found:?}"
        );
    }
}

#[test]
fn only_platform_names_the_outside_world() {
    for (module, named) in names() {
        let outside = [
            "getrandom",
            "keyring_core",
            "reqwest",
            "rustix",
            "rustls",
            "zbus_secret_service_keyring_store",
        ];
        let found = outside.iter().find(|name| named.roots.contains(**name));
        assert!(
            module == "platform" || found.is_none(),
            "{module} names {found:?}"
        );
    }
}

/// What the portal may know of the core: rules, how a sample fares under them, the wire, escrow, and
/// nothing of vaults or keys.
#[test]
fn the_portal_names_only_its_part_of_the_core() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../portal/src");
    let allowed = [
        "passcode::rules",
        "policy",
        "portal::signing",
        "portal::wire",
        "reset::escrow",
    ];
    let mut seen = BTreeSet::new();
    let files = rust_files(&source);
    let texts = files.iter().map(|path| fs::read_to_string(path).unwrap());
    let texts: Vec<String> = texts.collect();
    for (path, text) in files.iter().zip(&texts) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let declared = format!("#[cfg(test)]\nmod {name};");
        if texts.iter().any(|text| text.contains(&declared)) {
            continue;
        }
        for named in text.split("passcode_core::").skip(1) {
            let part = allowed.iter().find(|part| named.starts_with(**part));
            assert!(
                part.is_some(),
                "{}: {}",
                path.display(),
                named.lines().next().unwrap()
            );
            seen.extend(part.copied());
        }
    }
    assert_eq!(seen.len(), allowed.len());
}

/// A check that cannot fail is none: the parser sees what it must see.
#[test]
fn the_check_sees_arrows() {
    let names = names();
    assert!(names["flow"].modules.contains("vault"));
    assert!(names["crypto"].roots.contains("argon2"));
    assert!(names["session"].modules.contains("crypto"));
}
