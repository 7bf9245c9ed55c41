//! The zip itself: fixed time, order, mode and compression, so that equal programs make equal zips.

use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::failure::Failure;
use crate::project::{ArtifactFile, Regular};

/// Lambda's limit for what a zip unpacks to, in bytes.
pub const SIZE_LIMIT: u64 = 250 * 1024 * 1024;

/// The zip's bytes. A file that is a zip already is taken as it is.
pub fn zip(name: &str, artifact: &ArtifactFile, folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join(&artifact.file);
    let program = Regular::open(&path).and_then(|file| file.bytes(SIZE_LIMIT)).map_err(|reason| {
        Failure::usage(format!("artifact {name}: cannot read {}: {reason}", path.display())).hint(
            "the build command must produce this file, of at most 250 MiB; see 'artifacts' in the project file",
        )
    })?;
    if path.extension().is_some_and(|extension| extension == "zip") {
        return Ok(program);
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(&artifact.entry, options)?;
    writer.write_all(&program)?;
    Ok(writer.finish().context("finishing the zip")?.into_inner())
}
