//! The zip itself: fixed time, order, mode and compression, so that equal programs make equal zips.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::failure::Failure;
use crate::project::ArtifactFile;

/// Lambda's limit for what a zip unpacks to, in bytes.
const UNPACKED_LIMIT: usize = 250 * 1024 * 1024;

/// The zip's bytes. A file that is a zip already is taken as it is.
pub fn zip(name: &str, artifact: &ArtifactFile, folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join(&artifact.file);
    let program = fs::read(&path).map_err(|error| {
        Failure::usage(format!("artifact {name}: cannot read {}: {error}", path.display()))
            .hint("the build command must yield this file; see 'artifacts' in the project file")
    })?;
    if path.extension().is_some_and(|extension| extension == "zip") {
        return Ok(program);
    }
    if program.len() > UNPACKED_LIMIT {
        let size = program.len() / 1024 / 1024;
        return Err(Failure::failed(format!("artifact {name} has {size} MiB; Lambda takes 250")).into());
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(&artifact.entry, options)?;
    writer.write_all(&program)?;
    Ok(writer.finish().context("finishing the zip")?.into_inner())
}
