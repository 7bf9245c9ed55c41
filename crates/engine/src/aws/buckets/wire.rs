//! Converts S3's responses about versions into our own types.

use aws_sdk_s3::operation::list_object_versions::ListObjectVersionsOutput;
use aws_sdk_s3::types::{EncodingType, Error};
use percent_encoding::percent_decode_str;

use super::{Page, Position, Undeleted, Version, VersionKind};

/// Whether an answer's keys are encoded as they were asked to be. The SDK leaves decoding to its user.
pub fn is_url_encoded(encoding: Option<&EncodingType>) -> bool {
    encoding == Some(&EncodingType::Url)
}

/// A key as it is.
pub fn plain(key: &str, encoded: bool) -> String {
    if !encoded {
        return key.to_owned();
    }
    percent_decode_str(&key.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Whether XML 1.0 can hold a key: most control characters cannot even be escaped in it.
pub fn survives_xml(key: &str) -> bool {
    let fits = |one: char| {
        matches!(one, '\t' | '\n' | '\r') || (one >= ' ' && !matches!(one, '\u{fffe}' | '\u{ffff}'))
    };
    key.chars().all(fits)
}

impl From<ListObjectVersionsOutput> for Page {
    fn from(answer: ListObjectVersionsOutput) -> Self {
        let encoded = is_url_encoded(answer.encoding_type.as_ref());
        let versions = answer.versions.unwrap_or_default().into_iter().filter_map(|version| {
            let kind =
                if version.is_latest.unwrap_or_default() { VersionKind::Object } else { VersionKind::Older };
            let size = version.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
            Some(Version { key: plain(&version.key?, encoded), id: version.version_id, kind, size })
        });
        let markers = answer.delete_markers.unwrap_or_default().into_iter().filter_map(|marker| {
            let key = plain(&marker.key?, encoded);
            Some(Version { key, id: marker.version_id, kind: VersionKind::Marker, size: 0 })
        });
        let versions = versions.chain(markers).collect();
        let next = answer.next_key_marker.filter(|_| answer.is_truncated.unwrap_or_default());
        let next = next.map(|key| Position { key: plain(&key, encoded), id: answer.next_version_id_marker });
        Self { versions, next }
    }
}

impl From<Error> for Undeleted {
    fn from(error: Error) -> Self {
        Self {
            key: error.key.unwrap_or_default(),
            id: error.version_id.filter(|id| !id.is_empty()),
            code: error.code.unwrap_or_default(),
            message: error.message.unwrap_or_default(),
        }
    }
}
