//! Reads files with a limit: only regular files, and never more bytes than the limit.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// A regular file that is open for reading.
pub struct Regular {
    file: File,
    data: Metadata,
}

impl Regular {
    /// Opens a file, which may be reached through symbolic links. A folder, pipe or device is refused without waiting
    /// for it. The error is the reason alone, since the caller knows what the file is for.
    pub fn open(path: &Path) -> Result<Self, String> {
        // Without NONBLOCK, opening a named pipe waits for a writer.
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        let file = File::options().read(true).custom_flags(flags).open(path);
        let file = file.map_err(|error| reason(path, &error))?;
        let data = file.metadata().map_err(|error| error.to_string())?;
        if data.is_dir() {
            return Err("it is a folder, not a file".to_owned());
        }
        if !data.is_file() {
            return Err("it is not a regular file".to_owned());
        }
        Ok(Self { file, data })
    }

    /// The id of the user to whom the file belongs.
    pub fn owner(&self) -> u32 {
        self.data.uid()
    }

    /// The content, if it has at most `limit` bytes. A larger file is refused before anything of it is read.
    pub fn bytes(self, limit: u64) -> Result<Vec<u8>, String> {
        let size = self.data.len();
        if size > limit {
            return Err(format!("it has {size} bytes; the limit is {}", bytes_and_mib(limit)));
        }
        let mut bytes = Vec::new();
        // The size was a moment ago, and some files say that they are empty while they are not.
        let read = self.file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if read as u64 > limit {
            return Err(format!("it has over {limit} bytes; the limit is {}", bytes_and_mib(limit)));
        }
        Ok(bytes)
    }

    /// The content as text, if it has at most `limit` bytes.
    pub fn text(self, limit: u64) -> Result<String, String> {
        String::from_utf8(self.bytes(limit)?).map_err(|_| "it is not valid UTF-8".to_owned())
    }
}

fn bytes_and_mib(limit: u64) -> String {
    format!("{limit} bytes ({} MiB)", limit / 1024 / 1024)
}

/// Why a file cannot be opened; a link that leads nowhere is named with its target.
fn reason(path: &Path, error: &io::Error) -> String {
    match std::fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => {
            format!("it is a symbolic link to {}, which does not exist", target.display())
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, [b'x'; 16]).unwrap();
        assert_eq!(Regular::open(&path).unwrap().text(16).unwrap(), "x".repeat(16));
        assert_eq!(
            Regular::open(&path).unwrap().bytes(15).unwrap_err(),
            "it has 16 bytes; the limit is 15 bytes (0 MiB)"
        );
        fs::write(&path, [0xff]).unwrap();
        assert_eq!(Regular::open(&path).unwrap().text(16).unwrap_err(), "it is not valid UTF-8");
    }

    #[test]
    fn a_file_that_hides_its_size_is_still_bounded() {
        // Its size is given as 0.
        let reason = Regular::open(Path::new("/proc/self/maps")).unwrap().bytes(10).unwrap_err();
        assert_eq!(reason, "it has over 10 bytes; the limit is 10 bytes (0 MiB)");
    }

    #[test]
    fn what_is_no_regular_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        let refused = |path: &Path| Regular::open(path).err().unwrap();
        assert_eq!(refused(&pipe), "it is not a regular file");
        assert_eq!(refused(Path::new("/dev/zero")), "it is not a regular file");
        assert_eq!(refused(folder.path()), "it is a folder, not a file");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        assert_eq!(refused(&link), "it is a symbolic link to nowhere, which does not exist");
    }
}
