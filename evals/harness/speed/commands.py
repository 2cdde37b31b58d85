"""The commands that are measured, each with what has to be so before it runs."""
import itertools
import os
import shutil
from pathlib import Path

from ..table import git
from .places import IDENTITY, WORK
from .usage import Command, run

# What analyses accept: findings are no failure.
CLEAN = (0, 1)
# Runs in a sample of what takes some milliseconds.
OFTEN = 8


class Analyses:
    """Commands of groundplan on one place."""

    def __init__(self, programs, place):
        self.programs, self.place = programs, place
        self.output = WORK / "out" / f"{place.short}.json"
        self.output.parent.mkdir(parents=True, exist_ok=True)

    def cold(self, name, *flags, jobs=1, history=False, **more):
        """Nothing of an earlier run is used, nothing is kept, the JSON is written."""
        history = [] if history else ["--no-history"]
        return self.command(name, ["--no-cache", *history, *flags], jobs, **more)

    def kept(self, name, cache, *flags, **more):
        """With a cache folder and an output file of its own: what another command wrote there would be an edit, too."""
        environment = {"GROUNDPLAN_CACHE_DIR": str(WORK / "caches" / f"{self.place.short}-{cache}")}
        output = self.output.with_name(f"{self.place.short}-{cache}.json")
        return self.command(name, flags, 1, output, environment=environment, **more)

    def command(self, name, flags, jobs, output=None, **more):
        words = [self.programs.binary, "analyze", "--jobs", jobs, *flags, "-o", output or self.output, "."]
        return Command(name, words, self.place.path, accepts=CLEAN, **more)


def yardstick(programs, place, name="yardstick", *flags):
    return Command(name, [programs.yardstick, place.path, *flags], place.path)


def git_command(place, name, *words, **more):
    return Command(name, ["git", "--no-pager", *words], place.path, **more)


def forget(command):
    """The command's cache is empty before each run."""
    folder = command.environment["GROUNDPLAN_CACHE_DIR"]
    command.before = lambda: shutil.rmtree(folder, ignore_errors=True)
    return command


def fill(command):
    """The command has run before; twice, because the second run trusts what the first has seen."""
    shutil.rmtree(command.environment["GROUNDPLAN_CACHE_DIR"], ignore_errors=True)
    run(command)
    run(command)
    return command


def settled(command):
    """Where a clone lacks blobs, new objects make an answer with gaps old: one run, which does not count, renews it."""
    command.before = lambda: run(command)
    return command


def without_output(command):
    """The output file is gone before each run."""
    output = command.words[command.words.index("-o") + 1]
    command.before = lambda: output.unlink(missing_ok=True)
    return command


def like(command, filled):
    """The command finds what another has filled, in a folder of its own."""
    folder = command.environment["GROUNDPLAN_CACHE_DIR"]
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(filled.environment["GROUNDPLAN_CACHE_DIR"], folder)
    return command


def after_edits(command, files, at_the_end=True):
    """Every run finds a new comment in each file, whose old text comes back after it. At the end it moves nothing;
    in front it moves every line of the file, by another number of lines than the edit before."""
    count, kept = itertools.count(), {}

    def edit():
        kept.update((file, Kept(file)) for file in files)
        for file in files:
            number = next(count)
            line = "\n" * (1 if at_the_end else 1 + number % 3) + f"// Edit {number}\n"
            kept[file].add(line if at_the_end else "", "" if at_the_end else line)

    def restore():
        for file in kept.values():
            file.restore()
        git("-C", str(command.folder), "update-index", "-q", "--refresh")

    command.before, command.after = edit, restore
    return command


def after_commit(command, warm, path):
    """Every run finds one commit more than `warm` has just seen; the commit is taken back after it."""
    count, folder, kept = itertools.count(), str(command.folder), []

    def add():
        run(warm)
        kept[:] = [Kept(path)]
        kept[0].add(f"\n// Commit {next(count)}\n")
        git("-C", folder, *IDENTITY, "commit", "--quiet", "--no-verify", "-am", "One more")

    def take_back():
        kept[0].restore()
        git("-C", folder, "reset", "--quiet", "HEAD~1")
        git("-C", folder, "update-index", "-q", "--refresh")

    command.before, command.after = add, take_back
    return command


class Kept:
    """A file as it was. Its old time comes back too: Git reads files anew that are as young as its index."""

    def __init__(self, path):
        self.path, self.text, times = path, path.read_bytes(), path.stat()
        self.times = (times.st_atime_ns, times.st_mtime_ns)

    def add(self, line, first=""):
        self.path.write_bytes(first.encode() + self.text + line.encode())

    def restore(self):
        self.path.write_bytes(self.text)
        os.utime(self.path, ns=self.times)


def edited(place, count):
    """Files to edit, spread over the tree: Go and Rust, no tests."""
    files = [file for file in sorted(place.path.rglob("*.go")) + sorted(place.path.rglob("*.rs")) if not file.stem.endswith("_test")]
    step = max(1, len(files) // count)
    return files[step // 2 :: step][:count]


def peers(programs, place, alone):
    """Peers on the whole tree, with the result written; `alone` is a clone for those that write into it."""
    found = programs.peers
    home = WORK / "home"
    home.mkdir(parents=True, exist_ok=True)
    out = WORK / "out"
    if "ctags" in found:
        yield Command("ctags", [found["ctags"], "-R", "-f", out / "tags", "."], place.path)
    if "ast-grep" in found:
        words = [found["ast-grep"], "outline", "-j", "1", "--items", "all", "--json=compact"]
        yield Command("ast-grep outline", words, place.path)
    if "repomix" in found:
        words = [found["repomix"], "--compress", "--quiet", "-o", out / "repomix.xml"]
        yield Command("Repomix --compress", words, place.path, {"HOME": str(home)})
    if "aider" in found:
        yield from aider(found["aider"], alone.path, home)


def aider(path, folder, home):
    quiet = ("--no-analytics", "--no-check-update", "--no-show-release-notes", "--no-gitignore", "--no-show-model-warnings")
    history = ("--chat-history-file", home / "chat", "--input-history-file", home / "input")
    words = [path, "--show-repo-map", "--yes-always", "--model", "gpt-4o", *quiet, *history]

    def forget():
        for cache in Path(folder).glob(".aider.tags.cache*"):
            shutil.rmtree(cache)

    yield Command("aider, cold", words, folder, {"HOME": str(home)}, before=forget)
    warm = Command("aider, warm", words, folder, {"HOME": str(home)})
    warm.before = lambda: None if any(Path(folder).glob(".aider.tags.cache*")) else run(warm)
    yield warm
