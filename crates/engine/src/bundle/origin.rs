//! Where the zips of a run come from.

use std::path::PathBuf;

use anyhow::Result;

use super::{BuildEvent, Builds, Bundle, Prepared, bundle};
use crate::failure::Failure;
use crate::project::ArtifactFile;
use crate::shell::quoted;

/// Where the zips of a run come from.
#[derive(Debug, Default)]
pub enum Origin {
    /// They are built in the project's folder.
    Sources { folder: PathBuf, builds: Builds },
    /// They were built before.
    Prepared(Prepared),
    /// There are no sources, and nothing was built before.
    #[default]
    Nowhere,
}

impl Origin {
    /// Fails when one of these artifacts can come from nowhere, or is not what its manifest names. Builds nothing.
    pub fn check<'n>(&self, artifacts: impl Iterator<Item = &'n str>) -> Result<()> {
        let (mut missing, place) = match self {
            Origin::Sources { .. } => return Ok(()),
            Origin::Nowhere => (artifacts.collect::<Vec<_>>(), "in this program".to_owned()),
            Origin::Prepared(prepared) => {
                let (there, missing): (Vec<_>, Vec<_>) = artifacts.partition(|name| prepared.has(name));
                for artifact in there {
                    prepared.bundle(artifact)?;
                }
                (missing, format!("in {}", prepared.folder().display()))
            }
        };
        missing.sort_unstable();
        missing.dedup();
        match missing.as_slice() {
            [] => Ok(()),
            names => Err(absent(names, &place, &self.place_to_build())),
        }
    }

    /// The zip of an artifact.
    pub async fn bundle(
        &self,
        name: &str,
        artifact: &ArtifactFile,
        observe: impl Fn(BuildEvent<'_>),
    ) -> Result<Bundle> {
        match self {
            Origin::Sources { folder, builds } => bundle(builds, name, artifact, folder, observe).await,
            Origin::Prepared(prepared) => prepared.bundle(name),
            Origin::Nowhere => Err(absent(&[name], "in this program", &self.place_to_build())),
        }
    }

    /// The folder into which the missing artifacts are to be built.
    fn place_to_build(&self) -> String {
        match self {
            Origin::Prepared(prepared) => quoted(&prepared.folder().display().to_string()),
            Origin::Sources { .. } | Origin::Nowhere => "DIR".to_owned(),
        }
    }
}

fn absent(names: &[&str], place: &str, folder: &str) -> anyhow::Error {
    let what = match names {
        [name] => format!("the functions of artifact {name} are not"),
        names => format!("the functions of the artifacts {} are not", names.join(", ")),
    };
    Failure::usage(format!("{what} {place}"))
        .hint(format!(
            "run `provision build --out {folder}` where the sources are, or copy share/provision/artifacts of a release's archive; \
             --artifacts DIR names another folder"
        ))
        .into()
}
