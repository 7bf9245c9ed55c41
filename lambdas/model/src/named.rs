//! What text types and enums with names share.

use std::fmt;

/// A text that is not the name of any value of an enum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownName {
    /// What the enum's values are, such as `state of an order`.
    pub what: &'static str,
    /// The text.
    pub text: String,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a {}", self.text.escape_debug(), self.what)
    }
}

impl std::error::Error for UnknownName {}

/// For a type that is a checked text, with `parse(&str) -> Result<Self, Invalid>` or another way to read it: the text itself, and how
/// serde reads and writes it.
macro_rules! checked_text {
    ($($name:ident),+) => {$(
        checked_text!($name: $name::parse);
    )+};
    ($name:ident: $parse:expr) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::Invalid;

            fn try_from(text: String) -> Result<Self, crate::Invalid> {
                $parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
    };
}

/// For an enum without fields: all its values, their names in tables and on the wire, and the way back.
macro_rules! named {
    ($type:ident, $what:literal, {$($value:ident = $name:literal),+ $(,)?}) => {
        impl $type {
            /// Every value.
            pub const ALL: [$type; [$($name),+].len()] = [$($type::$value),+];

            /// Its name in tables and on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($type::$value => $name,)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, crate::UnknownName> {
                let unknown = || crate::UnknownName { what: $what, text: text.to_owned() };
                Self::ALL.into_iter().find(|value| value.as_str() == text).ok_or_else(unknown)
            }
        }
    };
}

pub(crate) use {checked_text, named};
