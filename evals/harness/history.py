"""The command `evals/history`: a whole history, or a part of it, against `git log --numstat`, with and without `-M`.

Beside what `evals/score --kind git` compares: lines with renames followed, the commit that made a file, packages
and modules, coupling, quarters, and all of it for `--since`, `--until` and `--max-commits`.
"""
import argparse
import json
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from .git.churn import History, changes
from .git.command import Git
from .tools import groundplan

LIMITS = ("since", "until", "max-commits")


def main(arguments=None):
    options = parser().parse_args(arguments)
    limits = {name: getattr(options, name.replace("-", "_")) for name in LIMITS}
    git = Git(options.repository)
    analysis = analyse(options, [part for name, value in limits.items() if value is not None for part in (f"--{name}", str(value))])
    truth = Truth(git, listed(git, limits), folders(analysis))
    wrong = 0
    for what, expected, found in comparisons(truth, analysis["git"]):
        different = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
        wrong += len(different)
        print(f"{what}: {len(expected)} compared, {len(different)} differ")
        for key in different[: options.show]:
            print(f"  {key}: git {expected.get(key)}, groundplan {found.get(key)}")
    return 1 if wrong else 0


def parser():
    parser = argparse.ArgumentParser(prog="evals/history", description="Compares the history of a repository with what git log says.")
    parser.add_argument("repository", help="folder of a clone, at its top")
    parser.add_argument("--since", help="day in UTC (2024-01-31), from its start")
    parser.add_argument("--until", help="day in UTC, to its end")
    parser.add_argument("--max-commits", type=int)
    parser.add_argument("--binary", help="program to compare; default: target/release/groundplan, built when it is not there")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="differences to print of each kind (5)")
    return parser


def analyse(options, limits):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "analysis.json"
        command = [groundplan(options.binary), "analyze", options.repository, "--rev", "HEAD", "--no-cache", *limits, "-o", str(file)]
        subprocess.run(command, check=True)
        return json.loads(file.read_text(encoding="utf-8"))


def listed(git, limits):
    """The commits that git lists within the limits, merges among them."""
    arguments = []
    if limits["since"]:
        arguments.append(f"--since={limits['since']}T00:00:00Z")
    if limits["until"]:
        arguments.append(f"--until={limits['until']}T23:59:59Z")
    if limits["max-commits"] is not None:
        arguments.append(f"--max-count={limits['max-commits']}")
    return set(git.lines("log", "--format=%H", *arguments, "HEAD"))


def folders(analysis):
    units = analysis.get("packages", []) + analysis.get("modules", [])
    return {unit["dir"] for unit in units if not unit["dir"].startswith("..")}


class Sum:
    def __init__(self):
        self.commits, self.added, self.deleted, self.authors, self.times = 0, 0, 0, Counter(), []

    def add_lines(self, change):
        self.added += number(change.added)
        self.deleted += number(change.deleted)

    def add_commit(self, commit):
        self.commits += 1
        self.authors[commit.email] += 1
        self.times.append(commit.time)

    def data(self):
        return (self.commits, self.added, self.deleted, len(self.authors), min(self.times), max(self.times), bus_factor(self.authors))


class Commit:
    def __init__(self, entry):
        head, *body = entry.split("\0")
        self.id, email, committed = head.rstrip("\n").split("\x02")
        self.email, self.time, self.changes = email.lower(), int(committed), list(changes(body))


class Truth(History):
    """Paths with a blob that a partial clone lacks are left out, as `History` does it: they are not compared."""

    def __init__(self, git, listed, folders):
        super().__init__(git)
        self.listed, self.folders = listed, folders
        self.present = set(filter(None, git("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")))
        self.files, self.modules, self.together = defaultdict(Sum), defaultdict(Sum), Counter()
        for commit in self.commits("--no-renames"):
            self.plain(commit)
        self.renamed, self.created = self.with_renames()
        self.unjudged = {home for home in map(self.home, self.excluded) if home is not None}

    def commits(self, *options):
        found = (Commit(entry) for entry in self.log(*options, format="%x01%H%x02%aE%x02%ct").split("\x01")[1:])
        return (commit for commit in found if commit.id in self.listed)

    def plain(self, commit):
        homes = set()
        for change in commit.changes:
            self.files[change.path].add_commit(commit)
            self.files[change.path].add_lines(change)
            home = self.home(change.path)
            if home is not None:
                self.modules[home].add_lines(change)
                homes.add(home)
        for home in homes:
            self.modules[home].add_commit(commit)
        paths = sorted({change.path for change in commit.changes} & self.present)
        if len(paths) <= 20:
            self.together.update(combinations(sorted(homes, key=lambda home: "" if home == "." else home), 2))

    def home(self, path):
        while path:
            path = path.rpartition("/")[0]
            if (path or ".") in self.folders:
                return path or "."
        return None

    def with_renames(self):
        """From new to old, a rename moves the older commits of a path to its present name; the last commit that
        adds a file made it. Which changes add one is what `--summary` says in the same log."""
        added = self.added()
        sums, made, present = defaultdict(lambda: [0, 0, 0]), {}, {}
        for commit in self.commits("-M50%", "-l0", "--topo-order"):
            for change in commit.changes:
                name = present.get(change.path, change.path)
                sums[name] = [sums[name][0] + 1, sums[name][1] + number(change.added), sums[name][2] + number(change.deleted)]
                if change.former is not None:
                    present[change.former] = name
                elif (commit.id, change.path) in added:
                    made[name] = commit.id
        return {name: tuple(sums[name]) for name in sums}, made

    def added(self):
        left_out = [f":(exclude,top,literal){path}" for path in self.excluded]
        log = self.git("log", "--no-merges", "-z", "--name-only", "--diff-filter=A", "-M50%", "-l0", "--format=%x01%H", "HEAD", "--", ".", *left_out)
        found = set()
        for entry in log.split("\x01")[1:]:
            commit, *paths = entry.split("\0")
            found.update((commit.strip(), path.lstrip("\n")) for path in paths)
        return found

    def header(self):
        """People and quarters of all listed commits that are no merges, those without a change among them."""
        people, quarters = Counter(), defaultdict(lambda: [0, set()])
        for line in self.git("log", "--no-merges", "--format=%H%x02%aN <%aE>%x02%aE%x02%ct", "HEAD").split("\n"):
            if not line or line.split("\x02")[0] not in self.listed:
                continue
            _, who, email, committed = line.split("\x02")
            people[who] += 1
            when = time.gmtime(int(committed))
            quarter = quarters[f"{when.tm_year:04}-Q{(when.tm_mon + 2) // 3}"]
            quarter[0] += 1
            quarter[1].add(email.lower())
        return people, {name: (count, len(authors)) for name, (count, authors) in quarters.items()}


def comparisons(truth, facts):
    people, quarters = truth.header()
    parents = [line.split() for line in truth.git.lines("rev-list", "--parents", "HEAD")]
    single = sum(1 for commit, *rest in parents if len(rest) < 2 and commit in truth.listed)
    yield "numbers", {"commits": len(truth.listed), "no_merges": single}, {key: facts[key] for key in ("commits", "no_merges")}
    yield "contributors", dict(people), {f"{one['name']} <{one['email']}>": one["commits"] for one in facts["contributors"]}
    yield "quarters", quarters, {one["quarter"]: (one["commits"], one["authors"]) for one in facts["cadence"].get("quarters", [])}
    files = facts.get("files", [])
    out = set(truth.excluded)
    here = lambda sums: {path: data for path, data in sums.items() if path in truth.present - out}  # noqa: E731
    files = [one for one in files if one["path"] not in out]
    yield "files", here({path: one.data() for path, one in truth.files.items()}), {one["path"]: data(one) for one in files}
    yield "files, renames followed", here(truth.renamed), {one["path"]: renamed(one) for one in files if one.get("commits_with_renames")}
    yield "commit that made a file", here(truth.created), {one["path"]: one["created"]["commit"] for one in files if "created" in one}
    modules = {one["dir"]: data(one) for one in facts.get("modules", []) if one["dir"] not in truth.unjudged}
    yield "packages and modules", {path: one.data() for path, one in truth.modules.items() if path not in truth.unjudged}, modules
    if out:
        print(f"not compared for missing blobs: {', '.join(sorted(out))}")
        return
    found = {(one["a"], one["b"]): one["commits"] for one in facts.get("module_coupling", [])}
    least = min(found.values(), default=0) if len(found) == 100 else 0
    # Of pairs with as few commits as the last of a hundred, only some are listed.
    yield "coupling of modules", {pair: count for pair, count in truth.together.items() if count > least}, {pair: count for pair, count in found.items() if count > least}


def data(one):
    return (one["commits"], one.get("added", 0), one.get("deleted", 0), one["authors"], one.get("first", 0), one["last"], one.get("bus_factor", 0))


def renamed(one):
    return (one["commits_with_renames"], one.get("added_with_renames", 0), one.get("deleted_with_renames", 0))


def bus_factor(authors):
    needed, total = 0, 0
    for count in sorted(authors.values(), reverse=True):
        if total * 2 > sum(authors.values()):
            break
        needed, total = needed + 1, total + count
    return needed


def number(text):
    return 0 if text == "-" else int(text)
