//! Prepares what a template refers to by local paths for the artifact bucket: folders as zips, nested templates with
//! references of their own.

use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::archive::SIZE_LIMIT;
use super::hash;
use crate::failure::Failure;
use crate::project::{Content, Package, Regular};
use crate::template::{LocalPath, Stored, with_references};

/// An object for the artifact bucket. Its content decides its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedObject {
    pub key: String,
    pub bytes: Vec<u8>,
    /// Whether CloudFormation reads it already for a change set.
    pub is_read_first: bool,
}

/// A template's text with references in the place of local paths, and the objects that they refer to, each once.
/// `locate` says how an object of a key is referred to.
pub fn package(package: &Package, locate: &dyn Fn(&str) -> Stored) -> Result<(String, Vec<PackedObject>)> {
    let mut objects = Vec::new();
    let text = packed(package, locate, &mut objects)?;
    Ok((text, objects))
}

fn packed(
    package: &Package,
    locate: &dyn Fn(&str) -> Stored,
    objects: &mut Vec<PackedObject>,
) -> Result<String> {
    let mut stored = Vec::new();
    for (local, content) in &package.items {
        let (bytes, extension) = match content {
            Content::Template(nested) => {
                (packed(nested, locate, objects)?.into_bytes(), "template".to_owned())
            }
            Content::File(path) => file(local, path)?,
            Content::Folder(files) => {
                let files = files.iter().map(|file| (&*file.name, &*file.path, file.is_executable));
                (zipped(files, &package.name)?, "zip".to_owned())
            }
        };
        let key = format!("packages/{}.{extension}", hash(&bytes));
        stored.push(locate(&key));
        if !objects.iter().any(|object| object.key == key) {
            objects.push(PackedObject { key, bytes, is_read_first: local.is_read_first });
        }
    }
    let paths = package.items.iter().map(|(local, _)| local);
    Ok(with_references(&package.text, paths.zip(&stored)))
}

/// A file's bytes and extension, or a zip with it where the property takes a zip.
fn file(local: &LocalPath, path: &Path) -> Result<(Vec<u8>, String)> {
    let bytes = read(path, SIZE_LIMIT)?;
    if local.is_zipped && !bytes.starts_with(b"PK") {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("file");
        return Ok((zipped([(name, path, is_executable(path))], &local.path)?, "zip".to_owned()));
    }
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_plain = |extension: &&str| extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Ok((bytes, extension.filter(is_plain).unwrap_or("file").to_owned()))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o111 != 0)
}

/// A zip that is the same for the same files: fixed times, two modes, and the order in which the files come.
fn zipped<'f>(files: impl IntoIterator<Item = (&'f str, &'f Path, bool)>, what: &str) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut left = SIZE_LIMIT;
    for (name, path, is_executable) in files {
        let bytes = read(path, left)?;
        left -= bytes.len() as u64;
        let mode = if is_executable { 0o755 } else { 0o644 };
        writer.start_file(name, options.unix_permissions(mode))?;
        writer.write_all(&bytes)?;
    }
    let zip = writer.finish().with_context(|| format!("finishing the zip for {what}"))?;
    Ok(zip.into_inner())
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let bytes = Regular::open(path).and_then(|file| file.bytes(limit)).map_err(|reason| {
        Failure::usage(format!("cannot pack {}: {reason}", path.display()))
            .hint("the limit for one local path of a template is 250 MiB")
    });
    Ok(bytes?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn equal_folders_make_equal_zips_whenever_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let made = |text: &str, is_executable: bool| {
            let path = folder.path().join("a");
            fs::write(&path, text).unwrap();
            zipped([("lib/a", path.as_path(), is_executable)], "t").unwrap()
        };
        let first = made("one", false);
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert_eq!(made("one", false), first);
        assert_ne!(made("two", false), first);
        assert_ne!(made("one", true), first);
        let mut archive = zip::ZipArchive::new(Cursor::new(made("one", true))).unwrap();
        let file = archive.by_name("lib/a").unwrap();
        assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o755));
    }
}
