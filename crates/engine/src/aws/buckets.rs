//! Buckets that hold a system's data: lists, empties and deletes them.

mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::Builder;
use aws_sdk_s3::types::{Delete, EncodingType, ObjectIdentifier};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use tokio::time::sleep;

use self::wire::{is_url_encoded, plain, survives_xml};
use super::error::{AwsError, Class, inspect};
use super::retries::TRIES;
use super::{Cloud, Region};

/// What S3 says of a version in a block when trying again helps.
const PASSING: [&str; 4] = ["InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown"];

/// The buckets of one account in one region.
#[derive(Clone)]
pub struct Buckets {
    client: Client,
    region: Region,
    /// Sent with each call, so that S3 rejects another account's bucket of the same name.
    owner: String,
}

/// One version of an object, or the mark that it was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub key: String,
    /// `null`, as a word, in a bucket that was never versioned.
    pub id: Option<String>,
    pub kind: VersionKind,
    /// In bytes; a delete marker has none.
    pub size: u64,
}

/// What a version is to a reader of the bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind {
    /// The object as it is.
    Object,
    /// The object as it was.
    Older,
    /// Says that the object was deleted.
    Marker,
}

/// Up to a thousand versions, and where the next page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub versions: Vec<Version>,
    pub next: Option<Position>,
}

/// A place in a bucket's listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    key: String,
    id: Option<String>,
}

/// A version that S3 would not delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undeleted {
    pub key: String,
    pub id: Option<String>,
    pub code: String,
    pub message: String,
}

/// An upload in parts that was begun and never finished. Its parts are stored, and paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    key: String,
    id: String,
}

impl Cloud {
    /// S3 in a region.
    pub(super) fn s3(&self, region: &Region) -> Client {
        // Host names such as BUCKET.127.0.0.1 do not resolve, so a stand-in is addressed by path.
        let is_emulated = self.endpoint().is_some();
        Client::from_conf(Builder::from(&self.config(region)).force_path_style(is_emulated).build())
    }

    /// The buckets of an account in a region; no call is made.
    pub fn buckets(&self, account: &str, region: &Region) -> Buckets {
        Buckets { client: self.s3(region), region: region.clone(), owner: account.to_owned() }
    }
}

impl Buckets {
    /// Whether the region has the bucket.
    pub async fn has(&self, name: &str) -> Result<bool> {
        let head = self.client.head_bucket().bucket(name).expected_bucket_owner(&self.owner);
        match head.send().await {
            Ok(_) => Ok(true),
            Err(error) if error.raw_response().is_some_and(|answer| self.is_elsewhere(answer)) => Ok(false),
            Err(error) => Err(inspect(error, "s3:HeadBucket", &self.region).into_error()),
        }
    }

    /// Whether S3's refusal says that the region has no such bucket: there is none, or it is in another region, which comes as
    /// a redirection or as a complaint about the signature.
    fn is_elsewhere(&self, answer: &HttpResponse) -> bool {
        let place = answer.headers().get("x-amz-bucket-region");
        matches!(answer.status().as_u16(), 301 | 404)
            || place.is_some_and(|place| place != self.region.as_str())
    }

    /// The tags of a bucket.
    pub async fn tags(&self, name: &str) -> Result<BTreeMap<String, String>> {
        let call = self.client.get_bucket_tagging().bucket(name).expected_bucket_owner(&self.owner);
        match call.send().await {
            Ok(answer) => Ok(answer.tag_set.into_iter().map(|tag| (tag.key, tag.value)).collect()),
            Err(error) => {
                let error = inspect(error, "s3:GetBucketTagging", &self.region);
                if error.is("NoSuchTagSet") { Ok(BTreeMap::new()) } else { Err(error.into_error()) }
            }
        }
    }

    /// One page of versions and delete markers; `None` when there is no such bucket.
    pub async fn page(&self, name: &str, from: Option<&Position>) -> Result<Option<Page>> {
        let call = self
            .client
            .list_object_versions()
            .bucket(name)
            .expected_bucket_owner(&self.owner)
            // Keys may hold what XML cannot.
            .encoding_type(EncodingType::Url)
            .set_key_marker(from.map(|from| from.key.clone()))
            .set_version_id_marker(from.and_then(|from| from.id.clone()));
        match call.send().await {
            Ok(answer) => Ok(Some(Page::from(answer))),
            Err(error) => {
                let error = inspect(error, "s3:ListObjectVersions", &self.region);
                if error.is("NoSuchBucket") { Ok(None) } else { Err(error.into_error()) }
            }
        }
    }

    /// Deletes up to a thousand versions for good, and returns those that S3 refuses to delete. An answer of success says
    /// nothing: each version has its own.
    pub async fn delete_versions(&self, name: &str, versions: &[Version]) -> Result<Vec<Undeleted>> {
        let (in_block, alone): (Vec<_>, Vec<_>) =
            versions.iter().partition(|version| survives_xml(&version.key));
        let mut refused = Vec::new();
        for version in alone {
            refused.extend(self.delete_version(name, version).await?);
        }
        let mut left: Vec<(String, Option<String>)> =
            in_block.into_iter().map(|version| (version.key.clone(), version.id.clone())).collect();
        for attempt in 1.. {
            if left.is_empty() {
                break;
            }
            let answers = self.delete_block(name, &left).await?;
            let passes = |one: &Undeleted| attempt < TRIES && PASSING.contains(&one.code.as_str());
            let (passing, lasting): (Vec<_>, Vec<_>) = answers.into_iter().partition(passes);
            refused.extend(lasting);
            left = passing.into_iter().map(|one| (one.key, one.id)).collect();
            if !left.is_empty() {
                sleep(Duration::from_secs(1 << attempt)).await;
            }
        }
        Ok(refused)
    }

    async fn delete_block(
        &self,
        name: &str,
        versions: &[(String, Option<String>)],
    ) -> Result<Vec<Undeleted>> {
        let identifiers: Result<Vec<_>, _> = versions
            .iter()
            .map(|(key, id)| ObjectIdentifier::builder().key(key).set_version_id(id.clone()).build())
            .collect();
        let block = Delete::builder().set_objects(Some(identifiers?)).quiet(true).build()?;
        let call = self.client.delete_objects().bucket(name).expected_bucket_owner(&self.owner).delete(block);
        let answer = call
            .send()
            .await
            .map_err(|error| inspect(error, "s3:DeleteObjects", &self.region).into_error())?;
        Ok(answer.errors.unwrap_or_default().into_iter().map(Undeleted::from).collect())
    }

    /// Deletes one version whose key no block can carry.
    async fn delete_version(&self, name: &str, version: &Version) -> Result<Option<Undeleted>> {
        let call = self
            .client
            .delete_object()
            .bucket(name)
            .expected_bucket_owner(&self.owner)
            .key(&version.key)
            .set_version_id(version.id.clone());
        let Err(error) = call.send().await else { return Ok(None) };
        let error = inspect(error, "s3:DeleteObject", &self.region);
        // What says something of this version only must not hide how the others fare.
        if !matches!(error.class, Class::Denied | Class::Refused) {
            return Err(error.into_error());
        }
        let (key, id) = (version.key.clone(), version.id.clone());
        Ok(Some(Undeleted { key, id, code: error.code.unwrap_or_default(), message: error.message }))
    }

    /// Uploads that were begun and never finished: up to a thousand of them.
    pub async fn uploads(&self, name: &str) -> Result<Vec<Upload>> {
        let call = self
            .client
            .list_multipart_uploads()
            .bucket(name)
            .expected_bucket_owner(&self.owner)
            .encoding_type(EncodingType::Url);
        let answer = match call.send().await {
            Ok(answer) => answer,
            Err(error) => {
                let error = inspect(error, "s3:ListMultipartUploads", &self.region);
                return if error.is("NoSuchBucket") { Ok(Vec::new()) } else { Err(error.into_error()) };
            }
        };
        let encoded = is_url_encoded(answer.encoding_type.as_ref());
        let uploads = answer.uploads.unwrap_or_default().into_iter();
        Ok(uploads
            .filter_map(|upload| Some(Upload { key: plain(&upload.key?, encoded), id: upload.upload_id? }))
            .collect())
    }

    /// Gives up an upload in parts.
    pub async fn abort(&self, name: &str, upload: &Upload) -> Result<()> {
        let call = self
            .client
            .abort_multipart_upload()
            .bucket(name)
            .expected_bucket_owner(&self.owner)
            .key(&upload.key)
            .upload_id(&upload.id);
        let Err(error) = call.send().await else { return Ok(()) };
        let error = inspect(error, "s3:AbortMultipartUpload", &self.region);
        // Its owner has finished or aborted it since.
        if error.is("NoSuchUpload") { Ok(()) } else { Err(error.into_error()) }
    }

    /// Deletes an empty bucket.
    pub async fn delete(&self, name: &str) -> Result<(), AwsError> {
        let call = self.client.delete_bucket().bucket(name).expected_bucket_owner(&self.owner);
        call.send().await.map_err(|error| inspect(error, "s3:DeleteBucket", &self.region))?;
        Ok(())
    }
}
