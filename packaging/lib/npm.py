"""The npm package: the tree as it is, the program itself as the package's command."""

import json
import shutil

from .release import Release, run


def build(release: Release) -> None:
    folder = release.fresh("npm")
    shutil.copytree(release.tree, folder, dirs_exist_ok=True)
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]:
        shutil.copyfile(release.root / name, folder / name)
    package = json.loads(release.filled("npm/package.json"))
    package["man"] = sorted(f"./share/man/man1/{page.name}" for page in (folder / "share/man/man1").iterdir())
    (folder / "package.json").write_text(json.dumps(package, indent=2) + "\n")
    run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", release.out], cwd=folder)
