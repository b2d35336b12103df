//! One line of a file as a user: every field is checked, and every problem of the line is told.

use super::problem::{Code, Column, Problem};
use crate::accounts::{self, Language, Profile, SignIn};
use crate::label::Label;
use passcode_core::portal::wire::SecretText;

/// Groups of one user.
const GROUPS: usize = 50;

/// A user who is to be.
pub(super) struct Person {
    pub(super) line: u64,
    pub(super) user_name: String,
    pub(super) folded_name: String,
    pub(super) profile: Profile,
    pub(super) groups: Vec<Label>,
    pub(super) sign_in: SignIn,
    pub(super) password: Option<SecretText>,
}

impl Person {
    /// Reads the fields of a line. `None` if there is no valid user name; what else is wrong is in
    /// the problems alone.
    pub(super) fn read<'a>(
        line: u64,
        fields: impl Iterator<Item = (Column, &'a [u8])>,
        delimiter: u8,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut person = Self {
            line,
            user_name: String::new(),
            folded_name: String::new(),
            profile: Profile::default(),
            groups: Vec::new(),
            sign_in: SignIn::Password,
            password: None,
        };
        for (column, field) in fields {
            let text = std::str::from_utf8(field).map_err(|_| Code::NotUtf8);
            let read = text.and_then(|text| person.set(column, text, delimiter));
            if let Err(code) = read {
                problems.push(Problem::new(line, column, code));
            }
        }
        (!person.user_name.is_empty()).then_some(person)
    }

    fn set(&mut self, column: Column, text: &str, delimiter: u8) -> Result<(), Code> {
        let told = Some(text.trim()).filter(|text| !text.is_empty());
        match column {
            Column::UserName => {
                let name = told.ok_or(Code::NameMissing)?;
                accounts::check_name(name).map_err(|_| Code::NameInvalid)?;
                name.clone_into(&mut self.user_name);
                self.folded_name = accounts::fold_name(name);
            }
            Column::DisplayName => {
                let name = told.map(Label::parse).transpose();
                self.profile.display_name = name.map_err(|_| Code::DisplayName)?;
            }
            Column::Email => {
                let email = told.map(accounts::Email::parse).transpose();
                self.profile.email = email.map_err(|_| Code::Email)?;
            }
            Column::Language => {
                let language = |text| Language::parse(text).ok_or(Code::Language);
                self.profile.language = told.map(language).transpose()?;
            }
            Column::SignIn => self.sign_in = sign_in(told)?,
            Column::Groups => self.groups = groups(text, delimiter)?,
            Column::Password if text.is_empty() => {}
            Column::Password => self.password = Some(password(text)?),
            Column::Unknown(_) => {}
        }
        Ok(())
    }
}

fn sign_in(told: Option<&str>) -> Result<SignIn, Code> {
    match told.map(SignIn::parse) {
        None | Some(Some(SignIn::Password)) => Ok(SignIn::Password),
        Some(Some(SignIn::IdentityProvider)) => Ok(SignIn::IdentityProvider),
        Some(Some(SignIn::SecondFactor) | None) => Err(Code::SignIn),
    }
}

/// Separated by `|`, and by `;` where that is not the delimiter.
fn groups(text: &str, delimiter: u8) -> Result<Vec<Label>, Code> {
    let separates = |character| character == '|' || (character == ';' && delimiter != b';');
    let mut groups: Vec<Label> = Vec::new();
    for name in text.split(separates).filter(|name| !name.trim().is_empty()) {
        let group = Label::parse(name).map_err(|_| Code::Group)?;
        if groups.iter().all(|other| other.folded != group.folded) {
            groups.push(group);
        }
    }
    if groups.len() > GROUPS {
        return Err(Code::TooManyGroups);
    }
    Ok(groups)
}

fn password(text: &str) -> Result<SecretText, Code> {
    // A quotation mark that is never closed takes every line below it into the field.
    if text.chars().any(char::is_control) {
        return Err(Code::PasswordCharacters);
    }
    let password = SecretText::new(text.to_owned());
    let checked = accounts::check_password(&password);
    checked.map(|()| password).map_err(|_| Code::PasswordLength)
}
