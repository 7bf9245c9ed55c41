"""One check for each package: it is installed as a user would install it, and used."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import tarfile
import threading
import tomllib
from contextlib import contextmanager
from pathlib import Path

from .release import SUMS, TARGET, Release, run, sha256
from .roots import BARE, PYTHON, USER, Failed, Root, Roots

FAILURES = (Failed, subprocess.CalledProcessError, OSError)
HOME = f"/home/{USER}"


def expect(holds: bool, what: str) -> None:
    if not holds:
        raise Failed(what)


def journey(release: Release, root: Root, has_manual: bool = True, setup: str = "") -> None:
    """What the user does with an installed program, up to a cake order that is delivered."""
    printed = functools.partial(_printed, root, setup)
    expect(printed("--version").strip() == f"provision {release.version}", "--version prints another version")
    expect("Usage: provision" in printed("--help"), "--help prints no usage")
    root.run(f"{setup}\nprovision completion bash > completion && bash -n completion && grep -q 'complete -F' completion")
    if has_manual:
        for page in ["provision", "provision-deploy", "provision-order-place"]:
            text = root.run(f"{setup}\nman -P cat {page}")
            expect("SYNOPSIS" in text and page in text, f"man {page} shows:\n{text}")
    order = root.run(f"""{setup}
        provision deploy --local > deployed 2>&1 || {{ cat deployed; exit 1; }}
        grep -q '^Deployed' deployed
        export PROVISION_LOCAL=1 PROVISION_QUIET=1 PROVISION_OUTPUT=json
        provision order place --name Ada --address '1 Main Street' --product chocolate-cake --quantity 1 > placed
        id=$(sed -n 's/.*"orderId": *"\\([^"]*\\)".*/\\1/p' placed | head -n 1)
        test -n "$id"
        provision order fulfil "$id" > fulfilled
        provision order get "$id" --follow --until sent_for_delivery > sent
        provision order deliver "$id" --company speedy --review 'Very good' > delivered
        provision order get "$id"
        provision local down > down""")
    expect(json.loads(order)["orderState"] == "delivered", f"the order at the end: {order}")


def _printed(root: Root, setup: str, words: str) -> str:
    return root.run(f"{setup}\nprovision {words}")


def check_archive(release: Release, roots: Roots) -> None:
    with roots.root(PYTHON) as root:
        for file in [release.archive, release.out / SUMS]:
            root.bring(file, f"{HOME}/{file.name}")
        root.run("sha256sum --check --ignore-missing SHA256SUMS")
        root.run(f"mkdir .local && tar -xzf {release.archive.name} --strip-components=1 -C .local && rm {release.archive.name}")
        for part in ["doc/provision/LICENSE-MIT", "doc/provision/LICENSE-APACHE", "doc/provision/THIRD-PARTY-LICENSES.txt",
                     "provision/artifacts/artifacts.json", "zsh/site-functions/_provision"]:
            root.run(f"test -s .local/share/{part}")
        root.run("bash -c '. .local/share/bash-completion/completions/provision && complete -p provision'")
        journey(release, root)


def check_deb(release: Release, roots: Roots) -> None:
    with roots.root(BARE) as root:
        root.run("! command -v python3")
        root.bring(the_only(release, "*.deb"), "/tmp/provision.deb")
        root.install("/tmp/provision.deb")
        root.run("dpkg --verify provision && test -s /usr/share/doc/provision/copyright")
        journey(release, root)
        root.run("apt-get purge -y -qq provision && ! test -e /usr/share/provision && ! command -v provision", user="root")


def check_wheel(release: Release, roots: Roots) -> None:
    wheel = the_only(release, "*.whl")
    with roots.root(PYTHON) as root:
        root.install("pipx")
        root.bring(wheel, f"{HOME}/{wheel.name}")
        root.run(f"pipx install ./{wheel.name}")
        # pipx shows no manual pages of an environment; they are in it.
        root.run("test -s .local/pipx/venvs/provision-cli/share/man/man1/provision.1")
        journey(release, root, has_manual=False)
        root.run("pipx uninstall provision-cli && ! command -v provision")
        root.run("python3 -m venv uv && uv/bin/pip install --quiet uv")
        printed = root.run(f"uv/bin/uvx --from ./{wheel.name} provision --version")
        expect(printed.splitlines()[-1] == f"provision {release.version}", f"uvx prints: {printed}")
        root.run(f"uv/bin/uvx --from ./{wheel.name} provision plan cake --local")


def check_npm(release: Release, roots: Roots) -> None:
    package = the_only(release, "*.tgz")
    with roots.root(PYTHON) as root:
        root.install("nodejs", "npm")
        root.bring(package, f"/tmp/{package.name}")
        printed = root.run(f"npx --yes --package /tmp/{package.name} provision --version")
        expect(printed.splitlines()[-1] == f"provision {release.version}", f"npx prints: {printed}")
        root.run(f"npm install --global --prefix {HOME}/.local /tmp/{package.name}")
        journey(release, root)
        root.run(f"npm uninstall --global --prefix {HOME}/.local provision-cli && ! command -v provision")


def check_installer(release: Release, roots: Roots) -> None:
    with roots.root(PYTHON) as root, served(release.out) as address:
        root.bring(release.out / "install.sh", f"{HOME}/install.sh")
        damaged = root.path / "tmp" / release.archive.name
        damaged.write_bytes(release.archive.read_bytes()[:-1] + b"?")
        printed = root.run("sh install.sh --url file:///tmp", code=1)
        expect("SHA-256" in printed and "nothing was installed" in printed, f"a damaged archive: {printed}")
        root.run("test -z \"$(find .local -type f 2>/dev/null)\"")
        printed = root.run(f"sh install.sh --url {address}/nowhere", code=1)
        expect("cannot fetch" in printed, f"a missing archive: {printed}")
        for _ in range(2):  # The second one replaces the first.
            root.run(f"curl -fsS {address}/install.sh | sh -s -- --url {address}")
        journey(release, root)
        root.run("sh install.sh --uninstall")
        root.run("! command -v provision && test -z \"$(find .local/bin .local/share -name '*provision*' "
                 "! -path '*/share/provision*' ! -path '*/local/state*')\"")


def check_formula(release: Release, roots: Roots) -> None:
    """Homebrew comes from no package registry; a stand-in reads the formula as it would, checks, installs and links."""
    with roots.root(PYTHON) as root:
        root.install("ruby")
        root.bring(release.archive, f"/tmp/{release.archive.name}")
        formula = (release.out / "provision.rb").read_text()
        address = next(line.split('"')[1] for line in formula.splitlines() if line.strip().startswith("url "))
        (root.path / "tmp/provision.rb").write_text(formula.replace(address, f"file:///tmp/{release.archive.name}"))
        root.bring(release.root / "packaging/homebrew/stand_in.rb", "/tmp/stand_in.rb")
        root.run("ruby -wc /tmp/provision.rb")
        root.run("mkdir -p /home/linuxbrew && ruby -W /tmp/stand_in.rb /tmp/provision.rb /home/linuxbrew/.linuxbrew", user="root")
        brew = "PATH=/home/linuxbrew/.linuxbrew/bin:$PATH MANPATH=/home/linuxbrew/.linuxbrew/share/man; export PATH MANPATH"
        journey(release, root, setup=brew)


def check_cargo(release: Release, roots: Roots) -> None:
    """`cargo install --path .` brings the program alone: it says what is missing, and where it is to be put."""
    check_binstall(release)
    installed = release.fresh("cargo-root")
    environment = os.environ | {"CARGO_TARGET_DIR": str(release.root / "target")}
    cargo = os.environ.get("CARGO", "cargo")
    run([cargo, "install", "--quiet", "--path", ".", "--locked", "--root", installed], cwd=release.root, env=environment)
    with roots.root(PYTHON) as root:
        root.bring(installed / "bin", f"{HOME}/.cargo/bin")
        setup = f"PATH={HOME}/.cargo/bin:$PATH; export PATH"
        printed = root.run(f"{setup}\nprovision deploy --local", code=2)
        place = f"{HOME}/.cargo/share/provision/artifacts"
        expect(f"provision build --out {place}" in printed, f"deploy without functions prints:\n{printed}")
        with tarfile.open(release.archive) as archive:
            prefix = f"{release.name}/share/provision/artifacts/"
            for member in archive.getmembers():
                if member.isfile() and member.name.startswith(prefix):
                    target = root.path / place.lstrip("/") / member.name.removeprefix(prefix)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.extractfile(member) as source, open(target, "wb") as file:
                        shutil.copyfileobj(source, file)
        journey(release, root, has_manual=False, setup=setup)


def check_binstall(release: Release) -> None:
    """Whether cargo-binstall would find the archive by its address, and the program in it."""
    metadata = tomllib.loads((release.root / "Cargo.toml").read_text())["package"]["metadata"]["binstall"]
    values = {"name": "provision", "version": release.version, "target": TARGET, "archive-suffix": ".tar.gz", "bin": "provision",
              "binary-ext": "", "repo": "REPO"}
    filled = dict(metadata)
    for name, value in values.items():
        filled = {key: text.replace(f"{{ {name} }}", value) for key, text in filled.items()}
    expect(filled["pkg-url"] == f"REPO/releases/download/v{release.version}/{release.archive.name}", f"binstall: {filled['pkg-url']}")
    with tarfile.open(release.archive) as archive:
        expect(archive.getmember(filled["bin-dir"]).mode & 0o111 != 0, f"binstall: {filled['bin-dir']} cannot be run")


def the_only(release: Release, pattern: str) -> Path:
    """The one file of this pattern; its checksum is the one that the release names."""
    found = list(release.out.glob(pattern))
    expect(len(found) == 1, f"{len(found)} files {pattern} in {release.out}; run packaging/build")
    sums = (release.out / SUMS).read_text()
    expect(f"{sha256(found[0])}  {found[0].name}\n" in sums, f"{SUMS} has another checksum of {found[0].name}")
    return found[0]


@contextmanager
def served(folder: Path):
    """The folder over HTTP, on this machine only."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


CHECKS = {
    "archive": check_archive,
    "deb": check_deb,
    "wheel": check_wheel,
    "npm": check_npm,
    "installer": check_installer,
    "formula": check_formula,
    "cargo": check_cargo,
}
