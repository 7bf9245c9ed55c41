//! The contents of a bucket, and its deletion.

#[cfg(test)]
mod tests;

use std::fmt;
use std::pin::pin;

use anyhow::Result;
use futures_util::stream::{iter, try_unfold};
use futures_util::{StreamExt, TryStreamExt};
use serde::Serialize;

use crate::aws::buckets::{Buckets, Undeleted, VersionKind};
use crate::counted::counted;
use crate::failure::Failure;
use crate::schedule::Stop;

/// Pages of a thousand versions that are looked at to say what is in a bucket: enough for most, and soon done for all.
const COUNTED_PAGES: usize = 5;
/// Blocks of a thousand versions in flight at once. S3 deletes some thousands in a second and then throttles.
const BLOCKS: usize = 3;
/// Multipart uploads that are aborted at once.
const UPLOADS: usize = 10;
/// Pages of unfinished uploads after which something must be wrong: each is aborted before the next is requested.
const UPLOAD_PAGES: usize = 1000;
/// Rounds after which a bucket into which another client keeps writing is left alone.
const ROUNDS: usize = 5;
/// Refusals after which more of them would show nothing new.
const REFUSALS: usize = 1000;
/// Refusals that are listed one by one.
const SHOWN: usize = 3;

/// What a bucket holds, counted up to a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Content {
    pub objects: u64,
    pub older: u64,
    pub markers: u64,
    /// The size of all that was counted.
    pub bytes: u64,
    /// Whether there is more than was counted.
    pub more: bool,
}

impl Content {
    /// Deletes everything that keeps the bucket from being deleted.
    pub fn total(&self) -> u64 {
        self.objects + self.older + self.markers
    }

    /// Adds what another bucket holds.
    pub fn add(&mut self, other: Content) {
        self.objects += other.objects;
        self.older += other.older;
        self.markers += other.markers;
        self.bytes += other.bytes;
        self.more |= other.more;
    }
}

impl fmt::Display for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.more {
            write!(formatter, "more than {} objects and versions", self.total())?;
            return if self.bytes > 0 { write!(formatter, ", over {}", size(self.bytes)) } else { Ok(()) };
        }
        let count = |number: u64, noun: &str| (number > 0).then(|| counted(number, noun));
        let parts = [
            count(self.objects, "object"),
            count(self.older, "older version"),
            count(self.markers, "delete marker"),
            (self.bytes > 0).then(|| size(self.bytes)),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        formatter.write_str(if parts.is_empty() { "empty".to_owned() } else { parts.join(", ") }.as_str())
    }
}

/// A number of bytes in its largest unit, such as `3.4 MB`.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return counted(bytes, "byte");
    }
    let (mut amount, mut unit) = (bytes as f64 / 1000.0, 0);
    while amount >= 999.95 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

/// What is in a bucket; `None` when it is not there.
pub async fn count(buckets: &Buckets, name: &str) -> Result<Option<Content>> {
    // Another account's bucket, or one in another region, has nothing of ours in it.
    if !buckets.has(name).await? {
        return Ok(None);
    }
    let (mut content, mut from) = (Content::default(), None);
    for _ in 0..COUNTED_PAGES {
        let Some(page) = buckets.page(name, from.as_ref()).await? else { return Ok(None) };
        for version in &page.versions {
            content.bytes += version.size;
            match version.kind {
                VersionKind::Object => content.objects += 1,
                VersionKind::Older => content.older += 1,
                VersionKind::Marker => content.markers += 1,
            }
        }
        from = page.next;
        if from.is_none() {
            return Ok(Some(content));
        }
    }
    Ok(Some(Content { more: true, ..content }))
}

/// One bucket that is to be emptied.
pub struct Emptying<'e> {
    pub buckets: &'e Buckets,
    pub name: &'e str,
    /// Ends it after the blocks in flight. The next run finds by itself what is left.
    pub stop: &'e Stop,
    /// Is notified how many versions are deleted, and of how many, where that is known.
    pub progress: &'e dyn Fn(u64, Option<u64>),
}

/// The result of a walk through all pages.
#[derive(Default)]
struct Walk {
    deleted: u64,
    refused: Vec<Undeleted>,
}

impl Emptying<'_> {
    /// Deletes the bucket and everything in it, and returns whether it was there.
    pub async fn delete(&self) -> Result<bool> {
        for _ in 0..ROUNDS {
            if !self.empty().await? {
                return Ok(false);
            }
            match self.buckets.delete(self.name).await {
                Ok(()) => return Ok(true),
                Err(error) if error.is("NoSuchBucket") => return Ok(true),
                // Something was written since.
                Err(error) if error.is("BucketNotEmpty") => {}
                Err(error) => {
                    return Err(error.into_error().context(format!("deleting bucket {}", self.name)));
                }
            }
        }
        Err(self.busy())
    }

    /// Deletes every version, every delete marker and every unfinished upload, and returns whether the bucket is there.
    pub async fn empty(&self) -> Result<bool> {
        let Some(content) = self.unless_gone(count(self.buckets, self.name).await)? else { return Ok(false) };
        let total = (!content.more).then(|| content.total());
        let mut gone = 0;
        for _ in 0..ROUNDS {
            let walk = self.walk(gone, total).await?;
            self.refuse(&walk)?;
            gone += walk.deleted;
            if walk.deleted == 0 {
                self.abort_uploads().await?;
                return Ok(true);
            }
        }
        Err(self.busy())
    }

    /// Reads all pages once. A page's place in the listing is its last version, so the page behind it is requested
    /// before its deletion begins, and while those in front of it are deleted.
    async fn walk(&self, before: u64, total: Option<u64>) -> Result<Walk> {
        let first = self.unless_gone(self.buckets.page(self.name, None).await)?;
        let pages = try_unfold(first, |page| async {
            let Some(page) = page.filter(|_| !self.stop.is_set()) else { return Ok(None) };
            let next = match &page.next {
                Some(from) => self.buckets.page(self.name, Some(from)).await?,
                None => None,
            };
            Ok::<_, anyhow::Error>(Some((page.versions, next)))
        });
        let blocks = pages.map_ok(|versions| async move {
            let refused = self.buckets.delete_versions(self.name, &versions).await?;
            Ok((versions.len(), refused))
        });
        let mut blocks = pin!(blocks.try_buffer_unordered(BLOCKS));
        let mut walk = Walk::default();
        while let Some((versions, refused)) = self.unless_gone(blocks.try_next().await)? {
            walk.deleted += versions.saturating_sub(refused.len()) as u64;
            walk.refused.extend(refused);
            if versions > 0 {
                (self.progress)(before + walk.deleted, total);
            }
            if walk.refused.len() >= REFUSALS {
                break;
            }
        }
        self.refuse_stop(before + walk.deleted, total)?;
        Ok(walk)
    }

    async fn abort_uploads(&self) -> Result<()> {
        for _ in 0..UPLOAD_PAGES {
            let uploads = self.unless_gone(self.buckets.uploads(self.name).await)?;
            if uploads.is_empty() {
                return Ok(());
            }
            let mut aborted =
                iter(&uploads).map(|upload| self.buckets.abort(self.name, upload)).buffer_unordered(UPLOADS);
            while let Some(answer) = aborted.next().await {
                self.unless_gone(answer)?;
            }
        }
        Err(self.busy())
    }

    /// Names the bucket beside S3's refusal.
    fn unless_gone<T>(&self, answer: Result<T>) -> Result<T> {
        answer.map_err(|error| error.context(format!("emptying bucket {}", self.name)))
    }

    fn refuse_stop(&self, gone: u64, total: Option<u64>) -> Result<()> {
        if !self.stop.is_set() {
            return Ok(());
        }
        let message =
            format!("emptying bucket {} was interrupted: {} deleted", self.name, progress(gone, total));
        Err(Failure::partial(message)
            .hint("run the same command again: it continues with what is left")
            .into())
    }

    fn refuse(&self, walk: &Walk) -> Result<()> {
        if walk.refused.is_empty() {
            return Ok(());
        }
        let shown = walk.refused.iter().take(SHOWN).map(|one| {
            let version = one.id.as_ref().map(|id| format!(" (version {id})")).unwrap_or_default();
            format!("{}{version}: {}: {}", one.key, one.code, one.message)
        });
        let shown: Vec<_> = shown.collect();
        let more = walk.refused.len() - shown.len();
        let more = if more == 0 { String::new() } else { format!("; and {more} more") };
        let message = format!(
            "{} in bucket {} cannot be deleted: {}{more}",
            counted(walk.refused.len(), "version"),
            self.name,
            shown.join("; ")
        );
        let hint = "end what holds them (a legal hold, a retention time, a bucket policy), then run the same command again";
        Err(Failure::failed(message).hint(hint).into())
    }

    fn busy(&self) -> anyhow::Error {
        let message = format!("another client keeps writing to bucket {}", self.name);
        Failure::partial(message).hint("stop the writers, then run the same command again").into()
    }
}

/// `1000 of 2500`, or only the number where the other is not known.
pub fn progress(gone: u64, total: Option<u64>) -> String {
    match total {
        Some(total) if total >= gone => format!("{gone} of {total}"),
        _ => gone.to_string(),
    }
}
