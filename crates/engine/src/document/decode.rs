//! Turns a [`Node`] into a value of any type that serde can fill. Scalars are passed as they were written, so a text
//! field keeps `0123` unchanged.

use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::node::{Content, Node, boolean};
use super::quoted;

/// A value and the line on which it begins, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub line: u64,
}

/// Why a node does not fit a type.
#[derive(Debug)]
pub struct Mismatch {
    pub line: u64,
    pub message: String,
}

/// Reads a node as a type.
pub fn decode<T: de::DeserializeOwned>(node: &Node) -> Result<T, Mismatch> {
    T::deserialize(Decoder(node))
}

/// Names under which the types of this module ask for more than serde's data model has.
const SPANNED: &str = "provision::Spanned";
const NODE: &str = "provision::Node";

thread_local! {
    /// A node on its way from the decoder to [`Node::deserialize`], which serde has no form for.
    static HANDED_OVER: RefCell<Option<Node>> = const { RefCell::new(None) };
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { line: 0, message: message.to_string() }
    }
}

impl Mismatch {
    /// Blames a line unless a line within is to blame already.
    fn at(self, line: u64) -> Self {
        if self.line == 0 { Self { line, ..self } } else { self }
    }
}

/// A node as serde's source of data.
#[derive(Clone, Copy)]
struct Decoder<'n>(&'n Node);

impl<'n> Decoder<'n> {
    fn written(&self, expected: &str) -> Result<&'n str, Mismatch> {
        let node = self.0;
        node.written().filter(|_| node.short_function().is_none()).ok_or_else(|| Mismatch {
            line: node.line,
            message: format!("found {} instead of {expected}", noun(node)),
        })
    }

    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let node = self.0;
        match &node.content {
            Content::Scalar(_) => match node.value() {
                serde_json::Value::Null => visitor.visit_unit(),
                serde_json::Value::Bool(value) => visitor.visit_bool(value),
                serde_json::Value::Number(number) => visitor.visit_i64(number.as_i64().unwrap_or_default()),
                _ => visitor.visit_str(node.written().unwrap_or_default()),
            },
            Content::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Decoder))),
            Content::Map { entries, .. } => {
                let entries = entries.iter().map(|(key, node)| (Key { key, node }, Decoder(node)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn number<T: std::str::FromStr>(self) -> Result<T, Mismatch> {
        let expected = "a whole number";
        let text = self.written(expected)?;
        text.parse().map_err(|_| Mismatch {
            line: self.0.line,
            message: format!("found {} instead of {expected}", quoted(text)),
        })
    }
}

fn noun(node: &Node) -> &'static str {
    match &node.content {
        _ if node.short_function().is_some() => "a template's function",
        Content::Scalar(_) if node.is_null() => "nothing",
        Content::Scalar(_) => "a plain value",
        Content::List(_) => "a list",
        Content::Map { .. } => "a map",
    }
}

impl<'de, 'n> Deserializer<'de> for Decoder<'n> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.any(visitor).map_err(|error| error.at(self.0.line))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let text = self.written("true or false")?;
        let value = boolean(text).ok_or_else(|| Mismatch {
            line: self.0.line,
            message: format!("found {} instead of true or false", quoted(text)),
        })?;
        visitor.visit_bool(value)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u32(self.number()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.written("text")?).map_err(|error: Mismatch| error.at(self.0.line))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match name {
            SPANNED => {
                let spanned = visitor.visit_seq(SpannedAccess { node: self.0, step: 0 });
                spanned.map_err(|error: Mismatch| error.at(self.0.line))
            }
            NODE => {
                HANDED_OVER.set(Some(self.0.clone()));
                visitor.visit_unit()
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(self).map_err(|error| error.at(self.0.line))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.0.content {
            Content::Map { .. } => self.deserialize_any(visitor),
            _ => Err(Mismatch {
                line: self.0.line,
                message: format!("found {} instead of a map", noun(self.0)),
            }),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.0.content {
            Content::List(_) => self.deserialize_any(visitor),
            _ => Err(Mismatch {
                line: self.0.line,
                message: format!("found {} instead of a list", noun(self.0)),
            }),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

impl IntoDeserializer<'_, Mismatch> for Decoder<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// An enum without data: a word.
impl<'de> EnumAccess<'de> for Decoder<'_> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Mismatch> {
        let word = self.written("a word")?;
        Ok((seed.deserialize(word.into_deserializer())?, self))
    }
}

impl<'de> VariantAccess<'de> for Decoder<'_> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Mismatch> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }
}

/// A map's key; one that is not known is blamed on its line.
struct Key<'n> {
    key: &'n str,
    node: &'n Node,
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.key).map_err(|error: Mismatch| error.at(self.node.line))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Mismatch> for Key<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Gives [`Spanned`] its line, then its value.
struct SpannedAccess<'n> {
    node: &'n Node,
    step: u8,
}

impl<'de> SeqAccess<'de> for SpannedAccess<'_> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Mismatch> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(self.node.line.into_deserializer()).map(Some),
            2 => seed.deserialize(Decoder(self.node)).map(Some),
            _ => Ok(None),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpannedVisitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
                let missing = || de::Error::custom("a value is missing");
                let line = parts.next_element()?.ok_or_else(missing)?;
                let value = parts.next_element()?.ok_or_else(missing)?;
                Ok(Spanned { value, line })
            }
        }

        deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;

        impl Visitor<'_> for NodeVisitor {
            type Value = Node;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
                HANDED_OVER.take().ok_or_else(|| E::custom("a value is missing"))
            }
        }

        deserializer.deserialize_newtype_struct(NODE, NodeVisitor)
    }
}

#[cfg(test)]
mod tests;
