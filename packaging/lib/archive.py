"""The tar.gz: one folder with the tree, the same bytes from the same sources."""

import gzip
import tarfile

from .release import Release


def build(release: Release) -> None:
    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = release.time
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    with (
        open(release.archive, "wb") as file,
        gzip.GzipFile("", "wb", 9, file, release.time) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(release.tree, release.name, recursive=False, filter=plain)
        for path in sorted(release.tree.rglob("*")):
            archive.add(path, f"{release.name}/{path.relative_to(release.tree)}", recursive=False, filter=plain)
