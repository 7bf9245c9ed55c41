"""The tree that is installed: program, functions, completions, man pages, licences."""

import os
import shutil
import sys
import zipfile
from pathlib import Path

from .release import Release, run

COMPLETIONS = {
    "provision.bash": "share/bash-completion/completions/provision",
    "_provision": "share/zsh/site-functions/_provision",
    "provision.fish": "share/fish/vendor_completions.d/provision.fish",
    "_provision.ps1": "share/provision/completions/_provision.ps1",
    "provision.elv": "share/provision/completions/provision.elv",
}
DOCUMENTS = ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md"]


def fill(release: Release) -> None:
    tree, root = release.tree, release.root
    place(release.program, tree / "bin/provision", 0o755)
    run([release.program, "build", "--out", tree / "share/provision/artifacts", "--config", root / "provision.yaml"], cwd=root)
    expect_no_paths(release)
    for source, target in COMPLETIONS.items():
        place(root / "completions" / source, tree / target)
    for page in sorted((root / "completions/man").glob("*.1")):
        place(page, tree / "share/man/man1" / page.name)
    for document in DOCUMENTS:
        place(root / document, tree / "share/doc/provision" / document)


def expect_no_paths(release: Release) -> None:
    """Ends the build if a program contains the path of the sources or of cargo's folder, which lambdas/rustc replaces."""
    paths = [str(release.root), os.environ.get("CARGO_HOME") or str(Path.home() / ".cargo")]
    programs = {"bin/provision": (release.tree / "bin/provision").read_bytes()}
    for artifact in sorted((release.tree / "share/provision/artifacts").glob("*.zip")):
        with zipfile.ZipFile(artifact) as zipped:
            programs |= {f"{artifact.name}/{name}": zipped.read(name) for name in zipped.namelist()}
    found = [f"{name} contains {path}" for name, program in programs.items() for path in paths if path.encode() in program]
    if found:
        sys.exit(f"{'; '.join(found)}: was it compiled without lambdas/rustc, which .cargo/config.toml names?")


def place(source, target, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)
