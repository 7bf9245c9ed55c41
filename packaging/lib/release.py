"""What all packages of a release have in common: version, machine, folders, tools, time."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

SUMS = "SHA256SUMS"
TARGET = "x86_64-unknown-linux-gnu"


def note(text: str) -> None:
    print(f"== {text}", file=sys.stderr, flush=True)


def run(command: list, **options) -> None:
    """Runs a command; its output is this program's, on standard error."""
    subprocess.run([str(word) for word in command], check=True, stdout=sys.stderr, **options)


def printed(command: list, **options) -> str:
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options).stdout


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Release:
    root: Path
    """The sources."""
    out: Path
    """Folder of the finished packages."""
    url: str
    """Address of this folder for those who install from it."""
    version: str
    description: str
    license: str
    time: int
    """Seconds since 1970 of every file in every package: those of the last commit, so that builds can be compared."""

    @classmethod
    def of(cls, root: Path, out: Path, url: str | None) -> "Release":
        manifest = tomllib.loads((root / "Cargo.toml").read_text())
        shared, package = manifest["workspace"]["package"], manifest["package"]
        version, repository = shared["version"], package.get("repository")
        if url is None:
            url = f"{repository}/releases/download/v{version}" if repository else out.as_uri()
        time = os.environ.get("SOURCE_DATE_EPOCH") or printed(["git", "log", "-1", "--format=%ct"], cwd=root)
        return cls(root, out, url.rstrip("/"), version, package["description"], shared["license"], int(time))

    @property
    def work(self) -> Path:
        return self.root / "target/packaging"

    @property
    def tree(self) -> Path:
        """What is installed below a prefix such as /usr/local, as it is in the archive."""
        return self.work / "stage" / self.name

    @property
    def name(self) -> str:
        return f"provision-{TARGET}-v{self.version}"

    @property
    def archive(self) -> Path:
        return self.out / f"{self.name}.tar.gz"

    @property
    def program(self) -> Path:
        return self.root / "target/release/provision"

    def prepare(self) -> None:
        """Empties the folders that this build fills; a folder that the user names must be empty already."""
        if os.uname().sysname != "Linux" or os.uname().machine != "x86_64":
            sys.exit(f"packages are made for {TARGET}, and this machine is {os.uname().sysname} {os.uname().machine}")
        if self.out.is_relative_to(self.work):
            shutil.rmtree(self.out, ignore_errors=True)
        elif self.out.exists() and any(self.out.iterdir()):
            sys.exit(f"the folder {self.out} is not empty: empty it, or name another with --out")
        shutil.rmtree(self.tree.parent, ignore_errors=True)
        self.out.mkdir(parents=True, exist_ok=True)
        self.tree.mkdir(parents=True)

    def fresh(self, name: str) -> Path:
        """An empty folder for a package that needs one."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def filled(self, template: str, **values: str) -> str:
        """A file of packaging/ with its @NAMES@ replaced."""
        text = (self.root / "packaging" / template).read_text()
        values |= {"VERSION": self.version, "URL": self.url, "NAME": self.name, "DESCRIPTION": self.description, "LICENSE": self.license}
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        return text

    def tools(self) -> Path:
        """Folder of the programs of packaging/requirements.txt, installed into an environment of their own."""
        environment = self.work / "python"
        requirements = self.root / "packaging/requirements.txt"
        mark = environment / "requirements.txt"
        if not mark.exists() or mark.read_text() != requirements.read_text():
            run([sys.executable, "-m", "venv", "--clear", environment])
            run([environment / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
                 "--only-binary=:all:", "-r", requirements])
            shutil.copy(requirements, mark)
        return environment / "bin"

    def cargo_tool(self, name: str, version: str, *features: str) -> Path:
        """A cargo subcommand, compiled once: cargo itself leaves alone what has this version already."""
        tools = self.work / "tools"
        run([os.environ.get("CARGO", "cargo"), "install", "--quiet", "--debug", "--locked", "--root", tools, *features,
             f"{name}@{version}"], env=os.environ | {"CARGO_TARGET_DIR": str(self.work / "tools-build")})
        return tools / "bin" / name

    def sizes(self) -> dict[str, int]:
        return {path.name: path.stat().st_size for path in sorted(self.out.iterdir())}

    def write_sums(self) -> None:
        """The checksums of all files, in the form that `sha256sum --check` reads."""
        files = [path for path in sorted(self.out.iterdir()) if path.name != SUMS]
        (self.out / SUMS).write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files))
