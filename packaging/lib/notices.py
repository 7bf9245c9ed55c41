"""Information on the dependencies: the full texts of their licences, and a list of all of them (SBOM).

The texts are collected here from the crates' own files. cargo-about does that too, but would take minutes to compile; `cargo
deny` in the gate checks which licences are allowed.
"""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

from .release import TARGET, Release, printed, run

CYCLONEDX = ("cargo-cyclonedx", "0.5.9")
LICENSES = "THIRD-PARTY-LICENSES.txt"
TEXT = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense)([-_.].*)?", re.IGNORECASE)
HEAD = """The program provision and its functions contain the crates below and the Rust standard library (MIT OR Apache-2.0).
First comes each crate with its licence, then each licence text with the crates that carry it.
"""


def write(release: Release) -> None:
    (release.tree / "share/doc/provision" / LICENSES).write_text(licenses(release.root))
    sbom(release)


def licenses(root: Path) -> str:
    crates = linked(root)
    texts, without = defaultdict(list), []
    for crate in crates:
        found = texts_of(crate)
        if not found:
            without.append(crate)
        for text in found:
            texts[text].append(label(crate))
    parts = [HEAD, "".join(f"{label(crate)}: {crate['license']}\n" for crate in crates)]
    if without:
        names = "".join(f"{label(crate)}, by {', '.join(crate['authors']) or 'its contributors'}\n" for crate in without)
        parts.append(f"Without a text of their own, under the usual ones of the licences above:\n{names}")
    parts += [f"{', '.join(names)}\n\n{text}\n" for text, names in sorted(texts.items(), key=lambda item: item[1])]
    return f"\n{'=' * 80}\n\n".join(parts)


def linked(root: Path) -> list[dict]:
    """The crates that become part of the program or of a function: what is needed only to build or to test is left out."""
    command = [os.environ.get("CARGO", "cargo"), "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]
    metadata = json.loads(printed(command, cwd=root))
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen, waiting = set(), list(metadata["workspace_members"])
    while waiting:
        identity = waiting.pop()
        if identity not in seen:
            seen.add(identity)
            used = [edge for edge in nodes[identity]["deps"] if any(kind["kind"] is None for kind in edge["dep_kinds"])]
            waiting += [edge["pkg"] for edge in used]
    crates = [package for package in metadata["packages"] if package["id"] in seen and package["source"]]
    return sorted(crates, key=label)


def label(crate: dict) -> str:
    return f"{crate['name']} {crate['version']}"


def texts_of(crate: dict) -> list[str]:
    folder = Path(crate["manifest_path"]).parent
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and TEXT.fullmatch(path.name)]
    texts = [path.read_text(errors="replace") for path in files]
    # The same text with other line ends or edges is one text.
    return ["\n".join(line.rstrip() for line in text.splitlines()).strip() for text in texts]


def sbom(release: Release) -> None:
    """One document for the program and one for each system's functions, in CycloneDX's JSON."""
    tool = release.cargo_tool(*CYCLONEDX)
    name = "provision-sbom"
    run([tool, "cyclonedx", "--format", "json", "--spec-version", "1.5", "--target", TARGET, "--override-filename", name],
        cwd=release.root, env=os.environ | {"SOURCE_DATE_EPOCH": str(release.time)})
    # It writes beside each Cargo.toml of the workspace.
    for written in sorted(release.root.rglob(f"{name}.json")):
        if "target" in written.relative_to(release.root).parts:
            continue
        # The folder of the sources differs from machine to machine.
        text = written.read_text().replace(f"file://{release.root}", "file://.")
        written.unlink()
        component = json.loads(text)["metadata"]["component"]["name"]
        system = component.removesuffix("-functions")
        if component == "provision":
            (release.out / f"{release.name}.cdx.json").write_text(text)
        elif (release.tree / f"share/provision/artifacts/{system}.zip").exists():
            (release.out / f"{release.name}-{system}.cdx.json").write_text(text)
