"""Folders to measure on: clones at fixed revisions, and trees of a given size made of several of them."""
import hashlib
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from ..table import checkout, git
from ..tools import BUILT

WORK = BUILT / "speed"
SOURCE = {".go", ".rs"}
MANIFESTS = {"go.mod", "Cargo.toml"}
OTHERS = {"vendor", "third_party", "node_modules", ".git", "target"}


@dataclass(frozen=True)
class Place:
    """A folder and what it stands for."""

    name: str
    path: Path
    roles: frozenset = frozenset()
    revision: str = ""

    @property
    def short(self):
        return self.name.split("/")[-1]


def entries(file):
    """The lines of the list; `#` starts a comment."""
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            name, revision, url, *roles = words
            yield {"name": name, "revision": revision, "url": url, "roles": frozenset(roles)}


def lay(entry, clones, purpose=""):
    """The repository at its revision, clean, in a clone of our own; with a purpose, in one more."""
    path = WORK / "clones" / (entry["name"].replace("/", "+") + purpose)
    if not is_laid(path, entry["revision"]):
        path.parent.mkdir(parents=True, exist_ok=True)
        checkout(entry, clones, path)
        settle(path)
    return Place(entry["name"], path, entry["roles"], entry["revision"])


def is_laid(path, revision):
    """Files that the clone lacks are shown as deleted for ever."""
    if not (path / ".git").exists() or text("-C", path, "rev-parse", "HEAD") != revision:
        return False
    return all(line.startswith("D ") or line.startswith(" D") for line in text("-C", path, "status", "--porcelain").splitlines())


def settle(path):
    """The index learns size and time of every file, later than these: else Git would read them each time."""
    time.sleep(1.1)
    text("-C", path, "status", "--porcelain")
    text("-C", path, "update-index", "-q", "--refresh")


def text(*arguments):
    done = subprocess.run(["git", *map(str, arguments)], capture_output=True, text=True)
    return done.stdout.rstrip()


def unreadable(path):
    """Pathspecs that keep Git away from blobs which the clone lacks: renames and lines would end with an error."""
    missing = {line[1:] for line in text("-C", path, "rev-list", "--objects", "HEAD", "--missing=print").splitlines() if line.startswith("?")}
    if not missing:
        return []
    raw = text("-C", path, "-c", "core.quotePath=false", "log", "--raw", "--no-renames", "--no-abbrev", "--format=", "HEAD").splitlines()
    rows = [line.split("\t", 1) for line in raw if line.startswith(":")]
    paths = sorted({name for about, name in rows if missing.intersection(about.split()[2:4])})
    return ["--", ".", *(f":(exclude,top,literal){name}" for name in paths)]


def compound(name, places, size):
    """A repository of one commit with about `size` bytes of first-party source out of `places`, and its bytes.

    Folders go in whole, in the order of a hash of their names, so that every size has the same mixture and the
    smaller trees are within the larger ones.
    """
    target, taken = WORK / "trees" / name, 0
    fresh = not (target / ".git").exists()
    if fresh:
        shutil.rmtree(target, ignore_errors=True)
    for place, folder, files in sorted(folders(places), key=order):
        bytes_here = sum(file.stat().st_size for file in files if file.suffix in SOURCE)
        if taken + bytes_here > size * 1.02:
            continue
        taken += bytes_here
        if fresh:
            put(files, target / place.short / folder)
    if fresh:
        commit(target)
    return Place(name, target), taken


def folders(places):
    for place in places:
        files = {}
        for path in sorted(place.path.rglob("*")):
            inside = path.relative_to(place.path)
            if OTHERS.isdisjoint(inside.parts) and (path.suffix in SOURCE or path.name in MANIFESTS) and path.is_file() and not path.is_symlink():
                files.setdefault(inside.parent, []).append(path)
        yield from ((place, folder, found) for folder, found in files.items())


def order(item):
    place, folder, _ = item
    return hashlib.sha1(f"{place.name} {folder.as_posix()}".encode()).digest()


def put(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)


def commit(path):
    git("init", "--quiet", str(path))
    git("-C", str(path), "add", "--all", "--force")
    git("-C", str(path), *IDENTITY, "commit", "--quiet", "-m", "Tree to measure on")
    settle(path)


IDENTITY = ("-c", "user.name=evals", "-c", "user.email=evals@localhost", "-c", "commit.gpgsign=false")
