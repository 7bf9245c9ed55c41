"""Clean Debian roots: made once with mmdebstrap, unpacked for each check; at the end of a check, all processes in its root are ended."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .release import note, run

SUITE = "bookworm"
# A manual reader beside the bare system; the second root has also what a user's machine has for the emulator.
BARE = ["ca-certificates", "man-db"]
PYTHON = [*BARE, "python3", "python3-venv", "curl"]
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
# Where this machine names its certificates; what is fetched in a root comes from the same places.
CERTIFICATES = ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
                "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
                "PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "NPM_CONFIG_REGISTRY"]
USER = "ada"


class Failed(Exception):
    """A check found what should not be."""


class Root:
    """One root, of one check."""

    def __init__(self, path: Path):
        self.path = path

    def run(self, script: str, user: str = USER, code: int = 0) -> str:
        """Runs a script in the root and returns its standard output; all processes that it leaves are ended with it."""
        home = "/root" if user == "root" else f"/home/{user}"
        kept = {name: os.environ[name] for name in CERTIFICATES if name in os.environ}
        environment = {"HOME": home, "USER": user, "LANG": "C.UTF-8", "TERM": "dumb",
                       "PATH": f"{home}/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"} | kept
        become = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.path}/proc",
                   "chroot", str(self.path), *become, "sh", "-euc", f"cd {home}\n{script}"]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != code:
            raise Failed(f"exit code {done.returncode} instead of {code} of:\n{script.strip()}\n--- printed:\n{done.stdout}")
        return done.stdout

    def install(self, *packages: str) -> None:
        """Installs packages of Debian."""
        words = shlex.join(packages)
        self.run("export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && "
                 f"apt-get install -y -qq --no-install-recommends {words}", user="root")

    def bring(self, source: Path, target: str) -> None:
        """Copies a file or a folder of this machine into the root, owned by the user where it is in their home."""
        place = self.path / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, place) if source.is_dir() else shutil.copy(source, place)
        self.run(f"chown -R {USER}: /home/{USER}", user="root")


class Roots:
    def __init__(self, folder: Path):
        self.folder = folder

    @contextmanager
    def root(self, packages: list[str]):
        """A fresh root with these packages of Debian, removed at the end."""
        base = self._base(packages)
        with tempfile.TemporaryDirectory(prefix="provision-root-") as folder:
            path = Path(folder)
            path.chmod(0o755)
            run(["tar", "--extract", "--file", base, "--directory", path, "--exclude=./dev/*"])
            self._devices(path)
            shutil.copy("/etc/resolv.conf", path / "etc/resolv.conf")
            if BUNDLE.exists():
                shutil.copy(BUNDLE, path / BUNDLE.relative_to("/"))
            root = Root(path)
            root.run(f"useradd --create-home --shell /bin/bash {USER}", user="root")
            root.run("! command -v cargo && ! command -v rustc")
            yield root

    def _base(self, packages: list[str]) -> Path:
        name = "python" if packages == PYTHON else "bare"
        base = self.folder / f"{SUITE}-{name}.tar"
        if not base.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            if shutil.which("mmdebstrap") is None:
                run(["apt-get", "update", "-qq"])
                run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "mmdebstrap"])
            note(f"making a root of {SUITE} with {', '.join(packages)}")
            partial = base.with_suffix(".partial.tar")
            run(["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(packages)}", SUITE, partial], stderr=sys.stderr)
            partial.rename(base)
        return base

    @staticmethod
    def _devices(path: Path) -> None:
        for name, minor, mode in [("null", 3, 0o666), ("zero", 5, 0o666), ("full", 7, 0o666), ("random", 8, 0o666), ("urandom", 9, 0o666)]:
            node = path / "dev" / name
            os.mknod(node, 0o020000 | mode, os.makedev(1, minor))
            node.chmod(mode)
        (path / "dev/shm").mkdir(exist_ok=True)
        (path / "dev/shm").chmod(0o1777)
        (path / "dev/fd").unlink(missing_ok=True)
        (path / "dev/fd").symlink_to("/proc/self/fd")
