"""What must and should be known of the dependencies: their licences, in full, and a list of them all (SBOM)."""

import os
import shutil

from .release import Release, run

ABOUT = ("cargo-about", "0.9.3")
CYCLONEDX = ("cargo-cyclonedx", "0.5.9")
LICENSES = "THIRD-PARTY-LICENSES.html"


def write(release: Release) -> None:
    documents = release.tree / "share/doc/provision"
    packaging = release.root / "packaging"
    about = release.cargo_tool(*ABOUT, "--features", "cli")
    # --offline: licence texts come from the crates themselves, never from a service.
    run([about, "generate", "--offline", "--locked", "--fail", "--workspace", "--config", packaging / "about.toml",
         "--output-file", documents / LICENSES, packaging / "about.hbs"], cwd=release.root)
    sbom(release)


def sbom(release: Release) -> None:
    """One document for the program and one for each system's functions, in CycloneDX's JSON."""
    tool = release.cargo_tool(*CYCLONEDX)
    name = "provision-sbom"
    run([tool, "cyclonedx", "--format", "json", "--spec-version", "1.5", "--target", "x86_64-unknown-linux-gnu",
         "--override-filename", name], cwd=release.root, env=os.environ | {"SOURCE_DATE_EPOCH": str(release.time)})
    for written in sorted(release.root.rglob(f"{name}.json")):
        if "target" in written.relative_to(release.root).parts:
            continue
        suffix = "" if written.parent == release.root else f"-{written.parent.name}"
        shutil.move(written, release.out / f"{release.name}{suffix}.cdx.json")
