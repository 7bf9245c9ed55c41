//! A stack whose template names files by local paths: its template with references to the artifact bucket instead, and
//! the objects that they refer to.
//!
//! The references hold the hash of what they refer to. So changed code is a changed template, in the fingerprint and in
//! the names of API deployments too.

use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;

use super::graph::WantedStack;
use super::run::Run;
use super::runners;
use crate::aws::Region;
use crate::aws::artifacts::bucket_name;
use crate::bundle::{PackedObject, package};
use crate::document::Source;
use crate::project::failure;
use crate::template::{Stored, Template};

/// A stack as it is deployed.
pub(super) struct Packaged {
    pub wanted: WantedStack,
    pub objects: Vec<PackedObject>,
}

/// Packs what a stack's template names. Makes no call.
pub(super) async fn packaged(run: &Run<'_>, wanted: &WantedStack) -> Result<Packaged> {
    let Some(files) = &wanted.package else {
        return Ok(Packaged { wanted: wanted.clone(), objects: Vec::new() });
    };
    let account = run.known_account()?;
    let bucket = bucket_name(account, &wanted.region);
    // The address without a key, so that no client is sent to another thread.
    let base = run.cloud.artifact_bucket(account, &wanted.region).url("");
    let files = Arc::clone(files);
    let locate =
        move |key: &str| Stored { bucket: bucket.clone(), key: key.to_owned(), url: format!("{base}{key}") };
    let (text, objects) = tokio::task::spawn_blocking(move || package(&files, &locate)).await??;
    let source = Source::new(wanted.template.source.name.clone(), text);
    let template = Template::read(source).map_err(|problem| failure(vec![problem]))?;
    let wanted = WantedStack { template: Rc::new(template), ..wanted.clone() };
    runners::check_packed(&wanted, &objects)?;
    Ok(Packaged { wanted, objects })
}

/// Brings objects into a region's artifact bucket, as far as they are missing there.
pub(super) async fn upload(run: &Run<'_>, objects: &[PackedObject], region: &Region) -> Result<()> {
    if objects.is_empty() {
        return Ok(());
    }
    let bucket = run.cloud.artifact_bucket(run.known_account()?, region);
    for object in objects {
        if !bucket.has(&object.key).await? {
            bucket.put(&object.key, object.bytes.clone()).await?;
        }
    }
    Ok(())
}
