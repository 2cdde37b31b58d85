"""How often each path changed, by whom and when: merges left out, with and without following renames."""
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

YEAR = 365 * 86400


@dataclass
class Churn:
    """What the commits did to one path."""

    commits: int = 0
    added: int = 0
    deleted: int = 0
    authors: set = field(default_factory=set)
    first: int = None
    last: int = None
    commits_year: int = 0
    binary: bool = False

    def add(self, change, commit, head_time):
        self.commits += 1
        self.added += number(change.added)
        self.deleted += number(change.deleted)
        self.binary |= change.added == "-"
        self.authors.add(commit.email)
        self.first = commit.time if self.first is None else min(self.first, commit.time)
        self.last = commit.time if self.last is None else max(self.last, commit.time)
        self.commits_year += commit.time >= head_time - YEAR

    def data(self, lines_known=True):
        return {**vars(self), "authors": len(self.authors), "lines_known": lines_known}


@dataclass
class Change:
    """One line of `--numstat`."""

    added: str
    deleted: str
    path: str
    former: str = None


@dataclass
class Commit:
    """A commit that is no merge."""

    email: str
    time: int
    changes: list


class History:
    """The log with its changes. Blobs that a partial clone lacks make `--numstat` die: their paths are left
    out one by one and remembered, and their commits counted without lines."""

    def __init__(self, git):
        self.git, self.excluded, self.missing = git, [], []

    def plain(self, head_time, at_head):
        """Churn by path, no renames followed, and how often two paths of HEAD changed together."""
        churn, together = defaultdict(Churn), Counter()
        for commit in self.commits("--no-renames"):
            for change in commit.changes:
                churn[change.path].add(change, commit, head_time)
            paths = sorted({change.path for change in commit.changes} & at_head)
            if 2 <= len(paths) <= 20:
                together.update(combinations(paths, 2))
        for path in self.excluded:
            for line in self.git.lines("log", "--no-merges", "--no-renames", "--format=%aE%x02%ct", "HEAD", "--", f":(top,literal){path}"):
                email, time = line.split("\x02")
                churn[path].add(Change("-", "-", path), Commit(email.lower(), int(time), []), head_time)
        return churn, together

    def with_renames(self, head_time):
        """From new to old, a rename moves the older commits of a path to its present name."""
        churn, present = defaultdict(Churn), {}
        for commit in self.commits("-M50%", "-l0", "--topo-order"):
            for change in commit.changes:
                name = present.get(change.path, change.path)
                churn[name].add(change, commit, head_time)
                if change.former is not None:
                    present[change.former] = name
        return churn

    def commits(self, *options):
        for entry in self.log(*options).split("\x01")[1:]:
            head, *body = entry.split("\0")
            email, time = head.rstrip("\n").split("\x02")
            yield Commit(email.lower(), int(time), list(changes(body)))

    def log(self, *options, format="%x01%aE%x02%ct"):
        while True:
            left_out = [f":(exclude,top,literal){path}" for path in self.excluded]
            try:
                return self.git("log", "--no-merges", "-z", "--numstat", f"--format={format}", *options, "HEAD", "--", ".", *left_out)
            except RuntimeError as error:
                self.leave_out(error)

    def leave_out(self, error):
        blob = re.search(r"[0-9a-f]{40}", str(error))
        if not blob or len(self.excluded) > 60:
            raise error
        arguments = ("log", "--no-merges", "--raw", "--no-abbrev", "--no-renames", "--format=", f"--find-object={blob[0]}", "HEAD")
        lines = self.git(*arguments, check=False).splitlines()
        paths = {line.split("\t", 1)[1] for line in lines if "\t" in line} - set(self.excluded)
        if not paths:
            raise error
        self.excluded += sorted(paths)
        self.missing.append({"blob": blob[0], "paths": sorted(paths)})


def changes(body):
    """The `-z --numstat` fields of one commit: a rename has its two paths in fields of their own."""
    fields = iter(body)
    for text in fields:
        parts = re.match(r"\n*(-|\d+)\t(-|\d+)\t(.*)$", text, re.S)
        if parts and parts[3]:
            yield Change(parts[1], parts[2], parts[3])
        elif parts:
            former = next(fields)
            yield Change(parts[1], parts[2], next(fields), former)


def number(text):
    return 0 if text == "-" else int(text)
