//! Which files of a project lie outside its folder, once `..` and symbolic links are resolved.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// More links than this on one path lead nowhere.
const LINK_LIMIT: usize = 40;

/// Where a path of the project leads, if that is outside the project's folder; `None` for a path inside it.
pub fn outside(folder: &Path, path: &str) -> Option<PathBuf> {
    let target = resolve(&folder.join(path));
    (!target.starts_with(resolve(folder))).then_some(target)
}

/// The sentence about a path outside.
pub fn message(what: &str, path: &str, target: &Path) -> String {
    format!(
        "{what} {path} is outside the project's folder, at {}; move it there, or write 'allow-outside: true' at the top \
         level of the project file",
        target.display()
    )
}

/// The path without `..` and without symbolic links. Unlike `fs::canonicalize` it also resolves what does not exist
/// yet, such as the file that a build is going to make.
fn resolve(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let reversed = |path: &Path| -> Vec<OsString> {
        path.components().rev().map(|part| part.as_os_str().to_owned()).collect()
    };
    let mut pending = reversed(&path);
    let mut resolved = PathBuf::new();
    let mut links = 0;
    while let Some(part) = pending.pop() {
        if part == ".." {
            resolved.pop();
            continue;
        }
        // A root replaces what was before it.
        resolved.push(&part);
        if let Ok(target) = fs::read_link(&resolved)
            && links < LINK_LIMIT
        {
            links += 1;
            resolved.pop();
            pending.extend(reversed(&target));
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn paths_are_judged_by_where_they_lead() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("project");
        fs::create_dir_all(folder.join("a/b")).unwrap();
        fs::write(root.path().join("secret"), "").unwrap();
        symlink("../secret", folder.join("link")).unwrap();
        symlink("../elsewhere", folder.join("dangling")).unwrap();
        symlink("a", folder.join("inner")).unwrap();
        symlink("loop", folder.join("loop")).unwrap();
        symlink("project", root.path().join("alias")).unwrap();
        for inside in
            ["a", "a/b/../x", "not/there/yet", "inner/b/..", "loop", ".", "../project/a", "../alias/a"]
        {
            assert_eq!(outside(&folder, inside), None, "{inside}");
        }
        let real = fs::canonicalize(root.path()).unwrap();
        for (path, target) in [
            ("../secret", "secret"),
            ("link", "secret"),
            ("dangling/x", "elsewhere/x"),
            ("a/../../x", "x"),
            // The link comes before the dots, as for the kernel.
            ("dangling/../y", "y"),
            ("../projects", "projects"),
        ] {
            assert_eq!(outside(&folder, path), Some(real.join(target)), "{path}");
        }
        assert_eq!(outside(&folder, "/etc/hostname"), Some(PathBuf::from("/etc/hostname")));
        assert_eq!(outside(&root.path().join("alias"), "a"), None, "the folder itself may be a link");
    }
}
