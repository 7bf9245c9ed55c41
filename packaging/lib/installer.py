"""The shell installer: packaging/install.sh with version, address and checksum of this release."""

from .release import Release, sha256


def build(release: Release) -> None:
    script = release.out / "install.sh"
    script.write_text(release.filled("install.sh", SHA256=sha256(release.archive)))
    script.chmod(0o755)
