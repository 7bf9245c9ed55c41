//! The emulator's memory and disk usage.

use std::fs;
use std::path::Path;

/// The memory that a process holds, in bytes; none where the system does not show it as Linux does.
pub fn memory(pid: i32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The size of all files in a folder, in bytes. What cannot be read, or disappears meanwhile, counts as nothing.
pub fn disk(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => disk(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_all_folders_count() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::write(folder.path().join("a"), [0; 1000]).unwrap();
        fs::write(folder.path().join("deep/b"), [0; 24]).unwrap();
        assert_eq!(disk(folder.path()), 1024);
        assert_eq!(disk(&folder.path().join("none")), 0);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_living_process_has_memory() {
        let own = i32::try_from(std::process::id()).unwrap();
        assert!(memory(own).unwrap() > 1024 * 1024);
        assert_eq!(memory(-1), None);
    }
}
