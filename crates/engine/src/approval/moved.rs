//! Outputs of nested stacks that have other values than before, and what follows from them in other nested stacks.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use super::level::{Level, Moved};
use super::nested::Nesting;
use crate::access::View;

/// How often values are handed on from one nested stack to the next.
const PASSES: usize = 4;

/// What was found, boxed since nested stacks may be nested further.
type Found<'f> = Pin<Box<dyn Future<Output = Moved> + 'f>>;

impl Nesting<'_> {
    /// The outputs of a stack's nested stacks that have other values than before, by their attributes such as
    /// `Inner.Outputs.Name`. Values are followed through further nested stacks.
    pub fn moved<'f>(&'f self, level: &'f Level<'f>) -> Found<'f> {
        Box::pin(async move {
            let mut moved = Moved::default();
            for _ in 0..PASSES {
                let found = self.moved_by(level, &moved).await;
                if found == moved {
                    break;
                }
                moved = found;
            }
            moved
        })
    }

    async fn moved_by(&self, level: &Level<'_>, known: &Moved) -> Moved {
        let with = |own: &BTreeMap<String, String>, known: &BTreeMap<String, String>| {
            own.clone().into_iter().chain(known.clone()).collect::<BTreeMap<_, _>>()
        };
        let (before, after) = (with(&level.before, &known.before), with(&level.after, &known.after));
        let mut moved = Moved::default();
        let Some(template) = level.old else { return moved };
        let (old_names, new_names) = (level.names(template, &before), level.names(level.new, &after));
        let (old, new) = (Some(View::of(template, &old_names)), View::of(level.new, &new_names));
        for (one, pair) in self.pairs(level.arn, old, new).await {
            // One that is not known is asked about itself.
            let Ok(pair) = pair else { continue };
            let mut inner = Level::new(&one, &pair, new);
            let further = self.moved(&inner).await;
            inner.extend(further);
            inner.moved_outputs(&one.logical_id, &mut moved);
        }
        moved
    }
}
