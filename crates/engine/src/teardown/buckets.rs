//! The deletion of buckets in a teardown.
//!
//! A bucket is emptied only when nothing can prevent the deletion of its stack any more, so that a teardown that is
//! rejected because of a protection, an export in use or anything else loses no objects:
//!
//! - A retained bucket is deleted after its stack, which leaves it behind, and after every stack that depends on that
//!   one.
//! - One that is not retained CloudFormation must delete, and it cannot while there is anything in it. So
//!   CloudFormation is
//!   asked first: it deletes everything else, and fails at the bucket alone. Only then is the bucket emptied, and the
//!   deletion
//!   requested again.

#[cfg(test)]
mod tests;

use anyhow::Result;

use super::{Deletion, Teardown};
use crate::aws::Region;
use crate::aws::buckets::Buckets;
use crate::aws::stack::{Phase, StackState};
use crate::event::Action;
use crate::failure::Failure;
use crate::retained::buckets::{Emptying, count, progress};
use crate::retained::{Holding, Owner};
use crate::schedule::Stop;
use crate::template::Disposal;

impl Teardown<'_> {
    pub(super) fn s3(&self, region: &Region) -> Buckets {
        self.run.cloud.buckets(&self.run.account, region)
    }

    /// CloudFormation would delete everything else of the stack before it fails at a bucket with something in it.
    pub(super) async fn refuse_lost_objects(&self, holdings: &[Holding]) -> Result<()> {
        if self.options.delete_data {
            return Ok(());
        }
        for bucket in holdings.iter().filter(|one| one.is_bucket() && is_deleted_with_its_stack(one)) {
            let (name, region) = (&bucket.id, &bucket.region);
            let content = count(&self.s3(region), name).await?;
            if let Some(content) = content.filter(|content| content.total() > 0) {
                let message = format!(
                    "bucket {name} in {region} would be deleted with its stack, and contains {content}"
                );
                return Err(Failure::failed(message).hint(UNRETAINED).into());
            }
        }
        Ok(())
    }

    /// Empties the buckets that alone kept a stack from being deleted; false when anything else did too, or nothing can
    /// be done.
    pub(super) async fn make_way(&self, deletion: &Deletion<'_>, after: &StackState) -> Result<bool> {
        if !self.options.delete_data || after.status.phase() != Phase::DeleteStuck {
            return Ok(false);
        }
        let cloudformation = &self.run.view(&deletion.stack.region)?.poller.cloudformation;
        let resources = cloudformation.resources(&after.arn).await?;
        let failed = resources.iter().filter(|resource| resource.status == "DELETE_FAILED");
        let own = |name: &str| deletion.holdings.iter().find(|one| one.is_bucket() && one.id == name);
        let blocking: Option<Vec<_>> = failed.map(|resource| own(&resource.physical_id)).collect();
        let mut has_made_way = false;
        for bucket in blocking.unwrap_or_default() {
            let buckets = self.s3(&bucket.region);
            let holds_some = count(&buckets, &bucket.id).await?.is_some_and(|content| content.total() > 0);
            // An empty one is kept by something else, which another try would only meet again.
            if holds_some {
                self.run.begin(deletion.index, Action::Empty);
                let progress = self.progress(deletion.index, bucket);
                let stop = deletion.stop;
                Emptying { buckets: &buckets, name: &bucket.id, stop, progress: &progress }.empty().await?;
                has_made_way = true;
            }
        }
        Ok(has_made_way)
    }

    /// Deletes buckets with everything in them, and returns whether there were any.
    pub(super) async fn delete_buckets(&self, index: usize, all: &[&Holding], stop: &Stop) -> Result<bool> {
        let mut was_there = false;
        for bucket in all.iter().filter(|holding| holding.is_bucket()) {
            let buckets = self.s3(&bucket.region);
            if !buckets.has(&bucket.id).await? {
                continue;
            }
            self.run.begin(index, Action::Empty);
            let progress = self.progress(index, bucket);
            was_there |=
                Emptying { buckets: &buckets, name: &bucket.id, stop, progress: &progress }.delete().await?;
        }
        Ok(was_there)
    }

    fn progress(&self, index: usize, bucket: &Holding) -> impl Fn(u64, Option<u64>) {
        move |gone, total| {
            let status = format!("{} deleted", progress(gone, total));
            self.run.show(index, &bucket.id, "bucket", &status);
        }
    }
}

/// Whether CloudFormation is sure to delete it with its stack.
pub(super) fn is_deleted_with_its_stack(holding: &Holding) -> bool {
    holding.owner == Owner::Stack && holding.disposal == Disposal::Deleted
}

/// What to do about a bucket that its template does not retain.
pub(super) const UNRETAINED: &str =
    "deploy it with DeletionPolicy: Retain to keep it, or add --delete-data to delete it with its objects";
