//! One bucket as S3 keeps it: versions in pages, refusals inside answers of success, and no end while there is anything in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Call, Reply, Service, decode};

/// What a page and a block hold at most.
const PAGE: usize = 1000;

/// A bucket of the account in whose name calls are made.
pub struct FakeBucket {
    name: String,
    pub is_there: bool,
    /// Keys with their versions' ids, the newest first; true for a delete marker.
    pub versions: BTreeMap<(String, String), bool>,
    /// Keys that an object lock holds.
    pub locked: BTreeSet<String>,
    /// How many versions of each coming block S3 is too busy for.
    pub busy: Vec<usize>,
    /// Keys of uploads that were never finished.
    pub uploads: BTreeSet<String>,
    /// Objects that another client writes just before the bucket would be deleted.
    pub writes: Vec<String>,
    /// How many versions each block was to delete.
    pub blocks: Vec<usize>,
    pub tags: BTreeMap<String, String>,
    /// The size of each version.
    pub size: u64,
}

impl FakeBucket {
    /// An empty bucket.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_there: true,
            versions: BTreeMap::new(),
            locked: BTreeSet::new(),
            busy: Vec::new(),
            uploads: BTreeSet::new(),
            writes: Vec::new(),
            blocks: Vec::new(),
            tags: BTreeMap::new(),
            size: 0,
        }
    }

    fn list_tags(&self) -> Reply {
        if self.tags.is_empty() {
            return refused(404, "NoSuchTagSet", "The TagSet does not exist");
        }
        let tag =
            |(key, value): (&String, &String)| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>");
        let tags: String = self.tags.iter().map(tag).collect();
        Reply::ok(format!("<Tagging><TagSet>{tags}</TagSet></Tagging>"))
    }

    /// Adds so many objects, each in one version.
    pub fn holding(mut self, objects: usize) -> Self {
        (0..objects).for_each(|number| self.put(&format!("object {number:05}"), "v1"));
        self
    }

    /// Adds a version.
    pub fn put(&mut self, key: &str, id: &str) {
        self.versions.insert((key.to_owned(), id.to_owned()), false);
    }

    /// The next page. S3 finds its place by a version that must still be there, so a place that is gone is a mistake here.
    fn list(&self, query: &BTreeMap<String, String>) -> Reply {
        assert_eq!(query["encoding-type"], "url", "keys may hold what XML cannot");
        let from = query.get("key-marker").map(|key| (key.clone(), query["version-id-marker"].clone()));
        if let Some(from) = &from {
            assert!(self.versions.contains_key(from), "the place {from:?} in the listing is gone");
        }
        let rest: Vec<_> = self
            .versions
            .iter()
            .filter(|(version, _)| from.as_ref().is_none_or(|from| *version > from))
            .collect();
        let mut body = String::from("<ListVersionsResult><EncodingType>url</EncodingType>");
        let mut newest = None;
        for ((key, id), is_marker) in rest.iter().take(PAGE) {
            let element = if **is_marker { "DeleteMarker" } else { "Version" };
            let is_latest = newest != Some(key);
            newest = Some(key);
            let key = encode(key);
            let size = if **is_marker { String::new() } else { format!("<Size>{}</Size>", self.size) };
            write!(
                body,
                "<{element}><Key>{key}</Key><VersionId>{id}</VersionId>{size}<IsLatest>{is_latest}</IsLatest></{element}>"
            )
            .unwrap();
        }
        if rest.len() > PAGE {
            let (key, id) = rest[PAGE - 1].0;
            let next = format!("<NextKeyMarker>{}</NextKeyMarker>", encode(key));
            write!(
                body,
                "<IsTruncated>true</IsTruncated>{next}<NextVersionIdMarker>{id}</NextVersionIdMarker>"
            )
            .unwrap();
        }
        Reply::ok(body + "</ListVersionsResult>")
    }

    fn delete_block(&mut self, call: &Call) -> Reply {
        let versions = versions_of(&call.text);
        assert!(versions.len() <= PAGE, "{} versions in one block", versions.len());
        self.blocks.push(versions.len());
        let busy = if self.busy.is_empty() { 0 } else { self.busy.remove(0) };
        let mut body = String::from("<DeleteResult>");
        for (index, (key, id)) in versions.into_iter().enumerate() {
            let refusal = if index < busy {
                Some(("SlowDown", "Please reduce your request rate."))
            } else if self.locked.contains(&key) {
                Some(("AccessDenied", "Access Denied because object protected by object lock."))
            } else {
                None
            };
            match refusal {
                Some((code, message)) => write!(
                    body,
                    "<Error><Key>{key}</Key><VersionId>{id}</VersionId><Code>{code}</Code><Message>{message}</Message></Error>"
                )
                .unwrap(),
                None => _ = self.versions.remove(&(key, id)),
            }
        }
        Reply::ok(body + "</DeleteResult>")
    }

    fn list_uploads(&self) -> Reply {
        let upload = |key: &String| format!("<Upload><Key>{key}</Key><UploadId>u-{key}</UploadId></Upload>");
        let uploads: String = self.uploads.iter().take(PAGE).map(upload).collect();
        Reply::ok(format!("<ListMultipartUploadsResult>{uploads}</ListMultipartUploadsResult>"))
    }

    fn delete(&mut self) -> Reply {
        let written = std::mem::take(&mut self.writes);
        written.iter().for_each(|key| self.put(key, "v1"));
        if !self.versions.is_empty() {
            return refused(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        self.is_there = false;
        Reply { status: 204, body: String::new() }
    }
}

impl Service for FakeBucket {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        if call.service != "s3" || call.host.split('.').next() != Some(self.name.as_str()) {
            return None;
        }
        assert_eq!(call.owner, super::ACCOUNT, "{} is sent to any account that has the name", call.operation);
        if !self.is_there {
            return Some(refused(404, "NoSuchBucket", "The specified bucket does not exist"));
        }
        let (method, address) = call.operation.split_once(' ').unwrap();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query: BTreeMap<String, String> =
            query.split('&').map(|part| part.split_once('=').unwrap_or((part, ""))).map(decoded).collect();
        let has = |name: &str| query.contains_key(name);
        Some(match (method, decode(path).trim_start_matches('/')) {
            ("HEAD", "") => Reply::ok(""),
            ("GET", "") if has("versions") => self.list(&query),
            ("GET", "") if has("uploads") => self.list_uploads(),
            ("GET", "") if has("tagging") => self.list_tags(),
            ("POST", "") if has("delete") => self.delete_block(call),
            ("DELETE", "") => self.delete(),
            ("DELETE", key) if has("uploadId") => {
                assert!(self.uploads.remove(key));
                Reply { status: 204, body: String::new() }
            }
            ("DELETE", key) => {
                self.versions.remove(&(key.to_owned(), query["versionId"].clone()));
                Reply { status: 204, body: String::new() }
            }
            _ => panic!("{}", call.operation),
        })
    }
}

fn decoded((name, value): (&str, &str)) -> (String, String) {
    (decode(name), decode(value))
}

fn refused(status: u16, code: &str, message: &str) -> Reply {
    Reply { status, body: format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>") }
}

/// As S3 encodes keys: a blank becomes a plus.
fn encode(key: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./*".contains(&byte);
    let encoded = key.bytes().map(|byte| match byte {
        b' ' => "+".to_owned(),
        byte if keep(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// The versions that a block names.
fn versions_of(text: &str) -> Vec<(String, String)> {
    let member = |part: &str, name: &str| {
        let start = part.find(&format!("<{name}>")).unwrap() + name.len() + 2;
        let value = &part[start..start + part[start..].find('<').unwrap()];
        value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    text.split("<Object>").skip(1).map(|part| (member(part, "Key"), member(part, "VersionId"))).collect()
}
