"""The Python wheel, made with maturin: the program as a script, everything else as data files below the environment's prefix.

pip, pipx and uv make the environment's bin/ and share/ from them, which is where the program looks for its functions.
"""

import os
import shutil

from .release import Release, run


def build(release: Release) -> None:
    folder = release.fresh("wheel")
    (folder / "pyproject.toml").write_text(release.filled("python/pyproject.toml", MANIFEST=str(release.root / "Cargo.toml")))
    shutil.copytree(release.tree / "share", folder / "data/data/share")
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]:
        shutil.copyfile(release.root / name, folder / name)
    # Without SOURCE_DATE_EPOCH, by which C code counts as changed: maturin calls cargo, and finds the program as it was built.
    environment = os.environ | {"CARGO_TARGET_DIR": str(release.root / "target")}
    run([release.tools() / "maturin", "build", "--release", "--locked", "--out", release.out], cwd=folder, env=environment)
