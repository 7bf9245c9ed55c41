"""The parts of the packages that need no build, with a small program in place of the real one:
`python3 -B -m unittest discover packaging/tests`."""

import dataclasses
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from lib import archive, checks, deb, formula, installer, notices, stage  # noqa: E402
from lib.release import Release  # noqa: E402

PROGRAM = "#!/bin/sh\necho provision 1\n"


class PackagesTest(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.home = folder / "home"
        self.home.mkdir()

        class Small(Release):
            work = folder / "work"
            program = Path("/bin/sh").resolve()

        of_sources = Release.of(ROOT, folder / "out", None)
        self.release = Small(**{field.name: getattr(of_sources, field.name) for field in dataclasses.fields(Release)})
        self.release.prepare()
        self.write("bin/provision", PROGRAM, 0o755)
        self.write("share/provision/artifacts/artifacts.json", "{}")
        self.write("share/man/man1/provision-deploy.1", ".TH")
        archive.build(self.release)
        installer.build(self.release)

    def write(self, name: str, text: str, mode: int = 0o644) -> None:
        path = self.release.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)

    def install(self, *words: str) -> subprocess.CompletedProcess:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"]}
        command = ["sh", str(self.release.out / "install.sh"), *words]
        return subprocess.run(command, env=environment, cwd=self.home, capture_output=True, text=True)

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*") if not path.is_dir())

    def test_a_program_with_a_path_of_this_machine_is_not_packaged(self):
        zipped = self.release.tree / "share/provision/artifacts/cake.zip"
        with zipfile.ZipFile(zipped, "w") as artifact:
            artifact.writestr("bootstrap", "/cargo/registry and /provision/src")
        stage.expect_no_paths(self.release)
        with zipfile.ZipFile(zipped, "a") as artifact:
            artifact.writestr("more", f"panicked at {ROOT}/src/main.rs")
        with self.assertRaisesRegex(SystemExit, f"cake.zip/more contains {ROOT}: "):
            stage.expect_no_paths(self.release)
        zipped.unlink()
        self.write("bin/provision", f"{Path.home()}/.cargo/registry")
        with mock.patch.dict(os.environ, clear=True), self.assertRaisesRegex(SystemExit, "^bin/provision contains"):
            stage.expect_no_paths(self.release)

    def test_the_archive_is_the_same_from_the_same_tree(self):
        first = self.release.archive.read_bytes()
        os.utime(self.release.tree / "bin/provision", (1, 1))
        archive.build(self.release)
        self.assertEqual(self.release.archive.read_bytes(), first)
        with tarfile.open(self.release.archive) as members:
            modes = {member.name.partition("/")[2]: (member.mode, member.uname, member.mtime) for member in members}
        self.assertEqual(modes["bin/provision"], (0o755, "root", self.release.time))
        self.assertEqual(modes["share/provision/artifacts/artifacts.json"][0], 0o644)

    def test_the_installer_installs_replaces_and_removes(self):
        self.write("share/old", "")
        done = self.install()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(f'export PATH="{self.home}/.local/bin:$PATH"', done.stdout)
        expected = [".local/bin/provision", ".local/share/man/man1/provision-deploy.1", ".local/share/provision/artifacts/artifacts.json"]
        self.assertEqual(self.files(), expected)
        stale = self.home / ".local/share/provision/artifacts/old.zip"
        stale.write_text("")
        self.assertEqual(self.install().returncode, 0)
        self.assertEqual(self.files(), expected)
        self.assertEqual(self.install("--prefix", "else where").returncode, 0)
        self.assertTrue((self.home / "else where/bin/provision").exists())
        self.assertEqual(self.install("--prefix", "else where", "--uninstall").returncode, 0)
        self.assertEqual(self.install("--uninstall").returncode, 0)
        self.assertEqual(self.files(), [])

    def test_the_installer_changes_nothing_when_something_is_wrong(self):
        self.assertEqual(self.install().returncode, 0)
        before = self.files()
        content = self.release.archive.read_bytes()
        self.release.archive.write_bytes(content[:-1] + b"?")
        done = self.install()
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing was installed", done.stderr)
        for words, message in [
            (["--url", "file:///nowhere"], "cannot fetch file:///nowhere/provision-"),
            (["--prefx", "x"], "unknown argument '--prefx'"),
            (["--prefix"], "--prefix needs a value"),
        ]:
            done = self.install(*words)
            self.assertEqual(done.returncode, 1)
            self.assertIn(message, done.stderr)
        self.assertEqual(self.files(), before)

    def test_a_program_that_does_not_run_here_is_not_installed(self):
        self.write("bin/provision", "#!/bin/sh\nexit 1\n", 0o755)
        archive.build(self.release)
        installer.build(self.release)
        done = self.install()
        self.assertEqual(done.returncode, 1)
        self.assertIn("does not run on this machine", done.stderr)
        self.assertEqual(self.files(), [])

    def test_a_script_that_was_cut_off_does_nothing(self):
        script = self.release.out / "install.sh"
        script.write_text(script.read_text()[:-len('main "$@"\n')])
        self.assertEqual((self.install().returncode, self.files()), (0, []))

    def test_a_folder_with_files_is_not_emptied(self):
        with self.assertRaisesRegex(SystemExit, "is not empty"):
            self.release.prepare()
        self.assertTrue(self.release.archive.exists())

    def test_nothing_is_left_to_be_filled_in(self):
        formula.build(self.release)
        for name in ["install.sh", "provision.rb"]:
            self.assertNotRegex((self.release.out / name).read_text(), "@[A-Z0-9]+@")

    def test_binstall_finds_the_program(self):
        checks.check_binstall(self.release)

    def test_every_crate_in_the_program_comes_with_its_licence(self):
        text = notices.licenses(ROOT)
        self.assertRegex(text, r"\ntokio 1\.[0-9.]+: MIT\n")
        self.assertNotRegex(text, r"\nproptest ")  # only tests use it
        without = [crate for crate in notices.linked(ROOT) if not notices.texts_of(crate)]
        self.assertLessEqual({crate["license"] for crate in without}, {"MIT", "Apache-2.0", "MIT OR Apache-2.0", "Apache-2.0 OR MIT"})

    def test_the_libraries_of_a_program_become_dependencies(self):
        self.assertRegex(" ".join(deb.libraries(self.release)), r"^libc6 \(>= 2\.\d+\)")


if __name__ == "__main__":
    unittest.main()
