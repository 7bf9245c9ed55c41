//! The form in which a template is sent: its author's own text, with three edits that CloudFormation cannot make itself.
//!
//! - An API Gateway deployment is named after what it deploys ([`super::deployment`]).
//! - A stack carries the fingerprint of what was deployed in an output: outputs are shown by `DescribeStacks` and
//!   touch no resource, while a stack tag would spread to every resource and update them all.
//! - What outlives its stack is named in plain text: CloudFormation imports an existing resource into a new stack only
//!   where the template spells its identifier out, without `Ref` or `Sub`.

use std::ops::Range;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Template;
use super::deployment;
use super::edit::{Edits, quoted};
use super::identifier::identifier;
use super::names::{Names, resolve};
use crate::document::{Content, Node};

/// The output that carries a stack's fingerprint.
pub const FINGERPRINT_OUTPUT: &str = "ProvisionFingerprint";
/// CloudFormation's limit for the outputs of a template.
pub const MOST_OUTPUTS: usize = 200;

impl Template {
    /// The template as it is sent, with the fingerprint and the retained resources' names in it.
    pub fn to_sent(&self, fingerprint: &str, names: &Names<'_>) -> String {
        let Some(root) = &self.root else { return self.source.text.clone() };
        let mut edits = Edits::default();
        deployment::rename(&self.source.text, root, self.deployments(root, names), &mut edits);
        self.spell_out(root, names, &mut edits);
        if let Some(Place { bytes, before, after }) =
            self.fingerprint_place().filter(|_| self.has_fingerprint())
        {
            edits.replace(bytes, format!("{before}{}{after}", output(fingerprint)));
        }
        edits.apply(&self.source.text)
    }

    /// The logical id under which a resource is sent: that of an API deployment follows what it deploys.
    pub fn sent_id(&self, logical_id: &str, names: &Names<'_>) -> String {
        let deployments = self.root.as_ref().map(|root| self.deployments(root, names)).unwrap_or_default();
        let sent = deployments.into_iter().find(|(id, _)| id == logical_id).map(|(_, sent)| sent);
        sent.unwrap_or_else(|| logical_id.to_owned())
    }

    fn deployments(&self, root: &Node, names: &Names<'_>) -> Vec<(String, String)> {
        let shown = names.parameters.iter().filter(|(name, _)| self.is_plain(name));
        let values = shown.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        deployment::names(root, &self.body, &values)
    }

    /// Whether stacks of this template carry a fingerprint. A template with as many outputs as CloudFormation takes has
    /// no place for it; nor has one that is sent unread, whose outputs are those of an alias, or that has an output of this
    /// name itself.
    pub fn has_fingerprint(&self) -> bool {
        self.outputs.len() < MOST_OUTPUTS
            && !self.outputs.contains_key(FINGERPRINT_OUTPUT)
            && self.fingerprint_place().is_some()
    }

    /// A hash of the template, the parameters and the tags: equal exactly when a deploy would send the same again, but for
    /// comments and layout. Nothing of a secret value is in it: anybody who may read the stack could try guesses against it.
    pub fn fingerprint<'a>(
        &self,
        parameters: impl IntoIterator<Item = (&'a String, &'a String)>,
        tags: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> String {
        let is_shown = |(name, _): &(&String, &String)| !self.is_secret(name);
        let parameters: Vec<_> = parameters.into_iter().filter(is_shown).collect();
        let tags: Vec<_> = tags.into_iter().collect();
        // Bump the number when what is sent changes in a way that this input does not show.
        digest(&json!([2, self.body, parameters, tags]))
    }

    /// Replaces a retained resource's own name, such as `TableName`, by what it comes to; one that only CloudFormation can
    /// tell is left alone.
    fn spell_out(&self, root: &Node, names: &Names<'_>, edits: &mut Edits) {
        let Some(resources) = root.get("Resources") else { return };
        for (logical_id, resource) in self.resources.iter().filter(|(_, resource)| resource.may_be_retained())
        {
            let properties = resources.get(logical_id).and_then(|node| node.get("Properties"));
            for property in identifier(&resource.kind) {
                let Some(node) = properties.and_then(|node| node.get(property)) else { continue };
                let is_spelled_out =
                    node.short_function().is_none() && matches!(node.content, Content::Scalar(_));
                if let Some(name) = resolve(&node.to_json(), names).filter(|_| !is_spelled_out) {
                    self.write(node, &name, edits);
                }
            }
        }
    }

    /// Writes a text where a value stands. An anchor between its tag and the value stays, since aliases may name it.
    fn write(&self, node: &Node, text: &str, edits: &mut Edits) {
        if let Some(alias) = &node.alias {
            return edits.replace(alias.clone(), quoted(text));
        }
        let head = self.source.text.get(node.place.start..node.start).unwrap_or_default();
        let anchor = head.split_whitespace().find(|word| word.starts_with('&'));
        let anchor = anchor.map(|anchor| format!("{anchor} ")).unwrap_or_default();
        edits.replace(node.place.clone(), format!("{anchor}{}", quoted(text)));
    }

    /// Where the fingerprint's output goes: on one line in front of what is there, since the end of a section has comments,
    /// missing line ends and block text to look out for.
    fn fingerprint_place(&self) -> Option<Place> {
        let root = self.root.as_ref()?;
        let Some(outputs) = root.get("Outputs") else {
            return match &root.content {
                Content::Map { is_flow: true, .. } => {
                    Some(Place::new(root.start + 1, "\"Outputs\": {", "}, "))
                }
                _ => self.line_before_key(root.get("Resources")?.key.as_ref()?.start),
            };
        };
        let is_plain_map = outputs.tag.as_deref().is_none_or(|tag| tag == "!!map");
        if outputs.alias.is_some() || !is_plain_map {
            return None;
        }
        match &outputs.content {
            Content::Map { is_flow: true, entries } if entries.is_empty() => {
                Some(Place::new(outputs.start + 1, "", ""))
            }
            Content::Map { is_flow: true, .. } => Some(Place::new(outputs.start + 1, "", ", ")),
            Content::Map { .. } => self.line_before_entry(outputs.start),
            Content::Scalar(_) if outputs.is_null() => self.null(outputs),
            _ => None,
        }
    }

    /// A line in front of the one with a key of a block map, which may begin with `?`, as far indented.
    fn line_before_key(&self, key: usize) -> Option<Place> {
        let start = self.line_start(key);
        let before = self.source.text.get(start..key)?;
        let indentation = before.strip_suffix(before.trim_start_matches(' '))?;
        let is_first = matches!(before.trim(), "" | "?");
        is_first
            .then(|| Place::new(start, format!("{indentation}Outputs: {{"), format!("}}{}", self.line_end())))
    }

    /// A line in front of the first entry of a block map. One that begins behind the `:` of an explicit key moves to the next line.
    fn line_before_entry(&self, entry: usize) -> Option<Place> {
        let start = self.line_start(entry);
        let before = self.source.text.get(start..entry)?;
        let end = self.line_end();
        match before.trim_matches(' ') {
            "" => Some(Place::new(start, before, end)),
            ":" => Some(Place::new(entry, "", format!("{end}{}", " ".repeat(before.len())))),
            _ => None,
        }
    }

    /// Where a line begins; a byte order mark stays in front of everything.
    fn line_start(&self, at: usize) -> usize {
        let start = self.source.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let has_mark = self.source.text[start..].starts_with(BYTE_ORDER_MARK);
        start + if has_mark { BYTE_ORDER_MARK.len_utf8() } else { 0 }
    }

    /// How lines end here.
    fn line_end(&self) -> &'static str {
        match () {
            () if self.source.text.contains("\r\n") => "\r\n",
            () if self.source.text.contains('\r') && !self.source.text.contains('\n') => "\r",
            () => "\n",
        }
    }

    /// In the place of a plain null, or behind the colon where nothing is.
    fn null(&self, outputs: &Node) -> Option<Place> {
        let mut place = Place::new(outputs.place.start, "{", "}");
        place.bytes = outputs.place.clone();
        if place.bytes.is_empty() {
            let key = outputs.key.as_ref()?.end;
            let colon =
                key + self.source.text.get(key..)?.find(|character: char| !character.is_whitespace())?;
            let at = self.source.text[colon..].starts_with(':').then_some(colon + 1)?;
            if self.source.text[at..].trim_start().starts_with('&') {
                return None;
            }
            place = Place::new(at, " {", "}");
        }
        Some(place)
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Bytes that an output takes the place of, and what must stand around it.
struct Place {
    bytes: Range<usize>,
    before: String,
    after: String,
}

impl Place {
    fn new(at: usize, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { bytes: at..at, before: before.into(), after: after.into() }
    }
}

/// The output as YAML and JSON both read it.
fn output(fingerprint: &str) -> String {
    let value = json!({
        "Description": "What was deployed, so that provision can tell when there is nothing to do",
        "Value": fingerprint,
    });
    format!("{}: {value}", quoted(FINGERPRINT_OUTPUT))
}

fn digest(value: &Value) -> String {
    hex::encode(Sha256::digest(value.to_string()))
}

#[cfg(test)]
mod tests;
