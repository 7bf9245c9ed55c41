//! What a zip contains, and why a function with a `provided.*` runtime could not start it.
//!
//! Lambda accepts any zip and any bytes as a program; only the first invocation would show what is wrong. Nothing is
//! rejected here that could start: what cannot be checked is accepted.

use std::io::{Cursor, Read};

use object::Endianness;
use object::elf::{
    EM_386, EM_AARCH64, EM_ARM, EM_RISCV, EM_X86_64, ET_DYN, ET_EXEC, FileHeader64, VER_FLG_WEAK,
};
use object::read::elf::{FileHeader, ProgramHeader};
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::archive::SIZE_LIMIT;

/// The program that these runtimes start, at the root of the zip.
const BOOTSTRAP: &str = "bootstrap";
/// The loaders of glibc; a program with another one does not use the machine's glibc.
const LOADERS: [&[u8]; 2] = [b"/lib64/ld-linux-x86-64.so.2", b"/lib/ld-linux-aarch64.so.1"];

/// A version of glibc.
type Version = (u32, u32);

/// A zip as far as a function depends on it; kept beside the zip, so that it is worked out once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Contents {
    /// The size of all its files in bytes; `None` for what is no zip.
    unpacked: Option<u64>,
    bootstrap: Option<Program>,
}

/// A function that runs the zip, as its template describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runner {
    /// Such as `function Worker of stack cake-workers-dev`.
    pub name: String,
    /// Such as `provided.al2023`.
    pub runtime: String,
    /// `x86_64` or `arm64`; `None` where only CloudFormation can work it out.
    pub architecture: Option<String>,
    /// Layers may bring the program.
    pub has_layers: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
enum Program {
    /// It begins with `#!`.
    Script,
    Elf {
        /// `x86_64`, `arm64`, or the name of what Lambda does not have.
        machine: String,
        /// The newest version of the machine's glibc that it cannot do without.
        glibc: Option<Version>,
    },
    /// What it is instead of a program, such as `an empty file`.
    Other(String),
}

impl Contents {
    /// Looks into a zip.
    pub fn of(zip: &[u8]) -> Self {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(zip)) else {
            return Self { unpacked: None, bootstrap: None };
        };
        let sizes = (0..archive.len()).filter_map(|index| Some(archive.by_index_raw(index).ok()?.size()));
        let unpacked = Some(sizes.sum());
        Self { unpacked, bootstrap: bootstrap(&mut archive) }
    }

    /// Why the function cannot start what is in the zip; `None` when nothing shows that it cannot.
    pub fn refusal(&self, runner: &Runner) -> Option<String> {
        let Runner { name, runtime, architecture, has_layers } = runner;
        match self.unpacked {
            None => return Some(format!("it is not a zip that Lambda can unpack for {name}")),
            Some(size) if size > SIZE_LIMIT => {
                let megabytes = size.div_ceil(1024 * 1024);
                return Some(format!("it unpacks to {megabytes} MiB; the limit for {name} is 250 MiB"));
            }
            Some(_) => {}
        }
        match &self.bootstrap {
            None if *has_layers => None,
            None => Some(format!("it has no file {BOOTSTRAP} at its root, which {name} starts ({runtime})")),
            Some(Program::Script) => None,
            Some(Program::Other(what)) => {
                Some(format!("{BOOTSTRAP} is {what}, which {name} cannot start ({runtime})"))
            }
            Some(Program::Elf { machine, glibc }) => {
                let wanted = architecture.as_deref();
                if wanted.map_or(!["x86_64", "arm64"].contains(&machine.as_str()), |wanted| wanted != machine)
                {
                    let wanted = wanted.unwrap_or("x86_64 or arm64");
                    return Some(format!(
                        "{BOOTSTRAP} is a program for {machine}, and {name} runs on {wanted}"
                    ));
                }
                let (needed, given) = ((*glibc)?, glibc_of(runtime)?);
                (needed > given).then(|| {
                    format!(
                        "{BOOTSTRAP} needs glibc {}.{}, and {name} runs on {runtime}, which has glibc {}.{}",
                        needed.0, needed.1, given.0, given.1
                    )
                })
            }
        }
    }
}

impl Runner {
    /// The command that builds the right program, for Rust and for everything else.
    pub fn hint(&self) -> String {
        let arm = self.architecture.as_deref() == Some("arm64");
        let (machine, platform) = if arm { ("aarch64", "linux/arm64") } else { ("x86_64", "linux/amd64") };
        let (major, minor) = glibc_of(&self.runtime).unwrap_or((2, 34));
        let image = if self.runtime == "provided.al2" { "2" } else { "2023" };
        format!(
            "build it with cargo zigbuild --release --target {machine}-unknown-linux-gnu.{major}.{minor} (pip install \
             cargo-zigbuild), or run the build in a container: docker run --rm --platform {platform} -v \"$PWD\":/src -w \
             /src public.ecr.aws/amazonlinux/amazonlinux:{image} COMMAND"
        )
    }
}

/// The version that a runtime has; `None` for one that is newer than this program.
fn glibc_of(runtime: &str) -> Option<Version> {
    match runtime {
        "provided.al2023" => Some((2, 34)),
        "provided.al2" => Some((2, 26)),
        _ => None,
    }
}

fn bootstrap(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Program> {
    let file = archive.by_name(BOOTSTRAP).ok()?;
    if let Some(mode) = file.unix_mode().filter(|mode| mode & 0o111 == 0) {
        return Some(Program::Other(format!("a file that may not be executed (mode {:o})", mode & 0o777)));
    }
    let mut program = Vec::new();
    match file.take(SIZE_LIMIT).read_to_end(&mut program) {
        Ok(_) => Some(Program::of(&program)),
        Err(error) => Some(Program::Other(format!("a file that cannot be unpacked ({error})"))),
    }
}

impl Program {
    fn of(bytes: &[u8]) -> Self {
        let what = match bytes {
            [] => "an empty file",
            [b'#', b'!', ..] => return Self::Script,
            [0x7f, b'E', b'L', b'F', ..] => return Self::elf(bytes),
            [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..]
            | [0xfe, 0xed, 0xfa, 0xce | 0xcf, ..]
            | [0xca, 0xfe, 0xba, 0xbe, ..] => "a macOS program",
            [b'M', b'Z', ..] => "a Windows program",
            [0, b'a', b's', b'm', ..] => "a WebAssembly module",
            [b'P', b'K', 3, 4, ..] => "a zip inside the zip",
            text if std::str::from_utf8(text).is_ok() => "a text file that does not begin with #!",
            _ => "not a program for Linux",
        };
        Self::Other(what.to_owned())
    }

    fn elf(bytes: &[u8]) -> Self {
        match FileHeader64::<Endianness>::parse(bytes) {
            Ok(header) => Self::elf64(header, bytes).unwrap_or_else(|| broken("a damaged ELF file")),
            // The machine is at the same place in an ELF file of 32 bits.
            Err(_) => match bytes.get(18..20).and_then(|bytes| bytes.try_into().ok()) {
                Some(machine) => Self::Elf {
                    machine: format!("{} (32 bits)", name_of(u16::from_le_bytes(machine))),
                    glibc: None,
                },
                None => broken("a damaged ELF file"),
            },
        }
    }

    fn elf64(header: &FileHeader64<Endianness>, bytes: &[u8]) -> Option<Self> {
        let endian = header.endian().ok()?;
        if !matches!(header.e_type(endian), ET_EXEC | ET_DYN) {
            return Some(broken("an ELF file that is not a program, such as an object file"));
        }
        if header.e_entry(endian) == 0 {
            return Some(broken("a library, not a program"));
        }
        let machine = name_of(header.e_machine(endian));
        let loaders = header.program_headers(endian, bytes).ok()?.iter();
        let loader = loaders.filter_map(|segment| segment.interpreter(endian, bytes).ok()?).next();
        let is_linked = loader.is_some_and(|loader| LOADERS.contains(&loader));
        let glibc = if is_linked { newest_glibc(header, endian, bytes) } else { None };
        Some(Self::Elf { machine, glibc })
    }
}

fn broken(what: &str) -> Program {
    Program::Other(what.to_owned())
}

/// A machine's name, as Lambda calls it where it has it.
fn name_of(machine: u16) -> String {
    match machine {
        EM_X86_64 => "x86_64".to_owned(),
        EM_AARCH64 => "arm64".to_owned(),
        EM_386 => "i386".to_owned(),
        EM_ARM => "ARM".to_owned(),
        EM_RISCV => "RISC-V".to_owned(),
        other => format!("another machine (ELF number {other})"),
    }
}

/// The newest version of glibc whose symbols a program asks for. A weak demand only makes the loader print a warning.
fn newest_glibc(header: &FileHeader64<Endianness>, endian: Endianness, bytes: &[u8]) -> Option<Version> {
    let sections = header.sections(endian, bytes).ok()?;
    let (mut libraries, names) = sections.gnu_verneed(endian, bytes).ok()??;
    let names = sections.strings(endian, bytes, names).ok()?;
    let mut newest = None;
    while let Ok(Some((_, mut versions))) = libraries.next() {
        while let Ok(Some(version)) = versions.next() {
            let name = version.name(endian, names).ok().and_then(|name| std::str::from_utf8(name).ok());
            if version.vna_flags.get(endian) & VER_FLG_WEAK == 0 {
                newest = newest.max(name.and_then(glibc_version));
            }
        }
    }
    newest
}

/// `GLIBC_2.34` or `GLIBC_2.2.5` as its first two numbers.
fn glibc_version(name: &str) -> Option<Version> {
    let version = name.strip_prefix("GLIBC_")?;
    // Packed relocations, which glibc takes since this version.
    if version == "ABI_DT_RELR" {
        return Some((2, 36));
    }
    let mut parts = version.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

#[cfg(test)]
mod tests;
