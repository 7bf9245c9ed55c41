//! The bucket of each region for functions' code and large templates, which `provision` creates.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, PublicAccessBlockConfiguration,
    ServerSideEncryption, ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration,
    ServerSideEncryptionRule,
};

use super::error::{explain, inspect};
use super::http::sending_time;
use super::{Cloud, Region, retries};

/// The name of a region's artifact bucket. Bucket names are shared by all accounts of the world.
pub fn bucket_name(account: &str, region: &Region) -> String {
    format!("provision-artifacts-{account}-{region}")
}

/// One region's artifact bucket.
pub struct ArtifactBucket {
    client: Client,
    region: Region,
    name: String,
    /// Sent with each object, so that S3 refuses a bucket of this name that another account created first.
    owner: String,
    is_emulated: bool,
    /// Whether the bucket is known to be finished; held while it is looked at and made, since S3 refuses settings that come at the
    /// same time.
    turn: Turn,
}

/// Whether a bucket is known to be finished.
type Turn = Rc<tokio::sync::Mutex<bool>>;

/// The turns at the artifact buckets of a run, by name.
pub type Turns = RefCell<HashMap<String, Turn>>;

impl Cloud {
    /// The artifact bucket of an account in a region; no call is made.
    pub fn artifact_bucket(&self, account: &str, region: &Region) -> ArtifactBucket {
        let name = bucket_name(account, region);
        let turn = Rc::clone(self.artifact_buckets.borrow_mut().entry(name.clone()).or_default());
        ArtifactBucket {
            client: self.s3(region),
            region: region.clone(),
            name,
            owner: account.to_owned(),
            is_emulated: self.endpoint().is_some(),
            turn,
        }
    }
}

impl ArtifactBucket {
    /// The address under which CloudFormation fetches an object: always S3's own, never an override's.
    pub fn url(&self, key: &str) -> String {
        let (name, region, suffix) = (&self.name, &self.region, self.region.partition().suffix);
        if self.is_emulated {
            format!("https://s3.{region}.{suffix}/{name}/{key}")
        } else {
            format!("https://{name}.s3.{region}.{suffix}/{key}")
        }
    }

    /// Whether the bucket has an object.
    pub async fn has(&self, key: &str) -> Result<bool> {
        let head = self.client.head_object().bucket(&self.name).key(key).expected_bucket_owner(&self.owner);
        match head.send().await {
            Ok(_) => Ok(true),
            Err(error) if error.raw_response().is_some_and(|response| response.status().as_u16() == 404) => {
                Ok(false)
            }
            Err(error) => Err(explain(error, "s3:HeadObject", &self.region)),
        }
    }

    /// An object's content.
    pub async fn get(&self, key: &str) -> Result<Vec<u8>> {
        let get = self.client.get_object().bucket(&self.name).key(key).expected_bucket_owner(&self.owner);
        let object = get.send().await.map_err(|error| explain(error, "s3:GetObject", &self.region))?;
        Ok(object.body.collect().await?.into_bytes().to_vec())
    }

    /// Stores an object, and makes the bucket when it is not there or was not finished.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.finish().await?;
        let call = self.client.put_object().bucket(&self.name).key(key).expected_bucket_owner(&self.owner);
        // A large zip takes its time on a slow connection.
        let timeouts = retries::limits(retries::CALL + sending_time(bytes.len() as u64));
        let call = call.body(ByteStream::from(bytes)).customize();
        let call = call.config_override(aws_sdk_s3::config::Builder::new().timeout_config(timeouts));
        call.send().await.map_err(|error| explain(error, "s3:PutObject", &self.region))?;
        Ok(())
    }

    /// Makes the bucket unless it is there, once in a run.
    async fn finish(&self) -> Result<()> {
        let mut is_known = self.turn.lock().await;
        if !*is_known {
            if !self.is_finished().await? {
                self.make().await?;
            }
            *is_known = true;
        }
        Ok(())
    }

    /// Whether the bucket is there with all its settings. The policy is the last of them, so a run that was killed
    /// on the way has left a bucket without it.
    async fn is_finished(&self) -> Result<bool> {
        match self
            .client
            .get_bucket_policy()
            .bucket(&self.name)
            .expected_bucket_owner(&self.owner)
            .send()
            .await
        {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.code(), Some("NoSuchBucket" | "NoSuchBucketPolicy")) => Ok(false),
            Err(error) => Err(explain(error, "s3:GetBucketPolicy", &self.region)),
        }
    }

    /// Makes the bucket: encrypted, closed to the public, reached over TLS only.
    async fn make(&self) -> Result<()> {
        let constraint = BucketLocationConstraint::from(self.region.as_str());
        let place = CreateBucketConfiguration::builder().location_constraint(constraint).build();
        // us-east-1 is where a bucket is created when no region is named, and S3 rejects a request that names it.
        let place = (self.region.as_str() != "us-east-1").then_some(place);
        let made = self
            .client
            .create_bucket()
            .bucket(&self.name)
            .set_create_bucket_configuration(place)
            .send()
            .await;
        if let Err(error) = made {
            let error = inspect(error, "s3:CreateBucket", &self.region);
            // The second: another run is making it at this moment.
            if !error.is("BucketAlreadyOwnedByYou") && !error.is("OperationAborted") {
                return Err(error.into_error());
            }
        }
        self.encrypt().await?;
        self.close().await
    }

    async fn encrypt(&self) -> Result<()> {
        let default =
            ServerSideEncryptionByDefault::builder().sse_algorithm(ServerSideEncryption::Aes256).build()?;
        let rule =
            ServerSideEncryptionRule::builder().apply_server_side_encryption_by_default(default).build();
        let rules = ServerSideEncryptionConfiguration::builder().rules(rule).build()?;
        let call = self
            .client
            .put_bucket_encryption()
            .bucket(&self.name)
            .server_side_encryption_configuration(rules);
        call.send().await.map_err(|error| explain(error, "s3:PutBucketEncryption", &self.region))?;
        Ok(())
    }

    async fn close(&self) -> Result<()> {
        let block = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .block_public_policy(true)
            .ignore_public_acls(true)
            .restrict_public_buckets(true)
            .build();
        let call =
            self.client.put_public_access_block().bucket(&self.name).public_access_block_configuration(block);
        call.send().await.map_err(|error| explain(error, "s3:PutPublicAccessBlock", &self.region))?;
        let call = self.client.put_bucket_policy().bucket(&self.name).policy(self.tls_only());
        call.send().await.map_err(|error| explain(error, "s3:PutBucketPolicy", &self.region))?;
        Ok(())
    }

    /// The policy that demands TLS.
    fn tls_only(&self) -> String {
        let arn = format!("arn:{}:s3:::{}", self.region.partition().name, self.name);
        serde_json::json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [arn, format!("{arn}/*")],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }],
        })
        .to_string()
    }
}
