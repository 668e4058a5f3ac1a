"""Copies third-party files for browsers and papers into the repository, as app/web/static/vendor.lock.json pins them.

Needs npm, which running and testing do not. A package that is not what the lock says is refused.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "app" / "web" / "static" / "vendor.lock.json"
_LICENCES = ("LICENSE", "LICENCE", "NOTICE", "COPYING")


@dataclass(frozen=True)
class Package:
    """`integrity` is npm's: sha512- and the digest in base64. `into` is a folder below the repository's root."""

    name: str
    version: str
    integrity: str
    into: str
    files: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return ROOT / self.into / f"{self.name.rpartition('/')[2]}-{self.version}"


def main() -> int:
    for package in _locked():
        with tempfile.TemporaryDirectory() as scratch:
            archive = _packed(package, Path(scratch))
            if (found := _integrity(archive)) != package.integrity:
                print(f"{package.name} {package.version} is {found}, not {package.integrity}", file=sys.stderr)
                return 1
            _copy(archive, package)
        print(f"{package.name} {package.version}: {len(package.files)} files")
    return 0


def _locked() -> Iterable[Package]:
    for name, entry in json.loads(LOCK.read_text(encoding="utf-8")).items():
        yield Package(name, entry["version"], entry["integrity"], entry["into"], tuple(entry["files"]))


def _packed(package: Package, folder: Path) -> Path:
    wanted = f"{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True)
    return next(folder.glob("*.tgz"))


def _integrity(archive: Path) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def _copy(archive: Path, package: Package) -> None:
    """Take the listed files and every licence, and nothing that an earlier list asked for."""
    shutil.rmtree(package.folder, ignore_errors=True)
    package.folder.mkdir(parents=True)
    wanted = {f"package/{path}" for path in package.files}
    with tarfile.open(archive) as contents:
        for member in contents.getmembers():
            if member.name in wanted or _is_licence(member.name):
                _extract(contents, member, package.folder)
                wanted.discard(member.name)
    if wanted:
        raise SystemExit(f"{package.name} {package.version} has no {', '.join(sorted(wanted))}")


def _extract(contents: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    source = contents.extractfile(member)
    if source is not None:
        (folder / Path(member.name).name).write_bytes(source.read())


def _is_licence(path: str) -> bool:
    return path.count("/") == 1 and Path(path).name.upper().startswith(_LICENCES)


if __name__ == "__main__":
    sys.exit(main())
