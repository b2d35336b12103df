//! What can be wrong with a file of users. A problem says where and what; it never repeats a value,
//! for what stands in the wrong column may be a password.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::ToSchema;

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportProblem)]
pub(crate) struct Problem {
    /// In the file; the header's is 1, if nothing stands before it.
    pub(crate) line: u64,
    /// The name of the column, or for one without a known name its number from 1 on; `null` if it
    /// is about the line or the file.
    #[schema(required, value_type = Option<String>)]
    pub(crate) column: Option<Column>,
    #[schema(value_type = String)]
    pub(crate) code: Code,
}

impl Problem {
    pub(super) fn new(line: u64, column: Column, code: Code) -> Self {
        Self {
            line,
            column: Some(column),
            code,
        }
    }

    pub(super) fn of_line(line: u64, code: Code) -> Self {
        Self {
            line,
            column: None,
            code,
        }
    }

    pub(super) fn of_file(code: Code) -> Self {
        Self::of_line(1, code)
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    UserName,
    DisplayName,
    Email,
    Language,
    Groups,
    SignIn,
    Password,
    /// One that has no place here, by its number from 1 on.
    Unknown(usize),
}

impl Column {
    const KNOWN: [(&'static str, Self); 7] = [
        ("user_name", Self::UserName),
        ("display_name", Self::DisplayName),
        ("email", Self::Email),
        ("language", Self::Language),
        ("groups", Self::Groups),
        ("sign_in", Self::SignIn),
        ("password", Self::Password),
    ];

    pub(super) fn parse(text: &str, number: usize) -> Self {
        let known = Self::KNOWN.into_iter().find(|(name, _)| *name == text);
        known.map_or(Self::Unknown(number), |(_, column)| column)
    }

    pub(crate) fn name(self) -> Cow<'static, str> {
        match Self::KNOWN.into_iter().find(|(_, column)| *column == self) {
            Some((name, _)) => name.into(),
            None if let Self::Unknown(number) = self => number.to_string().into(),
            None => "".into(),
        }
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// What is wrong, as a dotted code: `docs/errors.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    Empty,
    TooLarge,
    NoHeader,
    ColumnUnknown,
    ColumnRepeated,
    TooManyRows,
    TooManyPasswords,
    TooManyGroups,
    GroupsChanged,
    Fields,
    NotUtf8,
    NameMissing,
    NameInvalid,
    NameRepeated,
    UserExists,
    DisplayName,
    Email,
    Language,
    SignIn,
    Group,
    PasswordLength,
    PasswordCharacters,
}

impl Code {
    /// The stable dotted code.
    pub(crate) fn as_str(self) -> &'static str {
        self.parts().0
    }

    /// For a person: what to do.
    pub(crate) fn text(self) -> &'static str {
        self.parts().1
    }

    #[rustfmt::skip]
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("import.empty", "There is no user in the file. Add a line for each."),
            Self::TooLarge => ("import.too_large", "The file has more than 1 MiB. Split it."),
            Self::NoHeader => ("import.no_header", "The first line names no column `user_name`. Put the names of the columns there."),
            Self::ColumnUnknown => ("import.column_unknown", "There is no column of this name. Correct it or leave it out."),
            Self::ColumnRepeated => ("import.column_repeated", "This column is there already. Leave one out."),
            Self::TooManyRows => ("import.too_many_rows", "The file has more than 5,000 users. Split it here."),
            Self::TooManyPasswords => ("import.too_many_passwords", "The file has more than 250 passwords. Split it here."),
            Self::TooManyGroups => ("import.too_many_groups", "A user is in more than 50 groups, or the file makes more than 500. Use fewer."),
            Self::GroupsChanged => ("import.groups_changed", "Somebody else changed groups at the same moment. Import again."),
            Self::Fields => ("import.fields", "The line has more or fewer fields than the header. Correct it; put a field that holds the delimiter in quotation marks."),
            Self::NotUtf8 => ("import.not_utf8", "This is not UTF-8. Save the file with this encoding."),
            Self::NameMissing => ("import.user_name_missing", "There is no user name. Add it."),
            Self::NameInvalid => ("user.name_invalid", "A user name has 1 to 128 characters, none of them invisible."),
            Self::NameRepeated => ("import.user_name_repeated", "A line above has this user name. Leave one out."),
            Self::UserExists => ("user.exists", "There is a user of this name already. Leave the line out."),
            Self::DisplayName => ("name.invalid", "A display name has 1 to 64 characters, none of them invisible."),
            Self::Email => ("email.invalid", "This is no e-mail address, or it has more than 254 characters."),
            Self::Language => ("import.language_unknown", "The language is `en`, `fr` or nothing."),
            Self::SignIn => ("import.sign_in_unknown", "It is `password`, `identity-provider` or nothing."),
            Self::Group => ("import.group_invalid", "The name of a group has 1 to 64 characters, none of them invisible."),
            Self::PasswordLength => ("password.length", "A password has 8 to 1,024 bytes."),
            Self::PasswordCharacters => ("import.password_characters", "The password holds a line break or another invisible character. Is a quotation mark missing?"),
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
