"""The Homebrew formula, with address and checksum of this release."""

from .release import Release, sha256


def build(release: Release) -> None:
    formula = release.filled("homebrew/provision.rb", SHA256=sha256(release.archive))
    (release.out / "provision.rb").write_text(formula)
