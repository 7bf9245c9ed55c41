//! OpenAPI documents that templates have in S3: the wanted ones were packed, the deployed ones are in the artifact bucket.

use crate::access::{Documents, Location, View, locations};
use crate::aws::Region;
use crate::aws::artifacts::{ArtifactBucket, bucket_name};
use crate::bundle::PackedObject;
use crate::document::Source;

/// Where documents are read.
pub(super) struct Library<'a> {
    /// What was packed.
    pub objects: &'a [PackedObject],
    /// The artifact bucket, with its name.
    bucket: Option<(String, ArtifactBucket)>,
}

impl<'a> Library<'a> {
    pub fn of(
        objects: &'a [PackedObject],
        cloud: &crate::aws::Cloud,
        account: Option<&str>,
        region: &Region,
    ) -> Self {
        let bucket =
            account.map(|account| (bucket_name(account, region), cloud.artifact_bucket(account, region)));
        Self { objects, bucket }
    }

    /// The documents of two templates that are not the same, as far as they can be read.
    pub async fn documents(&self, old: Option<View<'_>>, new: View<'_>) -> (Documents, Documents) {
        let (before, after) = (old.map(locations).unwrap_or_default(), locations(new));
        let differs = |one: &&Location, others: &[Location]| !others.contains(one);
        let old = self.read(before.iter().filter(|one| differs(one, &after))).await;
        let mut new = self.read(after.iter().filter(|one| differs(one, &before))).await;
        // Without the deployed document every operation of the wanted one would look new.
        let has_been = |id: &String| before.iter().any(|one| one.logical_id == *id);
        new.retain(|id, _| old.contains_key(id) || !has_been(id));
        (old, new)
    }

    async fn read(&self, locations: impl Iterator<Item = &Location>) -> Documents {
        let mut found = Documents::new();
        for location in locations {
            let Some(bytes) = self.bytes(location).await else { continue };
            let source = Source::new(location.key.as_str(), String::from_utf8_lossy(&bytes));
            if let Ok(document) = source.read() {
                found.insert(location.logical_id.clone(), document.to_json());
            }
        }
        found
    }

    async fn bytes(&self, location: &Location) -> Option<Vec<u8>> {
        let packed = self.objects.iter().find(|object| object.key == location.key);
        if let Some(object) = packed {
            return Some(object.bytes.clone());
        }
        let (_, bucket) = self.bucket.as_ref().filter(|(name, _)| *name == location.bucket)?;
        match bucket.get(&location.key).await {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                tracing::info!("{}: its document cannot be read: {error:#}", location.logical_id);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::approval::{Losses, Scope};
    use crate::aws::fake::{Call, Reply, Service, held};
    use crate::testing::{ONE_STACK, Scene};

    const TEMPLATE: &str = "
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: x, BodyS3Location: api.json}}
";
    const OPEN: &str = r#"{"openapi": "3.0.1", "paths": {"/items": {"get": {"operationId": "get"}}}}"#;

    fn signed() -> String {
        OPEN.replace(r#""operationId""#, r#""x-amazon-apigateway-auth": {"type": "AWS_IAM"}, "operationId""#)
    }

    /// An artifact bucket that has this document under the key of the deployed template.
    struct Bucket(Option<String>);

    impl Service for Bucket {
        fn answer(&mut self, call: &Call) -> Option<Reply> {
            (call.service == "s3").then(|| {
                self.0.as_deref().map_or_else(|| Reply::refused("NoSuchKey", "it is not there"), Reply::ok)
            })
        }
    }

    /// What asks where an API had the first document and gets the second.
    async fn asks(deployed: Option<String>, wanted: &str) -> Vec<String> {
        let scene =
            Scene::with_files(ONE_STACK, TEMPLATE, &[("api.json", wanted)], vec![Box::new(Bucket(deployed))]);
        held(&scene.stacks).has("mail-queue-dev", "CREATE_COMPLETE");
        let place = "{Bucket: provision-artifacts-123456789012-us-west-2, Key: packages/old.json}";
        held(&scene.stacks).template = TEMPLATE.replace("api.json", place);
        let review = scene.review(Scope { access: true, losses: Losses::Allowed }).await;
        let changes = review.access.into_iter().flat_map(|stack| stack.changes);
        changes.filter(|change| change.needs_approval).map(|change| change.words()).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn the_packed_document_of_an_api_is_compared_with_the_deployed_one() {
        let found = asks(Some(signed()), OPEN).await;
        assert_eq!(
            found,
            ["Allow execute-api:Invoke on GET /items to * if AuthorizationType AWS_IAM → \
              Allow execute-api:Invoke on GET /items to *"]
        );
        assert!(asks(Some(OPEN.to_owned()), &signed()).await.is_empty());
        assert!(asks(Some(signed()), &signed().replace("get\"}", "read\"}")).await.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_document_that_cannot_be_read_asks() {
        let found = asks(None, OPEN).await;
        assert_eq!(found, ["cannot be compared: which callers the document in S3 lets in is not known"]);
    }
}
