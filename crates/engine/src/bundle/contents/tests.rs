use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

fn runner(runtime: &str, architecture: &str) -> Runner {
    Runner {
        name: "function F of stack s".to_owned(),
        runtime: runtime.to_owned(),
        architecture: Some(architecture.to_owned()),
        has_layers: false,
    }
}

fn zipped(name: &str, bytes: &[u8], mode: u32) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default().unix_permissions(mode)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// Why a program in a zip is refused on `provided.al2023`, x86_64.
fn refused(program: &[u8]) -> Option<String> {
    Contents::of(&zipped("bootstrap", program, 0o755)).refusal(&runner("provided.al2023", "x86_64"))
}

/// An ELF header without anything behind it: type, machine and entry point at their places.
fn elf(kind: u16, machine: u16, entry: u64) -> Vec<u8> {
    let mut bytes = vec![0; 64];
    bytes[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1]);
    bytes[16..18].copy_from_slice(&kind.to_le_bytes());
    bytes[18..20].copy_from_slice(&machine.to_le_bytes());
    bytes[20] = 1;
    bytes[24..32].copy_from_slice(&entry.to_le_bytes());
    bytes[52] = 64;
    bytes
}

#[test]
fn what_can_never_start_is_named() {
    let file = |program: &[u8]| {
        let reason = refused(program).unwrap();
        reason.split(", which function F").next().unwrap().to_owned()
    };
    assert_eq!(file(b""), "bootstrap is an empty file");
    assert_eq!(file(b"echo hello\n"), "bootstrap is a text file that does not begin with #!");
    assert_eq!(file(&[0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]), "bootstrap is a macOS program");
    assert_eq!(file(&[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2]), "bootstrap is a macOS program");
    assert_eq!(file(b"MZ\x90\0"), "bootstrap is a Windows program");
    assert_eq!(file(&[0xff, 0xd8, 0xff]), "bootstrap is not a program for Linux");
    assert_eq!(
        file(&elf(1, EM_X86_64, 0)),
        "bootstrap is an ELF file that is not a program, such as an object file"
    );
    assert_eq!(file(&elf(ET_DYN, EM_X86_64, 0)), "bootstrap is a library, not a program");
    assert_eq!(file(b"\x7fELF"), "bootstrap is a damaged ELF file");
}

#[test]
fn scripts_and_static_programs_pass() {
    assert_eq!(refused(b"#!/bin/sh\nexec python3 main.py\n"), None);
    assert_eq!(refused(&elf(ET_EXEC, EM_X86_64, 4096)), None);
    assert_eq!(refused(&elf(ET_DYN, EM_X86_64, 4096)), None);
}

#[test]
fn the_machine_is_the_functions() {
    let arm = Contents::of(&zipped("bootstrap", &elf(ET_EXEC, EM_AARCH64, 4096), 0o755));
    let reason = arm.refusal(&runner("provided.al2023", "x86_64")).unwrap();
    assert_eq!(reason, "bootstrap is a program for arm64, and function F of stack s runs on x86_64");
    assert_eq!(arm.refusal(&runner("provided.al2023", "arm64")), None);
    // Where only CloudFormation knows the machine, either of Lambda's will do.
    let unknown = Runner { architecture: None, ..runner("provided.al2023", "") };
    assert_eq!(arm.refusal(&unknown), None);
    let reason =
        Contents::of(&zipped("bootstrap", &elf(ET_EXEC, EM_RISCV, 4096), 0o755)).refusal(&unknown).unwrap();
    assert_eq!(
        reason,
        "bootstrap is a program for RISC-V, and function F of stack s runs on x86_64 or arm64"
    );
    let mut small = elf(ET_EXEC, EM_386, 4096);
    small[4] = 1;
    assert!(refused(&small).unwrap().contains("a program for i386 (32 bits), and"));
}

#[test]
fn a_program_may_not_need_a_newer_glibc_than_the_runtimes() {
    let needing = |glibc| Contents {
        unpacked: Some(1),
        bootstrap: Some(Program::Elf { machine: "x86_64".to_owned(), glibc }),
    };
    let on = |runtime: &str, glibc| needing(glibc).refusal(&runner(runtime, "x86_64"));
    assert_eq!(on("provided.al2023", Some((2, 34))), None);
    assert_eq!(
        on("provided.al2023", Some((2, 35))).unwrap(),
        "bootstrap needs glibc 2.35, and function F of stack s runs on provided.al2023, which has glibc 2.34"
    );
    assert_eq!(on("provided.al2", Some((2, 26))), None);
    assert!(on("provided.al2", Some((2, 34))).unwrap().ends_with("provided.al2, which has glibc 2.26"));
    assert_eq!(on("provided.al2", None), None);
    assert_eq!(on("provided.al2030", Some((2, 50))), None);
    let versions = ["GLIBC_2.2.5", "GLIBC_2.38", "GLIBC_ABI_DT_RELR", "GLIBC_PRIVATE", "GCC_3.0"];
    assert_eq!(versions.map(glibc_version), [Some((2, 2)), Some((2, 38)), Some((2, 36)), None, None]);
}

/// This test's own executable is a program of this machine, linked with its glibc.
#[test]
fn a_real_program_is_read_whole() {
    let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    let Program::Elf { machine, glibc } = Program::of(&program) else { panic!("no program") };
    assert_eq!(machine, if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" });
    if cfg!(target_env = "gnu") {
        assert!(glibc.is_some_and(|version| version > (2, 2)), "{glibc:?}");
    }
}

#[test]
fn a_zip_has_a_program_at_its_root_that_may_be_executed() {
    let on = |zip: &[u8]| Contents::of(zip).refusal(&runner("provided.al2023", "x86_64"));
    let script = b"#!/bin/sh\n";
    assert_eq!(
        on(&zipped("bin/bootstrap", script, 0o755)).unwrap(),
        "it has no file bootstrap at its root, which function F of stack s starts (provided.al2023)"
    );
    let layered = Runner { has_layers: true, ..runner("provided.al2023", "x86_64") };
    assert_eq!(Contents::of(&zipped("lib/a", script, 0o755)).refusal(&layered), None);
    assert!(on(&zipped("bootstrap", script, 0o644)).unwrap().contains("may not be executed (mode 644)"));
    assert_eq!(
        on(b"PK, it says").unwrap(),
        "it is not a zip that Lambda can unpack for function F of stack s"
    );
    let large = Contents { unpacked: Some(SIZE_LIMIT + 1), bootstrap: Some(Program::Script) };
    assert_eq!(
        large.refusal(&runner("provided.al2023", "x86_64")).unwrap(),
        "it unpacks to 251 MiB; the limit for function F of stack s is 250 MiB"
    );
}

#[test]
fn the_hint_builds_for_the_functions_machine_and_glibc() {
    let hint = runner("provided.al2", "arm64").hint();
    assert!(hint.contains("--target aarch64-unknown-linux-gnu.2.26 "), "{hint}");
    assert!(hint.contains("--platform linux/arm64") && hint.contains("amazonlinux:2 COMMAND"), "{hint}");
    assert!(runner("provided.al2023", "x86_64").hint().contains("x86_64-unknown-linux-gnu.2.34"));
}
