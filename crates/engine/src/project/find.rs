//! Which project file is used: the one that was given, otherwise the nearest one in the parent folders that can be
//! trusted.
//!
//! A project file contains commands that are run. One that was given is trusted; one that was found must belong to the
//! user or to root, and the search ends at the repository, the home folder or the file system's boundary.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::regular::Regular;
use crate::failure::Failure;

/// The project file's name.
pub const FILE_NAME: &str = "provision.yaml";
/// The names under which it is looked for.
const NAMES: [&str; 2] = [FILE_NAME, "provision.yml"];
/// Names that are surely meant to be one of these.
const MISSPELT: [&str; 6] =
    ["Provision.yaml", "Provision.yml", "PROVISION.YAML", "PROVISION.YML", "provision.YAML", "provision.YML"];
/// Most bytes of a project file and of a template.
pub const SIZE_LIMIT: u64 = 1024 * 1024;

/// Where the search for a project file begins and ends, and for whom it is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The working folder.
    pub here: PathBuf,
    /// The user's home folder, above which nothing is looked for.
    pub home: Option<PathBuf>,
    /// The id of the user.
    pub user: u32,
}

impl Place {
    /// The search for the user who runs this process.
    pub fn new(here: impl Into<PathBuf>, home: Option<PathBuf>) -> Self {
        Self { here: here.into(), home, user: rustix::process::geteuid().as_raw() }
    }
}

impl From<&Path> for Place {
    fn from(here: &Path) -> Self {
        Self::new(here, None)
    }
}

/// A project file's path and text; `None` when there is none.
pub fn find(config: Option<&Path>, place: &Place) -> Result<Option<(PathBuf, String)>> {
    if let Some(path) = config {
        let file = Regular::open(path).map_err(|reason| unreadable(path, &reason))?;
        return Ok(Some((path.to_owned(), text(file, path)?)));
    }
    let Some(path) = search(place)? else { return Ok(None) };
    let file = Regular::open(&path).map_err(|reason| unreadable(&path, &reason))?;
    check_owners(&path, &file, place.user)?;
    let text = text(file, &path)?;
    Ok(Some((path, text)))
}

fn text(file: Regular, path: &Path) -> Result<String> {
    file.text(SIZE_LIMIT).map_err(|reason| unreadable(path, &reason).into())
}

fn unreadable(path: &Path, reason: &str) -> Failure {
    Failure::usage(format!("cannot read the project file {}: {reason}", path.display()))
        .hint("fix or remove it, or name another with --config")
}

/// The nearest file upwards, up to the root of the repository, the home folder or the end of the file system.
fn search(place: &Place) -> Result<Option<PathBuf>> {
    let home = place.home.as_ref().and_then(|home| fs::canonicalize(home).ok());
    for folder in place.here.ancestors() {
        if let Some(path) = in_folder(folder)? {
            return Ok(Some(path));
        }
        if is_boundary(folder, home.as_deref()) {
            break;
        }
    }
    Ok(None)
}

/// Whether the search does not go above this folder.
fn is_boundary(folder: &Path, home: Option<&Path>) -> bool {
    let device = |path: &Path| fs::metadata(path).ok().map(|data| data.dev());
    let is_home = || home.is_some() && fs::canonicalize(folder).ok().as_deref() == home;
    let is_mounted = || folder.parent().is_some_and(|parent| device(parent) != device(folder));
    is_home() || fs::symlink_metadata(folder.join(".git")).is_ok() || is_mounted()
}

/// The project file of one folder. Whatever carries its name is meant to be it, even when it cannot be read.
fn in_folder(folder: &Path) -> Result<Option<PathBuf>> {
    let present = |name: &str| is_there(folder, name).map(|is_there| is_there.then(|| folder.join(name)));
    let found: Vec<_> = NAMES.iter().map(|name| present(name)).collect::<Result<_>>()?;
    let [yaml, yml] = found.as_slice() else { return Ok(None) };
    if let (Some(yaml), Some(yml)) = (yaml, yml) {
        return Err(Failure::usage(format!(
            "there are two project files, {} and {}",
            yaml.display(),
            yml.display()
        ))
        .hint("remove one of them, or name the one you mean with --config")
        .into());
    }
    for name in MISSPELT.iter().filter(|_| yaml.is_none() && yml.is_none()) {
        if let Some(path) = present(name)? {
            let message = format!("{} is not read: the project file's name is {FILE_NAME}", path.display());
            return Err(Failure::usage(message).hint("rename it, or name it with --config").into());
        }
    }
    Ok(yaml.clone().or_else(|| yml.clone()))
}

fn is_there(folder: &Path, name: &str) -> Result<bool> {
    match fs::symlink_metadata(folder.join(name)) {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(error) => {
            let message = format!("cannot look for a project file in {}: {error}", folder.display());
            Err(Failure::usage(message).hint("name the project file with --config").into())
        }
    }
}

/// Refuses a file, or a link to it, that another user has put there.
fn check_owners(path: &Path, file: &Regular, user: u32) -> Result<()> {
    let link = fs::symlink_metadata(path).ok().map(|data| data.uid());
    let foreign = [Some(file.owner()), link].into_iter().flatten().find(|owner| !is_trusted(*owner, user));
    let Some(owner) = foreign else { return Ok(()) };
    let message = format!(
        "the project file {} belongs to another user (id {owner}) and could run any command as you",
        path.display()
    );
    let hint = format!("read it; if you trust it, name it: --config {}", quoted(path));
    Err(Failure::usage(message).hint(hint).into())
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+,:@".contains(&byte);
    if text.bytes().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn is_trusted(owner: u32, user: u32) -> bool {
    owner == user || owner == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{chown, symlink};
    use tempfile::{TempDir, tempdir};

    fn folder(files: &[&str]) -> TempDir {
        let folder = tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if name.ends_with('/') {
                fs::create_dir_all(path).unwrap();
            } else {
                fs::write(path, "text").unwrap();
            }
        }
        folder
    }

    /// The file found from `here`, below the folder.
    fn found(folder: &TempDir, here: &str) -> Result<Option<String>> {
        let place = Place::new(folder.path().join(here), Some(folder.path().join("home")));
        let found = find(None, &place)?;
        Ok(found.map(|(path, _)| path.strip_prefix(folder.path()).unwrap().display().to_string()))
    }

    #[track_caller]
    fn refused(folder: &TempDir, here: &str) -> String {
        let error = found(folder, here).unwrap_err();
        let hint = crate::failure::hint_of(&error).unwrap_or_default();
        let text = format!("{error}; {hint}");
        text.replace(folder.path().to_str().unwrap(), "F")
    }

    #[test]
    fn both_names_are_read_and_both_at_once_are_an_error() {
        assert_eq!(found(&folder(&["provision.yaml", "a/"]), "a").unwrap().unwrap(), "provision.yaml");
        assert_eq!(found(&folder(&["provision.yml", "a/"]), "a").unwrap().unwrap(), "provision.yml");
        let near = folder(&["provision.yaml", "a/provision.yml"]);
        assert_eq!(found(&near, "a").unwrap().unwrap(), "a/provision.yml");
        assert_eq!(
            refused(&folder(&["provision.yaml", "provision.yml"]), ""),
            "there are two project files, F/provision.yaml and F/provision.yml; \
             remove one of them, or name the one you mean with --config"
        );
    }

    #[test]
    fn the_search_ends_at_the_repository_and_at_the_home_folder() {
        for inner in ["repository/.git/", "repository/.git", "home/x/"] {
            let outside = folder(&["provision.yaml", inner]);
            let top = inner.split('/').next().unwrap();
            fs::create_dir_all(outside.path().join(top).join("deep")).unwrap();
            assert_eq!(found(&outside, &format!("{top}/deep")).unwrap(), None, "{inner}");
            fs::write(outside.path().join(top).join("provision.yaml"), "").unwrap();
            let inside = found(&outside, &format!("{top}/deep")).unwrap();
            assert_eq!(inside.unwrap(), format!("{top}/provision.yaml"), "the folder itself counts");
        }
        let beside = folder(&["provision.yaml", "home/", "other/deep/"]);
        assert_eq!(found(&beside, "other/deep").unwrap().unwrap(), "provision.yaml");
    }

    #[test]
    fn a_home_folder_behind_a_link_is_recognised() {
        let folder = folder(&["provision.yaml", "real/deep/"]);
        symlink("real", folder.path().join("home")).unwrap();
        assert_eq!(found(&folder, "real/deep").unwrap(), None);
    }

    #[test]
    fn the_search_ends_at_the_end_of_the_file_system() {
        // Both are file systems of their own, at the latest in their root.
        assert!(is_boundary(Path::new("/proc"), None));
        assert!(!is_boundary(Path::new("/proc/self"), None));
    }

    #[test]
    fn what_carries_the_name_is_never_passed_over() {
        let case = folder(&["Provision.yaml"]);
        assert_eq!(
            refused(&case, ""),
            "F/Provision.yaml is not read: the project file's name is provision.yaml; \
             rename it, or name it with --config"
        );
        let start = "cannot read the project file F/provision.yaml: it is a";
        assert!(
            refused(&folder(&["provision.yaml/"]), "").starts_with(&format!("{start} folder, not a file"))
        );
        let dangling = folder(&["a/"]);
        symlink("gone.yaml", dangling.path().join("provision.yaml")).unwrap();
        let expected = format!("{start} symbolic link to gone.yaml, which does not exist");
        assert!(refused(&dangling, "a").starts_with(&expected));
        let other = folder(&["provision.yml/"]);
        assert!(refused(&other, "").contains("F/provision.yml: it is a folder"));
    }

    #[test]
    fn a_project_file_that_is_too_large_is_named_with_its_size() {
        let folder = folder(&["provision.yaml"]);
        let path = folder.path().join("provision.yaml");
        fs::write(&path, vec![b' '; 1024 * 1024]).unwrap();
        assert_eq!(found(&folder, "").unwrap().unwrap(), "provision.yaml");
        fs::write(&path, vec![b' '; 1024 * 1024 + 1]).unwrap();
        let expected = "cannot read the project file F/provision.yaml: \
                        it has 1048577 bytes; the limit is 1048576 bytes (1 MiB)";
        assert!(refused(&folder, "").starts_with(expected));
        let error = find(Some(&path), &Place::from(Path::new("/"))).unwrap_err().to_string();
        assert!(error.contains("1048577 bytes"), "{error}");
    }

    #[test]
    fn a_file_of_another_user_is_read_only_when_it_is_named() {
        let folder = folder(&["provision.yaml", "deep/"]);
        let path = folder.path().join("provision.yaml");
        let owner = fs::metadata(&path).unwrap().uid();
        let place = |user| Place { here: folder.path().join("deep"), home: None, user };
        assert!(find(None, &place(owner)).unwrap().is_some());
        // Root may give the file away; for anyone else it is the user who differs.
        let stranger = if owner == 0 {
            chown(&path, Some(4321), None).unwrap();
            0
        } else {
            owner + 1
        };
        let owner = fs::metadata(&path).unwrap().uid();
        let error = find(None, &place(stranger)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the project file {} belongs to another user (id {owner}) and could run any command as you",
                path.display()
            )
        );
        let hint = crate::failure::hint_of(&error).unwrap();
        assert!(hint.ends_with(&format!("--config {}", path.display())), "{hint}");
        assert!(find(Some(&path), &place(stranger)).unwrap().is_some());
    }

    #[test]
    fn a_link_of_another_user_is_refused_too() {
        let folder = folder(&["target.yaml"]);
        let link = folder.path().join("provision.yaml");
        symlink("target.yaml", &link).unwrap();
        let file = Regular::open(&link).unwrap();
        assert!(check_owners(&link, &file, file.owner()).is_ok());
        if file.owner() == 0 {
            std::os::unix::fs::lchown(&link, Some(4321), None).unwrap();
            assert!(check_owners(&link, &file, 0).unwrap_err().to_string().contains("(id 4321)"));
        }
    }

    #[test]
    fn a_path_in_a_hint_can_be_pasted() {
        assert_eq!(quoted(Path::new("/a/b-c.yaml")), "/a/b-c.yaml");
        assert_eq!(quoted(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }

    #[test]
    fn only_the_user_and_root_are_trusted() {
        assert!(is_trusted(1000, 1000) && is_trusted(0, 1000) && is_trusted(0, 0));
        assert!(!is_trusted(1001, 1000) && !is_trusted(1000, 0));
    }
}
