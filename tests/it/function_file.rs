//! The functions' program as it is uploaded: it must run on AWS, whose machines are older than this one.

use std::fs::File;
use std::io::Read;

use object::Endianness;
use object::elf::{ET_EXEC, FileHeader64};
use object::read::elf::FileHeader;

use crate::harness::{Sandbox, repository};

/// The newest glibc on `provided.al2023`.
const NEWEST: (u32, u32) = (2, 34);

#[test]
fn the_zip_holds_one_program_that_old_systems_can_run() {
    drop(Sandbox::shipped("mailbox"));
    let zip = File::open(repository().join(".provision/mailbox.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(zip).unwrap();
    assert_eq!(zip.file_names().map(Result::unwrap).collect::<Vec<_>>(), ["bootstrap"]);
    let mut file = zip.by_index(0).unwrap();
    assert_eq!(file.unix_mode().unwrap() & 0o777, 0o755);
    let mut program = Vec::new();
    file.read_to_end(&mut program).unwrap();

    let newest = newest_glibc(&program);
    // Cold starts are measured with it: lambdas/rustc asks for it by the names of the crates.
    let header = FileHeader64::<Endianness>::parse(&*program).unwrap();
    assert_eq!(header.e_type(header.endian().unwrap()), ET_EXEC, "the program has no fixed address");
    assert!(newest.is_some_and(|version| version <= NEWEST), "needs glibc {newest:?}");

    // Paths of this machine would make another zip of the same sources in another home.
    let text = String::from_utf8_lossy(&program);
    for path in [repository().to_str().unwrap(), ".cargo/registry"] {
        let place = text.find(path).map(|at| text[at..].chars().take(120).collect::<String>());
        assert_eq!(place, None, "the program holds a path of this machine");
    }
    assert!(text.contains("/cargo/registry/src/"), "the paths of dependencies are replaced, not absent");
}

/// The newest version of glibc whose symbols an ELF program asks for.
fn newest_glibc(program: &[u8]) -> Option<(u32, u32)> {
    let header = FileHeader64::<Endianness>::parse(program).unwrap();
    let endian = header.endian().unwrap();
    let sections = header.sections(endian, program).unwrap();
    let (mut libraries, names) = sections.gnu_verneed(endian, program).unwrap().unwrap();
    let names = sections.strings(endian, program, names).unwrap();
    let mut newest = None;
    while let Some((_, mut versions)) = libraries.next().unwrap() {
        while let Some(version) = versions.next().unwrap() {
            let name = std::str::from_utf8(version.name(endian, names).unwrap()).unwrap();
            newest = newest.max(name.strip_prefix("GLIBC_").and_then(numbers));
        }
    }
    newest
}

/// `2.34` or `2.2.5` as its first two numbers.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}
